//! The pen: the only way by which text gets into a frame. It escapes what a terminal would obey, and cuts what does not
//! fit.

mod ascii;
mod marks;

use marks::Marked;
pub use marks::Marks;

use crate::app::glyph::{Glyph, escape, glyphs, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

/// The sign for text that was cut.
const ELLIPSIS: char = '…';

/// A pen in a line. It writes from left to right, and never beyond the end of the line.
pub struct Pen<'b> {
    buf: &'b mut Buffer,
    x: u16,
    y: u16,
    end: u16,
    flow: Flow,
}

/// The place of text that belongs at the end of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    /// At the end of the line.
    Columns,
    /// Behind the text before it, as in a sentence.
    Sentence,
}

/// The place where text is cut that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    End,
    Middle,
}

impl<'b> Pen<'b> {
    /// A pen at the start of the first line of `area`.
    pub fn new(buf: &'b mut Buffer, area: Rect) -> Self {
        let line = Rect { height: area.height.min(1), ..area }.intersection(buf.area);
        let end = if line.height == 0 { line.x } else { line.right() };
        Self { buf, x: line.x, y: line.y, end, flow: Flow::Columns }
    }

    /// A pen for a sentence: what belongs at the end of a column stands behind the text before it.
    pub fn for_sentence(buf: &'b mut Buffer, area: Rect) -> Self {
        Self { flow: Flow::Sentence, ..Self::new(buf, area) }
    }

    /// The column that the pen is at.
    pub fn x(&self) -> u16 {
        self.x
    }

    /// The number of cells left.
    pub fn left(&self) -> usize {
        usize::from(self.end - self.x)
    }

    /// Skips cells, and leaves them as they are.
    pub fn skip(&mut self, cells: usize) -> &mut Self {
        self.x += self.cells(cells);
        self
    }

    /// Sets cells at the end of the line apart: they are not written.
    pub fn reserve(&mut self, cells: usize) -> &mut Self {
        self.end -= self.cells(cells);
        self
    }

    /// At most `cells`, as many as are left.
    fn cells(&self, cells: usize) -> u16 {
        u16::try_from(cells).map_or(self.end - self.x, |cells| cells.min(self.end - self.x))
    }

    /// Writes text, and cuts its end if it does not fit.
    pub fn put(&mut self, text: &str, style: Style) -> &mut Self {
        self.write(text, style, Cut::End, Marks::NONE);
        self
    }

    /// Writes a name, and cuts its middle if it does not fit: names differ at both ends.
    pub fn put_name(&mut self, text: &str, style: Style) -> &mut Self {
        self.write(text, style, Cut::Middle, Marks::NONE);
        self
    }

    /// Writes a name with marks on some of its characters, and cuts its middle if it does not fit.
    pub fn put_marked(&mut self, text: &str, style: Style, marks: Marks<'_>) -> &mut Self {
        self.write(text, style, Cut::Middle, marks);
        self
    }

    /// Writes the spans of a line.
    pub fn put_line(&mut self, line: &Line<'_>) -> &mut Self {
        for span in &line.spans {
            self.put(&span.content, line.style.patch(span.style));
        }
        self
    }

    /// Takes back all that was written from the column `x` on.
    pub fn erase_from(&mut self, x: u16) -> &mut Self {
        for at in x..self.x {
            if let Some(cell) = self.buf.cell_mut((at, self.y)) {
                cell.reset();
            }
        }
        self.x = self.x.min(x);
        self
    }

    /// Writes text at the end of the line if all of it fits, and sets its cells apart.
    pub fn put_right(&mut self, text: &str, style: Style) -> &mut Self {
        if self.flow == Flow::Sentence {
            return self.put(text, style);
        }
        let width = width(text);
        if width <= self.left() {
            self.tail(width).put(text, style);
        }
        self
    }

    /// A pen for the last `cells` cells of the line, which this pen loses.
    pub fn tail(&mut self, cells: usize) -> Pen<'_> {
        let end = self.end;
        self.end -= self.cells(cells);
        Pen { buf: &mut *self.buf, x: self.end, y: self.y, end, flow: self.flow }
    }

    fn write(&mut self, text: &str, style: Style, cut: Cut, marks: Marks<'_>) {
        if self.left() == 0 || text.is_empty() {
            return;
        }
        let decisive = match cut {
            Cut::End => text.len().min(self.left() + 1),
            Cut::Middle => text.len(),
        };
        if marks.positions.is_empty() && ascii::is_plain(&text.as_bytes()[..decisive]) {
            return self.write_plain(text, style, cut);
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

    /// Writes text of which all that fits is plain ASCII.
    fn write_plain(&mut self, text: &str, style: Style, cut: Cut) {
        if text.len() <= self.left() {
            return self.write_cells(text.as_bytes(), style);
        }
        let kept = self.left() - 1;
        let head = match cut {
            Cut::End => kept,
            Cut::Middle => kept / 2,
        };
        let (text, tail) = (text.as_bytes(), kept - head);
        self.write_cells(&text[..head], style);
        self.write_char(ELLIPSIS, style);
        self.write_cells(&text[text.len() - tail..], style);
    }

    fn write_cells(&mut self, text: &[u8], style: Style) {
        if text.is_empty() {
            return;
        }
        let start = self.buf.index_of(self.x, self.y);
        ascii::write(text, style, &mut self.buf.content[start..start + text.len()]);
        self.x += self.cells(text.len());
    }

    fn write_all(&mut self, text: &str, style: Style, marks: Marks<'_>) {
        let mut marked = Marked::new(marks, style);
        for (_, glyph) in glyphs(text) {
            let style = marked.style_of(glyph);
            self.write_glyph(glyph, style);
        }
    }

    /// Writes as much of the start of `text` as fits into `room` cells, and an ellipsis.
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

    /// Writes the end of `text`: the glyphs that begin `from` cells or more after its start.
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

    /// Writes a glyph if it fits.
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
            // Without a reset, text on a frame would take on the style of the frame.
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

/// The width of `text`; `None` if it is cut at its end and is wider than `limit`. A long text is not measured to its end
/// for that.
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

#[cfg(test)]
mod tests;
