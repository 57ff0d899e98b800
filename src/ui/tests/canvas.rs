//! The screen as text, and its styles as letters.

use crate::app::Model;
use crate::app::actions::Keymap;
use crate::app::glyph::width;
use crate::ui::Panes;
use crate::ui::glyphs::Glyphs;
use crate::ui::look::Look;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

/// The meaning of the letters of [`styles`].
pub const LEGEND: &str = "· plain  - dim  b bold  # reversed  x crossed out  c cyan  g green  y yellow  r red  m magenta; \
                          a capital: bold or underlined as well";

/// The screen of a model, at the model's size.
pub fn drawn(model: &Model) -> Buffer {
    drawn_with(model, model.keymap())
}

/// The screen of a model with another keymap.
pub fn drawn_with(model: &Model, keymap: &Keymap) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, model.size().width, model.size().height));
    crate::ui::draw(Scene { keymap, ..Scene::new(model, &Theme::ANSI) }, Panes::Drawn, &mut buf);
    buf
}

/// The screen of a model in plain mode, and the place of the terminal's cursor.
pub fn drawn_plain(model: &Model) -> (Buffer, Option<Position>) {
    let mut buf = Buffer::empty(Rect::new(0, 0, model.size().width, model.size().height));
    let theme = Theme { glyphs: &Glyphs::PLAIN, ..Theme::ANSI };
    let position = crate::ui::draw(Scene::new(model, &theme), Panes::Drawn, &mut buf);
    (buf, position)
}

/// The screen of a model in a theme, and the place of the terminal's cursor.
pub fn drawn_themed(model: &Model, theme: &Theme) -> (Buffer, Option<Position>) {
    let mut buf = Buffer::empty(Rect::new(0, 0, model.size().width, model.size().height));
    let position = crate::ui::draw(Scene::new(model, theme), Panes::Drawn, &mut buf);
    (buf, position)
}

/// The screen of a model with another look.
pub fn drawn_in(model: &Model, look: Look) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, model.size().width, model.size().height));
    crate::ui::draw(Scene::new(model, look.theme), Panes::Drawn, &mut buf);
    look.signs.apply(&mut buf);
    buf
}

/// The text on screen, line by line.
pub fn text(buf: &Buffer) -> String {
    lines(buf, |cell| cell.symbol().to_owned())
}

/// The styles on screen, a letter for each cell.
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
        // A wide character covers the cells after its first.
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
