//! The tags of a secret, edited in place (`TagResource`, `UntagResource`); and those of several at once.

mod change;
mod several;
mod table;

pub use change::TagChange;
pub use several::TagSeveral;
pub use table::check_tags;
pub(super) use table::{read_tags, tags_field};

use crate::app::actions::Action;
use crate::app::form::{
    FieldRef, FormContext, FormField, FormSpec, Help, Note, Outcome, Rejected, Review, Submission,
    TableField, Tone, field_group, where_to,
};
use crate::app::forms::completions::complete_tag;
use crate::app::known::Known;
use crate::app::plan::Plan;
use crate::secrets::{Arn, Summary, Tag};
use crate::service::api::{ErrorKind, ServiceError};
use table::{TAG_LIMIT, typed_tags};

/// The form for the tags of one secret.
#[derive(Debug)]
pub struct Tags {
    arn: Arn,
    name: String,
    known: Known,
    before: Vec<Tag>,
    table: TableField,
}

field_group!(Tags { table });

impl Tags {
    /// For a secret as it is known.
    pub fn of(secret: &Summary) -> Self {
        let help = Help::from("")
            .key(Action::AddRow, " adds a tag, ")
            .key(Action::RemoveRow, " removes the one under the cursor.");
        Self {
            arn: secret.arn.clone(),
            name: secret.name.clone(),
            known: Known::from(secret),
            before: secret.tags.clone(),
            table: tags_field("Tags", help, &secret.tags),
        }
    }
}

impl Tags {
    /// Begins at a tag, in the order of the secret's tags.
    #[must_use]
    pub fn at_row(mut self, at: usize) -> Self {
        self.table.input.go_to_row(at);
        self
    }

    /// Begins at a new row.
    #[must_use]
    pub fn with_new_row(mut self) -> Self {
        self.table.input.add();
        self
    }
}

impl FormSpec for Tags {
    fn title(&self) -> String {
        format!("Tags of {}", self.name)
    }

    fn changed(&mut self, _field: FieldRef, _cx: &FormContext<'_>) {
        self.table.error = read_tags(&self.table.input).err();
    }

    fn can_complete(&self, field: FieldRef) -> bool {
        field.is(&self.table)
    }

    fn complete(&mut self, _field: FieldRef, cx: &FormContext<'_>) {
        complete_tag(&mut self.table.input, cx);
    }

    fn field_for_error(&mut self, error: &ServiceError) -> Option<&mut dyn FormField> {
        if error.kind == ErrorKind::Refused { Some(&mut self.table) } else { None }
    }

    fn notes(&self, _focus: Option<FieldRef>, _cx: &FormContext<'_>) -> Vec<Note> {
        let change = TagChange::between(&self.before, &typed_tags(&self.table.input));
        vec![Note::new(Tone::Dim, format!("{} of {TAG_LIMIT} tags", change.count_after()))]
    }
}

impl Submission for Tags {
    type Input = TagChange;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<TagChange, Rejected> {
        let tags = self.table.checked(read_tags(&self.table.input))?;
        let change = TagChange::between(&self.before, &tags);
        if change.is_nothing() {
            return Err(Rejected::Nothing("The tags are as they were: there is nothing to change.".into()));
        }
        Ok(change)
    }

    fn review(&mut self, change: TagChange, cx: &mut FormContext<'_>) -> Outcome {
        let mut notes = vec![where_to(Some(&self.arn), cx)];
        notes.extend(change.notes());
        let plan = Plan::of_steps(format!("Change the tags of {}", self.name), change.steps(&self.known));
        Outcome::review(Review::of(plan, notes))
    }
}
