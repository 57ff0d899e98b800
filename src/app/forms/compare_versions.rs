//! Comparing two versions of a secret, key by key. Reads both values, changes nothing.

use super::diff_notes::{diff_in_columns, size, tally};
use crate::app::actions::Action;
use crate::app::diff::{Change, ValueDiff, object_of};
use crate::app::form::{
    Answer, FieldRef, FormContext, FormSpec, Need, Note, Outcome, Rejected, Submission, Tone, field_group,
};
use crate::app::wording::counted;
use crate::secrets::{Arn, LabelSet, SecretValue, StagingLabel, ValueBody, Version, VersionId};
use crate::service::api::{Reply, Request, VersionSelector};

/// The comparison of two versions.
#[derive(Debug)]
pub struct CompareVersions {
    arn: Arn,
    name: String,
    before: Side,
    after: Side,
}

field_group!(CompareVersions {});

/// One of the two versions.
#[derive(Debug)]
struct Side {
    version: VersionId,
    labels: LabelSet,
    value: Option<SecretValue>,
}

impl Side {
    fn of(version: &Version) -> Self {
        Self { version: version.id.clone(), labels: version.labels.clone(), value: None }
    }

    /// The first staging label, or the start of the ID of a version without labels.
    fn column_title(&self) -> String {
        self.labels.iter().next().map_or_else(|| self.version.short().to_owned(), ToString::to_string)
    }

    fn note(&self, tone: Tone) -> Note {
        let labels: Vec<_> = self.labels.iter().map(StagingLabel::as_str).collect();
        let size = self.value.as_ref().map_or_else(|| "not read yet".into(), |value| size(&value.body));
        Note::new(tone, format!("{} {} ({size})", self.version, labels.join(" ")))
    }
}

impl CompareVersions {
    /// Two versions of a secret.
    pub fn of(arn: Arn, name: impl Into<String>, before: &Version, after: &Version) -> Self {
        Self { arn, name: name.into(), before: Side::of(before), after: Side::of(after) }
    }

    fn read(&self, version: &VersionId) -> Need {
        let version = VersionSelector::Id(version.clone());
        Need::read(Request::GetSecretValue { secret: self.arn.to_string(), version })
    }
}

impl FormSpec for CompareVersions {
    fn title(&self) -> String {
        format!("Compare two versions of {}", self.name)
    }

    fn holds_values(&self) -> bool {
        true
    }

    fn opening(&self) -> Vec<Need> {
        vec![self.read(&self.before.version), self.read(&self.after.version)]
    }

    fn learn(&mut self, need: &Need, answer: Answer, _cx: &FormContext<'_>) {
        let before = self.read(&self.before.version);
        if let Answer::Reply(Reply::GetSecretValue(value)) = answer {
            let side = if *need == before { &mut self.before } else { &mut self.after };
            side.value = Some(value);
        }
    }

    fn submit_label(&self) -> &'static str {
        "close"
    }

    fn notes(&self, _focus: Option<FieldRef>, cx: &FormContext<'_>) -> Vec<Note> {
        let mut notes = vec![self.before.note(Tone::Removed), self.after.note(Tone::Added)];
        let (Some(before), Some(after)) = (&self.before.value, &self.after.value) else {
            notes.push(Note::new(
                Tone::Dim,
                "Both values are read (GetSecretValue): CloudTrail records each.",
            ));
            return notes;
        };
        let diff = ValueDiff::between(Some(&before.body), &after.body);
        let heading = tally(&diff).unwrap_or_else(|| "Difference".into());
        notes.push(Note::plain(""));
        notes.push(Note::new(Tone::Heading, heading));
        let found = diff_in_columns(&diff, &self.before.column_title(), &self.after.column_title());
        let hides = found.iter().any(Note::hides);
        notes.extend(found);
        notes.extend(same_keys(&diff, &after.body));
        notes.push(Note::plain(""));
        if hides {
            let reveal = cx.key(Action::RevealField);
            notes.push(Note::new(Tone::Dim, format!("{reveal} reveals the values, or masks them again.")));
        }
        notes.push(Note::new(Tone::Dim, "Both values were read (GetSecretValue): CloudTrail records each."));
        notes
    }
}

/// The number of keys with the same value in both versions; `None` if there are none.
fn same_keys(diff: &ValueDiff, after: &ValueBody) -> Option<Note> {
    let ValueDiff::Keys { changes, .. } = diff else { return None };
    let in_after = changes.iter().filter(|found| !matches!(found.change, Change::Removed(_))).count();
    let same = object_of(after)?.members().0.len().saturating_sub(in_after);
    let verb = if same == 1 { "is" } else { "are" };
    (same > 0).then(|| Note::new(Tone::Good, format!("{} {verb} the same.", counted(same, "key"))))
}

impl Submission for CompareVersions {
    type Input = ();

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<(), Rejected> {
        Ok(())
    }

    fn review(&mut self, (): (), _cx: &mut FormContext<'_>) -> Outcome {
        Outcome::Close(None)
    }
}
