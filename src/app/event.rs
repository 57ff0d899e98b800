//! Facts that one part tells and others act on. `model/routing.rs` routes each to the parts that it concerns.

use super::actions::Action;
use super::copy::CopyText;
use super::effect::FormId;
use super::plan::Plan;
use crate::secrets::{Arn, Detail, Summary, VersionId};
use crate::service::api::{Request, ServiceError, Target, Ticket};
use std::sync::Arc;

/// A fact for other parts.
#[derive(Debug)]
pub enum Event {
    /// The connection is being replaced: requests of the one before are aborted, and its secrets are gone.
    ConnectionReplaced,
    /// The connection is made: requests can be sent.
    Connected,
    /// The user has chosen another profile.
    ProfileChosen {
        /// Its name.
        name: String,
        /// Its own Region, if it sets one.
        region: Option<String>,
    },
    /// The user has chosen another Region.
    RegionChosen(String),
    /// The cursor of the list may be on another secret.
    CursorMoved,
    /// The rows of the list were filtered and sorted anew.
    RowsArranged,
    /// A page of the list came, or failed.
    ListGrew,
    /// The user stopped loading the list.
    ListStopped,
    /// The secret to open was found.
    OpeningFound(Found),
    /// A pane described the selected secret.
    Described {
        /// The secret as it was described.
        summary: Box<Summary>,
        /// The request.
        ticket: Ticket,
    },
    /// The pane Replication shows replication that is under way.
    ReplicationShown(Arn),
    /// A value came that actions waited for.
    ValueArrived {
        /// The actions, in the order in which they were typed.
        typed_ahead: Vec<Action>,
    },
    /// A version of the selected secret is to be read in the pane Value.
    VersionRequested(VersionId),
    /// A text is to be put on the clipboard.
    CopyRequested {
        /// The text in words: never the text itself.
        what: String,
        /// The text.
        text: CopyText,
    },
    /// A text is to be read, and put on the clipboard.
    CopyReadRequested {
        /// The text in words.
        what: String,
        /// The purpose of the read.
        target: Target,
        /// The read.
        request: Request,
    },
    /// A secret was described again after a change.
    SecretReread {
        /// The secret.
        arn: Arn,
        /// The request.
        ticket: Ticket,
        /// The result.
        reading: Reading,
    },
    /// A secret was created.
    SecretCreated(Arn),
    /// A secret was deleted, or may have been.
    SecretDeleted(Arn),
    /// The resource policy of a secret was changed, or may have been.
    PolicyChanged(Arn),
    /// The user said yes to a plan; the form that it comes from, if it does, stays until the plan ends.
    PlanConfirmed {
        /// The plan.
        plan: Box<Plan>,
        /// The form that waits for its end.
        form: Option<FormId>,
    },
    /// A plan has ended, and there is no more to say of it: its form closes.
    PlanDone {
        /// The form that waited.
        form: Option<FormId>,
    },
    /// A plan failed before anything took effect: its form is filled again.
    PlanRejected {
        /// The form that waited.
        form: FormId,
        /// The error of the first step.
        error: ServiceError,
    },
    /// Some steps of a plan failed: a report says which.
    PlanFailed {
        /// The plan, as far as it came.
        plan: Box<Plan>,
        /// The form that waited.
        form: Option<FormId>,
    },
    /// A secret was created in another Region.
    CreatedElsewhere {
        /// The plan's title.
        title: String,
        /// The secret's name.
        name: String,
        /// The Region.
        region: String,
        /// The form that waited.
        form: Option<FormId>,
    },
    /// The user wants to go to another Region, and open a secret there.
    RegionRequested {
        /// The Region.
        region: String,
        /// The secret's name.
        name: String,
    },
    /// The user has chosen an action in the palette.
    ActionChosen(Action),
    /// The user wants to end the program although something would be lost.
    QuitConfirmed,
}

/// The result of looking for the secret.
#[derive(Debug)]
pub enum Found {
    /// It was described.
    Described(Box<Detail>, Ticket),
    /// The list has it.
    Listed(Arc<Summary>),
    /// Several names have that part.
    Several {
        /// The part of the names.
        part: String,
        /// The number of names.
        count: usize,
    },
}

/// The result of describing a secret again.
#[derive(Debug)]
pub enum Reading {
    /// The secret as it is now.
    Described(Box<Detail>),
    /// It was deleted without recovery.
    Gone,
    /// It could not be described.
    Failed(ServiceError),
}
