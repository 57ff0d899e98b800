//! Deleting secrets (`DeleteSecret`): after a recovery window, or at once and for good.

mod force;
mod several;
mod target;
mod window;

pub use force::ForceDelete;
pub use several::DeleteSeveral;

use crate::app::form::{
    Answer, FieldRef, FormContext, FormField, FormSpec, LineField, Need, Note, Outcome, Rejected, Review,
    Submission, Tone, field_group, where_to,
};
use crate::secrets::Summary;
use crate::service::api::{Recovery, ServiceError};
use target::Target;

/// The form for deleting a secret with a recovery window.
#[derive(Debug)]
pub struct Delete {
    target: Target,
    window: LineField,
}

field_group!(Delete { window });

impl Delete {
    /// For a secret as it is known.
    pub fn of(secret: &Summary) -> Self {
        Self { target: Target::of(secret), window: window::field() }
    }
}

impl FormSpec for Delete {
    fn title(&self) -> String {
        format!("Delete {}", self.target.name)
    }

    fn opening(&self) -> Vec<Need> {
        self.target.needs()
    }

    fn tolerates(&self, _need: &Need, error: &ServiceError) -> bool {
        Target::tolerates(error)
    }

    fn learn(&mut self, _need: &Need, answer: Answer, _cx: &FormContext<'_>) {
        self.target.learn(answer);
    }

    fn changed(&mut self, _field: FieldRef, _cx: &FormContext<'_>) {
        self.window.error = window::read(self.window.text()).err();
    }

    fn field_for_error(&mut self, error: &ServiceError) -> Option<&mut dyn FormField> {
        if error.message.contains("RecoveryWindowInDays") { Some(&mut self.window) } else { None }
    }

    fn notes(&self, _focus: Option<FieldRef>, cx: &FormContext<'_>) -> Vec<Note> {
        let days = window::read(self.window.text()).ok();
        let mut notes: Vec<Note> =
            days.map(|days| window::until_note(days, cx.time_of_day())).into_iter().collect();
        notes.push(self.target.last_read_note());
        notes.extend(self.target.replica_note(cx));
        notes
    }
}

impl Submission for Delete {
    /// The recovery window, in days.
    type Input = u8;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<u8, Rejected> {
        self.window.checked(window::read(self.window.text()))
    }

    fn needs(&self, _days: &u8) -> Vec<Need> {
        self.target.needs()
    }

    fn review(&mut self, days: u8, cx: &mut FormContext<'_>) -> Outcome {
        if let Some(obstacle) = self.target.obstacle(cx) {
            return Outcome::nothing(obstacle);
        }
        let mut notes =
            vec![where_to(Some(&self.target.arn), cx), window::until_note(days, cx.time_of_day())];
        notes.push(self.target.last_read_note());
        let warning = "From now on it can't be read: whatever still uses it fails.";
        notes.push(Note::new(Tone::Warning, warning));
        notes.extend(self.target.replica_note(cx));
        let plan = self.target.plan(self.title(), Recovery::Window { days });
        Outcome::review(Review::of(plan, notes))
    }
}
