//! Copying, and the countdown after it.

use super::world::*;
use crate::app::clipboard::{CopyState, LastCopy};
use crate::app::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute};
use crate::app::{Effect, Event, Message};
use crate::secrets::{AWSCURRENT, Tag};
use crate::service::api::{ErrorKind, Reply, Request, VersionSelector};

fn world() -> World {
    World::listing(NARROW, &secrets(&["a", "b"]))
}

/// The copies and clearings that were asked for since this was last called.
fn clipboard(world: &mut World) -> Vec<String> {
    let told = |effect: &Effect| match effect {
        Effect::Copy(id, text) => Some(format!("copy {}: {}", id.0, text.expose())),
        Effect::ClearClipboard(id) => Some(format!("clear {}", id.0)),
        _ => None,
    };
    world.effects().iter().filter_map(told).collect()
}

fn copied(world: &mut World, id: u64) {
    world.send(Message::Copied(CopyId(id), Ok(CopyRoute::Osc52)));
}

fn not_copied(world: &mut World, id: u64) {
    world.send(Message::Copied(CopyId(id), Err(CopyFailure { why: "no display".into() })));
}

fn note(world: &World) -> &LastCopy {
    world.model.clipboard().last().expect("a copy is told of")
}

/// The value of `a` is on the clipboard.
fn holding() -> World {
    let mut world = world();
    world.keys("Y");
    world.answer("GetSecretValue", value("hunter2"));
    copied(&mut world, 1);
    world.effects();
    world
}

#[test]
fn copying_a_value_reads_it_and_shows_nothing_of_it() {
    let mut world = world();
    world.keys("Y");
    let (_, request) = world.out("GetSecretValue");
    let asked = Request::GetSecretValue { secret: arn("a").to_string(), version: VersionSelector::Current };
    assert_eq!(request, asked);
    world.answer("GetSecretValue", value("hunter2"));
    assert_eq!(clipboard(&mut world), ["copy 1: hunter2"]);
    assert!(world.model.selected().unwrap().value().shown().is_none(), "it is not kept");
    assert!(note(&world).what.contains("value of a"));
    assert_eq!(note(&world).state, CopyState::Copying);
}

