//! The pane Versions.

use super::world::*;
use crate::app::Message;
use crate::secrets::{AWSCURRENT, AWSPREVIOUS, Version, VersionId};
use crate::service::api::{Completed, ErrorKind, LeftOut, Reply, Request, VersionSelector};
use std::time::Duration;

fn versions(versions: Vec<Version>, next_token: Option<&str>) -> Reply {
    Reply::ListSecretVersionIds { versions, next_token: next_token.map(Into::into) }
}

fn shown(world: &World) -> Vec<&str> {
    world.model.selected().unwrap().record().versions().iter().map(|version| version.id.as_str()).collect()
}

fn world() -> World {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("3");
    world
}

#[test]
fn all_pages_are_read_and_shown_newest_first() {
    let mut world = world();
    world.answer("ListSecretVersionIds", versions(vec![version("old", &[AWSPREVIOUS], 1)], Some("t")));
    let (_, request) = world.out("ListSecretVersionIds");
    let asked = Request::ListSecretVersionIds {
        secret: arn("a").to_string(),
        include_deprecated: false,
        next_token: Some("t".into()),
    };
    assert_eq!(request, asked);
    world.answer("ListSecretVersionIds", versions(vec![version("new", &[AWSCURRENT], 2)], None));
    assert_eq!(shown(&world), ["new", "old"]);
}

#[test]
fn versions_that_are_not_shown_are_told_here_and_in_the_journal() {
    let mut world = world();
    let (ticket, _) = world.out("ListSecretVersionIds");
    let completed = Completed {
        result: Ok(versions(vec![version("one", &[AWSCURRENT], 1)], None)),
        duration: Duration::ZERO,
        attempts: 1,
        open_attempts: 0,
        left_out: vec![LeftOut { entries: "versions without an ID", count: 2 }],
        request_id: None,
    };
    world.send(Message::Reply(ticket.clone(), Box::new(completed)));
    assert_eq!(shown(&world), ["one"]);
    assert!(world.notice().contains("Not shown: versions without an ID: 2."), "{}", world.notice());
    world.keys("esc J");
    assert!(
        world
            .model
            .requests()
            .journal()
            .visible_texts()
            .iter()
            .any(|text| text.contains("versions without an ID: 2"))
    );
}

#[test]
fn pages_that_have_no_end_are_not_asked_for_for_ever() {
    let circles: [&[&str]; 3] = [&["t"], &["t", "u"], &["t", "u", "v", "w"]];
    for tokens in circles {
        let mut world = world();
        for token in tokens.iter().chain(&tokens[..1]) {
            world.answer("ListSecretVersionIds", versions(Vec::new(), Some(token)));
        }
        assert!(!world.is_out("ListSecretVersionIds"), "{tokens:?}");
    }
    let mut world = world();
    let mut pages = 0;
    while world.is_out("ListSecretVersionIds") {
        pages += 1;
        let token = format!("t{pages}");
        world.answer("ListSecretVersionIds", versions(vec![version("one", &[AWSCURRENT], 1)], Some(&token)));
        assert!(pages < 100, "each page has the same version");
    }
    world.keys("r");
    world.answer("ListSecretVersionIds", versions(vec![version("one", &[AWSCURRENT], 1)], None));
    assert_eq!(shown(&world), ["one"]);
}

#[test]
fn deprecated_versions_are_asked_for_on_demand() {
    let mut world = world();
    world.keys("d");
    let (_, request) = world.out("ListSecretVersionIds");
    assert!(
        matches!(request, Request::ListSecretVersionIds { include_deprecated: true, .. }),
        "the first is aborted"
    );
    let all = vec![version("bare", &[], 3), version("new", &[AWSCURRENT], 2)];
    world.answer("ListSecretVersionIds", versions(all, None));
    assert_eq!(shown(&world), ["new", "bare"], "those with labels come first");
    world.keys("d");
    let (_, request) = world.out("ListSecretVersionIds");
    assert!(matches!(request, Request::ListSecretVersionIds { include_deprecated: false, .. }));
}

#[test]
fn an_error_on_a_later_page_fails_the_pane_and_leaves_nothing_half() {
    let mut world = world();
    world.answer("ListSecretVersionIds", versions(vec![version("old", &[AWSPREVIOUS], 1)], Some("t")));
    world.fail("ListSecretVersionIds", ErrorKind::Throttled);
    assert!(shown(&world).is_empty());
    world.keys("r");
    world.answer("ListSecretVersionIds", versions(vec![version("new", &[AWSCURRENT], 2)], None));
    assert_eq!(shown(&world), ["new"]);
}

