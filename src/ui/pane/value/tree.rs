//! A JSON value as a tree of keys, with each leaf masked or revealed.

use crate::app::glyph::width;
use crate::app::layout::SecretAreas;
use crate::app::secret::{Brackets, EMPTY_KEY, Fold, Pane, RowKind, ShownValue, ValueRow};
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::table::{self, Keys, SPACING, key_width};
use crate::ui::widget::whole::Whole;
use crate::ui::widget::{AIR, scrollbar, searched};
use ratatui::buffer::Buffer;

/// Cells by which the children of a branch are indented.
const INDENT: usize = 2;
/// The deepest level with an indent of its own. Deeper ones share it, so that keys stay readable.
const DEEPEST: usize = 10;

/// The mark of a key that another member of the same object has as well.
const TWICE: &str = " (twice)";

/// A column of the tree.
#[derive(Clone, Copy)]
enum TreeColumn {
    Key,
    Value,
    Type,
}

/// Draws the rows in view. A box shows the whole of a revealed value under the cursor if its row has to cut it.
pub fn draw(scene: Scene<'_>, shown: &ShownValue, areas: &SecretAreas, keys: Keys, buf: &mut Buffer) {
    let Some(area) = areas.rows(Pane::Value).map(|area| area.inner(AIR)) else { return };
    let (rows, cursor) = (shown.rows(), shown.cursor());
    let first = cursor.offset(rows.len(), usize::from(area.height));
    let glyphs = scene.glyphs();
    let sign = width(glyphs.folded).max(width(glyphs.unfolded));
    let signs = if rows.iter().any(|row| matches!(row.kind, RowKind::Branch { .. })) { sign } else { 0 };
    let columns = columns(&rows, signs, area.width);
    for ((at, row), line) in rows.iter().enumerate().skip(first).zip(area.rows()) {
        for (part, cell) in table::cells(line, &columns, SPACING) {
            let mut pen = Pen::new(buf, cell);
            match part {
                TreeColumn::Key => key(scene, row, signs, &mut pen),
                TreeColumn::Value => value(scene, row, &mut pen),
                TreeColumn::Type => {
                    pen.put(row.json.name(), scene.theme.dim);
                }
            }
        }
        if at == cursor.at {
            table::mark(line, areas.outer, keys, scene.theme, buf);
        }
    }
    searched::mark(scene.model.secret().search(), area, first, scene.theme, buf);
    scrollbar::draw(areas.outer, area, rows.len(), first, scene.theme, buf);
    let [_, (_, room), _] = columns;
    if let Some(ValueRow { kind: RowKind::Revealed(text), title, .. }) = rows.get(cursor.at)
        && !fits(text, room)
    {
        let line = u16::try_from(cursor.at.saturating_sub(first)).unwrap_or(u16::MAX);
        let whole = Whole { title, text, scroll: Some(shown.scroll()) };
        whole.draw(area, line, scene, buf);
    }
}

fn fits(text: &str, cells: u16) -> bool {
    !text.contains('\n') && width(text) <= usize::from(cells)
}

/// Keys get what they need, types as well; values get the rest.
fn columns(rows: &[ValueRow], signs: usize, table: u16) -> [(TreeColumn, u16); 3] {
    let mark = |row: &ValueRow| if row.is_twice { width(TWICE) } else { 0 };
    let key = |row: &ValueRow| indent(row) + signs + width(name(row)) + mark(row);
    let keys = key_width(rows.iter().map(key).max().unwrap_or(0), table);
    let types = rows.iter().map(|row| width(row.json.name())).max().unwrap_or(0);
    let types = u16::try_from(types).unwrap_or(u16::MAX);
    let values = table.saturating_sub(keys + types + 2 * SPACING);
    [(TreeColumn::Key, keys), (TreeColumn::Value, values), (TreeColumn::Type, types)]
}

fn name(row: &ValueRow) -> &str {
    if row.key.is_empty() { EMPTY_KEY } else { &row.key }
}

fn indent(row: &ValueRow) -> usize {
    row.depth.min(DEEPEST) * INDENT
}

fn key(scene: Scene<'_>, row: &ValueRow, signs: usize, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    pen.skip(indent(row));
    match row.kind {
        RowKind::Branch { fold: Fold::Folded, .. } => pen.put(theme.glyphs.folded, theme.key),
        RowKind::Branch { fold: Fold::Unfolded, .. } => pen.put(theme.glyphs.unfolded, theme.key),
        RowKind::Masked | RowKind::Revealed(_) => pen.skip(signs),
    };
    let style = if row.key.is_empty() { theme.dim } else { theme.json_key };
    if row.is_twice {
        pen.put_right(TWICE, theme.warn);
    }
    pen.put_name(name(row), style);
}

fn value(scene: Scene<'_>, row: &ValueRow, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    match &row.kind {
        RowKind::Masked => pen.put(theme.glyphs.mask, theme.masked),
        RowKind::Revealed(text) if text.is_empty() => pen.put("(empty)", theme.dim),
        RowKind::Revealed(text) => pen.put(text, theme.text),
        RowKind::Branch { children, brackets, .. } => {
            let text = match brackets {
                Brackets::Object => format!("{{{children}}}"),
                Brackets::Array => format!("[{children}]"),
            };
            pen.put(&text, theme.json_sign)
        }
    };
}
