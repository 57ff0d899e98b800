//! The end of a plan: news of its success, or its failures.

use super::{Changes, Running};
use crate::app::actions::Action;
use crate::app::plan::StepState;
use crate::app::{Event, UpdateContext};

impl Changes {
    pub(super) fn finish(&mut self, at: usize, cx: &mut UpdateContext) {
        let Running { plan, form, .. } = self.running.remove(at);
        let changed = plan.changed_marks();
        if !changed.is_empty() {
            cx.raise(Event::MarkedChanged(changed));
        }
        if plan.is_done() {
            cx.notices_mut().dismiss();
            if let Some((name, region)) = plan.created_elsewhere() {
                let (name, region, outcome) = (name.to_owned(), region.to_owned(), plan.outcome());
                cx.tell(format!("{outcome}."));
                cx.raise(Event::CreatedElsewhere { outcome, name, region, form });
                return;
            }
            cx.tell(match plan.undo {
                Some(_) => format!("{}. {} undoes it.", plan.outcome(), cx.key(Action::Undo)),
                None => format!("{}.", plan.outcome()),
            });
            self.undo = plan.undo.map(|undo| *undo);
            cx.raise(Event::PlanDone { form });
            return;
        }
        self.retry = Some(plan.remaining());
        let none_done = !plan.steps.iter().any(|step| step.state == StepState::Done);
        if !none_done {
            // This change is the last now, so its undo replaces the one before.
            self.undo = plan.undo_of_done_steps();
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
