//! Texts that editors of a killed program have left.

use crate::secrets::{Arn, VersionId};
use serde::{Deserialize, Serialize};

/// The thing that a text in an editor was of. It is kept beside the text, in the folder that only the user can enter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct EditOrigin {
    /// The secret's name; of a new secret, the name as far as it was typed.
    pub name: String,
    /// The part of the secret.
    pub part: EditedPart,
}

/// The part of a secret that was edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditedPart {
    /// The value.
    Value {
        /// The secret.
        arn: Arn,
        /// The version that the edit began from; `None` if there was none.
        version: Option<VersionId>,
    },
    /// The resource policy.
    Policy {
        /// The secret.
        arn: Arn,
    },
    /// The value of a secret that was not created yet.
    NewValue {
        /// The account in use, if STS had named it.
        account: Option<String>,
        /// The Region in use.
        region: Option<String>,
    },
}

impl EditOrigin {
    /// The account, if it is known.
    pub fn account(&self) -> Option<&str> {
        match &self.part {
            EditedPart::Value { arn, .. } | EditedPart::Policy { arn } => arn.account(),
            EditedPart::NewValue { account, .. } => account.as_deref(),
        }
    }

    /// The Region, if it is known.
    pub fn region(&self) -> Option<&str> {
        match &self.part {
            EditedPart::Value { arn, .. } | EditedPart::Policy { arn } => arn.region(),
            EditedPart::NewValue { region, .. } => region.as_deref(),
        }
    }
}

/// An origin as it is written to a file.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "snake_case")]
enum Stored {
    Value { name: String, arn: String, version: Option<String> },
    Policy { name: String, arn: String },
    NewValue { name: String, account: Option<String>, region: Option<String> },
}

impl From<EditOrigin> for Stored {
    fn from(EditOrigin { name, part }: EditOrigin) -> Self {
        match part {
            EditedPart::Value { arn, version } => {
                Self::Value { name, arn: arn.to_string(), version: version.map(|version| version.0) }
            }
            EditedPart::Policy { arn } => Self::Policy { name, arn: arn.to_string() },
            EditedPart::NewValue { account, region } => Self::NewValue { name, account, region },
        }
    }
}

impl From<Stored> for EditOrigin {
    fn from(stored: Stored) -> Self {
        let (name, part) = match stored {
            Stored::Value { name, arn, version } => {
                (name, EditedPart::Value { arn: Arn::new(arn), version: version.map(VersionId) })
            }
            Stored::Policy { name, arn } => (name, EditedPart::Policy { arn: Arn::new(arn) }),
            Stored::NewValue { name, account, region } => (name, EditedPart::NewValue { account, region }),
        };
        Self { name, part }
    }
}

/// The number of a left text in the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftTextId(pub usize);

/// A text that is offered to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftText {
    /// Its number.
    pub id: LeftTextId,
    /// The thing that it was of.
    pub origin: EditOrigin,
}
