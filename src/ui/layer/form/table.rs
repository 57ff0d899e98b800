//! A table of keys and values.

use super::secret;
use crate::app::actions::Action;
use crate::app::form::{Cell, InputPart, Lock, Table, TableRow};
use crate::app::glyph::width;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::{scrollbar, typed};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A row as it is drawn.
struct Shown<'a> {
    row: &'a TableRow,
    /// The lines of the row that are above the table.
    above: usize,
    /// The cell that is typed into, if it is in this row.
    cell: Option<Cell>,
    /// The words at the end of the row.
    sign: String,
    /// The cells for the key.
    keys: u16,
}

/// Draws the rows in view, with a bar at the right if there are more; answers where the cursor would be.
pub(super) fn draw(
    table: &Table,
    here: bool,
    scene: Scene<'_>,
    area: Rect,
    buf: &mut Buffer,
    place: &mut dyn FnMut(Rect, InputPart),
) -> Option<Position> {
    let theme = scene.theme;
    if table.rows().is_empty() {
        let add = scene.key(Action::AddRow);
        Pen::new(buf, area).put(&format!("None yet. Type, or press {add}, to add a row."), theme.dim);
        return None;
    }
    let first = table.top(usize::from(area.height));
    if table.lines() > usize::from(area.height) {
        // In the right border of the box, which is beside the area.
        let boxed = Rect { width: area.width.saturating_add(1), ..area };
        scrollbar::draw(boxed, area, table.lines(), first, theme, buf);
    }
    let longest = table.rows().iter().map(|row| width(row.key.text())).max().unwrap_or(0);
    let keys = u16::try_from(longest + 3).unwrap_or(u16::MAX).clamp(12, (area.width / 2).max(12));
    let is_typed = here && table.search().is_none();
    let (mut top, mut cursor) = (0, None);
    for (at, row) in table.rows().iter().enumerate() {
        let from = top;
        top += row.height();
        let Some(line) = line_of(from, row.height(), first, area) else { continue };
        let cell = (is_typed && at == table.cursor.at).then_some(table.cell);
        let shown =
            Shown { row, above: first.saturating_sub(from), cell, sign: sign_of(table, row, theme), keys };
        let is_found = here && !is_typed && at == table.cursor.at;
        let (keys, value) = shown.cells(line);
        place(keys, InputPart::Cell(at, Cell::Key));
        place(value, InputPart::Cell(at, Cell::Value));
        let found = shown.draw(theme, line, buf);
        if is_found {
            buf.set_style(line, theme.cursor);
        }
        cursor = cursor.or(found);
    }
    cursor
}

/// The area of a row that takes `height` lines from line `from`, if any of them is in view.
fn line_of(from: usize, height: usize, first: usize, area: Rect) -> Option<Rect> {
    let page = usize::from(area.height);
    if from + height <= first || from >= first + page {
        return None;
    }
    let above = first.saturating_sub(from);
    let y = u16::try_from(from.saturating_sub(first)).ok()?;
    let height = u16::try_from(height - above).unwrap_or(u16::MAX).min(area.height - y);
    Some(Rect { y: area.y + y, height, ..area })
}

/// The type of a member and what is special about its key; nothing for tags, which have no type.
fn sign_of(table: &Table, row: &TableRow, theme: &Theme) -> String {
    let type_name = if table.is_secret() { row.type_name() } else { "" };
    match row.lock {
        Lock::Locked => "locked".to_owned(),
        Lock::Open if table.is_secret() && table.is_twice(row) => {
            format!("key twice{}{type_name}", theme.glyphs.between)
        }
        Lock::Open => type_name.to_owned(),
    }
}

impl Shown<'_> {
    /// The cells of the key and of the value in the lines of the row.
    fn cells(&self, line: Rect) -> (Rect, Rect) {
        let left = Rect { width: self.keys.min(line.width), height: 1, ..line };
        let right = Rect { x: left.right(), width: line.width - left.width, ..line };
        let signs = u16::try_from(width(&self.sign)).unwrap_or(0);
        let signs = if signs > 0 { signs + 2 } else { 0 };
        (left, Rect { width: right.width.saturating_sub(signs), ..right })
    }

    fn draw(&self, theme: &Theme, line: Rect, buf: &mut Buffer) -> Option<Position> {
        let row = self.row;
        let (left, value) = self.cells(line);
        let right = Rect { x: left.right(), width: line.width - left.width, ..line };
        let sign = &self.sign;
        let at_key = (self.above == 0).then(|| self.key(theme, left, buf));
        if !sign.is_empty() && self.above == 0 {
            Pen::new(buf, right).put_right(&format!("  {sign}"), theme.dim);
        }
        let is_here = self.cell == Some(Cell::Value) && row.lock == Lock::Open;
        let at_value = secret::draw(&row.value, self.above, is_here, theme, value, buf);
        match self.cell? {
            Cell::Key => at_key,
            Cell::Value => at_value.or(Some(value.as_position())),
        }
    }

    /// Writes the key; answers where the cursor would be in it.
    fn key(&self, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
        let (row, cell) = (self.row, self.cell);
        let style = match (row.lock, cell) {
            (Lock::Locked, _) => theme.dim,
            (Lock::Open, Some(Cell::Key)) => theme.accent,
            (Lock::Open, _) => theme.json_key,
        };
        let mut pen = Pen::new(buf, area);
        pen.reserve(1);
        if let (Lock::Open, Some(Cell::Key)) = (row.lock, cell) {
            return typed::put(&row.key, style, None, &mut pen, area.y);
        }
        match row.key.text() {
            "" if row.member.is_some() || !row.value.text().is_empty() => pen.put("(empty)", theme.dim),
            key => pen.put(key, style),
        };
        area.as_position()
    }
}
