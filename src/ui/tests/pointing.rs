//! The mouse in forms and questions: what is drawn can be clicked.

use super::canvas::drawn;
use super::samples::{NARROW, WIDE, database_in, listed};
use crate::app::Message;
use crate::app::actions::Action;
use crate::app::form::{InputPart, Target};
use crate::app::world::World;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use ratatui::layout::Rect;

fn click(world: &mut World, column: u16, row: u16) {
    let kind = MouseEventKind::Down(MouseButton::Left);
    world.send(Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
}

/// The area of a part of the form, as it is drawn now; of nested parts the innermost.
fn area(world: &World, target: Target) -> Rect {
    drawn(&world.model);
    let drawn = world.form().drawn();
    drawn.iter().rfind(|(_, found)| *found == target).unwrap_or_else(|| panic!("{target:?} in {drawn:?}")).0
}

fn press(world: &mut World, action: Action) {
    let button = area(world, Target::Button(action));
    click(world, button.x + 1, button.y);
}

#[test]
fn a_click_in_a_field_sets_the_cursor() {
    for size in [NARROW, WIDE] {
        let mut world = database_in(size, '1');
        world.keys("D tab");
        let description = area(&world, Target::Field(0, InputPart::Whole));
        click(&mut world, description.x + 7, description.y);
        world.type_text("X");
        assert_eq!(world.text("Description"), "PrimaryX database of the payments service");
        let again = area(&world, Target::Field(0, InputPart::Whole));
        click(&mut world, again.right() - 1, again.y);
        world.type_text("!");
        assert_eq!(world.text("Description"), "PrimaryX database of the payments service!");
    }
}

#[test]
fn a_click_in_a_table_goes_to_its_row_and_cell() {
    let mut world = database_in(NARROW, '4');
    world.keys("e");
    let value = area(&world, Target::Field(0, InputPart::Cell(1, crate::app::form::Cell::Value)));
    click(&mut world, value.x + 3, value.y);
    world.type_text("-");
    assert_eq!(world.table("Tags").rows()[1].value.text(), "pay-ments");
}

#[test]
fn options_and_switches_are_chosen_by_a_click() {
    let mut world = listed(NARROW);
    world.keys("W");
    let place = world.form().fields().iter().position(|field| field.label() == "Spaces").unwrap();
    let spaces = area(&world, Target::Field(place, InputPart::Whole));
    let is_on = |world: &World| {
        let form = world.form();
        matches!(form.fields()[place].input().view(), crate::app::form::InputView::Switch(true))
    };
    click(&mut world, spaces.x + 1, spaces.y);
    assert!(is_on(&world));
    let again = area(&world, Target::Field(place, InputPart::Whole));
    click(&mut world, again.x + 1, again.y);
    assert!(!is_on(&world));
}

#[test]
fn the_buttons_of_a_form_do_what_their_keys_do() {
    let mut world = listed(NARROW);
    world.keys("D");
    world.type_text("!");
    press(&mut world, Action::Submit);
    assert!(world.reviewed().contains('!'), "{}", world.reviewed());
    press(&mut world, Action::Decline);
    assert!(world.is_filling(), "back to the form");
    press(&mut world, Action::Submit);
    press(&mut world, Action::Confirm);
    assert!(world.is_out("UpdateSecret"));
    let mut world = listed(NARROW);
    world.keys("D");
    press(&mut world, Action::Back);
    assert!(world.model.layers().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn only_the_button_answers_a_question_and_no_click_breaks_a_form(
        clicks in proptest::collection::vec((0..80_u16, 0..24_u16), 1..12)
    ) {
        for keys in ["R", "D", "T", "+", "W", "M", "X"] {
            let mut world = listed(NARROW);
            world.keys(keys);
            world.sent();
            for (column, row) in &clicks {
                drawn(&world.model);
                let Some(crate::app::layers::Layer::Form(form)) = world.model.layers().top() else { break };
                let at = ratatui::layout::Position::new(*column, *row);
                let on_button = form
                    .drawn()
                    .iter()
                    .any(|(area, target)| matches!(target, Target::Button(_)) && area.contains(at));
                if !on_button {
                    let asked = form.review().is_some();
                    click(&mut world, *column, *row);
                    prop_assert!(world.sent().is_empty());
                    prop_assert_eq!(world.form().review().is_some(), asked);
                }
            }
        }
    }
}
