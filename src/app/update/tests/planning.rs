//! Plans: steps in order, what can't be known, what failed, and what takes a change back.

use super::world::*;
use crate::app::Message;
use crate::app::layer::Layer;
use crate::app::plan::{Plan, Step, StepState, Subject};
use crate::secrets::Tag;
use crate::service::{ErrorKind, Reply, Request};

fn tag(name: &str) -> Step {
    let tags = vec![Tag { key: "team".into(), value: "payments".into() }];
    let arn = arn(name);
    Step::new(Subject::Secret(arn.clone()), Request::TagResource { secret: arn.to_string(), tags })
}

fn bulk() -> World {
    let mut world = World::listing(NARROW, &secrets(&["a", "b", "c"]));
    let steps = ["a", "b", "c"].map(tag).into();
    world.model.carry_out(Plan::of_steps("Tag 3 secrets", steps));
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
    assert!(world.model.plans.is_empty());
    assert!(world.notice().contains("Tag 3 secrets: done"), "{}", world.notice());
}

#[test]
fn what_is_throttled_waits_and_is_sent_again_without_what_took_effect() {
    let mut world = bulk();
    world.answer("TagResource", Reply::TagResource);
    world.fail("TagResource", ErrorKind::Throttled);
    assert!(!world.is_out("TagResource"), "the third is not tried");
    let Some(Layer::Report(report)) = world.model.layers.last() else { panic!("no report") };
    assert_eq!(report.plan.failures().count(), 2);
    world.keys("ctrl-r");
    assert!(world.model.layers.is_empty());
    let (ticket, request) = world.out("TagResource");
    assert_eq!(request.secret(), Some(arn("b").as_str()));
    world.reply(&ticket, Ok(Reply::TagResource));
    world.answer("TagResource", Reply::TagResource);
    assert!(world.model.plans.is_empty() && world.model.retry.is_none());
}

#[test]
fn one_that_is_denied_does_not_keep_the_others() {
    let mut world = bulk();
    world.fail("TagResource", denied("TagResource"));
    world.answer("TagResource", Reply::TagResource);
    world.answer("TagResource", Reply::TagResource);
    let Some(Layer::Report(report)) = world.model.layers.last() else { panic!("no report") };
    let done = report.plan.steps.iter().filter(|step| step.state == StepState::Done).count();
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
    assert!(world.model.plans.is_empty());
    assert!(world.notice().contains("Rotate a"), "{}", world.notice());
    world.keys("ctrl-r");
    assert_eq!(world.out("RotateSecret").1, first, "by hand as well");
}
