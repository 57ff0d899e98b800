//! The inputs of fields.

use crate::app::actions::Action;
use crate::app::form::{Cell, InputView, Lock, Mask, SecretLine, Table, TableRow, TextArea};
use crate::app::glyph::{glyphs, width};
use crate::secrets::looks_like_json;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::{MASK, json, typed};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Lines that a text of several lines has at least.
const AREA_LEAST: u16 = 4;

/// The lines that an input takes of a form that has `room`.
pub fn height(input: &InputView<'_>, room: u16) -> u16 {
    let most = (room.saturating_sub(6)).clamp(AREA_LEAST, 20);
    let lines = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let area = |area: &TextArea| lines(area.lines().count()).clamp(AREA_LEAST, most);
    match input {
        InputView::Line(_) | InputView::Secret(_) | InputView::Choice { .. } | InputView::Switch(_) => 1,
        InputView::Area(text) => area(text),
        InputView::SecretArea(secret) => area(&secret.area),
        InputView::Table(table) => lines(table.rows().len()).clamp(1, most),
    }
}

/// Draws an input, which has the focus `here`; answers where its cursor would be.
pub fn draw(
    input: &InputView<'_>,
    here: bool,
    scene: Scene<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let theme = scene.theme;
    if area.height == 0 {
        return None;
    }
    match input {
        InputView::Line(line) if here => {
            Some(typed::put(line, theme.text, None, &mut Pen::new(buf, area), area.y))
        }
        // Only where one types does the end of a long line matter.
        InputView::Line(line) => {
            Pen::new(buf, area).put(line.text(), theme.text);
            None
        }
        InputView::Secret(line) => Some(secret(line, here, theme, area, buf)),
        InputView::Area(text) => Some(lines(text, theme, area, buf)),
        InputView::SecretArea(secret) if secret.mask == Mask::Revealed => {
            Some(lines(&secret.area, theme, area, buf))
        }
        InputView::SecretArea(secret) => {
            masked_area(&secret.area, scene, area, buf);
            None
        }
        InputView::Choice { names, at } => {
            choice(names, *at, here, theme, area, buf);
            None
        }
        InputView::Switch(is_on) => {
            let (sign, style) = if *is_on { ("[x] yes", theme.text) } else { ("[ ] no", theme.dim) };
            Pen::new(buf, area).put(sign, style);
            None
        }
        InputView::Table(table) => table_rows(table, here, scene, area, buf),
    }
}

fn choice(options: &[&str], at: usize, here: bool, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let mut pen = Pen::new(buf, area);
    let all: usize = options.iter().map(|option| width(option) + 3).sum();
    if all > pen.left() {
        let chosen = options.get(at).copied().unwrap_or_default();
        let style = if here { theme.accent } else { theme.text };
        pen.put("‹ ", theme.key).put(chosen, style).put(" ›", theme.key);
        pen.put(&format!("  {} of {}", at + 1, options.len()), theme.dim);
        return;
    }
    for (nth, option) in options.iter().enumerate() {
        let style = match (nth == at, here) {
            (true, true) => theme.accent.patch(theme.tab),
            (true, false) => theme.strong,
            (false, _) => theme.dim,
        };
        pen.put(option, style).skip(3);
    }
}

/// A masked line shows a dot a character where it is typed into, so that one sees that one types.
fn secret(line: &SecretLine, here: bool, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    let mut pen = Pen::new(buf, area);
    let text = line.text();
    match (line.mask, here) {
        (Mask::Revealed, _) => {
            let shown = if line.is_several_lines() { text.replace('\n', "↵") } else { text.to_owned() };
            pen.put(&shown, theme.text);
        }
        (Mask::Masked, _) if text.is_empty() => {}
        (Mask::Masked, true) => {
            let room = pen.left().saturating_sub(1);
            pen.put(&"•".repeat(text.chars().count().min(room)), theme.masked);
        }
        (Mask::Masked, false) => {
            pen.put(MASK, theme.masked);
        }
    }
    let column = u16::try_from(line.cursor_column()).unwrap_or(u16::MAX).min(area.width.saturating_sub(1));
    Position::new(area.x + column, area.y)
}

