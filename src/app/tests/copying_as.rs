//! Copying in the formats of other programs.

use super::world::*;
use crate::app::Effect;
use crate::app::copy::Sensitivity;
use crate::app::layers::Layer;
use crate::service::api::{Request, VersionSelector};

const DB: &str =
    r#"{"engine":"postgres","host":"h","port":5432,"username":"u","password":"a b","dbname":"d"}"#;
const URL: &str = "postgresql://u:a%20b@h:5432/d";

fn world() -> World {
    World::listing(NARROW, &secrets(&["a", "b"]))
}

/// The menu's labels.
fn menu(world: &World) -> Vec<String> {
    match world.model.layers().top() {
        Some(Layer::Picker(picker)) => picker.shown().map(|item| item.label.clone()).collect(),
        other => panic!("no menu but {other:?}: {}", world.notice()),
    }
}

/// The texts that were copied since this was last called.
fn copied(world: &mut World) -> Vec<(String, Sensitivity)> {
    let text = |effect: &Effect| match effect {
        Effect::Copy(_, text) => Some((text.expose().to_owned(), text.sensitivity())),
        _ => None,
    };
    world.effects().iter().filter_map(text).collect()
}

fn secret(text: &str) -> Vec<(String, Sensitivity)> {
    vec![(text.to_owned(), Sensitivity::Secret)]
}

#[test]
fn the_value_is_read_for_a_connection_url_and_shown_nowhere() {
    let mut world = world();
    world.keys("c c");
    assert_eq!(menu(&world)[..2], ["Connection URL", ".env file"], "no member is under the cursor");
    assert_eq!(world.sent(), [""; 0], "opening the menu reads nothing");
    world.keys("enter");
    assert!(world.model.layers().is_empty());
    let (_, request) = world.out("GetSecretValue");
    let asked = Request::GetSecretValue { secret: arn("a").to_string(), version: VersionSelector::Current };
    assert_eq!(request, asked);
    world.answer("GetSecretValue", value(DB));
    assert_eq!(copied(&mut world), secret(URL));
    assert_eq!(world.model.clipboard().last().unwrap().what, "Connection URL of a");
    assert!(world.model.selected().unwrap().value().shown().is_none());
}

#[test]
fn a_value_of_another_shape_is_told_and_copies_nothing() {
    let mut world = world();
    world.keys("c c enter");
    world.answer("GetSecretValue", value("hunter2"));
    assert_eq!(copied(&mut world), []);
    let told = world.notice();
    assert!(told.starts_with("The value of a makes no connection URL: it is not a JSON object."), "{told}");
    assert!(!told.contains("hunter2"));
    world.keys("esc c c enter");
    world.fail("GetSecretValue", denied("GetSecretValue"));
    assert_eq!(copied(&mut world), []);
    assert!(world.notice().contains("Connection URL of a"), "{}", world.notice());
}

#[test]
fn the_menu_has_what_fits_the_value_and_the_member_under_the_cursor() {
    let mut world = world();
    world.keys("v");
    world.answer("GetSecretValue", value(r#"{"user":"ada","nested":{"password":"a b"}}"#));
    world.effects();
    world.keys("c c");
    assert_eq!(menu(&world)[..2], [".env line", ".env file"], "it is no database");
    world.keys("enter");
    assert_eq!(copied(&mut world), secret("nested='{\"password\":\"a b\"}'"), "the member of the root");
    world.keys("c c");
    world.type_text("ecs");
    world.keys("enter");
    let expected = format!("{}:nested::", arn("a"));
    assert_eq!(copied(&mut world), [(expected, Sensitivity::Open)]);
    assert!(!world.is_out("GetSecretValue"), "the value was there");
}

#[test]
fn a_format_is_found_by_what_is_typed() {
    for (typed, label) in [
        ("url", "Connection URL"),
        ("u", "Connection URL"),
        ("env", ".env file"),
        ("cli", "AWS CLI command"),
        ("ecs", "ECS valueFrom"),
        ("cfn", "CloudFormation dynamic reference"),
        ("cloud", "CloudFormation dynamic reference"),
        ("tf", "Terraform data source"),
        ("ext", "External Secrets manifest"),
        ("rust", "Rust SDK"),
        ("py", "Python SDK (boto3)"),
        ("js", "JavaScript SDK"),
        ("go", "Go SDK"),
        ("console", "AWS console URL"),
    ] {
        let mut world = world();
        world.keys("c c");
        world.type_text(typed);
        assert_eq!(menu(&world).first().map(String::as_str), Some(label), "{typed:?}: {:?}", menu(&world));
    }
}
