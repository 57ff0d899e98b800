//! The panes of a secret, each in all of its states.

use super::samples::{
    NARROW, WIDE, database_in, days_ago, denial, fail_with, outage, pending, rotating, undescribed, with,
};
use super::{picture, picture_in_style};
use crate::app::world::{World, label_set, seconds, version};
use crate::secrets::{AWSCURRENT, AWSPENDING, AWSPREVIOUS, Detail, Tag, Version, VersionId};
use crate::service::api::Reply;

/// Takes the pictures of a pane: loading, ready, after a refresh that failed, and denied.
fn through_its_states(name: &str, pane: char, operation: &str, reply: &Reply) {
    let mut world = undescribed(NARROW, pane);
    picture(&format!("{name}-loading"), &world);
    world.answer(operation, reply.clone());
    picture_in_style(&format!("{name}-ready"), &world);
    world.pass(seconds(150));
    world.keys("r");
    fail_with(&mut world, operation, outage(operation));
    picture(&format!("{name}-refresh-failed"), &world);
    denied(name, pane, operation);
}

#[test]
fn a_refresh_under_way_keeps_what_is_there() {
    let mut world = database_in(NARROW, '1');
    world.pass(seconds(150));
    world.keys("r");
    picture("overview-refreshing", &world);
}

fn denied(name: &str, pane: char, operation: &str) {
    let mut world = undescribed(NARROW, pane);
    fail_with(&mut world, operation, denial(operation));
    picture(&format!("{name}-denied"), &world);
}

#[test]
fn overview() {
    let reply = Reply::DescribeSecret(Box::new(super::samples::database_detail()));
    through_its_states("overview", '1', "DescribeSecret", &reply);
    picture("overview-wide", &database_in(WIDE, '1'));
    let going = with(NARROW, '1', |detail| {
        detail.summary.deleted = Some(days_ago(3));
        detail.summary.deletion_date = Some(days_ago(-27));
        detail.summary.kind = Some("MyPartner".into());
        detail.external_rotation_role_arn = Some("arn:aws:iam::111122223333:role/partner".into());
        detail.external_rotation_metadata = vec![("tenant".into(), "42".into())];
    });
    picture("overview-scheduled-for-deletion", &going);
}

fn versions() -> Vec<Version> {
    let mut versions = vec![
        version("c3d4e5f6-0a1b-4c2d-9e3f-112233445566", &[AWSPENDING], 1_789_999_000),
        version("5f0c7b0e-4a3e-4a7b-9a53-0f6b1c2d3e4f", &[AWSCURRENT, "blue"], 1_789_740_800),
        version("1d9a2b6c-8f1e-4c55-8e0a-7b6c5d4e3f2a", &[AWSPREVIOUS], 1_787_148_800),
        version("0a0a0a0a-1111-4222-8333-444455556666", &[], 1_784_556_800),
    ];
    versions[1].last_accessed = Some(days_ago(0));
    versions[2].kms_key_ids =
        vec!["arn:aws:kms:eu-west-1:111122223333:key/7f3c9a52-0b1e-4d55-9c1f-1f2e3d4c5b6a".into()];
    versions
}

fn listing(versions: Vec<Version>) -> Reply {
    Reply::ListSecretVersionIds { versions, next_token: None }
}

#[test]
fn versions_pane() {
    through_its_states("versions", '3', "ListSecretVersionIds", &listing(versions()[..3].to_vec()));
    let mut world = undescribed(WIDE, '3');
    world.answer("ListSecretVersionIds", listing(versions()[..3].to_vec()));
    world.keys("d");
    world.answer("ListSecretVersionIds", listing(versions()));
    picture("versions-deprecated-wide", &world);
    let mut world = undescribed(NARROW, '3');
    world.answer("ListSecretVersionIds", listing(Vec::new()));
    picture("versions-none", &world);
    let mut many = versions();
    many[0].labels = label_set(&["canary", "green", "tested-by-qa", "release-2026-09", AWSPENDING, "keep"]);
    let mut world = undescribed(NARROW, '3');
    world.answer("ListSecretVersionIds", listing(many));
    picture("versions-many-labels", &world);
}

