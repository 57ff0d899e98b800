//! Editing a value (`PutSecretValue`): as keys and values, as text, or from a file.
//!
//! An edit remembers which version was AWSCURRENT when it began. When it is saved, `DescribeSecret` says whether that still
//! holds; if not, both values are shown and the user chooses.

mod conflict;
mod content;
mod reading;
mod review;

use super::labels::{label_warning, parse_labels};
use super::members::check_size;
use crate::app::form::{
    Answer, Conflict, EditorText, FieldRef, FormContext, FormField, FormSpec, Need, Note, Outcome, Rejected,
    Resolution, Review, Submission, Tone, field_group,
};
use crate::app::forms::diff_notes::size;
use crate::app::forms::engine_password;
use crate::app::forms::restore_text::restored_note;
use crate::app::wording::masked_size;
use crate::app::{EditOrigin, EditedPart, Problem};
use crate::secrets::{
    AWSCURRENT, Arn, SecretValue, StagingLabel, ValueBody, VersionId, VersionLabels, looks_like_json,
};
use crate::service::api::{ErrorKind, PasswordOptions, Request, ServiceError, VersionSelector};
use content::{Draft, Fields};
use zeroize::Zeroizing;

/// The form for a value.
#[derive(Debug)]
pub struct EditValue {
    arn: Arn,
    name: String,
    selector: VersionSelector,
    /// The index of the member that the edit begins at.
    member: Option<usize>,
    /// The text that is restored.
    restored: Option<Restored>,
    base: Base,
    /// The version that AWSCURRENT was on when the edit began, or when a conflict was settled.
    current: Option<VersionId>,
    /// The versions of all labels, as `DescribeSecret` said last.
    labels: VersionLabels,
    described: Described,
    /// The fields, once the value is read.
    fields: Option<Fields>,
    /// The path and the bytes of the file, once it is read.
    file: Option<(String, ValueBody)>,
    /// The value that someone else saved meanwhile, once it is read.
    theirs: Option<SecretValue>,
    /// Keys that both sides changed; the user's values are kept.
    both_changed: Vec<String>,
}

field_group!(EditValue { fields });

/// The value that the edit began from.
#[derive(Debug)]
enum Base {
    /// The secret has none yet, or it is still being read.
    None,
    /// This value.
    Value(SecretValue),
    /// One that can't be read.
    Unreadable(ServiceError),
}

/// A text that the editor of a killed program has left.
struct Restored {
    /// The text, until the value is read.
    text: Option<Zeroizing<String>>,
    /// The version that the edit began from.
    version: Option<VersionId>,
}

impl std::fmt::Debug for Restored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Restored({:?})", self.version)
    }
}

/// The state of `DescribeSecret`, which tells the versions of the labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Described {
    /// It was not answered yet.
    NotYet,
    /// It told them.
    Told,
    /// It is denied.
    Denied,
}

/// A value to save, and its labels; AWSCURRENT if there are none.
#[derive(Debug)]
pub struct Edited {
    draft: Draft,
    labels: Vec<StagingLabel>,
}

impl EditValue {
    /// For the version of a secret that is chosen.
    pub fn of(arn: Arn, name: impl Into<String>, selector: VersionSelector) -> Self {
        Self {
            arn,
            name: name.into(),
            selector,
            member: None,
            restored: None,
            base: Base::None,
            current: None,
            labels: VersionLabels::default(),
            described: Described::NotYet,
            fields: None,
            file: None,
            theirs: None,
            both_changed: Vec::new(),
        }
    }

    /// For the current value of a secret, with a text that the editor of a killed program has left.
    pub fn restoring(arn: Arn, name: String, version: Option<VersionId>, text: Zeroizing<String>) -> Self {
        let restored = Some(Restored { text: Some(text), version });
        Self { restored, ..Self::of(arn, name, VersionSelector::Current) }
    }

    /// Begins at a member of the value, given by its index.
    #[must_use]
    pub fn at_member(mut self, member: Option<usize>) -> Self {
        self.member = member;
        self
    }

    /// The value that the edit began from, if it can be read.
    fn base_body(&self) -> Option<&ValueBody> {
        match &self.base {
            Base::Value(value) => Some(&value.body),
            Base::None | Base::Unreadable(_) => None,
        }
    }

    /// The error of a value that can't be read: one who may write may not be allowed to read.
    fn unreadable(&self) -> Option<&ServiceError> {
        match &self.base {
            Base::Unreadable(error) => Some(error),
            Base::None | Base::Value(_) => None,
        }
    }

    /// The bytes of a file, if it was read.
    fn file_at(&self, path: &str) -> Option<&ValueBody> {
        self.file.as_ref().filter(|(read, _)| read == path).map(|(_, body)| body)
    }

