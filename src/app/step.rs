//! A request of a plan: the secret that it changes, the state of sending it, and the words on its success.

use crate::app::known::Known;
use crate::secrets::Arn;
use crate::service::api::{CliDestination, Recovery, Request, RotationStart, ServiceError, Ticket};
use jiff::Timestamp;

/// A request of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The secret that the request changes.
    pub subject: Subject,
    /// The Region to send it to, if that is not the connection's own.
    pub region: Option<String>,
    /// The request, with its token.
    pub request: Request,
    /// The state of the secret that the request was reviewed with; from the read before the request on, the state that it
    /// found.
    pub before: Known,
    /// The recovery window, in days, of the deletion that this step reverses.
    pub window: Option<u8>,
    /// The state of sending it.
    pub state: StepState,
    /// The number of times that it was sent with an open outcome since the plan was started or retried.
    pub unanswered: u32,
    /// An attempt may have taken effect, in this run of the plan or in an earlier one.
    pub may_have_arrived: bool,
    /// The time of day at which it was sent first.
    pub first_sent: Option<Timestamp>,
}

/// The secret that a step changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An existing secret.
    Secret(Arn),
    /// A new secret, by name.
    New(String),
}

/// The state of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// Not sent yet.
    #[default]
    Waiting,
    /// The secret is read, to see that it still is as it was reviewed: the request follows at once.
    Checking(Ticket),
    /// Sent, without an answer yet.
    Sent(Ticket),
    /// Throttled: it is tried again after a pause.
    Throttled(Box<Throttled>),
    /// Sent, and failed in a way that leaves the outcome open. The secret is read to learn the outcome.
    Unknown(Box<Lookup>),
    /// Taken effect.
    Done,
    /// Not sent, because the secret has changed since the review: its state now.
    Changed(Box<Known>),
    /// Failed.
    Failed(ServiceError),
}

/// A pause before a throttled step is tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Throttled {
    /// The answer that throttled it.
    pub error: ServiceError,
    /// The end of the pause.
    pub until: Timestamp,
}

/// The reads that learn the outcome of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The error of the last attempt at the step.
    pub error: ServiceError,
    /// The number of reads that have failed.
    pub failed_reads: u32,
    /// The next read.
    pub next_read: NextRead,
}

/// The next read of a lookup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextRead {
    /// It is out.
    Out(Ticket),
    /// It follows after a pause, because the last one failed.
    At {
        /// The end of the pause.
        time: Timestamp,
        /// The error of the last read.
        error: ServiceError,
    },
}

impl Subject {
    /// The ARN of an existing secret.
    pub fn arn(&self) -> Option<&Arn> {
        match self {
            Self::Secret(arn) => Some(arn),
            Self::New(_) => None,
        }
    }

    /// The name of the secret.
    pub fn name(&self) -> &str {
        match self {
            Self::Secret(arn) => arn.name(),
            Self::New(name) => name,
        }
    }
}

impl Step {
    /// A request on an existing secret, whose state was `known` when it was reviewed; sent to the connection's own Region.
    pub fn on(known: &Known, request: Request) -> Self {
        Self::new(Subject::Secret(known.arn().clone()), known.clone(), request)
    }

    /// A request on a replica, whose state was `known` when it was reviewed; `seen_from` is the secret whose panes show the
    /// replica: itself, or its primary.
    pub fn on_replica(seen_from: &Arn, known: &Known, request: Request) -> Self {
        Self::new(Subject::Secret(seen_from.clone()), known.clone(), request)
    }

    /// A request on a secret that the plan creates; sent to the connection's own Region.
    pub fn on_new(name: &str, request: Request) -> Self {
        Self::new(Subject::New(name.to_owned()), Known::nothing_of(Arn::new(name)), request)
    }

    fn new(subject: Subject, before: Known, request: Request) -> Self {
        let (region, window, state) = (None, None, StepState::Waiting);
        let (unanswered, may_have_arrived, first_sent) = (0, false, None);
        Self { subject, region, request, before, window, state, unanswered, may_have_arrived, first_sent }
    }

