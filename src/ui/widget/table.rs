//! A table: rows in columns, with the cursor on one of the rows.

use super::{AIR, scrollbar};
use crate::app::layer_areas::LayerAreas;
use crate::app::layout::{Focus, SecretAreas};
use crate::app::scroll::Cursor;
use crate::app::secret::Pane;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Cells between two columns.
pub const SPACING: u16 = 2;
/// The narrowest column of keys.
const KEYS_LEAST: u16 = 8;

/// A column of a table.
pub trait Column: Copy {
    /// The title above the column.
    fn title(self) -> &'static str;
}

/// The areas of a table.
#[derive(Clone, Copy)]
pub struct TableAreas {
    /// The table with its border, which has the scroll bar.
    pub outer: Rect,
    /// The line of titles.
    pub heading: Rect,
    /// The rows.
    pub rows: Rect,
}

impl TableAreas {
    /// The areas of the table in a pane, if the pane has rows.
    pub fn of_pane(areas: &SecretAreas, pane: Pane) -> Option<Self> {
        let heading = Rect { height: areas.body.height.min(1), ..areas.body };
        let rows = areas.rows(pane)?;
        Some(Self { outer: areas.outer, heading: heading.inner(AIR), rows: rows.inner(AIR) })
    }

    /// The areas of the table in a layer.
    pub fn of_layer(areas: LayerAreas) -> Self {
        Self { outer: areas.outer, heading: areas.top.inner(AIR), rows: areas.rows.inner(AIR) }
    }
}

/// The part of the screen that keys go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// This one.
    Here,
    /// Another one.
    Elsewhere,
}

impl Keys {
    /// True if keys go to a side of the screen, apart from those that a layer takes.
    pub fn to(side: Focus, scene: Scene<'_>) -> Self {
        if scene.model.focus() == side { Self::Here } else { Self::Elsewhere }
    }
}

/// A table to draw.
pub struct Table<'a, C> {
    /// The areas to draw on.
    pub areas: TableAreas,
    /// The columns that fit, each with its width in cells.
    pub columns: &'a [(C, u16)],
    /// The row under the cursor.
    pub cursor: &'a Cursor,
    /// The number of rows.
    pub len: usize,
    /// The part of the screen that keys go to.
    pub keys: Keys,
}

impl<C: Column> Table<'_, C> {
    /// Draws the titles and the rows in view; `cell` writes the cell of a row, given by number, in a column. Returns the
    /// line of the cursor, counted from the first row in view.
    pub fn draw(&self, theme: &Theme, buf: &mut Buffer, mut cell: impl FnMut(usize, C, &mut Pen<'_>)) -> u16 {
        let TableAreas { outer, heading, rows } = self.areas;
        let is_plain = theme.glyphs.is_plain();
        for (column, area) in cells(heading, self.columns, SPACING).filter(|_| !is_plain) {
            Pen::new(buf, area).put(column.title(), theme.dim);
        }
        let first = self.cursor.offset(self.len, usize::from(rows.height));
        for (at, line) in (first..self.len).zip(rows.rows()) {
            if is_plain {
                self.sentence(theme, &mut Pen::for_sentence(buf, line), |column, pen| cell(at, column, pen));
            } else {
                for (column, area) in cells(line, self.columns, SPACING) {
                    cell(at, column, &mut Pen::new(buf, area));
                }
            }
            if at == self.cursor.at {
                mark(line, outer, self.keys, theme, buf);
            }
        }
        scrollbar::draw(outer, rows, self.len, first, theme, buf);
        u16::try_from(self.cursor.at.saturating_sub(first)).unwrap_or(u16::MAX)
    }

    /// Writes a row as a flow of text: each cell behind the title of its column. An empty cell is left out.
    fn sentence(&self, theme: &Theme, pen: &mut Pen<'_>, mut cell: impl FnMut(C, &mut Pen<'_>)) {
        let row = pen.x();
        for (column, _) in self.columns {
            let start = pen.x();
            if start > row {
                pen.put(", ", theme.dim);
            }
            pen.put(column.title(), theme.dim).put(" ", theme.dim);
            let title = pen.x();
            cell(*column, pen);
            if pen.x() == title && pen.left() > 0 {
                pen.erase_from(start);
            }
        }
    }
}

/// Lays the cursor over a row and over its colours, so that the row can be read.
pub fn mark(row: Rect, outer: Rect, keys: Keys, theme: &Theme, buf: &mut Buffer) {
    match keys {
        Keys::Here => buf.set_style(row, theme.cursor),
        Keys::Elsewhere => buf.set_style(row, theme.cursor_resting),
    }
    if outer.x < row.x && !theme.glyphs.is_plain() {
        Pen::new(buf, Rect { x: row.x - 1, width: 1, ..row }).put("▌", theme.accent);
    }
}

/// The columns of a line, each with its cell.
pub fn cells<C: Copy>(line: Rect, columns: &[(C, u16)], spacing: u16) -> impl Iterator<Item = (C, Rect)> {
    columns.iter().scan(line.x, move |x, (column, width)| {
        let cell = Rect { x: *x, width: *width, ..line }.intersection(line);
        *x = x.saturating_add(width + spacing);
        Some((*column, cell))
    })
}

/// The columns that fit into `room` cells beside one that stretches, the first ones first, and the cells left to that
/// one. Each column comes with its own width, and with the least that it must leave.
pub fn fitting<C: Copy>(room: u16, columns: &[((C, u16), u16)]) -> (Vec<(C, u16)>, u16) {
    let mut left = room;
    let fits = |((column, width), least): &((C, u16), u16)| {
        left = left.checked_sub(width + SPACING).filter(|left| left >= least)?;
        Some((*column, *width))
    };
    (columns.iter().filter_map(fits).collect(), left)
}

/// The width of a column of keys: that of the longest key, but no more than two fifths of the table.
pub fn key_width(longest: usize, table: u16) -> u16 {
    let most = (table * 2 / 5).max(KEYS_LEAST);
    u16::try_from(longest).unwrap_or(u16::MAX).clamp(KEYS_LEAST, most)
}
