//! Plans: changes as the requests to send, with their undo.

use crate::secrets::Arn;
use crate::service::api::{Recovery, Request, RotationStart, ServiceError, Ticket};
use std::collections::BTreeSet;

/// A change: one request or several, sent one after the other. A request keeps its token for every attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The change in the imperative, naming the secret: "Delete prod/db".
    pub title: String,
    /// The requests in order.
    pub steps: Vec<Step>,
    /// The plan that undoes this one, if the service can.
    pub undo: Option<Box<Plan>>,
    /// The secrets that the plan is about.
    pub about: About,
}

/// The secrets that a plan is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// The selected secret, or those that an earlier plan has changed.
    #[default]
    Selected,
    /// The marked secrets: each loses its mark when it has been changed.
    Marked,
}

/// A request of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The secret that the request changes.
    pub subject: Subject,
    /// The Region to send it to, if that is not the connection's own.
    pub region: Option<String>,
    /// The request, with its token.
    pub request: Request,
    /// The state of sending it.
    pub state: StepState,
    /// The number of times it was sent.
    pub sent: u32,
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
    /// Sent, without an answer yet.
    Sent(Ticket),
    /// Sent, and failed in a way that leaves the outcome open. The secret is described again to learn the outcome.
    Unknown(ServiceError),
    /// Taken effect.
    Done,
    /// Failed.
    Failed(ServiceError),
}

impl Plan {
    /// A plan of one request on an existing secret.
    pub fn of(title: impl Into<String>, arn: Arn, request: Request) -> Self {
        Self {
            title: title.into(),
            steps: vec![Step::new(Subject::Secret(arn), request)],
            undo: None,
            about: About::Selected,
        }
    }

    /// A plan of several requests.
    pub fn of_steps(title: impl Into<String>, steps: Vec<Step>) -> Self {
        Self { title: title.into(), steps, undo: None, about: About::Selected }
    }

    /// A plan of requests on the marked secrets.
    pub fn of_marked(title: impl Into<String>, steps: Vec<Step>) -> Self {
        Self { about: About::Marked, ..Self::of_steps(title, steps) }
    }

    /// Adds the plan that undoes this one.
    #[must_use]
    pub fn with_undo(mut self, undo: Plan) -> Self {
        self.undo = Some(Box::new(undo));
        self
    }

    /// The requests as AWS CLI commands.
    pub fn cli_equivalents(&self) -> Vec<String> {
        self.steps.iter().map(Step::cli_equivalent).collect()
    }

    /// The index of the first step to send.
    pub fn next_waiting(&self) -> Option<usize> {
        self.steps.iter().position(|step| step.state == StepState::Waiting)
    }

    /// True if every step has taken effect.
    pub fn is_done(&self) -> bool {
        self.steps.iter().all(|step| step.state == StepState::Done)
    }