fn masked_area(text: &TextArea, scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let mut rows = area.rows();
    if let Some(row) = rows.next() {
        Pen::new(buf, row).put(if text.text().is_empty() { "" } else { MASK }, scene.theme.masked);
    }
    if let Some(row) = rows.next() {
        let reveal = scene.key(Action::RevealField);
        let text = format!("{reveal} reveals the text; typing works all the same");
        Pen::new(buf, row).put(&text, scene.theme.dim);
    }
}

fn lines(text: &TextArea, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    let (line, column) = text.cursor();
    let top = text.top(usize::from(area.height));
    let room = usize::from(area.width).saturating_sub(1);
    let scrolled = column.saturating_sub(room.saturating_sub(1));
    let is_json = looks_like_json(text.text());
    for (shown, row) in text.lines().skip(top).zip(area.rows()) {
        let mut pen = Pen::new(buf, row);
        let colours = if is_json { json::parts(shown, theme) } else { vec![(0..shown.len(), theme.text)] };
        let mut at = 0;
        for (part, style) in colours {
            for (_, glyph) in glyphs(&shown[part]) {
                if at >= scrolled {
                    pen.put_glyph(glyph, style);
                }
                at += glyph.width();
            }
        }
    }
    let y = u16::try_from(line - top).unwrap_or(0).min(area.height.saturating_sub(1));
    let x = u16::try_from(column - scrolled).unwrap_or(0).min(area.width.saturating_sub(1));
    Position::new(area.x + x, area.y + y)
}

fn table_rows(table: &Table, here: bool, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let theme = scene.theme;
    if table.rows().is_empty() {
        let add = scene.key(Action::AddRow);
        Pen::new(buf, area).put(&format!("none; {add} adds one"), theme.dim);
        return None;
    }
    let longest = table.rows().iter().map(|row| width(row.key.text())).max().unwrap_or(0);
    let keys = u16::try_from(longest + 3).unwrap_or(u16::MAX).clamp(12, (area.width / 2).max(12));
    let first = table.cursor.offset(table.rows().len(), usize::from(area.height));
    let mut cursor = None;
    for ((at, row), line) in table.rows().iter().enumerate().skip(first).zip(area.rows()) {
        let cell = (here && at == table.cursor.at).then_some(table.cell);
        let found = table_row(row, &marks(table, row), cell, keys, theme, line, buf);
        cursor = cursor.or(found);
    }
    cursor
}

/// The type of a member and what is special about its key; nothing for tags, which have no type.
fn marks(table: &Table, row: &TableRow) -> String {
    let type_name = if table.is_secret() { row.type_name() } else { "" };
    match row.lock {
        Lock::Locked => "locked".to_owned(),
        Lock::Open if table.is_secret() && table.is_twice(row) => format!("key twice · {type_name}"),
        Lock::Open => type_name.to_owned(),
    }
}

fn table_row(
    row: &TableRow,
    sign: &str,
    cell: Option<Cell>,
    keys: u16,
    theme: &Theme,
    line: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let left = Rect { width: keys.min(line.width), ..line };
    let right = Rect { x: left.right(), width: line.width - left.width, ..line };
    let key_style = match (row.lock, cell) {
        (Lock::Locked, _) => theme.dim,
        (Lock::Open, Some(Cell::Key)) => theme.accent,
        (Lock::Open, _) => theme.json_key,
    };
    let mut pen = Pen::new(buf, left);
    pen.reserve(1);
    let at_key = if let (Lock::Open, Some(Cell::Key)) = (row.lock, cell) {
        typed::put(&row.key, key_style, None, &mut pen, line.y)
    } else {
        match row.key.text() {
            "" if row.origin.is_some() || !row.value.text().is_empty() => pen.put("(empty)", theme.dim),
            key => pen.put(key, key_style),
        };
        Position::new(left.x, line.y)
    };
    if !sign.is_empty() {
        Pen::new(buf, right).put_right(&format!("  {sign}"), theme.dim);
    }
    let signs = u16::try_from(width(sign)).unwrap_or(0);
    let value = Rect { width: right.width.saturating_sub(if signs > 0 { signs + 2 } else { 0 }), ..right };
    let at_value = secret(&row.value, cell == Some(Cell::Value), theme, value, buf);
    match cell {
        Some(Cell::Key) => Some(at_key),
        Some(Cell::Value) => Some(at_value),
        None => None,
    }
}
