//! Replicas: added, tried again, removed, promoted, followed until they settle, gone to.

use super::world::*;
use crate::app::form::Confirmation;
use crate::secrets::{Replica, ReplicaStatus, Summary};
use crate::service::api::{ErrorKind, Overwrite, ReplicaRegion, Reply, Request};

fn replica(region: &str, status: ReplicaStatus) -> Replica {
    Replica {
        region: region.into(),
        kms_key_id: Some("alias/there".into()),
        status,
        message: Some("as the test says".into()),
        last_accessed: None,
    }
}

fn primary() -> Summary {
    let mut secret = secret("a");
    secret.primary_region = Some("eu-west-1".into());
    secret
}

fn told(secret: Summary, replicas: &[Replica]) -> Reply {
    let mut detail = detail(secret);
    detail.replicas = replicas.to_vec();
    Reply::DescribeSecret(Box::new(detail))
}

/// The pane Replication of a secret with these replicas.
fn pane(replicas: &[Replica]) -> World {
    let mut world = World::listing(NARROW, &[primary()]);
    world.keys("6");
    world.answer("DescribeSecret", told(primary(), replicas));
    world
}

/// Answers the next poll of the replication.
fn look(world: &mut World, replicas: &[Replica]) {
    if !world.is_out("DescribeSecret") {
        let due = world.model.changes().replications()[0].next_poll().duration_since(world.now);
        assert!((seconds(2)..=seconds(10)).contains(&due), "{due}");
        world.pass(due);
    }
    world.answer("DescribeSecret", told(primary(), replicas));
}

#[test]
fn regions_are_completed_checked_and_added_and_followed_until_they_settle() {
    let mut world = pane(&[]);
    world.keys("+");
    world.type_text("eu-west-1");
    world.keys("ctrl-s");
    assert!(world.field_error("Region, KMS key").contains("own Region"));
    world.keys("ctrl-u");
    world.type_text("us-w");
    assert!(world.form().notes()[0].text.contains("us-west-2"));
    world.keys("ctrl-space");
    world.type_text("2");
    world.keys("tab");
    world.type_text("alias/there");
    world.keys("ctrl-s y");
    let (_, request) = world.out("ReplicateSecretToRegions");
    let Request::ReplicateSecretToRegions { replicas, overwrite, .. } = request else { panic!() };
    let kms_key_id = Some("alias/there".to_owned());
    assert_eq!(replicas, [ReplicaRegion { region: "us-west-2".into(), kms_key_id }]);
    assert_eq!(overwrite, Overwrite::Keep);
    world.answer("ReplicateSecretToRegions", Reply::ReplicateSecretToRegions { replicas: Vec::new() });
    let under_way = [replica("us-west-2", ReplicaStatus::InProgress)];
    look(&mut world, &under_way);
    look(&mut world, &under_way);
    look(&mut world, &[replica("us-west-2", ReplicaStatus::InSync)]);
    assert!(world.notice().contains("a is in sync in us-west-2"), "{}", world.notice());
    assert!(world.model.changes().replications().is_empty());
    world.pass(seconds(60));
    assert!(!world.is_out("DescribeSecret"), "no more looks");
    let undo = &world.model.changes().to_undo().unwrap().plan.steps[0].request;
    assert_eq!(undo.operation(), "RemoveRegionsFromReplication");
}

#[test]
fn one_that_failed_is_told_of_and_tried_again_with_overwriting() {
    let mut world = pane(&[replica("us-west-2", ReplicaStatus::Failed)]);
    world.keys("A");
    assert!(world.form().notes()[0].text.contains("as the test says"));
    world.keys("ctrl-s y");
    let (_, request) = world.out("ReplicateSecretToRegions");
    let Request::ReplicateSecretToRegions { replicas, overwrite, .. } = request else { panic!() };
    assert_eq!((replicas[0].region.as_str(), overwrite), ("us-west-2", Overwrite::Overwrite));
    world.answer("ReplicateSecretToRegions", Reply::ReplicateSecretToRegions { replicas: Vec::new() });
    look(&mut world, &[replica("us-west-2", ReplicaStatus::Failed)]);
    assert!(world.notice().contains("Replication of a to us-west-2 failed."), "{}", world.notice());
}

