//! Restoring several secrets (`RestoreSecret`): a question, unless some of them are hidden.

use super::several::Several;
use crate::app::form::{
    FieldRef, FormContext, FormSpec, Note, Outcome, Rejected, Review, Submission, field_group, where_to,
};
use crate::app::plan::Plan;
use crate::service::api::Request;

/// The question before several secrets are restored.
#[derive(Debug)]
pub struct RestoreSeveral {
    several: Several,
}

field_group!(RestoreSeveral { several });

impl RestoreSeveral {
    /// For the marked secrets.
    pub fn of(several: Several) -> Self {
        Self { several }
    }
}

impl FormSpec for RestoreSeveral {
    fn title(&self) -> String {
        format!("Restore {}", self.several.count())
    }

    fn is_question(&self) -> bool {
        !self.several.has_hidden()
    }

    fn notes(&self, _focus: Option<FieldRef>, _cx: &FormContext<'_>) -> Vec<Note> {
        self.several.listed(|secret| Note::plain(&*secret.name))
    }
}

impl Submission for RestoreSeveral {
    type Input = ();

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<(), Rejected> {
        self.several.nothing().map_or(Ok(()), |nothing| Err(Rejected::Nothing(nothing)))
    }

    fn review(&mut self, (): (), cx: &mut FormContext<'_>) -> Outcome {
        let mut notes = vec![where_to(self.several.first(), cx)];
        notes.extend(self.several.listed(|secret| Note::plain(&*secret.name)));
        let steps = self.several.steps(|secret| Request::RestoreSecret { secret });
        Outcome::review(Review::of(Plan::of_marked(self.title(), steps), notes))
    }
}
