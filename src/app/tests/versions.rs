//! The pane Versions.

use super::world::*;
use crate::secrets::{AWSCURRENT, AWSPREVIOUS, Version};
use crate::service::api::{ErrorKind, Reply, Request};

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
