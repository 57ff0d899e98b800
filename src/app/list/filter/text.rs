//! Text searches: fuzzy, substring, prefix and whole text. Case matters if the user typed a capital letter.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::fmt;

/// Working memory of searches: about 130 KB, so it is reused for many secrets.
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

/// A word to search for fuzzily: its characters must occur in order, but may lie apart.
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

    /// The score of the match in `text`, higher for a better match; `None` without a match.
    pub(super) fn score(&self, text: &str, scratch: &mut Scratch) -> Option<u32> {
        let Scratch { matcher, chars, .. } = scratch;
        self.atom.score(haystack(text, chars), matcher).map(u32::from)
    }

    /// Adds the indices of the `char`s of `text` that match.
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

/// The text as one matcher character for each `char`, so that positions count `char`s; nucleo would count graphemes.
fn haystack<'a>(text: &'a str, chars: &'a mut Vec<char>) -> Utf32Str<'a> {
    if text.is_ascii() {
        return Utf32Str::Ascii(text.as_bytes());
    }
    chars.clear();
    chars.extend(text.chars());
    Utf32Str::Unicode(chars)
}

/// A text to search for in one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    text: String,
    case: Case,
}

/// The treatment of case in a search.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Case {
    /// Case matters.
    Sensitive,
    /// Case does not matter; the text in lower case.
    Insensitive(String),
}

impl Text {
    /// A search that minds case if `text` has a capital letter.
    pub(super) fn new(text: String) -> Self {
        let case = if text.chars().any(char::is_uppercase) {
            Case::Sensitive
        } else {
            Case::Insensitive(text.chars().flat_map(char::to_lowercase).collect())
        };
        Self { text, case }
    }

    /// The text as typed.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// True if `text` contains this text. nucleo is not used, because version 0.3 misses some substrings (its pull
    /// request 104).
    pub(super) fn is_part_of(&self, text: &str, scratch: &mut Scratch) -> bool {
        let (text, this) = self.comparable(text, scratch);
        text.contains(this)
    }

    /// True if `text` begins with this text.
    pub(super) fn is_prefix_of(&self, text: &str, scratch: &mut Scratch) -> bool {
        let (text, this) = self.comparable(text, scratch);
        text.starts_with(this)
    }

    /// True if `text` equals this text.
    pub(super) fn equals(&self, text: &str, scratch: &mut Scratch) -> bool {
        let (text, this) = self.comparable(text, scratch);
        text == this
    }

    /// The other text and this one, ready to compare: both in lower case if case does not matter.
    fn comparable<'a>(&'a self, text: &'a str, scratch: &'a mut Scratch) -> (&'a str, &'a str) {
        let Case::Insensitive(this) = &self.case else { return (text, &self.text) };
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