    fn describe(&self) -> Need {
        Need::read(Request::DescribeSecret { secret: self.arn.to_string() })
    }

    fn read(&self, version: VersionSelector) -> Need {
        Need::read(Request::GetSecretValue { secret: self.arn.to_string(), version })
    }
}

impl FormSpec for EditValue {
    fn title(&self) -> String {
        match &self.selector {
            VersionSelector::Current => format!("Edit the value of {}", self.name),
            VersionSelector::Id(id) => format!("Edit version {} of {}", id.short(), self.name),
            VersionSelector::Label(label) => format!("Edit version {label} of {}", self.name),
        }
    }

    fn holds_values(&self) -> bool {
        true
    }

    fn first_focus(&self) -> Option<FieldRef> {
        self.fields.as_ref().map(|fields| fields.content().id())
    }

    /// First the labels, then the value, if there is one.
    fn opening(&self) -> Vec<Need> {
        match (&self.fields, self.described) {
            (Some(_), _) => Vec::new(),
            (None, Described::NotYet) => vec![self.describe()],
            (None, Described::Told | Described::Denied) => vec![self.read(self.selector.clone())],
        }
    }

    fn forget_answers(&mut self) {
        self.file = None;
    }

    fn tolerates(&self, need: &Need, error: &ServiceError) -> bool {
        self.can_do_without(need, error)
    }

    fn learn(&mut self, need: &Need, answer: Answer, cx: &FormContext<'_>) {
        self.take_in(need, answer);
        let restored = self.restored.as_mut().filter(|_| self.fields.is_some());
        if let Some(text) = restored.and_then(|restored| restored.text.take()) {
            self.edited(text, cx);
        }
    }

    fn file_failed(&mut self, problem: &Problem) {
        if let Some(fields) = &mut self.fields {
            fields.reject(problem.text.clone());
        }
    }

    fn changed(&mut self, field: FieldRef, cx: &FormContext<'_>) {
        self.both_changed.clear();
        let base = match &self.base {
            Base::Value(value) => Some(&value.body),
            Base::None | Base::Unreadable(_) => None,
        };
        let Some(fields) = &mut self.fields else { return };
        if field.is(&fields.view) {
            fields.switch_view(base, cx);
        } else if field.is(&fields.labels) {
            fields.labels.error = parse_labels(fields.labels.text()).err();
        } else {
            fields.show_errors(cx);
        }
    }

    fn password_options(&self) -> PasswordOptions {
        let options =
            self.fields.as_ref().and_then(|fields| engine_password::options_of(fields.rows(), None));
        options.unwrap_or_else(PasswordOptions::without_awkward)
    }

    fn has_editor(&self, _field: FieldRef) -> bool {
        self.fields.as_ref().is_some_and(|fields| !fields.is_file())
    }

    fn editor_text(&mut self, cx: &FormContext<'_>) -> Option<EditorText> {
        let text = self.fields.as_ref()?.text(self.base_body(), cx);
        match text {
            Ok(text) => {
                let extension = if looks_like_json(&text) { "json" } else { "txt" };
                let version = match &self.base {
                    Base::Value(value) => Some(value.version.clone()),
                    Base::None | Base::Unreadable(_) => None,
                };
                let part = EditedPart::Value { arn: self.arn.clone(), version };
                let origin = EditOrigin { name: self.name.clone(), part };
                Some(EditorText { text, extension, origin: Some(origin) })
            }
            Err(error) => {
                self.fields.as_mut()?.reject(error);
                None
            }
        }
    }

    fn edited(&mut self, text: Zeroizing<String>, cx: &FormContext<'_>) {
        if let Some(fields) = &mut self.fields {
            fields.put_text(text, cx);
        }
    }

    fn finds_conflicts(&self) -> bool {
        true
    }

    fn conflict(&self, cx: &FormContext<'_>) -> Option<Conflict> {
        self.find_conflict(cx)
    }

    fn resolve(&mut self, resolution: Resolution, cx: &FormContext<'_>) {
        self.go_on_from_theirs(resolution, cx);
    }

    fn dropped(&self) -> String {
        let version = self.labels.current().map_or("", VersionId::short);
        format!("The edit of {} was dropped: AWSCURRENT stays on version {version}.", self.name)
    }

    fn field_for_error(&mut self, error: &ServiceError) -> Option<&mut dyn FormField> {
        let fields = self.fields.as_mut()?;
        let words = error.message.to_lowercase();
        if words.contains("staging label") || words.contains("versionstages") {
            return Some(&mut fields.labels);
        }
        if error.kind == ErrorKind::Refused { Some(fields.content_mut()) } else { None }
    }

