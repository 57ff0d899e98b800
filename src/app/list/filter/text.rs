//! Looking for text in text: fuzzily, as a part, as a beginning, as a whole. Capitals count where the user typed one.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::fmt;

/// Working memory of the matcher; some 130 KB, so made once for many secrets.
pub(in crate::app::list) struct Scratch {
    matcher: Matcher,
    chars: Vec<char>,
}

impl Default for Scratch {
    fn default() -> Self {
        Self { matcher: Matcher::new(Config::DEFAULT.match_paths()), chars: Vec::new() }
    }
}

/// Text that is looked for anywhere in other text.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    text: String,
    atom: Atom,
}

impl Phrase {
    /// Text whose characters may lie apart, in order.
    pub(super) fn fuzzy(text: String) -> Self {
        Self::new(text, AtomKind::Fuzzy)
    }

    /// Text that must be found in one piece.
    pub(super) fn part(text: String) -> Self {
        Self::new(text, AtomKind::Substring)
    }

    fn new(text: String, kind: AtomKind) -> Self {
        let atom = Atom::new(&text, CaseMatching::Smart, Normalization::Smart, kind, false);
        Self { text, atom }
    }

    /// The text as typed.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// How well it is found in `text`; `None` if it isn't.
    pub(super) fn score(&self, text: &str, scratch: &mut Scratch) -> Option<u32> {
        let Scratch { matcher, chars } = scratch;
        self.atom.score(haystack(text, chars), matcher).map(u32::from)
    }

    /// Adds the positions in `text`, in `char`s, at which it is found.
    pub(super) fn positions(&self, text: &str, scratch: &mut Scratch, found: &mut Vec<u32>) {
        let Scratch { matcher, chars } = scratch;
        self.atom.indices(haystack(text, chars), matcher, found);
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phrase({:?}, {:?})", self.atom.kind, self.text)
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

/// Text that other text must begin with or equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Exact {
    text: String,
    any_case: bool,
}

impl Exact {
    /// Capitals count if there are any in `text`.
    pub(super) fn new(text: String) -> Self {
        let any_case = !text.chars().any(char::is_uppercase);
        Self { text, any_case }
    }

    /// The text as typed.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether `text` is the same.
    pub(super) fn equals(&self, text: &str) -> bool {
        if self.any_case { lowercase(text).eq(lowercase(&self.text)) } else { text == self.text }
    }

    /// Whether `text` begins with it.
    pub(super) fn begins(&self, text: &str) -> bool {
        if !self.any_case {
            return text.starts_with(&self.text);
        }
        let mut rest = lowercase(text);
        lowercase(&self.text).all(|c| rest.next() == Some(c))
    }
}

fn lowercase(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}
