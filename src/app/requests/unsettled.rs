//! Changes that may have taken effect without an answer: the same change asked for again keeps its token.

use crate::app::plan::{Plan, Step, StepState};
use crate::secrets::ValueBody;
use crate::service::api::{CliDestination, ClientRequestToken};
use jiff::{SignedDuration, Timestamp};
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

/// The time after which the same change is a new one.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(1);

/// The changes of the session with an open outcome. Of a request it keeps only a keyed hash: no value stays in memory.
#[derive(Debug, Default)]
pub struct Unsettled {
    changes: Vec<OpenChange>,
    key: RandomState,
}

#[derive(Debug)]
struct OpenChange {
    fingerprint: u64,
    token: Option<ClientRequestToken>,
    /// The time of day.
    first_sent: Timestamp,
    /// The time by the clock of the timers.
    kept_since: Timestamp,
}

impl Unsettled {
    /// Adds a step that may have taken effect.
    pub fn add(&mut self, step: &Step, now: Timestamp) {
        let fingerprint = self.fingerprint(step);
        let before = self.changes.iter().find(|open| open.fingerprint == fingerprint);
        let kept_since = before.map_or(now, |open| open.kept_since);
        self.settle(step);
        self.changes.push(OpenChange {
            fingerprint,
            token: step.request.token().cloned(),
            first_sent: step.first_sent.unwrap_or(now),
            kept_since,
        });
    }

    /// Removes a step that has taken effect.
    pub fn settle(&mut self, step: &Step) {
        let fingerprint = self.fingerprint(step);
        self.changes.retain(|open| open.fingerprint != fingerprint);
    }

    /// Lets the steps of a plan that repeat an open change keep its token: an attempt of before may have taken effect.
    pub fn resume(&self, plan: &mut Plan, now: Timestamp) {
        if self.changes.is_empty() {
            return;
        }
        for step in plan.steps.iter_mut().filter(|step| step.state == StepState::Waiting) {
            let fingerprint = self.fingerprint(step);
            let is_same = |open: &&OpenChange| {
                open.fingerprint == fingerprint && now.duration_since(open.kept_since) < KEPT_FOR
            };
            let Some(open) = self.changes.iter().find(is_same) else { continue };
            if let Some(token) = open.token.clone() {
                step.request = step.request.clone().with_token(token);
            }
            step.may_have_arrived = true;
            step.first_sent = Some(open.first_sent);
        }
    }

    /// A hash of all that a step asks for but its token.
    fn fingerprint(&self, step: &Step) -> u64 {
        let request = step.request.clone().with_token(ClientRequestToken::new(""));
        let mut hasher = self.key.build_hasher();
        step.region.hash(&mut hasher);
        // The command has every parameter but the value.
        request.cli_equivalent_at(&CliDestination::default()).hash(&mut hasher);
        if let Some(value) = request.value() {
            match value {
                ValueBody::Text(text) => (0, text.as_bytes()).hash(&mut hasher),
                ValueBody::Binary(bytes) => (1, bytes.as_slice()).hash(&mut hasher),
            }
        }
        hasher.finish()
    }
}
