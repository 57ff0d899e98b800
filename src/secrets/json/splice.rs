//! Edits of a JSON object or array that change no byte outside of the edited items.

use super::items::{ItemPlace, Items};
use super::style::Style;
use std::fmt;
use zeroize::Zeroizing;

/// An item of an edited object or array.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ItemEdit {
    /// The position of the item before the edit; `None` for a new one.
    pub origin: Option<usize>,
    /// The JSON text of another key; `None` keeps the bytes of the present one.
    pub key: Option<Zeroizing<String>>,
    /// The JSON text of another value; `None` keeps the bytes of the present one.
    pub value: Option<Zeroizing<String>>,
}

impl fmt::Debug for ItemEdit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ItemEdit({:?}, redacted)", self.origin)
    }
}

impl ItemEdit {
    /// An item that stays as it is.
    pub fn kept(origin: usize) -> Self {
        Self { origin: Some(origin), ..Self::default() }
    }
}

impl<'a> Items<'a> {
    /// The whole text, with other items: those that stay keep their bytes and what is between them, those that are gone
    /// take the comma beside them, new ones follow the last one in the style of the text.
    pub fn edited(&self, edits: &[ItemEdit]) -> Zeroizing<String> {
        let kept: Vec<(usize, &ItemEdit)> =
            edits.iter().filter_map(|edit| edit.origin.map(|at| (at, edit))).collect();
        let added: Vec<&ItemEdit> = edits.iter().filter(|edit| edit.origin.is_none()).collect();
        let style = Style::of(self);
        let mut pieces = vec![self.slice(0..self.inner().start)];
        if !kept.is_empty() || !added.is_empty() {
            pieces.push(&style.lead);
        }
        for (nth, (at, edit)) in kept.iter().enumerate() {
            if let Some((before, _)) = nth.checked_sub(1).and_then(|before| kept.get(before)) {
                pieces.extend(self.between(*before, *at));
            }
            pieces.extend(self.item(*at, edit));
        }
        for (nth, edit) in added.iter().enumerate() {
            if nth > 0 || !kept.is_empty() {
                pieces.push(&style.separator);
            }
            if let Some(key) = &edit.key {
                pieces.extend([key.as_str(), style.colon.as_str()]);
            }
            pieces.extend(edit.value.as_deref().map(String::as_str));
        }
        let is_untouched = self.places().is_empty() && added.is_empty();
        pieces.push(if is_untouched { self.slice(self.inner().clone()) } else { &style.tail });
        pieces.push(self.slice(self.inner().end..self.text().len()));
        joined(&pieces)
    }

    /// The pieces of an item that stays.
    fn item<'e>(&'e self, at: usize, edit: &'e ItemEdit) -> Vec<&'e str> {
        let ItemPlace { key, value } = &self.places()[at];
        let mut pieces = Vec::new();
        if let Some(key) = key {
            pieces.push(edit.key.as_deref().map_or(self.slice(key.clone()), |key| key));
            pieces.push(self.slice(key.end..value.start));
        }
        pieces.push(edit.value.as_deref().map_or(self.slice(value.clone()), |value| value));
        pieces
    }

    /// The text between two items that stay: with others gone from between them, up to the comma behind the first one and
    /// from the comma before the second one.
    fn between(&self, before: usize, after: usize) -> [&'a str; 2] {
        let gap = self.gap(before);
        let comma = gap.find(',').map_or(gap.len(), |at| at + 1);
        let last = self.gap(after.saturating_sub(1));
        let last_comma = last.find(',').map_or(0, |at| at + 1);
        [&gap[..comma], &last[last_comma..]]
    }
}

/// All pieces in one text, made at once: a text that grows leaves unwiped copies of its beginning behind.
pub fn joined(pieces: &[&str]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(pieces.iter().map(|piece| piece.len()).sum()));
    for piece in pieces {
        text.push_str(piece);
    }
    text
}
