//! A JSON object as it is written, and edits of its members as splices.

use super::{Member, Members, MembersError};
use crate::secrets::json::{ItemEdit, Items, quoted};
use crate::secrets::value::is_same_secret;
use zeroize::Zeroizing;

/// A JSON object as it is written, with its members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectText {
    text: Written,
    members: Members,
}

/// The text of the object. `Debug` shows only its size.
#[derive(Clone, Eq)]
struct Written(Zeroizing<String>);

impl Default for Written {
    fn default() -> Self {
        Self(Zeroizing::new("{}".to_owned()))
    }
}

impl PartialEq for Written {
    fn eq(&self, other: &Self) -> bool {
        is_same_secret(self.0.as_bytes(), other.0.as_bytes())
    }
}

impl std::fmt::Debug for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Written({} bytes, redacted)", self.0.len())
    }
}

/// A member of an edited object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberEdit {
    /// The position of the member before the edit; `None` for a new one.
    pub origin: Option<usize>,
    /// The member after the edit.
    pub member: Member,
}

impl ObjectText {
    /// Parses a JSON object.
    ///
    /// # Errors
    /// The text is not JSON, or is not an object.
    pub fn parse(text: Zeroizing<String>) -> Result<Self, MembersError> {
        let members = Members::parse(&text)?;
        Ok(Self { text: Written(text), members })
    }

    /// The text.
    pub fn text(&self) -> &Zeroizing<String> {
        &self.text.0
    }

    /// The members, in the order of the text.
    pub fn members(&self) -> &Members {
        &self.members
    }

    /// The text with these members instead. A key or a value that is as it was keeps its bytes, escapes and all; a member
    /// that is not listed is gone; new members come last, in the style of the text.
    pub fn edited(&self, edits: &[MemberEdit]) -> Zeroizing<String> {
        let edits: Vec<_> = edits.iter().map(|edit| self.item_edit(edit)).collect();
        self.spliced(&edits)
    }

    /// The text with these items instead of its members.
    pub fn spliced(&self, edits: &[ItemEdit]) -> Zeroizing<String> {
        match Items::parse(&self.text.0) {
            Ok(Some(items)) => items.edited(edits),
            // The text was parsed when this was made.
            Ok(None) | Err(_) => self.text.0.clone(),
        }
    }

    /// The key and the value of a member as they are written.
    pub fn written(&self, at: usize) -> Option<[Zeroizing<String>; 2]> {
        let items = Items::parse(&self.text.0).ok()??;
        let place = items.places().get(at)?;
        let part = |part: std::ops::Range<usize>| Zeroizing::new(self.text.0[part].to_owned());
        Some([part(place.key.clone()?), part(place.value.clone())])
    }

    fn item_edit(&self, MemberEdit { origin, member }: &MemberEdit) -> ItemEdit {
        let before = origin.and_then(|at| self.members.0.get(at));
        let is_other_key = before.is_none_or(|before| before.key != member.key);
        let is_other_value = before.is_none_or(|before| before.value != member.value);
        ItemEdit {
            origin: *origin,
            key: is_other_key.then(|| quoted(&member.key)),
            value: is_other_value.then(|| member.value.to_json()),
        }
    }
}

#[cfg(test)]
mod tests;
