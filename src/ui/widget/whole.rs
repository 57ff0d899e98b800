//! A box with the whole of a text that its row had to cut.

use super::border;
use crate::app::actions::Action;
use crate::app::scroll::Scroll;
use crate::app::wording::counted;
use crate::app::wrap::{Breaks, lines};
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

/// The lowest box: its border, and a line of text.
const LEAST_HEIGHT: u16 = 3;
/// The narrowest box: its border, air, and two cells of text.
const LEAST_WIDTH: u16 = 6;

/// A text to show whole. It is not copied, since it may be secret.
pub struct Whole<'a> {
    /// The title of the box.
    pub title: &'a str,
    /// The text, with its own line breaks.
    pub text: &'a str,
    /// The first line shown, if the text can be scrolled; else it is cut at its end.
    pub scroll: Option<&'a Scroll>,
}

impl Whole<'_> {
    /// Draws the box over the rows above or below the cursor, whichever are more. `cursor` is the line of the cursor,
    /// counted from the first of the `rows`.
    pub fn draw(&self, rows: Rect, cursor: u16, scene: Scene<'_>, buf: &mut Buffer) {
        let theme = scene.theme;
        let (above, below) = (cursor, rows.height.saturating_sub(cursor + 1));
        let room = above.max(below);
        if room < LEAST_HEIGHT || rows.width < LEAST_WIDTH {
            return;
        }
        let broken = lines(self.text, usize::from(rows.width - 4), Breaks::Anywhere);
        let height = u16::try_from(broken.len().saturating_add(2)).unwrap_or(u16::MAX).min(room);
        let y = if below >= height || below >= above { rows.bottom() - height } else { rows.y };
        let area = Rect { y, height, ..rows };
        Clear.render(area.intersection(buf.area), buf);
        border::draw(buf, area, theme.frame, theme);
        border::top(buf, area).put(" ", theme.text).put_name(self.title, theme.strong).put(" ", theme.text);
        let inside = area.inner(Margin::new(2, 1));
        let shown = usize::from(inside.height);
        let first = self.scroll.map_or(0, |scroll| scroll.settle(broken.len(), shown));
        for (range, row) in broken.iter().skip(first).zip(inside.rows()) {
            Pen::new(buf, row).put(&self.text[range.clone()], theme.text);
        }
        if let Some(left @ 1..) = broken.len().checked_sub(shown + first) {
            let more = counted(left, "more line");
            let text = match self.scroll {
                Some(_) => format!("{more}{}{}", theme.glyphs.between, scene.key(Action::HalfPageDown)),
                None => more,
            };
            border::bottom_right(buf, area, &Line::styled(text, theme.warn));
        }
    }
}
