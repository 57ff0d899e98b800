//! A line of text that is being typed.

use crate::app::glyph::{glyphs, width};
use crate::app::text_line::TextLine;
use crate::ui::pen::Pen;
use ratatui::layout::Position;
use ratatui::style::Style;
use std::ops::Range;

/// Writes the line so that its cursor is in view. Returns the position of the cursor on the screen, where `y` is the
/// row of the pen. The bytes in `wrong` get a style over that of the line.
pub fn put(
    line: &TextLine,
    style: Style,
    wrong: Option<(&Range<usize>, Style)>,
    pen: &mut Pen<'_>,
    y: u16,
) -> Position {
    let (before_cursor, room) = (width(line.before_cursor()), pen.left().max(1));
    let scrolled = before_cursor.saturating_sub(room - 1);
    let start = pen.x();
    let mut column = 0;
    for (at, glyph) in glyphs(line.text()) {
        let cells = glyph.width();
        if column >= scrolled && column + cells <= scrolled + room {
            let style = match wrong {
                Some((range, wrong)) if range.contains(&at) => style.patch(wrong),
                _ => style,
            };
            pen.put_glyph(glyph, style);
        }
        column += cells;
    }
    let cursor = u16::try_from(before_cursor - scrolled).unwrap_or(u16::MAX);
    Position::new(start.saturating_add(cursor), y)
}