    /// True if the outcome of a step is open.
    pub fn is_uncertain(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.state, StepState::Unknown(_)))
    }

    /// The marked secrets of which every step has taken effect; none if the plan is about other secrets.
    pub fn changed_marks(&self) -> Vec<Arn> {
        let is_changed = |arn: &Arn| {
            let mut own = self.steps.iter().filter(|step| step.subject == Subject::Secret(arn.clone()));
            own.all(|step| step.state == StepState::Done)
        };
        let arns: BTreeSet<&Arn> = match self.about {
            About::Selected => BTreeSet::new(),
            About::Marked => self.steps.iter().filter_map(|step| step.subject.arn()).collect(),
        };
        arns.into_iter().filter(|arn| is_changed(arn)).cloned().collect()
    }

    /// The failed steps with their errors.
    pub fn failures(&self) -> impl Iterator<Item = (&Step, &ServiceError)> {
        self.steps.iter().filter_map(|step| match &step.state {
            StepState::Failed(error) => Some((step, error)),
            _ => None,
        })
    }

    /// True if the plan changes a secret.
    pub fn concerns(&self, arn: &Arn) -> bool {
        self.steps.iter().any(|step| matches!(&step.subject, Subject::Secret(subject) if subject == arn))
    }

    /// The name and the Region of a secret that the plan creates in another Region than the connection's own.
    pub fn created_elsewhere(&self) -> Option<(&str, &str)> {
        self.steps.iter().find_map(|step| match (&step.subject, &step.region) {
            (Subject::New(name), Some(region)) => Some((name.as_str(), region.as_str())),
            _ => None,
        })
    }

    /// The news of a plan that took effect, without a full stop: "Deletion scheduled: prod/db".
    pub fn outcome(&self) -> String {
        // A plan that moves labels and does more moves them for that other request.
        let moves_label = |step: &&Step| matches!(step.request, Request::UpdateSecretVersionStage { .. });
        let main = self.steps.iter().find(|step| !moves_label(step)).or(self.steps.first());
        let Some(main) = main else { return self.title.clone() };
        let names: BTreeSet<&str> = self.steps.iter().map(|step| step.subject.name()).collect();
        let name = match (names.len(), &main.region) {
            (1, None) => main.subject.name().to_owned(),
            (1, Some(region)) => format!("{} in {region}", main.subject.name()),
            (count, _) => format!("{count} secrets"),
        };
        format!("{}: {name}", outcome(&main.request))
    }

    /// The plan to retry: steps that took effect stay done, the others wait and keep their tokens.
    #[must_use]
    pub fn remaining(&self) -> Self {
        let again = |step: &Step| match step.state {
            StepState::Done => step.clone(),
            _ => Step { state: StepState::Waiting, sent: 0, ..step.clone() },
        };
        Self { steps: self.steps.iter().map(again).collect(), ..self.clone() }
    }

    /// The undo for the secrets that were changed although the plan failed; `None` if there is none.
    pub fn undo_of_done_steps(&self) -> Option<Self> {
        let undo = self.undo.as_deref()?;
        let changed = |subject: &Subject| {
            self.steps.iter().any(|step| step.subject == *subject && step.state == StepState::Done)
        };
        let steps: Vec<Step> = undo.steps.iter().filter(|step| changed(&step.subject)).cloned().collect();
        (!steps.is_empty()).then(|| Self { steps, ..undo.clone() })
    }
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
    /// A step to send to the connection's own Region.
    pub fn new(subject: Subject, request: Request) -> Self {
        Self { subject, region: None, request, state: StepState::Waiting, sent: 0 }
    }

    /// The step in another Region; `None` for the connection's own.
    #[must_use]
    pub fn in_region(self, region: Option<&str>) -> Self {
        Self { region: region.map(str::to_owned), ..self }
    }

    /// The request as an AWS CLI command.
    pub fn cli_equivalent(&self) -> String {
        match &self.region {
            Some(region) => self.request.cli_equivalent_in(region),
            None => self.request.cli_equivalent(),
        }
    }

    /// True if the step was sent with a ticket and has no answer yet.
    pub fn is_out(&self, ticket: &Ticket) -> bool {
        matches!(&self.state, StepState::Sent(out) if out == ticket)
    }
}

/// The news of a request that took effect, in the console's terms.
fn outcome(request: &Request) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::{StagingLabel, VersionId};

    fn arn(name: &str) -> Arn {
        Arn::new(format!("arn:aws:secretsmanager:eu-west-1:1:secret:{name}-AbCdEf"))
    }

    fn step(name: &str, request: Request) -> Step {
        Step::new(Subject::Secret(arn(name)), request)
    }

    fn tag(name: &str) -> Step {
        step(name, Request::TagResource { secret: name.into(), tags: Vec::new() })
    }

    #[test]
    fn the_outcome_names_the_secret_or_counts_the_secrets() {
        let untag = step("a", Request::UntagResource { secret: "a".into(), keys: Vec::new() });
        assert_eq!(Plan::of_steps("", vec![tag("a"), untag]).outcome(), "Tags changed: a");
        assert_eq!(
            Plan::of_steps("", vec![tag("a"), tag("b"), tag("a")]).outcome(),
            "Tags changed: 2 secrets"
        );
        let there = tag("a").in_region(Some("us-west-2"));
        assert_eq!(Plan::of_steps("", vec![there]).outcome(), "Tags changed: a in us-west-2");
    }

    #[test]
    fn the_outcome_is_that_of_the_request_that_does_more_than_move_a_label() {
        let move_label = |to: Option<&str>, from: Option<&str>| {
            let version = |id: &str| VersionId(id.into());
            let (move_to, remove_from) = (to.map(version), from.map(version));
            let (secret, label) = ("a".to_owned(), StagingLabel::current());
            step("a", Request::UpdateSecretVersionStage { secret, label, move_to, remove_from })
        };
        let outcome = |steps| Plan::of_steps("", steps).outcome();
        assert_eq!(outcome(vec![move_label(Some("v1"), Some("v2"))]), "AWSCURRENT moved to version v1: a");
        assert_eq!(outcome(vec![move_label(Some("v1"), None)]), "AWSCURRENT added to version v1: a");
        assert_eq!(outcome(vec![move_label(None, Some("v1"))]), "AWSCURRENT removed: a");
        assert_eq!(outcome(vec![move_label(None, Some("v1")), tag("a")]), "Tags changed: a");
    }
}
