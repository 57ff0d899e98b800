//! Copies of secrets: what is read for one, what is sent, and what stands when a step fails.

use super::world::*;
use crate::app::form::{FieldId, Form, FormTrouble, Stage};
use crate::app::layer::Layer;
use crate::app::plan::StepState;
use crate::secrets::{AWSCURRENT, Tag, ValueBody};
use crate::service::{NewSecret, Reply, Request};

fn form(world: &World) -> &Form {
    match world.model.layers.last() {
        Some(Layer::Form(form)) => form,
        other => panic!("no form but {other:?}: {}", world.notice()),
    }
}

fn reviewed(world: &World) -> String {
    match &form(world).stage {
        Stage::Reviewing { review, .. } => format!("{review:?}"),
        stage => panic!("no review but {stage:?}"),
    }
}

fn sent(world: &World) -> NewSecret {
    match world.out("CreateSecret").1 {
        Request::CreateSecret(new) => *new,
        other => panic!("{other:?}"),
    }
}

/// The form for a copy of `a`, which has a tag of its own and one of AWS.
fn copying() -> World {
    let mut source = secret("a");
    source.tags = vec![
        Tag { key: "team".into(), value: "payments".into() },
        Tag { key: "aws:cloudformation:stack-name".into(), value: "s".into() },
    ];
    let mut world = World::listing(NARROW, &[source, secret("b")]);
    world.keys("M");
    world
}

fn value(world: &mut World) {
    world.answer("GetSecretValue", Reply::GetSecretValue(value_of("a")));
}

fn value_of(_name: &str) -> crate::secrets::SecretValue {
    crate::secrets::SecretValue {
        version: crate::secrets::VersionId("v1".into()),
        labels: label_set(&[AWSCURRENT]),
        created: None,
        body: ValueBody::text("hunter2".into()),
    }
}

#[test]
fn value_and_tags_are_copied_and_the_copy_is_selected() {
    let mut world = copying();
    assert!(!world.is_out("GetSecretValue"), "nothing is read before it is asked for");
    world.keys("ctrl-s");
    assert!(!world.is_out("GetResourcePolicy"));
    value(&mut world);
    let review = reviewed(&world);
    assert!(review.contains("Copy a to a-copy") && review.contains("7 bytes"), "{review}");
    assert!(!review.contains("hunter2"));
    world.keys("y");
    let new = sent(&world);
    assert_eq!(new.value, Some(ValueBody::text("hunter2".into())));
    assert_eq!(new.tags, [Tag { key: "team".into(), value: "payments".into() }]);
    world.answer("CreateSecret", Reply::CreateSecret { arn: arn("a-copy"), version: None });
    world.answer("DescribeSecret", described(secret("a-copy")));
    assert_eq!(world.selected(), Some("a-copy"));
}

#[test]
fn the_policy_comes_second_and_not_at_all_if_there_is_no_copy() {
    let with_policy = || {
        let mut world = copying();
        world.keys("tab tab tab space tab space ctrl-s");
        value(&mut world);
        assert!(matches!(form(&world).stage, Stage::Waiting), "the policy is still out");
        let policy = format!("{{\"Resource\":\"{}\"}}", arn("a"));
        world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(policy)));
        assert!(reviewed(&world).contains("will not hold for the copy"));
        world.keys("y");
        assert!(sent(&world).tags.is_empty(), "tags were not wanted");
        world
    };
    let mut world = with_policy();
    world.answer("CreateSecret", Reply::CreateSecret { arn: arn("a-copy"), version: None });
    let (_, request) = world.out("PutResourcePolicy");
    assert_eq!(request.secret(), Some("a-copy"));
    world.fail("PutResourcePolicy", denied("PutResourcePolicy"));
    let Some(Layer::Report(report)) = world.model.layers.last() else { panic!("no report") };
    assert_eq!(report.plan.steps[0].state, StepState::Done);

    let mut world = with_policy();
    world.fail("CreateSecret", denied("CreateSecret"));
    assert!(!world.is_out("PutResourcePolicy"), "there is nothing to put it on");
    assert!(matches!(form(&world).trouble, Some(FormTrouble::Service(_))));
    assert_eq!(form(&world).fields.text(FieldId::Name), "a-copy");
}

#[test]
fn a_value_that_is_denied_keeps_the_form_and_can_be_asked_for_again() {
    let mut world = copying();
    world.keys("ctrl-s");
    world.fail("GetSecretValue", denied("GetSecretValue"));
    assert!(matches!(form(&world).trouble, Some(FormTrouble::Service(_))));
    world.keys("ctrl-s");
    value(&mut world);
    assert!(reviewed(&world).contains("a-copy"));
}

#[test]
fn a_name_that_is_there_is_not_taken() {
    let mut world = copying();
    world.keys("ctrl-u");
    world.type_text("b");
    world.keys("ctrl-s");
    let field = form(&world).fields.get(FieldId::Name).unwrap();
    assert!(field.error.as_deref().is_some_and(|error| error.contains("there already")));
    assert!(!world.is_out("GetSecretValue"));
}