#[test]
fn a_value_that_is_there_is_copied_without_another_read_and_stays_masked() {
    let mut world = world();
    world.keys("v");
    world.answer("GetSecretValue", value(r#"{"user":"ada","password":"hunter2"}"#));
    world.effects();
    world.keys("Y");
    assert_eq!(clipboard(&mut world), [r#"copy 1: {"user":"ada","password":"hunter2"}"#]);
    world.keys("down y");
    assert_eq!(clipboard(&mut world), ["copy 2: hunter2"]);
    assert_eq!(note(&world).what, "key password");
    assert!(!world.is_out("GetSecretValue"));
    assert!(!world.model.selected().unwrap().value().shown().unwrap().is_any_revealed());
}

#[test]
fn pressing_again_while_it_is_read_reads_it_once() {
    let mut world = world();
    world.keys("Y Y Y");
    assert_eq!(world.sent(), ["GetSecretValue"]);
    world.answer("GetSecretValue", value("hunter2"));
    assert_eq!(clipboard(&mut world).len(), 1);
}

#[test]
fn the_last_wish_counts() {
    let mut world = world();
    world.keys("Y");
    let (of_a, _) = world.out("GetSecretValue");
    world.keys("down Y");
    let (_, request) = world.out("GetSecretValue");
    assert_eq!(request.secret(), Some(arn("b").as_str()), "the read of a is aborted");
    world.answer("GetSecretValue", value("of b"));
    world.reply(&of_a, Ok(value("of a")));
    assert_eq!(clipboard(&mut world), ["copy 1: of b"]);
    world.keys("Y c n");
    assert!(!world.is_out("GetSecretValue"), "a name that was copied since must stay on the clipboard");
    assert_eq!(clipboard(&mut world), ["copy 2: b"]);
}

#[test]
fn moving_on_does_not_cancel_a_copy() {
    let mut world = world();
    world.keys("Y down");
    world.answer("GetSecretValue", value("of a"));
    assert_eq!(clipboard(&mut world), ["copy 1: of a"]);
    assert!(note(&world).what.contains("value of a"));
}

#[test]
fn a_copy_that_is_denied_says_so() {
    let mut world = world();
    world.keys("Y");
    world.fail("GetSecretValue", denied("GetSecretValue"));
    let notice = world.notice();
    assert!(
        notice.contains("copy the value of a") && notice.contains("secretsmanager:GetSecretValue"),
        "{notice}"
    );
    assert!(clipboard(&mut world).is_empty());
    world.keys("esc Y");
    assert!(world.is_out("GetSecretValue"), "and can be tried again");
}

#[test]
fn a_value_is_cleared_after_forty_five_seconds() {
    let mut world = holding();
    world.pass(millis(44_999));
    assert!(clipboard(&mut world).is_empty());
    world.pass(millis(1));
    assert_eq!(clipboard(&mut world), ["clear 1"]);
    assert_eq!(note(&world).state, CopyState::Clearing);
    world.send(Message::ClipboardCleared(CopyId(1), ClearOutcome::Cleared));
    assert!(matches!(note(&world).state, CopyState::Done { outcome: ClearOutcome::Cleared, .. }));
    world.pass(seconds(8));
    assert_eq!(world.model.clipboard().last(), None);
}

#[test]
fn the_countdown_wakes_once_a_second() {
    let mut world = holding();
    assert_eq!(world.model.next_wake(), Some(world.now + seconds(1)));
    world.pass(millis(500));
    assert_eq!(world.model.next_wake(), Some(world.now + millis(500)));
}

#[test]
fn copying_again_begins_the_countdown_again() {
    let mut world = holding();
    world.pass(seconds(40));
    world.keys("Y");
    world.answer("GetSecretValue", value("hunter3"));
    copied(&mut world, 2);
    assert_eq!(clipboard(&mut world), ["copy 2: hunter3"]);
    world.send(Message::ClipboardCleared(CopyId(1), ClearOutcome::Cleared));
    copied(&mut world, 1);
    assert!(matches!(note(&world).state, CopyState::Copied { .. }), "what the first says is of no interest");
    world.pass(seconds(44));
    assert!(clipboard(&mut world).is_empty());
    world.pass(seconds(1));
    assert_eq!(clipboard(&mut world), ["clear 2"]);
}

#[test]
fn names_and_ids_are_left_on_the_clipboard() {
    let mut world = world();
    world.keys("c n");
    assert_eq!(clipboard(&mut world), ["copy 1: a"]);
    copied(&mut world, 1);
    assert_eq!(world.model.next_wake(), Some(world.now + seconds(8)), "no countdown, just a note that goes");
    world.pass(seconds(8));
    assert_eq!(world.model.clipboard().last(), None);
    world.keys("a");
    assert_eq!(clipboard(&mut world), [format!("copy 2: {}", arn("a"))]);
    copied(&mut world, 2);
    world.keys("q");
    assert!(clipboard(&mut world).is_empty());
}

#[test]
fn the_command_of_a_question_or_a_review_can_be_copied() {
    let mut world = world();
    world.keys("R c");
    let [told] = &clipboard(&mut world)[..] else { panic!("one copy") };
    assert!(
        told.starts_with("copy 1: AWS_PAGER= aws secretsmanager rotate-secret --secret-id arn:aws:"),
        "{told}"
    );
    assert!(!world.model.layers().is_empty(), "the question stays");
    world.keys("n D");
    world.type_text("Of the shop");
    world.keys("ctrl-s c");
    let [told] = &clipboard(&mut world)[..] else { panic!("one copy") };
    assert!(
        told.starts_with("copy 2: AWS_PAGER= aws secretsmanager update-secret --secret-id arn:aws:"),
        "{told}"
    );
    assert!(told.contains("Of the shop") && told.ends_with(" --region eu-west-1"), "{told}");
}

#[test]
fn a_copied_command_names_the_profile_and_the_region_that_were_chosen_in_the_program() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.model.cx_mut().raise(Event::ProfileChosen { name: "Team Prod".into(), region: None });
    world.send(Message::Woke);
    world.connect();
    world.list(&secrets(&["a"]));
    world.model.cx_mut().raise(Event::RegionChosen("us-west-2".into()));
    world.send(Message::Woke);
    world.connect();
    world.list(&secrets(&["a"]));
    world.effects();
    world.keys("B c");
    let [told] = &clipboard(&mut world)[..] else { panic!("one copy") };
    assert!(told.ends_with(" --region us-west-2 --profile 'Team Prod'"), "{told}");
}

#[test]
fn several_commands_are_one_line() {
    let mut tagged = secret("a");
    tagged.tags = vec![Tag { key: "old".into(), value: "1".into() }];
    let mut world = World::listing(WIDE, &[tagged]);
    world.keys("T ctrl-x ctrl-n");
    world.type_text("new");
    world.keys("ctrl-s c");
    let [told] = &clipboard(&mut world)[..] else { panic!("one copy") };
    assert_eq!(told.matches("AWS_PAGER= aws secretsmanager ").count(), 2, "{told}");
    assert!(
        told.contains("; AWS_PAGER= aws secretsmanager untag-resource") && !told.contains('\n'),
        "{told}"
    );
}

#[test]
fn a_question_without_a_command_says_that_it_has_none() {
    let mut world = world();
    world.keys("D");
    world.type_text("x");
    world.keys("esc c");
    assert_eq!(clipboard(&mut world), [""; 0]);
    assert_eq!(world.notice(), "There is no command for this.");
}

#[test]
fn a_version_id_a_tag_and_a_policy_can_be_copied() {
    let mut tagged = secret("a");
    tagged.tags = vec![Tag { key: "team".into(), value: "data".into() }];
    let mut world = World::listing(NARROW, &[tagged]);
    world.keys("4 y");
    assert_eq!(clipboard(&mut world), ["copy 1: data"]);
    world.keys("3");
    let versions = vec![version(CURRENT, &[AWSCURRENT], 2)];
    world.answer("ListSecretVersionIds", Reply::ListSecretVersionIds { versions, next_token: None });
    world.keys("c v");
    assert_eq!(clipboard(&mut world), [format!("copy 2: {CURRENT}")]);
    world.keys("5");
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some("{\"Statement\":[]}".into())));
    world.keys("y");
    assert_eq!(clipboard(&mut world), ["copy 3: {\"Statement\":[]}"], "as the service has it");
}

#[test]
fn where_there_is_nothing_to_copy_it_is_said() {
    let mut world = world();
    world.keys("4 y");
    assert!(world.notice().contains("no tag"), "{}", world.notice());
    world.keys("3 c v");
    assert!(world.notice().contains("no version"), "{}", world.notice());
    world.keys("5");
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(None));
    world.keys("y");
    assert!(world.notice().contains("no resource policy"), "{}", world.notice());
    assert!(clipboard(&mut world).is_empty());
}

