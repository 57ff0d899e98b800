//! The items of a JSON object or array, with their places in the text.

use super::{JsonFault, SPACES};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Range;

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

impl fmt::Debug for Items<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Items({:?})", self.places)
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

    /// The text between an item and the next one: a comma and spaces.
    pub(super) fn gap(&self, at: usize) -> &'a str {
        &self.text[self.places[at].value.end..self.places[at + 1].start()]
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'a str {
        self.text
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
