//! Text for the terminal. Text from the service is untrusted: it may contain control sequences, or characters that change
//! the direction of the text behind them.

use std::borrow::Cow;

/// A character of untrusted text, classified by whether the terminal may get it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untrusted {
    /// The character is safe to print.
    Plain(char),
    /// The character must be shown as an escape.
    Escaped(char),
}

impl Untrusted {
    /// Classifies a character.
    pub fn of(c: char) -> Self {
        if c.is_control() || is_invisible_or_directional(c) { Self::Escaped(c) } else { Self::Plain(c) }
    }
}

/// Replaces every control, invisible and direction-changing character by a visible escape.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| matches!(Untrusted::of(c), Untrusted::Plain(_))) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match Untrusted::of(c) {
            Untrusted::Plain(c) => out.push(c),
            Untrusted::Escaped('\n') => out.push_str("\\n"),
            Untrusted::Escaped('\t') => out.push_str("\\t"),
            Untrusted::Escaped('\r') => out.push_str("\\r"),
            Untrusted::Escaped(c) => out.extend(c.escape_unicode()),
        }
    }
    Cow::Owned(out)
}

/// The text with its first letter in lower case, as in the middle of a sentence.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The text with its first letter as a capital, as at the beginning of a sentence.
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// True for the characters of the Unicode classes Cf (format), Zl and Zp that can mislead a terminal or a reader.
fn is_invisible_or_directional(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{061C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

#[cfg(test)]
mod tests {
    use super::printable;
    use proptest::prelude::*;

    #[test]
    fn escapes_are_visible() {
        assert_eq!(printable("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(printable("in\u{202e}voice"), "in\\u{202e}voice");
        assert_eq!(printable("two\nlines\t"), "two\\nlines\\t");
        assert_eq!(printable("grüße 漢字"), "grüße 漢字");
    }

    proptest! {
        #[test]
        fn nothing_that_moves_the_cursor_survives(text in any::<String>()) {
            let shown = printable(&text);
            let unsafe_left = shown.chars().any(|c| c.is_control() || ['\u{202e}', '\u{200b}'].contains(&c));
            prop_assert!(!unsafe_left);
        }
    }
}
