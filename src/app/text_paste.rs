//! Pasted text: made fit for an input, and the words on what did not fit. Every input takes a paste alike.

use zeroize::Zeroizing;

/// The line breaks that an input can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineBreaks {
    /// None: a name, a Region, a number.
    Refused,
    /// Those inside a value that is typed on one line.
    Inner,
    /// All: a text of several lines.
    Kept,
}

/// The outcome of a paste into an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paste {
    /// The text was inserted, all of it but what the sentence tells.
    Inserted(Option<String>),
    /// Nothing was inserted, for this reason.
    Refused(String),
    /// The input takes no text.
    Ignored,
}

impl Paste {
    /// The sentence for the user, if there is anything to tell.
    pub fn told(self) -> Option<String> {
        match self {
            Self::Inserted(told) => told,
            Self::Refused(reason) => Some(reason),
            Self::Ignored => Some("Nothing was pasted: there is no text to paste into here.".to_owned()),
        }
    }

    /// Makes a text fit for an input, and hands it to `insert`.
    ///
    /// Each line break becomes a line feed; terminals send a carriage return for one. Control characters are left out, for
    /// nobody sees them in a text; values keep their tabs, and in plain lines a space stands for each, so that words stay
    /// apart. Where a text has one line, a line break at its end is left out: it came with copying the line.
    pub(super) fn of(text: &str, breaks: LineBreaks, insert: impl FnOnce(&str)) -> Self {
        // As long as the text at most, so that it is never moved.
        let mut clean = Zeroizing::new(String::with_capacity(text.len()));
        let mut controls = 0;
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            match c {
                '\r' => {
                    characters.next_if_eq(&'\n');
                    clean.push('\n');
                }
                '\n' => clean.push(c),
                '\t' if breaks != LineBreaks::Refused => clean.push(c),
                c if c.is_control() => {
                    controls += 1;
                    if breaks == LineBreaks::Refused {
                        clean.push(' ');
                    }
                }
                c => clean.push(c),
            }
        }
        let mut told = Vec::new();
        if breaks != LineBreaks::Kept && clean.ends_with('\n') {
            clean.pop();
            told.push("The line break at the end of the pasted text was left out.".to_owned());
        }
        let lines = clean.matches('\n').count() + 1;
        if breaks == LineBreaks::Refused && lines > 1 {
            return Self::Refused(format!(
                "Nothing was pasted: the text has {lines} lines, and here is room for one."
            ));
        }
        if controls > 0 {
            let fate = if breaks == LineBreaks::Refused { "became spaces" } else { "were left out" };
            told.push(format!("Control characters of the pasted text {fate}: {controls}."));
        }
        insert(&clean);
        Self::Inserted((!told.is_empty()).then(|| told.join(" ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pasted(text: &str, breaks: LineBreaks) -> (String, Paste) {
        let mut inserted = String::new();
        let paste = Paste::of(text, breaks, |text| text.clone_into(&mut inserted));
        (inserted, paste)
    }

    #[test]
    fn a_line_break_is_a_line_feed_however_the_terminal_sends_it() {
        for text in ["a\nb\n", "a\rb\r", "a\r\nb\r\n"] {
            assert_eq!(pasted(text, LineBreaks::Kept), ("a\nb\n".into(), Paste::Inserted(None)), "{text:?}");
            let (inner, paste) = pasted(text, LineBreaks::Inner);
            assert_eq!(inner, "a\nb");
            assert!(paste.told().unwrap().contains("line break at the end"));
            let (none, paste) = pasted(text, LineBreaks::Refused);
            assert_eq!(none, "");
            assert!(paste.told().unwrap().contains("2 lines"));
        }
        let (line, paste) = pasted("hunter2\r", LineBreaks::Refused);
        assert_eq!(line, "hunter2");
        assert!(matches!(paste, Paste::Inserted(Some(_))));
    }

    #[test]
    fn control_characters_are_left_out_and_told() {
        let (text, paste) = pasted("a\u{1b}[31m\tb\u{7f}\u{85}", LineBreaks::Inner);
        assert_eq!(text, "a[31m\tb");
        assert!(paste.told().unwrap().contains("left out: 3"));
    }

    #[test]
    fn in_a_plain_line_spaces_stand_for_control_characters() {
        let (text, paste) = pasted("a\tb\u{1b}c", LineBreaks::Refused);
        assert_eq!(text, "a b c");
        assert!(paste.told().unwrap().contains("spaces: 2"));
    }

    proptest! {
        #[test]
        fn what_is_not_told_is_not_lost(text in "[ab\r\n\t\u{1b}é]{0,12}") {
            let (inserted, paste) = pasted(&text, LineBreaks::Inner);
            if paste == Paste::Inserted(None) {
                prop_assert_eq!(inserted, text.replace("\r\n", "\n").replace('\r', "\n"));
            }
        }
    }
}
