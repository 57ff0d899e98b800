//! Copies of secrets: what is read for one, what is sent, and the result when a step fails.

use super::world::*;
use crate::app::form::FormProblem;
use crate::app::layers::Layer;
use crate::app::plan::StepState;
use crate::secrets::{AWSCURRENT, Summary, Tag, ValueBody};
use crate::service::api::{ErrorKind, NewSecret, Reply, Request};

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
        arn: None,
        name: None,
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
    let review = format!("{:?}", world.review());
    assert!(review.contains("Copy a to a-copy") && review.contains("under 64 bytes"), "{review}");
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
        world.keys("tab tab tab tab space tab space ctrl-s");
        value(&mut world);
        assert!(world.is_waiting(), "the policy is still out");
        let policy = format!("{{\"Resource\":\"{}\"}}", arn("a"));
        world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(policy)));
        assert!(format!("{:?}", world.review()).contains("will not hold for the copy"));
        world.keys("y");
        assert!(sent(&world).tags.is_empty(), "tags were not wanted");
        world
    };
    let mut world = with_policy();
    world.answer("CreateSecret", Reply::CreateSecret { arn: arn("a-copy"), version: None });
    let (_, request) = world.out("PutResourcePolicy");
    assert_eq!(request.secret(), Some("a-copy"));
    world.fail("PutResourcePolicy", denied("PutResourcePolicy"));
    let Some(Layer::Report(report)) = world.model.layers().top() else { panic!("no report") };
    assert_eq!(report.plan().steps[0].state, StepState::Done);

    let mut world = with_policy();
    world.fail("CreateSecret", denied("CreateSecret"));
    assert!(!world.is_out("PutResourcePolicy"), "there is nothing to put it on");
    assert!(matches!(world.form().problem(), Some(FormProblem::Service(_))));
    assert_eq!(world.text("New name"), "a-copy");
}

#[test]
fn a_value_that_is_denied_keeps_the_form_and_can_be_asked_for_again() {
    let mut world = copying();
    world.keys("ctrl-s");
    world.fail("GetSecretValue", denied("GetSecretValue"));
    assert!(matches!(world.form().problem(), Some(FormProblem::Service(_))));
    world.keys("ctrl-s");
    value(&mut world);
    assert!(format!("{:?}", world.review()).contains("a-copy"));
}

#[test]
fn a_name_that_is_there_is_not_taken() {
    let mut world = copying();
    world.keys("ctrl-u");
    world.type_text("b");
    world.keys("ctrl-s");
    assert!(world.field_error("New name").contains("already exists"));
    assert!(!world.is_out("GetSecretValue"));
}

/// The same form, its Region changed to `region`.
fn copying_to(source: Summary, region: &str) -> World {
    let mut world = World::listing(NARROW, &[source, secret("b")]);
    world.keys("M tab ctrl-u");
    world.type_text(region);
    world
}

fn encrypted(key: &str) -> Summary {
    let mut source = secret("a");
    source.kms_key_id = Some(key.into());
    source
}

#[test]
fn a_copy_goes_to_another_region_and_one_can_go_there() {
    let mut world = copying_to(secret("a"), "us-west-2");
    assert_eq!(world.text("New name"), "a", "the name is free there, most likely");
    world.keys("ctrl-s");
    assert_eq!(world.out("DescribeSecret").0.region.as_deref(), Some("us-west-2"));
    assert_eq!(world.out("GetSecretValue").0.region, None);
    value(&mut world);
    assert!(world.is_waiting(), "the name is still looked up");
    world.fail("DescribeSecret", ErrorKind::NotFound);
    let said = world.reviewed();
    assert!(said.contains("Region us-west-2") && said.contains("from the secret in eu-west-1"), "{said}");
    let [cli] = &world.review().cli_equivalents()[..] else { panic!() };
    assert!(cli.contains("--name a ") && cli.contains(" --region us-west-2 "), "{cli}");
    world.keys("y");
    let (ticket, _) = world.out("CreateSecret");
    assert_eq!(ticket.region.as_deref(), Some("us-west-2"));
    assert_eq!(
        world.model.requests().journal().newest_first().next().unwrap().target.as_deref(),
        Some("a in us-west-2")
    );
    world.answer("CreateSecret", Reply::CreateSecret { arn: arn("a"), version: None });
    assert!(!world.is_out("DescribeSecret"), "it is not in this Region");
    assert_eq!(world.rows(), ["a", "b"]);
    world.effects();
    world.keys("y");
    assert_eq!(world.model.connection().target().region.as_deref(), Some("us-west-2"));
    world.connect();
    assert_eq!(world.out("DescribeSecret").1, Request::DescribeSecret { secret: "a".into() });
}

#[test]
fn one_can_stay_where_one_is() {
    let mut world = copying_to(secret("a"), "us-west-2");
    world.keys("ctrl-s");
    value(&mut world);
    world.fail("DescribeSecret", ErrorKind::NotFound);
    world.keys("y");
    world.answer("CreateSecret", Reply::CreateSecret { arn: arn("a"), version: None });
    world.keys("esc");
    assert!(world.model.layers().is_empty());
    assert_eq!(world.model.connection().target().region, None);
    assert_eq!(world.notice(), "Created: a in us-west-2. u undoes it.");
}