#[test]
fn one_that_is_in_sync_is_not_tried_again() {
    let mut world = pane(&[replica("us-west-2", ReplicaStatus::InSync)]);
    world.keys("A");
    assert!(world.model.layers().is_empty() && world.notice().contains("InSync"), "{}", world.notice());
}

#[test]
fn removing_says_that_the_replica_is_deleted() {
    let mut world =
        pane(&[replica("us-east-1", ReplicaStatus::InSync), replica("us-west-2", ReplicaStatus::InSync)]);
    world.keys("down x");
    assert!(world.reviewed().contains("us-west-2 is deleted"), "{}", world.reviewed());
    world.keys("esc");
    assert!(world.model.layers().is_empty(), "without fields there is nothing to go back to");
    world.keys("x y");
    let (_, request) = world.out("RemoveRegionsFromReplication");
    let Request::RemoveRegionsFromReplication { regions, .. } = request else { panic!() };
    assert_eq!(regions, ["us-west-2"]);
}

#[test]
fn what_is_under_way_is_followed_while_it_is_looked_at() {
    let under_way = [replica("us-west-2", ReplicaStatus::InProgress)];
    let mut world = pane(&under_way);
    look(&mut world, &under_way);
    world.keys("7");
    world.pass(seconds(60));
    assert!(!world.is_out("DescribeSecret"), "no one looks");
    world.keys("6");
    look(&mut world, &[replica("us-west-2", ReplicaStatus::InSync)]);
    assert!(world.model.changes().replications().is_empty());
}

#[test]
fn following_ends_after_five_minutes_and_says_so_to_who_changed_it() {
    let under_way = [replica("us-west-2", ReplicaStatus::InProgress)];
    let mut world = pane(&[]);
    world.keys("+");
    world.type_text("us-west-2");
    world.keys("ctrl-s y");
    world.answer("ReplicateSecretToRegions", Reply::ReplicateSecretToRegions { replicas: Vec::new() });
    let start = world.now;
    let mut looks = 0;
    while !world.model.changes().replications().is_empty() {
        if world.is_out("DescribeSecret") {
            looks += 1;
            world.answer("DescribeSecret", told(primary(), &under_way));
        }
        world.pass(seconds(1));
    }
    assert_eq!(world.now.duration_since(start), seconds(300));
    assert!((30..=80).contains(&looks), "{looks}");
    assert!(world.notice().contains("5 minutes"), "{}", world.notice());
}

#[test]
fn a_look_that_is_denied_ends_it_and_one_that_is_throttled_does_not() {
    let under_way = [replica("us-west-2", ReplicaStatus::InProgress)];
    let mut world = pane(&under_way);
    world.pass(seconds(3));
    world.fail("DescribeSecret", ErrorKind::Throttled);
    assert_eq!(world.model.changes().replications().len(), 1);
    world.pass(seconds(3));
    world.fail("DescribeSecret", denied("DescribeSecret"));
    assert!(world.model.changes().replications().is_empty());
    assert!(world.notice().contains("follow the replication of a"), "{}", world.notice());
}

#[test]
fn the_replica_under_the_cursor_is_gone_to() {
    let mut world = pane(&[replica("us-west-2", ReplicaStatus::InSync)]);
    world.keys("O");
    assert_eq!(world.model.connection().target().region.as_deref(), Some("us-west-2"));
    world.connect();
    let (_, request) = world.out("DescribeSecret");
    assert_eq!(request.secret(), Some("a"));
    world.answer("DescribeSecret", described(primary()));
    assert_eq!(world.selected(), Some("a"));
}

#[test]
fn a_replica_is_promoted_only_by_its_name_and_leads_to_its_primary() {
    let mut there = secret("a");
    there.primary_region = Some("us-east-1".into());
    let mut world = World::listing(NARROW, std::slice::from_ref(&there));
    world.keys("6");
    world.answer("DescribeSecret", described(there));
    world.keys("+");
    assert!(world.notice().contains("replica of the secret in us-east-1"));
    world.keys("P");
    assert_eq!(*world.review().confirmation(), Confirmation::TypedName("a".into()));
    world.keys("b enter");
    assert!(!world.is_out("StopReplicationToReplica"));
    world.keys("backspace a enter");
    world.answer("StopReplicationToReplica", Reply::StopReplicationToReplica { arn: arn("a") });
    assert!(world.is_out("DescribeSecret") && world.model.layers().is_empty());
    world.keys("O");
    assert_eq!(world.model.connection().target().region.as_deref(), Some("us-east-1"));
}

