//! Deleting a secret without recovery: a question that is answered by typing the name.

use super::target::Target;
use crate::app::deletion;
use crate::app::form::{
    Answer, FieldRef, FormContext, FormSpec, Need, Note, Outcome, Rejected, Review, Submission, Tone,
    field_group, where_to,
};
use crate::secrets::Summary;
use crate::service::api::{Recovery, ServiceError};

/// The question before a secret is deleted without recovery.
#[derive(Debug)]
pub struct ForceDelete {
    target: Target,
}

field_group!(ForceDelete {});

impl ForceDelete {
    /// For a secret as it is known.
    pub fn of(secret: &Summary) -> Self {
        Self { target: Target::of(secret) }
    }
}

impl FormSpec for ForceDelete {
    fn title(&self) -> String {
        format!("Delete {} without recovery", self.target.name)
    }

    fn is_question(&self) -> bool {
        true
    }

    fn tolerates(&self, _need: &Need, error: &ServiceError) -> bool {
        Target::tolerates(error)
    }

    fn learn(&mut self, _need: &Need, answer: Answer, _cx: &FormContext<'_>) {
        self.target.learn(answer);
    }

    fn notes(&self, _focus: Option<FieldRef>, cx: &FormContext<'_>) -> Vec<Note> {
        self.target.replica_note(cx).into_iter().collect()
    }
}

impl Submission for ForceDelete {
    type Input = ();

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<(), Rejected> {
        Ok(())
    }

    fn needs(&self, (): &()) -> Vec<Need> {
        self.target.needs()
    }

    fn review(&mut self, (): (), cx: &mut FormContext<'_>) -> Outcome {
        if let Some(obstacle) = self.target.obstacle(cx) {
            return Outcome::nothing(obstacle);
        }
        let mut notes = vec![where_to(Some(&self.target.arn), cx)];
        notes.push(Note::new(
            Tone::Danger,
            "Nothing can be recovered: every version is gone at once, and no one can bring it back, AWS included.",
        ));
        notes.extend(self.target.deletion.map(|deletion| {
            let until = deletion::restorable(&deletion, cx.time_of_day());
            Note::plain(format!("It is scheduled for deletion, and could still be restored {until}."))
        }));
        notes.push(self.target.last_read_note());
        notes.extend(self.target.replica_note(cx));
        let plan = self.target.plan(self.title(), Recovery::Force);
        Outcome::review(Review::of(plan, notes).by_typing(&*self.target.name))
    }
}
