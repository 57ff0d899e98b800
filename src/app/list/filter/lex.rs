//! Splits a filter into terms and terms into parts, and removes quotes.

use super::error::{FilterCause, FilterError};
use std::ops::Range;

/// A character of the filter after quotes and escapes were removed.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    char: char,
    /// The position in bytes.
    at: usize,
    quoted: bool,
}

impl Glyph {
    fn is_sign(self, sign: char) -> bool {
        self.char == sign && !self.quoted
    }
}

/// A piece of the filter between unquoted spaces.
#[derive(Debug)]
pub(super) struct Token {
    glyphs: Vec<Glyph>,
    span: Range<usize>,
}

impl Token {
    /// The whole token as a part.
    pub(super) fn part(&self) -> Part<'_> {
        Part { glyphs: &self.glyphs, span: self.span.clone() }
    }
}

/// A token or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    glyphs: &'a [Glyph],
    span: Range<usize>,
}

impl<'a> Part<'a> {
    /// The position of the part in the filter in bytes, quotes included.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The text without quotes.
    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.char).collect()
    }

    /// True if there is no text; quotes alone are no text.
    pub(super) fn is_empty(&self) -> bool {
        self.glyphs.is_empty()
    }

    /// True if nothing was typed, not even quotes.
    pub(super) fn is_missing(&self) -> bool {
        self.span.is_empty()
    }

    /// True if the part is this word without quotes, in upper or lower case.
    pub(super) fn is_keyword(&self, word: &str) -> bool {
        self.glyphs.iter().all(|glyph| !glyph.quoted) && self.text().eq_ignore_ascii_case(word)
    }

    /// The part behind a leading sign; `None` if it begins with another character.
    pub(super) fn strip(&self, sign: char) -> Option<Self> {
        let (first, rest) = self.glyphs.split_first()?;
        let leads = first.is_sign(sign) && first.at == self.span.start;
        leads.then(|| Self { glyphs: rest, span: first.at + sign.len_utf8()..self.span.end })
    }

    /// The part before a sign at its end; `None` if it ends with another character.
    pub(super) fn strip_end(&self, sign: char) -> Option<Self> {
        let (last, rest) = self.glyphs.split_last()?;
        let ends = last.is_sign(sign) && last.at + sign.len_utf8() == self.span.end;
        ends.then_some(Self { glyphs: rest, span: self.span.start..last.at })
    }

    /// Splits the part at the first unquoted sign.
    pub(super) fn split_once(&self, sign: char) -> Option<(Self, Self)> {
        let position = self.glyphs.iter().position(|glyph| glyph.is_sign(sign))?;
        let at = self.glyphs[position].at;
        let before = Self { glyphs: &self.glyphs[..position], span: self.span.start..at };
        let after = Self { glyphs: &self.glyphs[position + 1..], span: at + sign.len_utf8()..self.span.end };
        Some((before, after))
    }

    /// The alternatives between unquoted `|`: at least one; each may be empty.
    pub(super) fn alternatives(&self) -> Vec<Part<'a>> {
        let mut rest = self.clone();
        let mut parts = Vec::new();
        while let Some((first, others)) = rest.split_once('|') {
            parts.push(first);
            rest = others;
        }
        parts.push(rest);
        parts
    }
}

/// Splits the text into tokens.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, FilterError> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some(&(start, first)) = chars.peek() {
        if first.is_whitespace() {
            chars.next();
            continue;
        }
        let mut glyphs = Vec::new();
        let mut end = start;
        while let Some((at, char)) = chars.next_if(|(_, char)| !char.is_whitespace()) {
            end = at + char.len_utf8();
            if char == '"' {
                let open = FilterError::new(at..text.len(), FilterCause::OpenQuote);
                end = quoted(&mut chars, &mut glyphs).ok_or(open)?;
            } else {
                glyphs.push(Glyph { char, at, quoted: false });
            }
        }
        tokens.push(Token { glyphs, span: start..end });
    }
    Ok(tokens)
}

/// Reads up to the closing quote, and returns the byte position behind it; `None` if the quote is not closed.
fn quoted(
    chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
    glyphs: &mut Vec<Glyph>,
) -> Option<usize> {
    loop {
        let (at, char) = chars.next()?;
        match char {
            '"' => return Some(at + 1),
            '\\' => {
                let char =
                    chars.next_if(|(_, next)| matches!(next, '"' | '\\')).map_or('\\', |(_, next)| next);
                glyphs.push(Glyph { char, at, quoted: true });
            }
            _ => glyphs.push(Glyph { char, at, quoted: true }),
        }
    }
}

/// Quotes a text where the parser would read it as something else.
pub(super) fn quote(text: &str, keywords: &[&str]) -> String {
    let signs = |c: char| c.is_whitespace() || matches!(c, '"' | ':' | '!' | '|' | '=' | '\'' | '^' | '$');
    let is_keyword = keywords.iter().any(|keyword| keyword.eq_ignore_ascii_case(text));
    if !text.is_empty() && !text.contains(signs) && !is_keyword {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
