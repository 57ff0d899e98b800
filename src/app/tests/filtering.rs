//! The filter line.

use super::world::*;
use crate::app::actions::Context;
use crate::app::layout::Focus;
use crate::app::list::Selection;
use crate::app::{Effect, Message, StartOptions};
use crate::service::api::Reply;

fn world() -> World {
    World::listing(WIDE, &secrets(&["prod/api", "prod/db", "test/db"]))
}

#[test]
fn the_list_is_filtered_as_one_types() {
    let mut world = world();
    world.keys("/");
    assert_eq!(world.model.context(), Context::FilterLine);
    world.type_text("db");
    assert_eq!(world.rows(), ["prod/db", "test/db"]);
    world.type_text(" !prod");
    assert_eq!(world.rows(), ["test/db"]);
    assert_eq!(world.selected(), Some("test/db"), "the cursor goes to the best match");
    assert_eq!(world.sent(), [""; 0], "filtering asks the service for nothing");
}

#[test]
fn letters_that_are_keys_elsewhere_are_typed() {
    let mut world = world();
    world.keys("/");
    world.type_text("qRv?:");
    assert_eq!(world.model.list().filter().text(), "qRv?:");
    assert!(world.model.layers().is_empty());
}

#[test]
fn a_wrong_filter_says_so_and_keeps_the_last_good_result() {
    let mut world = world();
    world.keys("/");
    world.type_text("db");
    world.send(Message::Paste(" rotation:sideways".into()));
    assert!(world.model.list().filter().error().is_some());
    assert_eq!(world.rows(), ["prod/db", "test/db"]);
    for _ in 0.." rotation:sideways".len() {
        world.keys("backspace");
    }
    assert_eq!(world.model.list().filter().error(), None);
}

#[test]
fn a_key_without_its_value_is_no_word_any_longer() {
    let mut world = world();
    world.keys("/");
    world.type_text("db rotation");
    assert_eq!(world.rows(), [""; 0], "it may be a word");
    world.type_text(":");
    assert_eq!(world.rows(), ["prod/db", "test/db"], "it is none");
    assert!(world.model.list().filter().error().is_some(), "the line says which values there are");
    world.type_text("o");
    assert_eq!(world.rows(), ["prod/db", "test/db"]);
    world.type_text("n !tag:");
    assert_eq!(world.rows(), ["prod/db", "test/db"]);
    world.type_text("team=");
    assert_eq!(world.rows(), ["prod/db", "test/db"]);
    world.keys("enter");
    assert_eq!(world.model.context(), Context::FilterLine, "it is not accepted as it is");
}

#[test]
fn enter_opens_a_single_match() {
    let mut world = world();
    world.keys("/");
    world.type_text("test");
    world.keys("enter");
    assert_eq!(world.model.focus(), Focus::Secret);
    assert_eq!(world.selected(), Some("test/db"));
    assert!(world.is_out("DescribeSecret"));
}

#[test]
fn enter_on_several_matches_gives_the_keys_back_to_the_list() {
    let mut world = world();
    world.keys("/");
    world.type_text("db");
    world.keys("enter");
    assert_eq!(world.model.context(), Context::List);
    assert_eq!(world.rows(), ["prod/db", "test/db"], "the filter stays in force");
    world.keys("down enter");
    assert_eq!(world.selected(), Some("test/db"));
}

#[test]
fn esc_puts_the_filter_away_and_keeps_the_secret() {
    let mut world = world();
    world.keys("/");
    world.type_text("test");
    world.keys("esc");
    assert_eq!(world.model.list().filter().text(), "");
    assert!(!world.model.list().filter().is_editing());
    assert_eq!(world.rows(), ["prod/api", "prod/db", "test/db"]);
    assert_eq!(world.selected(), Some("test/db"));
}

#[test]
fn esc_on_the_list_puts_a_resting_filter_away() {
    let mut world = world();
    world.keys("/");
    world.type_text("db");
    world.keys("enter esc");
    assert_eq!(world.rows().len(), 3);
}

#[test]
fn one_can_move_through_the_matches_while_typing() {
    let mut world = world();
    world.keys("/");
    world.type_text("db");
    world.keys("down");
    assert_eq!(world.selected(), Some("test/db"));
    assert_eq!(world.model.context(), Context::FilterLine);
}

#[test]
fn the_filter_of_the_command_line_holds_from_the_first_page_on() {
    let options = StartOptions { filter: Some("deleted:no api".into()), ..StartOptions::default() };
    let mut world = World::connected(options, WIDE);
    world.list(&secrets(&["prod/api", "prod/db"]));
    assert_eq!(world.rows(), ["prod/api"]);
    assert_eq!(world.model.list().matched(), 1);
    assert_eq!(world.model.context(), Context::List);
}

