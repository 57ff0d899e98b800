//! Saving a value to a file that only its owner can read.

use crate::app::form::{
    Field, FieldError, FieldId, Fields, FormContext, FormEffect, FormEvent, FormSpec, Note, Submission, Tone,
};
use crate::app::{LocalAnswer, LocalWork};
use crate::secrets::{Arn, ValueBody};
use crate::service::api::{Reply, Request, VersionSelector};
use zeroize::Zeroizing;

/// The sheet for a file.
#[derive(Debug)]
pub struct SaveValue {
    arn: Arn,
    name: String,
    selector: VersionSelector,
    saving: Saving,
}

/// How far it has come.
#[derive(Debug)]
enum Saving {
    /// The path is typed; the value is read only when that is done.
    Asking,
    /// To that path.
    To(String),
    /// It is there.
    Saved(String),
}

impl SaveValue {
    /// For the version of a secret that is chosen.
    pub fn of(arn: Arn, name: impl Into<String>, selector: VersionSelector) -> Self {
        Self { arn, name: name.into(), selector, saving: Saving::Asking }
    }
}

impl FormSpec for SaveValue {
    fn title(&self) -> String {
        match &self.selector {
            VersionSelector::Current => format!("Save the value of {} to a file", self.name),
            VersionSelector::Id(id) => format!("Save version {} of {} to a file", id.short(), self.name),
        }
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        let last = self.name.rsplit('/').find(|part| !part.is_empty()).unwrap_or("value");
        vec![Field::line(
            FieldId::File,
            "File",
            "A new file, which only you can read; ~ stands for your home.",
            format!("~/{last}"),
        )]
    }

    fn answered(
        &mut self,
        answer: FormEvent,
        fields: &mut Fields,
        _facts: &FormContext<'_>,
    ) -> Vec<FormEffect> {
        match (answer, &self.saving) {
            (FormEvent::Reply { result, .. }, Saving::To(path)) => match *result {
                Ok(Reply::GetSecretValue(value)) => {
                    let bytes = match value.body {
                        ValueBody::Text(text) => Zeroizing::new(text.as_bytes().to_vec()),
                        ValueBody::Binary(bytes) => bytes,
                    };
                    vec![FormEffect::Local(LocalWork::SaveFile { path: path.clone(), bytes })]
                }
                _ => Vec::new(),
            },
            (FormEvent::Local(LocalAnswer::Saved(Ok(()))), Saving::To(path)) => {
                self.saving = Saving::Saved(path.clone());
                vec![FormEffect::Submit]
            }
            (FormEvent::Local(LocalAnswer::Saved(Err(trouble))), _) => {
                fields.set_error(FieldId::File, Some(trouble.text));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn submit_label(&self) -> &'static str {
        "save"
    }

    fn submit(&mut self, fields: &mut Fields, _facts: &mut FormContext<'_>) -> Submission {
        if let Saving::Saved(path) = &self.saving {
            return Submission::Done(format!(
                "The value of {} is in {path}; only you can read it.",
                self.name
            ));
        }
        let Some(path) = fields.filled(FieldId::File) else {
            let text = "Which file? ~ stands for your home.".into();
            return Submission::Wrong(vec![FieldError { field: FieldId::File, text }]);
        };
        self.saving = Saving::To(path);
        let request =
            Request::GetSecretValue { secret: self.arn.to_string(), version: self.selector.clone() };
        Submission::Wait(vec![FormEffect::Read(request)])
    }

    fn notes(&self, _fields: &Fields, _facts: &FormContext<'_>) -> Vec<Note> {
        vec![Note::new(
            Tone::Dim,
            "The value is read then (GetSecretValue, which CloudTrail records), and saved as it is: text or binary. \
             No file that is there is overwritten.",
        )]
    }
}
