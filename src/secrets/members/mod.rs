//! The members of a JSON object, and edits that change the bytes of one member alone.

mod object;
mod pairing;

pub use object::{MemberEdit, ObjectText};
pub use pairing::{Pair, pair_up};

use super::json::{Items, JsonFault, JsonKind, decoded, joined, quoted};
use super::value::is_same_secret;
use std::collections::HashMap;
use std::fmt;
use zeroize::Zeroizing;

/// The members of a JSON object, in the order of the text. A key may appear twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members(pub Vec<Member>);

/// A member of a JSON object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The key, without quotes and escapes; as it is written if its escapes stand for no character.
    pub key: String,
    /// The value.
    pub value: MemberValue,
}

/// The value of a member. Compared in constant time for each length.
#[derive(Clone, Eq)]
pub enum MemberValue {
    /// A string, without quotes and escapes.
    Text(Zeroizing<String>),
    /// A number, `true`, `false`, `null`, an object or an array, as written.
    Json(Zeroizing<String>),
}

/// The reason why a text has no members.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MembersError {
    /// The text is not JSON.
    #[error("{0}")]
    NotJson(JsonFault),
    /// The text is JSON, but not an object.
    #[error("The text is JSON, but not an object.")]
    NotObject,
}

impl fmt::Debug for MemberValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemberValue(redacted)")
    }
}

impl PartialEq for MemberValue {
    fn eq(&self, other: &Self) -> bool {
        let is_same_kind = std::mem::discriminant(self) == std::mem::discriminant(other);
        is_same_kind && is_same_secret(self.text().as_bytes(), other.text().as_bytes())
    }
}

impl MemberValue {
    /// The value to show: a string without quotes, anything else as JSON.
    pub fn text(&self) -> &Zeroizing<String> {
        match self {
            Self::Text(text) | Self::Json(text) => text,
        }
    }

    /// The type.
    pub fn kind(&self) -> JsonKind {
        match self {
            Self::Text(_) => JsonKind::String,
            Self::Json(written) => JsonKind::of(written),
        }
    }

    /// The value as JSON.
    pub fn to_json(&self) -> Zeroizing<String> {
        match self {
            Self::Text(text) => quoted(text),
            Self::Json(written) => written.clone(),
        }
    }

    /// The value that is written like this.
    pub fn of(written: &str) -> Self {
        match JsonKind::of(written) {
            JsonKind::String => match serde_json::from_str(written) {
                Ok(text) => Self::Text(Zeroizing::new(text)),
                Err(_) => Self::Json(Zeroizing::new(written.to_owned())),
            },
            JsonKind::Number | JsonKind::Boolean | JsonKind::Null | JsonKind::Object | JsonKind::Array => {
                Self::Json(Zeroizing::new(written.to_owned()))
            }
        }
    }
}

impl Members {
    /// Parses a JSON object.
    ///
    /// # Errors
    /// The text is not JSON, or is not an object.
    pub fn parse(text: &str) -> Result<Self, MembersError> {
        let items = Items::parse(text).map_err(MembersError::NotJson)?.ok_or(MembersError::NotObject)?;
        let member = |place: &super::json::ItemPlace| {
            let key = place.key.clone().ok_or(MembersError::NotObject)?;
            Ok(Member { key: decoded(&text[key]), value: MemberValue::of(&text[place.value.clone()]) })
        };
        if !text.trim_start().starts_with('{') {
            return Err(MembersError::NotObject);
        }
        items.places().iter().map(member).collect::<Result<_, _>>().map(Self)
    }

