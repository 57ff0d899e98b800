//! The drawing backend. It shows what ratatui's own one for crossterm shows, with a third of the bytes: over a slow link each
//! byte is time until a key shows.

mod ink;
#[cfg(test)]
mod tests;

use ink::Ink;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;
use zeroize::Zeroize;

/// Draws on a terminal through `writer`. The terminal is blank at first.
pub struct CompactBackend<W> {
    writer: W,
    has_colours: bool,
    /// The sequences of the present call.
    out: Vec<u8>,
    /// The style of what is written next.
    ink: Ink,
    /// The position of the terminal's cursor, if it is known.
    cursor: Option<Position>,
    /// True if the cursor can only be where it is thought to be. Terminals differ in the width of some characters.
    is_exact: bool,
    is_cursor_visible: Option<bool>,
    /// The cells on screen, by row; beyond the end of a row they are blank.
    shown: Vec<Vec<Shown>>,
}

/// A cell on screen. No enum: a variant without a character would leave the one from before in memory, which may be of a
/// revealed value.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Shown {
    /// An ASCII character, which can be written again in place of a jump over it; 0 for any other, or a part of one.
    ascii: u8,
    ink: Ink,
}

/// The most columns and rows that are drawn on, in the upper left corner. A terminal may claim to have 65,535 of each, and its
/// cells would take gigabytes.
const LARGEST: Size = Size::new(1_000, 500);

/// The size of the terminal in cells, as far as it is drawn on.
pub fn terminal_size() -> io::Result<Size> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(Size::new(width.min(LARGEST.width), height.min(LARGEST.height)))
}

const BLANK: Shown = Shown { ascii: b' ', ink: Ink::DEFAULT };
const OTHER: Shown = Shown { ascii: 0, ink: Ink::DEFAULT };

impl<W: Write> CompactBackend<W> {
    /// A backend that writes to `writer`.
    pub fn new(writer: W) -> Self {
        Self {
            writer,
            has_colours: true,
            out: Vec::new(),
            ink: Ink::DEFAULT,
            cursor: None,
            is_exact: false,
            is_cursor_visible: None,
            shown: Vec::new(),
        }
    }

    /// The same backend without colours.
    #[must_use]
    pub fn without_colours(self) -> Self {
        Self { has_colours: false, ..self }
    }

    fn put(&mut self, position: Position, cell: &Cell) {
        let ink = if self.has_colours { Ink::of(cell) } else { Ink::of(cell).without_colours() };
        self.move_to(position);
        self.dip(ink);
        let symbol = cell.symbol();
        self.out.extend_from_slice(symbol.as_bytes());
        let shown = match symbol.as_bytes() {
            [ascii @ b' '..=b'~'] => Shown { ascii: *ascii, ink },
            _ => OTHER,
        };
        self.is_exact &= shown != OTHER;
        let width = u16::try_from(symbol.width()).unwrap_or(u16::MAX);
        for column in position.x..position.x.saturating_add(width.max(1)) {
            self.note(Position { x: column, ..position }, shown);
        }
        self.cursor = (width == 1).then_some(Position { x: position.x + 1, ..position });
    }

    /// Changes the style of what is written next. Without colours nothing resets them.
    fn dip(&mut self, ink: Ink) {
        ink.write_change(self.ink, self.has_colours, &mut self.out);
        self.ink = ink;
    }

    fn note(&mut self, Position { x, y }: Position, shown: Shown) {
        let (x, y) = (usize::from(x), usize::from(y));
        if self.shown.len() <= y {
            self.shown.resize(y + 1, Vec::new());
        }
        let row = &mut self.shown[y];
        if row.len() <= x {
            row.resize(x + 1, BLANK);
        }
        row[x] = shown;
    }

    /// Moves the cursor with the fewest bytes.
    fn move_to(&mut self, to: Position) {
        match self.cursor {
            Some(cursor) if cursor == to => return,
            Some(cursor) if cursor.y == to.y && self.is_exact && cursor.x < to.x => {
                self.move_right(cursor, to.x);
            }
            Some(cursor) if cursor.y == to.y => {
                let _ = write!(self.out, "\x1b[{}G", to.x + 1);
                self.is_exact = true;
            }
            Some(_) | None => {
                let _ = if to.x == 0 {
                    write!(self.out, "\x1b[{}H", to.y + 1)
                } else {
                    write!(self.out, "\x1b[{};{}H", to.y + 1, to.x + 1)
                };
                self.is_exact = true;
            }
        }
        self.cursor = Some(to);
    }

    /// Moves the cursor to the right: over cells that look the same when they are written again, or with a jump.
    fn move_right(&mut self, from: Position, to: u16) {
        let distance = to - from.x;
        let jump = if distance == 1 { "\x1b[C".to_owned() } else { format!("\x1b[{distance}C") };
        let row = self.shown.get(usize::from(from.y)).map_or(&[][..], Vec::as_slice);
        let between = (from.x..to).map(|x| row.get(usize::from(x)).copied().unwrap_or(BLANK));
        let again: Option<Vec<u8>> = between
            .map(|shown| (shown.ascii != OTHER.ascii && shown.ink == self.ink).then_some(shown.ascii))
            .collect();
        match again {
            Some(bytes) if bytes.len() <= jump.len() => self.out.extend_from_slice(&bytes),
            Some(_) | None => self.out.extend_from_slice(jump.as_bytes()),
        }
    }

    fn show_cursor_if(&mut self, is_visible: bool) -> io::Result<()> {
        if self.is_cursor_visible != Some(is_visible) {
            self.is_cursor_visible = Some(is_visible);
            self.out.extend_from_slice(if is_visible { b"\x1b[?25h" } else { b"\x1b[?25l" });
        }
        self.write_out()
    }

    fn write_out(&mut self) -> io::Result<()> {
        let written = self.writer.write_all(&self.out);
        self.out.as_mut_slice().zeroize();
        self.out.clear();
        written
    }
}

impl<W: Write> Backend for CompactBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_some() {
            // A terminal that changes its size may move the cursor between frames.
            self.cursor = None;
        }
        for (x, y, cell) in content {
            self.put(Position { x, y }, cell);
        }
        self.dip(Ink::DEFAULT);
        self.write_out()
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.show_cursor_if(false)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.show_cursor_if(true)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.cursor.ok_or_else(|| io::Error::other("the position of the cursor is not known"))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.move_to(position.into());
        self.write_out()
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    /// Clears the whole screen, whatever the region: nothing else is ever cleared. Another program may have changed style and
    /// cursor.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.out.extend_from_slice(b"\x1b[m\x1b[2J");
        self.ink = Ink::DEFAULT;
        self.cursor = None;
        self.is_cursor_visible = None;
        self.shown.clear();
        self.write_out()
    }

    fn size(&self) -> io::Result<Size> {
        terminal_size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
