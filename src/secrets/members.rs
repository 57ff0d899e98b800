//! The members of a JSON object, kept as written: order, numbers and nested JSON survive an edit.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::HashSet;
use std::fmt;
use zeroize::Zeroizing;

/// The members of a JSON object, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members(pub Vec<Member>);

/// A member of a JSON object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The key, without quotes and escapes.
    pub key: String,
    /// The value.
    pub value: MemberValue,
}

/// The value of a member.
#[derive(Clone, PartialEq, Eq)]
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
    /// A key appears twice. A reader of the object would see only one of its values.
    #[error("The key {0} appears twice.")]
    Duplicate(String),
}

/// A syntax error in a JSON text. Never quotes the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Line {line}, column {column}: {what}.")]
pub struct JsonFault {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in bytes, counted from 1.
    pub column: usize,
    /// The parser's description of the error.
    pub what: String,
}

impl fmt::Debug for MemberValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemberValue(redacted)")
    }
}

impl MemberValue {
    /// The value to show: a string without quotes, anything else as JSON.
    pub fn text(&self) -> &Zeroizing<String> {
        match self {
            Self::Text(text) | Self::Json(text) => text,
        }
    }

    /// Converts a JSON value: a string to its text, anything else as written.
    fn from_raw(raw: &RawValue) -> Self {
        let raw = raw.get();
        if raw.starts_with('"')
            && let Ok(text) = serde_json::from_str::<String>(raw)
        {
            return Self::Text(Zeroizing::new(text));
        }
        Self::Json(Zeroizing::new(raw.to_owned()))
    }
}

impl Members {
    /// Parses a JSON object.
    ///
    /// # Errors
    /// The text is not JSON, is not an object, or has a key twice.
    pub fn parse(text: &str) -> Result<Self, MembersError> {
        if let Some(fault) = json_fault(text) {
            return Err(MembersError::NotJson(fault));
        }
        if !text.trim_start().starts_with('{') {
            return Err(MembersError::NotObject);
        }
        let members: Self =
            serde_json::from_str(text).map_err(|error| MembersError::NotJson(error.into()))?;
        match members.duplicate() {
            Some(key) => Err(MembersError::Duplicate(key.to_owned())),
            None => Ok(members),
        }
    }

    /// The first key that appears twice.
    pub fn duplicate(&self) -> Option<&str> {
        let mut seen = HashSet::new();
        self.0.iter().map(|member| member.key.as_str()).find(|key| !seen.insert(*key))
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
        let mut out = Zeroizing::new(String::from("{"));
        for (nth, member) in self.0.iter().enumerate() {
            out.push_str(if nth == 0 { "" } else { "," });
            out.push_str(end);
            out.push_str(indent);
            out.push_str(&quoted(&member.key));
            out.push(':');
            out.push_str(space);
            match &member.value {
                MemberValue::Text(text) => out.push_str(&quoted(text)),
                MemberValue::Json(json) => out.push_str(json),
            }
        }
        out.push_str(end);
        out.push('}');
        out
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some((key, raw)) = map.next_entry::<String, &'de RawValue>()? {
                    members.push(Member { key, value: MemberValue::from_raw(raw) });
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

impl From<serde_json::Error> for JsonFault {
    fn from(error: serde_json::Error) -> Self {
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or_default().to_owned();
        Self { line: error.line(), column: error.column(), what }
    }
}

/// The syntax error in a text; `None` if it is JSON.
pub fn json_fault(text: &str) -> Option<JsonFault> {
    serde_json::from_str::<&RawValue>(text.trim_start()).err().map(|error| {
        let skipped = &text[..text.len() - text.trim_start().len()];
        let mut fault = JsonFault::from(error);
        if fault.line == 1 {
            fault.column += skipped.len() - skipped.rfind('\n').map_or(0, |at| at + 1);
        }
        fault.line += skipped.matches('\n').count();
        fault
    })
}

/// True if a text begins like a JSON object or array, correct or not.
pub fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

fn quoted(text: &str) -> Zeroizing<String> {
    Zeroizing::new(serde_json::Value::from(text).to_string())
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
        assert_eq!(Members::parse(r#"{"a":1,"b":2,"a":3}"#), Err(MembersError::Duplicate("a".into())));
        let Err(MembersError::NotJson(fault)) = Members::parse("\n  {\n  \"a\": hunter2\n}") else {
            panic!()
        };
        assert_eq!((fault.line, fault.column), (3, 8));
        assert!(!fault.to_string().contains("hunter2"), "{fault}");
    }

    #[test]
    fn leading_spaces_count_in_the_column_of_an_error() {
        let fault = json_fault("   {x}").unwrap();
        assert_eq!((fault.line, fault.column), (1, 5));
        assert_eq!(json_fault("{} x").unwrap().what, "trailing characters");
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

        #[test]
        fn any_text_is_judged(text in ".*") {
            let _ = Members::parse(&text);
            prop_assert_eq!(json_fault(&text).is_none(), serde_json::from_str::<serde_json::Value>(&text).is_ok());
        }
    }
}
