//! JSON values as trees, every node with its text as it is written.

use super::{Items, JsonKind, SPACES};
use std::fmt;
use zeroize::Zeroizing;

/// The deepest nesting that is shown as a tree.
const DEEPEST: usize = 128;

/// A node of a JSON value. Members keep the order of the text, and keys that appear twice; all text is wiped when dropped.
#[derive(Clone)]
pub struct JsonNode {
    /// The kind of node, with its content.
    pub shape: JsonShape,
    /// The node as it is written.
    written: Zeroizing<String>,
}

/// A kind of JSON node, with its content.
#[derive(Clone)]
pub enum JsonShape {
    /// The members of an object, in the order of the text.
    Object(Vec<(String, JsonNode)>),
    /// The elements of an array.
    Array(Vec<JsonNode>),
    /// A string, without quotes and escapes.
    String(Zeroizing<String>),
    /// A number, `true`, `false` or `null`, as written; also a string whose escapes stand for no character.
    Literal(Zeroizing<String>),
}

impl fmt::Debug for JsonNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonNode(redacted)")
    }
}

impl JsonNode {
    /// Parses JSON text; `None` if the text is not JSON, or nested too deeply to be shown as a tree.
    pub fn parse(text: &str) -> Option<Self> {
        Self::at_depth(text.trim_matches(SPACES), 0)
    }

    fn at_depth(text: &str, depth: usize) -> Option<Self> {
        let items = Items::parse(text).ok()?.filter(|_| depth < DEEPEST);
        let child = |value: &str| Self::at_depth(value, depth + 1);
        let shape = match (JsonKind::of(text), items) {
            (JsonKind::Object, Some(items)) => {
                let member = |place: &super::ItemPlace| {
                    let key = place.key.clone().map(|key| decoded(&text[key]))?;
                    Some((key, child(&text[place.value.clone()])?))
                };
                JsonShape::Object(items.places().iter().map(member).collect::<Option<_>>()?)
            }
            (JsonKind::Array, Some(items)) => {
                let element = |place: &super::ItemPlace| child(&text[place.value.clone()]);
                JsonShape::Array(items.places().iter().map(element).collect::<Option<_>>()?)
            }
            (JsonKind::Object | JsonKind::Array, None) => return None,
            (JsonKind::String, _) => match serde_json::from_str(text) {
                Ok(text) => JsonShape::String(Zeroizing::new(text)),
                Err(_) => JsonShape::Literal(Zeroizing::new(text.to_owned())),
            },
            (JsonKind::Number | JsonKind::Boolean | JsonKind::Null, _) => {
                JsonShape::Literal(Zeroizing::new(text.to_owned()))
            }
        };
        Some(Self { shape, written: Zeroizing::new(text.to_owned()) })
    }

    /// The type.
    pub fn kind(&self) -> JsonKind {
        JsonKind::of(&self.written)
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

    /// The node at `path`: for each level the position among the children, as keys may appear twice.
    pub fn at(&self, path: &[usize]) -> Option<&JsonNode> {
        let Some((position, rest)) = path.split_first() else { return Some(self) };
        let child = match &self.shape {
            JsonShape::Object(members) => members.get(*position).map(|(_, value)| value),
            JsonShape::Array(items) => items.get(*position),
            JsonShape::String(_) | JsonShape::Literal(_) => None,
        };
        child.and_then(|node| node.at(rest))
    }

    /// The text that is copied for the node: a string without quotes and escapes, any other node as it is written.
    pub fn to_text(&self) -> Zeroizing<String> {
        match &self.shape {
            JsonShape::String(text) => text.clone(),
            JsonShape::Literal(_) | JsonShape::Object(_) | JsonShape::Array(_) => self.written.clone(),
        }
    }
}

/// A key without quotes and escapes; as it is written if its escapes stand for no character.
pub fn decoded(key: &str) -> String {
    serde_json::from_str(key).unwrap_or_else(|_| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_lead_into_objects_and_arrays() {
        let json = JsonNode::parse(r#"{"b":{"c":["x",{"d":1}]},"a":2}"#).unwrap();
        assert_eq!(json.at(&[0, 0, 1, 0]).unwrap().to_text().as_str(), "1");
        assert_eq!(json.at(&[0]).unwrap().to_text().as_str(), r#"{"c":["x",{"d":1}]}"#);
        assert!(json.at(&[2]).is_none());
        assert_eq!(json.children()[0].0, "b");
    }

    #[test]
    fn nodes_are_copied_as_they_are_written() {
        let json =
            JsonNode::parse(" {\"n\": 1e2, \"b\":{\"c\": 1e2,\"dup\":1,\"dup\":2}, \"s\":\"\\u00e9\"}\n");
        let json = json.unwrap();
        let texts: Vec<_> = (0..3).map(|at| json.at(&[at]).unwrap().to_text().to_string()).collect();
        assert_eq!(texts, ["1e2", r#"{"c": 1e2,"dup":1,"dup":2}"#, "é"]);
        assert_eq!(json.at(&[1]).unwrap().len(), 3);
    }

    #[test]
    fn a_string_that_is_no_text_is_kept_as_written() {
        let json = JsonNode::parse(r#"{"\ud800":"\udc00"}"#).unwrap();
        let (key, value) = json.children()[0].clone();
        assert_eq!((key.as_str(), value.to_text().as_str()), (r#""\ud800""#, r#""\udc00""#));
        assert_eq!(value.kind(), JsonKind::String);
    }

    #[test]
    fn a_text_that_is_nested_too_deeply_is_no_tree() {
        let text = format!("{}{}", "[".repeat(32_000), "]".repeat(32_000));
        assert!(JsonNode::parse(&text).is_none());
        assert!(JsonNode::parse("[[[]]]").is_some());
    }

    proptest! {
        #[test]
        fn copying_an_object_gives_the_same_json(key in ".*", text in ".*") {
            let source = serde_json::json!({ key: [text, 1, null, true] });
            let copied = JsonNode::parse(&source.to_string()).unwrap().to_text();
            prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&copied).unwrap(), source);
        }
    }
}
