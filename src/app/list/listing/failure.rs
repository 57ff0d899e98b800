//! Failures of a listing: which of them may pass, and what they say.

use super::chain::Endless;
use crate::service::api::{ErrorKind, Operation, ServiceError};

/// True for errors after which the same page may come when it is asked for again.
pub(super) fn may_pass(error: &ServiceError) -> bool {
    match error.kind {
        ErrorKind::Throttled
        | ErrorKind::Unreachable { .. }
        | ErrorKind::Proxy { .. }
        | ErrorKind::ConnectionLost { .. }
        | ErrorKind::TimedOut
        | ErrorKind::InvalidResponse
        | ErrorKind::ServiceFailure => true,
        ErrorKind::AccessDenied { .. }
        | ErrorKind::Tls { .. }
        | ErrorKind::NoCredentials { .. }
        | ErrorKind::ExpiredCredentials { .. }
        | ErrorKind::InvalidCredentials
        | ErrorKind::ClockSkew
        | ErrorKind::Credentials(_)
        | ErrorKind::ExplicitDeny { .. }
        | ErrorKind::UnreadableConfig { .. }
        | ErrorKind::UnusableSetting { .. }
        | ErrorKind::NoRegion
        | ErrorKind::NoSuchProfile { .. }
        | ErrorKind::NotFound
        | ErrorKind::Refused
        | ErrorKind::OutcomeUnknown
        | ErrorKind::NotApplied
        | ErrorKind::Other => false,
    }
}

impl From<Endless> for ServiceError {
    fn from(endless: Endless) -> Self {
        let message = match endless {
            Endless::Token => "The service gave the same NextToken twice, so its pages have no end.",
            Endless::Page => {
                "The service gave only secrets that earlier pages had, so its pages have no end."
            }
            Endless::Nothing => "The service gave one empty page after another.",
        };
        Self {
            activity: Operation::ListSecrets.into(),
            kind: ErrorKind::InvalidResponse,
            code: None,
            message: format!("{message} Listing stopped; the secrets so far are shown."),
        }
    }
}
