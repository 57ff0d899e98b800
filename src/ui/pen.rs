//! The pen: the one way by which text gets into a frame. It makes text from anywhere safe, and cuts what does not fit.

use crate::app::glyph::{Glyph, escape, glyphs};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

/// What stands for text that was cut off.
const ELLIPSIS: char = '…';

/// Writes into a line, from left to right, and never beyond its end.
pub struct Pen<'b> {
    buf: &'b mut Buffer,
    x: u16,
    y: u16,
    end: u16,
}

/// Where text is cut that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    End,
    Middle,
}

/// Characters that look otherwise than those around them: positions in ascending order.
#[derive(Clone, Copy, Debug)]
pub struct Marks<'a> {
    /// Counted in `char`s from the start of the text, and beyond `skipped`.
    pub positions: &'a [usize],
    /// `char`s before the text that positions count as well.
    pub skipped: usize,
    /// How they look.
    pub style: Style,
}

impl Marks<'_> {
    const NONE: Self = Marks { positions: &[], skipped: 0, style: Style::new() };
}

impl<'b> Pen<'b> {
    /// A pen at the start of the first line of `area`.
    pub fn new(buf: &'b mut Buffer, area: Rect) -> Self {
        let line = Rect { height: area.height.min(1), ..area }.intersection(buf.area);
        let end = if line.height == 0 { line.x } else { line.right() };
        Self { buf, x: line.x, y: line.y, end }
    }

    /// Where the pen is.
    pub fn x(&self) -> u16 {
        self.x
    }

    /// Cells left.
    pub fn left(&self) -> usize {
        usize::from(self.end - self.x)
    }

    /// Leaves cells as they are.
    pub fn skip(&mut self, cells: usize) -> &mut Self {
        self.x += self.cells(cells);
        self
    }

    /// Keeps cells at the end of the line from being written.
    pub fn reserve(&mut self, cells: usize) -> &mut Self {
        self.end -= self.cells(cells);
        self
    }

    /// As many cells as are left, but not more than `cells`.
    fn cells(&self, cells: usize) -> u16 {
        u16::try_from(cells).map_or(self.end - self.x, |cells| cells.min(self.end - self.x))
    }

    /// Writes text; what does not fit is cut off at its end.
    pub fn put(&mut self, text: &str, style: Style) -> &mut Self {
        self.write(text, style, Cut::End, Marks::NONE);
        self
    }

    /// Writes text; if it does not fit, its middle is left out, since both ends of a name tell it apart.
    pub fn put_name(&mut self, text: &str, style: Style) -> &mut Self {
        self.write(text, style, Cut::Middle, Marks::NONE);
        self
    }

    /// The same, with some characters marked.
    pub fn put_marked(&mut self, text: &str, style: Style, marks: Marks<'_>) -> &mut Self {
        self.write(text, style, Cut::Middle, marks);
        self
    }

    /// Writes the parts of a line.
    pub fn put_line(&mut self, line: &Line<'_>) -> &mut Self {
        for span in &line.spans {
            self.put(&span.content, line.style.patch(span.style));
        }
        self
    }

    /// Writes text at the end of the line, if all of it fits, and keeps it from being written over.
    pub fn put_right(&mut self, text: &str, style: Style) -> &mut Self {
        let width = crate::app::glyph::width(text);
        if width <= self.left() {
            self.tail(width).put(text, style);
        }
        self
    }

    /// A pen for the last `cells` of the line, which are no longer this one's.
    pub fn tail(&mut self, cells: usize) -> Pen<'_> {
        let end = self.end;
        self.end -= self.cells(cells);
        Pen { buf: &mut *self.buf, x: self.end, y: self.y, end }
    }

    fn write(&mut self, text: &str, style: Style, cut: Cut, marks: Marks<'_>) {
        if self.left() == 0 || text.is_empty() {
            return;
        }
        let Some(total) = width_up_to(text, self.left(), cut) else {
            return self.write_start(text, self.left() - 1, style, marks);
        };
        if total <= self.left() {
            return self.write_all(text, style, marks);
        }
        // The end of a name mostly says more than its start.
        let kept = self.left() - 1;
        let head = kept / 2;
        self.write_start(text, head, style, marks);
        self.write_end(text, total - (kept - head), style, marks);
    }

    fn write_all(&mut self, text: &str, style: Style, marks: Marks<'_>) {
        let mut marked = Marked::new(marks, style);
        for (_, glyph) in glyphs(text) {
            let style = marked.style_of(glyph);
            self.write_glyph(glyph, style);
        }
    }

    /// Writes what of the start of `text` fits into `room` cells, and an ellipsis.
    fn write_start(&mut self, text: &str, room: usize, style: Style, marks: Marks<'_>) {
        let mut marked = Marked::new(marks, style);
        let mut used = 0;
        for (_, glyph) in glyphs(text) {
            used += glyph.width();
            if used > room {
                break;
            }
            let style = marked.style_of(glyph);
            self.write_glyph(glyph, style);
        }
        self.write_char(ELLIPSIS, style);
    }

    /// Writes what of `text` begins `from` cells behind its start.
    fn write_end(&mut self, text: &str, from: usize, style: Style, marks: Marks<'_>) {
        let mut marked = Marked::new(marks, style);
        let mut at = 0;
        for (_, glyph) in glyphs(text) {
            let style = marked.style_of(glyph);
            if at >= from {
                self.write_glyph(glyph, style);
            }
            at += glyph.width();
        }
    }

    /// Writes one glyph, if it fits.
    pub fn put_glyph(&mut self, glyph: Glyph<'_>, style: Style) -> &mut Self {
        if glyph.width() <= self.left() {
            self.write_glyph(glyph, style);
        }
        self
    }

    fn write_glyph(&mut self, glyph: Glyph<'_>, style: Style) {
        match glyph {
            Glyph::Plain(text) => self.write_symbol(text, glyph.width(), style),
            Glyph::Escaped(c) => escape(c).for_each(|c| self.write_char(c, style)),
        }
    }

    fn write_char(&mut self, c: char, style: Style) {
        self.write_symbol(c.encode_utf8(&mut [0; 4]), 1, style);
    }

    fn write_symbol(&mut self, symbol: &str, width: usize, style: Style) {
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        if width > self.end - self.x {
            self.x = self.end;
            return;
        }
        if let Some(cell) = self.buf.cell_mut((self.x, self.y)) {
            // Text on a frame does not take on the frame's looks.
            cell.reset();
            cell.set_symbol(symbol).set_style(style);
        }
        // The cells that a wide symbol covers are empty.
        for x in self.x + 1..self.x + width {
            if let Some(cell) = self.buf.cell_mut((x, self.y)) {
                cell.reset();
            }
        }
        self.x += width;
    }
}

