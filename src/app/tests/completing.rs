//! Tab in forms: it completes what the list knows, and else goes to the next field.

use super::world::*;
use crate::app::form::Form;
use crate::secrets::{Summary, Tag};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/7f3c9a52";
const FUNCTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:rotate-postgres";

fn known(name: &str) -> Summary {
    let mut secret = secret(name);
    secret.kms_key_id = Some(KEY.into());
    secret.rotation_lambda_arn = Some(FUNCTION.into());
    secret.tags = vec![Tag { key: "environment".into(), value: "production".into() }];
    secret
}

fn world() -> World {
    World::listing(NARROW, &[secret("a"), known("prod/payments/db")])
}

fn clear(world: &mut World) {
    world.send(crate::app::Message::Key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
}

fn label(world: &World) -> &'static str {
    let form: &Form = world.form();
    form.fields()[form.focus_at()].label()
}

#[test]
fn a_kms_key_is_completed_from_the_list_and_the_next_tab_goes_on() {
    let mut world = world();
    world.keys("D tab");
    assert_eq!(label(&world), "KMS key");
    world.type_text("arn:aws:k");
    world.keys("tab");
    assert_eq!((world.text("KMS key"), label(&world)), (KEY, "KMS key"));
    world.keys("tab");
    assert_eq!(label(&world), "Description");
}

#[test]
fn an_empty_field_one_that_nothing_begins_like_and_one_with_the_cursor_inside_are_left_alone() {
    let mut world = world();
    world.keys("D tab tab");
    assert_eq!((label(&world), world.text("KMS key")), ("Description", ""));
    world.keys("tab");
    world.type_text("alias/x");
    world.keys("tab");
    assert_eq!((label(&world), world.text("KMS key")), ("Description", "alias/x"));
    world.keys("tab");
    clear(&mut world);
    world.type_text("arn:");
    world.keys("left tab");
    assert_eq!((label(&world), world.text("KMS key")), ("Description", "arn:"));
}

#[test]
fn a_completion_is_taken_back_by_undo_and_counts_as_typed() {
    let mut world = world();
    world.keys("D tab");
    world.type_text("arn:");
    world.keys("tab ctrl-z");
    assert_eq!(world.text("KMS key"), "arn:");
    world.keys("tab esc");
    assert!(world.review().title().starts_with("Leave the form?"), "it would be lost");
}

#[test]
fn tags_are_completed_by_the_keys_and_values_of_others() {
    let mut world = world();
    world.keys("4 +");
    world.type_text("env");
    world.keys("tab");
    assert_eq!(world.table("Tags").rows()[0].key.text(), "environment");
    world.keys("tab");
    world.type_text("p");
    world.keys("tab");
    assert_eq!(world.table("Tags").rows()[0].value.text(), "production");
}

#[test]
fn a_function_is_completed_from_those_that_rotate_others() {
    let mut world = world();
    world.keys("7 e");
    assert_eq!(label(&world), "Function");
    clear(&mut world);
    world.type_text("arn:aws:lambda");
    world.keys("tab");
    assert_eq!(world.text("Function"), FUNCTION.trim_end_matches("-postgres"), "both begin so");
    world.type_text("-");
    world.keys("tab");
    assert_eq!(world.text("Function"), FUNCTION);
}

#[test]
fn regions_and_folders_are_completed_by_tab_too() {
    let mut world = world();
    world.keys("+");
    clear(&mut world);
    world.type_text("pr");
    world.keys("tab tab");
    assert_eq!((world.text("Name"), label(&world)), ("prod/payments/", "Name"));
    world.keys("esc y 6 +");
    world.type_text("us-west-2");
    world.keys("backspace backspace tab");
    assert_eq!(world.table("Region, KMS key").rows()[0].key.text(), "us-west-");
}
