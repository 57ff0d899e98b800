//! Text as the terminal shows it: cut into glyphs, with their widths in cells.

use crate::secrets::Untrusted;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Bytes of the longest grapheme that is drawn whole. A longer one is no letter, but characters piled up.
const GRAPHEME_LIMIT: usize = 64;

/// The smallest piece of text that is drawn: a grapheme, or a character as a visible escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph<'a> {
    /// A grapheme that is safe to print, at least one cell wide.
    Plain(&'a str),
    /// A character that is shown as an escape.
    Escaped(char),
}

impl Glyph<'_> {
    /// The width in cells.
    pub fn width(self) -> usize {
        match self {
            Self::Plain(text) if text.len() == 1 => 1,
            Self::Plain(text) => text.width(),
            Self::Escaped(c) => escape(c).count(),
        }
    }

    /// The number of bytes in the text.
    fn len(self) -> usize {
        match self {
            Self::Plain(text) => text.len(),
            Self::Escaped(c) => c.len_utf8(),
        }
    }

    /// The number of characters in the text.
    pub fn chars(self) -> usize {
        match self {
            Self::Plain(text) => text.chars().count(),
            Self::Escaped(_) => 1,
        }
    }
}

/// The escape shown for a character that must not reach the terminal, the same as in [`crate::secrets::printable`].
pub fn escape(c: char) -> impl Iterator<Item = char> {
    let letter = match c {
        '\n' => Some('n'),
        '\t' => Some('t'),
        '\r' => Some('r'),
        _ => None,
    };
    let short = letter.map(|letter| ['\\', letter]);
    let long = letter.is_none().then(|| c.escape_unicode());
    short.into_iter().flatten().chain(long.into_iter().flatten())
}

/// The glyphs of `text`, each with the byte that it begins at.
pub fn glyphs(text: &str) -> impl Iterator<Item = (usize, Glyph<'_>)> {
    // Nearly all text is ASCII, which needs no tables.
    let (ascii, other) = if text.is_ascii() { (text, "") } else { ("", text) };
    let ascii = ascii.bytes().enumerate().map(|(at, byte)| {
        let plain = byte == b' ' || byte.is_ascii_graphic();
        (at, if plain { Glyph::Plain(&text[at..=at]) } else { Glyph::Escaped(char::from(byte)) })
    });
    ascii.chain(other.grapheme_indices(true).flat_map(|(at, grapheme)| cut(at, grapheme)))
}

/// The glyphs of a grapheme that begins at byte `at`: one if all of it is safe to print, else one for each character.
fn cut(at: usize, grapheme: &str) -> impl Iterator<Item = (usize, Glyph<'_>)> {
    let whole = grapheme.len() <= GRAPHEME_LIMIT
        && grapheme.width() > 0
        && grapheme.chars().all(|c| matches!(Untrusted::of(c), Untrusted::Plain(_)));
    let (whole, parts) = if whole { (Some((at, Glyph::Plain(grapheme))), "") } else { (None, grapheme) };
    whole.into_iter().chain(parts.char_indices().map(move |(within, c)| {
        let plain = matches!(Untrusted::of(c), Untrusted::Plain(_)) && c.width().unwrap_or(0) > 0;
        let text = &parts[within..within + c.len_utf8()];
        (at + within, if plain { Glyph::Plain(text) } else { Glyph::Escaped(c) })
    }))
}

/// The width of `text` in cells.
pub fn width(text: &str) -> usize {
    glyphs(text).map(|(_, glyph)| glyph.width()).sum()
}

/// The byte of the glyph that covers a cell of `text`, counted from 0; the end of the text behind its last glyph.
pub fn byte_at(text: &str, cell: usize) -> usize {
    let mut end = 0;
    let covers = |(at, glyph): (usize, Glyph<'_>)| {
        end += glyph.width();
        (cell < end).then_some(at)
    };
    glyphs(text).find_map(covers).unwrap_or(text.len())
}

/// `text`, with an ellipsis for its middle if it is wider than `limit` cells: names differ at both ends.
pub fn shortened(text: &str, limit: usize) -> Cow<'_, str> {
    let total = width(text);
    if total <= limit {
        return Cow::Borrowed(text);
    }
    let kept = limit.saturating_sub(1);
    let (head, tail) = (kept / 2, kept - kept / 2);
    let (mut before, mut at) = (0, 0);
    let mut after = text.len();
    for (start, glyph) in glyphs(text) {
        let end = at + glyph.width();
        if end <= head {
            before = start + glyph.len();
        }
        if at >= total - tail && after == text.len() {
            after = start;
        }
        at = end;
    }
    Cow::Owned(format!("{}…{}", &text[..before], &text[after..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::printable;
    use proptest::prelude::*;

    #[test]
    fn names_lose_their_middle() {
        assert_eq!(shortened("prod/payments/database", 11), "prod/…abase");
        assert_eq!(shortened("漢字漢字漢字", 6), "漢…字");
        assert_eq!(shortened("abc", 3), "abc");
        assert_eq!(shortened("abc", 0), "…");
    }

    #[test]
    fn a_mark_that_has_nothing_to_stand_on_is_escaped() {
        assert_eq!(width("\u{301}"), "\\u{301}".len());
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("in\u{202e}voice"), "in\\u{202e}voice".len());
    }

    proptest! {
        #[test]
        fn what_is_printable_is_drawn_as_it_is(text in "[ -~é漢\u{1b}\u{202e}\n]{0,40}") {
            let shown: String = glyphs(&text)
                .map(|(_, glyph)| match glyph {
                    Glyph::Plain(text) => text.to_owned(),
                    Glyph::Escaped(c) => escape(c).collect(),
                })
                .collect();
            prop_assert_eq!(shown, printable(&text));
        }
    }
}
