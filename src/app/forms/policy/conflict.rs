//! Someone else has changed the policy since the form began from it: both sides are shown, and the user chooses.

use super::attached::Attached;
use super::rebase::rebase;
use super::text::area;
use super::{EditPolicy, Verdict, check, lines};
use crate::app::form::{Field, FieldError, FieldId, Fields, Note, Submission, Tone};

const REBASE: &str = "rebase";
const OVERWRITE: &str = "overwrite";
const DROP: &str = "drop";

/// What the form goes on with.
pub(super) enum Resolved {
    /// The text as it is.
    Mine,
    /// Another text, which the service has not checked yet.
    Rebased,
    /// Nothing yet, or nothing at all.
    Ended(Submission),
}

impl EditPolicy {
    /// The policy that the form began from and the one that is there now, if they are not the same.
    fn sides(&self) -> Option<(Option<&str>, Option<&str>)> {
        let (Attached::SecretIndex(before), Attached::SecretIndex(now)) = (&self.began, &self.attached)
        else {
            return None;
        };
        let same = match (before, now) {
            (Some(before), Some(now)) => check::same(before, now),
            (before, now) => before == now,
        };
        (!same).then_some((before.as_deref(), now.as_deref()))
    }

    /// Does what the user chose, or asks for a choice.
    pub(super) fn resolve(&mut self, mine: &str, fields: &mut Fields) -> Resolved {
        let Some((before, now)) = self.sides() else {
            self.settle(fields);
            return Resolved::Mine;
        };
        if now.is_some_and(|now| check::same(now, mine)) {
            self.settle(fields);
            return Resolved::Mine;
        }
        let choice = fields.get(FieldId::Conflict).map(|field| field.text().to_owned());
        let Some(choice) = choice.filter(|_| self.shown.as_ref() == Some(&self.attached)) else {
            return Resolved::Ended(self.ask_choice(mine, fields));
        };
        match choice.as_str() {
            DROP => Resolved::Ended(Submission::Done(format!(
                "The policy of {} was left as it is now: what you wrote was dropped.",
                self.name
            ))),
            OVERWRITE => {
                self.settle(fields);
                Resolved::Mine
            }
            _ => {
                let rebased = rebase(before, mine, now);
                self.settle(fields);
                let Some(rebased) = rebased else { return Resolved::Mine };
                self.both_changed = rebased.both;
                self.own.clone_from(&rebased.text);
                if let Some(area) = area(fields) {
                    area.replace(rebased.text);
                }
                self.verdict = Verdict::None;
                Resolved::Rebased
            }
        }
    }

    fn ask_choice(&mut self, mine: &str, fields: &mut Fields) -> Submission {
        let can_rebase = self.sides().is_some_and(|(before, now)| rebase(before, mine, now).is_some());
        let options: &[&str] = if can_rebase { &[REBASE, OVERWRITE, DROP] } else { &[OVERWRITE, DROP] };
        let choice = Field::choice(
            FieldId::Conflict,
            "Conflict",
            "rebase: their policy with your changes. overwrite: your policy alone. drop: leave theirs, lose yours.",
            options,
        );
        fields.replace_behind(FieldId::BlockPublic, Vec::new());
        fields.replace_behind(FieldId::BlockPublic, vec![choice]);
        self.shown = Some(self.attached.clone());
        Submission::Wrong(vec![FieldError {
            field: FieldId::Conflict,
            text: "Someone else has changed the policy since you began. Choose with ←/→, then review again."
                .into(),
        }])
    }

    /// From now on the edit goes on from what is attached; there is nothing to choose any longer.
    fn settle(&mut self, fields: &mut Fields) {
        self.began = self.attached.clone();
        self.shown = None;
        fields.replace_behind(FieldId::BlockPublic, Vec::new());
    }

    /// What each side changed, while the user has to choose.
    pub(super) fn conflict_notes(&self, fields: &Fields) -> Vec<Note> {
        let (Some(Attached::SecretIndex(now)), Attached::SecretIndex(before)) = (&self.shown, &self.began)
        else {
            return Vec::new();
        };
        let mut notes = vec![Note::new(Tone::Heading, "What they changed")];
        match now {
            Some(now) => notes.extend(lines::diff(before.as_deref(), now)),
            None => notes.push(Note::new(Tone::Removed, "The policy was taken away.")),
        }
        notes.push(Note::new(Tone::Heading, "What you changed"));
        notes.extend(lines::diff(before.as_deref(), fields.text(FieldId::Policy)));
        notes
    }

    /// That a statement was changed by both.
    pub(super) fn both_note(&self) -> Option<Note> {
        let text = "They changed a statement that you changed too: look whether both are wanted.";
        self.both_changed.then(|| Note::new(Tone::Warning, text))
    }
}
