//! Looking for text in text: fuzzily, as a part, as a beginning, as a whole. Capitals count where the user typed one.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::fmt;

/// Working memory of the search; some 130 KB, so made once for many secrets.
pub(in crate::app::list) struct Scratch {
    matcher: Matcher,
    chars: Vec<char>,
    lower: String,
}

impl Default for Scratch {
    fn default() -> Self {
        let matcher = Matcher::new(Config::DEFAULT.match_paths());
        Self { matcher, chars: Vec::new(), lower: String::new() }
    }
}

/// A word whose characters may lie apart in other text, but in order.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Fuzzy {
    text: String,
    atom: Atom,
}

impl Fuzzy {
    pub(super) fn new(text: String) -> Self {
        let atom = Atom::new(&text, CaseMatching::Smart, Normalization::Smart, AtomKind::Fuzzy, false);
        Self { text, atom }
    }

    /// The word as typed.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// How well it is found in `text`; `None` if it isn't.
    pub(super) fn score(&self, text: &str, scratch: &mut Scratch) -> Option<u32> {
        let Scratch { matcher, chars, .. } = scratch;
        self.atom.score(haystack(text, chars), matcher).map(u32::from)
    }

    /// Adds the positions in `text`, in `char`s, at which it is found.
    pub(super) fn positions(&self, text: &str, scratch: &mut Scratch, found: &mut Vec<u32>) {
        let Scratch { matcher, chars, .. } = scratch;
        self.atom.indices(haystack(text, chars), matcher, found);
    }
}

impl fmt::Debug for Fuzzy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fuzzy({:?})", self.text)
    }
}

/// One matcher character a `char`, so that positions count `char`s (nucleo by itself counts graphemes).
fn haystack<'a>(text: &'a str, chars: &'a mut Vec<char>) -> Utf32Str<'a> {
    if text.is_ascii() {
        return Utf32Str::Ascii(text.as_bytes());
    }
    chars.clear();
    chars.extend(text.chars());
    Utf32Str::Unicode(chars)
}

/// Text that other text must contain in one piece, begin with, or equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    text: String,
    case: Case,
}

/// Whether capitals count.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Case {
    Counts,
    /// They don't; the text in lower case.
    Ignored(String),
}

impl Text {
    /// Capitals count if there are any in `text`.
    pub(super) fn new(text: String) -> Self {
        let case = if text.chars().any(char::is_uppercase) {
            Case::Counts
        } else {
            Case::Ignored(text.chars().flat_map(char::to_lowercase).collect())
        };
        Self { text, case }
    }

    /// The text as typed.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether `text` contains it. By hand, because nucleo 0.3 overlooks some parts that are there (its pull request 104).
    pub(super) fn is_part_of(&self, text: &str, scratch: &mut Scratch) -> bool {
        let (text, this) = self.sides(text, scratch);
        text.contains(this)
    }

    /// Whether `text` begins with it.
    pub(super) fn begins(&self, text: &str, scratch: &mut Scratch) -> bool {
        let (text, this) = self.sides(text, scratch);
        text.starts_with(this)
    }

    /// Whether `text` is the same.
    pub(super) fn equals(&self, text: &str, scratch: &mut Scratch) -> bool {
        let (text, this) = self.sides(text, scratch);
        text == this
    }

    /// The other text and this one as they are to be compared: both in lower case if capitals don't count.
    fn sides<'a>(&'a self, text: &'a str, scratch: &'a mut Scratch) -> (&'a str, &'a str) {
        let Case::Ignored(this) = &self.case else { return (text, &self.text) };
        let lower = &mut scratch.lower;
        lower.clear();
        if text.is_ascii() {
            lower.push_str(text);
            lower.make_ascii_lowercase();
        } else {
            lower.extend(text.chars().flat_map(char::to_lowercase));
        }
        (lower, this)
    }
}
