//! Events: facts that one part raises for others. `model/routing.rs` hands each to the parts that it concerns.

use super::actions::Action;
use super::copy::CopyText;
use super::copy_as::{CopyAs, CopyForm};
use super::custom_command::{CommandEnd, CommandId, CommandPlace, CustomCommand, RunId};
use super::effect::FormId;
use super::left_text::{LeftText, LeftTextId};
use super::plan::Plan;
use super::problem::Problem;
use super::remembered::SavedFilter;
use crate::secrets::{Arn, Detail, Summary, VersionId};
use crate::service::api::{Request, ServiceError, Target, Ticket};
use jiff::Timestamp;
use std::sync::Arc;

/// A fact for other parts.
#[derive(Debug)]
pub enum Event {
    /// The connection was replaced: its reads are aborted, and its secrets are gone.
    ConnectionReplaced {
        /// The Region in use before, if the new connection has the same profile and endpoint.
        from_region: Option<String>,
        /// The target of the new connection.
        to: NewConnection,
    },
    /// Something was wrong before the first connection was made.
    ProblemFound(Problem),
    /// The connection is ready, and requests can be sent.
    Connected,
    /// The user has chosen another profile.
    ProfileChosen {
        /// The profile's name.
        name: String,
        /// The Region that the profile sets, if it does.
        region: Option<String>,
    },
    /// The user has chosen another Region.
    RegionChosen(String),
    /// The cursor of the list has moved, perhaps to another secret.
    CursorMoved,
    /// The rows of the list were filtered and sorted again.
    RowsArranged,
    /// A page of the list came, or failed to load.
    ListGrew,
    /// Every page of the list came.
    ListCompleted,
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
    /// The pane Replication shows replication in progress.
    ReplicationShown(Arn),
    /// A value was read that actions waited for.
    ValueArrived {
        /// The actions, in the order in which they were typed.
        typed_ahead: Vec<Action>,
    },
    /// A form asks for a version of the selected secret in the Value pane.
    VersionRequested(VersionId),
    /// A text shall be put on the clipboard.
    CopyRequested {
        /// The text in words, never the text itself: "value of prod/db".
        what: String,
        /// The text.
        text: CopyText,
    },
    /// A text shall be read and put on the clipboard.
    CopyReadRequested {
        /// The text in words.
        what: String,
        /// The purpose of the read.
        target: Target,
        /// The read.
        request: Request,
        /// The form in which it is copied.
        form: CopyForm,
    },
    /// The user has chosen a format to copy in.
    CopyAsChosen(Box<CopyAs>),
    /// A secret was described again after a change.
    SecretReread {
        /// The secret.
        arn: Arn,
        /// The request.
        ticket: Ticket,
        /// The result.
        result: RereadResult,
    },
    /// A secret was created.
    SecretCreated(Arn),
    /// A secret was deleted, or may have been.
    SecretDeleted(Arn),
    /// Deletion of a secret was scheduled.
    DeletionScheduled {
        /// The secret.
        arn: Arn,
        /// The recovery window, in days.
        days: u8,
        /// The end of the window, as the service answered it.
        ends: Timestamp,
    },
    /// A secret was restored.
    SecretRestored(Arn),
    /// The resource policy of a secret was changed, or may have been.
    PolicyChanged(Arn),
    /// The user confirmed a plan.
    PlanConfirmed {
        /// The plan.
        plan: Box<Plan>,
        /// The form that made the plan and stays open until it ends.
        form: Option<FormId>,
    },
    /// The user does not want to wait any longer for the plan of a form.
    WaitStopped {
        /// The form.
        form: FormId,
    },
    /// Marked secrets were changed together: they lose their marks.
    MarkedChanged(Vec<Arn>),
    /// A plan has ended, and its form closes.
    PlanDone {
        /// The form that made the plan.
        form: Option<FormId>,
    },
    /// A plan failed before any request took effect: the fields of its form open again.
    PlanRejected {
        /// The form that made the plan.
        form: FormId,
        /// The error of the first request.
        error: ServiceError,
    },
    /// Requests of a plan were not sent because their secrets have changed since the review, and no other failed.
    PlanChanged {
        /// The plan with the state of each request.
        plan: Box<Plan>,
        /// The form that made the plan.
        form: Option<FormId>,
    },
    /// The failed steps of the last change are to be sent again.
    RetryRequested,
    /// The user has dropped a plan whose secrets have changed since the review.
    PlanDropped {
        /// The form that made the plan.
        form: Option<FormId>,
    },
    /// Some requests of a plan failed: a report tells which.
    PlanFailed {
        /// The plan with the state of each request.
        plan: Box<Plan>,
        /// The form that made the plan.
        form: Option<FormId>,
    },
    /// A secret was created in another Region.
    CreatedElsewhere {
        /// The news: "Created: prod/db in us-west-2".
        outcome: String,
        /// The secret's name.
        name: String,
        /// The Region.
        region: String,
        /// The form that made the plan.
        form: Option<FormId>,
    },
    /// The user goes to another Region to open a secret there.
    RegionRequested {
        /// The Region.
        region: String,
        /// The secret's name.
        name: String,
    },
    /// Bookmarks, recent secrets or filters have changed.
    HistoryChanged,
    /// The user has chosen a bookmark or a recent secret, by its name.
    SecretChosen(String),
    /// The user has chosen a saved filter: its text.
    FilterChosen(String),
    /// The user has named the filter that is to be saved.
    FilterNamed(SavedFilter),
    /// The user removes a bookmark, or a recent secret without one.
    SecretForgotten(String),
    /// The user deletes the saved filter of this name.
    FilterForgotten(String),
    /// The user forgets all bookmarks and filters of this account and Region.
    HistoryForgotten,
    /// A bookmark or a recent secret is not there any more.
    RememberedGone(String),
    /// The user has chosen an action in the palette.
    ActionChosen(Action),
    /// The user has chosen a command of their own in the palette.
    CommandChosen(CommandId),
    /// The user wants a dangerous command to run.
    CommandConfirmed {
        /// The command.
        command: CommandId,
        /// The secret that it was asked about.
        secret: Arn,
    },
    /// A command whose value could not be read is to be run again.
    CommandRepeated {
        /// The command.
        command: Box<CustomCommand>,
        /// The place that it is run for.
        place: Box<CommandPlace>,
        /// The read of the value.
        request: Request,
    },
    /// A command begins.
    CommandStarted {
        /// The run.
        run: RunId,
        /// The command's name.
        name: String,
    },
    /// The user stops a command.
    CommandStopped(RunId),
    /// A command that was run beside the dashboard has ended.
    CommandEnded {
        /// The run.
        run: RunId,
        /// Its end, with the output.
        end: Box<CommandEnd>,
    },
    /// A command was not run after all, or there is nothing to show of it.
    CommandDropped(RunId),
    /// The user wants a text that the editor of a killed program has left.
    LeftTextWanted(LeftText),
    /// The user does not want a text that was left.
    LeftTextRefused(LeftTextId),
    /// The user ends the program although something will be lost.
    QuitConfirmed,
}

/// The target of a new connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewConnection {
    /// The same profile, Region and endpoint as before: the login was renewed.
    Same,
    /// Another one.
    Other,
}

/// The result of looking for the secret to open.
#[derive(Debug)]
pub enum Found {
    /// The secret was described.
    Described(Box<Detail>, Ticket),
    /// The list has the secret.
    Listed(Arc<Summary>),
    /// Several names contain the text.
    Several {
        /// The text in the names, in small letters if none has it as it was typed.
        part: String,
        /// The number of names.
        count: usize,
    },
}

/// The result of describing a secret again.
#[derive(Debug)]
pub enum RereadResult {
    /// The description.
    Described(Box<Detail>),
    /// The secret no longer exists: it was deleted without recovery.
    Gone,
    /// The secret could not be described.
    Failed(ServiceError),
}
