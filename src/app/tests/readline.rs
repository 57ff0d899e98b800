//! Any sequence of keys and pastes leaves an input of text with what a model of readline holds.

mod model;

use super::world::key;
use crate::app::actions::{Context, Keymap, Resolved};
use crate::app::form::{Edit, Input, Mask, SecretArea, SecretLine, Table, TableRow, TextArea};
use crate::app::text_line::TextLine;
use model::{Lines, Readline};
use proptest::prelude::*;

/// The keys that edit, and a few chords that mean nothing.
const KEYS: &[&str] = &[
    "ctrl-b",
    "left",
    "ctrl-f",
    "right",
    "alt-b",
    "ctrl-left",
    "alt-left",
    "alt-f",
    "ctrl-right",
    "alt-right",
    "ctrl-a",
    "home",
    "ctrl-e",
    "end",
    "ctrl-home",
    "ctrl-end",
    "shift-left",
    "shift-left",
    "shift-right",
    "shift-ctrl-left",
    "shift-home",
    "shift-end",
    "backspace",
    "ctrl-h",
    "delete",
    "ctrl-d",
    "alt-backspace",
    "ctrl-backspace",
    "alt-d",
    "ctrl-w",
    "ctrl-u",
    "ctrl-k",
    "ctrl-k",
    "alt-w",
    "ctrl-y",
    "ctrl-y",
    "ctrl-t",
    "ctrl-z",
    "ctrl-z",
    "alt-z",
    "shift-ctrl-z",
    "alt-enter",
    "alt-x",
    "alt-q",
    "ctrl-q",
    "ctrl-v",
    "space",
    "a",
    "Z",
    "7",
    "-",
    "é",
    "漢",
    "\u{301}",
    "\u{200d}",
    "👩",
];

const PASTES: &[&str] = &[
    "hunter2\r",
    "a b\r\nc\rd\n",
    "-----BEGIN-----\rxyz\r-----END-----\r",
    "\u{1b}[31mred",
    "\t",
    "one_two three",
    "\n\n",
    "e\u{301}",
    "🇩🇪🇫",
    "",
];

#[derive(Clone, Debug)]
enum Step {
    Press(&'static str),
    Paste(&'static str),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        12 => proptest::sample::select(KEYS).prop_map(Step::Press),
        1 => proptest::sample::select(PASTES).prop_map(Step::Paste),
    ];
    proptest::collection::vec(step, 0..80)
}

/// Takes the steps in an input and in the model, and compares after each.
fn follow(
    input: &mut dyn Input,
    lines: Lines,
    start: &str,
    steps: &[Step],
    text: impl Fn(&dyn Input) -> String,
) -> Result<(), TestCaseError> {
    let mut model = Readline::new(start, lines);
    for (nth, step) in steps.iter().enumerate() {
        let before = model.content();
        match step {
            Step::Press(name) => {
                let edit = input.key(key(name));
                model.press(name);
                if model.content() != before {
                    prop_assert_eq!(edit, Edit::Changed, "{} changes the text", name);
                }
            }
            Step::Paste(text) => {
                input.paste(text);
                model.paste(text);
            }
        }
        prop_assert_eq!(text(input), model.content(), "after step {}, {:?} in {:?}", nth, step, before);
    }
    Ok(())
}

fn text_of(input: &dyn Input) -> String {
    use crate::app::form::InputView;
    match input.view() {
        InputView::Line(line) => line.text().to_owned(),
        InputView::Secret(line) => line.text().to_owned(),
        InputView::Area(area) => area.text().to_owned(),
        InputView::SecretArea(secret) => secret.area.text().to_owned(),
        InputView::Table(table) => table.rows()[0].value.text().to_owned(),
        other => panic!("{other:?} is no text"),
    }
}

proptest! {
    #[test]
    fn a_line(start in "[a-c é_]{0,8}", steps in steps()) {
        follow(&mut TextLine::new(start.clone()), Lines::One, &start, &steps, text_of)?;
    }

    #[test]
    fn a_masked_line(start in "[a-c é_\n]{0,8}", steps in steps()) {
        follow(&mut SecretLine::new(start.clone()), Lines::Value, &start, &steps, text_of)?;
    }

    #[test]
    fn a_text_of_several_lines(start in "[a-c é_\r\n]{0,12}", steps in steps()) {
        follow(&mut TextArea::new(start.clone()), Lines::Many, &start, &steps, text_of)?;
    }

    #[test]
    fn a_masked_text_of_several_lines(start in "[a-c é_\n]{0,12}", steps in steps()) {
        follow(&mut SecretArea::new(start.clone()), Lines::Many, &start, &steps, text_of)?;
    }

    #[test]
    fn the_value_of_a_row(start in "[a-c é_\n]{0,8}", steps in steps()) {
        let rows = vec![TableRow::new("key", start.clone()), TableRow::new("other", String::new())];
        follow(&mut Table::new(rows, Mask::Masked), Lines::Value, &start, &steps, text_of)?;
    }

    #[test]
    fn a_value_that_is_no_secret(start in "[a-c é_]{0,8}", steps in steps()) {
        let rows = vec![TableRow::open("key", start.clone())];
        follow(&mut Table::new(rows, Mask::Revealed), Lines::One, &start, &steps, text_of)?;
    }

    #[test]
    fn the_key_of_a_row(start in "[a-c é_]{1,8}", steps in steps()) {
        let mut table = Table::new(vec![TableRow::new(start.clone(), String::new())], Mask::Masked);
        table.rename();
        let key = |input: &dyn Input| match input.view() {
            crate::app::form::InputView::Table(table) => table.rows()[0].key.text().to_owned(),
            other => panic!("{other:?} is no table"),
        };
        follow(&mut table, Lines::One, &start, &steps, key)?;
    }
}

#[test]
fn no_action_takes_a_key_of_readline_where_text_is_typed() {
    let texts = Context::ALL.iter().copied().filter(|context| context.takes_text());
    for context in texts {
        for name in KEYS {
            let resolved = Keymap::defaults().resolve(context, None, key(name));
            assert_eq!(resolved, Resolved::Unbound, "{name} in {}", context.name());
        }
    }
}
