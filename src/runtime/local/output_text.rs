//! The output of a command as text to show: without control sequences, without secret data, not longer than the limit.

use crate::secrets::ValueBody;
use crate::service::{is_redacted_by_line, redact_output};
use anstream::adapter::strip_str;
use zeroize::Zeroizing;

/// The most bytes of output that are shown. What follows is read and dropped, so that the command does not wait.
pub(super) const OUTPUT_LIMIT: usize = 64 * 1024;

/// A sign put behind text to see whether it is in a control sequence there.
const END: &str = ".";

/// Cells between two stops of a tab.
const TAB: usize = 8;

/// The text, and the bytes that were cut off at its end.
pub(super) fn shown(output: &[u8], value: Option<&ValueBody>, names: &[String]) -> (String, u64) {
    let whole = String::from_utf8_lossy(output);
    let plain = strip_str(&whole).to_string();
    let text = match value {
        Some(value) => redact_output(value, names, &plain),
        None => plain,
    };
    let end = text.floor_char_boundary(OUTPUT_LIMIT.min(text.len()));
    let cut = u64::try_from(text.len() - end).unwrap_or(u64::MAX);
    (lines(&text[..end]), cut)
}

/// The output while the command runs, a line after the other.
pub(super) struct LiveLines<'a> {
    value: Option<&'a ValueBody>,
    names: &'a [String],
    /// The bytes that are not shown yet: those of a line that has not ended, or of a control sequence.
    rest: Zeroizing<Vec<u8>>,
    /// The bytes of text that may still be shown.
    left: usize,
}

impl<'a> LiveLines<'a> {
    /// The lines of a command that got `value`. Where the value has several lines, none is shown before the end: part of the
    /// value could be in it, and can't be told before all of the value has come.
    pub(super) fn of(value: Option<&'a ValueBody>, names: &'a [String]) -> Self {
        let left = if value.is_none_or(is_redacted_by_line) { OUTPUT_LIMIT } else { 0 };
        Self { value, names, rest: Zeroizing::default(), left }
    }

    /// Takes more output, and returns the lines that it ends; `None` if it ends none, or none is shown.
    pub(super) fn take(&mut self, more: &[u8]) -> Option<String> {
        if self.left == 0 {
            return None;
        }
        self.rest.extend_from_slice(more);
        if self.rest.len() > 2 * OUTPUT_LIMIT {
            // No line in all of this: the end shows what there is.
            (self.left, self.rest) = (0, Zeroizing::default());
            return None;
        }
        let end = self.rest.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'))? + 1;
        let whole = Zeroizing::new(String::from_utf8_lossy(&self.rest[..end]).into_owned() + END);
        let plain = Zeroizing::new(strip_str(&whole).to_string());
        // Without the sign, a control sequence goes on: it may have swallowed the end of the line.
        let plain = plain.strip_suffix(END)?;
        self.rest.drain(..end);
        let text = match self.value {
            Some(value) => redact_output(value, self.names, plain),
            None => plain.to_string(),
        };
        let end = text.floor_char_boundary(self.left.min(text.len()));
        self.left -= end;
        if end < text.len() {
            self.left = 0;
        }
        Some(lines(&text[..end]))
    }
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
        let (text, cut) = shown(b"\x1b[31mred\x1b[0m\ta\r\nb\x1b]0;title\x07c\rd\n", None, &[]);
        assert_eq!((text.as_str(), cut), ("red     a\nbc\nd\n", 0));
    }

    #[test]
    fn the_value_is_withheld_whole_and_in_its_members_and_encodings() {
        let value = ValueBody::text(r#"{"user":"ada-lovelace","password":"hunter2 hunter2"}"#.to_owned());
        let output = "ada-lovelace:hunter2 hunter2 hunter2%20hunter2 aHVudGVyMiBodW50ZXIy\nok\n";
        let (text, _) = shown(output.as_bytes(), Some(&value), &[]);
        assert!(!text.contains("hunter2") && !text.contains("lovelace") && !text.contains("aHVu"), "{text}");
        assert!(text.ends_with("\nok\n"));
    }

    #[test]
    fn colour_in_the_middle_of_a_value_hides_it_from_nobody() {
        let value = ValueBody::text("hunter2-hunter2".to_owned());
        let (text, _) = shown(b"hunter2\x1b[31m-hunter2", Some(&value), &[]);
        assert!(!text.contains("hunter2"), "{text}");
    }

    /// What is shown of pieces of output while the command runs.
    fn live(pieces: &[&[u8]], value: Option<&ValueBody>) -> String {
        let mut live = LiveLines::of(value, &[]);
        pieces.iter().filter_map(|piece| live.take(piece)).collect()
    }

    #[test]
    fn lines_are_shown_once_they_are_whole() {
        assert_eq!(live(&[b"on", b"e\r\ntwo\nthr", b"\xc3", b"\xa9e"], None), "one\ntwo\n");
        assert_eq!(live(&[b"\x1b[3", b"1mred\x1b[0m\n", b"10%\r20%\r"], None), "red\n10%\n20%\n");
        let title = b"a\x1b]0;x\ny\x07b\n";
        assert_eq!(live(&[&title[..8], &title[8..]], None), shown(title, None, &[]).0);
    }

    #[test]
    fn a_value_that_comes_in_pieces_is_never_shown() {
        let value = ValueBody::text("hunter2-hunter2".to_owned());
        let shown = live(&[b"user ada hunter2", b"-hun", b"ter2\nnext\nhunter2-"], Some(&value));
        assert_eq!(shown, "user ada (withheld)\nnext\n");
        let joined = live(&[b"hunter2\x1b]0;x\n\x07-hunter2\n"], Some(&value));
        assert_eq!(joined, "(withheld)\n");
        let key = ValueBody::text("-----BEGIN\nabcdef\n".to_owned());
        assert_eq!(live(&[b"-----BEGIN\n", b"abcdef\nok\n"], Some(&key)), "");
    }

    #[test]
    fn a_line_without_end_is_not_kept() {
        let piece = [b'x'; 4096];
        let mut live = LiveLines::of(None, &[]);
        for _ in 0..64 {
            assert_eq!(live.take(&piece), None);
        }
        assert!(live.rest.len() <= 2 * OUTPUT_LIMIT && live.take(b"\n").is_none());
    }

    #[test]
    fn no_more_is_shown_than_the_limit() {
        let line = [b'x'; 1000];
        let piece = [&line[..], b"\n"].concat();
        let pieces: Vec<&[u8]> = std::iter::repeat_n(&piece[..], 100).collect();
        assert_eq!(live(&pieces, None).len(), OUTPUT_LIMIT);
    }

    proptest! {
        #[test]
        fn lines_as_they_come_are_those_of_the_end(
            output in "[a-c\u{e9}\\n\\t]{0,40}(hunter2)?[a-c\\n]{0,20}", cuts in prop::collection::vec(0..80_usize, 0..6)
        ) {
            let value = ValueBody::text("hunter2".to_owned());
            let bytes = output.as_bytes();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|cut| &bytes[cut[0]..cut[1]]).collect();
            let (whole, _) = shown(bytes, Some(&value), &[]);
            prop_assert!(whole.starts_with(&live(&pieces, Some(&value))));
        }

        #[test]
        fn any_bytes_are_text_without_escape_sequences(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let (text, _) = shown(&bytes, None, &[]);
            prop_assert!(!text.contains(['\x1b', '\r', '\t']));
        }
    }
}
