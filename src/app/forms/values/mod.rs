//! Several values at once (`BatchGetSecretValue`): compared key by key, searched for a key, copied. Nothing is changed.

mod compare;
mod export;

use super::count_of;
use crate::app::copy::CopyText;
use crate::app::form::{
    Field, FieldId, Fields, FormContext, FormEffect, FormEvent, FormSpec, Note, Submission, Tone,
};
use crate::secrets::{Members, Summary, ValueBody};
use crate::service::api::{BatchError, Reply, Request, ServiceError};
use std::sync::Arc;

/// Secrets that one call reads at most.
const BATCH: usize = 20;

/// The sheet for several values.
#[derive(Debug)]
pub struct SeveralValues {
    secrets: Vec<Arc<Summary>>,
    held: Vec<Held>,
    failed: Vec<Note>,
    calls_out: usize,
    copied: bool,
}

/// A value that was read.
#[derive(Debug)]
struct Held {
    name: String,
    body: ValueBody,
    members: Option<Members>,
}

impl Held {
    fn new(name: String, body: ValueBody) -> Self {
        let members = match &body {
            ValueBody::Text(text) => Members::parse(text).ok(),
            ValueBody::Binary(_) => None,
        };
        Self { name, body, members }
    }
}

impl SeveralValues {
    /// For these secrets.
    pub fn of(secrets: Vec<Arc<Summary>>) -> Self {
        Self { secrets, held: Vec::new(), failed: Vec::new(), calls_out: 0, copied: false }
    }

    fn name_of(&self, id: &str) -> String {
        let known = self.secrets.iter().find(|secret| secret.arn.as_str() == id);
        known.map_or_else(|| id.to_owned(), |secret| secret.name.clone())
    }

    fn take_in(&mut self, request: &Request, result: Result<Reply, ServiceError>) {
        self.calls_out = self.calls_out.saturating_sub(1);
        match (result, request) {
            (Ok(Reply::BatchGetSecretValue { values, errors }), _) => {
                self.held.extend(values.into_iter().map(|value| Held::new(value.name, value.value.body)));
                self.held.sort_by(|one, other| one.name.cmp(&other.name));
                for BatchError { secret, code, message } in errors {
                    self.failed.push(Note::new(
                        Tone::Danger,
                        format!("{}: {code}: {message}", self.name_of(&secret)),
                    ));
                }
            }
            (Err(error), Request::BatchGetSecretValue { secrets }) => {
                let names: Vec<_> = secrets.iter().map(|secret| self.name_of(secret)).collect();
                let text =
                    format!("{}: {}. {} {}", names.join(", "), error.what(), error.why(), error.next());
                self.failed.push(Note::new(Tone::Danger, text));
            }
            _ => {}
        }
    }
}

impl FormSpec for SeveralValues {
    fn title(&self) -> String {
        format!("Values of {}", count_of(self.secrets.len()))
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        vec![
            Field::line(
                FieldId::Members,
                "With the key",
                "Which of them have this key; empty for all keys.",
                "",
            ),
            Field::choice(
                FieldId::Kind,
                "Copy as",
                "ctrl-s copies all of them, without showing them.",
                &[".env", "JSON"],
            ),
        ]
    }

    fn opened(&mut self, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        let ids: Vec<String> = self.secrets.iter().map(|secret| secret.arn.to_string()).collect();
        let effects: Vec<_> = ids
            .chunks(BATCH)
            .map(|ids| FormEffect::Read(Request::BatchGetSecretValue { secrets: ids.to_vec() }))
            .collect();
        self.calls_out = effects.len();
        effects
    }

    fn answered(
        &mut self,
        answer: FormEvent,
        _fields: &mut Fields,
        _facts: &FormContext<'_>,
    ) -> Vec<FormEffect> {
        if let FormEvent::Reply { request, result } = answer {
            self.take_in(&request, *result);
        }
        Vec::new()
    }

    fn tolerates(&self, _request: &Request, _error: &ServiceError) -> bool {
        true
    }

    fn submit_label(&self) -> &'static str {
        "copy"
    }

    fn submit(&mut self, fields: &mut Fields, _facts: &mut FormContext<'_>) -> Submission {
        if std::mem::take(&mut self.copied) {
            return Submission::Stay;
        }
        if self.calls_out > 0 {
            return Submission::Nothing("Not all values are here yet.".into());
        }
        if self.held.is_empty() {
            return Submission::Nothing("No value could be read: there is nothing to copy.".into());
        }
        self.copied = true;
        let (form, text) = match fields.choice(FieldId::Kind) {
            0 => (".env", export::env(&self.held)),
            _ => ("JSON", export::json(&self.held)),
        };
        let what = match self.held.len() {
            1 => format!("1 value as {form}"),
            count => format!("{count} values as {form}"),
        };
        Submission::Wait(vec![FormEffect::Copy { what, text: CopyText::secret(text) }, FormEffect::Submit])
    }

    fn notes(&self, fields: &Fields, _facts: &FormContext<'_>) -> Vec<Note> {
        let mut notes = self.failed.clone();
        if self.calls_out > 0 {
            let left = self.secrets.len() - self.held.len();
            notes.push(Note::new(Tone::Dim, format!("Reading {left} values (BatchGetSecretValue)…")));
        }
        let key = fields.filled(FieldId::Members);
        if let Some(key) = &key {
            notes.extend(compare::with_key(&self.held, key));
        }
        notes.extend(compare::side_by_side(&self.held, key.as_deref()));
        notes
    }
}
