//! Any sequence of frames leaves the same screen as with ratatui's own backend for crossterm.

use super::*;
use proptest::prelude::*;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use std::num::NonZeroU16;

const AREA: Rect = Rect::new(0, 0, 24, 4);

/// A piece of text and its place.
type Piece = (u16, u16, String, Style);

fn style() -> impl Strategy<Value = Style> {
    let colour = prop_oneof![
        4 => Just(Color::Reset),
        2 => Just(Color::Cyan),
        1 => Just(Color::LightRed),
        1 => Just(Color::White),
        1 => Just(Color::Black),
        1 => any::<u8>().prop_map(Color::Indexed),
        1 => any::<[u8; 3]>().prop_map(|[r, g, b]| Color::Rgb(r, g, b)),
    ];
    let modifier = prop_oneof![
        3 => Just(Modifier::empty()),
        2 => Just(Modifier::REVERSED),
        2 => any::<u16>().prop_map(Modifier::from_bits_truncate),
    ];
    (colour.clone(), colour, modifier)
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

/// The cells of a terminal, and the cursor if it shows.
type State = (Vec<String>, Option<(u16, u16)>);

/// The look of a cell. An erased cell looks like a blank.
fn seen(cell: &vt100::Cell) -> String {
    let text = if cell.has_contents() || cell.is_wide_continuation() { cell.contents() } else { " " };
    let flags = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
    format!("{text} {:?} {:?} {flags:?}", cell.fgcolor(), cell.bgcolor())
}

fn frame() -> impl Strategy<Value = Vec<Piece>> {
    let text = prop_oneof![
        4 => "[a-c ]{1,12}",
        1 => " {1,20}",
        2 => "[a│—コ語é👍 ]{1,6}",
    ];
    prop::collection::vec((0..AREA.width, 0..AREA.height, text, style()), 0..12)
}

fn drawn(pieces: &[Piece]) -> Buffer {
    let mut buffer = Buffer::empty(AREA);
    for (x, y, text, style) in pieces {
        buffer.set_string(*x, *y, text, *style);
    }
    buffer
}

/// The same frame without cells that are bold and dim: vt100 takes these for one attribute with two values.
fn bold_or_dim(mut buffer: Buffer) -> Buffer {
    for cell in buffer.content.iter_mut().filter(|cell| cell.modifier.contains(Modifier::BOLD)) {
        cell.modifier -= Modifier::DIM;
    }
    buffer
}

fn terminal() -> vt100::Parser {
    let [rows, columns] = [AREA.height, AREA.width].map(|length| NonZeroU16::new(length).unwrap());
    vt100::Parser::new(rows, columns, 0)
}

/// Draws the frames, and returns the state of the terminal after each and the bytes written in all.
fn states<B: Backend<Error: std::fmt::Debug>>(
    mut backend: B,
    frames: &[(Buffer, Option<Position>)],
    mut written: impl FnMut(&mut B) -> Vec<u8>,
) -> (Vec<State>, usize) {
    let (mut terminal, mut before, mut length) = (terminal(), Buffer::empty(AREA), 0);
    let mut states = Vec::new();
    for (after, cursor) in frames {
        backend.draw(before.diff(after).into_iter()).unwrap();
        match cursor {
            Some(cursor) => {
                backend.show_cursor().unwrap();
                backend.set_cursor_position(*cursor).unwrap();
            }
            None => backend.hide_cursor().unwrap(),
        }
        let bytes = written(&mut backend);
        length += bytes.len();
        terminal.process(&bytes);
        let screen = terminal.screen();
        let places = AREA.positions().map(|at| screen.cell(at.y, at.x).unwrap());
        // The place of a hidden cursor is not seen.
        states.push((places.map(seen).collect(), (!screen.hide_cursor()).then(|| screen.cursor_position())));
        before = after.clone();
    }
    (states, length)
}

fn compact(frames: &[(Buffer, Option<Position>)]) -> (Vec<State>, usize) {
    states(CompactBackend::new(Vec::new()), frames, |backend| std::mem::take(&mut backend.writer))
}

/// A writer whose bytes can be taken while a backend owns it.
#[derive(Clone, Default)]
struct Shared(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn of_crossterm(frames: &[(Buffer, Option<Position>)]) -> (Vec<State>, usize) {
    let shared = Shared::default();
    states(CrosstermBackend::new(shared.clone()), frames, |_| std::mem::take(&mut *shared.0.borrow_mut()))
}

proptest! {
    #[test]
    fn any_frames_show_the_same_as_with_the_backend_for_crossterm(
        frames in prop::collection::vec((frame(), prop::option::of((0..AREA.width, 0..AREA.height))), 1..6)
    ) {
        let frames: Vec<_> =
            frames.iter().map(|(pieces, cursor)| (bold_or_dim(drawn(pieces)), cursor.map(Position::from))).collect();
        let (states, length) = compact(&frames);
        let (expected, length_of_crossterm) = of_crossterm(&frames);
        prop_assert_eq!(states, expected);
        prop_assert!(length <= length_of_crossterm, "{} > {}", length, length_of_crossterm);
    }
}

/// The bytes written for the second of two frames.
fn second(first: &[Piece], then: &[Piece]) -> String {
    let mut backend = CompactBackend::new(Vec::new());
    let (first, then) = (drawn(first), drawn(then));
    backend.draw(Buffer::empty(AREA).diff(&first).into_iter()).unwrap();
    backend.hide_cursor().unwrap();
    backend.writer.clear();
    backend.draw(first.diff(&then).into_iter()).unwrap();
    backend.hide_cursor().unwrap();
    String::from_utf8(backend.writer).unwrap()
}

fn piece(x: u16, y: u16, text: &str, style: Style) -> Piece {
    (x, y, text.to_owned(), style)
}

#[test]
fn what_has_not_changed_is_written_again_where_that_is_shorter_than_a_jump() {
    let plain = Style::new();
    let change = |from: &str, to: &str| second(&[piece(2, 1, from, plain)], &[piece(2, 1, to, plain)]);
    assert_eq!(change("2026-11-12", "2026-10-13"), "\x1b[2;9H0-13");
    assert_eq!(change("a        b", "x        y"), "\x1b[2;3Hx\x1b[8Cy");
    assert_eq!(change("a — b", "x — y"), "\x1b[2;3Hx\x1b[3Cy");
    assert_eq!(change("same", "same"), "");
}

#[test]
fn after_a_character_of_uncertain_width_the_cursor_is_placed_anew() {
    let plain = Style::new();
    let written = second(&[piece(2, 1, "—abcdefgh—", plain)], &[piece(2, 1, "·abcdefgh·", plain)]);
    assert_eq!(written, "\x1b[2;3H·\x1b[12G·");
}

#[test]
fn only_the_part_of_a_style_that_changes_is_written() {
    let (bold, both) = (Style::new().bold().cyan(), Style::new().bold().cyan().reversed());
    let written =
        second(&[], &[piece(0, 0, "ab", bold), piece(2, 0, "cd", both), piece(4, 0, "e", bold.dim())]);
    assert_eq!(written, "\x1b[1H\x1b[1;36mab\x1b[7mcd\x1b[27m\x1b[2me\x1b[m");
}

#[test]
fn without_colours_only_the_other_attributes_are_written() {
    let mut backend = CompactBackend::new(Vec::new()).without_colours();
    let frame = drawn(&[piece(0, 0, "a", Style::new().red().on_blue().reversed())]);
    backend.draw(Buffer::empty(AREA).diff(&frame).into_iter()).unwrap();
    assert_eq!(String::from_utf8(backend.writer).unwrap(), "\x1b[1H\x1b[7ma\x1b[27m");
}

#[test]
fn after_a_clear_everything_is_unknown() {
    let mut backend = CompactBackend::new(Vec::new());
    backend.hide_cursor().unwrap();
    backend.clear().unwrap();
    backend.hide_cursor().unwrap();
    assert_eq!(String::from_utf8(backend.writer).unwrap(), "\x1b[?25l\x1b[m\x1b[2J\x1b[?25l");
}
