//! Reading the value that an edit begins from, and going on without it if reading is denied.

use super::content::Fields;
use super::{Base, Described, EditValue, moves_current};
use crate::app::form::{Answer, Need, Note, Tone};
use crate::app::local::LocalWork;
use crate::secrets::{SecretValue, StagingLabel, ValueBody, VersionId, VersionLabels};
use crate::service::api::{ErrorKind, Reply, Request, ServiceError, VersionSelector};

impl EditValue {
    /// Takes in the answer to a read.
    pub(super) fn take_in(&mut self, need: &Need, answer: Answer) {
        match (need, answer) {
            (_, Answer::Reply(Reply::DescribeSecret(detail))) => self.labels_came(detail.summary.versions),
            (_, Answer::Reply(Reply::GetSecretValue(value))) => self.value_came(value),
            (Need::File(LocalWork::ReadFile(path)), Answer::File(bytes)) => {
                self.file = Some((path.clone(), ValueBody::Binary(bytes)));
            }
            (Need::Read { request: Request::DescribeSecret { .. }, .. }, Answer::Failed(_)) => {
                self.described = Described::Denied;
            }
            (_, Answer::Failed(error)) if error.kind == ErrorKind::NotFound => self.begin(Base::None),
            (_, Answer::Failed(error)) => self.begin(Base::Unreadable(error)),
            _ => {}
        }
    }

    /// The versions of the labels are known. At first, a secret without AWSCURRENT has no value to read.
    fn labels_came(&mut self, labels: VersionLabels) {
        self.labels = labels;
        self.described = Described::Told;
        if self.fields.is_some() {
            return;
        }
        self.current = self.labels.current().cloned();
        if self.current.is_none() && self.selector == VersionSelector::Current {
            self.begin(Base::None);
        }
    }

    fn value_came(&mut self, value: SecretValue) {
        if self.fields.is_some() {
            self.theirs = Some(value);
            return;
        }
        if self.selector == VersionSelector::Current {
            self.current = Some(value.version.clone());
        }
        self.begin(Base::Value(value));
    }

    fn begin(&mut self, base: Base) {
        self.base = base;
        let mut fields = Fields::of(self.base_body());
        if let Some(table) = fields.content_mut().input_mut().table_mut()
            && let Some(member) = self.member
        {
            table.go_to_row(member);
        }
        self.fields = Some(fields);
    }

    /// The version that AWSCURRENT has moved to since the edit began, if its value is to be read and compared. What can't
    /// be read can't be compared: the review says that it moved.
    pub(super) fn moved_to(&self, labels: &[StagingLabel]) -> Option<VersionId> {
        let is_compared =
            self.unreadable().is_none() && self.described == Described::Told && moves_current(labels);
        let now = self.labels.current().filter(|_| is_compared)?;
        let is_known = self.current.as_ref() == Some(now)
            || self.theirs.as_ref().is_some_and(|theirs| theirs.version == *now);
        (!is_known).then(|| now.clone())
    }

    /// True if the edit can do without the answer to a read.
    pub(super) fn can_do_without(&self, need: &Need, error: &ServiceError) -> bool {
        let is_denied = error.is_denied();
        match need.request() {
            Some(Request::DescribeSecret { .. }) => is_denied,
            Some(Request::GetSecretValue { .. }) if self.fields.is_none() => {
                // Where the labels can't be read either, this is how the edit learns that there is no value yet.
                let is_none = error.kind == ErrorKind::NotFound && self.described == Described::Denied;
                is_denied || is_none
            }
            _ => false,
        }
    }

    /// The facts that can't be read, and what that means for the value that is saved.
    pub(super) fn unread_notes(&self) -> Vec<Note> {
        let permission = |error: &ServiceError| match &error.kind {
            ErrorKind::AccessDenied { permission } | ErrorKind::ExplicitDeny { permission, .. } => {
                permission.clone()
            }
            _ => error.what(),
        };
        let mut notes = Vec::new();
        if let Some(error) = self.unreadable() {
            let text = format!(
                "The present value can't be read: {} is denied. The value written here replaces it as a whole.",
                permission(error)
            );
            notes.push(Note::new(Tone::Warning, text));
        }
        if self.described == Described::Denied {
            let text = "A value that someone else saves meanwhile can't be noticed: secretsmanager:DescribeSecret is denied.";
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
