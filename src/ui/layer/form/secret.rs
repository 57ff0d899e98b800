//! A secret text of a line: dots while it is masked, else its lines.

use crate::app::form::{Mask, SecretLine, TextArea};
use crate::app::wording::counted;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;
use crate::ui::widget::typed;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws a secret text from its line `first`, which has the focus `here`; answers where its cursor would be.
///
/// Masked text shows a dot a character where it is typed into, so that one sees that one types, and its size. Elsewhere
/// only a text of several lines shows its size: the length of a password is nobody's business.
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
        Mask::Masked => masked(text, here, theme, area, buf),
    }
}

fn masked(text: &TextArea, here: bool, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let mut pen = Pen::new(buf, area);
    let has_lines = text.lines().nth(1).is_some();
    if (here && !text.text().is_empty()) || has_lines {
        pen.put_right(&format!("  {}", size(text)), theme.dim);
    }
    if !here {
        if !text.text().is_empty() {
            pen.put(theme.glyphs.mask, theme.masked);
        }
        return None;
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

/// The size of a text in words: its lines, if there are several, and its bytes.
pub(super) fn size(text: &TextArea) -> String {
    let bytes = counted(text.text().len(), "byte");
    match text.lines().count() {
        1 => bytes,
        lines => format!("{}, {bytes}", counted(lines, "line")),
    }
}
