//! A question that wants yes or no: a form without fields, open at its review.

use crate::app::form::{
    FormContext, FormSpec, Note, OnYes, Outcome, Rejected, Review, Submission, field_group, where_to,
};
use crate::app::forms::fact_notes::plan_notes;
use crate::app::plan::{Plan, Purpose, Subject};
use crate::app::reversal::Undo;
use crate::secrets::Arn;

/// A question.
#[derive(Debug)]
pub struct Question {
    /// The question; `None` once it was asked.
    review: Option<Review>,
}

field_group!(Question {});

impl Question {
    /// Asks before a plan is carried out; the lines say what follows from it.
    pub fn before(plan: Plan, lines: impl IntoIterator<Item = String>) -> Self {
        Self { review: Some(Review::of(plan, lines.into_iter().map(Note::plain).collect())) }
    }

    /// Asks before a plan is carried out; the notes show what it changes.
    pub fn about(plan: Plan, notes: Vec<Note>) -> Self {
        Self { review: Some(Review::of(plan, notes)) }
    }

    /// Asks before a change is undone: says what is undone, and what comes of it.
    pub fn undoing(undo: Undo) -> Self {
        let Undo { plan, undoes, caveats } = undo;
        let what = match plan.purpose {
            Purpose::Change | Purpose::Undo => "Undoes the last change.",
            Purpose::Redo => "Undoes the last undo.",
        };
        let mut notes = vec![Note::plain(format!("{what} {undoes}."))];
        notes.extend(plan_notes(&plan));
        notes.extend(caveats.into_iter().map(Note::plain));
        Self { review: Some(Review::of(plan, notes)) }
    }

    /// Asks something else.
    pub fn asking(title: impl Into<String>, lines: impl IntoIterator<Item = String>, on_yes: OnYes) -> Self {
        Self { review: Some(Review::asking(title, lines.into_iter().map(Note::plain).collect(), on_yes)) }
    }
}

impl FormSpec for Question {
    fn title(&self) -> String {
        "Confirm".into()
    }

    fn is_question(&self) -> bool {
        true
    }
}

impl Submission for Question {
    type Input = ();

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<(), Rejected> {
        Ok(())
    }

    fn review(&mut self, (): (), cx: &mut FormContext<'_>) -> Outcome {
        match self.review.take() {
            Some(review) => {
                let place = review.plan().map(|plan| where_to(first_secret(plan), cx));
                Outcome::review(review.below(place))
            }
            None => Outcome::Close(None),
        }
    }
}

/// The first secret that a plan changes: its ARN names the account and the Region.
fn first_secret(plan: &Plan) -> Option<&Arn> {
    plan.steps.iter().find_map(|step| match &step.subject {
        Subject::Secret(arn) => Some(arn),
        Subject::New(_) => None,
    })
}
