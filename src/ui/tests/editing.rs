//! The forms for values and versions.

use super::samples::{NARROW, WIDE, database_detail, database_in, value};
use super::{canvas, picture, picture_between, picture_in_style};
use crate::app::Message;
use crate::app::world::{World, version};
use crate::secrets::{AWSCURRENT, AWSPREVIOUS, ValueBody, Version, VersionId};
use crate::service::api::{Reply, Request, VersionSelector};
use ratatui::layout::Size;

const LOGIN: &str =
    r#"{"engine":"postgres","host":"db.internal","port":5432,"username":"app","password":"hunter2"}"#;

fn editing(size: Size, text: &str) -> World {
    let mut world = database_in(size, '2');
    world.keys("e");
    world.answer("DescribeSecret", Reply::DescribeSecret(Box::new(database_detail())));
    world.answer("GetSecretValue", value(ValueBody::text(text.into())));
    world
}

/// Answers the read before the review: AWSCURRENT has not moved.
fn unmoved(world: &mut World) {
    world.answer("DescribeSecret", Reply::DescribeSecret(Box::new(database_detail())));
}

#[test]
fn keys_and_values() {
    let mut world = editing(NARROW, LOGIN);
    picture_in_style("edit-keys", &world);
    world.keys("down down");
    world.type_text("0");
    world.keys("ctrl-r ctrl-n");
    world.type_text("tls");
    picture("edit-keys-changed", &world);
    world.keys("ctrl-s");
    unmoved(&mut world);
    picture_in_style("edit-review", &world);
    world.keys("ctrl-r");
    picture("edit-review-revealed", &world);
}

