//! Texts that editors of a killed program have left.

use crate::secrets::{Arn, VersionId};
use serde::{Deserialize, Serialize};

/// The value that a text in an editor was of. It is kept beside the text, in the folder that only the user can enter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct EditOrigin {
    /// The secret.
    pub arn: Arn,
    /// The secret's name.
    pub name: String,
    /// The version that the edit began from; `None` if there was none.
    pub version: Option<VersionId>,
}

/// An origin as it is written to a file.
#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    arn: String,
    name: String,
    version: Option<String>,
}

impl From<EditOrigin> for Stored {
    fn from(origin: EditOrigin) -> Self {
        let version = origin.version.map(|version| version.0);
        Self { arn: origin.arn.to_string(), name: origin.name, version }
    }
}

impl From<Stored> for EditOrigin {
    fn from(stored: Stored) -> Self {
        let version = stored.version.map(VersionId);
        Self { arn: Arn::new(stored.arn), name: stored.name, version }
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
    /// The value that it was of.
    pub origin: EditOrigin,
}
