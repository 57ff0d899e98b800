//! Labels that are moved by hand, versions that are compared, values that are saved to files.

use super::world::*;
use crate::app::actions::Context;
use crate::app::layers::Layer;
use crate::app::{Effect, LocalAnswer, LocalWork, Message, Problem, ReadOnlyReason, StartOptions};
use crate::secrets::{AWSCURRENT, AWSPREVIOUS, SecretValue, StagingLabel, ValueBody, VersionId};
use crate::service::api::{Reply, Request, Ticket, VersionSelector};

const BARE: &str = "a0a0a0a0-0000-4000-8000-000000000000";

/// The pane Versions of a secret with three of them.
fn versions(read_only: Option<ReadOnlyReason>) -> World {
    let mut world = World::connected(StartOptions { read_only, ..StartOptions::default() }, NARROW);
    world.list(&secrets(&["a"]));
    world.keys("3");
    let versions =
        vec![version(CURRENT, &[AWSCURRENT], 3), version(PREVIOUS, &[AWSPREVIOUS], 2), version(BARE, &[], 1)];
    world.answer("ListSecretVersionIds", Reply::ListSecretVersionIds { versions, next_token: None });
    world
}

fn move_request(label: &str, to: Option<&str>, from: Option<&str>) -> Request {
    Request::UpdateSecretVersionStage {
        secret: arn("a").to_string(),
        label: StagingLabel(label.into()),
        move_to: to.map(|id| VersionId(id.into())),
        remove_from: from.map(|id| VersionId(id.into())),
    }
}

/// The label is typed, the form sent, and the service asked where labels sit.
fn moving(label: &str, keys: &str) -> World {
    let mut world = versions(None);
    world.keys("down L");
    world.answer("DescribeSecret", described(secret("a")));
    world.type_text(label);
    world.keys("tab");
    world.keys(keys);
    world.keys("ctrl-s");
    if world.is_out("DescribeSecret") {
        world.answer("DescribeSecret", described(secret("a")));
    }
    world
}

#[test]
fn a_label_that_sits_elsewhere_is_moved_from_there_and_back() {
    let mut world = moving(AWSCURRENT, "");
    let said = world.reviewed();
    assert!(said.contains(CURRENT) && said.contains(PREVIOUS), "{said}");
    world.keys("y");
    assert_eq!(
        world.out("UpdateSecretVersionStage").1,
        move_request(AWSCURRENT, Some(PREVIOUS), Some(CURRENT))
    );
    world.answer("UpdateSecretVersionStage", Reply::UpdateSecretVersionStage { arn: arn("a") });
    world.keys("u y");
    assert_eq!(
        world.out("UpdateSecretVersionStage").1,
        move_request(AWSCURRENT, Some(CURRENT), Some(PREVIOUS))
    );
}

#[test]
fn a_new_label_is_added_and_one_that_is_there_removed() {
    let mut world = moving("BLUE", "");
    world.keys("y");
    assert_eq!(world.out("UpdateSecretVersionStage").1, move_request("BLUE", Some(PREVIOUS), None));
    let mut world = moving(AWSPREVIOUS, "right right");
    assert!(world.reviewed().contains("loses its last label"), "{}", world.reviewed());
    world.keys("y");
    assert_eq!(world.out("UpdateSecretVersionStage").1, move_request(AWSPREVIOUS, None, Some(PREVIOUS)));
}

#[test]
fn what_makes_no_sense_is_said_at_its_field_and_not_sent() {
    let world = moving(AWSCURRENT, "right right");
    assert!(world.field_error("To version").contains("never removed"));
    let world = moving("GREEN", "right right");
    assert!(world.field_error("Label").contains("No version has this label"));
    let world = moving("", "");
    assert!(world.field_error("Label").contains("at least one character"));
    let world = moving(AWSPREVIOUS, "");
    assert!(format!("{:?}", world.form().problem()).contains("already"));
    assert!(world.out.is_empty());
}

