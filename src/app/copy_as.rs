//! A copy in the format of another program.

use super::copy::CopyText;
use super::problem::Problem;
use crate::secrets::{CopyFormat, FormatError, FormatSubject, FormatVersion, ValueBody};
use crate::service::api::VersionSelector;

/// A secret, or a part of it, to be copied in a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyAs {
    /// The format.
    pub format: CopyFormat,
    /// The secret and its part.
    pub subject: FormatSubject,
}

/// The form in which something that is read is copied.
#[derive(Clone, Debug)]
pub enum CopyForm {
    /// As it is.
    Whole,
    /// In the format of another program.
    As(Box<CopyAs>),
}

impl CopyAs {
    /// The copies that the menu offers, as far as is known: `value` is `None` if it was not read.
    pub fn offers(subject: &FormatSubject, value: Option<&ValueBody>) -> Vec<Self> {
        let fitting = CopyFormat::ALL.iter().filter(|format| format.fits(subject, value));
        fitting.map(|format| Self { format: *format, subject: subject.clone() }).collect()
    }

    /// The copy in words: "connection URL of prod/db". Never the text itself.
    pub fn what(&self) -> String {
        let FormatSubject { name, key, .. } = &self.subject;
        match (self.format, key) {
            (CopyFormat::EnvLine, Some(key)) => format!(".env line of key {key}"),
            (format, _) => format!("{} of {name}", format.title()),
        }
    }

    /// A few words on the copy, for the menu.
    pub fn detail(&self) -> String {
        let part = match &self.subject.key {
            Some(key) => format!("the member {key}"),
            None => "the whole value".to_owned(),
        };
        match self.format {
            CopyFormat::ConnectionUrl => "user and password; cleared like a value".to_owned(),
            CopyFormat::EnvLine => format!("{part}; cleared like a value"),
            CopyFormat::EnvFile => "all members; cleared like a value".to_owned(),
            CopyFormat::ConsoleUrl => "the secret in the browser".to_owned(),
            CopyFormat::AwsCli
            | CopyFormat::EcsValueFrom
            | CopyFormat::CloudFormation
            | CopyFormat::Terraform
            | CopyFormat::ExternalSecret
            | CopyFormat::Rust
            | CopyFormat::Python
            | CopyFormat::JavaScript
            | CopyFormat::Go => part,
        }
    }

    /// The version to read, if the format holds a part of the value.
    pub fn version_to_read(&self) -> Option<VersionSelector> {
        self.format.holds_value().then(|| selector_of(&self.subject.version))
    }

    /// The text of a format that does not hold the value.
    pub fn open_text(&self) -> Result<CopyText, Problem> {
        self.format.naming(&self.subject).map(CopyText::open).map_err(|error| problem(&error))
    }

    /// The text of a format that holds a part of the value.
    pub fn secret_text(&self, value: &ValueBody) -> Result<CopyText, Problem> {
        let text = self.format.of_value(&self.subject, value);
        text.map(CopyText::secret).map_err(|error| problem(&error))
    }
}

/// The version as a request names it.
pub fn selector_of(version: &FormatVersion) -> VersionSelector {
    match version {
        FormatVersion::Current => VersionSelector::Current,
        FormatVersion::Label(label) => VersionSelector::Label(label.clone()),
        FormatVersion::Id(id) => VersionSelector::Id(id.clone()),
    }
}

fn problem(error: &FormatError) -> Problem {
    Problem::new(format!("{error}."), error.next())
}