#[test]
fn a_wrong_filter_of_the_command_line_shows_its_error_and_all_secrets() {
    let options = StartOptions { filter: Some("rotation:sideways".into()), ..StartOptions::default() };
    let mut world = World::connected(options, WIDE);
    assert!(world.model.list().filter().error().is_some());
    world.list(&secrets(&["a", "b"]));
    assert_eq!(world.rows(), ["a", "b"]);
    assert_eq!(world.model.list().filter().text(), "rotation:sideways");
}

#[test]
fn the_filter_outlasts_a_refresh_and_a_switch() {
    let mut world = world();
    world.keys("/");
    world.type_text("db");
    world.keys("enter r");
    world.list(&secrets(&["new/db", "other"]));
    assert_eq!(world.rows(), ["new/db"]);
    world.keys("p");
    let profile = crate::service::api::Profile {
        name: "b".into(),
        region: None,
        credentials: None,
        account_role: None,
        problem: None,
    };
    world.send(Message::SwitchTargets(crate::app::SwitchTargets {
        profiles: Ok(vec![profile]),
        regions: Vec::new(),
    }));
    world.keys("enter");
    world.connect();
    world.list(&secrets(&["there/db", "there"]));
    assert_eq!(world.rows(), ["there/db"]);
}

#[test]
fn a_paste_is_typed_where_one_types_and_nothing_elsewhere() {
    let mut world = world();
    world.effects();
    world.send(Message::Paste("qRy\nv".into()));
    assert!(world.effects().is_empty() && world.model.layers().is_empty());
    world.keys("/");
    world.send(Message::Paste("te\u{1b}st\n".into()));
    assert_eq!(world.model.list().filter().text(), "te st");
}

#[test]
fn enter_opens_a_single_match_inside_its_folder() {
    let mut world = world();
    world.keys("t /");
    world.type_text("test");
    assert_eq!(world.rows(), ["test/", "test/db"]);
    world.keys("enter");
    assert_eq!(world.model.focus(), Focus::Secret);
    assert_eq!(world.selected(), Some("test/db"));
}

#[test]
fn a_wrong_filter_is_not_accepted() {
    let mut world = world();
    world.keys("/");
    world.type_text("test");
    world.send(Message::Paste(" rotation:sideways".into()));
    world.keys("enter");
    assert_eq!(world.model.context(), Context::FilterLine);
    assert_eq!(world.model.focus(), Focus::List);
}

#[test]
fn of_an_endless_paste_only_the_beginning_is_taken() {
    let mut world = world();
    world.keys("/");
    world.send(Message::Paste("ä".repeat(1_000_000)));
    assert_eq!(world.model.list().filter().text().chars().count(), 2_048);
}

#[test]
fn keys_typed_ahead_wait_for_the_rows_that_they_are_meant_for() {
    let mut world = world();
    world.jobs = Some(Vec::new());
    world.keys("/");
    world.type_text("test");
    world.keys("enter v");
    assert_eq!(world.sent(), [""; 0], "the secret from before the filter is not read");
    assert_eq!(world.model.context(), Context::FilterLine);
    world.arrange();
    assert_eq!(world.selected(), Some("test/db"));
    assert!(world.is_out("GetSecretValue"));
}

#[test]
fn typing_does_not_wait_and_keys_stay_in_order() {
    let mut world = world();
    world.jobs = Some(Vec::new());
    world.keys("/");
    world.type_text("db");
    world.keys("enter s");
    world.type_text("j");
    assert_eq!(world.model.list().filter().text(), "db");
    world.arrange();
    assert_eq!(world.selected(), Some("test/db"), "one row down from the best match");
    assert!(world.model.list().sort().chosen);
}

#[test]
fn another_connection_forgets_keys_typed_ahead() {
    let mut world = world();
    world.jobs = Some(Vec::new());
    world.keys("s j");
    world.send(Message::Started);
    world.jobs = None;
    world.connect();
    world.list(&secrets(&["a", "b"]));
    assert_eq!(world.selected(), Some("a"));
}

#[test]
fn readline_edits_the_filter_and_chords_type_nothing() {
    let mut world = world();
    world.keys("/");
    world.type_text("prod db");
    world.keys("alt-b alt-x ctrl-q ctrl-w");
    assert_eq!(world.model.list().filter().text(), "db");
    world.keys("ctrl-k ctrl-b ctrl-y");
    assert_eq!(world.model.list().filter().text(), "prod db", "kills in a row are joined");
    world.keys("ctrl-z ctrl-z ctrl-z");
    assert_eq!(world.model.list().filter().text(), "prod db");
    assert!(!world.effects().iter().any(|effect| matches!(effect, Effect::Suspend)));
}