    fn notes(&self, _focus: Option<FieldRef>, cx: &FormContext<'_>) -> Vec<Note> {
        let Some(fields) = &self.fields else {
            return vec![Note::new(Tone::Dim, "The value is read first (GetSecretValue)…")];
        };
        let mut notes = self.unread_notes();
        match (&self.base, &self.selector) {
            (Base::Unreadable(_), _) => {}
            (Base::None, _) => notes.push(Note::new(Tone::Dim, "This secret has no value yet.")),
            (Base::Value(value), VersionSelector::Current) => notes.push(Note::new(
                Tone::Dim,
                format!("Began from version {}: {}.", value.version, size_of_base(&value.body)),
            )),
            (Base::Value(value), VersionSelector::Id(_) | VersionSelector::Label(_)) => {
                notes.push(Note::new(
                    Tone::Warning,
                    format!("Began from version {}, not from what is AWSCURRENT now.", value.version),
                ));
            }
        }
        if let Some(restored) = &self.restored {
            notes.push(restored_note());
            if let (Some(from), Base::Value(now)) = (&restored.version, &self.base)
                && *from != now.version
            {
                let from = from.short();
                let text =
                    format!("It began from version {from}, not from this one: compare them before you save.");
                notes.push(Note::new(Tone::Warning, text));
            }
        }
        if fields.is_file() && self.base_body().is_some_and(|base| base.as_text().is_some()) {
            let text = "The binary value holds text: choose key/value or text above to edit it.";
            notes.push(Note::plain(text));
        }
        notes.extend(fields.key_warnings(cx));
        let labels = parse_labels(fields.labels.text()).unwrap_or_default();
        if !moves_current(&labels) {
            notes.push(Note::new(Tone::Dim, "AWSCURRENT stays where it is."));
        }
        notes.extend(labels.iter().filter_map(|label| label_warning(label.as_str())));
        notes.extend(engine_password::notes_of(fields.rows(), None));
        notes
    }
}

impl Submission for EditValue {
    type Input = Edited;

    fn validate(&mut self, cx: &FormContext<'_>) -> Result<Edited, Rejected> {
        let base = match &self.base {
            Base::Value(value) => Some(&value.body),
            Base::None | Base::Unreadable(_) => None,
        };
        let Some(fields) = &mut self.fields else {
            return Err(Rejected::Nothing("The value has not been read: there is nothing to save.".into()));
        };
        let labels = fields.labels.checked(parse_labels(fields.labels.text()))?;
        let draft = fields.draft(cx).map_err(|error| fields.reject(error))?;
        match &draft {
            Draft::Body(body) if Some(body) == base => Err(unchanged()),
            Draft::Body(_) | Draft::File(_) => Ok(Edited { draft, labels }),
        }
    }

    /// The file, then the labels, then the value that AWSCURRENT has moved to.
    fn needs(&self, edited: &Edited) -> Vec<Need> {
        let mut needs = Vec::new();
        if let Draft::File(path) = &edited.draft {
            needs.push(Need::file(path.clone()));
            if self.file_at(path).is_none() {
                return needs;
            }
        }
        needs.push(self.describe());
        needs.extend(self.moved_to(&edited.labels).map(|now| self.read(VersionSelector::Id(now))));
        needs
    }

    fn review(&mut self, edited: Edited, cx: &mut FormContext<'_>) -> Outcome {
        let body = match edited.draft {
            Draft::Body(body) => body,
            Draft::File(path) => match self.file_at(&path).cloned() {
                Some(body) => body,
                None => return Outcome::Rejected(Rejected::Fields),
            },
        };
        if let (Err(error), Some(fields)) = (check_size(body.len()), &mut self.fields) {
            return Outcome::Rejected(fields.reject(error));
        }
        if let Some(version) = self.theirs().map(|theirs| theirs.version.short().to_owned()) {
            self.settle();
            return Outcome::nothing(format!(
                "AWSCURRENT moved to version {version} meanwhile, and holds just this value: there is nothing to save."
            ));
        }
        if self.base_body() == Some(&body) {
            return Outcome::Rejected(unchanged());
        }
        let token = cx.mint_token();
        let new = VersionId(token.as_str().to_owned());
        let notes = self.review_notes(&body, &edited.labels, &new, cx);
        Outcome::review(Review::of(self.plan(body, edited.labels, token), notes))
    }
}

fn unchanged() -> Rejected {
    Rejected::Nothing(
        "The value is as it was: there is nothing to save. Labels are moved in Versions.".into(),
    )
}

/// True if saving under these labels moves AWSCURRENT.
fn moves_current(labels: &[StagingLabel]) -> bool {
    labels.is_empty() || labels.iter().any(|label| label.as_str() == AWSCURRENT)
}

/// The size of the value that an edit begins from. Most are text, which goes without saying, so that the note fits into a line.
fn size_of_base(body: &ValueBody) -> String {
    match body {
        ValueBody::Text(text) => masked_size(text.len()),
        ValueBody::Binary(_) => size(body),
    }
}
