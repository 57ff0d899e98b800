//! Notices below the list and the panes: news that goes after a while, and problems that stay until dismissed.

use super::problem::Problem;
use crate::service::api::ServiceError;
use jiff::{SignedDuration, Timestamp};
use unicode_width::UnicodeWidthStr;

/// The time that news stays, in seconds.
const NEWS_SECONDS: i64 = 8;

/// The most lines of a notice, so that it leaves room for the rest.
const MOST_LINES: usize = 7;
/// The cells of a line that are not for its text.
const MARGIN: usize = 4;

/// The notice on screen: the last one, but news does not replace a failure.
#[derive(Debug, Default)]
pub struct Notices {
    shown: Option<Notice>,
}

impl Notices {
    /// The notice on screen.
    pub fn shown(&self) -> Option<&Notice> {
        self.shown.as_ref()
    }

    /// Shows news for some seconds, unless a failure is on screen.
    pub fn tell(&mut self, text: String, now: Timestamp) {
        if !self.shows_failure() {
            let until = now + SignedDuration::from_secs(NEWS_SECONDS);
            self.shown = Some(Notice::News { text, until });
        }
    }

    /// Shows a notice in place of the last one.
    pub fn show(&mut self, notice: Notice) {
        self.shown = Some(notice);
    }

    /// Dismisses the notice; `false` if there is none.
    pub fn dismiss(&mut self) -> bool {
        self.shown.take().is_some()
    }

    /// Tells whether a failed request is on screen.
    pub fn shows_failure(&self) -> bool {
        matches!(self.shown, Some(Notice::Failure { .. }))
    }

    /// Removes news whose time is over.
    pub fn wake(&mut self, now: Timestamp) {
        if self.next_wake().is_some_and(|until| until <= now) {
            self.shown = None;
        }
    }

    /// The time at which news goes; `None` without news.
    pub fn next_wake(&self) -> Option<Timestamp> {
        match self.shown {
            Some(Notice::News { until, .. }) => Some(until),
            Some(Notice::Refusal(_) | Notice::Failure { .. }) | None => None,
        }
    }
}

/// A notice for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// News that goes after a while.
    News {
        /// The text: one sentence.
        text: String,
        /// The time at which it goes.
        until: Timestamp,
    },
    /// An action that can't be done; stays until dismissed.
    Refusal(Problem),
    /// A request that failed; stays until dismissed.
    Failure {
        /// The attempted change or read, naming the secret: "rotate prod/db".
        attempt: String,
        /// The error.
        error: ServiceError,
    },
}

impl Notice {
    /// The number of lines of the notice on a screen of `width` cells, wrapped at words.
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
