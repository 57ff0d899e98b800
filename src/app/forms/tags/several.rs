//! Tags on several secrets at once.

use super::change::TagChange;
use super::table;
use crate::app::form::{
    Confirmation, Field, FieldError, FieldId, Fields, FormContext, FormEffect, FormSpec, Note, Review,
    Submission, Tone, where_to,
};
use crate::app::forms::count_of;
use crate::app::forms::limits::TAG_LIMIT;
use crate::app::plan::{Plan, Step};
use crate::secrets::Summary;
use crate::service::api::{ErrorKind, ServiceError};
use std::sync::Arc;

/// The sheet for tags on several secrets.
#[derive(Debug)]
pub struct TagSeveral {
    secrets: Vec<Arc<Summary>>,
    left_out: Vec<Note>,
}

impl TagSeveral {
    /// For these secrets; what is said of those that are left out.
    pub fn of(secrets: Vec<Arc<Summary>>, left_out: Vec<Note>) -> Self {
        Self { secrets, left_out }
    }

    fn changes(&self, fields: &Fields) -> Vec<(&Summary, TagChange)> {
        let (set, removed) = (table::typed(fields), removed(fields));
        let change = |secret: &Arc<Summary>| TagChange::applied(&secret.tags, &set, &removed);
        let all = self.secrets.iter().map(|secret| (&**secret, change(secret)));
        all.filter(|(_, change)| !change.is_nothing()).collect()
    }
}

/// The keys that are to go; keys have no commas in what one types.
fn removed(fields: &Fields) -> Vec<String> {
    let keys = fields.text(FieldId::TagKeys).split(',').map(str::trim);
    keys.filter(|key| !key.is_empty()).map(str::to_owned).collect()
}

impl FormSpec for TagSeveral {
    fn title(&self) -> String {
        format!("Tags of {}", count_of(self.secrets.len()))
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        let help = "Added, or given this value where they are. ctrl-n adds a row, ctrl-x removes one.";
        vec![
            table::field("Set", help, &[]),
            Field::line(
                FieldId::TagKeys,
                "Remove keys",
                "Keys of the tags that go, with commas between.",
                "",
            ),
        ]
    }

    fn changed(&mut self, fields: &mut Fields, field: FieldId, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        if field == FieldId::Tags {
            drop(table::validate(fields));
        }
        Vec::new()
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        if let Err(wrong) = table::validate(fields) {
            return Submission::Wrong(vec![wrong]);
        }
        let changes = self.changes(fields);
        let Some((first, _)) = changes.first() else {
            return Submission::Nothing("None of the secrets would change.".into());
        };
        if let Some((secret, change)) = changes.iter().find(|(_, change)| change.count_after() > TAG_LIMIT) {
            let text =
                format!("{} would have {} tags; {TAG_LIMIT} at most.", secret.name, change.count_after());
            return Submission::Wrong(vec![FieldError { field: FieldId::Tags, text }]);
        }
        let mut notes = vec![where_to(Some(&first.arn), cx)];
        for (secret, change) in &changes {
            notes.push(Note::new(Tone::Heading, &*secret.name));
            notes.extend(change.notes());
        }
        let same = self.secrets.len() - changes.len();
        notes.extend((same > 0).then(|| Note::new(Tone::Dim, format!("{same} have those tags already."))));
        notes.extend(self.left_out.clone());
        let count = count_of(changes.len());
        let steps: Vec<Step> =
            changes.iter().flat_map(|(secret, change)| change.steps(&secret.arn)).collect();
        let back = changes.iter().flat_map(|(secret, change)| change.reversed().steps(&secret.arn));
        let undo = Plan::of_steps(format!("Change the tags of {count} back"), back.collect());
        let plan = Plan::of_steps(format!("Change the tags of {count}"), steps).with_undo(undo);
        Submission::Review(Review { notes, plan, confirmation: Confirmation::Key })
    }

    fn field_for_error(&self, error: &ServiceError) -> Option<FieldId> {
        (error.kind == ErrorKind::Refused).then_some(FieldId::Tags)
    }

    fn notes(&self, fields: &Fields, _facts: &FormContext<'_>) -> Vec<Note> {
        let (marked, changes) = (count_of(self.secrets.len()), self.changes(fields).len());
        let mut notes = vec![Note::new(Tone::Dim, format!("{marked}, {changes} of them would change:"))];
        notes.extend(self.secrets.iter().map(|secret| Note::plain(&*secret.name)));
        notes.extend(self.left_out.clone());
        notes
    }
}
