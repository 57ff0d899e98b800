//! The end of a plan: news, or the failures and the ways on.

use super::{Changes, Running};
use crate::app::actions::Action;
use crate::app::plan::StepState;
use crate::app::{Event, UpdateContext};

impl Changes {
    pub(super) fn finish(&mut self, at: usize, cx: &mut UpdateContext) {
        let Running { plan, form, .. } = self.running.remove(at);
        if plan.is_done() {
            cx.notices_mut().dismiss();
            if let Some((name, region)) = plan.made_elsewhere() {
                cx.tell(format!("{}: done.", plan.title));
                let (name, region) = (name.to_owned(), region.to_owned());
                cx.raise(Event::CreatedElsewhere { title: plan.title, name, region, form });
                return;
            }
            cx.tell(match plan.undo {
                Some(_) => format!("{}: done. {} takes it back.", plan.title, cx.key(Action::Undo)),
                None => format!("{}: done.", plan.title),
            });
            self.undo = plan.undo.map(|undo| *undo);
            cx.raise(Event::PlanDone { form });
            return;
        }
        self.retry = Some(plan.rest());
        let none_done = !plan.steps.iter().any(|step| step.state == StepState::Done);
        if !none_done {
            // The change before this one is no longer the last.
            self.undo = plan.undo_of_what_is_done();
        }
        let first = plan.failures().next().map(|(_, error)| error.clone());
        match (form, first) {
            (Some(form), Some(error)) if none_done => cx.raise(Event::PlanRejected { form, error }),
            (form, Some(error)) if plan.steps.len() == 1 => {
                cx.raise(Event::PlanDone { form });
                cx.fail(plan.title, error);
            }
            (form, _) => cx.raise(Event::PlanFailed { plan: Box::new(plan), form }),
        }
    }
}
