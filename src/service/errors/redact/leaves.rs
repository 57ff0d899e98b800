//! The strings and numbers in a JSON value.

use serde::de::IgnoredAny;
use zeroize::Zeroizing;

/// The deepest JSON in a string of JSON that is looked into.
const DEPTH: usize = 3;

/// The strings and numbers in a JSON value, without the names of its members; none if it is not JSON. JSON in a string is
/// looked into as well.
pub(super) fn leaves(text: &str) -> Vec<Zeroizing<String>> {
    let mut found = Vec::new();
    collect(text, 0, &mut found);
    found
}

fn collect(text: &str, depth: usize, found: &mut Vec<Zeroizing<String>>) {
    let is_composite = text.trim_start().starts_with(['{', '[']);
    // Checked without a copy of the value, which could not be wiped.
    if depth > DEPTH || !is_composite || serde_json::from_str::<IgnoredAny>(text).is_err() {
        return;
    }
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
        rest = &rest[start..];
        let is_string = rest.starts_with('"');
        let length = if is_string { string_length(rest) } else { number_length(rest) };
        let (token, after) = rest.split_at(length);
        rest = after;
        let is_name = is_string && after.trim_start().starts_with(':');
        if is_name {
            continue;
        }
        let leaf = if is_string { serde_json::from_str(token).ok() } else { Some(token.to_owned()) };
        let Some(leaf) = leaf.map(Zeroizing::new) else { continue };
        collect(&leaf, depth + 1, found);
        found.push(leaf);
    }
}

/// The bytes of the string at the beginning, quotes included.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

fn number_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c))).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_numbers_are_found_at_any_depth_and_names_are_not() {
        let text = r#" {"user":"a\"b: \\", "port" : 5432, "on":true, "no":null, "list":[-1.5e3,{"key":"é\u00e9"}], "": ""}"#;
        let found: Vec<String> = leaves(text).iter().map(|leaf| leaf.to_string()).collect();
        assert_eq!(found, ["a\"b: \\", "5432", "-1.5e3", "éé", ""]);
        let nested: Vec<String> =
            leaves(r#"["{\"a\":\"inner\"}"]"#).iter().map(|leaf| leaf.to_string()).collect();
        assert_eq!(nested, ["inner", r#"{"a":"inner"}"#]);
        for text in ["", "hunter2", "\"hunter2\"", "{\"a\":", "12345", "[1,]"] {
            assert!(leaves(text).is_empty(), "{text}");
        }
    }
}
