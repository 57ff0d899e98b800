//! The end of a plan: news of its success, or its failures.

use super::{Changes, Retry, Running};
use crate::app::actions::Action;
use crate::app::effect::FormId;
use crate::app::plan::{Plan, StepState};
use crate::app::reversal::undo_of;
use crate::app::{Event, UpdateContext};

impl Changes {
    pub(super) fn finish(&mut self, at: usize, cx: &mut UpdateContext) {
        let Running { plan, form, .. } = self.running.remove(at);
        cx.notices_mut().end_pending();
        let changed = plan.changed_marks();
        if !changed.is_empty() {
            cx.raise(Event::MarkedChanged(changed));
        }
        if plan.is_done() {
            return self.finish_done(&plan, form, cx);
        }
        let wants_login = plan.failures().any(|(_, error)| error.login_program().is_some());
        let retry = self.retry.insert(Retry { plan: plan.remaining(), form: None, wants_login });
        let none_done = !plan.steps.iter().any(|step| step.state == StepState::Done);
        if !none_done {
            // This change is the last now, so its undo replaces the one before.
            self.undo = Some(undo_of(&plan, &mut || cx.mint_token()));
        }
        let first = plan.failures().next().map(|(_, error)| error.clone());
        match (form, first) {
            (form, None) => {
                let how = if none_done { "Not sent" } else { "Sent in part" };
                cx.tell(format!("{how}: {}.", plan.title));
                cx.raise(Event::PlanChanged { plan: Box::new(plan), form });
            }
            (Some(form), Some(error)) if none_done => {
                retry.form = Some(form);
                cx.raise(Event::PlanRejected { form, error });
            }
            (form, Some(error)) if plan.steps.len() == 1 => {
                cx.raise(Event::PlanDone { form });
                cx.fail_until_login(plan.title, error, Event::RetryRequested);
            }
            (form, Some(_)) => cx.raise(Event::PlanFailed { plan: Box::new(plan), form }),
        }
    }

    fn finish_done(&mut self, plan: &Plan, form: Option<FormId>, cx: &mut UpdateContext) {
        cx.notices_mut().dismiss();
        let undo = undo_of(plan, &mut || cx.mint_token());
        let key = undo.is_ok().then(|| cx.key(Action::Undo));
        cx.tell(plan.news(key.as_deref()));
        self.undo = Some(undo);
        match plan.created_elsewhere() {
            Some((name, region)) => {
                let (name, region, outcome) = (name.to_owned(), region.to_owned(), plan.outcome());
                cx.raise(Event::CreatedElsewhere { outcome, name, region, form });
            }
            None => cx.raise(Event::PlanDone { form }),
        }
    }
}
