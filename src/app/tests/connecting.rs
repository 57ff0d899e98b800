//! Connecting, and switching to another place.

use super::world::*;
use crate::app::connection::ConnectionState;
use crate::app::layout::Focus;
use crate::app::list::ListLoad;
use crate::app::secret::Pane;
use crate::app::{Effect, Message, StartOptions};
use crate::service::api::{
    ConnectionId, ConnectionTarget, CredentialProcess, Destination, Endpoint, ErrorKind, Identity,
};

fn destination() -> Destination {
    Destination { profile: None, region: "eu-west-1".into(), endpoint: Endpoint::Aws }
}

#[test]
fn nothing_is_sent_before_the_first_frame_is_on_screen() {
    let mut world = World::new(StartOptions::default(), WIDE);
    world.keys("r v R Y down enter");
    world.send(Message::Woke);
    assert!(world.effects().is_empty());
    world.send(Message::Started);
    assert!(matches!(
        world.effects().as_slice(),
        [Effect::Connect(FIRST, _), Effect::FindZone, Effect::FindEditorFiles]
    ));
}

#[test]
fn the_options_say_where_to_connect_to() {
    let target = ConnectionTarget {
        profile: Some("audit".into()),
        region: Some("eu-north-1".into()),
        endpoint_url: Some("http://localhost:4566".into()),
    };
    let options = StartOptions { target: target.clone(), ..StartOptions::default() };
    let mut world = World::new(options, WIDE);
    world.send(Message::Started);
    assert!(matches!(world.effects().first(), Some(Effect::Connect(_, asked)) if *asked == target));
}

#[test]
fn a_connection_asks_who_we_are_and_for_the_first_page() {
    let mut world = World::new(StartOptions::default(), WIDE);
    world.send(Message::Started);
    world.effects();
    world.send(Message::Connected(FIRST, Ok(destination())));
    let effects = world.effects();
    assert!(matches!(effects.first(), Some(Effect::Identify(FIRST))), "{effects:?}");
    assert_eq!(world.out.len(), 1);
    assert!(world.is_out("ListSecrets"));
}

#[test]
fn sts_may_fail_and_the_dashboard_goes_on() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    let refused = error("GetCallerIdentity", denied("GetCallerIdentity"));
    world.send(Message::Identified(FIRST, Err(refused)));
    assert!(world.is_ready());
    assert_eq!(world.model.connection().account(), None);
    assert_eq!(world.notice(), "");
    world.keys("r");
    let effects = world.effects();
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Identify(_))), "asked again on a refresh");
}

#[test]
fn a_connection_that_failed_is_made_anew_by_a_refresh() {
    let mut world = World::new(StartOptions::default(), WIDE);
    world.send(Message::Started);
    world.send(Message::Connected(FIRST, Err(error("Connecting", expired()))));
    assert!(matches!(world.model.connection().state(), ConnectionState::Failed(_)));
    world.effects();
    world.keys("r");
    let again = ConnectionId(FIRST.0 + 1);
    assert!(matches!(world.effects().as_slice(), [Effect::Connect(id, _)] if *id == again));
    world.send(Message::Connected(FIRST, Ok(destination())));
    assert!(!world.is_ready(), "the answer to the first try comes too late");
    world.connect();
    world.list(&secrets(&["a"]));
    assert_eq!(world.rows(), ["a"]);
}

#[test]
fn a_login_that_expired_while_listing_is_mended_by_a_refresh() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.fail("ListSecrets", expired());
    world.effects();
    world.keys("r");
    assert!(matches!(world.effects().as_slice(), [Effect::Connect(..)]));
}

#[test]
fn other_failures_of_the_list_keep_the_connection() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.fail("ListSecrets", ErrorKind::Throttled);
    world.effects();
    world.keys("r");
    assert_eq!(world.sent(), ["ListSecrets"]);
}

