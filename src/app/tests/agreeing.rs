//! List and panes agree: the secret that the panes show is the one that the list highlights.

use super::world::*;
use crate::app::layout::Focus;
use crate::app::list::{Fit, Row};
use crate::app::{Message, StartOptions};
use crate::secrets::{Summary, Tag};
use crate::service::api::{Reply, Request};
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

fn tagged(name: &str, team: &str) -> Summary {
    let mut secret = secret(name);
    secret.tags = vec![Tag { key: "team".into(), value: team.into() }];
    secret
}

/// The name of the secret under the cursor of the list.
fn highlighted(world: &World) -> Option<String> {
    world.model.list().secret_under_cursor().map(|secret| secret.name.clone())
}

/// The name of the secret that has a row without matching the filter.
fn kept(world: &World) -> Option<String> {
    world.model.list().rows().iter().find_map(|row| match row {
        Row::Secret { secret, fit: Fit::Kept, .. } => Some(secret.name().to_owned()),
        Row::Secret { .. } | Row::Folder { .. } => None,
    })
}

#[track_caller]
fn assert_agree_on(world: &World, name: &str) {
    assert_eq!((highlighted(world).as_deref(), world.selected()), (Some(name), Some(name)));
}

fn filtered_by_team(size: ratatui::layout::Size) -> World {
    let secrets = [tagged("a", "web"), tagged("b", "web"), tagged("c", "web"), tagged("d", "db")];
    let mut world = World::listing(size, &secrets);
    world.keys("/");
    world.type_text("tag:team=web");
    world.keys("enter j");
    assert_agree_on(&world, "b");
    world
}

#[test]
fn a_secret_that_a_change_drops_from_the_filter_keeps_its_row_until_the_cursor_leaves() {
    for leave in ["j", "esc j"] {
        let mut world = filtered_by_team(WIDE);
        world.pass(millis(200));
        world.answer("DescribeSecret", described(tagged("b", "web")));
        world.keys("enter r");
        world.answer("DescribeSecret", described(tagged("b", "ops")));
        if leave == "j" {
            world.keys("esc");
        }
        assert_agree_on(&world, "b");
        assert_eq!((world.rows().join(" "), kept(&world)), ("a b c".into(), Some("b".into())));
        assert_eq!(world.model.list().matched(), 2, "a row that is kept is no match");
        world.keys(leave);
        assert_agree_on(&world, "c");
        assert_eq!((world.rows().join(" "), kept(&world)), ("a c".into(), None));
    }
}

#[test]
fn a_key_after_the_change_acts_on_what_is_highlighted() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b", "c"]));
    world.keys("/");
    world.type_text("deleted:no");
    world.keys("enter j X ctrl-s y");
    world.answer("DescribeSecret", described(secret("b")));
    if world.is_out("DescribeSecret") {
        world.answer("DescribeSecret", described(secret("b")));
    }
    if world.model.layers().top().is_some() {
        world.keys("ctrl-s y");
    }
    world.answer("DeleteSecret", Reply::DeleteSecret { at: None });
    let mut gone = secret("b");
    gone.deleted = Some(world.now + seconds(86_400));
    world.answer("DescribeSecret", described(gone));
    assert_agree_on(&world, "b");
    assert_eq!(kept(&world).as_deref(), Some("b"));
    world.keys("U y");
    let (_, request) = world.out("RestoreSecret");
    assert_eq!(request, Request::RestoreSecret { secret: arn("b").to_string() });
}

#[test]
fn a_secret_opened_by_name_that_the_filter_hides_is_highlighted() {
    let options = StartOptions {
        filter: Some("tag:team=web".into()),
        secret: Some("hidden".into()),
        ..StartOptions::default()
    };
    for size in [WIDE, NARROW] {
        let mut world = World::connected(options.clone(), size);
        world.list(&[tagged("a", "web"), tagged("hidden", "db"), tagged("z", "web")]);
        world.answer("DescribeSecret", described(tagged("hidden", "db")));
        assert_eq!(world.model.focus(), Focus::Secret);
        assert_agree_on(&world, "hidden");
        world.keys("esc");
        assert_agree_on(&world, "hidden");
        world.keys("g j");
        assert_eq!(world.rows(), ["a", "z"]);
        assert_agree_on(&world, "z");
    }
}

