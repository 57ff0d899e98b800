//! The secret that is written in a format, and why it can't be.

use super::connection_url::UrlError;
use crate::secrets::{Arn, StagingLabel, ValueBody, VariablesError, VersionId};
use thiserror::Error;

/// The secret that is written in a format, and the part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatSubject {
    /// The name.
    pub name: String,
    /// The ARN, which has the Region.
    pub arn: Arn,
    /// The version.
    pub version: FormatVersion,
    /// The key of a member of the JSON object that the value is; `None` for the whole value.
    pub key: Option<String>,
    /// The kind of the value, as far as it is known.
    pub kind: FormatKind,
    /// The command of the AWS CLI that prints the value: the caller knows the options that lead to its place.
    pub aws_cli: String,
}

/// The version that a format names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FormatVersion {
    /// The version with AWSCURRENT, which formats need not name.
    #[default]
    Current,
    /// The version with a staging label.
    Label(StagingLabel),
    /// A version by its ID.
    Id(VersionId),
}

/// The kind of a value, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FormatKind {
    /// The value was not read.
    #[default]
    Unknown,
    /// API: `SecretString`.
    Text,
    /// API: `SecretBinary`.
    Binary,
}

impl FormatKind {
    /// The kind of a value.
    pub fn of(value: &ValueBody) -> Self {
        match value {
            ValueBody::Text(_) => Self::Text,
            ValueBody::Binary(_) => Self::Binary,
        }
    }
}

/// Why a secret can't be written in a format. Never quotes a value.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum FormatError {
    /// The value makes no connection URL.
    #[error("The value of {name} makes no connection URL: {fault}")]
    Url {
        /// The secret.
        name: String,
        /// The fault.
        fault: UrlError,
    },
    /// The members make no variables.
    #[error(transparent)]
    Variables(#[from] VariablesError),
    /// The value is a JSON object, and no member of it was chosen.
    #[error("The value of {0} is a JSON object: one of its members makes a line")]
    NoMember(String),
    /// The format has no way to name the member.
    #[error("{format} can't name the key {key:?}")]
    Key {
        /// The format.
        format: &'static str,
        /// The key.
        key: String,
    },
    /// The format takes text alone.
    #[error("The value of {name} is binary, and {format} takes text alone")]
    Binary {
        /// The format.
        format: &'static str,
        /// The secret.
        name: String,
    },
    /// The ARN names no Region with a console that is known.
    #[error("The AWS console of the partition of {0} is not known")]
    NoConsole(Arn),
}

impl FormatError {
    /// The next thing to do, as a sentence.
    pub fn next(&self) -> &'static str {
        match self {
            Self::Url { .. } => "Copy the value, or a member of it.",
            Self::Variables(_) => "Copy the members one by one as .env lines, or change the value.",
            Self::NoMember(_) => "Choose the member in the value first.",
            Self::Key { .. } => "Copy the reference to the whole value, or name the key differently.",
            Self::Binary { .. } => "Copy it as source code, which reads bytes too.",
            Self::NoConsole(_) => "Open the console yourself, and look for the name.",
        }
    }
}

impl FormatSubject {
    /// The Region in the ARN.
    pub(super) fn region(&self) -> Option<&str> {
        self.arn.region()
    }

    pub(super) fn is_binary(&self) -> bool {
        self.kind == FormatKind::Binary
    }
}
