//! Comparing two versions of a secret, key by key. Reads both values, changes nothing.

use super::diff_notes::{diff_notes, size, tally};
use crate::app::actions::Action;
use crate::app::diff::ValueDiff;
use crate::app::form::{
    Answer, FieldRef, FormContext, FormSpec, Need, Note, Outcome, Rejected, Submission, Tone, field_group,
};
use crate::secrets::{Arn, LabelSet, SecretValue, StagingLabel, Version, VersionId};
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
        let found = diff_notes(&diff);
        let hides = found.iter().any(Note::hides);
        notes.extend(found);
        notes.push(Note::plain(""));
        if hides {
            let reveal = cx.key(Action::RevealField);
            notes.push(Note::new(Tone::Dim, format!("{reveal} reveals the values, or masks them again.")));
        }
        notes.push(Note::new(Tone::Dim, "Both values were read (GetSecretValue): CloudTrail records each."));
        notes
    }
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
