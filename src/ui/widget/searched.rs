//! The search on screen: its line in the lower border of what is searched, and the marks on what matches.

use super::border;
use crate::app::glyph::width;
use crate::app::search::Search;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::typed;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use zeroize::Zeroizing;

/// Writes the text of the search and the number of matches into the lower border of `outer`. Returns the position of the
/// cursor while the text is typed.
pub fn line(search: &Search, outer: Rect, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    if !search.is_active() {
        return None;
    }
    let theme = scene.theme;
    let y = outer.bottom().saturating_sub(1);
    let mut pen = border::bottom(buf, outer);
    // The note on a copy is at the end of the same border.
    let half = pen.left() / 2;
    pen.reserve(half);
    let (nth, all) = search.count();
    let count = if search.has_text() { format!(" {nth} of {all} ") } else { " ".to_owned() };
    let style = if all == 0 && search.has_text() { theme.danger } else { theme.dim };
    pen.put(" / ", if search.is_typing() { theme.accent } else { theme.dim });
    pen.reserve(count.len());
    let position = typed::put(search.line(), theme.text, None, &mut pen, y);
    let after = Rect { x: pen.x(), width: outer.right().saturating_sub(pen.x() + 2), y, height: 1 };
    Pen::new(buf, after).put(&count, style);
    search.is_typing().then_some(position)
}

/// Marks what matches in the rows of `area`, as they are on screen; `first` is the line of the first row.
pub fn mark(search: &Search, area: Rect, first: usize, theme: &Theme, buf: &mut Buffer) {
    if !search.has_text() {
        return;
    }
    for (row, line) in area.intersection(buf.area).rows().zip(first..) {
        let style = if search.is_at(line) { theme.found } else { theme.matched };
        // What is revealed is in it.
        let mut text = Zeroizing::new(String::new());
        let mut cells = Vec::new();
        let mut x = row.x;
        while x < row.right() {
            let symbol = buf[(x, row.y)].symbol();
            cells.push((text.len(), x));
            text.push_str(symbol);
            // The cells that a wide symbol covers are empty.
            x += u16::try_from(width(symbol)).unwrap_or(1).max(1);
        }
        for part in search.parts(&text) {
            for (_, x) in cells.iter().filter(|(at, _)| part.contains(at)) {
                buf[(*x, row.y)].set_style(style);
            }
        }
    }
}
