//! Text that is being typed: a line, or lines.

use crate::app::glyph::{glyphs, width};
use crate::app::text_area::TextArea;
use crate::app::text_line::TextLine;
use crate::ui::pen::Pen;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use std::ops::Range;

/// The sign for text before the first cell.
const CUT: &str = "…";

/// Laid over what is selected in a text, whatever the terminal's colours.
pub const SELECTED: Modifier = Modifier::REVERSED;

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
    let selected = line.selection().unwrap_or_default();
    // A cell at the left says that the text begins before it.
    let from = if scrolled > 0 && room > 2 {
        pen.put(CUT, style);
        scrolled + 1
    } else {
        scrolled
    };
    let mut column = 0;
    for (at, glyph) in glyphs(line.text()) {
        let cells = glyph.width();
        // The second cell of a wide character that the edge cuts in half stays blank.
        if column < from && column + cells > from {
            pen.skip(column + cells - from);
        }
        if column >= from && column + cells <= scrolled + room {
            let style = match wrong {
                Some((range, wrong)) if range.contains(&at) => style.patch(wrong),
                _ => style,
            };
            let style = if selected.contains(&at) { style.add_modifier(SELECTED) } else { style };
            pen.put_glyph(glyph, style);
        }
        column += cells;
    }
    let cursor = u16::try_from(before_cursor - scrolled).unwrap_or(u16::MAX);
    Position::new(start.saturating_add(cursor), y)
}

/// Writes the lines of a text from the line `first`, scrolled sideways so that the cursor is in view. `parts` are the
/// parts of a line, each with its style. Returns the position of the cursor on the screen.
pub fn put_lines(
    text: &TextArea,
    first: usize,
    parts: impl Fn(&str) -> Vec<(Range<usize>, Style)>,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let (line, column) = text.cursor();
    let room = usize::from(area.width).saturating_sub(1);
    let scrolled = column.saturating_sub(room.saturating_sub(1));
    let selected = text.selection().unwrap_or_default();
    let mut start: usize = text.lines().take(first).map(|line| line.len() + 1).sum();
    for (shown, row) in text.lines().skip(first).zip(area.rows()) {
        let mut pen = Pen::new(buf, row);
        let mut cells = 0;
        for (part, style) in parts(shown) {
            let from = start + part.start;
            for (at, glyph) in glyphs(&shown[part]) {
                let is_selected = selected.contains(&(from + at));
                if cells >= scrolled {
                    pen.put_glyph(glyph, if is_selected { style.add_modifier(SELECTED) } else { style });
                }
                cells += glyph.width();
            }
        }
        start += shown.len() + 1;
    }
    let cells = |cells: usize, most: u16| u16::try_from(cells).unwrap_or(0).min(most.saturating_sub(1));
    let (x, y) = (column - scrolled, line.saturating_sub(first));
    Position::new(area.x + cells(x, area.width), area.y + cells(y, area.height))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::tests::canvas;
    use proptest::prelude::*;
    use ratatui::layout::Rect;

    fn written(text: &str, cells: u16) -> (String, Position) {
        let mut buf = Buffer::empty(Rect::new(0, 0, cells, 1));
        let area = buf.area;
        let line = TextLine::new(text);
        let position = put(&line, Style::new(), None, &mut Pen::new(&mut buf, area), 0);
        (canvas::text(&buf), position)
    }

    #[test]
    fn a_line_that_begins_before_its_field_says_so() {
        assert_eq!(written("abcdef", 8), ("abcdef".to_owned(), Position::new(6, 0)));
        assert_eq!(written("abcdefgh", 8), ("…cdefgh".to_owned(), Position::new(7, 0)));
        assert_eq!(written("a東京都庁", 8), ("…京都庁".to_owned(), Position::new(7, 0)));
    }

    proptest! {
        #[test]
        fn the_cursor_stands_behind_the_end_of_the_text(text in "[a-z東é]{0,30}", cells in 3_u16..40) {
            let (shown, position) = written(&text, cells);
            prop_assert!(position.x < cells);
            prop_assert!(width(&shown) <= usize::from(position.x));
            prop_assert_eq!(shown.starts_with('…'), width(&text) >= usize::from(cells));
        }
    }
}
