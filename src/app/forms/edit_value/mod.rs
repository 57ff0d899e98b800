//! Editing a value (`PutSecretValue`): as keys and values, as text, or from a file.
//!
//! An edit remembers which version was AWSCURRENT when it began. When it is saved, `DescribeSecret` says whether that still
//! holds; if not, both values are shown and the user chooses.

mod conflict;
mod content;
mod reading;
mod review;

use super::labels::{label_warning, parse_labels};
use crate::app::actions::Action;
use crate::app::form::{
    Field, FieldError, FieldId, Fields, FormContext, FormEffect, FormEvent, FormSpec, Note, Submission, Tone,
};
use crate::app::forms::diff_notes::size;
use crate::app::{LocalAnswer, LocalWork};
use crate::secrets::{
    AWSCURRENT, Arn, SecretValue, StagingLabel, ValueBody, VersionId, VersionLabels, looks_like_json,
};
use crate::service::api::{ErrorKind, Reply, Request, ServiceError, VersionSelector};
use conflict::{Conflict, Resolved};
use content::{Draft, View};
use zeroize::Zeroizing;

/// The sheet for a value.
#[derive(Debug)]
pub struct EditValue {
    arn: Arn,
    name: String,
    selector: VersionSelector,
    began: Began,
    /// The version that AWSCURRENT was on when the edit began, or when a conflict was settled.
    current: Option<VersionId>,
    /// Where the labels sit, as `DescribeSecret` said last.
    labels: VersionLabels,
    described: Described,
    /// That was asked when the form was sent.
    checked: bool,
    view: View,
    /// The text that was there before a file was chosen.
    kept: Zeroizing<String>,
    file: Option<ValueBody>,
    conflict: Option<Conflict>,
    both_changed: Vec<String>,
}

/// What the edit began from.
#[derive(Debug)]
enum Began {
    /// It is being read.
    Reading,
    /// A value, or none yet.
    With(Option<SecretValue>),
    /// One that can't be read.
    Unreadable(ServiceError),
}

/// Whether `DescribeSecret` tells where the labels sit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Described {
    /// It does, or was not asked yet.
    Told,
    /// It is denied.
    Denied,
}

impl EditValue {
    /// For the version of a secret that is chosen.
    pub fn of(arn: Arn, name: impl Into<String>, selector: VersionSelector) -> Self {
        Self {
            arn,
            name: name.into(),
            selector,
            began: Began::Reading,
            current: None,
            labels: VersionLabels::default(),
            described: Described::Told,
            checked: false,
            view: View::default(),
            kept: Zeroizing::default(),
            file: None,
            conflict: None,
            both_changed: Vec::new(),
        }
    }

    /// The value that the edit began from.
    fn base(&self) -> Option<&SecretValue> {
        match &self.began {
            Began::With(value) => value.as_ref(),
            Began::Reading | Began::Unreadable(_) => None,
        }
    }

    fn describe(&self) -> FormEffect {
        FormEffect::Read(Request::DescribeSecret { secret: self.arn.to_string() })
    }

    fn read(&self, version: VersionSelector) -> FormEffect {
        FormEffect::Read(Request::GetSecretValue { secret: self.arn.to_string(), version })
    }

    /// The value that is to be saved, once the file is read and AWSCURRENT compared.
    fn settled(&mut self, fields: &mut Fields) -> Result<ValueBody, Submission> {
        let body = match self.draft(fields).map_err(|error| Submission::Wrong(vec![error]))? {
            Draft::Body(body) => body,
            Draft::File(path) => match self.file.take() {
                Some(body) => body,
                None => return Err(Submission::Wait(vec![FormEffect::Local(LocalWork::ReadFile(path))])),
            },
        };
        if let Some(text) = size_error(&body) {
            return Err(Submission::Wrong(vec![FieldError { field: self.view.field(), text }]));
        }
        if self.base().is_some_and(|base| base.body == body) {
            return Err(Submission::Nothing(
                "The value is as it was: there is nothing to save. Labels are moved in Versions.".into(),
            ));
        }
        if !std::mem::take(&mut self.checked) {
            self.file = matches!(self.view, View::File).then_some(body);
            return Err(Submission::Wait(vec![self.describe()]));
        }
        self.both_changed.clear();
        match self.resolve(body, fields) {
            Resolved::Save(body) => Ok(body),
            Resolved::Ended(submission) => Err(submission),
        }
    }
}

impl FormSpec for EditValue {
    fn title(&self) -> String {
        match &self.selector {
            VersionSelector::Current => format!("Edit the value of {}", self.name),
            VersionSelector::Id(id) => format!("Edit version {} of {}", id.short(), self.name),
        }
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        Vec::new()
    }

    fn opened(&mut self, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        vec![self.describe()]
    }

