//! Secret values: types that can't be printed by accident and are wiped from memory when dropped.

use super::VersionId;
use super::version::LabelSet;
use jiff::Timestamp;
use serde_json::Value;
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// The content of a secret value (API: `SecretString` or `SecretBinary`). Has no `Display`; `Debug` shows only the size.
#[derive(Clone, PartialEq, Eq)]
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

/// The value of a version, as `GetSecretValue` gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretValue {
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
#[derive(Clone, PartialEq, Eq)]
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

/// A node of a JSON value. Members keep the order of the text; leaves are wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct JsonNode {
    /// The kind of node, with its content.
    pub shape: JsonShape,
}

/// A kind of JSON node, with its content.
#[derive(Clone, PartialEq, Eq)]
pub enum JsonShape {
    /// The members of an object, in the order of the text.
    Object(Vec<(String, JsonNode)>),
    /// The elements of an array.
    Array(Vec<JsonNode>),
    /// A string, without quotes and escapes.
    String(Zeroizing<String>),
    /// A number, `true`, `false` or `null`, as written.
    Literal(Zeroizing<String>),
}

impl fmt::Debug for JsonNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonNode(redacted)")
    }
}

impl JsonNode {
    /// Parses JSON text; `None` if the text is not JSON.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str::<Value>(text).ok().map(Self::from_value)
    }

    fn from_value(value: Value) -> Self {
        let shape = match value {
            Value::Object(members) => {
                JsonShape::Object(members.into_iter().map(|(k, v)| (k, Self::from_value(v))).collect())
            }
            Value::Array(items) => JsonShape::Array(items.into_iter().map(Self::from_value).collect()),
            Value::String(text) => JsonShape::String(Zeroizing::new(text)),
            other => {
                let mut text = other.to_string();
                let shape = JsonShape::Literal(Zeroizing::new(text.clone()));
                text.zeroize();
                shape
            }
        };
        Self { shape }
    }

    /// True for objects and arrays.
    pub fn is_container(&self) -> bool {
        matches!(self.shape, JsonShape::Object(_) | JsonShape::Array(_))
    }

    /// The number of children; 0 for a leaf.
    pub fn len(&self) -> usize {
        match &self.shape {
            JsonShape::Object(members) => members.len(),
            JsonShape::Array(items) => items.len(),
            JsonShape::String(_) | JsonShape::Literal(_) => 0,
        }
    }

    /// True if the node has no children.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The children with their keys: member names, or positions in an array, counted from 0.
    pub fn children(&self) -> Vec<(String, &JsonNode)> {
        match &self.shape {
            JsonShape::Object(members) => members.iter().map(|(k, v)| (k.clone(), v)).collect(),
            JsonShape::Array(items) => items.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect(),
            JsonShape::String(_) | JsonShape::Literal(_) => Vec::new(),
        }
    }

    /// The node at `path`, a key for each level.
    pub fn at(&self, path: &[String]) -> Option<&JsonNode> {
        let Some((key, rest)) = path.split_first() else { return Some(self) };
        let child = match &self.shape {
            JsonShape::Object(members) => members.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            JsonShape::Array(items) => key.parse::<usize>().ok().and_then(|i| items.get(i)),
            JsonShape::String(_) | JsonShape::Literal(_) => None,
        };
        child.and_then(|node| node.at(rest))
    }

    /// The text that is copied for the node: a string without quotes, any other node as JSON.
    pub fn to_text(&self) -> Zeroizing<String> {
        match &self.shape {
            JsonShape::String(text) | JsonShape::Literal(text) => text.clone(),
            JsonShape::Object(_) | JsonShape::Array(_) => {
                let mut out = Zeroizing::new(String::new());
                self.write_json(&mut out);
                out
            }
        }
    }

    fn write_json(&self, out: &mut String) {
        match &self.shape {
            JsonShape::String(text) => write_quoted(text, out),
            JsonShape::Literal(text) => out.push_str(text),
            JsonShape::Array(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    item.write_json(out);
                }
                out.push(']');
            }
            JsonShape::Object(members) => {
                out.push('{');
                for (i, (key, item)) in members.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    write_quoted(key, out);
                    out.push(':');
                    item.write_json(out);
                }
                out.push('}');
            }
        }
    }
}

fn write_quoted(text: &str, out: &mut String) {
    let quoted = Zeroizing::new(Value::String(text.to_owned()).to_string());
    out.push_str(&quoted);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str) -> SecretValue {
        SecretValue {
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
    fn a_lone_json_string_or_number_is_text() {
        assert!(matches!(value("\"a\"").content(), ValueContent::Text(_)));
        assert!(matches!(value("42").content(), ValueContent::Text(_)));
        assert!(matches!(value("{}").content(), ValueContent::Json(_)));
        assert!(matches!(value("{\"a\":").content(), ValueContent::Text(_)));
    }

    #[test]
    fn paths_lead_into_objects_and_arrays() {
        let json = JsonNode::parse(r#"{"b":{"c":["x",{"d":1}]},"a":2}"#).unwrap();
        let path = ["b", "c", "1", "d"].map(String::from);
        assert_eq!(json.at(&path).unwrap().to_text().as_str(), "1");
        assert_eq!(json.at(&["b".into()]).unwrap().to_text().as_str(), r#"{"c":["x",{"d":1}]}"#);
        assert!(json.at(&["z".into()]).is_none());
        assert_eq!(json.children()[0].0, "b");
    }

    proptest! {
        #[test]
        fn copying_an_object_gives_the_same_json(key in ".*", text in ".*") {
            let source = serde_json::json!({ key: [text, 1, null, true] });
            let copied = JsonNode::parse(&source.to_string()).unwrap().to_text();
            prop_assert_eq!(serde_json::from_str::<Value>(&copied).unwrap(), source);
        }
    }
}
