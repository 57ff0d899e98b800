//! Plans: changes as the requests to send, each with the state of the secret that it was reviewed with.

use super::known::{Known, adapted};
use super::step::outcome;
use crate::secrets::Arn;
use crate::service::api::{CliDestination, Request, ServiceError};
use std::collections::BTreeSet;

pub use super::step::{Lookup, NextRead, Step, StepState, Subject, Throttled};

/// A change: one request or several, sent one after the other. A request keeps its token for every attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The change in the imperative, naming the secret: "Delete prod/db".
    pub title: String,
    /// The requests in order.
    pub steps: Vec<Step>,
    /// The purpose.
    pub purpose: Purpose,
    /// The secrets that the plan is about.
    pub about: About,
}

/// The purpose of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// To change something.
    #[default]
    Change,
    /// To undo a change.
    Undo,
    /// To undo an undo.
    Redo,
}

impl Purpose {
    /// The purpose of the plan that undoes this one.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Change | Self::Redo => Self::Undo,
            Self::Undo => Self::Redo,
        }
    }
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

impl Plan {
    /// A plan of one request on an existing secret, whose state was `known` when it was reviewed.
    pub fn of(title: impl Into<String>, known: &Known, request: Request) -> Self {
        Self::of_steps(title, vec![Step::on(known, request)])
    }

    /// A plan of several requests.
    pub fn of_steps(title: impl Into<String>, steps: Vec<Step>) -> Self {
        Self { title: title.into(), steps, purpose: Purpose::Change, about: About::Selected }
    }

    /// A plan of requests on the marked secrets.
    pub fn of_marked(title: impl Into<String>, steps: Vec<Step>) -> Self {
        Self { about: About::Marked, ..Self::of_steps(title, steps) }
    }

    /// The requests as AWS CLI commands, from a program that sends to `home` what goes to no other Region.
    pub fn cli_equivalents(&self, home: &CliDestination) -> Vec<String> {
        self.steps.iter().map(|step| step.cli_equivalent(home)).collect()
    }

    /// The requests as one line for a POSIX shell: pasted, it waits for enter. What is done to a new secret waits until that
    /// was created; other commands do not wait for each other.
    pub fn command_line(&self, home: &CliDestination) -> String {
        let mut line = String::new();
        let mut last: Option<&Step> = None;
        for step in &self.steps {
            let is_of_new = matches!(step.subject, Subject::New(_));
            line.push_str(match last {
                None => "",
                Some(last) if is_of_new && last.subject == step.subject => " && ",
                Some(_) => "; ",
            });
            // A pager would take the keys that are meant for the shell.
            line.push_str("AWS_PAGER= ");
            line.push_str(&step.cli_equivalent(home));
            last = Some(step);
        }
        line
    }

    /// True if a request carries a secret value.
    pub fn has_value(&self) -> bool {
        self.steps.iter().any(|step| step.request.value().is_some())
    }

    /// The index of the first step to send. A secret that was found changed, or in which an outcome is open, gets no further
    /// request.
    pub fn next_waiting(&self) -> Option<usize> {
        let is_held = |step: &Step| {
            let own = |other: &&Step| other.subject == step.subject && other.region == step.region;
            self.steps
                .iter()
                .filter(own)
                .any(|other| matches!(other.state, StepState::Changed(_) | StepState::Unknown(_)))
        };
        self.steps.iter().position(|step| step.state == StepState::Waiting && !is_held(step))
    }

    /// The steps that were not sent because their secrets have changed since the review, each with the state now.
    pub fn changed(&self) -> impl Iterator<Item = (&Step, &Known)> {
        self.steps.iter().filter_map(|step| Some((step, step.found_changed()?)))
    }

    /// The same change of secrets that have changed since the review, in place of what they have now.
    #[must_use]
    pub fn overwriting(&self) -> Self {
        let again = |step: &Step| match &step.state {
            StepState::Changed(now) => Step {
                request: adapted(&step.request, now),
                before: (**now).clone(),
                state: StepState::Waiting,
                ..step.clone()
            },
            _ => step.clone(),
        };
        Self { steps: self.steps.iter().map(again).collect(), ..self.clone() }.remaining()
    }

    /// True if every step has taken effect.
    pub fn is_done(&self) -> bool {
        self.steps.iter().all(|step| step.state == StepState::Done)
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

    /// The same plan, to be sent from another Region than `home`, to which its steps go if they name no Region.
    #[must_use]
    pub fn pinned_to(mut self, home: &str) -> Self {
        for step in &mut self.steps {
            step.region.get_or_insert_with(|| home.to_owned());
        }
        self
    }

    /// The same plan, to be sent from the Region `here`: steps that go there name no Region.
    #[must_use]
    pub fn as_seen_from(mut self, here: Option<&str>) -> Self {
        for step in &mut self.steps {
            step.region.take_if(|region| Some(region.as_str()) == here);
        }
        self
    }

    /// The news of a plan that took effect, as sentences; `undo` is the key that undoes it, if it can be undone.
    pub fn news(&self, undo: Option<&str>) -> String {
        let (begin, verb) = match self.purpose {
            Purpose::Change => ("", "undoes"),
            Purpose::Undo => ("Undone. ", "redoes"),
            Purpose::Redo => ("Redone. ", "undoes"),
        };
        let end = undo.map(|key| format!(" {key} {verb} it.")).unwrap_or_default();
        format!("{begin}{}.{end}", self.outcome())
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
            _ => Step { state: StepState::Waiting, unanswered: 0, ..step.clone() },
        };
        Self { steps: self.steps.iter().map(again).collect(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::{StagingLabel, VersionId};

    fn arn(name: &str) -> Arn {
        Arn::new(format!("arn:aws:secretsmanager:eu-west-1:1:secret:{name}-AbCdEf"))
    }

    fn step(name: &str, request: Request) -> Step {
        Step::on(&Known::nothing_of(arn(name)), request)
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
