//! Several values at once (`BatchGetSecretValue`): compared key by key, searched for a key, copied. Nothing is changed.

mod compare;
mod export;
mod held;

use super::several::Several;
use crate::app::actions::Action;
use crate::app::copy::CopyText;
use crate::app::event::Event;
use crate::app::form::{
    Answer, ChoiceField, FieldRef, FormContext, FormSpec, Help, LineField, Need, Note, Outcome, Rejected,
    Submission, Tone, field_group,
};
use crate::app::wording::counted;
use crate::secrets::ValueBody;
use crate::service::api::{BatchError, BatchValue, Reply, Request, ServiceError};
use held::Held;

/// Secrets that one call reads at most.
const BATCH: usize = 20;
/// Values that are read without a question: each read is an entry in the audit log.
const FEW: usize = 5;

/// The form for several values.
#[derive(Debug)]
pub struct SeveralValues {
    several: Several,
    /// ARNs of the secrets whose values were not answered yet.
    unread: Vec<String>,
    held: Vec<Held>,
    failed: Vec<Note>,
    /// The fields for values that are read; none while the user is asked whether to read them.
    copy: Option<CopyFields>,
}

field_group!(SeveralValues { several, copy });

/// The fields for values that are read.
#[derive(Debug)]
struct CopyFields {
    key: LineField,
    format: ChoiceField<Format>,
}

field_group!(CopyFields { key, format });

/// The next thing that a submission does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// Reads the values.
    Read,
    /// Copies them.
    Copy(Format),
}

/// The format of the copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Environment variables.
    Env,
    /// An object by secret.
    Json,
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Env => ".env",
            Self::Json => "JSON",
        }
    }
}

impl SeveralValues {
    /// For the marked secrets. More than a few values are read once the user has submitted the form.
    pub fn of(several: Several) -> Self {
        let asks_first = several.has_hidden() || several.len() > FEW;
        let mut form = Self { several, unread: Vec::new(), held: Vec::new(), failed: Vec::new(), copy: None };
        form.expect_values();
        form.copy = (!asks_first).then(CopyFields::new);
        form
    }

    /// Expects every value, and forgets those that came.
    fn expect_values(&mut self) {
        self.unread = self.several.secrets().map(|secret| secret.arn.to_string()).collect();
        self.held.clear();
        self.failed.clear();
    }

    fn batches(&self) -> Vec<Need> {
        let arns: Vec<String> = self.several.secrets().map(|secret| secret.arn.to_string()).collect();
        let batch = |arns: &[String]| Need::read(Request::BatchGetSecretValue { secrets: arns.to_vec() });
        arns.chunks(BATCH).map(batch).collect()
    }

    fn question(&self) -> Vec<Note> {
        let values = counted(self.several.len(), "value");
        let text = format!(
            "{values} will be read (BatchGetSecretValue). Each is an entry in the audit log (CloudTrail)."
        );
        let mut notes = vec![Note::new(Tone::Warning, text)];
        notes.extend(self.several.listed(|secret| Note::plain(&*secret.name)));
        notes
    }
}

impl CopyFields {
    fn new() -> Self {
        let key = "The secrets that have this key; empty for all keys.";
        let format = Help::from("").key(Action::Submit, " copies all of them, without showing them.");
        Self {
            key: LineField::line("With the key", key, ""),
            format: ChoiceField::choice(
                "Copy as",
                format,
                [Format::Env, Format::Json].map(|f| (f, f.name())),
            ),
        }
    }
}

impl SeveralValues {
    fn name_of(&self, arn: &str) -> String {
        let known = self.several.secrets().find(|secret| secret.arn.as_str() == arn);
        known.map_or_else(|| arn.to_owned(), |secret| secret.name.clone())
    }

    fn batch_came(&mut self, values: Vec<BatchValue>, errors: Vec<BatchError>) {
        self.held.extend(values.into_iter().map(|value| Held::new(value.name, value.value.body)));
        self.held.sort_by(|one, other| one.name.cmp(&other.name));
        for BatchError { secret, code, message } in errors {
            let parts = [self.name_of(&secret), code, message];
            let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
            self.failed.push(Note::new(Tone::Danger, text));
        }
    }

