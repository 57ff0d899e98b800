//! The mouse.

use super::world::*;
use crate::app::Message;
use crate::app::actions::Context;
use crate::app::layout::Focus;
use crate::app::list::{COLUMN_SPACING, Column, Order, columns};
use crate::app::secret::Pane;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Rect, Size};

fn mouse(world: &mut World, kind: MouseEventKind, column: u16, row: u16) {
    world.send(Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
}

/// A click on a line of an area, counted from its top.
fn click(world: &mut World, area: Rect, line: u16) {
    mouse(world, MouseEventKind::Down(MouseButton::Left), area.x + 1, area.y + line);
}

fn list_rows(world: &World) -> Rect {
    world.model.screen().unwrap().list.unwrap().rows
}

fn tab(world: &World, pane: Pane) -> Rect {
    let secret = world.model.screen().unwrap().secret.unwrap();
    secret.tabs.iter().find(|(tab, _)| *tab == pane).unwrap().1
}

fn many() -> World {
    let names: Vec<String> = (0..50).map(|number| format!("s{number:02}")).collect();
    World::listing(WIDE, &secrets(&names.iter().map(String::as_str).collect::<Vec<_>>()))
}

#[test]
fn a_click_on_a_row_goes_there() {
    let mut world = many();
    let rows = list_rows(&world);
    click(&mut world, rows, 3);
    assert_eq!(world.selected(), Some("s03"));
    world.pass(seconds(1));
    click(&mut world, rows, 3);
    assert_eq!(world.model.focus(), Focus::List, "the panes are beside it");
}

#[test]
fn a_double_click_on_a_row_opens_its_secret() {
    let mut world = many();
    let rows = list_rows(&world);
    click(&mut world, rows, 3);
    click(&mut world, rows, 3);
    assert_eq!((world.selected(), world.model.focus()), (Some("s03"), Focus::Secret));
    let mut world = many();
    click(&mut world, rows, 3);
    click(&mut world, rows, 4);
    assert_eq!((world.selected(), world.model.focus()), (Some("s04"), Focus::List), "on two rows");
}

#[test]
fn a_click_on_a_heading_sorts_by_its_column_and_again_the_other_way_round() {
    let mut world = many();
    let heading = world.model.screen().unwrap().list.unwrap().heading;
    let sort = |world: &World| (world.model.list().sort().column, world.model.list().sort().order);
    let mut start = heading.x;
    for (column, cells) in columns(heading.width) {
        let by_name = column == Column::Name;
        let first = if by_name { Order::Descending } else { Order::Ascending };
        mouse(&mut world, MouseEventKind::Down(MouseButton::Left), start + cells - 1, heading.y);
        assert_eq!(sort(&world), (column, first));
        mouse(&mut world, MouseEventKind::Down(MouseButton::Left), start, heading.y);
        assert_eq!(sort(&world), (column, !first));
        start += cells + COLUMN_SPACING;
    }
    assert_eq!((world.selected(), world.model.focus()), (Some("s00"), Focus::List));
}

#[test]
fn a_click_on_the_heading_of_best_matches_sorts_by_name() {
    let mut world = many();
    world.keys("/");
    world.type_text("s1");
    world.keys("enter");
    let heading = world.model.screen().unwrap().list.unwrap().heading;
    click(&mut world, heading, 0);
    let sort = world.model.list().sort();
    assert_eq!((sort.column, sort.order, sort.chosen), (Column::Name, Order::Ascending, true));
}

#[test]
fn a_click_below_the_last_row_selects_nothing_else() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    let rows = list_rows(&world);
    click(&mut world, rows, 20);
    assert_eq!(world.selected(), Some("a"));
}

#[test]
fn on_a_narrow_screen_a_second_click_opens() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b"]));
    let rows = list_rows(&world);
    click(&mut world, rows, 1);
    assert_eq!((world.selected(), world.model.focus()), (Some("b"), Focus::List));
    click(&mut world, rows, 1);
    assert_eq!((world.selected(), world.model.focus()), (Some("b"), Focus::Secret));
}

