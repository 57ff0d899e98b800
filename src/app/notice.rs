//! What the program has to say beside the panes: one line of news, or an error that stays until it is put away.

use crate::service::api::ServiceError;
use jiff::Timestamp;
use unicode_width::UnicodeWidthStr;

/// Seconds that good news stays.
pub const NEWS_SECONDS: i64 = 8;

/// Lines that a notice has at most: below it there is still something to be seen.
const MOST_LINES: usize = 7;
/// Cells of a line that are not for its text.
const MARGIN: usize = 4;

/// Something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// News; goes by itself.
    News {
        /// One sentence.
        text: String,
        /// When it goes.
        until: Timestamp,
    },
    /// Something that can't be done, and what can; stays until it is put away.
    Refusal {
        /// What can't be done, and why.
        text: String,
        /// What to do instead.
        next: String,
    },
    /// A request that failed; stays until it is put away.
    Failure {
        /// What was being done, in words: names the secret.
        attempt: String,
        /// What, why and what next.
        error: ServiceError,
    },
}

impl Notice {
    /// Lines that it takes on a screen of that width, each part broken at words.
    pub fn lines(&self, width: u16) -> u16 {
        let cells = usize::from(width).saturating_sub(MARGIN).max(1);
        let parts = match self {
            Self::News { .. } => return 1,
            Self::Refusal { text, next } => [wrapped(text, cells), wrapped(next, cells), 0],
            Self::Failure { error, .. } => [1, wrapped(&error.why(), cells), wrapped(&error.next(), cells)],
        };
        u16::try_from(parts.iter().sum::<usize>().min(MOST_LINES)).unwrap_or(u16::MAX)
    }
}

/// Lines of `cells` cells that a text takes, broken at words.
fn wrapped(text: &str, cells: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in text.split_whitespace() {
        let mut word = word.width();
        let gap = usize::from(used > 0);
        if used + gap + word <= cells {
            used += gap + word;
            continue;
        }
        lines += usize::from(used > 0);
        while word > cells {
            (word, lines) = (word - cells, lines + 1);
        }
        used = word;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_into_lines() {
        assert_eq!(wrapped("", 10), 1);
        assert_eq!(wrapped("one two", 7), 1);
        assert_eq!(wrapped("one two three", 7), 2);
        assert_eq!(wrapped("a 12345678901234567890", 7), 4);
    }
}
