//! The lines of a config file, for what its parser can't make sense of: the section and the key that a line is most likely
//! about.

use std::ops::RangeInclusive;

/// The path of a key from the top of the file: `["profiles", "prod-*", "read_only"]`.
pub(super) type KeyPath = Vec<String>;

/// The lines of a file, counted from 1.
pub(super) struct Lines<'a>(Vec<&'a str>);

impl<'a> Lines<'a> {
    /// The lines of a text.
    pub(super) fn of(text: &'a str) -> Self {
        Self(text.lines().collect())
    }

    /// The number of lines, at least 1.
    pub(super) fn count(&self) -> usize {
        self.0.len().max(1)
    }

    fn get(&self, line: usize) -> &'a str {
        line.checked_sub(1).and_then(|at| self.0.get(at)).map_or("", |text| text.trim())
    }

    /// True if a line begins a section.
    pub(super) fn is_header(&self, line: usize) -> bool {
        self.get(line).starts_with('[')
    }

    /// The line before `line` that begins the same section.
    pub(super) fn begins_before(&self, line: usize) -> Option<usize> {
        let section = self.section(line);
        (1..line).find(|earlier| self.is_header(*earlier) && self.section(*earlier) == section)
    }

    /// The lines of the section that begins at `header`, without the header.
    pub(super) fn below(&self, header: usize) -> RangeInclusive<usize> {
        let end = (header + 1..=self.count()).find(|line| self.is_header(*line));
        header + 1..=end.map_or(self.count(), |end| end - 1)
    }

    /// The path of the section that a line stands in, as far as it can be read; empty at the top.
    pub(super) fn section(&self, line: usize) -> KeyPath {
        let header = (1..=line).rev().find(|line| self.is_header(*line));
        let Some(text) = header.map(|header| self.get(header).trim_start_matches('[')) else {
            return Vec::new();
        };
        let name = text.rfind(']').map_or(text, |end| &text[..end]).trim_end_matches(']');
        match name.split_once('.') {
            Some((table, own)) => vec![plain(table), plain(own)],
            None => vec![plain(name)],
        }
    }

    /// The path of the key that a line sets, as far as it can be read.
    pub(super) fn key(&self, line: usize) -> Option<KeyPath> {
        if self.is_header(line) {
            return None;
        }
        let (key, _) = self.parts(line)?;
        let mut path = self.section(line);
        let mut quote = None;
        let steps = key.split(|c| {
            quote = match quote {
                None if c == '"' || c == '\'' => Some(c),
                Some(open) if open == c => None,
                quote => quote,
            };
            c == '.' && quote.is_none()
        });
        path.extend(steps.map(plain));
        Some(path)
    }

    /// The value that a line gives its key, as it stands there.
    pub(super) fn value(&self, line: usize) -> Option<&'a str> {
        self.parts(line).map(|(_, value)| value.trim())
    }

    /// A line as key and value; those who know YAML write a colon between them.
    fn parts(&self, line: usize) -> Option<(&'a str, &'a str)> {
        let text = self.get(line);
        let (key, value) = text.split_once('=').or_else(|| text.split_once(':'))?;
        let key = key.trim();
        (!key.is_empty() && !key.starts_with('#')).then_some((key, value))
    }
}

/// A part of a key without its quotes.
fn plain(part: &str) -> String {
    part.trim().trim_matches(['"', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_belongs_to_the_section_above_it() {
        let lines = Lines::of(
            "a = 1\n[profiles.prod-*]\nb: 2 # x\n# c = 3\n[[keys\n\"d\" = 4\n[profiles.\"x]\ne\nf.'g.h'.i = 1",
        );
        let key = |line| lines.key(line).map(|path| path.join("/"));
        assert_eq!(key(1).as_deref(), Some("a"));
        assert_eq!(key(3).as_deref(), Some("profiles/prod-*/b"));
        assert_eq!(key(6).as_deref(), Some("keys/d"));
        assert_eq!((key(2), key(4), key(8), key(99)), (None, None, None, None));
        assert_eq!(lines.section(8), ["profiles", "x"]);
        assert_eq!((lines.below(2), lines.below(7)), (3..=4, 8..=9));
        assert_eq!(key(9).as_deref(), Some("profiles/x/f/g.h/i"));
        assert_eq!(lines.value(3), Some("2 # x"));
    }
}
