//! Something that is loaded on its own: not asked for, on its way, here, or failed.

use crate::service::api::{ServiceError, Ticket};
use jiff::Timestamp;

/// The state of one thing that is fetched. A value that is there stays visible while a newer one is fetched, and when
/// fetching that failed.
#[derive(Clone, Debug, Default)]
pub enum Loadable<T> {
    /// Not asked for.
    #[default]
    Idle,
    /// Asked for, nothing there yet.
    Loading {
        /// The request that is out.
        ticket: Ticket,
        /// Since when.
        since: Timestamp,
    },
    /// Here.
    Ready {
        /// What was fetched.
        value: T,
        /// When the answer came.
        at: Timestamp,
        /// Whether, and how, it is being replaced.
        refresh: Refresh,
    },
    /// Failed, with nothing there.
    Failed {
        /// Why.
        error: ServiceError,
        /// When.
        at: Timestamp,
    },
}

/// What is being done about a value that is there.
#[derive(Clone, Debug, Default)]
pub enum Refresh {
    /// Nothing.
    #[default]
    None,
    /// It is out of date, and is fetched again when it is next looked at.
    Stale,
    /// A newer one is on its way.
    Loading(Ticket),
    /// A newer one could not be had.
    Failed(ServiceError),
}

impl<T> Loadable<T> {
    /// A value that has just come.
    pub fn ready(value: T, at: Timestamp) -> Self {
        Self::Ready { value, at, refresh: Refresh::None }
    }

    /// The value, if there is one, fresh or not.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Ready { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Why the value that is there could not be refreshed.
    pub fn refresh_error(&self) -> Option<&ServiceError> {
        match self {
            Self::Ready { refresh: Refresh::Failed(error), .. } => Some(error),
            _ => None,
        }
    }

    /// The value, to be changed.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Ready { value, .. } => Some(value),
            _ => None,
        }
    }

    /// The request that is out for it.
    pub fn pending(&self) -> Option<&Ticket> {
        match self {
            Self::Loading { ticket, .. } | Self::Ready { refresh: Refresh::Loading(ticket), .. } => {
                Some(ticket)
            }
            _ => None,
        }
    }

    /// Whether it has to be fetched when it is looked at.
    pub fn is_wanted(&self) -> bool {
        matches!(self, Self::Idle | Self::Ready { refresh: Refresh::Stale, .. })
    }

    /// Notes that a request went out.
    pub fn start(&mut self, ticket: Ticket, now: Timestamp) {
        match self {
            Self::Ready { refresh, .. } => *refresh = Refresh::Loading(ticket),
            _ => *self = Self::Loading { ticket, since: now },
        }
    }

    /// Takes the answer in; `false` if it answers another request than the one that is out.
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

    /// Marks a value that is there as out of date, and forgets a failure, so that the next look fetches anew.
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

    /// Takes what is there and what is on its way for out of date; answers the request that is to be aborted.
    pub fn outdate(&mut self) -> Option<Ticket> {
        let pending = self.pending().cloned();
        self.abandon();
        self.invalidate();
        pending
    }

    /// Forgets the request that is out.
    pub fn abandon(&mut self) {
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
        assert!(!facet.is_wanted());
        facet.invalidate();
        assert!(facet.is_wanted());
    }
}