    /// The step in another Region; `None` for the connection's own.
    #[must_use]
    pub fn in_region(self, region: Option<&str>) -> Self {
        Self { region: region.map(str::to_owned), ..self }
    }

    pub(super) fn cli_equivalent(&self, home: &CliDestination) -> String {
        self.request.cli_equivalent_at(&home.in_region(self.region.as_deref()))
    }

    /// The state of the secret now, if the request was not sent because the secret has changed since the review.
    pub fn found_changed(&self) -> Option<&Known> {
        match &self.state {
            StepState::Changed(now) => Some(now),
            StepState::Waiting
            | StepState::Checking(_)
            | StepState::Sent(_)
            | StepState::Throttled(_)
            | StepState::Unknown(_)
            | StepState::Done
            | StepState::Failed(_) => None,
        }
    }

    /// The lookup of the outcome, while that is open.
    pub fn lookup(&self) -> Option<&Lookup> {
        match &self.state {
            StepState::Unknown(lookup) => Some(lookup),
            StepState::Waiting
            | StepState::Checking(_)
            | StepState::Sent(_)
            | StepState::Throttled(_)
            | StepState::Done
            | StepState::Changed(_)
            | StepState::Failed(_) => None,
        }
    }

    /// True if the step, or a read for it, was sent with a ticket and has no answer yet.
    pub fn is_out(&self, ticket: &Ticket) -> bool {
        match &self.state {
            StepState::Sent(out) | StepState::Checking(out) => out == ticket,
            StepState::Unknown(lookup) => matches!(&lookup.next_read, NextRead::Out(out) if out == ticket),
            StepState::Waiting
            | StepState::Throttled(_)
            | StepState::Done
            | StepState::Changed(_)
            | StepState::Failed(_) => false,
        }
    }
}

/// The news of a request that took effect, in the console's terms.
pub(super) fn outcome(request: &Request) -> String {
    let text = match request {
        Request::CreateSecret(_) => "Created",
        Request::PutSecretValue { .. } | Request::UpdateSecret { value: Some(_), .. } => "Value saved",
        Request::UpdateSecret { value: None, .. } => "Details changed",
        Request::DeleteSecret { recovery: Recovery::Window { .. }, .. } => "Deletion scheduled",
        Request::DeleteSecret { recovery: Recovery::Force, .. } => "Deleted without recovery",
        Request::RestoreSecret { .. } => "Restored",
        Request::TagResource { .. } | Request::UntagResource { .. } => "Tags changed",
        Request::PutResourcePolicy { .. } => "Resource policy attached",
        Request::DeleteResourcePolicy { .. } => "Resource policy deleted",
        Request::ReplicateSecretToRegions { .. } => "Replication started",
        Request::RemoveRegionsFromReplication { regions, .. } if regions.len() == 1 => "Replica deleted",
        Request::RemoveRegionsFromReplication { .. } => "Replicas deleted",
        Request::StopReplicationToReplica { .. } => "Promoted to standalone",
        Request::RotateSecret { settings, .. } => match settings.as_ref().map(|settings| settings.start) {
            None => "Rotation started",
            Some(RotationStart::Immediately) => "Rotation settings saved and rotation started",
            Some(RotationStart::NextWindow) => "Rotation settings saved",
        },
        Request::CancelRotateSecret { .. } => "Rotation cancelled",
        Request::UpdateSecretVersionStage { label, move_to: Some(version), remove_from, .. } => {
            let verb = if remove_from.is_some() { "moved" } else { "added" };
            return format!("{label} {verb} to version {}", version.short());
        }
        Request::UpdateSecretVersionStage { label, move_to: None, .. } => return format!("{label} removed"),
        // Reads are in no plan.
        Request::ListSecrets { .. }
        | Request::DescribeSecret { .. }
        | Request::GetSecretValue { .. }
        | Request::ListSecretVersionIds { .. }
        | Request::GetResourcePolicy { .. }
        | Request::BatchGetSecretValue { .. }
        | Request::GetRandomPassword(_)
        | Request::ValidateResourcePolicy { .. } => "Read",
    };
    text.to_owned()
}
