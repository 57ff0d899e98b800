//! The key that removes what is under the cursor: a tag in Tags, a staging label in Versions.

use super::world::*;
use crate::secrets::{AWSCURRENT, Summary, Tag};
use crate::service::api::{Reply, Request};

fn tagged(tags: &[(&str, &str)]) -> Summary {
    let mut secret = secret("a");
    let tag = |(key, value): &(&str, &str)| Tag { key: (*key).into(), value: (*value).into() };
    secret.tags = tags.iter().map(tag).collect();
    secret
}

#[test]
fn the_tag_under_the_cursor_is_removed_after_a_question() {
    let mut world = World::listing(WIDE, &[tagged(&[("env", "prod"), ("team", "web")])]);
    world.keys("4 down x");
    assert!(world.reviewed().contains("- team = web"), "{}", world.reviewed());
    world.keys("y");
    let (_, request) = world.out("UntagResource");
    assert_eq!(request, Request::UntagResource { secret: arn("a").to_string(), keys: vec!["team".into()] });
}

#[test]
fn tags_of_aws_and_no_tag_are_refused_with_the_reason() {
    let mut world = World::listing(WIDE, &[tagged(&[("aws:cloudformation:stack-name", "s")])]);
    world.keys("4 x");
    assert!(world.notice().contains("a tag of AWS itself"), "{}", world.notice());
    let mut world = World::listing(WIDE, &[tagged(&[])]);
    world.keys("4 x");
    assert!(world.notice().contains("no tag to remove"), "{}", world.notice());
    assert!(!world.is_out("UntagResource") && world.model.layers().is_empty());
}

fn with_labels(labels: &[&str]) -> World {
    let mut secret = secret("a");
    secret.versions.0.clear();
    label(&mut secret, "one", labels);
    let mut world = World::listing(WIDE, &[secret]);
    world.keys("3");
    let versions = vec![version("one", labels, 1)];
    world.answer("ListSecretVersionIds", Reply::ListSecretVersionIds { versions, next_token: None });
    world.keys("x");
    world
}

#[test]
fn the_only_label_of_a_version_is_removed_after_a_question() {
    let mut world = with_labels(&["blue"]);
    assert!(world.reviewed().contains("loses its last label"), "{}", world.reviewed());
    world.keys("n");
    assert!(world.model.layers().is_empty());
    let mut world = with_labels(&[AWSCURRENT, "blue"]);
    assert_eq!(world.review().title(), "Remove blue from a version of a?");
    world.keys("y");
    assert!(world.is_out("UpdateSecretVersionStage"));
}

#[test]
fn of_several_labels_the_form_asks_which_and_awscurrent_stays() {
    let world = with_labels(&["blue", "green"]);
    assert!(world.is_filling());
    assert_eq!(world.form().title(), "Move a staging label of a");
    let world = with_labels(&[AWSCURRENT]);
    assert!(world.notice().contains("AWSCURRENT can't be removed"), "{}", world.notice());
    let world = with_labels(&[]);
    assert!(world.notice().contains("no staging label"), "{}", world.notice());
}
