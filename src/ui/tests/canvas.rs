//! The screen as text, and its looks as letters.

use crate::app::Model;
use crate::app::actions::Keymap;
use crate::app::glyph::width;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// What the letters of [`styles`] mean.
pub const LEGEND: &str = "· plain  - dim  b bold  # reversed  x crossed out  c cyan  g green  y yellow  r red  m magenta; \
                          a capital: bold or underlined as well";

/// The model drawn at its own size.
pub fn drawn(model: &Model) -> Buffer {
    drawn_with(model, model.keymap())
}

/// The model drawn at its own size, with other keys.
pub fn drawn_with(model: &Model, keymap: &Keymap) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, model.size().width, model.size().height));
    crate::ui::draw(Scene { keymap, ..Scene::new(model, &Theme::ANSI) }, &mut buf);
    buf
}

/// What a reader sees, line by line.
pub fn text(buf: &Buffer) -> String {
    lines(buf, |cell| cell.symbol().to_owned())
}

/// What it looks like, a letter a cell.
pub fn styles(buf: &Buffer) -> String {
    lines(buf, |cell| {
        let letter = letter(cell).to_string();
        letter.repeat(width(cell.symbol()).max(1))
    })
}

fn lines(buf: &Buffer, show: impl Fn(&Cell) -> String) -> String {
    let rows = buf.content.chunks(usize::from(buf.area.width.max(1)));
    let line = |row: &[Cell]| {
        let mut line = String::new();
        let mut at = 0;
        // The cells behind a wide character are part of it.
        while let Some(cell) = row.get(at) {
            line.push_str(&show(cell));
            at += width(cell.symbol()).max(1);
        }
        line.trim_end().to_owned()
    };
    rows.map(line).collect::<Vec<_>>().join("\n")
}

fn letter(cell: &Cell) -> char {
    let has = |modifier| cell.modifier.contains(modifier);
    let letter = match cell.fg {
        _ if cell.symbol() == " " && cell.modifier.is_empty() => return ' ',
        _ if has(Modifier::REVERSED) => '#',
        _ if has(Modifier::CROSSED_OUT) => 'x',
        Color::Cyan => 'c',
        Color::Green => 'g',
        Color::Yellow => 'y',
        Color::Red => 'r',
        Color::Magenta => 'm',
        _ if has(Modifier::DIM) => '-',
        _ if has(Modifier::BOLD) => return 'b',
        _ => '·',
    };
    if has(Modifier::BOLD) || has(Modifier::UNDERLINED) { letter.to_ascii_uppercase() } else { letter }
}