#[test]
fn switching_drops_everything_of_the_connection_before() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("v");
    world.answer("GetSecretValue", value("hunter2"));
    world.keys("3 r");
    let versions = world.out("ListSecretVersionIds").0;
    world.switch_region("us-east-1");
    assert_eq!(world.out, [], "reads are aborted");
    assert_eq!(world.selected(), None);
    assert_eq!(world.model.focus(), Focus::List);
    assert!(world.rows().is_empty() && world.model.list().secrets().is_empty());
    assert!(matches!(world.model.list().load(), ListLoad::Idle));
    assert_eq!(world.model.connection().region(), Some("us-east-1"));
    world.reply(&versions, Err(error("ListSecretVersionIds", ErrorKind::Throttled)));
    world.connect();
    world.list(&secrets(&["z"]));
    assert_eq!(world.rows(), ["z"]);
    assert_eq!(world.selected(), Some("z"));
}

#[test]
fn a_page_of_the_connection_before_is_not_taken() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    let (page_before, _) = world.out("ListSecrets");
    world.switch_region("us-east-1");
    world.reply(&page_before, Ok(page(&secrets(&["old"]), None)));
    assert!(world.model.list().secrets().is_empty());
    world.connect();
    world.reply(&page_before, Ok(page(&secrets(&["old"]), None)));
    assert!(world.model.list().secrets().is_empty());
    assert!(world.is_out("ListSecrets"));
}

#[test]
fn a_login_that_expired_later_is_mended_from_any_pane_and_comes_back_to_it() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b", "c"]));
    world.keys("down 5");
    world.fail("GetResourcePolicy", expired());
    world.effects();
    world.keys("r");
    assert!(matches!(world.effects().as_slice(), [Effect::Connect(..)]));
    world.connect();
    world.answer("DescribeSecret", described(secret("b")));
    assert_eq!((world.model.focus(), world.model.pane()), (Focus::Secret, Pane::Policy));
    assert_eq!(world.selected(), Some("b"));
    assert!(world.is_out("GetResourcePolicy"), "what had failed is asked for again");
    world.list(&secrets(&["a", "b", "c"]));
    world.keys("esc");
    assert_eq!(world.selected(), Some("b"));
}

#[test]
fn a_login_that_is_still_expired_does_not_forget_what_was_open() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("down enter");
    world.fail("DescribeSecret", expired());
    world.keys("r");
    world.connect();
    world.fail("DescribeSecret", expired());
    world.fail("ListSecrets", expired());
    world.keys("r");
    world.connect();
    world.answer("DescribeSecret", described(secret("b")));
    assert_eq!(world.selected(), Some("b"));
    assert_eq!(world.model.focus(), Focus::Secret);
}

#[test]
fn a_login_that_expired_on_the_list_comes_back_to_the_same_row() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("down");
    world.pass(millis(150));
    world.fail("DescribeSecret", expired());
    world.keys("r");
    world.connect();
    world.list(&secrets(&["a", "b"]));
    assert_eq!(world.selected(), Some("b"));
    assert_eq!(world.model.focus(), Focus::List);
}

#[test]
fn an_answer_shows_that_the_login_holds_again() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("enter");
    world.fail("DescribeSecret", expired());
    world.keys("3");
    let versions =
        crate::service::api::Reply::ListSecretVersionIds { versions: Vec::new(), next_token: None };
    world.answer("ListSecretVersionIds", versions);
    world.effects();
    world.keys("1 r");
    assert_eq!(world.sent(), ["DescribeSecret"]);
}

fn process() -> CredentialProcess {
    CredentialProcess { profile: "tool".into(), command: "saml2aws script".into(), says: String::new() }
}

#[test]
fn a_credential_process_is_told_while_it_runs_and_a_key_stops_it() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.send(Message::CredentialProcess(Some(process())));
    assert_eq!(world.notice(), "Waiting for credentials: `saml2aws script`…");
    world.effects();
    world.keys("esc");
    assert!(matches!(world.effects().as_slice(), [Effect::StopCredentialProcess]));
    world.send(Message::CredentialProcess(None));
    assert_eq!(world.notice(), "");
    world.keys("esc");
    assert!(world.effects().is_empty(), "nothing is left to stop");
}

