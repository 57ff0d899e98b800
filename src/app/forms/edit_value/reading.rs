//! What an edit begins from, as far as it can be read; and how it goes on where reading is denied.

use super::{Began, Conflict, Described, EditValue, moves};
use crate::app::form::{FieldId, Fields, FormEffect, Note, Tone};
use crate::app::forms::labels::parse_labels;
use crate::secrets::{SecretValue, VersionLabels};
use crate::service::api::{ErrorKind, Request, ServiceError, VersionSelector};

impl EditValue {
    /// Where the labels sit now: at first the value is read, if there is one; when sending, AWSCURRENT is compared.
    pub(super) fn described(&mut self, labels: VersionLabels, fields: &mut Fields) -> Vec<FormEffect> {
        self.labels = labels;
        let current = self.labels.current().cloned();
        self.described = Described::Told;
        if let Began::Reading = self.began {
            self.current = current;
            if self.current.is_some() || self.selector != VersionSelector::Current {
                return vec![self.read(self.selector.clone())];
            }
            self.begin(None, fields);
            return Vec::new();
        }
        self.checked = true;
        let known = self.conflict.as_ref().map(|conflict| &conflict.theirs.version);
        let moves_current = parse_labels(fields.text(FieldId::Labels)).is_ok_and(|labels| moves(&labels));
        match current {
            // What can't be read can't be shown beside what is written: the review says that it moved.
            _ if self.unreadable().is_some() => vec![FormEffect::Submit],
            Some(now) if moves_current && Some(&now) != self.current.as_ref() && Some(&now) != known => {
                vec![self.read(VersionSelector::Id(now))]
            }
            Some(now) if moves_current && Some(&now) != self.current.as_ref() => vec![FormEffect::Submit],
            _ => {
                self.conflict = None;
                self.take_choice_away(fields);
                vec![FormEffect::Submit]
            }
        }
    }

    fn begin(&mut self, value: Option<SecretValue>, fields: &mut Fields) {
        if let (Some(value), VersionSelector::Current) = (&value, &self.selector) {
            self.current = Some(value.version.clone());
        }
        *fields = Fields::new(self.fields_for(value.as_ref().map(|value| &value.body)));
        fields.go_to(self.view.field());
        self.began = Began::With(value);
        self.show_errors(fields);
    }

    pub(super) fn value_came(&mut self, value: SecretValue, fields: &mut Fields) -> Vec<FormEffect> {
        if let Began::Reading = self.began {
            self.begin(Some(value), fields);
            return Vec::new();
        }
        self.conflict = Some(Conflict { theirs: value });
        vec![FormEffect::Submit]
    }

    /// Why the value can't be read, if it is so: one who may write may not be allowed to read.
    pub(super) fn unreadable(&self) -> Option<&ServiceError> {
        match &self.began {
            Began::Unreadable(error) => Some(error),
            Began::Reading | Began::With(_) => None,
        }
    }

    /// Whether the form goes on without the answer to a read.
    pub(super) fn goes_on_without(&self, request: &Request, error: &ServiceError) -> bool {
        let is_denied = matches!(error.kind, ErrorKind::AccessDenied { .. });
        match request {
            Request::DescribeSecret { .. } => is_denied,
            Request::GetSecretValue { .. } if matches!(self.began, Began::Reading) => {
                // Where the labels can't be read either, this is how one learns that there is no value yet.
                let is_none = error.kind == ErrorKind::NotFound && self.described == Described::Denied;
                is_denied || is_none
            }
            _ => false,
        }
    }

    /// A read that the form goes on without has failed.
    pub(super) fn not_read(
        &mut self,
        request: &Request,
        error: ServiceError,
        fields: &mut Fields,
    ) -> Vec<FormEffect> {
        match (request, &self.began) {
            (Request::DescribeSecret { .. }, Began::Reading) => {
                self.described = Described::Denied;
                vec![self.read(self.selector.clone())]
            }
            (Request::DescribeSecret { .. }, _) => {
                self.described = Described::Denied;
                self.checked = true;
                vec![FormEffect::Submit]
            }
            _ if error.kind == ErrorKind::NotFound => {
                self.begin(None, fields);
                Vec::new()
            }
            _ => {
                self.begin(None, fields);
                self.began = Began::Unreadable(error);
                Vec::new()
            }
        }
    }

    /// What can't be known, and what that means for what is saved.
    pub(super) fn unread_notes(&self) -> Vec<Note> {
        let permission = |error: &ServiceError| match &error.kind {
            ErrorKind::AccessDenied { permission } => permission.clone(),
            _ => error.what(),
        };
        let mut notes = Vec::new();
        if let Some(error) = self.unreadable() {
            let text = format!(
                "What is there can't be read: {} is denied. What is written here takes its place as a whole.",
                permission(error)
            );
            notes.push(Note::new(Tone::Warning, text));
        }
        if self.described == Described::Denied {
            let text = "Whether someone else saves a value meanwhile can't be told: secretsmanager:DescribeSecret is denied.";
            notes.push(Note::new(Tone::Warning, text));
        }
        let moved = self.labels.current().filter(|now| self.current.as_ref() != Some(now));
        if let (Some(now), Some(_)) = (moved, self.unreadable()) {
            let text = format!("AWSCURRENT has moved to version {} since you began.", now.short());
            notes.push(Note::new(Tone::Warning, text));
        }
        notes
    }
}