/// The width of `text`; `None` if it is cut at its end and is wider than `limit`, however much.
fn width_up_to(text: &str, limit: usize, cut: Cut) -> Option<usize> {
    let mut width = 0;
    for (_, glyph) in glyphs(text) {
        width += glyph.width();
        if cut == Cut::End && width > limit {
            return None;
        }
    }
    Some(width)
}

/// Finds out which glyphs are marked, one after the other.
struct Marked<'a> {
    marks: Marks<'a>,
    style: Style,
    /// `char`s that have been passed.
    at: usize,
}

impl<'a> Marked<'a> {
    fn new(marks: Marks<'a>, style: Style) -> Self {
        Self { marks, style, at: marks.skipped }
    }

    fn style_of(&mut self, glyph: Glyph<'_>) -> Style {
        if self.marks.positions.is_empty() {
            return self.style;
        }
        let next = self.at + glyph.chars();
        let marked = self.marks.positions.iter().any(|position| (self.at..next).contains(position));
        self.at = next;
        if marked { self.style.patch(self.marks.style) } else { self.style }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::Modifier;

    fn drawn(width: u16, write: impl for<'p, 'b> FnOnce(&'p mut Pen<'b>) -> &'p mut Pen<'b>) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        let area = buf.area;
        write(&mut Pen::new(&mut buf, area));
        let mut skip = 0;
        let mut text = String::new();
        for cell in &buf.content {
            if skip == 0 {
                text.push_str(cell.symbol());
                skip = crate::app::glyph::width(cell.symbol());
            }
            skip -= 1;
        }
        text
    }

    #[test]
    fn what_does_not_fit_is_cut() {
        let plain = Style::new();
        assert_eq!(drawn(8, |pen| pen.put("prod/database", plain)), "prod/da…");
        assert_eq!(drawn(8, |pen| pen.put_name("prod/database", plain)), "pro…base");
        assert_eq!(drawn(5, |pen| pen.put("漢字漢字", plain)), "漢字…");
        assert_eq!(drawn(4, |pen| pen.put("漢字漢字", plain)), "漢… ");
        assert_eq!(drawn(1, |pen| pen.put("ab", plain)), "…");
        assert_eq!(
            drawn(9, |pen| pen.put("a", plain).put_right("end", plain).put("bcdefg", plain)),
            "abcde…end"
        );
    }

    #[test]
    fn nothing_that_the_terminal_obeys_is_written() {
        let text = drawn(30, |pen| pen.put("a\u{1b}[31mb\u{202e}", Style::new()));
        assert_eq!(text.trim_end(), "a\\u{1b}[31mb\\u{202e}");
    }

    #[test]
    fn marks_stay_on_their_characters_when_the_middle_is_left_out() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 7, 1));
        let area = buf.area;
        let style = Style::new().add_modifier(Modifier::BOLD);
        let marks = Marks { positions: &[5, 6, 15], skipped: 5, style };
        Pen::new(&mut buf, area).put_marked("abcdefghijk", Style::new(), marks);
        let marked: Vec<&str> = buf
            .content
            .iter()
            .filter(|cell| cell.modifier.contains(Modifier::BOLD))
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert_eq!(marked, ["a", "b", "k"]);
    }

    proptest! {
        #[test]
        fn the_pen_stays_in_its_line(text in any::<String>(), width in 0..20_u16, x in 0..6_u16, name in any::<bool>()) {
            let mut buf = Buffer::empty(Rect::new(0, 0, 12, 2));
            let area = Rect::new(x, 1, width, 1);
            let mut pen = Pen::new(&mut buf, area);
            if name { pen.put_name(&text, Style::new()) } else { pen.put(&text, Style::new()) };
            for position in buf.area.positions() {
                let untouched = buf[position] == ratatui::buffer::Cell::EMPTY;
                prop_assert!(untouched || area.contains(position));
            }
        }
    }
}
