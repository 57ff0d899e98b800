//! Deleting several secrets, each after the same recovery window (`DeleteSecret`).

use super::window;
use crate::app::form::{
    FieldRef, FormContext, FormSpec, LineField, Note, Outcome, Rejected, Review, Submission, Tone,
    field_group, where_to,
};
use crate::app::forms::several::Several;
use crate::app::plan::Plan;
use crate::secrets::{ReplicaRole, Summary};
use crate::service::api::{Recovery, Request};

/// The form for deleting several secrets.
#[derive(Debug)]
pub struct DeleteSeveral {
    several: Several,
    window: LineField,
}

field_group!(DeleteSeveral { several, window });

impl DeleteSeveral {
    /// For the marked secrets.
    pub fn of(several: Several) -> Self {
        Self { several, window: window::field() }
    }

    fn list(&self) -> Vec<Note> {
        let line = |secret: &Summary| match (secret.replica_role(), secret.last_accessed) {
            (ReplicaRole::Primary, _) => Note::new(
                Tone::Warning,
                format!("{} · refused by the service while it has replicas", secret.name),
            ),
            (_, Some(day)) => {
                Note::plain(format!("{} · last read on {}", secret.name, day.strftime("%Y-%m-%d")))
            }
            (_, None) => Note::plain(format!("{} · never read, according to the service", secret.name)),
        };
        self.several.listed(line)
    }
}

impl FormSpec for DeleteSeveral {
    fn title(&self) -> String {
        format!("Delete {}", self.several.count())
    }

    fn changed(&mut self, _field: FieldRef, _cx: &FormContext<'_>) {
        self.window.error = window::read(self.window.text()).err();
    }

    fn notes(&self, _focus: Option<FieldRef>, cx: &FormContext<'_>) -> Vec<Note> {
        let days = window::read(self.window.text()).ok();
        days.map(|days| window::until_note(days, cx.time_of_day())).into_iter().chain(self.list()).collect()
    }
}

impl Submission for DeleteSeveral {
    /// The recovery window, in days.
    type Input = u8;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<u8, Rejected> {
        if let Some(nothing) = self.several.nothing() {
            return Err(Rejected::Nothing(nothing));
        }
        self.window.checked(window::read(self.window.text()))
    }

    fn review(&mut self, days: u8, cx: &mut FormContext<'_>) -> Outcome {
        let mut notes = vec![where_to(self.several.first(), cx), window::until_note(days, cx.time_of_day())];
        let warning = "From now on none of them can be read: whatever still uses one fails.";
        notes.push(Note::new(Tone::Warning, warning));
        notes.extend(self.list());
        let recovery = Recovery::Window { days };
        let steps = self.several.steps(|secret| Request::DeleteSecret { secret, recovery });
        let plan = Plan::of_marked(self.title(), steps);
        Outcome::review(Review::of(plan, notes).by_typing_number(self.several.len()))
    }
}