#[test]
fn a_mask_tells_no_length_until_the_user_types_in_it() {
    let screen = |world: &World| canvas::text(&canvas::drawn(&world.model));
    let of = |password: &str| {
        let value = format!(r#"{{"password":"{password}","note":"{}"}}"#, "x".repeat(99 - password.len()));
        editing(NARROW, &value)
    };
    let (mut short, mut long) = (of("pw"), of("correct horse battery"));
    for world in [&mut short, &mut long] {
        world.keys("shift-tab tab");
    }
    assert_eq!(
        screen(&short),
        screen(&long),
        "the two values are as long as each other, their passwords are not"
    );
    assert!(screen(&short).contains("password    ••••••••"), "{}", screen(&short));
    let plain = |world: &World| canvas::text(&canvas::drawn_plain(&world.model).0);
    assert!(plain(&short).contains("hidden") && !plain(&short).contains("character,"), "{}", plain(&short));
    assert_eq!(plain(&short), plain(&long));
    short.type_text("3");
    assert!(screen(&short).contains("password    •••      "), "{}", screen(&short));
    assert!(screen(&short).contains("3 bytes  string"), "{}", screen(&short));
    let mut world = database_in(NARROW, '2');
    world.keys("v");
    world.answer("GetSecretValue", value(ValueBody::text("hunter2".into())));
    assert!(screen(&world).contains("text, under 64 bytes"), "{}", screen(&world));
    world.keys("v");
    assert!(screen(&world).contains("7 bytes · read just now"), "{}", screen(&world));
}

#[test]
fn text_that_is_no_json_yet() {
    let mut world = editing(NARROW, "plain");
    picture("edit-text-masked", &world);
    world.keys("ctrl-r ctrl-k");
    world.type_text("{");
    world.keys("enter");
    world.type_text("\"a\": }");
    picture("edit-text", &world);
}

#[test]
fn a_conflict() {
    let mut world = editing(WIDE, LOGIN);
    world.type_text("ql");
    world.keys("ctrl-s");
    let mut detail = database_detail();
    let current = detail.summary.versions.current().cloned().unwrap();
    let labels = detail.summary.versions.0.remove(&current).unwrap();
    detail.summary.versions.0.insert(VersionId("9e8d7c6b-5a49-4838-9271-605f4e3d2c1b".into()), labels);
    world.answer("DescribeSecret", Reply::DescribeSecret(Box::new(detail.clone())));
    let theirs = value(ValueBody::text(LOGIN.replace("hunter2", "hunter3")));
    let Reply::GetSecretValue(mut theirs) = theirs else { unreachable!() };
    theirs.version = detail.summary.versions.current().cloned().unwrap();
    world.answer("GetSecretValue", Reply::GetSecretValue(theirs));
    picture_in_style("edit-conflict", &world);
}

fn versions() -> (World, Vec<Version>) {
    let mut world = database_in(NARROW, '3');
    let found: Vec<Version> = database_detail()
        .summary
        .versions
        .0
        .iter()
        .map(|(id, labels)| {
            let mut version = version(id.as_str(), &[], 1_780_000_000);
            version.labels.clone_from(labels);
            version
        })
        .filter(|version| {
            version.labels.iter().any(|label| [AWSCURRENT, AWSPREVIOUS].contains(&label.as_str()))
        })
        .collect();
    world.answer(
        "ListSecretVersionIds",
        Reply::ListSecretVersionIds { versions: found.clone(), next_token: None },
    );
    (world, found)
}

#[test]
fn labels_and_comparisons() {
    let (mut world, found) = versions();
    world.keys("down m up");
    picture("versions-marked", &world);
    world.keys("=");
    for version in &found {
        let text = if version.is_current() { LOGIN.replace("5432", "5433") } else { LOGIN.into() };
        let asks = |request: &Request| matches!(request, Request::GetSecretValue { version: VersionSelector::Id(id), .. } if *id == version.id);
        let (ticket, _) = world.out.iter().find(|(_, request)| asks(request)).cloned().unwrap();
        world.reply(&ticket, Ok(value(ValueBody::text(text))));
    }
    picture_in_style("compare-masked", &world);
    world.keys("ctrl-r");
    picture("compare-revealed", &world);
    world.keys("esc L");
    world.answer("DescribeSecret", Reply::DescribeSecret(Box::new(database_detail())));
    picture("move-label", &world);
    world.type_text(AWSCURRENT);
    world.keys("tab right");
    picture_in_style("move-label-picture", &world);
}

#[test]
fn a_file_to_save_to() {
    let mut world = database_in(NARROW, '2');
    world.keys(">");
    picture("save-value", &world);
}

#[test]
fn a_value_that_can_not_be_read() {
    let mut world = database_in(NARROW, '2');
    world.keys("e");
    unmoved(&mut world);
    world.fail("GetSecretValue", crate::app::world::denied("GetSecretValue"));
    picture("edit-unreadable", &world);
    world.keys("shift-tab right tab");
    world.type_text("new");
    world.keys("ctrl-s");
    unmoved(&mut world);
    picture("edit-unreadable-review", &world);
}

/// The screen as text.
fn screen(world: &World) -> String {
    canvas::text(&canvas::drawn(&world.model))
}

/// An object with so many keys.
fn many_keys(keys: usize) -> String {
    let members: Vec<String> = (0..keys).map(|n| format!("\"key{n:02}\":\"v{n}\"")).collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn a_table_longer_than_the_screen() {
    let mut world = editing(NARROW, &many_keys(40));
    picture_between("edit-many-keys", &world);
    world.keys("pgdn pgdn");
    let shown = screen(&world);
    assert!(shown.contains("29 of 40") && shown.contains("key28"), "{shown}");
    world.keys("pgup pgup");
    assert!(screen(&world).contains("1 of 40"));
    world.keys("ctrl-pgdn ctrl-r alt-j ctrl-u");
    world.type_text("{");
    world.keys("ctrl-s");
    picture("edit-many-keys-wrong", &world);
}

#[test]
fn a_value_of_several_lines() {
    let mut world = editing(NARROW, r#"{"user":"app","key":"","last":"x"}"#);
    world.keys("down");
    world.send(Message::Paste("-----BEGIN KEY-----\rabc\rdef\r-----END KEY-----\r".into()));
    assert!(screen(&world).contains("4 lines, 45 bytes"), "{}", screen(&world));
    world.keys("ctrl-r up");
    picture("edit-lines", &world);
}
