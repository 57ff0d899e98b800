//! Tests that no size breaks the screen, and that a terminal obeys no text on it.

use super::canvas;
use super::samples::{company, database_detail, denial, fail_with, options, value};
use crate::app::Message;
use crate::app::world::{World, version};
use crate::secrets::{AWSCURRENT, Detail, JsonNode, Tag, ValueBody};
use crate::service::api::Reply;
use crate::ui::Panes;
use proptest::prelude::*;
use ratatui::buffer::Cell;
use ratatui::layout::Size;
use unicode_width::UnicodeWidthStr;

/// The keys that lead to each state in which the screen takes on another size.
pub const STATES: [&str; 14] = [
    "",
    "t down down enter",
    "/ p r",
    "/ r o t a t i o n :",
    "1",
    "2 enter",
    "2 enter V",
    "3",
    "4",
    "5",
    "6",
    "7",
    "? end",
    "J",
];

/// The company's secrets, in the state that the keys lead to.
pub fn reach(state: &str, size: Size) -> World {
    let mut world = World::connected(options(), size);
    world.list(&company());
    world.keys(state);
    for operation in ["DescribeSecret", "GetSecretValue", "ListSecretVersionIds", "GetResourcePolicy"] {
        if world.is_out(operation) {
            world.answer(operation, reply(operation, "plain"));
        }
    }
    world.keys(if state.ends_with('V') { "V" } else { "" });
    world
}

/// An answer full of `text`.
fn reply(operation: &str, text: &str) -> Reply {
    match operation {
        "DescribeSecret" => Reply::DescribeSecret(Box::new(describe(text))),
        "GetSecretValue" => {
            let json = serde_json::json!({ text: { "b": text, "c": [text, 1] }, "d": text });
            assert!(JsonNode::parse(&json.to_string()).is_some());
            value(ValueBody::text(json.to_string()))
        }
        "ListSecretVersionIds" => {
            let versions = vec![version(text, &[AWSCURRENT, text], 1_789_000_000), version("old", &[], 0)];
            Reply::ListSecretVersionIds { versions, next_token: None }
        }
        "GetResourcePolicy" => Reply::GetResourcePolicy(Some(serde_json::json!({ "Id": text }).to_string())),
        other => panic!("no reply to {other}"),
    }
}

fn describe(text: &str) -> Detail {
    let mut detail = database_detail();
    let secret = &mut detail.summary;
    secret.description = Some(text.into());
    secret.kms_key_id = Some(text.into());
    secret.owning_service = Some(text.into());
    secret.rotation_lambda_arn = Some(text.into());
    secret.rotation_rules.get_or_insert_default().schedule_expression = Some(text.into());
    secret.tags = vec![Tag { key: text.into(), value: text.into() }];
    for replica in &mut detail.replicas {
        replica.message = Some(text.into());
        replica.region = text.into();
    }
    detail
}

/// True if a cell has text that the terminal would obey, or that would change how the line reads.
fn is_unsafe(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    symbol.chars().any(|c| {
        c.is_control() || ('\u{200b}'..='\u{200f}').contains(&c) || ('\u{202a}'..='\u{202e}').contains(&c)
    }) || symbol.width() == 0
}

fn check(world: &World) {
    let buf = canvas::drawn(&world.model);
    assert!(
        !buf.content.iter().any(|cell| !cell.symbol().is_empty() && is_unsafe(cell)),
        "{}",
        canvas::text(&buf)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 2 / 5))]

    #[test]
    fn no_size_breaks_the_screen(
        state in 0..STATES.len(), width in 1..200_u16, height in 1..60_u16, later in (1..200_u16, 1..60_u16),
    ) {
        let mut world = reach(STATES[state], Size::new(width.max(40), height.max(10)));
        check(&world);
        for size in [Size::new(width, height), Size::new(later.0, later.1)] {
            world.send(Message::Resized(size));
            check(&world);
        }
    }

    #[test]
    fn no_text_is_more_than_text(state in 0..STATES.len(), text in "(\u{1b}\\[|\u{202e}|\u{7}|\n|\t|a|漢|e\u{301}|\u{200d}|😀|\u{fe0f}){1,40}") {
        let size = Size::new(100, 30);
        let mut world = World::connected(options(), size);
        let mut secrets = company();
        secrets[0].name.clone_from(&text);
        secrets[1].tags = vec![Tag { key: text.clone(), value: text.clone() }];
        world.list(&secrets);
        world.keys(STATES[state]);
        for operation in ["DescribeSecret", "GetSecretValue", "ListSecretVersionIds", "GetResourcePolicy"] {
            if world.is_out(operation) {
                world.answer(operation, reply(operation, &text));
            }
        }
        world.keys(if STATES[state].ends_with('V') { "V" } else { "" });
        check(&world);
    }

    #[test]
    fn no_error_is_more_than_text(message in any::<String>(), width in 40..120_u16) {
        let mut world = World::connected(options(), Size::new(width, 24));
        let mut error = denial("ListSecrets");
        error.message = message;
        fail_with(&mut world, "ListSecrets", error);
        check(&world);
    }
}

#[test]
fn a_frame_of_another_size_than_the_model_breaks_nothing() {
    use crate::ui::scene::Scene;
    use crate::ui::theme::Theme;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    for state in STATES {
        let world = reach(state, Size::new(120, 40));
        for (width, height) in [(1, 1), (30, 50), (119, 39), (200, 5), (0, 0)] {
            let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
            crate::ui::draw(Scene::new(&world.model, &Theme::ANSI), Panes::Drawn, &mut buf);
        }
    }
}
