//! Plans: changes that were thought through, as the requests that they come to, and what takes them back.

use super::form::FormId;
use crate::secrets::Arn;
use crate::service::api::{Request, ServiceError, Ticket};
use jiff::Timestamp;

/// Numbers the plans of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanId(pub u64);

/// A change: one request or several, made one after the other. Each keeps its token however often it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What is done, in words: names the secret.
    pub title: String,
    /// The requests, in order.
    pub steps: Vec<Step>,
    /// What takes it back, if the service has something that does.
    pub undo: Option<Box<Plan>>,
}

/// One request of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The secret that it changes.
    pub subject: Subject,
    /// The Region that it goes to, where that is not the connection's own.
    pub region: Option<String>,
    /// The request, its token minted.
    pub request: Request,
    /// How far it has come.
    pub state: StepState,
    /// How often it was sent.
    pub sent: u32,
}

/// The secret that a step changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One that is there.
    Secret(Arn),
    /// One that is being made.
    New(String),
}

/// How far a step has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// Not sent yet.
    #[default]
    Waiting,
    /// Sent, no answer yet.
    Sent(Ticket),
    /// Sent, and failed so that it may have taken effect all the same. The secret is read again: what it shows decides.
    Unknown(ServiceError),
    /// It has taken effect.
    Done,
    /// It failed.
    Failed(ServiceError),
}

/// A plan that is being carried out.
#[derive(Clone, Debug)]
pub struct Running {
    /// Its number.
    pub id: PlanId,
    /// The plan, its steps as far as they have come.
    pub plan: Plan,
    /// Since when.
    pub since: Timestamp,
    /// The form that waits for its end, if one does.
    pub form: Option<FormId>,
}

impl Plan {
    /// A plan of one request about a secret that is there.
    pub fn of(title: impl Into<String>, arn: Arn, request: Request) -> Self {
        Self { title: title.into(), steps: vec![Step::new(Subject::Secret(arn), request)], undo: None }
    }

    /// A plan of several requests.
    pub fn of_steps(title: impl Into<String>, steps: Vec<Step>) -> Self {
        Self { title: title.into(), steps, undo: None }
    }

    /// The same plan, with one that takes it back.
    #[must_use]
    pub fn with_undo(mut self, undo: Plan) -> Self {
        self.undo = Some(Box::new(undo));
        self
    }

    /// The requests as calls of the AWS CLI.
    pub fn cli_equivalents(&self) -> Vec<String> {
        self.steps.iter().map(Step::cli_equivalent).collect()
    }

    /// The first step that is still to be sent.
    pub fn next_waiting(&self) -> Option<usize> {
        self.steps.iter().position(|step| step.state == StepState::Waiting)
    }

    /// Whether every step has taken effect.
    pub fn is_done(&self) -> bool {
        self.steps.iter().all(|step| step.state == StepState::Done)
    }

    /// Whether a step got no answer, and may have taken effect or not.
    pub fn is_unknown(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.state, StepState::Unknown(_)))
    }

    /// The steps that failed.
    pub fn failures(&self) -> impl Iterator<Item = (&Step, &ServiceError)> {
        self.steps.iter().filter_map(|step| match &step.state {
            StepState::Failed(error) => Some((step, error)),
            _ => None,
        })
    }

    /// Whether the plan changes `arn`.
    pub fn concerns(&self, arn: &Arn) -> bool {
        self.steps.iter().any(|step| matches!(&step.subject, Subject::Secret(subject) if subject == arn))
    }

    /// Name and Region of the secret that the plan makes, if that is not the connection's own Region.
    pub fn made_elsewhere(&self) -> Option<(&str, &str)> {
        self.steps.iter().find_map(|step| match (&step.subject, &step.region) {
            (Subject::New(name), Some(region)) => Some((name.as_str(), region.as_str())),
            _ => None,
        })
    }

    /// The plan to be gone on with: what took effect stays done, the other steps wait, with the tokens that they have.
    #[must_use]
    pub fn rest(&self) -> Self {
        let again = |step: &Step| match step.state {
            StepState::Done => step.clone(),
            _ => Step { state: StepState::Waiting, sent: 0, ..step.clone() },
        };
        Self { steps: self.steps.iter().map(again).collect(), ..self.clone() }
    }

    /// What takes back as much of it as took effect: for each secret that was changed; `None` if nothing does.
    pub fn undo_of_what_is_done(&self) -> Option<Self> {
        let undo = self.undo.as_deref()?;
        let changed = |subject: &Subject| {
            self.steps.iter().any(|step| step.subject == *subject && step.state == StepState::Done)
        };
        let steps: Vec<Step> = undo.steps.iter().filter(|step| changed(&step.subject)).cloned().collect();
        (!steps.is_empty()).then(|| Self { steps, ..undo.clone() })
    }
}

impl Step {
    /// A step that is still to be sent.
    pub fn new(subject: Subject, request: Request) -> Self {
        Self { subject, region: None, request, state: StepState::Waiting, sent: 0 }
    }

    /// The same in another Region; `None` for the connection's own.
    #[must_use]
    pub fn in_region(self, region: Option<&str>) -> Self {
        Self { region: region.map(str::to_owned), ..self }
    }

    /// The request as a call of the AWS CLI.
    pub fn cli_equivalent(&self) -> String {
        match &self.region {
            Some(region) => self.request.cli_equivalent_in(region),
            None => self.request.cli_equivalent(),
        }
    }

    /// The step that was sent under `ticket`.
    pub fn is_out(&self, ticket: &Ticket) -> bool {
        matches!(&self.state, StepState::Sent(out) if out == ticket)
    }
}
