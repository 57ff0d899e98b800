//! Facts in a line, with a sign between them.

use crate::app::glyph::width;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;
use ratatui::text::{Line, Span};

/// Writes facts, the most important first. The first is cut if it is too long; each of the others is written if all of it fits.
pub fn put(facts: impl IntoIterator<Item = Vec<Span<'static>>>, theme: &Theme, pen: &mut Pen<'_>) {
    let between = theme.glyphs.between;
    let mut is_first = true;
    for fact in facts.into_iter().filter(|fact| !fact.is_empty()) {
        let cells: usize = fact.iter().map(|span| width(&span.content)).sum();
        if is_first {
            is_first = false;
        } else if width(between) + cells <= pen.left() {
            pen.put(between, theme.dim);
        } else {
            continue;
        }
        pen.put_line(&Line::from(fact));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::tests::canvas;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    #[test]
    fn a_fact_is_written_whole_or_not_at_all() {
        let written = |cells| {
            let mut buf = Buffer::empty(Rect::new(0, 0, cells, 1));
            let area = buf.area;
            let facts = ["failed", "read just now", "r"].map(|text| vec![Span::raw(text)]);
            put(facts, &Theme::ANSI, &mut Pen::new(&mut buf, area));
            canvas::text(&buf)
        };
        assert_eq!(written(40), "failed · read just now · r");
        assert_eq!(written(24), "failed · read just now");
        assert_eq!(written(21), "failed · r");
        assert_eq!(written(4), "fai…");
    }
}
