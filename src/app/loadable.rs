//! Data that is fetched on its own: not asked for, loading, ready, or failed.

use crate::service::api::{ServiceError, Ticket};
use jiff::Timestamp;

/// The state of data that is fetched. A value stays visible while a newer one is fetched, and if that fails.
#[derive(Clone, Debug, Default)]
pub enum Loadable<T> {
    /// Not asked for.
    #[default]
    Idle,
    /// Asked for, and not there yet.
    Loading {
        /// The request without an answer.
        ticket: Ticket,
        /// The time of the request.
        since: Timestamp,
    },
    /// There.
    Ready {
        /// The value.
        value: T,
        /// The time of the answer.
        at: Timestamp,
        /// The state of fetching a newer value.
        refresh: Refresh,
    },
    /// Failed, without an older value.
    Failed {
        /// The error.
        error: ServiceError,
        /// The time of the failure.
        at: Timestamp,
    },
}

/// The state of fetching a newer value.
#[derive(Clone, Debug, Default)]
pub enum Refresh {
    /// Not needed.
    #[default]
    None,
    /// The value is out of date, and is fetched again when it is next shown.
    Stale,
    /// A newer value is loading.
    Loading(Ticket),
    /// A newer value could not be fetched.
    Failed(ServiceError),
}

impl<T> Loadable<T> {
    /// A value that has just been fetched.
    pub fn ready(value: T, at: Timestamp) -> Self {
        Self::Ready { value, at, refresh: Refresh::None }
    }

    /// The value, if there is one, up to date or not.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Ready { value, .. } => Some(value),
            _ => None,
        }
    }

    /// The error of the last refresh, while an older value is there.
    pub fn refresh_error(&self) -> Option<&ServiceError> {
        match self {
            Self::Ready { refresh: Refresh::Failed(error), .. } => Some(error),
            _ => None,
        }
    }

    /// The error of the last read, whether or not an older value is there.
    pub fn error(&self) -> Option<&ServiceError> {
        match self {
            Self::Failed { error, .. } | Self::Ready { refresh: Refresh::Failed(error), .. } => Some(error),
            Self::Idle | Self::Loading { .. } | Self::Ready { .. } => None,
        }
    }

    /// The value, to change it.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Ready { value, .. } => Some(value),
            _ => None,
        }
    }

    /// The request without an answer.
    pub fn pending(&self) -> Option<&Ticket> {
        match self {
            Self::Loading { ticket, .. } | Self::Ready { refresh: Refresh::Loading(ticket), .. } => {
                Some(ticket)
            }
            _ => None,
        }
    }

    /// True if the data must be fetched when it is next shown.
    pub fn needs_fetch(&self) -> bool {
        matches!(self, Self::Idle | Self::Ready { refresh: Refresh::Stale, .. })
    }

    /// Notes that a request was sent.
    pub fn start(&mut self, ticket: Ticket, now: Timestamp) {
        match self {
            Self::Ready { refresh, .. } => *refresh = Refresh::Loading(ticket),
            _ => *self = Self::Loading { ticket, since: now },
        }
    }

    /// Stores the answer to the last request; `false` if it answers an older one.
    pub fn finish(&mut self, ticket: &Ticket, result: Result<T, ServiceError>, now: Timestamp) -> bool {
        if self.pending() != Some(ticket) {
            return false;
        }
        match (result, &mut *self) {
            (Ok(value), _) => *self = Self::ready(value, now),
            (Err(error), Self::Ready { refresh, .. }) => *refresh = Refresh::Failed(error),
            (Err(error), _) => *self = Self::Failed { error, at: now },
        }
        true
    }

    /// Marks a value as out of date, and forgets a failure, so that the data is fetched when it is next shown. A request
    /// without an answer goes on.
    pub fn invalidate(&mut self) {
        match self {
            Self::Ready { refresh, .. } => {
                if !matches!(refresh, Refresh::Loading(_)) {
                    *refresh = Refresh::Stale;
                }
            }
            Self::Failed { .. } => *self = Self::Idle,
            Self::Idle | Self::Loading { .. } => {}
        }
    }

    /// Forgets a failure, so that the data is fetched when it is next shown. A value that was fetched since stays up to date.
    pub fn forget_failure(&mut self) {
        if self.error().is_some() {
            self.invalidate();
        }
    }

    /// Marks the value and a request without an answer as out of date. Returns the request, to abort it.
    pub fn expire(&mut self) -> Option<Ticket> {
        let pending = self.pending().cloned();
        self.forget_request();
        self.invalidate();
        pending
    }

    /// Forgets the request without an answer.
    fn forget_request(&mut self) {
        match self {
            Self::Loading { .. } => *self = Self::Idle,
            Self::Ready { refresh: refresh @ Refresh::Loading(_), .. } => *refresh = Refresh::Stale,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::api::{ConnectionId, ErrorKind, Operation, Target};

    fn ticket(sequence: u64) -> Ticket {
        Ticket { connection: ConnectionId(1), region: None, target: Target::List, sequence }
    }

    fn error() -> ServiceError {
        ServiceError {
            activity: Operation::DescribeSecret.into(),
            kind: ErrorKind::Throttled,
            code: None,
            message: String::new(),
        }
    }

    #[test]
    fn an_answer_to_an_older_request_is_not_taken() {
        let now = Timestamp::UNIX_EPOCH;
        let mut facet = Loadable::Idle;
        facet.start(ticket(1), now);
        facet.start(ticket(2), now);
        assert!(!facet.finish(&ticket(1), Ok("old"), now));
        assert!(facet.finish(&ticket(2), Ok("new"), now));
        assert_eq!(facet.value(), Some(&"new"));
    }

    #[test]
    fn a_failed_refresh_keeps_what_is_there() {
        let now = Timestamp::UNIX_EPOCH;
        let mut facet = Loadable::ready("kept", now);
        facet.start(ticket(1), now);
        assert!(facet.finish(&ticket(1), Err(error()), now));
        assert_eq!(facet.value(), Some(&"kept"));
        assert!(matches!(facet, Loadable::Ready { refresh: Refresh::Failed(_), .. }));
    }

    #[test]
    fn a_failure_is_asked_again_only_after_it_is_invalidated() {
        let now = Timestamp::UNIX_EPOCH;
        let mut facet: Loadable<&str> = Loadable::Idle;
        facet.start(ticket(1), now);
        facet.finish(&ticket(1), Err(error()), now);
        assert!(!facet.needs_fetch());
        facet.invalidate();
        assert!(facet.needs_fetch());
    }

    #[test]
    fn a_forgotten_failure_is_asked_again_and_a_value_that_did_not_fail_is_kept() {
        let now = Timestamp::UNIX_EPOCH;
        for mut facet in [Loadable::Idle, Loadable::ready("old", now)] {
            facet.start(ticket(1), now);
            facet.finish(&ticket(1), Err(error()), now);
            facet.forget_failure();
            assert!(facet.needs_fetch());
        }
        let mut facet = Loadable::ready("read", now);
        facet.forget_failure();
        assert!(!facet.needs_fetch());
    }
}
