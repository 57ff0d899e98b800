//! The tags of a secret, edited in place (`TagResource`, `UntagResource`); and those of several at once.

mod change;
mod several;
mod table;

use crate::app::form::{
    Confirmation, Field, FieldId, Fields, FormContext, FormEffect, FormSpec, Note, Review, Submission, Tone,
    where_to,
};
use crate::app::forms::limits::TAG_LIMIT;
use crate::app::plan::Plan;
use crate::secrets::{Arn, Summary, Tag};
use crate::service::api::{ErrorKind, ServiceError};
use change::TagChange;

pub use several::TagSeveral;

/// The sheet for the tags of one secret.
#[derive(Debug)]
pub struct Tags {
    arn: Arn,
    name: String,
    before: Vec<Tag>,
}

impl Tags {
    /// For a secret as it is known.
    pub fn of(secret: &Summary) -> Self {
        Self { arn: secret.arn.clone(), name: secret.name.clone(), before: secret.tags.clone() }
    }
}

impl FormSpec for Tags {
    fn title(&self) -> String {
        format!("Tags of {}", self.name)
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        let help = "ctrl-n adds a tag, ctrl-x removes the one under the cursor.";
        vec![table::field("Tags", help, &self.before)]
    }

    fn changed(&mut self, fields: &mut Fields, _field: FieldId, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        drop(table::validate(fields));
        Vec::new()
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        let tags = match table::validate(fields) {
            Ok(tags) => tags,
            Err(wrong) => return Submission::Wrong(vec![wrong]),
        };
        let change = TagChange::between(&self.before, &tags);
        if change.is_nothing() {
            return Submission::Nothing("The tags are as they were: there is nothing to change.".into());
        }
        let mut notes = vec![where_to(Some(&self.arn), cx)];
        notes.extend(change.notes());
        let undo = change.reversed().steps(&self.arn);
        let plan = Plan::of_steps(format!("Change the tags of {}", self.name), change.steps(&self.arn))
            .with_undo(Plan::of_steps(format!("Change the tags of {} back", self.name), undo));
        Submission::Review(Review { notes, plan, confirmation: Confirmation::Key })
    }

    fn field_for_error(&self, error: &ServiceError) -> Option<FieldId> {
        (error.kind == ErrorKind::Refused).then_some(FieldId::Tags)
    }

    fn notes(&self, fields: &Fields, _facts: &FormContext<'_>) -> Vec<Note> {
        let change = TagChange::between(&self.before, &table::typed(fields));
        vec![Note::new(Tone::Dim, format!("{} of {TAG_LIMIT} tags", change.count_after()))]
    }
}
