//! The activities that a [`ServiceError`](super::ServiceError) can be about.

use super::Operation;
use std::fmt;

/// An activity during which an error occurred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// A request to Secrets Manager.
    Request(Operation),
    /// `GetCallerIdentity` of STS.
    Identify,
    /// Making a connection.
    Connect,
    /// Reading the AWS config files.
    ReadConfigFiles,
}

impl Activity {
    /// True if the activity may have changed something although it failed.
    pub fn is_mutation(self) -> bool {
        match self {
            Self::Request(operation) => operation.is_mutation(),
            Self::Identify | Self::Connect | Self::ReadConfigFiles => false,
        }
    }
}

impl From<Operation> for Activity {
    fn from(operation: Operation) -> Self {
        Self::Request(operation)
    }
}

impl fmt::Display for Activity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request(operation) => operation.name(),
            Self::Identify => "GetCallerIdentity",
            Self::Connect => "Connecting",
            Self::ReadConfigFiles => "Reading the AWS config files",
        })
    }
}
