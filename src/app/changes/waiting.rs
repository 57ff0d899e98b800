//! The words for changes that wait: throttled ones, and those whose outcome is looked up.

use super::lookup::pause_of;
use super::outcome::Next;
use super::{ATTEMPTS, Changes, Running};
use crate::app::actions::Action;
use crate::app::effect::FormId;
use crate::app::plan::{NextRead, Step, StepState};
use crate::app::{Problem, UpdateContext};
use crate::secrets::lower_first;
use crate::service::api::{ErrorKind, ServiceError};
use jiff::Timestamp;

impl Changes {
    /// The ends of the pauses that changes are in.
    pub fn pauses(&self) -> impl Iterator<Item = Timestamp> {
        self.running.iter().flat_map(|running| &running.plan.steps).filter_map(|step| pause_of(&step.state))
    }

    /// The reason why the plan of a form waits, as a sentence; `None` while it only waits for an answer.
    pub fn waiting_for(&self, form: FormId, now: Timestamp) -> Option<String> {
        let running = self.running.iter().find(|running| running.form == Some(form))?;
        running.plan.steps.iter().find_map(|step| words(step, now))
    }

    /// Shows a notice about a plan that waits without a form, and removes it once no plan does. News stays for its time
    /// if `news_stays`.
    pub(super) fn show_waiting(&self, news_stays: bool, cx: &mut UpdateContext) {
        let of_plan = |running: &Running| {
            let words = running.plan.steps.iter().find_map(|step| words(step, cx.now()))?;
            Some(format!("{}: {}", running.plan.title, lower_first(&words)))
        };
        let text = self.running.iter().filter(|running| running.form.is_none()).find_map(of_plan);
        match text {
            Some(text) => {
                let next = format!("{} stops waiting for it.", cx.key(Action::Back));
                cx.notices_mut().pend(Problem::new(text, next), news_stays);
            }
            None => cx.notices_mut().end_pending(),
        }
    }
}

/// The reason why a step waits, as a sentence; `None` if it does not.
fn words(step: &Step, now: Timestamp) -> Option<String> {
    let seconds = |until: Timestamp| (until.duration_since(now).as_millis() + 999) / 1_000;
    match &step.state {
        StepState::Throttled(throttled) => {
            Some(format!("The request was throttled, again in {} s.", seconds(throttled.until)))
        }
        StepState::Unknown(lookup) => Some(match &lookup.next_read {
            NextRead::Out(_) if lookup.failed_reads > 0 => {
                "The outcome is not known yet: looking again…".to_owned()
            }
            NextRead::Out(_) => {
                let is_retried = step.unanswered < ATTEMPTS && Next::after(&lookup.error) == Next::SendAgain;
                let then = if is_retried { ", then retrying" } else { "" };
                format!("{}, so the outcome is unknown. Reading again{then}…", what_came(&lookup.error))
            }
            NextRead::At { time, error } => format!(
                "The outcome is not known yet: looking again in {} s. {}.",
                seconds(*time),
                error.what()
            ),
        }),
        StepState::Waiting
        | StepState::Checking(_)
        | StepState::Sent(_)
        | StepState::Done
        | StepState::Changed(_)
        | StepState::Failed(_) => None,
    }
}

/// The reason why an outcome is open.
fn what_came(error: &ServiceError) -> &'static str {
    match error.kind {
        ErrorKind::TimedOut | ErrorKind::ConnectionLost { .. } => "No answer came",
        ErrorKind::ServiceFailure | ErrorKind::InvalidResponse => "No clear answer came",
        _ => "An attempt got no answer",
    }
}
