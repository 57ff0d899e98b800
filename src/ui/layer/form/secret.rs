//! A secret text of a line: dots while it is masked, else its lines.

use crate::app::form::{Mask, SecretLine, TextArea, Touch};
use crate::app::glyph::width;
use crate::app::wording::{bytes, counted, masked_size};
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;
use crate::ui::widget::typed;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws a secret text from its line `first`, which has the focus `here`; answers where its cursor would be.
///
/// Masked text shows a dot a character where the user types or moves in it, so that the user sees that. Elsewhere its mask has
/// one length, since the length of a password is nobody's business.
pub(super) fn draw(
    line: &SecretLine,
    first: usize,
    here: bool,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let text = line.area();
    match line.mask {
        Mask::Revealed if here => {
            let plain = |line: &str| vec![(0..line.len(), theme.text)];
            Some(typed::put_lines(text, first, plain, area, buf))
        }
        Mask::Revealed => {
            for (shown, row) in text.lines().skip(first).zip(area.rows()) {
                Pen::new(buf, row).put(shown, theme.text);
            }
            None
        }
        Mask::Masked => masked(line, here, theme, area, buf),
    }
}

fn masked(line: &SecretLine, here: bool, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let text = line.area();
    let mut pen = Pen::new(buf, area);
    let is_typed = here && line.touch() == Touch::Touched && !text.text().is_empty();
    if is_typed {
        // The dots tell as much.
        pen.put_right(&format!("  {}", lines_and(text, bytes(text.text().len()))), theme.dim);
    } else if text.lines().nth(1).is_some() {
        pen.put_right(&format!("  {}", size(text)), theme.dim);
    }
    if !here || line.touch() == Touch::Untouched {
        let mask = if text.text().is_empty() { "" } else { theme.glyphs.mask };
        pen.put(mask, theme.masked);
        let column = if text.characters_before_cursor() == 0 { 0 } else { width(mask) };
        let column = u16::try_from(column).unwrap_or(u16::MAX).min(area.width.saturating_sub(1));
        return here.then(|| Position::new(area.x + column, area.y));
    }
    if theme.glyphs.is_plain() {
        return Some(masked_in_words(text, theme, &mut pen, area.y));
    }
    // The dots around the cursor, if there are more than fit.
    let room = pen.left().saturating_sub(1).max(1);
    let before = text.characters_before_cursor();
    let scrolled = before.saturating_sub(room);
    let selected = text.selection().unwrap_or_default();
    for (at, _) in text.text().char_indices().skip(scrolled).take(room) {
        let style = theme.masked;
        pen.put("•", if selected.contains(&at) { style.add_modifier(typed::SELECTED) } else { style });
    }
    let column = u16::try_from(before - scrolled).unwrap_or(u16::MAX).min(area.width.saturating_sub(1));
    Some(Position::new(area.x + column, area.y))
}

/// Writes a masked text in words, "hidden, 12 characters"; answers where its cursor is: behind the words.
fn masked_in_words(text: &TextArea, theme: &Theme, pen: &mut Pen<'_>, y: u16) -> Position {
    let (all, before) = (text.text().chars().count(), text.characters_before_cursor());
    if all > 0 {
        let cursor = if before < all { format!(", cursor behind {before}") } else { String::new() };
        let selected = if text.selection().is_some() { ", selected" } else { "" };
        let mask = theme.glyphs.mask;
        pen.put(&format!("{mask}, {}{cursor}{selected}", counted(all, "character")), theme.masked);
    }
    Position::new(pen.x(), y)
}

/// The size of a masked text in words: its lines, if there are several, and its bytes.
pub(super) fn size(text: &TextArea) -> String {
    lines_and(text, masked_size(text.text().len()))
}

fn lines_and(text: &TextArea, bytes: String) -> String {
    match text.lines().count() {
        1 => bytes,
        lines => format!("{}, {bytes}", counted(lines, "line")),
    }
}