    fn changed(&mut self, fields: &mut Fields, field: FieldId, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        self.checked = false;
        match field {
            FieldId::Kind => self.switch_view(fields),
            FieldId::Labels => {
                let wrong = parse_labels(fields.text(FieldId::Labels)).err();
                fields.set_error(FieldId::Labels, wrong);
            }
            _ => self.show_errors(fields),
        }
        Vec::new()
    }

    fn act(&mut self, action: Action, fields: &mut Fields, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        if action != Action::ExternalEditor || self.view == View::File {
            return Vec::new();
        }
        match self.text_of(fields) {
            Ok(text) => {
                let extension = if looks_like_json(&text) { "json" } else { "txt" };
                vec![FormEffect::Local(LocalWork::Edit { text, extension })]
            }
            Err(text) => {
                fields.set_error(self.view.field(), Some(text));
                Vec::new()
            }
        }
    }

    fn answered(
        &mut self,
        answer: FormEvent,
        fields: &mut Fields,
        _facts: &FormContext<'_>,
    ) -> Vec<FormEffect> {
        match answer {
            FormEvent::Reply { request, result } => match *result {
                Ok(Reply::DescribeSecret(detail)) => self.described(detail.summary.versions, fields),
                Ok(Reply::GetSecretValue(value)) => self.value_came(value, fields),
                Err(error) if self.goes_on_without(&request, &error) => {
                    self.not_read(&request, error, fields)
                }
                _ => Vec::new(),
            },
            FormEvent::Local(LocalAnswer::Edited(Ok(Some(text)))) => {
                self.take_text(fields, text);
                Vec::new()
            }
            FormEvent::Local(LocalAnswer::File(Ok(bytes))) => {
                self.file = Some(ValueBody::Binary(bytes));
                vec![FormEffect::Submit]
            }
            FormEvent::Local(LocalAnswer::File(Err(trouble))) => {
                fields.set_error(FieldId::File, Some(trouble.text));
                Vec::new()
            }
            FormEvent::Local(LocalAnswer::Edited(_) | LocalAnswer::Saved(_)) => Vec::new(),
        }
    }

    fn tolerates(&self, request: &Request, error: &ServiceError) -> bool {
        self.goes_on_without(request, error)
    }

    fn cancelled(&mut self) {
        self.checked = false;
        self.file = None;
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        if let Began::Reading = self.began {
            return Submission::Nothing("The value has not been read: there is nothing to save.".into());
        }
        let labels = match parse_labels(fields.text(FieldId::Labels)) {
            Ok(labels) => labels,
            Err(text) => return Submission::Wrong(vec![FieldError { field: FieldId::Labels, text }]),
        };
        match self.settled(fields) {
            Ok(body) => Submission::Review(self.review(body, labels, cx)),
            Err(submission) => submission,
        }
    }

    fn field_for_error(&self, error: &ServiceError) -> Option<FieldId> {
        let words = error.message.to_lowercase();
        if words.contains("staging label") || words.contains("versionstages") {
            return Some(FieldId::Labels);
        }
        (error.kind == ErrorKind::Refused).then_some(self.view.field())
    }

    fn notes(&self, fields: &Fields, _facts: &FormContext<'_>) -> Vec<Note> {
        let base = match &self.began {
            Began::Reading => return vec![Note::new(Tone::Dim, "The value is read first (GetSecretValue)…")],
            Began::With(base) => base.as_ref(),
            Began::Unreadable(_) => None,
        };
        let mut notes = self.unread_notes();
        match (base, &self.selector) {
            (None, _) if self.unreadable().is_some() => {}
            (None, _) => notes.push(Note::new(Tone::Dim, "This secret has no value yet.")),
            (Some(value), VersionSelector::Current) => notes.push(Note::new(
                Tone::Dim,
                format!("Began from version {}: {}.", value.version, size(&value.body)),
            )),
            (Some(value), VersionSelector::Id(_)) => notes.push(Note::new(
                Tone::Warning,
                format!("Began from version {}, not from what is AWSCURRENT now.", value.version),
            )),
        }
        let labels = parse_labels(fields.text(FieldId::Labels)).unwrap_or_default();
        if !moves(&labels) {
            notes.push(Note::new(Tone::Dim, "AWSCURRENT stays where it is."));
        }
        notes.extend(labels.iter().filter_map(|label| label_warning(label.as_str())));
        notes.extend(self.conflict_notes(fields));
        notes
    }
}

/// Whether saving under these labels moves AWSCURRENT.
fn moves(labels: &[StagingLabel]) -> bool {
    labels.is_empty() || labels.iter().any(|label| label.as_str() == AWSCURRENT)
}

/// What the service would refuse.
fn size_error(body: &ValueBody) -> Option<String> {
    match body.len() {
        0 => Some("A value has at least one byte.".into()),
        size if size > ValueBody::LIMIT => {
            Some(format!("{size} bytes; a value has {} at most.", ValueBody::LIMIT))
        }
        _ => None,
    }
}
