//! Text cut into what is drawn as one: a grapheme as it is, or a character as a visible escape; and what follows from that,
//! the width of text and where it breaks.

use crate::secrets::Untrusted;
use std::borrow::Cow;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Bytes of a grapheme from which on it is no longer one for a terminal, but characters piled up.
const GRAPHEME_LIMIT: usize = 64;

/// What is drawn as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph<'a> {
    /// A grapheme, safe to print, at least one cell wide.
    Plain(&'a str),
    /// A character that is shown as an escape.
    Escaped(char),
}

impl Glyph<'_> {
    /// Cells that it takes.
    pub fn width(self) -> usize {
        match self {
            Self::Plain(text) if text.len() == 1 => 1,
            Self::Plain(text) => text.width(),
            Self::Escaped(c) => escape(c).count(),
        }
    }

    /// Bytes of the text that it stands for.
    fn len(self) -> usize {
        match self {
            Self::Plain(text) => text.len(),
            Self::Escaped(c) => c.len_utf8(),
        }
    }

    /// Characters of the text that it stands for.
    pub fn chars(self) -> usize {
        match self {
            Self::Plain(text) => text.chars().count(),
            Self::Escaped(_) => 1,
        }
    }
}

/// What is shown for a character that must not reach the terminal: as [`crate::secrets::printable`] has it.
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

/// Cells that `text` takes when it is drawn.
pub fn width(text: &str) -> usize {
    glyphs(text).map(|(_, glyph)| glyph.width()).sum()
}

/// `text` as it is, or without its middle if it takes more than `limit` cells: both ends of a name tell it apart.
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

/// Where a line may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// Behind a space, and in a word only if it is longer than a line: there behind a colon or a slash, if one is near.
    Words,
    /// Behind any glyph: nothing is left out.
    Anywhere,
}

/// The lines of `text` in `width` cells, as ranges of bytes. Line breaks in the text break lines.
pub fn lines(text: &str, width: usize, breaks: Breaks) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for paragraph in text.split('\n') {
        break_paragraph(paragraph, width.max(1), breaks, |line| lines.push(at + line.start..at + line.end));
        at += paragraph.len() + 1;
    }
    lines
}

fn break_paragraph(text: &str, width: usize, breaks: Breaks, mut push: impl FnMut(Range<usize>)) {
    let mut start = 0;
    let mut used = 0;
    // Where the line may end: behind its last space, or in a long word behind its last sign; and the cells up to there.
    let (mut space, mut sign) = (None::<(usize, usize)>, None::<(usize, usize)>);
    let mut in_words = false;
    for (at, glyph) in glyphs(text) {
        let cells = glyph.width();
        let is_space = glyph == Glyph::Plain(" ");
        if used + cells > width && at > start && !(is_space && breaks == Breaks::Words) {
            let (end, rest) = match space.or(sign.filter(|(_, before)| *before > width / 2)) {
                Some((behind, before)) => (behind, used - before),
                None => (at, 0),
            };
            push(
                start
                    ..start
                        + text[start..end].trim_end_matches(|c| breaks == Breaks::Words && c == ' ').len(),
            );
            (start, used, space, sign) = (end, rest, None, None);
        }
        used += cells;
        in_words |= !is_space;
        if breaks == Breaks::Words {
            match glyph {
                Glyph::Plain(" ") if in_words => space = Some((at + 1, used)),
                Glyph::Plain(":" | "/") => sign = Some((at + 1, used)),
                _ => {}
            }
        }
    }
    push(start..text.len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::printable;
    use proptest::prelude::*;

    fn broken(text: &str, width: usize, breaks: Breaks) -> Vec<&str> {
        lines(text, width, breaks).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn words_stay_whole_where_they_can() {
        assert_eq!(broken("one two three", 8, Breaks::Words), ["one two", "three"]);
        assert_eq!(broken("one two", 7, Breaks::Words), ["one two"]);
        assert_eq!(broken("abcdefgh ij", 4, Breaks::Words), ["abcd", "efgh", "ij"]);
        assert_eq!(broken("  to version", 8, Breaks::Words), ["  to", "version"]);
        assert_eq!(broken("a\n\nb", 8, Breaks::Words), ["a", "", "b"]);
        assert_eq!(broken("arn:aws:kms:key/abcdef", 16, Breaks::Words), ["arn:aws:kms:key/", "abcdef"]);
        assert_eq!(broken("a:bcdefghij", 8, Breaks::Words), ["a:bcdefg", "hij"]);
        assert_eq!(broken("漢字漢字", 5, Breaks::Words), ["漢字", "漢字"]);
    }

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
        fn breaking_anywhere_loses_nothing_and_keeps_to_the_width(text in any::<String>(), width in 12..40_usize) {
            let lines = broken(&text, width, Breaks::Anywhere);
            prop_assert!(lines.iter().all(|line| super::width(line) <= width));
            prop_assert_eq!(lines.concat(), text.replace('\n', ""));
        }

        #[test]
        fn breaking_at_words_loses_spaces_alone(text in "[ a-c漢\n]{0,60}", width in 2..20_usize) {
            let lines = broken(&text, width, Breaks::Words);
            let letters = |text: &str| text.replace([' ', '\n'], "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            prop_assert!(lines.iter().all(|line| super::width(line.trim_end()) <= width));
        }

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