#[test]
fn a_failed_copy_says_why_and_then_goes() {
    let mut world = world();
    world.keys("c n");
    not_copied(&mut world, 1);
    assert!(matches!(&note(&world).state, CopyState::Failed { failure, .. } if failure.why == "no display"));
    world.pass(seconds(32));
    assert_eq!(world.model.clipboard().last(), None);
}

#[test]
fn a_value_that_a_failed_copy_leaves_there_is_cleared() {
    let mut world = holding();
    world.keys("c n");
    world.effects();
    not_copied(&mut world, 2);
    assert_eq!(clipboard(&mut world), ["clear 1"]);
    world.keys("c n");
    copied(&mut world, 3);
    assert_eq!(clipboard(&mut world), ["copy 3: a"], "once");
}

#[test]
fn a_value_that_was_overwritten_is_not_cleared() {
    let mut world = holding();
    world.keys("c n");
    copied(&mut world, 2);
    world.effects();
    world.pass(seconds(60));
    world.keys("q");
    assert!(clipboard(&mut world).is_empty());
}

#[test]
fn a_binary_value_is_copied_as_base64() {
    let mut world = world();
    world.keys("Y");
    world.answer(
        "GetSecretValue",
        Reply::GetSecretValue(crate::secrets::SecretValue {
            arn: None,
            name: None,
            version: crate::secrets::VersionId(CURRENT.into()),
            labels: label_set(&[AWSCURRENT]),
            created: None,
            body: crate::secrets::ValueBody::binary(vec![0, 255]),
        }),
    );
    assert_eq!(clipboard(&mut world), ["copy 1: AP8="]);
}

#[test]
fn a_switch_forgets_a_copy_that_is_still_being_read() {
    let mut world = world();
    world.keys("Y");
    let (ticket, _) = world.out("GetSecretValue");
    world.keys("w");
    world.send(Message::SwitchTargets(crate::app::SwitchTargets {
        profiles: Ok(Vec::new()),
        regions: vec!["us-east-1"],
    }));
    world.keys("enter");
    world.reply(&ticket, Ok(value("hunter2")));
    world.reply(&ticket, Err(error("GetSecretValue", ErrorKind::Throttled)));
    assert!(clipboard(&mut world).is_empty());
    assert_eq!(world.notice(), "");
}

#[test]
fn a_text_on_which_a_terminal_would_act_comes_with_a_warning() {
    for (text, warns) in [
        ("hunter2", false),
        ("-----BEGIN KEY-----\n\tabc\r\n-----END KEY-----\n", false),
        ("é漢😀\u{202e}", false),
        ("x\u{15}rm -rf ~\n", true),
        ("x\u{1b}[201~id\n", true),
        ("x\rid", true),
        ("x\r", true),
        ("x\u{7f}", true),
        ("x\u{9b}201~", true),
        ("x\u{0}", true),
    ] {
        let mut world = world();
        world.keys("Y");
        world.answer("GetSecretValue", value(text));
        assert_eq!(clipboard(&mut world), [format!("copy 1: {text}")], "what is stored is what is copied");
        assert_eq!(
            world.notice().contains("Copied with control characters in it: value of a."),
            warns,
            "{text:?}"
        );
    }
}