#[test]
fn a_paste_of_several_lines_is_refused_and_a_cut_one_told() {
    let mut world = world();
    world.keys("/");
    world.send(Message::Paste("a\rb".into()));
    assert_eq!(world.model.list().filter().text(), "");
    assert!(world.notice().contains("2 lines"), "{}", world.notice());
    world.send(Message::Paste("ä".repeat(3_000)));
    assert!(world.notice().contains("first 2048 characters"), "{}", world.notice());
}

#[test]
fn an_old_filter_is_selected_and_typing_replaces_it() {
    let old = |keys: &str| {
        let mut world = world();
        world.keys("/");
        world.type_text("db");
        world.keys("enter /");
        assert_eq!(world.model.list().filter().selection(), Selection::All);
        world.keys(keys);
        assert_eq!(world.model.list().filter().selection(), Selection::None, "{keys}");
        world.model.list().filter().text().to_owned()
    };
    assert_eq!(old("a p"), "ap");
    assert_eq!(old("left x"), "xdb", "left goes to the start of the selection");
    assert_eq!(old("end x"), "dbx");
    assert_eq!(old("backspace"), "");
    assert_eq!(old("ctrl-a x"), "xdb", "a chord types nothing");
    let mut world = world();
    world.keys("/");
    world.type_text("db");
    world.keys("enter /");
    world.send(Message::Paste("api".into()));
    assert_eq!(world.rows(), ["prod/api"]);
    world.keys("enter esc /");
    world.keys("down");
    assert_eq!(world.rows(), ["prod/api"], "moving through the matches keeps the text");
}

#[test]
fn tab_completes_keys_and_values() {
    let mut world = world();
    world.keys("/ r o tab");
    assert_eq!(world.model.list().filter().text(), "rotation:");
    assert!(world.model.list().filter().completions().contains(&"overdue".to_owned()));
    world.keys("o v tab");
    assert_eq!(world.model.list().filter().text(), "rotation:overdue");
    assert!(world.model.list().filter().completions().is_empty());
    world.keys("tab");
    assert!(world.notice().starts_with("Nothing to complete"), "{}", world.notice());
    assert_eq!(world.model.focus(), Focus::List);
    world.keys("enter");
    assert!(world.model.list().filter().completions().is_empty(), "only while it is typed");
}

#[test]
fn an_arn_of_another_region_says_so() {
    let mut world = world();
    let arn = arn("prod/db").to_string();
    world.keys("/");
    world.send(Message::Paste(format!(" \"{arn}\"\n")));
    assert_eq!(world.rows(), ["prod/db"]);
    assert_eq!(world.model.list().filter().hint(), "");
    world.keys("esc /");
    world.send(Message::Paste(arn.replace("eu-west-1", "us-east-1")));
    assert_eq!(world.rows(), ["prod/db"]);
    assert!(
        world.model.list().filter().hint().starts_with("The ARN is in us-east-1: the secret in eu-west-1")
    );
    world.keys("esc /");
    world.send(Message::Paste(arn.replace("eu-west-1", "us-east-1").replace("AbCdEf", "XXXXXX")));
    assert_eq!(world.rows(), [""; 0]);
    assert!(world.model.list().filter().hint().ends_with("switch the Region."));
}

#[test]
fn replicas_are_found_by_their_state_once_a_secret_was_opened() {
    let mut primary = secret("a");
    primary.primary_region = Some("eu-west-1".into());
    let mut other = secret("b");
    other.primary_region = Some("eu-west-1".into());
    let mut world = World::listing(WIDE, &[primary.clone(), other.clone(), secret("c")]);
    world.keys("/");
    world.type_text("replica:failed");
    assert_eq!(world.rows(), [""; 0]);
    let hint = |world: &World| world.model.list().filter().hint().to_owned();
    assert_eq!(hint(&world), "Replicas are known of secrets that were opened: of 2 primary secrets not.");
    world.keys("esc enter");
    let replica = crate::secrets::Replica {
        region: "us-west-2".into(),
        kms_key_id: None,
        status: crate::secrets::ReplicaStatus::Failed,
        message: None,
        last_accessed: None,
    };
    let mut described = detail(primary.clone());
    described.replicas = vec![replica];
    world.answer("DescribeSecret", Reply::DescribeSecret(Box::new(described)));
    world.keys("/");
    world.type_text("replica:failed");
    assert_eq!(world.rows(), ["a"]);
    assert_eq!(hint(&world), "Replicas are known of secrets that were opened: of 1 primary secret not.");
    world.keys("enter esc");
    world.pass(seconds(400));
    world.keys("r");
    world.list(&[primary, other, secret("c")]);
    assert_eq!(world.rows(), ["a"], "a list, which does not tell, takes nothing away");
}
