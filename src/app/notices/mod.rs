//! The notice below the panes: a line of news, or an error that stays until it is dismissed.

use crate::app::wrap::{self, Breaks};
use crate::service::api::ServiceError;
use jiff::{SignedDuration, Timestamp};

/// Seconds that news stays.
const NEWS_SECONDS: i64 = 8;

/// Cells of a line around its text: a space at each side, and a sign with its space.
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
            Some(Notice::Refusal { .. } | Notice::Failure { .. }) | None => None,
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
    Refusal {
        /// The action, and the reason.
        text: String,
        /// The way out.
        next: String,
    },
    /// A request that failed; stays until it is dismissed.
    Failure {
        /// The attempt in words, naming the secret: "rotate prod/db".
        attempt: String,
        /// The error, with its reason and the way out.
        error: ServiceError,
    },
}

impl Notice {
    /// The lines that the notice takes on a screen of `width` cells.
    pub fn lines(&self, width: u16) -> u16 {
        let cells = usize::from(width).saturating_sub(MARGIN);
        let lines = |text: &str| wrap::lines(text, cells, Breaks::Words).len();
        let all = match self {
            Self::News { text, .. } => lines(text),
            Self::Refusal { text, next } => lines(text) + lines(next),
            // The attempt has a line to itself.
            Self::Failure { error, .. } => {
                let why = error.why();
                1 + if why.is_empty() { 0 } else { lines(&why) } + lines(&error.next())
            }
        };
        u16::try_from(all).unwrap_or(u16::MAX)
    }
}