    fn batch_failed(&mut self, arns: &[String], error: &ServiceError) {
        let names: Vec<_> = arns.iter().map(|arn| self.name_of(arn)).collect();
        let text = format!("{}: {}. {} {}", names.join(", "), error.what(), error.why(), error.next());
        self.failed.push(Note::new(Tone::Danger, text));
    }
}

impl FormSpec for SeveralValues {
    fn title(&self) -> String {
        format!("Values of {}", self.several.count())
    }

    fn holds_values(&self) -> bool {
        true
    }

    fn loses_input(&self) -> bool {
        false
    }

    fn opening(&self) -> Vec<Need> {
        if self.copy.is_some() && !self.several.has_hidden() { self.batches() } else { Vec::new() }
    }

    fn forget_answers(&mut self) {
        if self.copy.is_none() {
            self.expect_values();
        }
    }

    fn tolerates(&self, _need: &Need, _error: &ServiceError) -> bool {
        true
    }

    fn learn(&mut self, need: &Need, answer: Answer, _cx: &FormContext<'_>) {
        let Some(Request::BatchGetSecretValue { secrets: arns }) = need.request() else { return };
        self.unread.retain(|arn| !arns.contains(arn));
        match answer {
            Answer::Reply(Reply::BatchGetSecretValue { values, errors }) => self.batch_came(values, errors),
            Answer::Failed(error) => self.batch_failed(arns, &error),
            _ => {}
        }
    }

    fn submit_label(&self) -> &'static str {
        if self.copy.is_some() { "copy" } else { "read" }
    }

    fn notes(&self, _focus: Option<FieldRef>, _cx: &FormContext<'_>) -> Vec<Note> {
        let Some(CopyFields { key, .. }) = &self.copy else { return self.question() };
        let mut notes = self.failed.clone();
        if !self.unread.is_empty() {
            let text = format!("Reading {} (BatchGetSecretValue)…", counted(self.unread.len(), "value"));
            notes.push(Note::new(Tone::Dim, text));
        }
        let key = key.filled();
        if let Some(key) = &key {
            notes.extend(compare::with_key(&self.held, key));
        }
        notes.extend(compare::side_by_side(&self.held, key.as_deref()));
        notes
    }
}

impl Submission for SeveralValues {
    type Input = Submitted;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<Submitted, Rejected> {
        if let Some(nothing) = self.several.nothing() {
            return Err(Rejected::Nothing(nothing));
        }
        let Some(CopyFields { format, .. }) = &self.copy else { return Ok(Submitted::Read) };
        if !self.unread.is_empty() {
            return Err(Rejected::Nothing("Not all values have been read yet.".into()));
        }
        if self.held.is_empty() {
            return Err(Rejected::Nothing("No value could be read: there is nothing to copy.".into()));
        }
        Ok(Submitted::Copy(format.chosen()))
    }

    fn needs(&self, submitted: &Submitted) -> Vec<Need> {
        match submitted {
            Submitted::Read => self.batches(),
            Submitted::Copy(_) => Vec::new(),
        }
    }

    fn review(&mut self, submitted: Submitted, cx: &mut FormContext<'_>) -> Outcome {
        let format = match submitted {
            Submitted::Read => {
                self.several.settle();
                self.copy = Some(CopyFields::new());
                return Outcome::Stay(None);
            }
            Submitted::Copy(format) => format,
        };
        let text = match format {
            Format::Env => export::env(&self.held),
            Format::Json => export::json(&self.held),
        };
        let is_binary = |held: &Held| matches!(held.body, ValueBody::Binary(_));
        let binary = if self.held.iter().any(is_binary) { ", binary as base64" } else { "" };
        let what = format!("{} as {}{binary}", counted(self.held.len(), "value"), format.name());
        cx.update.raise(Event::CopyRequested { what, text: CopyText::secret(text) });
        Outcome::Stay(None)
    }
}
