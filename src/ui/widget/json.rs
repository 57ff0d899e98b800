//! Coloured JSON, a line of pretty-printed JSON at a time.

use crate::ui::theme::Theme;
use ratatui::style::Style;
use std::ops::Range;

/// The parts of a line, each with its style. Together they are the whole line.
pub fn parts(line: &str, theme: &Theme) -> Vec<(Range<usize>, Style)> {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let rest = &line[at..];
        let (len, style) = match rest.as_bytes()[0] {
            b'"' => {
                let len = string_len(rest);
                let is_key = rest[len..].trim_start().starts_with(':');
                (len, if is_key { theme.json_key } else { theme.json_string })
            }
            b'{' | b'}' | b'[' | b']' | b',' | b':' | b' ' => {
                (rest.find(|c| !"{}[],: ".contains(c)).unwrap_or(rest.len()), theme.json_sign)
            }
            _ => (rest.find(|c| "{}[],: \"".contains(c)).unwrap_or(rest.len()), theme.json_literal),
        };
        parts.push((at..at + len, style));
        at += len;
    }
    parts
}

/// The length in bytes of the string that `text` begins with, including its quotes.
fn string_len(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_and_strings_are_told_apart() {
        let theme = &Theme::ANSI;
        let line = r#"  "a\"b": "c", 12"#;
        let found: Vec<_> =
            parts(line, theme).into_iter().map(|(range, style)| (&line[range], style)).collect();
        assert_eq!(found[1], (r#""a\"b""#, theme.json_key));
        assert_eq!(found[3], (r#""c""#, theme.json_string));
        assert_eq!(found[5], ("12", theme.json_literal));
    }

    proptest! {
        #[test]
        fn the_parts_are_the_line(line in any::<String>()) {
            let parts = parts(&line, &Theme::ANSI);
            let joined: String = parts.iter().map(|(range, _)| &line[range.clone()]).collect();
            prop_assert_eq!(joined, line);
        }
    }
}
