//! The items of a JSON object or array with their places in the text, and edits that change no byte outside of them.

use super::style::Style;
use super::{JsonFault, SPACES};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Range;
use zeroize::Zeroizing;

/// The place of an item in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemPlace {
    /// The key of a member with its quotes; `None` for an element of an array.
    pub key: Option<Range<usize>>,
    /// The value.
    pub value: Range<usize>,
}

/// A JSON object or array as it is written, with the places of its items. `Debug` shows only the places.
#[derive(Clone, PartialEq, Eq)]
pub struct Items<'a> {
    text: &'a str,
    /// The text between the brackets.
    inner: Range<usize>,
    places: Vec<ItemPlace>,
}

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

impl fmt::Debug for Items<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Items({:?})", self.places)
    }
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

impl ItemPlace {
    /// The first byte of the item.
    pub fn start(&self) -> usize {
        self.key.as_ref().unwrap_or(&self.value).start
    }
}

impl<'a> Items<'a> {
    /// Finds the items of a text; `None` if it is JSON, but neither an object nor an array.
    ///
    /// # Errors
    /// The text is not JSON.
    pub fn parse(text: &'a str) -> Result<Option<Self>, JsonFault> {
        Self::within(text, 0..text.len())
    }

    /// Finds the items of a part of a text; their places are those in the whole text.
    ///
    /// # Errors
    /// The part is not JSON.
    pub fn within(text: &'a str, part: Range<usize>) -> Result<Option<Self>, JsonFault> {
        if let Some(fault) = super::json_fault(&text[part.clone()]) {
            return Err(fault);
        }
        let trimmed = text[part].trim_matches(SPACES);
        if !trimmed.starts_with(['{', '[']) {
            return Ok(None);
        }
        let Written(found) = serde_json::from_str(trimmed)?;
        let place = |part: &str| place_in(text, part);
        let places = found.iter().map(|(key, value)| ItemPlace {
            key: key.map(|key| place(key.get())),
            value: place(value.get()),
        });
        let places = places.collect();
        let whole = place(trimmed);
        Ok(Some(Self { text, inner: whole.start + 1..whole.end - 1, places }))
    }

    /// The places of the items, in the order of the text.
    pub fn places(&self) -> &[ItemPlace] {
        &self.places
    }

    /// The whole text, with other items: those that stay keep their bytes and what is between them, those that are gone
    /// take the comma beside them, new ones follow the last one in the style of the text.
    pub fn edited(&self, edits: &[ItemEdit]) -> Zeroizing<String> {
        let kept: Vec<(usize, &ItemEdit)> =
            edits.iter().filter_map(|edit| edit.origin.map(|at| (at, edit))).collect();
        let added: Vec<&ItemEdit> = edits.iter().filter(|edit| edit.origin.is_none()).collect();
        let style = Style::of(self);
        let mut pieces = vec![&self.text[..self.inner.start]];
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
        let is_untouched = self.places.is_empty() && added.is_empty();
        pieces.push(if is_untouched { &self.text[self.inner.clone()] } else { &style.tail });
        pieces.push(&self.text[self.inner.end..]);
        joined(&pieces)
    }

    /// The pieces of an item that stays.
    fn item<'e>(&'e self, at: usize, edit: &'e ItemEdit) -> Vec<&'e str> {
        let ItemPlace { key, value } = &self.places[at];
        let mut pieces = Vec::new();
        if let Some(key) = key {
            pieces.push(edit.key.as_deref().map_or(&self.text[key.clone()], |key| key));
            pieces.push(&self.text[key.end..value.start]);
        }
        pieces.push(edit.value.as_deref().map_or(&self.text[value.clone()], |value| value));
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

    /// The text between an item and the next one: a comma and spaces.
    pub(super) fn gap(&self, at: usize) -> &'a str {
        &self.text[self.places[at].value.end..self.places[at + 1].start()]
    }

    /// A part of the text.
    pub(super) fn slice(&self, part: Range<usize>) -> &'a str {
        &self.text[part]
    }

    /// The place of the text between the brackets.
    pub(super) fn inner(&self) -> &Range<usize> {
        &self.inner
    }
}

/// The place of a part that was cut out of a text.
fn place_in(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    start..start + part.len()
}

/// All pieces in one text, made at once: a text that grows leaves unwiped copies of its beginning behind.
pub fn joined(pieces: &[&str]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(pieces.iter().map(|piece| piece.len()).sum()));
    for piece in pieces {
        text.push_str(piece);
    }
    text
}

/// The keys and values of an object or an array, borrowed from its text.
struct Written<'a>(Vec<(Option<&'a RawValue>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Written<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Written<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object or an array")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some((key, value)) = map.next_entry()? {
                    items.push((Some(key), value));
                }
                Ok(Written(items))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(value) = list.next_element()? {
                    items.push((None, value));
                }
                Ok(Written(items))
            }
        }
        deserializer.deserialize_any(InOrder)
    }
}
