//! Notices below the list and the panes: news that goes after a while, and problems that stay until dismissed.

use super::event::Event;
use super::problem::Problem;
use super::topic::Topic;
use crate::app::wrap::{self, Breaks};
use crate::service::api::{CredentialProcess, ServiceError};
use jiff::{SignedDuration, Timestamp};

/// The time that news stays, in seconds.
const NEWS_SECONDS: i64 = 8;

/// Cells of a line around its text: a space at each side, and a sign with its space.
const MARGIN: usize = 4;

/// The notice on screen: a credential process while one runs, else the last one, but news does not replace a failure.
#[derive(Debug, Default)]
pub struct Notices {
    shown: Option<Shown>,
    /// The event that repeats what has failed, once the user has logged in.
    after_login: Option<Event>,
    /// The credential process that runs.
    process: Option<Notice>,
}

/// A notice that is on screen while no credential process runs.
#[derive(Debug)]
struct Shown {
    notice: Notice,
    topic: Option<Topic>,
}

impl Notices {
    /// The notice on screen.
    pub fn shown(&self) -> Option<&Notice> {
        self.process.as_ref().or(self.notice())
    }

    /// The notice on screen while no credential process runs.
    fn notice(&self) -> Option<&Notice> {
        self.shown.as_ref().map(|shown| &shown.notice)
    }

    /// Shows a credential process while it runs.
    pub fn credential_process(&mut self, process: Option<CredentialProcess>) {
        self.process = process.map(Notice::CredentialProcess);
    }

    /// True while a credential process runs.
    pub fn waits_for_credentials(&self) -> bool {
        self.process.is_some()
    }

    /// The credential process that runs.
    pub fn running_process(&self) -> Option<&CredentialProcess> {
        match &self.process {
            Some(Notice::CredentialProcess(process)) => Some(process),
            Some(Notice::News { .. } | Notice::Refusal(_) | Notice::Pending(_) | Notice::Failure { .. })
            | None => None,
        }
    }

    /// Sets the event that repeats what the failure on screen is about.
    pub fn go_on_after_login(&mut self, again: Event) {
        self.after_login = Some(again);
    }

    /// Dismisses the failure of a request for want of a login. Returns the event that repeats the request.
    pub fn dismiss_login_failure(&mut self) -> Option<Event> {
        let is_of_login = |shown: &mut Shown| match &shown.notice {
            Notice::Failure { error, .. } => error.login_program().is_some(),
            Notice::News { .. } | Notice::Refusal(_) | Notice::Pending(_) | Notice::CredentialProcess(_) => {
                false
            }
        };
        self.shown.take_if(is_of_login).and_then(|_| self.after_login.take())
    }

    /// Shows news for some seconds, unless a failure is on screen. News on a topic goes before that with its cause.
    pub fn tell(&mut self, text: String, topic: Option<Topic>, now: Timestamp) {
        if !self.shows_failure() {
            let until = now + SignedDuration::from_secs(NEWS_SECONDS);
            self.shown = Some(Shown { notice: Notice::News { text, until }, topic });
        }
    }

    /// Tells that the files of editors were wiped that an earlier program had left, if there were any.
    pub fn editor_files_wiped(&mut self, count: usize) {
        if count > 0 && self.shown.is_none() {
            self.show(Notice::Refusal(Problem::new(
                "An earlier strongroom was killed while an editor was open. The text it left in a file is now wiped.",
                "Type again what you had not saved.",
            )));
        }
    }

    /// Shows a notice in place of the last one.
    pub fn show(&mut self, notice: Notice) {
        (self.shown, self.after_login) = (Some(Shown { notice, topic: None }), None);
    }

    /// Shows a problem in place of the last notice until its cause is gone, or it is dismissed.
    pub fn show_about(&mut self, topic: Topic, problem: Problem) {
        let notice = Notice::Refusal(problem);
        (self.shown, self.after_login) = (Some(Shown { notice, topic: Some(topic) }), None);
    }

    /// Removes the notice if it is about that: its cause is gone.
    pub fn clear(&mut self, topic: Topic) {
        self.shown.take_if(|shown| shown.topic == Some(topic));
    }

    /// Shows a change that waits, unless a problem is on screen. News stays for its time if `news_stays`.
    pub fn pend(&mut self, problem: Problem, news_stays: bool) {
        let is_free = match self.notice() {
            None | Some(Notice::Pending(_)) => true,
            Some(Notice::News { .. }) => !news_stays,
            Some(Notice::Refusal(_) | Notice::Failure { .. } | Notice::CredentialProcess(_)) => false,
        };
        if is_free {
            self.shown = Some(Shown { notice: Notice::Pending(problem), topic: None });
        }
    }

    /// True if a change that waits is on screen.
    pub fn shows_pending(&self) -> bool {
        matches!(self.notice(), Some(Notice::Pending(_)))
    }

    /// Removes a change that waited from the screen.
    pub fn end_pending(&mut self) {
        self.shown.take_if(|shown| matches!(shown.notice, Notice::Pending(_)));
    }

    /// Dismisses the notice; `false` if there is none.
    pub fn dismiss(&mut self) -> bool {
        self.after_login = None;
        self.shown.take().is_some()
    }

    /// True if a failed request is on screen.
    pub fn shows_failure(&self) -> bool {
        matches!(self.notice(), Some(Notice::Failure { .. }))
    }

    /// Removes news whose time is over.
    pub fn wake(&mut self, now: Timestamp) {
        if self.next_wake().is_some_and(|until| until <= now) {
            self.shown = None;
        }
    }

    /// The time at which news goes; `None` without news.
    pub fn next_wake(&self) -> Option<Timestamp> {
        match self.notice() {
            Some(Notice::News { until, .. }) => Some(*until),
            Some(
                Notice::Refusal(_)
                | Notice::Pending(_)
                | Notice::Failure { .. }
                | Notice::CredentialProcess(_),
            )
            | None => None,
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
    /// A change that is tried or looked up again after a pause; stays until its outcome is known.
    Pending(Problem),
    /// A credential process that runs; stays until it ends.
    CredentialProcess(CredentialProcess),
    /// A request that failed; stays until dismissed.
    Failure {
        /// The attempted change or read, naming the secret: "rotate prod/db".
        attempt: String,
        /// The error.
        error: ServiceError,
    },
}

/// The text on a credential process that runs.
pub fn waiting_for(process: &CredentialProcess) -> String {
    format!("Waiting for credentials: `{}`…", process.command)
}

/// The text on what a credential process has written, if it has.
pub fn said_by(process: &CredentialProcess) -> Option<String> {
    (!process.says.is_empty()).then(|| format!("It says: {}", process.says))
}

impl Notice {
    /// The lines that the notice takes on a screen of `width` cells.
    pub fn lines(&self, width: u16) -> u16 {
        let cells = usize::from(width).saturating_sub(MARGIN);
        let lines = |text: &str| wrap::lines(text, cells, Breaks::Words).len();
        let all = match self {
            Self::News { text, .. } => lines(text),
            Self::CredentialProcess(process) => {
                lines(&waiting_for(process)) + said_by(process).map_or(0, |said| lines(&said))
            }
            Self::Refusal(Problem { text, next }) | Self::Pending(Problem { text, next }) => {
                lines(text) + lines(next)
            }
            // The attempt has a line to itself.
            Self::Failure { error, .. } => {
                let why = error.why();
                1 + if why.is_empty() { 0 } else { lines(&why) } + lines(&error.next())
            }
        };
        u16::try_from(all).unwrap_or(u16::MAX)
    }
}
