//! The notice below the panes: a line of news, or an error that stays until it is dismissed.

use super::problem::Problem;
use crate::service::api::ServiceError;
use jiff::{SignedDuration, Timestamp};
use unicode_width::UnicodeWidthStr;

/// Seconds that news stays.
const NEWS_SECONDS: i64 = 8;

/// Lines that a notice has at most: below it there is still something to be seen.
const MOST_LINES: usize = 7;
/// Cells of a line that are not for its text.
const MARGIN: usize = 4;

/// The notice on screen: the last one told, unless an error still stands.
#[derive(Debug, Default)]
pub struct Notices {
    shown: Option<Notice>,
}

impl Notices {
    /// The notice on screen.
    pub fn shown(&self) -> Option<&Notice> {
        self.shown.as_ref()
    }

    /// Shows news for some seconds; an error that still stands is not painted over.
    pub fn tell(&mut self, text: String, now: Timestamp) {
        if !self.shows_failure() {
            let until = now + SignedDuration::from_secs(NEWS_SECONDS);
            self.shown = Some(Notice::News { text, until });
        }
    }

    /// Shows a notice in place of the one before.
    pub fn show(&mut self, notice: Notice) {
        self.shown = Some(notice);
    }

    /// Takes the notice off the screen; answers whether there was one.
    pub fn dismiss(&mut self) -> bool {
        self.shown.take().is_some()
    }

    /// Whether a failed request is on screen.
    pub fn shows_failure(&self) -> bool {
        matches!(self.shown, Some(Notice::Failure { .. }))
    }

    /// Takes news off the screen whose time is over.
    pub fn wake(&mut self, now: Timestamp) {
        if self.next_wake().is_some_and(|until| until <= now) {
            self.shown = None;
        }
    }

    /// When the news goes; `None` while nothing goes by itself.
    pub fn next_wake(&self) -> Option<Timestamp> {
        match self.shown {
            Some(Notice::News { until, .. }) => Some(until),
            Some(Notice::Refusal(_) | Notice::Failure { .. }) | None => None,
        }
    }
}

/// A text for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// News, which goes by itself.
    News {
        /// One sentence.
        text: String,
        /// When it goes.
        until: Timestamp,
    },
    /// An action that can't be done; stays until it is dismissed.
    Refusal(Problem),
    /// A request that failed; stays until it is dismissed.
    Failure {
        /// The attempt in words, naming the secret: "rotate prod/db".
        attempt: String,
        /// The error, with its reason and the way out.
        error: ServiceError,
    },
}

impl Notice {
    /// The lines that the notice takes on a screen of `width` cells, broken at words.
    pub fn lines(&self, width: u16) -> u16 {
        let cells = usize::from(width).saturating_sub(MARGIN).max(1);
        let parts = match self {
            Self::News { .. } => return 1,
            Self::Refusal(Problem { text, next }) => [wrapped(text, cells), wrapped(next, cells), 0],
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
