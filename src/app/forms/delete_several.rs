//! Deleting several secrets, each after the same recovery window (`DeleteSecret`).

use super::count_of;
use super::delete::{until_note, window, window_field};
use crate::app::form::{
    Confirmation, Field, FieldError, FieldId, Fields, FormContext, FormEffect, FormSpec, Note, Review,
    Submission, Tone, where_to,
};
use crate::app::plan::{Plan, Step, Subject};
use crate::secrets::{ReplicaRole, Summary};
use crate::service::api::{Recovery, Request};
use std::sync::Arc;

/// The sheet for deleting several secrets.
#[derive(Debug)]
pub struct DeleteSeveral {
    secrets: Vec<Arc<Summary>>,
    left_out: Vec<Note>,
}

impl DeleteSeveral {
    /// For these secrets; what is said of those that are left out.
    pub fn of(secrets: Vec<Arc<Summary>>, left_out: Vec<Note>) -> Self {
        Self { secrets, left_out }
    }

    fn list(&self) -> Vec<Note> {
        let line = |secret: &Arc<Summary>| match (secret.replica_role(), secret.last_accessed) {
            (ReplicaRole::Primary, _) => Note::new(
                Tone::Warning,
                format!("{} · refused by the service while it has replicas", secret.name),
            ),
            (_, Some(day)) => {
                Note::plain(format!("{} · last read on {}", secret.name, day.strftime("%Y-%m-%d")))
            }
            (_, None) => Note::plain(format!("{} · never read, as far as the service tells", secret.name)),
        };
        self.secrets.iter().map(line).chain(self.left_out.clone()).collect()
    }

    fn steps(&self, request: impl Fn(String) -> Request) -> Vec<Step> {
        let step = |secret: &Arc<Summary>| {
            Step::new(Subject::Secret(secret.arn.clone()), request(secret.arn.to_string()))
        };
        self.secrets.iter().map(step).collect()
    }
}

impl FormSpec for DeleteSeveral {
    fn title(&self) -> String {
        format!("Delete {}", count_of(self.secrets.len()))
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        vec![window_field()]
    }

    fn changed(&mut self, fields: &mut Fields, field: FieldId, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        let wrong = window(fields.text(FieldId::Window)).err();
        fields.set_error(field, wrong);
        Vec::new()
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        let days = match window(fields.text(FieldId::Window)) {
            Ok(days) => days,
            Err(text) => return Submission::Wrong(vec![FieldError { field: FieldId::Window, text }]),
        };
        let first = self.secrets.first().map(|secret| &secret.arn);
        let mut notes = vec![where_to(first, cx), until_note(days, cx.now())];
        notes.push(Note::new(Tone::Warning, "From now on none can be read: whatever still uses one fails."));
        notes.extend(self.list());
        let recovery = Recovery::Window { days };
        let undo = Plan::of_steps(
            format!("Restore {}", count_of(self.secrets.len())),
            self.steps(|secret| Request::RestoreSecret { secret }),
        );
        let steps = self.steps(|secret| Request::DeleteSecret { secret, recovery });
        let plan = Plan::of_steps(self.title(), steps).with_undo(undo);
        Submission::Review(Review { notes, plan, confirmation: Confirmation::Key })
    }

    fn notes(&self, fields: &Fields, cx: &FormContext<'_>) -> Vec<Note> {
        let days = window(fields.text(FieldId::Window)).ok();
        days.map(|days| until_note(days, cx.now())).into_iter().chain(self.list()).collect()
    }
}
