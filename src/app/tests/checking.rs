//! The read right before a change is sent: it is sent only if the secret still is as it was reviewed.

use super::world::*;
use crate::app::Message;
use crate::app::known::Known;
use crate::app::layers::Layer;
use crate::app::plan::{Plan, Step};
use crate::secrets::{AWSCURRENT, AWSPREVIOUS, Summary, Tag, ValueBody, VersionId};
use crate::service::api::{ErrorKind, Reply, Request, ServiceError, Target};

const THEIRS: &str = "d0d0d0d0-0000-4000-8000-000000000003";

fn listing(secrets: &[Summary]) -> World {
    let mut world = World::listing(NARROW, secrets);
    world.checks = Checks::Held;
    world
}

/// The read before a request answers.
fn check(world: &mut World, reply: Reply) {
    let (ticket, _) = world.out(reply.operation());
    assert_eq!(ticket.target, Target::Check);
    world.reply(&ticket, Ok(reply));
}

fn is_any_change_out(world: &World) -> bool {
    world.out.iter().any(|(_, request)| request.is_mutation())
}

fn tags(pairs: &[(&str, &str)]) -> Vec<Tag> {
    pairs.iter().map(|(key, value)| Tag { key: (*key).into(), value: (*value).into() }).collect()
}

fn tagged(name: &str, pairs: &[(&str, &str)]) -> Summary {
    Summary { tags: tags(pairs), ..secret(name) }
}

/// Someone else has saved a value.
fn moved() -> Summary {
    let mut secret = secret("a");
    label(&mut secret, PREVIOUS, &[]);
    label(&mut secret, CURRENT, &[AWSPREVIOUS]);
    label(&mut secret, THEIRS, &[AWSCURRENT]);
    secret
}

fn described_as(text: &str) -> Summary {
    Summary { description: Some(text.into()), ..secret("a") }
}

/// The description of `a` was changed from "old" to "oldx" and reviewed; yes was said.
fn changing_the_description() -> World {
    let mut world = listing(&[described_as("old")]);
    world.keys("D x ctrl-s y");
    world
}

#[test]
fn the_last_read_before_a_write_tells_whether_it_is_sent() {
    let mut world = changing_the_description();
    assert!(!is_any_change_out(&world), "the secret is read first");
    check(&mut world, described(described_as("old")));
    let (_, request) = world.out("UpdateSecret");
    assert!(matches!(request, Request::UpdateSecret { description: Some(text), .. } if text == "oldx"));
}

#[test]
fn a_change_of_something_else_is_no_conflict() {
    let mut world = changing_the_description();
    let mut now = moved();
    (now.description, now.tags) = (Some("old".into()), tags(&[("new", "1")]));
    check(&mut world, described(now));
    assert!(world.is_out("UpdateSecret"));
}

#[test]
fn the_same_change_made_by_someone_else_is_no_conflict() {
    let mut world = changing_the_description();
    check(&mut world, described(described_as("oldx")));
    world.answer("UpdateSecret", Reply::UpdateSecret { version: None });
    assert!(world.notice().contains("Details changed: a."), "{}", world.notice());
    world.keys("u");
    assert!(world.notice().contains("Nothing was different before"), "{}", world.notice());
}

#[test]
fn a_conflict_is_shown_with_both_sides_and_overwritten_only_on_request() {
    let mut world = changing_the_description();
    check(&mut world, described(described_as("theirs")));
    assert!(!is_any_change_out(&world));
    let shown = world.form_notes();
    for line in ["- Description: old", "+ Description: theirs", "+ Description: oldx"] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert!(world.field_error("Conflict").contains("a has changed since the review"));
    assert_eq!(world.notice(), "Not sent: Change the details of a.");
    world.keys("ctrl-s");
    assert!(world.reviewed().contains("+ Description: oldx"), "{}", world.reviewed());
    world.keys("y");
    check(&mut world, described(described_as("theirs")));
    world.answer("UpdateSecret", Reply::UpdateSecret { version: None });
    assert!(world.model.layers().is_empty(), "the form closes: {:?}", world.model.layers().top());
    world.keys("u");
    assert!(world.reviewed().contains("+ Description: theirs"), "back to theirs: {}", world.reviewed());
}

