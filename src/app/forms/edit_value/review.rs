//! The review of a value: the diff, the labels that move, and the undo.

use super::content::fault_of;
use super::{Described, EditValue};
use crate::app::actions::Action;
use crate::app::diff::{ValueDiff, object_of};
use crate::app::form::{FormContext, Note, Tone, where_to};
use crate::app::forms::diff_notes::{diff_notes, size, sizes, storage_note, tally};
use crate::app::forms::labels::{deprecated_by, label_picture, label_warning};
use crate::app::forms::members::key_warnings;
use crate::app::known::Known;
use crate::app::plan::Plan;
use crate::secrets::{StagingLabel, ValueBody, VersionId, VersionLabels};
use crate::service::api::{ClientRequestToken, Request};

impl EditValue {
    /// The notes of the review: the diff, the labels that move, and warnings.
    pub(super) fn review_notes(
        &self,
        body: &ValueBody,
        labels: &[StagingLabel],
        new: &VersionId,
        cx: &FormContext<'_>,
    ) -> Vec<Note> {
        let mut notes = vec![where_to(Some(&self.arn), cx)];
        notes.extend(self.value_notes(body, cx));
        notes.extend(self.label_notes(labels, new));
        notes
    }

    /// Saves the value under its labels.
    pub(super) fn plan(
        &self,
        value: ValueBody,
        labels: Vec<StagingLabel>,
        token: ClientRequestToken,
    ) -> Plan {
        let known = match self.described {
            Described::Told => Known::labels_of(self.arn.clone(), self.labels.clone()),
            Described::NotYet | Described::Denied => Known::nothing_of(self.arn.clone()),
        };
        let request = Request::PutSecretValue { secret: self.arn.to_string(), value, labels, token };
        Plan::of(format!("Save the value of {}", self.name), &known, request)
    }

    fn value_notes(&self, body: &ValueBody, cx: &FormContext<'_>) -> Vec<Note> {
        if self.unreadable().is_some() {
            let mut notes = vec![
                Note::new(Tone::Heading, "Value"),
                Note::plain(format!("{}, in place of the present value.", size(body))),
            ];
            notes.extend(self.unread_notes());
            return notes;
        }
        let base = self.base_body();
        let diff = ValueDiff::between(base, body);
        let sizes = match base {
            Some(base) => sizes(base, body),
            None => size(body),
        };
        let mut notes = vec![Note::new(
            Tone::Heading,
            tally(&diff).map_or_else(|| "Value".into(), |tally| format!("Value: {tally}")),
        )];
        notes.extend(diff_notes(&diff));
        notes.push(Note::new(
            Tone::Dim,
            format!("{sizes}; {} reveals the values.", cx.key(Action::RevealField)),
        ));
        notes.extend(base.and_then(|base| storage_note(base, body)));
        notes.extend(object_of(body).map(|object| key_warnings(object.members())).unwrap_or_default());
        if let Some(fault) = fault_of(body) {
            let text = format!("This is not valid JSON, and is saved as plain text. {fault}");
            notes.push(Note::new(Tone::Warning, text));
        }
        if !self.both_changed.is_empty() {
            let keys = self.both_changed.join(", ");
            notes.push(Note::new(Tone::Warning, format!("Changed by both, your value is kept: {keys}")));
        }
        notes
    }

    fn label_notes(&self, labels: &[StagingLabel], new: &VersionId) -> Vec<Note> {
        if self.described == Described::Denied {
            let names: Vec<&str> = labels.iter().map(StagingLabel::as_str).collect();
            let names = if names.is_empty() { "AWSCURRENT".to_owned() } else { names.join(", ") };
            return vec![Note::plain(format!("It gets {names}; the version that has it now is not known."))];
        }
        let after = self.labels_after(labels, new);
        let mut notes = vec![Note::new(Tone::Heading, "Labels")];
        notes.extend(label_picture(&self.labels, &after, Some(new)));
        notes.extend(labels.iter().filter_map(|label| label_warning(label.as_str())));
        for version in deprecated_by(&self.labels, &after) {
            let text = format!("Version {} loses its last label and is deprecated.", version.short());
            notes.push(Note::new(Tone::Dim, text));
        }
        notes
    }

    /// The labels afterwards. The first version of a secret gets AWSCURRENT, beside what was asked for.
    fn labels_after(&self, labels: &[StagingLabel], new: &VersionId) -> VersionLabels {
        let mut wanted = labels.to_vec();
        if wanted.is_empty() || self.labels.current().is_none() {
            wanted.push(StagingLabel::current());
        }
        wanted.iter().fold(self.labels.clone(), |now, label| now.moved(label, Some(new)))
    }
}
