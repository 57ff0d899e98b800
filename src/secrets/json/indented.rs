//! JSON laid out for reading: only spaces differ from the text.

use super::{ItemPlace, Items, SPACES};

/// The deepest nesting that is laid out.
const DEEPEST: usize = 128;

/// A JSON text with a line for each item, indented by two spaces. Keys and values are those of the text, byte by byte: also
/// keys that appear twice, numbers and escapes. `None` if the text is not JSON, or nested too deeply.
pub fn indented(text: &str) -> Option<String> {
    let mut out = String::with_capacity(2 * text.len());
    write(text.trim_matches(SPACES), 0, &mut out)?;
    Some(out)
}

fn write(text: &str, depth: usize, out: &mut String) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    let Some(items) = Items::parse(text).ok()? else {
        out.push_str(text);
        return Some(());
    };
    let (open, close) = (&text[..1], &text[text.len() - 1..]);
    out.push_str(open);
    for (nth, ItemPlace { key, value }) in items.places().iter().enumerate() {
        out.push_str(if nth == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        if let Some(key) = key {
            out.push_str(&text[key.clone()]);
            out.push_str(": ");
        }
        write(&text[value.clone()], depth + 1, out)?;
    }
    if !items.places().is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
    out.push_str(close);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_spaces_change() {
        let text = "{\"a\" :1e2,\"a\":[ ],\"b\":[\"\\u00e9\\/\",{}]}\n";
        let expected = "{\n  \"a\": 1e2,\n  \"a\": [],\n  \"b\": [\n    \"\\u00e9\\/\",\n    {}\n  ]\n}";
        assert_eq!(indented(text).as_deref(), Some(expected));
        assert_eq!(indented("{\"a\":}"), None);
    }

    proptest! {
        #[test]
        fn it_is_what_a_pretty_printer_makes_of_plain_json(key in ".*", text in ".*") {
            let source = serde_json::json!({ key: [text, 1, null, { "a": {}, "b": [] }] });
            let pretty = serde_json::to_string_pretty(&source).unwrap();
            prop_assert_eq!(indented(&source.to_string()), Some(pretty));
        }
    }
}
