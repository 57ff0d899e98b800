//! Rows in columns, with a cursor on one of them.

use super::scrollbar;
use crate::app::scroll::Cursor;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A column: what stands above it, and its width.
pub type Column = (&'static str, u16);

/// Where a table is drawn.
#[derive(Clone, Copy)]
pub struct TableAreas {
    /// With its border, which shows how far it is scrolled.
    pub outer: Rect,
    /// The titles of the columns.
    pub heading: Rect,
    /// The rows.
    pub rows: Rect,
}

/// Whether the keys go to the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// They do.
    Here,
    /// They go elsewhere.
    Elsewhere,
}

impl Keys {
    /// From whether they do.
    pub fn here(here: bool) -> Self {
        if here { Self::Here } else { Self::Elsewhere }
    }
}

/// Draws the titles, and the rows in view: `cell` writes one cell, told which row and which column.
pub fn draw(
    areas: TableAreas,
    columns: &[Column],
    (cursor, len): (&Cursor, usize),
    keys: Keys,
    theme: &Theme,
    buf: &mut Buffer,
    mut cell: impl FnMut(usize, usize, &mut Pen<'_>),
) {
    for (area, (title, _)) in cells(areas.heading, columns).zip(columns) {
        Pen::new(buf, area).put(title, theme.dim);
    }
    let first = cursor.offset(len, usize::from(areas.rows.height));
    for (at, row) in (first..len).zip(areas.rows.rows()) {
        for (nth, area) in cells(row, columns).enumerate() {
            cell(at, nth, &mut Pen::new(buf, area));
        }
        if at == cursor.at {
            mark(row, areas.outer, keys, theme, buf);
        }
    }
    scrollbar::draw(areas.outer, areas.rows, len, first, theme, buf);
}

/// Lays the cursor over a row: over its colours too, so that it can be read.
pub fn mark(row: Rect, outer: Rect, keys: Keys, theme: &Theme, buf: &mut Buffer) {
    match keys {
        Keys::Here => buf.set_style(row, theme.cursor),
        Keys::Elsewhere => buf.set_style(row, theme.cursor_resting),
    }
    if outer.x < row.x {
        Pen::new(buf, Rect { x: row.x - 1, width: 1, ..row }).put("▌", theme.accent);
    }
}

/// The cells of a line, two cells apart.
pub fn cells(line: Rect, columns: &[Column]) -> impl Iterator<Item = Rect> {
    columns.iter().scan(line.x, move |x, (_, width)| {
        let cell = Rect { x: *x, width: *width, ..line }.intersection(line);
        *x = x.saturating_add(width + SPACING);
        Some(cell)
    })
}

/// Cells between two columns.
pub const SPACING: u16 = 2;
