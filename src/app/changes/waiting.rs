//! The words for changes that wait: throttled ones, and those whose outcome is looked up.

use super::lookup::pause_of;
use super::outcome::Next;
use super::{ATTEMPTS, Changes, Running};
use crate::app::actions::Action;
use crate::app::effect::FormId;
use crate::app::plan::{NextRead, Step, StepState};
use crate::app::settings::Presentation;
use crate::app::{Problem, UpdateContext};
use crate::secrets::lower_first;
use crate::service::api::{ErrorKind, ServiceError};
use jiff::Timestamp;

/// The words for a change that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The next step of the program, as a sentence.
    pub status: String,
    /// The error that it waits for to pass, in a few words without a full stop; `None` before the first pause.
    pub why: Option<String>,
}

impl Changes {
    /// The ends of the pauses that changes are in.
    pub fn pauses(&self) -> impl Iterator<Item = Timestamp> {
        self.running.iter().flat_map(|running| &running.plan.steps).filter_map(|step| pause_of(&step.state))
    }

    /// The reason why the plan of a form waits; `None` while it only waits for an answer.
    pub fn waiting_for(&self, form: FormId, now: Timestamp, shown: Presentation) -> Option<Waiting> {
        let running = self.running.iter().find(|running| running.form == Some(form))?;
        running.plan.steps.iter().find_map(|step| Waiting::of(step, now, shown))
    }

    /// True if the outcome of a step of a form's plan is open, and looked up.
    pub fn is_looking_up(&self, form: FormId) -> bool {
        let mut own = self.running.iter().filter(|running| running.form == Some(form));
        own.any(|running| running.plan.steps.iter().any(|step| step.lookup().is_some()))
    }

    /// Shows a notice about a plan that waits without a form, and removes it once no plan does. News stays for its time
    /// if `news_stays`.
    pub(super) fn show_waiting(&self, news_stays: bool, cx: &mut UpdateContext) {
        let shown = cx.settings().presentation;
        let of_plan = |running: &Running| {
            let waiting = running.plan.steps.iter().find_map(|step| Waiting::of(step, cx.now(), shown))?;
            Some(waiting.notice(&running.plan.title, &cx.key(Action::Back)))
        };
        let notice = self.running.iter().filter(|running| running.form.is_none()).find_map(of_plan);
        match notice {
            Some(notice) => cx.notices_mut().pend(notice, news_stays),
            None => cx.notices_mut().end_pending(),
        }
    }
}

impl Waiting {
    /// The words for a step; `None` if it does not wait. A screen reader would say a countdown each second: in plain mode
    /// there is none, and the end of the pause is told.
    fn of(step: &Step, now: Timestamp, shown: Presentation) -> Option<Self> {
        let left = |until: Timestamp| match shown {
            Presentation::Visual => format!("in {} s", (until.duration_since(now).as_millis() + 999) / 1_000),
            Presentation::Plain => "after a pause".to_owned(),
        };
        let (status, why) = match &step.state {
            StepState::Throttled(throttled) => {
                let left = left(throttled.until);
                (format!("The request was throttled, again {left}."), Some(throttled.error.what()))
            }
            StepState::Unknown(lookup) => match &lookup.next_read {
                NextRead::Out(_) if lookup.failed_reads > 0 => {
                    ("The outcome is not known yet: looking again…".to_owned(), Some(lookup.error.what()))
                }
                NextRead::Out(_) => {
                    let is_retried =
                        step.unanswered < ATTEMPTS && Next::after(&lookup.error) == Next::SendAgain;
                    let then = if is_retried { ", then retrying" } else { "" };
                    let came = what_came(&lookup.error);
                    (format!("{came}, so the outcome is unknown. Reading again{then}…"), None)
                }
                NextRead::At { time, error } => (
                    format!("The outcome is not known yet: looking again {}.", left(*time)),
                    Some(error.what()),
                ),
            },
            StepState::Waiting
            | StepState::Checking(_)
            | StepState::Sent(_)
            | StepState::Done
            | StepState::Changed(_)
            | StepState::Failed(_) => return None,
        };
        Some(Self { status, why })
    }

    /// The notice about a plan that waits; `back` is the key that stops it. The seconds are on a line of their own, which
    /// no long name pushes apart.
    fn notice(&self, title: &str, back: &str) -> Problem {
        match &self.why {
            Some(why) => Problem::new(
                format!("{title}: no answer yet. {why}."),
                format!("{} {back} stops waiting.", self.status),
            ),
            None => Problem::new(
                format!("{title}: {}", lower_first(&self.status)),
                format!("{back} stops waiting for it."),
            ),
        }
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
