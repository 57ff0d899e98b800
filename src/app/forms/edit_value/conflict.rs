//! AWSCURRENT has moved since the edit began: both sides are shown, and the user chooses.

use super::{Began, EditValue};
use crate::app::diff::{ValueDiff, members_of, rebase};
use crate::app::form::{Field, FieldError, FieldId, Fields, Note, Submission, Tone};
use crate::app::forms::diff_notes::diff_notes;
use crate::secrets::{SecretValue, ValueBody};

const REBASE: &str = "rebase";
const OVERWRITE: &str = "overwrite";
const DROP: &str = "drop";

/// What the service has now.
#[derive(Debug)]
pub(super) struct Conflict {
    /// The version that AWSCURRENT is on now.
    pub(super) theirs: SecretValue,
}

/// What the user's choice comes to.
pub(super) enum Resolved {
    /// This is to be saved.
    Save(ValueBody),
    /// Nothing is to be saved yet, or at all.
    Ended(Submission),
}

impl EditValue {
    /// Does what the user chose, or asks for a choice.
    pub(super) fn resolve(&mut self, mine: ValueBody, fields: &mut Fields) -> Resolved {
        let Some(conflict) = self.conflict.take() else { return Resolved::Save(mine) };
        if conflict.theirs.body == mine {
            let version = conflict.theirs.version.short().to_owned();
            self.settle(conflict.theirs, fields);
            return Resolved::Ended(Submission::Nothing(format!(
                "AWSCURRENT moved to version {version} meanwhile, and holds just this value: nothing is to be saved."
            )));
        }
        let Some(choice) = fields.get(FieldId::Conflict).map(|field| field.text().to_owned()) else {
            return Resolved::Ended(self.ask_choice(conflict, &mine, fields));
        };
        match choice.as_str() {
            DROP => Resolved::Ended(Submission::Done(format!(
                "The edit of {} was dropped: AWSCURRENT stays on version {}.",
                self.name,
                conflict.theirs.version.short()
            ))),
            OVERWRITE => {
                self.settle(conflict.theirs, fields);
                Resolved::Save(mine)
            }
            _ => self.rebase_onto(conflict.theirs, &mine, fields),
        }
    }

    fn ask_choice(&mut self, conflict: Conflict, mine: &ValueBody, fields: &mut Fields) -> Submission {
        let base = self.base().map(|value| &value.body);
        let by_key = base.is_none_or(|base| members_of(base).is_some())
            && members_of(mine).is_some()
            && members_of(&conflict.theirs.body).is_some();
        let options: &[&str] = if by_key { &[REBASE, OVERWRITE, DROP] } else { &[OVERWRITE, DROP] };
        let choice = Field::choice(
            FieldId::Conflict,
            "Conflict",
            "rebase: their value with your changes. overwrite: your value alone. drop: leave theirs, lose yours.",
            options,
        );
        let mut behind: Vec<Field> = fields.get(FieldId::Labels).cloned().into_iter().collect();
        behind.push(choice);
        fields.replace_behind(self.view.field(), behind);
        let version = conflict.theirs.version.short().to_owned();
        self.conflict = Some(conflict);
        Submission::Wrong(vec![FieldError {
            field: FieldId::Conflict,
            text: format!(
                "AWSCURRENT has moved to version {version} since you began. Choose with ←/→, then review again."
            ),
        }])
    }

    fn rebase_onto(&mut self, theirs: SecretValue, mine: &ValueBody, fields: &mut Fields) -> Resolved {
        let base = self.base().map(|value| &value.body);
        let base = base.map_or_else(|| Some(crate::secrets::Members::default()), members_of);
        let (Some(base), Some(mine), Some(now)) = (base, members_of(mine), members_of(&theirs.body)) else {
            return Resolved::Save(mine.clone());
        };
        let rebased = rebase(&base, &mine, &now);
        self.both_changed = rebased.both;
        let text = match &theirs.body {
            ValueBody::Text(text) if text.trim().contains('\n') => rebased.members.to_lines(),
            _ => rebased.members.to_line(),
        };
        self.settle(theirs, fields);
        self.take_text(fields, text.clone());
        Resolved::Save(ValueBody::Text(text))
    }

    /// From now on the edit goes on from what the service has.
    fn settle(&mut self, theirs: SecretValue, fields: &mut Fields) {
        self.current = Some(theirs.version.clone());
        self.began = Began::With(Some(theirs));
        self.take_choice_away(fields);
    }

    /// There is nothing to choose any longer.
    pub(super) fn take_choice_away(&self, fields: &mut Fields) {
        if fields.get(FieldId::Conflict).is_some() {
            let labels = fields.get(FieldId::Labels).cloned();
            fields.replace_behind(self.view.field(), labels.into_iter().collect());
        }
    }

    /// Both sides, as far as they are known.
    pub(super) fn conflict_notes(&self, fields: &Fields) -> Vec<Note> {
        let Some(conflict) = &self.conflict else { return Vec::new() };
        let base = self.base().map(|value| &value.body);
        let mut notes = vec![Note::new(
            Tone::Heading,
            format!("What version {} changed", conflict.theirs.version.short()),
        )];
        notes.extend(diff_notes(&ValueDiff::between(base, &conflict.theirs.body)));
        notes.push(Note::new(Tone::Heading, "What you changed"));
        match self.draft(fields) {
            Ok(super::content::Draft::Body(mine)) => {
                notes.extend(diff_notes(&ValueDiff::between(base, &mine)));
            }
            Ok(super::content::Draft::File(path)) => {
                notes.push(Note::plain(format!("The file {path} takes the value's place.")));
            }
            Err(error) => notes.push(Note::new(Tone::Danger, error.text)),
        }
        notes.push(Note::new(Tone::Dim, "ctrl-r reveals the values of both."));
        notes
    }
}
