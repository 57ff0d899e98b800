//! The style in which a JSON object or array is written, for items that are added to it.

use super::items::Items;

/// The indent of items where the text shows none.
const INDENT: &str = "  ";

/// The texts around items.
pub(super) struct Style {
    /// Between the opening bracket and the first item.
    pub lead: String,
    /// Between two items.
    pub separator: String,
    /// Between key and value.
    pub colon: String,
    /// Between the last item and the closing bracket.
    pub tail: String,
}

impl Style {
    /// The style of a text: as the last items have it.
    pub(super) fn of(items: &Items<'_>) -> Self {
        let (Some(first), Some(last)) = (items.places().first(), items.places().last()) else {
            return Self::of_empty(items.slice(items.inner().clone()));
        };
        let lead = items.slice(items.inner().start..first.start());
        let colon = last.key.as_ref().map_or(":", |key| items.slice(key.end..last.value.start));
        let separator = match items.places().len().checked_sub(2) {
            Some(last_but_one) => items.gap(last_but_one).to_owned(),
            None if lead.contains('\n') => format!(",{lead}"),
            None if !lead.is_empty() || colon.ends_with(char::is_whitespace) => ", ".to_owned(),
            None => ",".to_owned(),
        };
        Self {
            lead: lead.to_owned(),
            separator,
            colon: colon.to_owned(),
            tail: items.slice(last.value.end..items.inner().end).to_owned(),
        }
    }

    /// The style for the first items of a text that has nothing but spaces between its brackets.
    fn of_empty(inner: &str) -> Self {
        let Some(line_end) = inner.rfind('\n') else {
            let space = if inner.is_empty() { "" } else { " " };
            return Self {
                lead: inner.to_owned(),
                separator: format!(",{space}"),
                colon: format!(":{space}"),
                tail: inner.to_owned(),
            };
        };
        let line_start = if inner[..line_end].ends_with('\r') { line_end - 1 } else { line_end };
        let tail = inner[line_start..].to_owned();
        let lead = format!("{tail}{INDENT}");
        Self { separator: format!(",{lead}"), colon: ": ".to_owned(), lead, tail }
    }
}