#[test]
fn a_conflict_that_is_left_loses_nothing_and_one_that_is_dropped_closes_the_form() {
    let mut world = changing_the_description();
    check(&mut world, described(described_as("theirs")));
    world.keys("esc");
    assert_eq!(world.text("Description"), "oldx");
    assert!(world.is_filling());

    let mut world = changing_the_description();
    check(&mut world, described(described_as("theirs")));
    world.keys("right ctrl-s");
    assert!(world.model.layers().is_empty(), "{:?}", world.model.layers().top());
    assert!(world.notice().contains("Dropped"), "{}", world.notice());
    assert!(!is_any_change_out(&world) && world.model.changes().to_retry().is_none());
}

#[test]
fn a_conflict_offers_no_choice_that_its_help_does_not_explain() {
    let mut world = changing_the_description();
    check(&mut world, described(described_as("theirs")));
    let help = world.find_field("Conflict").unwrap().help().text(|_| String::new());
    assert_eq!(help, "overwrite: yours alone. drop: theirs alone, yours is lost.");
}

/// `{"a":"1","b":"2"}` was edited to a = 12 and reviewed; yes was said.
fn saving() -> World {
    let mut world = listing(&secrets(&["a"]));
    world.keys("e");
    world.answer("DescribeSecret", described(secret("a")));
    world.answer("GetSecretValue", read(CURRENT, r#"{"a":"1","b":"2"}"#));
    world.type_text("2");
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(secret("a")));
    world.keys("y");
    world
}

#[test]
fn a_value_saved_between_review_and_yes_is_put_together_with_the_users() {
    let mut world = saving();
    assert!(!is_any_change_out(&world));
    check(&mut world, described(moved()));
    assert!(!is_any_change_out(&world), "nothing is overwritten");
    world.answer("DescribeSecret", described(moved()));
    world.answer("GetSecretValue", read(THEIRS, r#"{"a":"1","b":"3"}"#));
    assert!(world.field_error("Conflict").contains("AWSCURRENT has moved"), "{:?}", world.form());
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(moved()));
    world.keys("y");
    check(&mut world, described(moved()));
    let (_, request) = world.out("PutSecretValue");
    let Request::PutSecretValue { value: ValueBody::Text(text), .. } = request else { panic!("{request:?}") };
    assert_eq!(*text, r#"{"a":"12","b":"3"}"#);
}

#[test]
fn a_save_without_an_answer_does_not_take_its_own_version_for_a_conflict() {
    for is_applied in [true, false] {
        let mut world = saving();
        check(&mut world, described(secret("a")));
        let (_, first) = world.out("PutSecretValue");
        let Request::PutSecretValue { token, .. } = &first else { panic!("{first:?}") };
        let mut now = secret("a");
        if is_applied {
            label(&mut now, PREVIOUS, &[]);
            label(&mut now, CURRENT, &[AWSPREVIOUS]);
            label(&mut now, token.as_str(), &[AWSCURRENT]);
        }
        world.fail("PutSecretValue", ErrorKind::TimedOut);
        world.answer("DescribeSecret", described(now));
        if is_applied {
            assert!(world.notice().contains("Value saved: a."), "{}", world.notice());
        } else {
            assert_eq!(world.out("PutSecretValue").1, first, "the same token");
        }
    }
}

#[test]
fn a_retry_after_a_lost_answer_sees_its_own_write() {
    let mut world = changing_the_description();
    check(&mut world, described(described_as("old")));
    for _ in 0..2 {
        world.fail("UpdateSecret", ErrorKind::TimedOut);
        world.answer("DescribeSecret", described(described_as("old")));
    }
    assert!(!world.model.changes().is_any_running());
    world.answer("DescribeSecret", described(described_as("old")));
    world.keys("esc y");
    world.keys("ctrl-r");
    check(&mut world, described(described_as("oldx")));
    assert!(!is_any_change_out(&world), "it took effect late");
    assert!(world.notice().contains("Details changed: a."), "{}", world.notice());
}

#[test]
fn a_conflict_after_a_lost_answer_is_still_one() {
    let mut world = changing_the_description();
    check(&mut world, described(described_as("old")));
    world.fail("UpdateSecret", ErrorKind::TimedOut);
    world.answer("DescribeSecret", described(described_as("theirs")));
    assert!(!is_any_change_out(&world));
    assert!(world.form_notes().contains("+ Description: theirs"), "{}", world.form_notes());
}

#[test]
fn where_reading_is_denied_the_change_is_sent() {
    let mut world = changing_the_description();
    world.fail("DescribeSecret", denied("DescribeSecret"));
    assert!(world.is_out("UpdateSecret"));
}

#[test]
fn what_can_not_be_checked_for_another_reason_is_not_sent() {
    let mut world = changing_the_description();
    world.fail("DescribeSecret", ErrorKind::TimedOut);
    assert!(!is_any_change_out(&world));
    assert!(world.is_filling() && world.text("Description") == "oldx");
    assert!(format!("{:?}", world.form().problem()).contains("TimedOut"));
}

#[test]
fn rolling_back_asks_again_where_the_labels_have_moved() {
    let mut world = listing(&secrets(&["a"]));
    world.keys("B y");
    check(&mut world, described(moved()));
    assert!(!is_any_change_out(&world));
    let shown = world.form_notes();
    assert!(shown.contains(&format!("+ AWSCURRENT: version {THEIRS}")), "{shown}");
    world.keys("ctrl-s y");
    check(&mut world, described(moved()));
    let (_, request) = world.out("UpdateSecretVersionStage");
    let Request::UpdateSecretVersionStage { move_to, remove_from, .. } = request else { panic!() };
    assert_eq!(move_to, Some(VersionId(PREVIOUS.into())), "the version that was reviewed");
    assert_eq!(remove_from, Some(VersionId(THEIRS.into())), "from where the label is now");
}

#[test]
fn a_policy_is_compared_as_json_and_read_right_before_it_is_deleted() {
    let mut world = listing(&secrets(&["a"]));
    world.keys("enter 5");
    world.answer("DescribeSecret", described(secret("a")));
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(r#"{"a":1,"b":2}"#.into())));
    world.keys("x y");
    check(&mut world, Reply::GetResourcePolicy(Some(r#"{ "b": 2, "a": 1 }"#.into())));
    assert!(world.is_out("DeleteResourcePolicy"));
    world.keys("esc");

    let mut world = listing(&secrets(&["a"]));
    world.keys("enter 5");
    world.answer("DescribeSecret", described(secret("a")));
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some("{}".into())));
    world.keys("x y");
    check(&mut world, Reply::GetResourcePolicy(Some(r#"{"theirs":1}"#.into())));
    assert!(!is_any_change_out(&world));
    assert!(world.form_notes().contains("theirs"), "{}", world.form_notes());
}

fn set_team(name: &str) -> Step {
    let request = Request::TagResource { secret: arn(name).to_string(), tags: tags(&[("team", "pay")]) };
    Step::on(&Known::from(&secret(name)), request)
}

#[test]
fn of_several_secrets_only_those_that_have_changed_are_held_back() {
    let mut world = listing(&secrets(&["a", "b", "c"]));
    world.carry_out(Plan::of_steps("Tag 3 secrets", ["a", "b", "c"].map(set_team).into()));
    world.send(Message::Resumed);
    for (name, found) in [("a", secret("a")), ("b", tagged("b", &[("team", "theirs")])), ("c", secret("c"))] {
        let out = world.out.clone();
        let (ticket, _) = out.iter().find(|(ticket, _)| ticket.target == Target::Check).unwrap();
        world.reply(ticket, Ok(described(found)));
        if name != "b" {
            assert_eq!(world.out("TagResource").1.secret(), Some(arn(name).as_str()));
            world.answer("TagResource", Reply::TagResource);
        }
    }
    let shown = world.form_notes();
    assert!(shown.contains("+ Tag team: theirs") && shown.contains("+ Tag team: pay"), "{shown}");
    world.keys("ctrl-s y");
    let out = world.out.clone();
    let (ticket, _) = out.iter().find(|(ticket, _)| ticket.target == Target::Check).unwrap();
    world.reply(ticket, Ok(described(tagged("b", &[("team", "theirs")]))));
    assert_eq!(world.out("TagResource").1.secret(), Some(arn("b").as_str()));
    world.answer("TagResource", Reply::TagResource);
    world.keys("u");
    let undone: Vec<_> =
        world.review().plan().unwrap().steps.iter().map(|step| step.subject.name()).collect();
    assert_eq!(undone, ["a", "b", "c"], "all of it");
}

#[test]
fn a_conflict_beside_a_failure_is_in_the_report_and_asked_about_by_a_retry() {
    let mut world = listing(&secrets(&["a", "b"]));
    world.carry_out(Plan::of_steps("Tag 2 secrets", ["a", "b"].map(set_team).into()));
    world.send(Message::Resumed);
    check(&mut world, described(tagged("a", &[("team", "theirs")])));
    check(&mut world, described(secret("b")));
    world.fail("TagResource", denied("TagResource"));
    let Some(Layer::Report(report)) = world.model.layers().top() else { panic!("no report") };
    assert_eq!((report.plan().changed().count(), report.plan().failures().count()), (1, 1));
    world.out.clear();
    world.keys("ctrl-r");
    check(&mut world, described(tagged("a", &[("team", "theirs")])));
    check(&mut world, described(secret("b")));
    world.answer("TagResource", Reply::TagResource);
    assert!(world.form_notes().contains("+ Tag team: theirs"), "{}", world.form_notes());
}

#[test]
fn undo_is_checked_like_any_change() {
    let mut world = changing_the_description();
    check(&mut world, described(described_as("old")));
    world.answer("UpdateSecret", Reply::UpdateSecret { version: None });
    world.answer("DescribeSecret", described(described_as("oldx")));
    world.keys("u y");
    check(&mut world, described(described_as("theirs")));
    assert!(!is_any_change_out(&world));
    let shown = world.form_notes();
    assert!(shown.contains("- Description: oldx") && shown.contains("+ Description: theirs"), "{shown}");
}

#[test]
fn an_undo_can_be_undone() {
    let mut world = changing_the_description();
    let mut change = |from: &str, to: &str| {
        check(&mut world, described(described_as(from)));
        let (_, request) = world.out("UpdateSecret");
        assert!(matches!(&request, Request::UpdateSecret { description: Some(text), .. } if text == to));
        world.answer("UpdateSecret", Reply::UpdateSecret { version: None });
        world.answer("DescribeSecret", described(described_as(to)));
        let news = world.notice();
        world.keys("u y");
        news
    };
    assert_eq!(change("old", "oldx"), "Details changed: a. u undoes it.");
    assert_eq!(change("oldx", "old"), "Undone. Details changed: a. u redoes it.");
    assert_eq!(change("old", "oldx"), "Redone. Details changed: a. u undoes it.");
}

#[test]
fn a_check_whose_connection_was_left_sends_nothing() {
    let mut world = changing_the_description();
    let (ticket, _) = world.out("DescribeSecret");
    world.keys("ctrl-c");
    world.model.cx_mut().raise(crate::app::Event::RegionChosen("us-east-1".into()));
    world.send(Message::Woke);
    assert!(world.notice().contains("nothing was sent"), "{}", world.notice());
    world.reply(&ticket, Ok(described(described_as("old"))));
    assert!(!is_any_change_out(&world));
}

#[test]
fn a_throttled_check_pauses_the_rest_as_a_throttled_change_does() {
    let mut world = listing(&secrets(&["a", "b"]));
    world.carry_out(Plan::of_steps("Tag 2 secrets", ["a", "b"].map(set_team).into()));
    world.send(Message::Resumed);
    let failure: ServiceError = error("DescribeSecret", ErrorKind::Throttled);
    let (ticket, _) = world.out("DescribeSecret");
    world.reply(&ticket, Err(failure));
    assert!(!is_any_change_out(&world) && !world.is_out("DescribeSecret"));
    assert!(world.notice().contains("throttled, again in "), "{}", world.notice());
    world.pass(seconds(3));
    check(&mut world, described(secret("a")));
    assert!(world.is_out("TagResource"));
}