#[test]
fn read_only_moves_no_label_but_compares() {
    let mut world = versions(Some(ReadOnlyReason::Flag));
    world.keys("L");
    assert!(world.notice().contains("UpdateSecretVersionStage"), "{}", world.notice());
    world.keys("esc =");
    assert!(matches!(world.model.layers().top(), Some(Layer::Form(_))), "{}", world.notice());
}

fn read(id: &str, text: &str) -> Reply {
    Reply::GetSecretValue(SecretValue {
        arn: None,
        name: None,
        version: VersionId(id.into()),
        labels: label_set(&[]),
        created: None,
        body: ValueBody::text(text.into()),
    })
}

/// The reads that are out, by the version that they ask for.
fn reads(world: &World) -> Vec<(Ticket, String)> {
    let version = |request: &Request| match request {
        Request::GetSecretValue { version: VersionSelector::Id(id), .. } => Some(id.to_string()),
        _ => None,
    };
    world.out.iter().filter_map(|(ticket, request)| Some((ticket.clone(), version(request)?))).collect()
}

fn compared(keys: &str) -> Vec<String> {
    let mut world = versions(None);
    world.keys(keys);
    reads(&world).into_iter().map(|(_, version)| version).collect()
}

#[test]
fn the_older_one_comes_first_unless_one_was_marked() {
    assert_eq!(compared("="), [PREVIOUS, CURRENT], "the version before it");
    assert_eq!(compared("down ="), [PREVIOUS, CURRENT]);
    assert_eq!(compared("down down ="), [BARE, CURRENT]);
    assert_eq!(compared("m down ="), [CURRENT, PREVIOUS]);
    assert_eq!(compared("m m down ="), [PREVIOUS, CURRENT], "the mark is taken away");
}

#[test]
fn two_versions_are_compared_key_by_key_whichever_comes_first() {
    let mut world = versions(None);
    world.keys("=");
    for (ticket, version) in reads(&world).into_iter().rev() {
        let text = if version == CURRENT { r#"{"a":"hunter2","b":1}"# } else { r#"{"a":"hunter1","c":1}"# };
        world.reply(&ticket, Ok(read(&version, text)));
    }
    let said = said(world.form().notes());
    assert!(said.contains("1 added, 1 changed, 1 removed"), "{said}");
    assert!(!format!("{said} {:?}", world.form()).contains("hunter"));
    world.keys("/");
    world.type_text("changed");
    assert_eq!(world.model.context(), Context::SearchLine);
    world.keys("esc ctrl-s");
    assert!(world.model.layers().is_empty(), "it has done what it is for");
}

#[test]
fn leaving_a_comparison_aborts_its_reads() {
    let mut world = versions(None);
    world.keys("= esc");
    assert!(world.model.layers().is_empty() && world.out.is_empty());
}

#[test]
fn a_value_is_read_and_saved_to_a_new_file() {
    let mut world = World::listing(NARROW, &secrets(&["prod/a"]));
    world.keys(">");
    assert!(world.out.is_empty(), "nothing is read before the path is known");
    world.keys("enter");
    world.effects();
    world.answer("GetSecretValue", value("hunter2"));
    let effects = world.effects();
    let [Effect::Local(id, LocalWork::SaveFile { path, bytes })] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!((path.as_str(), bytes.as_slice()), ("~/a", &b"hunter2"[..]));
    let there = Problem {
        text: "~/a already exists and is not overwritten.".into(),
        next: "Choose another name.".into(),
    };
    world.send(Message::Local(*id, LocalAnswer::Saved(Err(there))));
    assert!(world.field_error("File").contains("already"));
    world.type_text("2");
    world.keys("enter");
    world.answer("GetSecretValue", value("hunter2"));
    world.send(Message::Local(*id, LocalAnswer::Saved(Ok(()))));
    assert!(world.model.layers().is_empty());
    assert!(world.notice().contains("~/a2"), "{}", world.notice());
}
