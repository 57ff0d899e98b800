//! Pages: lines of text, scrolled where they are longer than their area.

use super::{ABSENT, scrollbar, searched};
use crate::app::glyph::width;
use crate::app::scroll::Scroll;
use crate::app::search::Search;
use crate::app::wrap::{Breaks, lines};
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::ops::Range;

/// A page under construction: labels at the left, and beside each what it labels.
pub struct Page<'t> {
    lines: Vec<Line<'static>>,
    theme: &'t Theme,
    label_width: usize,
    width: usize,
}

impl<'t> Page<'t> {
    /// An empty page of `width` cells. Labels get `label_width` of them, but no more than half.
    pub fn new(width: u16, label_width: usize, theme: &'t Theme) -> Self {
        let width = usize::from(width);
        Self { lines: Vec::new(), theme, label_width: label_width.min(width / 2), width }
    }

    /// The width of the page in cells.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The theme that the page is drawn with.
    pub fn theme(&self) -> &'t Theme {
        self.theme
    }

    /// Adds finished lines.
    pub fn extend(&mut self, lines: Vec<Line<'static>>) -> &mut Self {
        self.lines.extend(lines);
        self
    }

    /// Adds an empty line.
    pub fn gap(&mut self) -> &mut Self {
        self.lines.push(Line::default());
        self
    }

    /// Adds text over the whole width.
    pub fn text(&mut self, text: &str, style: Style) -> &mut Self {
        self.lines.extend(wrapped(text, style, self.width));
        self
    }

    /// Adds a label with text.
    pub fn entry(&mut self, label: &str, text: &str, style: Style) -> &mut Self {
        // A dim dash says that there is nothing; a dash that is stored is not dim.
        let text = if text == ABSENT && style == self.theme.dim { self.theme.glyphs.absent } else { text };
        let broken = lines(text, self.width.saturating_sub(self.label_width), Breaks::Words);
        for (nth, range) in broken.into_iter().enumerate() {
            let label = if nth == 0 { label } else { "" };
            self.spans(label, &[Span::styled(text[range].to_owned(), style)]);
        }
        self
    }

    /// Adds a label with text, or that there is none.
    pub fn optional(&mut self, label: &str, text: Option<&str>) -> &mut Self {
        match text.filter(|text| !text.is_empty()) {
            Some(text) => self.entry(label, text, self.theme.text),
            None => self.entry(label, self.theme.glyphs.absent, self.theme.dim),
        }
    }

    /// Adds a label with spans, broken at words if they are too long for a line.
    pub fn spans(&mut self, label: &str, spans: &[Span<'static>]) -> &mut Self {
        let broken = wrapped_spans(spans, self.width.saturating_sub(self.label_width));
        for (nth, spans) in broken.into_iter().enumerate() {
            let label = if nth == 0 { label } else { "" };
            let padding = self.label_width.saturating_sub(width(label)).max(1);
            let mut line = vec![Span::styled(format!("{label}{:padding$}", ""), self.theme.dim)];
            line.extend(spans);
            self.lines.push(Line::from(line));
        }
        self
    }

    /// Draws the page where it is scrolled to; `outer` is its area with the border. Empty lines are left out if the page
    /// is too long with them.
    pub fn draw(mut self, area: Rect, outer: Rect, scroll: &Scroll, buf: &mut Buffer) {
        if self.lines.len() > usize::from(area.height) {
            self.lines.retain(|line| !line.spans.is_empty());
        }
        put_scrolled(&self.lines, (area, outer), scroll, None, self.theme, buf);
    }
}

/// Spans in lines of `width` cells, broken at words.
pub fn wrapped_spans(spans: &[Span<'static>], width: usize) -> Vec<Vec<Span<'static>>> {
    let text: String = spans.iter().map(|span| span.content.as_ref()).collect();
    lines(&text, width, Breaks::Words).into_iter().map(|range| part(spans, range)).collect()
}

/// The spans of a range of bytes of their text.
fn part(spans: &[Span<'static>], range: Range<usize>) -> Vec<Span<'static>> {
    let mut start = 0;
    let cut = |span: &Span<'static>| {
        let from = range.start.saturating_sub(start).min(span.content.len());
        let to = range.end.saturating_sub(start).min(span.content.len());
        start += span.content.len();
        (from < to).then(|| Span::styled(span.content[from..to].to_owned(), span.style))
    };
    spans.iter().filter_map(cut).collect()
}

/// Text in lines of `width` cells, broken at words.
pub fn wrapped(text: &str, style: Style, width: usize) -> Vec<Line<'static>> {
    lines(text, width, Breaks::Words)
        .into_iter()
        .map(|range| Line::from(Span::styled(text[range].to_owned(), style)))
        .collect()
}

/// Text in lines of `cells` cells behind a sign; the lines after the first are indented by the width of the sign.
pub fn hanging(sign: &str, sign_style: Style, text: &str, style: Style, cells: usize) -> Vec<Line<'static>> {
    let indent = width(sign);
    let broken = lines(text, cells.saturating_sub(indent), Breaks::Words);
    let line = |(nth, range): (usize, Range<usize>)| {
        let before = if nth == 0 { sign.to_owned() } else { " ".repeat(indent) };
        Line::from(vec![Span::styled(before, sign_style), Span::styled(text[range].to_owned(), style)])
    };
    broken.into_iter().enumerate().map(line).collect()
}

/// Draws lines from the top of `area`, as many as fit.
pub fn put(lines: &[Line<'_>], area: Rect, buf: &mut Buffer) {
    for (line, row) in lines.iter().zip(area.rows()) {
        Pen::new(buf, row).put_line(line);
    }
}

/// Draws lines from the one that they are scrolled to, or that the search goes to; its matches; and the scroll bar in the border of `outer`.
pub fn put_scrolled(
    lines: &[Line<'_>],
    (area, outer): (Rect, Rect),
    scroll: &Scroll,
    search: Option<&Search>,
    theme: &Theme,
    buf: &mut Buffer,
) {
    if let Some(search) = search {
        search.scroll_to(lines.iter().map(ToString::to_string), scroll, usize::from(area.height));
    }
    let first = scroll.settle(lines.len(), usize::from(area.height));
    put(&lines[first.min(lines.len())..], area, buf);
    if let Some(search) = search {
        searched::mark(search, area, first, theme, buf);
    }
    scrollbar::draw(outer, area, lines.len(), first, theme, buf);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_too_long_for_a_line_go_on_below_in_their_styles() {
        let (plain, bold) = (Style::new(), Style::new().add_modifier(ratatui::style::Modifier::BOLD));
        let spans = vec![Span::styled("overdue", bold), Span::styled(" · was due on Monday", plain)];
        let mut page = Page::new(24, 10, &Theme::ANSI);
        page.spans("Rotation", &spans);
        let text: Vec<String> = page.lines.iter().map(ToString::to_string).collect();
        assert_eq!(text, ["Rotation  overdue · was", "          due on Monday"]);
        assert_eq!(page.lines[0].spans[1], Span::styled("overdue", bold));
        assert_eq!(page.lines[1].spans[1].style, plain);
    }
}