#[test]
fn tags() {
    picture_in_style("tags-ready", &database_in(NARROW, '4'));
    denied("tags", '4', "DescribeSecret");
    let tag = |key: &str, value: &str| Tag { key: key.into(), value: value.into() };
    let long = with(NARROW, '4', |detail| {
        detail.summary.tags = vec![tag("owner", &"a very long value, ".repeat(12)), tag("env", "prod")];
    });
    picture("tags-long", &long);
    picture("tags-none", &with(NARROW, '4', |detail| detail.summary.tags.clear()));
}

const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow",
    "Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"secretsmanager:GetSecretValue","Resource":"*",
    "Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":3600}}}]}"#;

#[test]
fn policy() {
    through_its_states("policy", '5', "GetResourcePolicy", &Reply::GetResourcePolicy(Some(POLICY.into())));
    let answered = |size, policy: Option<&str>| {
        let mut world = undescribed(size, '5');
        world.answer("GetResourcePolicy", Reply::GetResourcePolicy(policy.map(str::to_owned)));
        world
    };
    picture("policy-none", &answered(NARROW, None));
    let everyone =
        r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"secretsmanager:*","Resource":"*"}}"#;
    picture("policy-everyone", &answered(NARROW, Some(everyone)));
}

#[test]
fn replication() {
    let mut world = database_in(NARROW, '6');
    picture_in_style("replication-ready", &world);
    world.keys("down down");
    picture("replication-failed", &world);
    picture("replication-wide", &database_in(WIDE, '6'));
    let none = |detail: &mut Detail| {
        detail.replicas.clear();
        detail.summary.primary_region = None;
    };
    picture("replication-none", &with(NARROW, '6', none));
    let replica = with(NARROW, '6', |detail| {
        detail.replicas.clear();
        detail.summary.primary_region = Some("us-east-1".into());
    });
    picture("replication-replica", &replica);
}

#[test]
fn rotation() {
    picture_in_style("rotation-on", &database_in(NARROW, '7'));
    let change = |change: fn(crate::secrets::Summary) -> crate::secrets::Summary| {
        with(NARROW, '7', move |detail| detail.summary = change(detail.summary.clone()))
    };
    picture("rotation-overdue", &change(|secret| rotating(secret, -5)));
    let begun = change(|secret| {
        let mut secret = pending(rotating(secret, 20));
        secret.last_changed = Some(super::samples::now() - jiff::SignedDuration::from_secs(90));
        secret
    });
    picture("rotation-in-progress", &begun);
    picture("rotation-failed", &change(|secret| pending(rotating(secret, -5))));
    let never = change(|mut secret| {
        secret.rotation_enabled = None;
        secret.rotation_rules = None;
        secret.rotation_lambda_arn = None;
        secret
    });
    picture("rotation-never", &never);
    let cron = change(|mut secret| {
        let rules = secret.rotation_rules.get_or_insert_default();
        rules.automatically_after_days = None;
        rules.schedule_expression = Some("cron(0 4 1 * ? *)".into());
        secret.owning_service = Some("rds".into());
        secret
    });
    picture("rotation-cron", &cron);
}

/// A rotation that was confirmed and is followed.
fn rotating_now() -> World {
    let mut world = database_in(NARROW, '7');
    world.keys("R y");
    world
}

#[test]
fn a_rotation_that_is_followed() {
    let mut world = rotating_now();
    let id = VersionId("c3d4e5f6-0a1b-4c2d-9e3f-112233445566".into());
    world.answer("RotateSecret", Reply::RotateSecret { version: Some(id) });
    let truth = |detail| Reply::DescribeSecret(Box::new(detail));
    world.answer("DescribeSecret", truth(super::samples::database_detail()));
    picture("rotation-requested", &world);
    world.pass(seconds(2));
    let mut detail = super::samples::database_detail();
    detail.summary = pending(detail.summary);
    world.answer("DescribeSecret", truth(detail));
    picture_in_style("rotation-pending", &world);
}
