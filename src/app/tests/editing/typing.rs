//! Typing and pasting into the keys and values of a table.

use super::*;

/// A value with so many keys.
fn many_keys(keys: usize) -> String {
    let members: Vec<String> = (0..keys).map(|n| format!("\"key{n:02}\":\"v{n}\"")).collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn a_paste_into_a_masked_value_keeps_its_lines_but_not_the_terminals_line_breaks() {
    let mut world = editing(r#"{"password":""}"#);
    world.send(Message::Paste("hunter2\r".into()));
    assert_eq!(world.table("Keys").rows()[0].value.text(), "hunter2");
    assert!(world.notice().contains("line break at the end"), "{}", world.notice());
    world.keys("ctrl-u");
    world.send(Message::Paste("-----BEGIN-----\rabc\r-----END-----\r".into()));
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(secret("a")));
    world.keys("y");
    assert_eq!(put(&world).0, r#"{"password":"-----BEGIN-----\nabc\n-----END-----"}"#);
}

#[test]
fn where_there_is_room_for_one_line_a_paste_of_several_is_refused_at_the_field() {
    let mut world = editing("plain");
    world.keys("tab");
    world.send(Message::Paste("BLUE\r\nGREEN".into()));
    assert_eq!(world.text("Labels"), "");
    assert!(world.field_error("Labels").contains("2 lines"), "{}", world.field_error("Labels"));
    world.keys("x");
    assert_eq!(world.field_error("Labels"), "");
    world.keys("shift-tab shift-tab");
    world.send(Message::Paste("text".into()));
    assert!(world.notice().contains("Nothing was pasted"), "{}", world.notice());
}

#[test]
fn a_chord_that_means_nothing_types_nothing_into_a_masked_value() {
    let mut world = editing(r#"{"password":"ab cd"}"#);
    world.keys("alt-b alt-x ctrl-q alt-f alt-b alt-d ctrl-h ctrl-h");
    assert_eq!(world.table("Keys").rows()[0].value.text(), "a");
    world.effects();
    world.keys("ctrl-z ctrl-z");
    assert_eq!(world.table("Keys").rows()[0].value.text(), "ab cd");
    assert!(world.effects().is_empty(), "nothing is suspended");
}

#[test]
fn what_is_killed_in_one_input_is_not_yanked_into_another() {
    let mut world = editing(r#"{"password":"hunter2","user":"app"}"#);
    world.keys("ctrl-u tab ctrl-y f2 ctrl-y");
    let row = &world.table("Keys").rows()[1];
    assert_eq!((row.key.text(), row.value.text()), ("user", "app"));
    world.keys("up ctrl-y");
    assert_eq!(world.table("Keys").rows()[0].value.text(), "hunter2");
}

#[test]
fn an_edit_begins_at_the_key_that_is_selected_in_the_value_pane() {
    let mut world = World::listing(NARROW, &[secret("a")]);
    world.keys("v");
    world.answer("GetSecretValue", read(CURRENT, &many_keys(40)));
    world.keys("down down down e");
    world.answer("DescribeSecret", described(secret("a")));
    world.answer("GetSecretValue", read(CURRENT, &many_keys(40)));
    assert_eq!(world.table("Keys").cursor.at, 3);
    world.type_text("x");
    assert_eq!(world.table("Keys").rows()[3].value.text(), "v3x");
}

#[test]
fn tab_goes_from_value_to_value_and_visits_the_key_of_a_new_row_alone() {
    let mut world = editing(r#"{"user":"app","password":"hunter2"}"#);
    world.type_text("1");
    world.keys("tab");
    world.type_text("2");
    let values = |world: &World| {
        let rows = world.table("Keys").rows().iter();
        rows.map(|row| format!("{}={}", row.key.text(), row.value.text())).collect::<Vec<_>>()
    };
    assert_eq!(values(&world), ["user=app1", "password=hunter22"]);
    world.keys("ctrl-n");
    world.type_text("port");
    world.keys("tab");
    world.type_text("1");
    world.keys("shift-tab");
    world.type_text("s");
    world.keys("shift-tab shift-tab");
    world.type_text("0");
    assert_eq!(values(&world), ["user=app10", "password=hunter22", "ports=1"]);
}

#[test]
fn the_keys_of_a_table_are_searched() {
    let mut world = editing(&many_keys(40));
    let at = |world: &World| world.table("Keys").cursor.at;
    world.keys("ctrl-pgdn");
    assert_eq!(at(&world), 39);
    world.keys("ctrl-pgup alt-/");
    world.type_text("Y3");
    assert_eq!(at(&world), 30, "in any case");
    world.keys("down down");
    assert_eq!(at(&world), 32);
    world.keys("esc");
    world.type_text("x");
    assert_eq!(world.table("Keys").rows()[32].value.text(), "v32x");
    assert_eq!(world.table("Keys").rows()[32].key.text(), "key32");
}

#[test]
fn typing_into_a_table_without_rows_begins_the_first_one() {
    let mut world = editing("{}");
    world.type_text("user");
    world.keys("tab");
    world.type_text("app");
    let row = &world.table("Keys").rows()[0];
    assert_eq!((row.key.text(), row.value.text()), ("user", "app"));
}
