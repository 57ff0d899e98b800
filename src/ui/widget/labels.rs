//! Staging labels, each in its own colour.

use crate::secrets::LabelSet;
use crate::ui::theme::Theme;
use ratatui::text::Span;

/// The labels of a version, with a space between two.
pub fn spans(labels: &LabelSet, theme: &Theme) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for label in labels {
        if !spans.is_empty() {
            spans.push(Span::raw(" "));
        }
        spans.push(Span::styled(label.as_str().to_owned(), theme.label(label.as_str())));
    }
    spans
}
