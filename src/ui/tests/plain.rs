//! Plain mode: every scene that has a picture is also drawn for screen readers.

use super::canvas::{drawn_plain, text};
use super::samples::{NARROW, WIDE, company, database_in, listed, options};
use crate::app::actions::Context;
use crate::app::form::Stage;
use crate::app::layers::Layer;
use crate::app::layout::Focus;
use crate::app::world::{World, seconds};
use crate::app::{Message, Presentation, StartOptions};
use crate::secrets::ValueBody;
use crate::ui::glyphs::is_drawing;

/// Checks that a scene has no signs in plain mode, and that the cursor stands where the focus is.
pub fn check(name: &str, world: &World) {
    let (buf, position) = drawn_plain(&world.model);
    let screen = text(&buf);
    let signs: Vec<&str> = screen.lines().filter(|line| line.chars().any(is_drawing)).collect();
    assert!(signs.is_empty(), "{name} has signs in plain mode: {signs:#?}\n{screen}");
    let Some(position) = position else { panic!("{name} has no cursor in plain mode:\n{screen}") };
    let line = screen.lines().nth(usize::from(position.y)).unwrap_or_default();
    for expected in at_cursor(world) {
        assert!(
            line.contains(&expected),
            "{name}: the cursor at {position} is not at {expected:?}:\n{screen}"
        );
    }
    assert!(!line.trim().is_empty(), "{name}: the cursor is on an empty line, {position}:\n{screen}");
}

/// The texts in the line of the cursor, as far as the model tells.
fn at_cursor(world: &World) -> Vec<String> {
    let model = &world.model;
    if model.screen().is_none() || model.lock().is_locked() {
        return Vec::new();
    }
    match model.layers().top() {
        Some(Layer::Picker(_)) => vec!["Filter: ".to_owned()],
        Some(Layer::Form(form)) => match form.stage() {
            Stage::Filling => {
                let fields = form.fields();
                let field = fields.get(form.focus_at()).filter(|field| !field.input().takes_rows());
                field.map(|field| field.label().chars().take(12).collect()).into_iter().collect()
            }
            Stage::Reviewing { .. } if model.context() == Context::Review => vec!["yes".to_owned()],
            Stage::Reviewing { .. } | Stage::Waiting | Stage::Sending => Vec::new(),
        },
        None if model.list().filter().is_editing() => vec!["Filter: ".to_owned()],
        None if model.focus() == Focus::List => {
            let secret = model.list().secret_under_cursor();
            secret.map(|secret| secret.name.chars().take(4).collect()).into_iter().collect()
        }
        Some(Layer::Help(_) | Layer::Journal(_) | Layer::Report(_) | Layer::Command(_)) | None => Vec::new(),
    }
}

/// The list of the company in plain mode.
fn plain(size: ratatui::layout::Size) -> World {
    let options = StartOptions { presentation: Presentation::Plain, ..options() };
    let mut world = World::connected(options, size);
    world.list(&company());
    world
}

/// The line in words, above the footer.
fn in_words(world: &World) -> String {
    let screen = text(&drawn_plain(&world.model).0);
    let lines: Vec<&str> = screen.lines().collect();
    lines[usize::from(world.model.size().height) - 2].trim().to_owned()
}

#[test]
fn the_row_under_the_cursor_is_said_in_words() {
    let mut world = plain(WIDE);
    assert!(in_words(&world).starts_with("1 of 12, "), "{}", in_words(&world));
    world.keys("/");
    world.type_text("payments db");
    assert_eq!(in_words(&world), "Filter, 2 of 12 secrets match");
    world.keys("enter");
    let said = "1 of 2, prod/payments/db, rotation on, primary, changed 3 days ago, 3 tags";
    assert_eq!(in_words(&world), said);
    world.keys("m esc esc /");
    world.type_text("fax");
    world.keys("enter esc");
    assert!(
        in_words(&world).contains("prod/legacy/fax-gateway, scheduled for deletion, will be deleted "),
        "{}",
        in_words(&world)
    );
}

#[test]
fn marks_bookmarks_and_folders_are_words() {
    let mut world = listed(NARROW);
    world.keys("m space");
    let screen = text(&drawn_plain(&world.model).0);
    assert!(screen.contains(", bookmark"), "{screen}");
    assert!(screen.contains("marked: "), "{screen}");
    world.keys("t");
    world.arrange();
    let screen = text(&drawn_plain(&world.model).0);
    assert!(screen.contains("folded: folder "), "{screen}");
    check("tree", &world);
}

#[test]
fn a_pane_says_its_place_and_the_row() {
    let mut world = database_in(NARROW, '4');
    world.keys("down");
    check("tags", &world);
    let said = in_words(&world);
    assert!(said.starts_with("Tags of prod/payments/db, 2 of 3: "), "{said}");
}

/// All that is said in words above the footer.
fn said(world: &World) -> String {
    let screen = text(&drawn_plain(&world.model).0);
    let lines: Vec<&str> = screen.lines().collect();
    let words = world.model.screen_in(Presentation::Plain).unwrap().focus_line.unwrap();
    let lines = &lines[usize::from(words.y)..usize::from(words.bottom())];
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

#[test]
fn a_row_that_is_too_long_for_its_line_is_said_whole() {
    let mut world = plain(NARROW);
    world.keys("down down down");
    let expected = "4 of 12, prod/legacy/fax-gateway, scheduled for deletion, will be deleted between \
                    25 September and 18 October, changed 20 days ago";
    assert_eq!(said(&world), expected);
    let mut world = database_in(NARROW, '6');
    world.keys("down down");
    let message =
        "Access to KMS key is not allowed. The key policy of the Region does not let Secrets Manager use it.";
    assert!(
        said(&world).contains(message) && said(&world).contains("LastAccessed 1d ago"),
        "{}",
        said(&world)
    );
    world.send(Message::Resized(WIDE));
    assert!(said(&world).contains("KmsKeyId none") && !said(&world).contains('—'), "{}", said(&world));
    let mut world = listed(NARROW);
    world.keys("J");
    let last = "ListSecrets, done, at ";
    assert!(said(&world).starts_with("Journal, 1 of ") && said(&world).contains(last), "{}", said(&world));
}

#[test]
fn a_long_name_leaves_room_for_the_facts() {
    let screen = text(&drawn_plain(&plain(NARROW).model).0);
    let row = screen.lines().find(|line| line.contains("prod/search")).unwrap();
    assert!(row.ends_with(", changed 2 years ago") || row.contains(", changed 700 days"), "{row}");
}

#[test]
fn a_note_at_the_end_of_a_column_stands_behind_its_text() {
    let mut world = database_in(NARROW, '4');
    world.keys("down down");
    assert!(said(&world).ends_with("Value payments-db, set by AWS"), "{}", said(&world));
}

#[test]
fn nothing_ticks() {
    let mut world = plain(NARROW);
    world.keys("enter v");
    world.answer("GetSecretValue", super::samples::value(ValueBody::text("plain text".to_owned())));
    world.keys("v");
    let (buf, _) = drawn_plain(&world.model);
    assert!(text(&buf).contains("hides at "), "{}", text(&buf));
    let wake = world.model.next_wake().unwrap();
    assert!(wake > world.now + seconds(5), "it is woken at {wake}, not each second");
}
