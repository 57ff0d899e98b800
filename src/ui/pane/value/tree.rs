//! A JSON value as a tree of keys, each leaf masked or revealed.

use crate::app::glyph::width;
use crate::app::layout::SecretAreas;
use crate::app::secret::{Brackets, Fold, Pane, RowKind, ShownValue, ValueRow};
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::table::{self, Keys, SPACING};
use crate::ui::widget::{MASK, scrollbar, whole};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Cells by which a branch indents its children.
const INDENT: usize = 2;
/// Cells of the sign that a branch has.
const SIGN: usize = 2;
/// The deepest level that is still indented further.
const DEEPEST: usize = 10;
/// What the column of keys has at least.
const KEYS_LEAST: usize = 8;

/// Draws the rows in view, and the whole of a revealed leaf under the cursor that its row had to cut.
pub fn draw(scene: Scene<'_>, shown: &ShownValue, areas: &SecretAreas, keys: Keys, buf: &mut Buffer) {
    let Some(area) = areas.rows(Pane::Value) else { return };
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let rows = shown.rows();
    let first = shown.cursor().offset(rows.len(), usize::from(area.height));
    let signs = if rows.iter().any(|row| matches!(row.kind, RowKind::Branch { .. })) { SIGN } else { 0 };
    let columns = columns(&rows, signs, area);
    for ((at, row), line) in rows.iter().enumerate().skip(first).zip(area.rows()) {
        let mut cells = table::cells(line, &columns);
        if let Some(cell) = cells.next() {
            key(scene, row, signs, &mut Pen::new(buf, cell));
        }
        if let Some(cell) = cells.next() {
            value(scene, row, &mut Pen::new(buf, cell));
        }
        if at == shown.cursor().at {
            table::mark(line, areas.outer, keys, scene.theme, buf);
        }
    }
    scrollbar::draw(areas.outer, area, rows.len(), first, scene.theme, buf);
    let under_cursor = rows.get(shown.cursor().at);
    if let Some(ValueRow { kind: RowKind::Revealed(text), path, .. }) = under_cursor
        && !fits(text, columns[1].1)
    {
        let at = u16::try_from(shown.cursor().at.saturating_sub(first)).unwrap_or(u16::MAX);
        whole::draw(&path.join("."), text, scene.theme.text, (area, at), Some(shown.scroll()), scene, buf);
    }
}

fn fits(text: &str, cells: u16) -> bool {
    !text.contains('\n') && width(text) <= usize::from(cells)
}

/// The columns of keys and of values: keys get what they need, but no more than two fifths.
fn columns(rows: &[ValueRow], signs: usize, area: Rect) -> [table::Column; 2] {
    let longest = rows.iter().map(|row| indent(row) + signs + width(&row.key)).max().unwrap_or(0);
    let most = usize::from(area.width) * 2 / 5;
    let keys = u16::try_from(longest.clamp(KEYS_LEAST, most.max(KEYS_LEAST))).unwrap_or(area.width);
    [("", keys), ("", area.width.saturating_sub(keys + SPACING))]
}

fn indent(row: &ValueRow) -> usize {
    row.depth.min(DEEPEST) * INDENT
}

fn key(scene: Scene<'_>, row: &ValueRow, signs: usize, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    pen.skip(indent(row));
    match row.kind {
        RowKind::Branch { fold: Fold::Folded, .. } => pen.put("▸ ", theme.key),
        RowKind::Branch { fold: Fold::Unfolded, .. } => pen.put("▾ ", theme.key),
        RowKind::Masked | RowKind::Revealed(_) => pen.skip(signs),
    };
    pen.put_name(&row.key, theme.json_key);
}

fn value(scene: Scene<'_>, row: &ValueRow, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    match &row.kind {
        RowKind::Masked => pen.put(MASK, theme.masked),
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
