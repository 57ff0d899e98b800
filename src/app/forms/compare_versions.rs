//! Comparing two versions of a secret, key by key. Reads both values, changes nothing.

use super::diff_notes::{diff_notes, size, tally};
use crate::app::diff::ValueDiff;
use crate::app::form::{Field, Fields, FormContext, FormEffect, FormEvent, FormSpec, Note, Submission, Tone};
use crate::secrets::{Arn, LabelSet, SecretValue, StagingLabel, Version, VersionId};
use crate::service::api::{Reply, Request, VersionSelector};

/// The sheet for a comparison.
#[derive(Debug)]
pub struct CompareVersions {
    arn: Arn,
    name: String,
    before: Side,
    after: Side,
}

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

    fn read(&self, version: &VersionId) -> FormEffect {
        let version = VersionSelector::Id(version.clone());
        FormEffect::Read(Request::GetSecretValue { secret: self.arn.to_string(), version })
    }
}

impl FormSpec for CompareVersions {
    fn title(&self) -> String {
        format!("Compare two versions of {}", self.name)
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        Vec::new()
    }

    fn opened(&mut self, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        vec![self.read(&self.before.version), self.read(&self.after.version)]
    }

    fn answered(
        &mut self,
        answer: FormEvent,
        _fields: &mut Fields,
        _facts: &FormContext<'_>,
    ) -> Vec<FormEffect> {
        if let FormEvent::Reply { result, request } = answer
            && let Ok(Reply::GetSecretValue(value)) = *result
            && let Request::GetSecretValue { version: VersionSelector::Id(asked), .. } = *request
        {
            let side = if asked == self.before.version { &mut self.before } else { &mut self.after };
            side.value = Some(value);
        }
        Vec::new()
    }

    fn submit_label(&self) -> &'static str {
        "close"
    }

    fn submit(&mut self, _fields: &mut Fields, _facts: &mut FormContext<'_>) -> Submission {
        Submission::Close
    }

    fn notes(&self, _fields: &Fields, _facts: &FormContext<'_>) -> Vec<Note> {
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
            notes.push(Note::new(Tone::Dim, "ctrl-r reveals the values, or masks them again."));
        }
        notes.push(Note::new(Tone::Dim, "Both values were read (GetSecretValue): CloudTrail records each."));
        notes
    }
}
