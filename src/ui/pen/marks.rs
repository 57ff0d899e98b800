//! Marks on some characters of a text, such as those that the filter matched.

use crate::app::glyph::Glyph;
use ratatui::style::Style;

/// The characters of a text that are marked, and the style of the marks.
#[derive(Clone, Copy, Debug)]
pub struct Marks<'a> {
    /// The positions of the marked characters in the whole text, in ascending order.
    pub positions: &'a [usize],
    /// The number of characters of the whole text that are not written, at its start.
    pub skipped: usize,
    /// The style of a marked character, over that of the text.
    pub style: Style,
}

impl Marks<'_> {
    /// No marks.
    pub(super) const NONE: Self = Marks { positions: &[], skipped: 0, style: Style::new() };
}

/// The styles of the glyphs of a text, one after the other.
pub(super) struct Marked<'a> {
    marks: Marks<'a>,
    style: Style,
    /// The position of the next character.
    at: usize,
}

impl<'a> Marked<'a> {
    /// The styles of the glyphs of a text that is written in `style`.
    pub(super) fn new(marks: Marks<'a>, style: Style) -> Self {
        Self { marks, style, at: marks.skipped }
    }

    /// The style of the next glyph.
    pub(super) fn style_of(&mut self, glyph: Glyph<'_>) -> Style {
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
    use super::Marks;
    use crate::ui::pen::Pen;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::{Modifier, Style};

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
}
