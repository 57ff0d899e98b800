//! The pane Value, from not read to revealed.

use super::samples::{NARROW, WIDE, denial, fail_with, undescribed, value};
use super::{picture, picture_in_style};
use crate::app::world::{World, seconds, version};
use crate::secrets::{AWSCURRENT, ValueBody};
use crate::service::api::Reply;
use ratatui::layout::Size;

const LOGIN: &str = r#"{"engine":"postgres","host":"db.internal","port":5432,"username":"app","password":"hunter2","note":""}"#;
const NESTED: &str = r#"{"service":"checkout","feature":{"flags":["new-cart",true,null],"limits":{"rps":250}},
    "key":"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\nMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu\n-----END PRIVATE KEY-----\n"}"#;

fn read(size: Size, body: ValueBody) -> World {
    let mut world = undescribed(size, '2');
    world.keys("enter");
    world.answer("GetSecretValue", value(body));
    world
}

fn text(size: Size, text: &str) -> World {
    read(size, ValueBody::text(text.into()))
}

#[test]
fn until_it_is_there() {
    let mut world = undescribed(NARROW, '2');
    picture("value-not-read", &world);
    world.keys("enter");
    picture("value-loading", &world);
    fail_with(&mut world, "GetSecretValue", denial("GetSecretValue"));
    picture("value-denied", &world);
}

#[test]
fn keys_of_json() {
    let mut world = text(NARROW, LOGIN);
    picture_in_style("value-json-masked", &world);
    world.keys("down down down down v");
    world.pass(seconds(3));
    picture_in_style("value-json-one-revealed", &world);
    world.keys("V");
    picture("value-json-revealed", &world);
}

#[test]
fn nested_json() {
    let mut world = text(WIDE, NESTED);
    world.keys("V");
    picture("value-nested-wide", &world);
    let mut world = text(NARROW, NESTED);
    world.keys("down h");
    picture("value-nested-folded", &world);
    world.keys("down v");
    picture("value-nested-whole-leaf", &world);
}

#[test]
fn text_values() {
    let mut world = text(NARROW, "line one of a token\nline two\twith a tab, and \u{1b}[31mred\u{202e}\n");
    picture_in_style("value-text-masked", &world);
    world.keys("v");
    picture("value-text-revealed", &world);
    let mut world = text(NARROW, &"0123456789abcdef".repeat(200));
    world.keys("v");
    // How far a text goes is known once it was drawn.
    super::canvas::drawn(&world.model);
    world.keys("end");
    picture("value-text-scrolled", &world);
    picture("value-json-empty", &text(NARROW, "{}"));
}

#[test]
fn binary_values() {
    let mut world = read(NARROW, ValueBody::binary((0..=255).collect()));
    picture("value-binary-masked", &world);
    world.keys("v");
    picture("value-binary-revealed", &world);
    let mut world = read(Size::new(40, 12), ValueBody::binary(b"\x89PNG\r\n\x1a\n".to_vec()));
    world.keys("v");
    picture("value-binary-smallest", &world);
}

#[test]
fn another_version() {
    let mut world = undescribed(NARROW, '3');
    let versions = vec![version("1d9a2b6c-8f1e-4c55-8e0a-7b6c5d4e3f2a", &[AWSCURRENT], 1_789_000_000)];
    world.answer("ListSecretVersionIds", Reply::ListSecretVersionIds { versions, next_token: None });
    world.keys("enter");
    picture("value-of-a-version", &world);
}
