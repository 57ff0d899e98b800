//! Tags on several secrets at once.

use super::change::TagChange;
use super::table::{TAG_LIMIT, read_tags, tags_field, typed_tags};
use crate::app::actions::Action;
use crate::app::form::{
    FieldRef, FormContext, FormField, FormSpec, Help, LineField, Note, Outcome, Rejected, Review, Submission,
    TableField, Tone, field_group, where_to,
};
use crate::app::forms::completions::{complete_tag, complete_tag_key};
use crate::app::forms::several::Several;
use crate::app::known::Known;
use crate::app::plan::{Plan, Step};
use crate::app::wording::counted;
use crate::secrets::Summary;
use crate::service::api::{ErrorKind, ServiceError};

/// The form for tags on several secrets.
#[derive(Debug)]
pub struct TagSeveral {
    several: Several,
    set: TableField,
    removed: LineField,
}

field_group!(TagSeveral { several, set, removed });

/// The change of one of the secrets.
#[derive(Debug)]
pub struct SecretChange {
    known: Known,
    name: String,
    change: TagChange,
}

impl TagSeveral {
    /// For the marked secrets.
    pub fn of(several: Several) -> Self {
        let help = Help::from("Added, or given this value where they exist. ")
            .key(Action::AddRow, " adds a row, ")
            .key(Action::RemoveRow, " removes one.");
        let removed = "Keys of the tags to remove, separated by commas.";
        Self {
            several,
            set: tags_field("Set", help, &[]),
            removed: LineField::line("Remove keys", removed, ""),
        }
    }

    /// The secrets that would change.
    fn changes(&self) -> Vec<SecretChange> {
        let (set, removed) = (typed_tags(&self.set.input), self.removed_keys());
        let change = |secret: &Summary| SecretChange {
            known: Known::from(secret),
            name: secret.name.clone(),
            change: TagChange::applied(&secret.tags, &set, &removed),
        };
        self.several.secrets().map(change).filter(|found| !found.change.is_nothing()).collect()
    }

    fn removed_keys(&self) -> Vec<String> {
        let keys = self.removed.text().split(',').map(str::trim);
        keys.filter(|key| !key.is_empty()).map(str::to_owned).collect()
    }
}

impl FormSpec for TagSeveral {
    fn title(&self) -> String {
        format!("Tags of {}", self.several.count())
    }

    fn changed(&mut self, field: FieldRef, _cx: &FormContext<'_>) {
        if field.is(&self.set) {
            self.set.error = read_tags(&self.set.input).err();
        }
    }

    fn can_complete(&self, field: FieldRef) -> bool {
        field.is(&self.set) || field.is(&self.removed)
    }

    fn complete(&mut self, field: FieldRef, cx: &FormContext<'_>) {
        if field.is(&self.set) {
            complete_tag(&mut self.set.input, cx);
        } else {
            complete_tag_key(&mut self.removed.input, cx);
        }
    }

    fn field_for_error(&mut self, error: &ServiceError) -> Option<&mut dyn FormField> {
        if error.kind == ErrorKind::Refused { Some(&mut self.set) } else { None }
    }

    fn notes(&self, _focus: Option<FieldRef>, _cx: &FormContext<'_>) -> Vec<Note> {
        let (marked, changes) = (self.several.count(), self.changes().len());
        let mut notes = vec![Note::new(Tone::Dim, format!("{marked}, {changes} of them would change:"))];
        notes.extend(self.several.listed(|secret| Note::plain(&*secret.name)));
        notes
    }
}

impl Submission for TagSeveral {
    /// The secrets that change: at least one.
    type Input = Vec<SecretChange>;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<Vec<SecretChange>, Rejected> {
        if let Some(nothing) = self.several.nothing() {
            return Err(Rejected::Nothing(nothing));
        }
        self.set.checked(read_tags(&self.set.input))?;
        let changes = self.changes();
        if changes.is_empty() {
            return Err(Rejected::Nothing("None of the secrets would change.".into()));
        }
        let count = |found: &SecretChange| found.change.count_after();
        match changes.iter().find(|found| count(found) > TAG_LIMIT) {
            Some(found) => {
                let text = format!("{} would have {} tags; {TAG_LIMIT} at most.", found.name, count(found));
                Err(self.set.reject(text))
            }
            None => Ok(changes),
        }
    }

    fn review(&mut self, changes: Vec<SecretChange>, cx: &mut FormContext<'_>) -> Outcome {
        let mut notes = vec![where_to(changes.first().map(|found| found.known.arn()), cx)];
        for found in &changes {
            notes.push(Note::new(Tone::Heading, &*found.name));
            notes.extend(found.change.notes());
        }
        let same = self.several.len() - changes.len();
        notes.extend((same > 0).then(|| Note::new(Tone::Dim, format!("{same} have those tags already."))));
        notes.extend(self.several.not_changed());
        let count = counted(changes.len(), "secret");
        let steps: Vec<Step> = changes.iter().flat_map(|found| found.change.steps(&found.known)).collect();
        let plan = Plan::of_marked(format!("Change the tags of {count}"), steps);
        Outcome::review(Review::of(plan, notes))
    }
}