#[test]
fn what_is_no_replica_is_not_promoted_and_what_has_none_leads_nowhere() {
    let mut world = pane(&[]);
    world.keys("P");
    assert!(world.model.layers().is_empty() && world.notice().contains("a is not a replica"));
    for key in ["x", "A", "O"] {
        world.keys("esc 6");
        world.keys(key);
        assert!(world.notice().contains("Replicate the secret first"), "{key}: {}", world.notice());
    }
}

fn key_change(secret: &str, key: &str) -> (String, Option<String>, Option<String>, bool) {
    (secret.to_owned(), None, Some(key.to_owned()), false)
}

/// The parts of an `UpdateSecret`: the secret, its description, its key, and whether its value.
fn update_out(world: &World) -> (String, Option<String>, Option<String>, bool) {
    let (_, Request::UpdateSecret { secret, description, kms_key_id, value, .. }) = world.out("UpdateSecret")
    else {
        panic!()
    };
    (secret, description, kms_key_id, value.is_some())
}

#[test]
fn the_key_of_a_replica_is_changed_from_its_primary_in_the_region_of_the_replica() {
    let mut world = pane(&[replica("us-east-1", ReplicaStatus::InSync)]);
    world.keys("e");
    assert_eq!(world.text("KMS key"), "alias/there");
    world.keys("ctrl-s");
    assert!(world.is_filling(), "there is nothing to change");
    world.keys("ctrl-u");
    world.type_text("alias/new");
    world.keys("ctrl-s");
    assert!(world.reviewed().contains("us-east-1"), "{}", world.reviewed());
    world.keys("y");
    let there = arn("a").to_string().replace("eu-west-1", "us-east-1");
    assert_eq!(update_out(&world), key_change(&there, "alias/new"));
    assert_eq!(world.out("UpdateSecret").0.region.as_deref(), Some("us-east-1"));
    world.answer("UpdateSecret", Reply::UpdateSecret { version: None });
    let mut changed = replica("us-east-1", ReplicaStatus::InSync);
    changed.kms_key_id = Some("alias/new".into());
    world.answer("DescribeSecret", told(primary(), &[changed]));
    assert!(world.notice().contains("Details changed: a in us-east-1"), "{}", world.notice());
    assert_eq!(
        world.model.selected().unwrap().record().replicas()[0].kms_key_id.as_deref(),
        Some("alias/new")
    );
    world.keys("u y");
    assert_eq!(update_out(&world), key_change(&there, "alias/there"));
}

#[test]
fn a_replica_that_failed_has_no_key_to_change() {
    let mut world = pane(&[replica("us-east-1", ReplicaStatus::Failed)]);
    world.keys("e ctrl-u");
    world.type_text("alias/new");
    world.keys("ctrl-s");
    assert!(!world.is_out("UpdateSecret"));
    assert!(
        matches!(world.form().problem(), Some(problem) if format!("{problem:?}").contains("Retry it with this key"))
    );
}

#[test]
fn of_a_replica_only_the_key_can_be_changed() {
    let mut secret = secret("a");
    secret.primary_region = Some("us-east-1".into());
    let mut world = World::listing(NARROW, &[secret]);
    world.keys("D");
    assert!(world.find_field("Description").is_none());
    assert!(world.form_notes().contains("follows the primary in us-east-1"), "{}", world.form_notes());
    world.keys("ctrl-u");
    world.type_text("alias/own");
    world.keys("ctrl-s y");
    assert_eq!(update_out(&world), key_change(arn("a").as_str(), "alias/own"));
    assert_eq!(world.out("UpdateSecret").0.region, None);
    for other in ["e", "T"] {
        world.keys(other);
        assert!(world.notice().contains("replica"), "{other}: {}", world.notice());
    }
}