    /// The keys that appear more than once, each named once. A reader of the object sees only one of their values.
    pub fn duplicates(&self) -> Vec<&str> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let mut found = Vec::new();
        for Member { key, .. } in &self.0 {
            let count = counts.entry(key).or_default();
            *count += 1;
            if *count == 2 {
                found.push(key.as_str());
            }
        }
        found
    }

    /// The place of a member among those of its key, counted from 1; `None` if the key is there only once.
    pub fn nth_of_its_key(&self, at: usize) -> Option<usize> {
        let key = &self.0.get(at)?.key;
        let same = |members: &[Member]| members.iter().filter(|member| member.key == *key).count();
        (same(&self.0) > 1).then(|| same(&self.0[..=at]))
    }

    /// The value of the first member with this key.
    pub fn get(&self, key: &str) -> Option<&MemberValue> {
        self.0.iter().find(|member| member.key == key).map(|member| &member.value)
    }

    /// The object as JSON on one line.
    pub fn to_line(&self) -> Zeroizing<String> {
        self.write("", "", "")
    }

    /// The object as JSON with a line for each member.
    pub fn to_lines(&self) -> Zeroizing<String> {
        if self.0.is_empty() {
            return Zeroizing::new("{}".to_owned());
        }
        self.write("\n", "  ", " ")
    }

    fn write(&self, end: &str, indent: &str, space: &str) -> Zeroizing<String> {
        let written: Vec<_> =
            self.0.iter().map(|Member { key, value }| (quoted(key), value.to_json())).collect();
        let mut pieces = vec!["{"];
        for (nth, (key, value)) in written.iter().enumerate() {
            let comma = if nth == 0 { "" } else { "," };
            pieces.extend([comma, end, indent, key, ":", space, value]);
        }
        pieces.extend([end, "}"]);
        joined(&pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AS_WRITTEN: &str = r#"{"port": 5432.0, "big": 12345678901234567890123, "e": 1E5, "z": "é\n", "a": {"x":  [1, 2]}, "n": null}"#;

    #[test]
    fn order_numbers_and_nested_json_stay_as_they_are_written() {
        let members = Members::parse(AS_WRITTEN).unwrap();
        let keys: Vec<_> = members.0.iter().map(|member| member.key.as_str()).collect();
        assert_eq!(keys, ["port", "big", "e", "z", "a", "n"]);
        let line =
            r#"{"port":5432.0,"big":12345678901234567890123,"e":1E5,"z":"é\n","a":{"x":  [1, 2]},"n":null}"#;
        assert_eq!(members.to_line().as_str(), line);
    }

    #[test]
    fn a_text_that_is_not_an_object_is_refused_with_the_reason() {
        assert_eq!(Members::parse("[1]"), Err(MembersError::NotObject));
        assert_eq!(Members::parse("\"a\""), Err(MembersError::NotObject));
        let Err(MembersError::NotJson(fault)) = Members::parse("\n  {\n  \"a\": hunter2\n}") else {
            panic!()
        };
        assert_eq!((fault.line, fault.column), (3, 8));
        assert!(!fault.to_string().contains("hunter2"), "{fault}");
    }

    #[test]
    fn keys_that_appear_twice_and_empty_ones_are_kept() {
        let members = Members::parse(r#"{"user":"first","":"1","user":"second","a":1,"user":3}"#).unwrap();
        assert_eq!(members.0.len(), 5);
        assert_eq!(members.duplicates(), ["user"]);
        assert_eq!(Members::parse(r#"{"a":1,"b":2}"#).unwrap().duplicates(), [""; 0]);
    }

    #[test]
    fn one_and_the_text_one_are_of_different_types() {
        let members =
            Members::parse(r#"{"a":1,"b":"1","c":null,"d":"null","e":true,"f":{},"g":[]}"#).unwrap();
        let kinds: Vec<_> = members.0.iter().map(|member| member.value.kind().name()).collect();
        assert_eq!(kinds, ["number", "string", "null", "string", "boolean", "object", "array"]);
    }

    #[test]
    fn debug_shows_no_value() {
        let members = Members::parse(r#"{"password":"hunter2"}"#).unwrap();
        assert!(!format!("{members:?}").contains("hunter2"));
    }

    proptest! {
        #[test]
        fn written_members_are_read_back(pairs in proptest::collection::vec((".*", ".*", any::<bool>()), 0..8)) {
            let mut members = Members::default();
            for (key, text, json) in pairs {
                if members.get(&key).is_none() {
                    let value = if json {
                        MemberValue::Json(Zeroizing::new(format!("[{}]", quoted(&text).as_str())))
                    } else {
                        MemberValue::Text(Zeroizing::new(text))
                    };
                    members.0.push(Member { key, value });
                }
            }
            prop_assert_eq!(Members::parse(&members.to_line()), Ok(members.clone()));
            prop_assert_eq!(Members::parse(&members.to_lines()), Ok(members));
        }
    }
}