#[test]
fn a_click_on_a_tab_shows_its_pane() {
    let mut world = many();
    let policy = tab(&world, Pane::Policy);
    click(&mut world, policy, 0);
    assert_eq!((world.model.pane(), world.model.focus()), (Pane::Policy, Focus::Secret));
    assert!(world.is_out("GetResourcePolicy"));
    let value = tab(&world, Pane::Value);
    click(&mut world, value, 0);
    assert!(!world.is_out("GetSecretValue"), "a value is not read by a click");
}

#[test]
fn a_click_on_a_folder_folds_it() {
    let mut world = World::listing(WIDE, &secrets(&["p/a", "p/b", "q"]));
    world.keys("t");
    let rows = list_rows(&world);
    click(&mut world, rows, 0);
    assert_eq!(world.rows(), ["p/", "p/a", "p/b", "q"]);
    click(&mut world, rows, 0);
    assert_eq!(world.rows(), ["p/", "q"]);
}

#[test]
fn the_wheel_moves_what_is_under_it() {
    let mut world = many();
    let rows = list_rows(&world);
    mouse(&mut world, MouseEventKind::ScrollDown, rows.x, rows.y);
    assert_eq!(world.selected(), Some("s03"));
    mouse(&mut world, MouseEventKind::ScrollUp, rows.x, rows.y);
    assert_eq!(world.selected(), Some("s00"));
    let body = world.model.screen().unwrap().secret.unwrap().body;
    mouse(&mut world, MouseEventKind::ScrollDown, body.x, body.y);
    assert_eq!(world.selected(), Some("s00"));
    assert_eq!(world.model.focus(), Focus::Secret);
}

#[test]
fn the_wheel_over_an_empty_pane_moves_nothing() {
    let mut world = World::listing(WIDE, &secrets(&["p/a", "q/b", "r/c"]));
    world.keys("t home");
    assert_eq!(world.selected(), None);
    let body = world.model.screen().unwrap().secret.unwrap().body;
    mouse(&mut world, MouseEventKind::ScrollDown, body.x, body.y);
    assert_eq!(world.model.list().cursor().at, 0);
}

#[test]
fn a_click_in_the_list_ends_typing_and_one_on_the_filter_line_begins_it() {
    let mut world = many();
    world.keys("/");
    world.type_text("s1");
    let rows = list_rows(&world);
    click(&mut world, rows, 2);
    assert_eq!(world.model.context(), Context::List);
    let line = world.model.screen().unwrap().list.unwrap().filter.unwrap();
    click(&mut world, line, 0);
    assert_eq!(world.model.context(), Context::FilterLine);
}

#[test]
fn a_question_is_not_answered_by_a_click() {
    let mut world = many();
    world.keys("R");
    for row in 0..40 {
        mouse(&mut world, MouseEventKind::Down(MouseButton::Left), 60, row);
        mouse(&mut world, MouseEventKind::ScrollDown, 60, row);
    }
    assert_eq!(world.model.context(), Context::Review);
    assert!(world.sent().is_empty());
    assert_eq!(world.selected(), Some("s00"));
}

#[test]
fn a_click_picks_from_a_pick_list_and_one_beside_it_closes_it() {
    let mut world = many();
    world.keys(":");
    world.type_text("journal");
    let areas = world.model.layer_areas().unwrap();
    click(&mut world, areas.rows, 0);
    assert_eq!(world.model.context(), Context::Journal);
    mouse(&mut world, MouseEventKind::Down(MouseButton::Left), 0, 0);
    assert_eq!(world.model.context(), Context::List);
}

#[test]
fn what_is_not_drawn_can_not_be_clicked() {
    let mut world = many();
    world.send(Message::Resized(Size { width: 30, height: 8 }));
    mouse(&mut world, MouseEventKind::ScrollDown, 5, 5);
    mouse(&mut world, MouseEventKind::Down(MouseButton::Left), 5, 5);
    assert_eq!(world.selected(), Some("s00"));
}
