//! The inputs of fields.

use super::{secret, table};
use crate::app::actions::Action;
use crate::app::form::{InputPart, InputView, Mask, TextArea};
use crate::app::glyph::width;
use crate::app::wording::place;
use crate::secrets::looks_like_json;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::{json, scrollbar, typed};
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
        InputView::Line(_) | InputView::Choice { .. } | InputView::Switch(_) => 1,
        InputView::Secret(line) => lines(line.height()).clamp(1, most),
        InputView::Area(text) => area(text),
        InputView::SecretArea(secret) => area(&secret.area),
        InputView::Table(table) => lines(table.lines()).clamp(1, most),
    }
}

/// Draws an input, which has the focus `here`; answers where its cursor would be. `place` is told where each part of it is.
pub fn draw(
    input: &InputView<'_>,
    here: bool,
    scene: Scene<'_>,
    area: Rect,
    buf: &mut Buffer,
    place: &mut dyn FnMut(Rect, InputPart),
) -> Option<Position> {
    let theme = scene.theme;
    if area.height == 0 {
        return None;
    }
    place(area, InputPart::Whole);
    match input {
        InputView::Line(line) if here => {
            Some(typed::put(line, theme.text, None, &mut Pen::new(buf, area), area.y))
        }
        // Only where one types does the end of a long line matter.
        InputView::Line(line) => {
            Pen::new(buf, area).put(line.text(), theme.text);
            None
        }
        InputView::Secret(line) => {
            let first = line.area().top(usize::from(area.height));
            secret::draw(line, first, here, theme, area, buf)
        }
        InputView::Area(text) => Some(lines(text, theme, area, buf)),
        InputView::SecretArea(secret) if secret.mask == Mask::Revealed => {
            Some(lines(&secret.area, theme, area, buf))
        }
        InputView::SecretArea(secret) => {
            masked_area(&secret.area, scene, area, buf);
            None
        }
        InputView::Choice { names, at } => {
            choice((names, *at), here, theme, area, buf, place);
            None
        }
        InputView::Switch(is_on) => {
            let (sign, style) = if *is_on { ("[x] yes", theme.text) } else { ("[ ] no", theme.dim) };
            let sign = if scene.is_plain() { &sign[4..] } else { sign };
            Pen::new(buf, area).put(sign, style);
            None
        }
        InputView::Table(table) => table::draw(table, here, scene, area, buf, place),
    }
}

fn choice(
    (options, at): (&[&str], usize),
    here: bool,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
    place: &mut dyn FnMut(Rect, InputPart),
) {
    let mut pen = Pen::new(buf, area);
    let all: usize = options.iter().map(|option| width(option) + 5).sum();
    if theme.glyphs.is_plain() {
        let chosen = options.get(at).copied().unwrap_or_default();
        let at = self::place(at, options.len());
        pen.put(
            &format!("{chosen}, {at}: {}", options.join(", ")),
            if here { theme.accent } else { theme.text },
        );
        return;
    }
    if all > pen.left() {
        let chosen = options.get(at).copied().unwrap_or_default();
        let style = if here { theme.accent } else { theme.text };
        let (len, shown) = (options.len(), u16::try_from(width(chosen) + 2).unwrap_or(u16::MAX));
        let part = |x: u16, width: u16| {
            Rect { x: area.x.saturating_add(x), width, height: 1, ..area }.intersection(area)
        };
        place(part(0, 2), InputPart::Option((at + len - 1) % len));
        place(part(shown, 3), InputPart::Option((at + 1) % len));
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
        // The sign tells the option that is chosen without a colour.
        let sign = if nth == at { "● " } else { "○ " };
        let start = pen.x();
        pen.put(sign, style).put(option, style);
        place(
            Rect { x: start, width: pen.x().saturating_sub(start), height: 1, ..area },
            InputPart::Option(nth),
        );
        pen.skip(3);
    }
}

/// Masked text of several lines: dots, its size, and the way to reveal it.
fn masked_area(text: &TextArea, scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let mut rows = area.rows();
    if let Some(row) = rows.next().filter(|_| !text.text().is_empty()) {
        let mut pen = Pen::new(buf, row);
        pen.put(scene.glyphs().mask, scene.theme.masked).skip(2).put(&secret::size(text), scene.theme.dim);
    }
    if let Some(row) = rows.next() {
        let reveal = scene.key(Action::RevealField);
        let text = format!("{reveal} reveals the text; typing works all the same");
        Pen::new(buf, row).put(&text, scene.theme.dim);
    }
}

fn lines(text: &TextArea, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    let top = text.top(usize::from(area.height));
    // In the right border of the box, which is beside the area.
    let boxed = Rect { width: area.width.saturating_add(1), ..area };
    scrollbar::draw(boxed, area, text.lines().count(), top, theme, buf);
    if looks_like_json(text.text()) {
        typed::put_lines(text, top, |line| json::parts(line, theme), area, buf)
    } else {
        typed::put_lines(text, top, |line| vec![(0..line.len(), theme.text)], area, buf)
    }
}