#[test]
fn the_cursor_stays_on_its_version() {
    let mut world = world();
    let two = vec![version("new", &[AWSCURRENT], 2), version("old", &[AWSPREVIOUS], 1)];
    world.answer("ListSecretVersionIds", versions(two, None));
    world.keys("down r");
    let three = vec![
        version("newest", &[AWSCURRENT], 3),
        version("new", &[AWSPREVIOUS], 2),
        version("old", &["KEEP"], 1),
    ];
    world.answer("ListSecretVersionIds", versions(three, None));
    let selected = world.model.selected().unwrap();
    assert_eq!(selected.version_under_cursor().unwrap().id.as_str(), "old");
}

#[test]
fn a_page_that_was_asked_for_before_a_toggle_is_not_taken() {
    let mut world = world();
    let (before, _) = world.out("ListSecretVersionIds");
    world.keys("d");
    world.reply(&before, Ok(versions(vec![version("stale", &[AWSCURRENT], 1)], None)));
    assert!(shown(&world).is_empty());
}

fn on_previous() -> World {
    let mut world = world();
    let both = vec![version(CURRENT, &[AWSCURRENT], 2), version(PREVIOUS, &[AWSPREVIOUS], 1)];
    world.answer("ListSecretVersionIds", versions(both, None));
    world.keys("j");
    world
}

fn read_of(id: &str) -> Request {
    let version = VersionSelector::Id(VersionId(id.into()));
    Request::GetSecretValue { secret: arn("a").to_string(), version }
}

#[test]
fn keys_act_on_the_version_under_the_cursor() {
    for keys in ["v", "enter", "Y", "y"] {
        let mut world = on_previous();
        world.keys(keys);
        assert_eq!(world.out("GetSecretValue").1, read_of(PREVIOUS), "{keys}");
        let mut world = on_previous();
        world.keys("k");
        world.keys(keys);
        assert_eq!(
            world.out("GetSecretValue").1,
            read_of(CURRENT),
            "{keys}: the row, wherever the label is by then"
        );
    }
    let mut world = on_previous();
    world.keys(">");
    assert_eq!(world.form().title(), "Save version b0b0b0b0 of a to a file");
    world.keys("esc e");
    assert_eq!(world.form().title(), "Edit version b0b0b0b0 of a");
    world.keys("esc esc Y");
    let current = Request::GetSecretValue { secret: arn("a").to_string(), version: VersionSelector::Current };
    assert_eq!(world.out("GetSecretValue").1, current, "in the list, the secret is meant");
}

#[test]
fn what_is_copied_of_a_version_names_it() {
    let what = |keys: &str, answers: bool| {
        let mut world = on_previous();
        world.keys(keys);
        if answers {
            world.answer("GetSecretValue", value("old"));
        }
        world.model.clipboard().last().unwrap().what.clone()
    };
    assert_eq!(what("Y", true), "value of a (AWSPREVIOUS, b0b0b0b0)");
    assert_eq!(what("c v", false), "ID of version AWSPREVIOUS, b0b0b0b0");
    assert_eq!(what("c n", false), "name of a");
    assert_eq!(what("a", false), "ARN of a");
    let mut world = on_previous();
    world.keys("v");
    world.answer("GetSecretValue", value(r#"{"user":"old"}"#));
    world.keys("y");
    assert_eq!(world.model.clipboard().last().unwrap().what, "key user (AWSPREVIOUS, b0b0b0b0)");
}

#[test]
fn a_version_that_is_shown_is_not_copied_in_place_of_the_row() {
    let mut world = on_previous();
    world.keys("v");
    world.answer("GetSecretValue", value("old"));
    world.keys("3 k Y");
    assert_eq!(world.out("GetSecretValue").1, read_of(CURRENT));
}

#[test]
fn without_rows_the_secret_is_meant() {
    let mut world = world();
    world.keys("Y");
    let current = Request::GetSecretValue { secret: arn("a").to_string(), version: VersionSelector::Current };
    assert_eq!(world.out("GetSecretValue").1, current);
}

#[test]
fn refreshing_reads_the_labels_that_roll_back_goes_by_too() {
    let mut world = world();
    world.answer("ListSecretVersionIds", versions(vec![version("only", &[AWSCURRENT], 1)], None));
    world.keys("r");
    let listed = vec![version("new", &[AWSCURRENT], 2), version("only", &[AWSPREVIOUS], 1)];
    world.answer("ListSecretVersionIds", versions(listed, None));
    let mut now = secret("a");
    let labelled =
        |id: &str, label: &str| (VersionId(id.into()), [crate::secrets::StagingLabel(label.into())].into());
    now.versions = crate::secrets::VersionLabels(
        [labelled("new", AWSCURRENT), labelled("only", AWSPREVIOUS)].into_iter().collect(),
    );
    world.answer("DescribeSecret", described(now));
    world.keys("B");
    assert!(said(world.review().notes()).contains("to version only"), "{:?}", world.review());
}
