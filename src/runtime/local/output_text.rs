//! The output of a command as text to show: without control sequences, without secret data, not longer than the limit.

use crate::secrets::ValueBody;
use crate::service::redact_output;
use anstream::adapter::strip_str;

/// The most bytes of output that are shown. What follows is read and dropped, so that the command does not wait.
pub(super) const OUTPUT_LIMIT: usize = 64 * 1024;

/// Cells between two stops of a tab.
const TAB: usize = 8;

/// The text, and the bytes that were cut off at its end.
pub(super) fn shown(output: &[u8], value: Option<&ValueBody>) -> (String, u64) {
    let whole = String::from_utf8_lossy(output);
    let plain = strip_str(&whole).to_string();
    let text = match value {
        Some(value) => redact_output(value, &plain),
        None => plain,
    };
    let end = text.floor_char_boundary(OUTPUT_LIMIT.min(text.len()));
    let cut = u64::try_from(text.len() - end).unwrap_or(u64::MAX);
    (lines(&text[..end]), cut)
}

/// The text with line feeds as its only ends of lines, and spaces for tabs.
fn lines(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut column = 0;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' | '\n' => {
                lines.push('\n');
                column = 0;
            }
            '\t' => {
                let cells = TAB - column % TAB;
                lines.extend(std::iter::repeat_n(' ', cells));
                column += cells;
            }
            c => {
                lines.push(c);
                column += 1;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn colours_go_and_lines_stay() {
        let (text, cut) = shown(b"\x1b[31mred\x1b[0m\ta\r\nb\x1b]0;title\x07c\rd\n", None);
        assert_eq!((text.as_str(), cut), ("red     a\nbc\nd\n", 0));
    }

    #[test]
    fn the_value_is_withheld_whole_and_in_its_members_and_encodings() {
        let value = ValueBody::text(r#"{"user":"ada-lovelace","password":"hunter2 hunter2"}"#.to_owned());
        let output = "ada-lovelace:hunter2 hunter2 hunter2%20hunter2 aHVudGVyMiBodW50ZXIy\nok\n";
        let (text, _) = shown(output.as_bytes(), Some(&value));
        assert!(!text.contains("hunter2") && !text.contains("lovelace") && !text.contains("aHVu"), "{text}");
        assert!(text.ends_with("\nok\n"));
    }

    #[test]
    fn colour_in_the_middle_of_a_value_hides_it_from_nobody() {
        let value = ValueBody::text("hunter2-hunter2".to_owned());
        let (text, _) = shown(b"hunter2\x1b[31m-hunter2", Some(&value));
        assert!(!text.contains("hunter2"), "{text}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_without_escape_sequences(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let (text, _) = shown(&bytes, None);
            prop_assert!(!text.contains(['\x1b', '\r', '\t']));
        }
    }
}
