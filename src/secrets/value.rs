//! Secret values: types that can't be printed by accident and are wiped from memory when dropped.

use super::json::JsonNode;
use super::version::LabelSet;
use super::{Arn, VersionId};
use jiff::Timestamp;
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The content of a secret value (API: `SecretString` or `SecretBinary`). Has no `Display`; `Debug` shows only the size.
/// Compared in constant time for each length.
#[derive(Clone, Eq)]
pub enum ValueBody {
    /// API: `SecretString`.
    Text(Zeroizing<String>),
    /// API: `SecretBinary`, decoded.
    Binary(Zeroizing<Vec<u8>>),
}

impl ValueBody {
    /// The most bytes that a value may have.
    pub const LIMIT: usize = 65_536;

    /// A text value.
    pub fn text(text: String) -> Self {
        Self::Text(Zeroizing::new(text))
    }

    /// A binary value.
    pub fn binary(bytes: Vec<u8>) -> Self {
        Self::Binary(Zeroizing::new(bytes))
    }

    /// The value as text: a string, or binary that holds UTF-8 text without control characters but tabs and line ends.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Binary(bytes) => text_in(bytes),
        }
    }

    /// The size in bytes.
    pub fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Binary(bytes) => bytes.len(),
        }
    }

    /// True for a value of zero bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl fmt::Debug for ValueBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ValueBody({} bytes, redacted)", self.len())
    }
}

impl PartialEq for ValueBody {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => is_same_secret(one.as_bytes(), other.as_bytes()),
            (Self::Binary(one), Self::Binary(other)) => is_same_secret(one, other),
            (Self::Text(_), Self::Binary(_)) | (Self::Binary(_), Self::Text(_)) => false,
        }
    }
}

/// True if two secret texts are the same. The time that it takes tells their length, not where they differ.
pub fn is_same_secret(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

/// The text that bytes hold, if they are readable text.
pub fn text_in(bytes: &[u8]) -> Option<&str> {
    let is_unreadable = |c: char| c.is_control() && !['\t', '\n', '\r'].contains(&c);
    let text = str::from_utf8(bytes).ok()?;
    (!text.is_empty() && !text.contains(is_unreadable)).then_some(text)
}

/// The value of a version, as `GetSecretValue` gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretValue {
    /// API: `ARN`.
    pub arn: Option<Arn>,
    /// API: `Name`.
    pub name: Option<String>,
    /// API: `VersionId`.
    pub version: VersionId,
    /// API: `VersionStages`.
    pub labels: LabelSet,
    /// API: `CreatedDate`, of the version.
    pub created: Option<Timestamp>,
    /// The content.
    pub body: ValueBody,
}

impl SecretValue {
    /// The content in the form in which it is shown.
    pub fn content(&self) -> ValueContent {
        match &self.body {
            ValueBody::Binary(bytes) => ValueContent::Binary(bytes.clone()),
            ValueBody::Text(text) => match JsonNode::parse(text) {
                Some(json) if json.is_container() => ValueContent::Json(json),
                _ => ValueContent::Text(text.clone()),
            },
        }
    }
}

/// A secret value in the form in which it is shown.
#[derive(Clone)]
pub enum ValueContent {
    /// A JSON object or array.
    Json(JsonNode),
    /// Text that is not a JSON object or array.
    Text(Zeroizing<String>),
    /// Binary data.
    Binary(Zeroizing<Vec<u8>>),
}

impl fmt::Debug for ValueContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Json(_) => "Json",
            Self::Text(_) => "Text",
            Self::Binary(_) => "Binary",
        };
        write!(f, "ValueContent::{name}(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> SecretValue {
        SecretValue {
            arn: None,
            name: None,
            version: VersionId("v".into()),
            labels: LabelSet::new(),
            created: None,
            body: ValueBody::text(text.into()),
        }
    }

    #[test]
    fn debug_never_shows_a_value() {
        let value = value("{\"password\":\"hunter2\"}");
        let shown = format!("{value:?} {:?}", value.content());
        assert!(!shown.contains("hunter2"), "{shown}");
    }

    #[test]
    fn binary_that_holds_text_is_told_from_other_binary() {
        assert_eq!(ValueBody::binary(b"caf\xc3\xa9\r\n\t".to_vec()).as_text(), Some("café\r\n\t"));
        for bytes in [&b""[..], b"\xff", b"a\0b", b"\x1b[2J", b"\x01\x02"] {
            assert_eq!(ValueBody::binary(bytes.to_vec()).as_text(), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_lone_json_string_or_number_is_text() {
        assert!(matches!(value("\"a\"").content(), ValueContent::Text(_)));
        assert!(matches!(value("42").content(), ValueContent::Text(_)));
        assert!(matches!(value("{}").content(), ValueContent::Json(_)));
        assert!(matches!(value("{\"a\":").content(), ValueContent::Text(_)));
    }
}
