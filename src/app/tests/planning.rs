//! Plans: steps in order, what can't be known, what failed, and what takes a change back.

use super::world::*;
use crate::app::known::Known;
use crate::app::layers::Layer;
use crate::app::plan::{Plan, Step, StepState, Subject};
use crate::app::{Message, Presentation, StartOptions};
use crate::secrets::{AWSCURRENT, AWSPENDING, AWSPREVIOUS, StagingLabel, Tag, VersionLabels};
use crate::service::api::{Completed, ErrorKind, Reply, Request};
use std::time::Duration;

fn tag(name: &str) -> Step {
    let tags = vec![Tag { key: "team".into(), value: "payments".into() }];
    let arn = arn(name);
    Step::on(&Known::from(&secret(name)), Request::TagResource { secret: arn.to_string(), tags })
}

fn bulk() -> World {
    let mut world = World::listing(NARROW, &secrets(&["a", "b", "c"]));
    let steps = ["a", "b", "c"].map(tag).into();
    world.carry_out(Plan::of_steps("Tag 3 secrets", steps));
    world.send(Message::Resumed);
    world
}

#[test]
fn steps_go_out_one_after_the_other() {
    let mut world = bulk();
    for name in ["a", "b", "c"] {
        let (ticket, request) = world.out("TagResource");
        assert_eq!(request.secret(), Some(arn(name).as_str()));
        world.reply(&ticket, Ok(Reply::TagResource));
    }
    assert!(!world.model.changes().is_any_running());
    assert!(world.notice().contains("Tags changed: 3 secrets."), "{}", world.notice());
}

#[test]
fn what_is_throttled_goes_on_by_itself_without_what_took_effect() {
    let mut world = bulk();
    world.answer("TagResource", Reply::TagResource);
    let (_, second) = world.out("TagResource");
    world.fail("TagResource", ErrorKind::Throttled);
    assert!(!world.is_out("TagResource"), "the third is not tried");
    assert!(world.notice().contains("The request was throttled, again in "), "{}", world.notice());
    world.pass(seconds(3));
    assert_eq!(world.out("TagResource").1, second);
    world.answer("TagResource", Reply::TagResource);
    world.answer("TagResource", Reply::TagResource);
    assert!(!world.model.changes().is_any_running() && world.model.changes().to_retry().is_none());
    assert!(world.notice().contains("Tags changed: 3 secrets."), "{}", world.notice());
}

#[test]
fn a_screen_reader_hears_of_a_pause_once_and_of_its_end() {
    let options = StartOptions { presentation: Presentation::Plain, ..StartOptions::default() };
    let mut world = World::connected(options, NARROW);
    world.list(&secrets(&["a"]));
    world.carry_out(Plan::of_steps("Tag 1 secret", vec![tag("a")]));
    world.send(Message::Resumed);
    world.fail("TagResource", ErrorKind::Throttled);
    let first = world.notice();
    assert!(first.contains("The request was throttled, again after a pause."), "{first}");
    world.pass(seconds(1));
    if !world.is_out("TagResource") {
        assert_eq!(world.notice(), first, "no countdown");
    }
    world.pass(seconds(3));
    assert!(world.is_out("TagResource"));
    assert_eq!(world.notice(), "Tag 1 secret: sent again.");
    world.answer("TagResource", Reply::TagResource);
    assert!(world.notice().contains("Tags changed"), "{}", world.notice());
}

#[test]
fn one_that_is_denied_does_not_keep_the_others() {
    let mut world = bulk();
    world.fail("TagResource", denied("TagResource"));
    world.answer("TagResource", Reply::TagResource);
    world.answer("TagResource", Reply::TagResource);
    let Some(Layer::Report(report)) = world.model.layers().top() else { panic!("no report") };
    let done = report.plan().steps.iter().filter(|step| step.state == StepState::Done).count();
    assert_eq!(done, 2);
}

#[test]
fn no_answer_means_reading_again_and_one_more_attempt_with_the_same_token() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("R y");
    let (_, first) = world.out("RotateSecret");
    world.fail("RotateSecret", ErrorKind::TimedOut);
    assert!(world.notice().contains("outcome is unknown"), "{}", world.notice());
    assert!(!world.is_out("RotateSecret"), "not before the truth is known");
    world.answer("DescribeSecret", described(secret("a")));
    let (_, second) = world.out("RotateSecret");
    assert_eq!(first, second);
    world.fail("RotateSecret", ErrorKind::TimedOut);
    world.answer("DescribeSecret", described(secret("a")));
    assert!(!world.model.changes().is_any_running());
    assert!(world.notice().contains("Rotate a"), "{}", world.notice());
    world.keys("ctrl-r");
    assert_eq!(world.out("RotateSecret").1, first, "by hand as well");
}

