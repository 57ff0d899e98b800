//! The scroll bar: a thumb in the right border.

use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Scrollbar, ScrollbarOrientation, ScrollbarState, StatefulWidget};

/// Draws the thumb beside `rows`, in the right border of `outer`, unless all of the `len` lines fit, or in plain mode. `first` is the first
/// line shown.
pub fn draw(outer: Rect, rows: Rect, len: usize, first: usize, theme: &Theme, buf: &mut Buffer) {
    let page = usize::from(rows.height);
    if theme.glyphs.is_plain() || page == 0 || len <= page || outer.width < 2 {
        return;
    }
    let border = Rect { x: outer.right() - 1, width: 1, ..rows }.intersection(buf.area);
    if border.is_empty() {
        return;
    }
    let mut state = ScrollbarState::new(len - page + 1).position(first).viewport_content_length(page);
    Scrollbar::new(ScrollbarOrientation::VerticalRight)
        .begin_symbol(None)
        .end_symbol(None)
        .track_symbol(None)
        .thumb_symbol("┃")
        .thumb_style(theme.key)
        .render(border, buf, &mut state);
}
