//! The needs of a form that have no answer yet.

use super::{FieldRef, Need, PasswordPlace};
use crate::service::api::Ticket;

/// Something that was asked for and is not answered yet.
#[derive(Debug)]
pub(super) enum Pending {
    /// A need of the form.
    Need {
        need: Need,
        purpose: Purpose,
        /// The ticket of the request; a file has none.
        ticket: Option<Ticket>,
    },
    /// A password, and where it goes.
    Password { ticket: Ticket, field: FieldRef, place: PasswordPlace },
}

/// The purpose of a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It helps to fill the form.
    Opening,
    /// The submission waits for it.
    Submission,
    /// It may lead to an alternative after the service has rejected the plan.
    Lookup,
}

/// The thing that failed for want of a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blocked {
    /// A need of the form.
    Need(Purpose),
    /// The plan, made from these contents of the fields.
    Plan(u64),
}

impl Pending {
    /// The request's ticket, if there is a request.
    pub(super) fn into_ticket(self) -> Option<Ticket> {
        match self {
            Self::Need { ticket, .. } => ticket,
            Self::Password { ticket, .. } => Some(ticket),
        }
    }

    pub(super) fn is_for(&self, wanted: Purpose) -> bool {
        matches!(self, Self::Need { purpose, .. } if *purpose == wanted)
    }

    pub(super) fn is_of(&self, answered: &Ticket) -> bool {
        match self {
            Self::Need { ticket, .. } => ticket.as_ref() == Some(answered),
            Self::Password { ticket, .. } => ticket == answered,
        }
    }
}
