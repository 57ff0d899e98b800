//! The ways a command ends, and the exit status of each.

use super::advice;
use crate::secrets::printable;
use crate::service::api::{ErrorKind, ServiceError};
use std::fmt;
use std::io;

/// The end of a command that did what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandExit {
    /// It is done.
    Done,
    /// It is done, and the answer is no: values differ, a check failed, nothing was chosen.
    No,
    /// A signal ended it, after the terminal was restored; with the exit status of that.
    Signalled(u8),
}

impl CommandExit {
    /// The exit status.
    pub fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::No => 1,
            Self::Signalled(status) => status,
        }
    }
}

/// A command that failed: what, why, and what to do next. Never quotes a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandError {
    kind: FailureKind,
    what: String,
    why: String,
    next: String,
}

/// The kinds of failure that a script can tell apart, by exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The command line can't be carried out as it is.
    Usage,
    /// The secret, the version or the member does not exist.
    NotFound,
    /// A permission is missing, or changes are refused in read-only mode.
    Denied,
    /// There are no credentials, or they are no longer valid.
    NoLogin,
    /// The service throttles or can't be reached: the same command may succeed later.
    Unavailable,
    /// The secret is not in the state that the command needs.
    Conflict,
    /// A change may have taken effect, and that could not be looked up.
    OutcomeUnknown,
    /// The user has ended the wait with ctrl-c.
    Interrupted,
    /// The command to run does not exist. Shells have this status for it.
    CommandNotFound,
    /// The command to run exists, but can't be started. Shells have this status for it.
    CommandNotStarted,
    /// Anything else.
    Other,
}

impl CommandError {
    /// A failure in three texts: `what` without a full stop, `why` and `next` as sentences or empty.
    pub(super) fn new(
        kind: FailureKind,
        what: impl Into<String>,
        why: impl Into<String>,
        next: impl Into<String>,
    ) -> Self {
        Self { kind, what: what.into(), why: why.into(), next: next.into() }
    }

    /// A failure of the system while the program tries to `do_what`: "write the output".
    pub(super) fn system(do_what: &str) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::new(FailureKind::Other, format!("Can't {do_what}"), format!("{error}."), "")
    }

    /// The exit status.
    pub fn status(&self) -> u8 {
        match self.kind {
            FailureKind::Usage => 2,
            FailureKind::NotFound => 3,
            FailureKind::Denied => 4,
            FailureKind::NoLogin => 5,
            FailureKind::Unavailable => 6,
            FailureKind::Conflict => 7,
            FailureKind::OutcomeUnknown => 8,
            FailureKind::Other => 9,
            FailureKind::CommandNotStarted => 126,
            FailureKind::CommandNotFound => 127,
            FailureKind::Interrupted => 130,
        }
    }
}

impl From<ServiceError> for CommandError {
    fn from(error: ServiceError) -> Self {
        Self::new(FailureKind::of(&error), error.what(), error.why(), advice::next(&error))
    }
}

impl FailureKind {
    fn of(error: &ServiceError) -> Self {
        match &error.kind {
            ErrorKind::AccessDenied { .. } | ErrorKind::ExplicitDeny { .. } => Self::Denied,
            ErrorKind::NoCredentials { .. }
            | ErrorKind::ExpiredCredentials { .. }
            | ErrorKind::InvalidCredentials
            | ErrorKind::ClockSkew
            | ErrorKind::Credentials(_) => Self::NoLogin,
            ErrorKind::UnreadableConfig { .. }
            | ErrorKind::UnusableSetting { .. }
            | ErrorKind::NoRegion
            | ErrorKind::NoSuchProfile { .. } => Self::Usage,
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::Refused => Self::Conflict,
            ErrorKind::Throttled
            | ErrorKind::NotApplied
            | ErrorKind::Unreachable { .. }
            | ErrorKind::Tls { .. }
            | ErrorKind::Proxy { .. }
            | ErrorKind::ConnectionLost { .. }
            | ErrorKind::TimedOut
            | ErrorKind::ServiceFailure => Self::Unavailable,
            ErrorKind::OutcomeUnknown => Self::OutcomeUnknown,
            ErrorKind::InvalidResponse | ErrorKind::Other => Self::Other,
        }
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.what))?;
        if !self.why.is_empty() {
            write!(f, ": {}", printable(&self.why))?;
        }
        if !self.next.is_empty() {
            write!(f, "\n{}", printable(&self.next))?;
        }
        Ok(())
    }
}

impl std::error::Error for CommandError {}
