//! Text broken into lines. The parts that reserve lines for a text and those that draw it both break it here.

use super::glyph::{Glyph, glyphs};
use std::ops::Range;

/// The places where a line may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// After a space, which is left out. A word longer than a line is broken after a colon or a slash in the second half
    /// of the line, or else where the line is full.
    Words,
    /// After any glyph: all of the text is kept.
    Anywhere,
}

/// The lines of `text` in `width` cells, as ranges of bytes; at least one. A line break in the text ends a line.
pub fn lines(text: &str, width: usize, breaks: Breaks) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for paragraph in text.split('\n') {
        break_paragraph(paragraph, width.max(1), breaks, |line| lines.push(at + line.start..at + line.end));
        at += paragraph.len() + 1;
    }
    lines
}

/// A place where the current line may end: the byte that it is at, and the cells before it.
type Break = (usize, usize);

fn break_paragraph(text: &str, width: usize, breaks: Breaks, mut push: impl FnMut(Range<usize>)) {
    let mut start = 0;
    let mut used = 0;
    let (mut after_space, mut after_sign) = (None::<Break>, None::<Break>);
    // Spaces before the first word are its indent: no line ends there.
    let mut has_word = false;
    for (at, glyph) in glyphs(text) {
        let cells = glyph.width();
        let is_space = glyph == Glyph::Plain(" ");
        if used + cells > width && at > start && !(is_space && breaks == Breaks::Words) {
            let found = after_space.or(after_sign.filter(|(_, before)| *before > width / 2));
            let (end, before) = found.unwrap_or((at, used));
            let line = match breaks {
                Breaks::Words => text[start..end].trim_end_matches(' '),
                Breaks::Anywhere => &text[start..end],
            };
            push(start..start + line.len());
            (start, used) = (end, used - before);
            (after_space, after_sign) = (None, None);
        }
        used += cells;
        has_word |= !is_space;
        if breaks == Breaks::Words {
            match glyph {
                Glyph::Plain(" ") if has_word => after_space = Some((at + 1, used)),
                Glyph::Plain(":" | "/") => after_sign = Some((at + 1, used)),
                Glyph::Plain(_) | Glyph::Escaped(_) => {}
            }
        }
    }
    push(start..text.len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::glyph;
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

    proptest! {
        #[test]
        fn breaking_anywhere_loses_nothing_and_keeps_to_the_width(text in any::<String>(), width in 12..40_usize) {
            let lines = broken(&text, width, Breaks::Anywhere);
            prop_assert!(lines.iter().all(|line| glyph::width(line) <= width));
            prop_assert_eq!(lines.concat(), text.replace('\n', ""));
        }

        #[test]
        fn breaking_at_words_loses_spaces_alone(text in "[ a-c漢\n]{0,60}", width in 2..20_usize) {
            let lines = broken(&text, width, Breaks::Words);
            let letters = |text: &str| text.replace([' ', '\n'], "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            prop_assert!(lines.iter().all(|line| glyph::width(line.trim_end()) <= width));
        }
    }
}
