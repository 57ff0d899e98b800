//! A name that is taken by a secret scheduled for deletion: the warning, and the offer to restore that secret.

use crate::app::actions::Action;
use crate::app::deletion;
use crate::app::form::{FormContext, Note, Review, Tone, where_to};
use crate::app::known::Known;
use crate::app::plan::Plan;
use crate::secrets::{Arn, Deletion};
use crate::service::api::Request;
use jiff::Timestamp;

/// A secret that is scheduled for deletion and holds a name until then.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) arn: Arn,
    pub(super) name: String,
    pub(super) deletion: Deletion,
}

impl Taken {
    /// Says until when the name is reserved.
    pub(super) fn note(&self, now: Timestamp) -> Note {
        let until = deletion::restorable(&self.deletion, now);
        let text = format!(
            "{} is scheduled for deletion and holds its name {until}. Reviewing offers to restore it.",
            self.name
        );
        Note::new(Tone::Warning, text)
    }

    /// The review that is offered in place of a new secret: restoring the old one, which still holds the name.
    pub(super) fn restore(&self, cx: &FormContext<'_>) -> Review {
        let until = deletion::restorable(&self.deletion, cx.time_of_day());
        let notes = vec![
            where_to(Some(&self.arn), cx),
            Note::new(
                Tone::Warning,
                format!("The name is reserved {until} by a secret scheduled for deletion."),
            ),
            Note::plain("When it is restored, that secret has the value, tags and settings that it had."),
            Note::plain(format!(
                "What is typed in the form is not used; {} leads back to it, to choose another name.",
                cx.key(Action::Decline)
            )),
        ];
        let request = Request::RestoreSecret { secret: self.arn.to_string() };
        let plan = Plan::of(format!("Restore {}", self.name), &Known::nothing_of(self.arn.clone()), request);
        Review::of(plan, notes)
    }
}