#[test]
fn a_name_that_is_taken_there_is_said_at_the_name() {
    let mut replica = secret("a");
    replica.primary_region = Some("eu-west-1".into());
    let mut scheduled = secret("a");
    scheduled.deleted = Some(jiff::Timestamp::UNIX_EPOCH);
    for (there, why) in [
        (secret("a"), "already exists in us-west-2"),
        (replica, "replica in us-west-2"),
        (scheduled, "scheduled for deletion in us-west-2"),
    ] {
        let mut world = copying_to(secret("a"), "us-west-2");
        world.keys("ctrl-s");
        value(&mut world);
        world.answer("DescribeSecret", described(there));
        assert!(world.field_error("New name").contains(why), "{}", world.field_error("New name"));
        world.keys("2");
        assert_eq!(world.field_error("New name"), "");
        world.keys("ctrl-s");
        world.fail("DescribeSecret", ErrorKind::NotFound);
        assert!(world.reviewed().contains("us-west-2"), "the value is not read again");
    }
}

#[test]
fn a_look_that_is_denied_is_said_and_does_not_stop_the_copy() {
    let mut world = copying_to(secret("a"), "us-west-2");
    world.keys("ctrl-s");
    value(&mut world);
    world.fail("DescribeSecret", denied("DescribeSecret"));
    assert!(world.reviewed().contains("Could not check that the name is free in us-west-2"));

    let mut world = copying_to(secret("a"), "us-west-2");
    world.keys("ctrl-s");
    value(&mut world);
    world.fail("DescribeSecret", ErrorKind::TimedOut);
    assert!(world.is_filling());
    assert!(matches!(world.form().problem(), Some(FormProblem::Service(_))));
}

#[test]
fn keys_are_of_their_region() {
    let key = "arn:aws:kms:eu-west-1:111122223333:key/k";
    let mut world = copying_to(encrypted(key), "us-west-2");
    assert_eq!(world.text("KMS key"), "");
    assert!(world.form_notes().contains(&format!("{key} is one of eu-west-1")), "{}", world.form_notes());
    world.keys("tab tab");
    world.type_text(key);
    world.keys("ctrl-s");
    assert!(world.field_error("KMS key").contains("a key of us-west-2"));
    // Back in this Region it is as it was.
    world.keys("ctrl-u shift-tab shift-tab ctrl-u");
    world.type_text("eu-west-1");
    assert_eq!((world.text("KMS key"), world.text("New name")), (key, "a-copy"));

    for key in ["alias/payments", "mrk-1234"] {
        let world = copying_to(encrypted(key), "us-west-2");
        assert_eq!(world.text("KMS key"), key, "there may be one there");
    }
}

#[test]
fn what_is_no_region_of_this_partition_is_refused() {
    for (region, why) in [("Frankfurt", "is not a Region"), ("cn-north-1", "another partition")] {
        let mut world = copying_to(secret("a"), region);
        world.keys("ctrl-s");
        assert!(world.field_error("Region").contains(why));
        assert!(world.out.iter().all(|(_, request)| request.operation() == "DescribeSecret"));
    }
    let mut world = copying_to(secret("a"), "us-g");
    assert!(!world.form_notes().contains("us-gov"));
    world.keys("ctrl-u");
    world.type_text("us-w");
    world.keys("ctrl-space");
    assert_eq!(world.text("Region"), "us-west-");
}

#[test]
fn what_a_policy_says_of_its_region_is_pointed_out() {
    let mut world = copying_to(secret("a"), "us-west-2");
    world.keys("tab tab tab tab space ctrl-s");
    value(&mut world);
    world.fail("DescribeSecret", ErrorKind::NotFound);
    let policy =
        r#"{"Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1","aws:SourceVpce":"vpce-1"}}}"#;
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(policy.into())));
    let said = world.reviewed();
    assert!(said.contains("names eu-west-1") && said.contains("endpoint of one"), "{said}");
    assert!(said.contains("account is the same"), "{said}");
    world.keys("y");
    world.answer("CreateSecret", Reply::CreateSecret { arn: arn("a"), version: None });
    assert_eq!(world.out("PutResourcePolicy").0.region.as_deref(), Some("us-west-2"));
}

#[test]
fn waiting_can_be_broken_off_and_begun_again() {
    let mut world = copying_to(secret("a"), "us-west-2");
    world.keys("ctrl-s");
    let late = world.out("GetSecretValue").0;
    world.keys("esc");
    world.reply(&late, Ok(Reply::GetSecretValue(value_of("a"))));
    assert!(world.is_filling());
    world.keys("ctrl-s");
    value(&mut world);
    world.fail("DescribeSecret", ErrorKind::NotFound);
    assert!(world.reviewed().contains("us-west-2"));
}