/// The one `UpdateSecretVersionStage` that is out was refused at its third attempt.
fn refuse_after_three_attempts(world: &mut World) {
    let (ticket, _) = world.out("UpdateSecretVersionStage");
    world.out.retain(|(out, _)| *out != ticket);
    let result = Err(error("UpdateSecretVersionStage", ErrorKind::Refused));
    let duration = Duration::ZERO;
    let completed =
        Completed { result, duration, attempts: 3, open_attempts: 2, left_out: Vec::new(), request_id: None };
    world.send(Message::Reply(ticket, Box::new(completed)));
}

#[test]
fn what_is_refused_because_an_attempt_before_took_effect_is_done() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("B y");
    let (_, request) = world.out("UpdateSecretVersionStage");
    let Request::UpdateSecretVersionStage { move_to: Some(now), remove_from: Some(before), .. } = request
    else {
        panic!("{request:?}");
    };
    refuse_after_three_attempts(&mut world);
    assert!(world.notice().contains("outcome is unknown"), "{}", world.notice());
    let mut moved = secret("a");
    let label = |label: &str| [StagingLabel(label.into())].into();
    moved.versions = VersionLabels([(now, label(AWSCURRENT)), (before, label(AWSPREVIOUS))].into());
    world.answer("DescribeSecret", described(moved));
    assert!(world.notice().contains("AWSCURRENT moved to version "), "{}", world.notice());
}

#[test]
fn what_is_refused_and_shows_no_effect_is_sent_once_more_and_then_failed() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("B y");
    refuse_after_three_attempts(&mut world);
    world.answer("DescribeSecret", described(secret("a")));
    refuse_after_three_attempts(&mut world);
    world.answer("DescribeSecret", described(secret("a")));
    assert!(!world.model.changes().is_any_running());
    assert!(world.notice().contains("Roll back a"), "{}", world.notice());
    assert!(!world.notice().contains("done"), "{}", world.notice());
}

#[test]
fn a_rotation_that_the_truth_shows_is_followed_and_not_sent_again() {
    for attempts in [1, 2] {
        let mut world = World::listing(NARROW, &secrets(&["a"]));
        world.keys("R y");
        let (_, Request::RotateSecret { token, .. }) = world.out("RotateSecret") else { panic!() };
        world.fail("RotateSecret", ErrorKind::TimedOut);
        if attempts == 2 {
            world.answer("DescribeSecret", described(secret("a")));
            world.fail("RotateSecret", ErrorKind::TimedOut);
        }
        let mut rotating = secret("a");
        label(&mut rotating, token.as_str(), &[AWSPENDING]);
        let (ticket, _) = world.out("DescribeSecret");
        world.reply(&ticket, Ok(described(rotating)));
        assert!(!world.is_out("RotateSecret") && !world.model.changes().is_any_running());
        assert_eq!(world.model.changes().rotations()[0].version().as_str(), token.as_str());
        assert!(world.model.changes().to_retry().is_none());
    }
}

#[test]
fn tags_that_the_truth_shows_are_not_sent_again() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.carry_out(Plan::of_steps("Tag a", vec![tag("a")]));
    world.send(Message::Resumed);
    world.fail("TagResource", ErrorKind::InvalidResponse);
    let mut tagged = secret("a");
    tagged.tags = vec![Tag { key: "team".into(), value: "payments".into() }];
    world.answer("DescribeSecret", described(tagged));
    assert!(
        !world.is_out("TagResource") && world.notice().contains("Tags changed: a."),
        "{}",
        world.notice()
    );
}

#[test]
fn what_did_take_effect_can_be_taken_back_and_all_of_it_once_the_rest_did() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b"]));
    world.carry_out(Plan::of_steps("Tag both", ["a", "b"].map(tag).into()));
    world.send(Message::Resumed);
    world.answer("TagResource", Reply::TagResource);
    world.fail("TagResource", denied("TagResource"));
    let taken_back = |world: &World| -> Vec<Subject> {
        let undo = world.model.changes().to_undo().unwrap();
        undo.plan.steps.iter().map(|step| step.subject.clone()).collect()
    };
    assert_eq!(taken_back(&world), [Subject::Secret(arn("a"))]);
    world.keys("ctrl-r");
    let (_, request) = world.out("TagResource");
    assert_eq!(request.secret(), Some(arn("b").as_str()), "what took effect is not sent again");
    world.answer("TagResource", Reply::TagResource);
    assert_eq!(taken_back(&world), [Subject::Secret(arn("a")), Subject::Secret(arn("b"))]);
}