#[test]
fn stopping_a_credential_process_leaves_the_form_as_it_is() {
    let mut world = World::listing(WIDE, &[]);
    world.keys("+");
    world.type_text("app/token");
    world.send(Message::CredentialProcess(Some(process())));
    world.effects();
    world.keys("esc");
    assert!(matches!(world.effects().as_slice(), [Effect::StopCredentialProcess]));
    assert_eq!(world.text("Name"), "app/token");
    // What is told meanwhile is seen once the process has ended.
    world.send(Message::LogFailed("No space left on device".into()));
    assert!(world.notice().contains("saml2aws"));
    world.send(Message::CredentialProcess(None));
    assert!(world.notice().contains("The log file can't be written: No space left on device."));
}

/// A list of `a`, `b` and `c` with a mark and the cursor on `b`, whose refresh an expired login has refused.
fn refused_refresh() -> World {
    let mut world = World::listing(WIDE, &secrets(&["a", "b", "c"]));
    world.keys("down space r");
    world.fail("ListSecrets", expired());
    world
}

fn marks(world: &World) -> Vec<&str> {
    let (shown, hidden) = (world.model.list().marks().shown(), world.model.list().marks().hidden());
    shown.iter().chain(hidden).map(|secret| &*secret.name).collect()
}

#[test]
fn what_was_listed_stays_however_often_an_expired_login_is_tried_again() {
    let mut world = refused_refresh();
    let as_of = world.model.list().as_of();
    for _ in 0..3 {
        world.pass(seconds(60));
        world.keys("r");
        assert!(!world.is_ready(), "a new connection is made");
        world.connect();
        assert_eq!(world.rows(), ["a", "b", "c"]);
        assert_eq!((marks(&world), world.selected()), (vec!["b"], Some("c")));
        assert_eq!((world.model.list().as_of(), world.model.list().earlier_as_of()), (as_of, as_of));
        world.fail("ListSecrets", expired());
    }
    world.keys("r");
    world.connect();
    world.list(&secrets(&["b", "new"]));
    assert_eq!(world.rows(), ["b", "new"]);
    assert_eq!((marks(&world), world.model.list().earlier_as_of()), (vec!["b"], None));
}

#[test]
fn a_connection_that_fails_takes_nothing_away() {
    let mut world = refused_refresh();
    for _ in 0..2 {
        world.keys("r");
        let id = world.model.connection().id();
        world.send(Message::Connected(id, Err(error("Connecting", expired()))));
    }
    world.keys("r");
    world.connect();
    assert_eq!(world.rows(), ["a", "b", "c"]);
    assert_eq!(marks(&world), ["b"]);
}

#[test]
fn a_part_of_a_list_stays_too_and_the_cached_list_adds_the_rest() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.answer("ListSecrets", page(&secrets(&["a", "b"]), Some("t")));
    world.fail("ListSecrets", expired());
    world.keys("r");
    world.effects();
    world.connect();
    assert_eq!(world.rows(), ["a", "b"]);
    assert!(world.model.list().is_incomplete());
    world.answer("ListSecrets", page(&secrets(&["a"]), Some("t")));
    assert_eq!(world.rows(), ["a", "b"]);
    world.answer("ListSecrets", page(&secrets(&["c"]), None));
    assert_eq!(world.rows(), ["a", "c"]);
}

#[test]
fn a_login_to_another_account_drops_what_was_listed() {
    let mut world = refused_refresh();
    world.keys("r");
    world.connect();
    assert_eq!(world.rows(), ["a", "b", "c"]);
    let identity =
        Identity { account: "999999999999".into(), arn: "arn:aws:iam::999999999999:user/me".into() };
    world.send(Message::Identified(world.model.connection().id(), Ok(identity)));
    assert!(world.rows().is_empty() && marks(&world).is_empty());
}

#[test]
fn another_place_does_not_show_what_was_set_aside() {
    let mut world = refused_refresh();
    world.keys("r");
    let id = world.model.connection().id();
    world.send(Message::Connected(id, Err(error("Connecting", expired()))));
    world.switch_region("us-east-1");
    world.connect();
    assert!(world.rows().is_empty());
}