#[test]
fn a_replica_that_the_filter_hides_is_highlighted_where_one_goes() {
    let mut world = filtered_by_team(WIDE);
    let mut primary = detail(tagged("b", "web"));
    primary.summary.primary_region = Some("eu-west-1".into());
    primary.replicas = vec![crate::secrets::Replica {
        region: "us-west-2".into(),
        kms_key_id: None,
        status: crate::secrets::ReplicaStatus::InSync,
        message: None,
        last_accessed: None,
    }];
    world.keys("enter");
    world.answer("DescribeSecret", Reply::DescribeSecret(Box::new(primary)));
    world.keys("6 O");
    world.connect();
    world.answer("DescribeSecret", described(tagged("b", "none")));
    world.list(&[tagged("a", "web"), tagged("b", "none")]);
    assert_agree_on(&world, "b");
    world.keys("esc");
    assert_agree_on(&world, "b");
}

#[test]
fn a_secret_in_a_folded_folder_is_shown_when_it_is_opened_by_name() {
    let options = StartOptions { secret: Some("app/db/main".into()), ..StartOptions::default() };
    let mut world = World::connected(options, WIDE);
    world.keys("t");
    world.list(&secrets(&["app/db/main", "app/x", "web/y"]));
    world.answer("DescribeSecret", described(secret("app/db/main")));
    assert_agree_on(&world, "app/db/main");
    assert_eq!(world.rows(), ["app/", "app/db/", "app/db/main", "app/x", "web/"]);
    world.keys("esc h");
    assert_eq!((highlighted(&world), world.selected()), (None, None), "the folder is highlighted");
}

#[test]
fn clearing_the_filter_of_a_tree_leaves_the_cursor_on_its_secret() {
    let mut world = World::listing(WIDE, &secrets(&["app/db", "app/x", "web/y"]));
    world.keys("t /");
    world.type_text("db");
    world.keys("down enter esc esc");
    assert_eq!(world.model.list().filter().text(), "");
    assert_agree_on(&world, "app/db");
}

#[test]
fn a_secret_that_a_reload_no_longer_has_stays_while_it_is_open_and_goes_then() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b", "c"]));
    world.keys("j r enter");
    world.list(&secrets(&["a", "c"]));
    assert_agree_on(&world, "b");
    world.keys("esc");
    assert_eq!(world.rows(), ["a", "c"]);
    assert_agree_on(&world, "c");
}

#[test]
fn a_secret_that_a_reload_no_longer_has_goes_while_the_list_has_the_keys() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b", "c"]));
    world.keys("j r");
    world.list(&secrets(&["a", "c"]));
    assert_agree_on(&world, "c");
}

#[test]
fn clicks_and_the_wheel_leave_no_kept_row_behind() {
    let mut world = filtered_by_team(WIDE);
    world.keys("enter");
    world.answer("DescribeSecret", described(tagged("b", "ops")));
    let screen = world.model.screen().unwrap().list.unwrap();
    let (column, row) = (screen.rows.x, screen.rows.y + 2);
    let kind = MouseEventKind::Down(MouseButton::Left);
    world.send(Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    assert_agree_on(&world, "c");
    assert_eq!(world.rows(), ["a", "c"]);
}

#[test]
fn rows_on_their_way_do_not_take_the_row_away() {
    let mut world = filtered_by_team(WIDE);
    world.keys("enter");
    world.jobs = Some(Vec::new());
    world.answer("DescribeSecret", described(tagged("b", "ops")));
    world.keys("esc");
    world.arrange();
    assert_agree_on(&world, "b");
    assert_eq!(kept(&world).as_deref(), Some("b"));
}
