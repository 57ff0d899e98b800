//! Saving a value to a file that only its owner can read.

use crate::app::Problem;
use crate::app::form::{
    Answer, FieldRef, FormContext, FormSpec, LineField, Need, Note, Outcome, Rejected, Submission, Tone,
    field_group,
};
use crate::secrets::{Arn, ValueBody};
use crate::service::api::{Reply, Request, VersionSelector};
use zeroize::Zeroizing;

/// The form for the file.
#[derive(Debug)]
pub struct SaveValue {
    arn: Arn,
    name: String,
    selector: VersionSelector,
    file: LineField,
    /// The bytes to save, once they are read.
    bytes: Option<Zeroizing<Vec<u8>>>,
}

field_group!(SaveValue { file });

impl SaveValue {
    /// For the version of a secret that is chosen.
    pub fn of(arn: Arn, name: impl Into<String>, selector: VersionSelector) -> Self {
        let name = name.into();
        let last = name.rsplit('/').find(|part| !part.is_empty()).unwrap_or("value");
        let help = "A new file, which only you can read; ~ is your home directory.";
        let file = LineField::line("File", help, format!("~/{last}")).required();
        Self { arn, name, selector, file, bytes: None }
    }
}

impl FormSpec for SaveValue {
    fn title(&self) -> String {
        match &self.selector {
            VersionSelector::Current => format!("Save the value of {} to a file", self.name),
            VersionSelector::Id(id) => format!("Save version {} of {} to a file", id.short(), self.name),
            VersionSelector::Label(label) => format!("Save version {label} of {} to a file", self.name),
        }
    }

    fn forget_answers(&mut self) {
        self.bytes = None;
    }

    fn learn(&mut self, _need: &Need, answer: Answer, _cx: &FormContext<'_>) {
        if let Answer::Reply(Reply::GetSecretValue(value)) = answer {
            self.bytes = Some(match value.body {
                ValueBody::Text(text) => Zeroizing::new(text.as_bytes().to_vec()),
                ValueBody::Binary(bytes) => bytes,
            });
        }
    }

    fn file_failed(&mut self, problem: &Problem) {
        self.file.error = Some(problem.text.clone());
    }

    fn submit_label(&self) -> &'static str {
        "save"
    }

    fn notes(&self, _focus: Option<FieldRef>, _cx: &FormContext<'_>) -> Vec<Note> {
        vec![Note::new(
            Tone::Dim,
            "The value is read then (GetSecretValue, which CloudTrail records), and saved as it is: text or binary. \
             An existing file is never overwritten.",
        )]
    }
}

impl Submission for SaveValue {
    /// The path of the file.
    type Input = String;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<String, Rejected> {
        self.file.filled().ok_or_else(|| self.file.reject("Which file? ~ is your home directory."))
    }

    fn needs(&self, path: &String) -> Vec<Need> {
        let (secret, version) = (self.arn.to_string(), self.selector.clone());
        let read = Need::read(Request::GetSecretValue { secret, version });
        let save = self.bytes.clone().map(|bytes| Need::save(path.clone(), bytes));
        std::iter::once(read).chain(save).collect()
    }

    fn review(&mut self, path: String, _cx: &mut FormContext<'_>) -> Outcome {
        Outcome::Close(Some(format!("The value of {} is in {path}; only you can read it.", self.name)))
    }
}
