//! A request to the service as data: one variant an operation, and all that follows from which one it is.

use crate::secrets::{StagingLabel, VersionId};
use std::fmt;

/// Makes a retried mutation the same mutation (API: `ClientRequestToken`): 32–64 characters, and the id of the version
/// that it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRequestToken(String);

impl ClientRequestToken {
    /// Takes a token minted by the caller, a UUID.
    pub fn new(uuid: impl Into<String>) -> Self {
        Self(uuid.into())
    }

    /// The token as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which version of a value to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum VersionSelector {
    /// The version of AWSCURRENT.
    #[default]
    Current,
    /// A version by its id.
    Id(VersionId),
}

/// A request, with its parameters. `secret` takes what the API's `SecretId` takes: a name or an ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// One page of the list, 100 secrets at most; those scheduled for deletion are in it.
    ListSecrets {
        /// Where the page before this one ended.
        next_token: Option<String>,
    },
    /// All that is known of a secret but its value.
    DescribeSecret {
        /// API: `SecretId`.
        secret: String,
    },
    /// The value of one version: an audited event.
    GetSecretValue {
        /// API: `SecretId`.
        secret: String,
        /// API: `VersionId`, or nothing for AWSCURRENT.
        version: VersionSelector,
    },
    /// One page of versions, 100 at most.
    ListSecretVersionIds {
        /// API: `SecretId`.
        secret: String,
        /// API: `IncludeDeprecated`: also versions without labels.
        include_deprecated: bool,
        /// Where the page before this one ended.
        next_token: Option<String>,
    },
    /// The resource policy.
    GetResourcePolicy {
        /// API: `SecretId`.
        secret: String,
    },
    /// Rotates now, with the function and the rules that the secret has.
    RotateSecret {
        /// API: `SecretId`.
        secret: String,
        /// Becomes the id of the version that the rotation makes.
        token: ClientRequestToken,
    },
    /// Turns rotation off, and stops the one under way.
    CancelRotateSecret {
        /// API: `SecretId`.
        secret: String,
    },
    /// Takes back a scheduled deletion.
    RestoreSecret {
        /// API: `SecretId`.
        secret: String,
    },
    /// Moves, adds or removes a staging label.
    UpdateSecretVersionStage {
        /// API: `SecretId`.
        secret: String,
        /// API: `VersionStage`.
        label: StagingLabel,
        /// API: `MoveToVersionId`.
        move_to: Option<VersionId>,
        /// API: `RemoveFromVersionId`.
        remove_from: Option<VersionId>,
    },
}

impl Request {
    /// The API's name of the operation.
    pub fn operation(&self) -> &'static str {
        match self {
            Self::ListSecrets { .. } => "ListSecrets",
            Self::DescribeSecret { .. } => "DescribeSecret",
            Self::GetSecretValue { .. } => "GetSecretValue",
            Self::ListSecretVersionIds { .. } => "ListSecretVersionIds",
            Self::GetResourcePolicy { .. } => "GetResourcePolicy",
            Self::RotateSecret { .. } => "RotateSecret",
            Self::CancelRotateSecret { .. } => "CancelRotateSecret",
            Self::RestoreSecret { .. } => "RestoreSecret",
            Self::UpdateSecretVersionStage { .. } => "UpdateSecretVersionStage",
        }
    }

    /// The IAM permission that the request needs.
    pub fn permission(&self) -> String {
        format!("secretsmanager:{}", self.operation())
    }

    /// Whether the request changes anything: what read-only refuses.
    pub fn is_mutation(&self) -> bool {
        match self {
            Self::ListSecrets { .. }
            | Self::DescribeSecret { .. }
            | Self::GetSecretValue { .. }
            | Self::ListSecretVersionIds { .. }
            | Self::GetResourcePolicy { .. } => false,
            Self::RotateSecret { .. }
            | Self::CancelRotateSecret { .. }
            | Self::RestoreSecret { .. }
            | Self::UpdateSecretVersionStage { .. } => true,
        }
    }

    /// The secret that the request is about.
    pub fn secret(&self) -> Option<&str> {
        match self {
            Self::ListSecrets { .. } => None,
            Self::DescribeSecret { secret }
            | Self::GetSecretValue { secret, .. }
            | Self::ListSecretVersionIds { secret, .. }
            | Self::GetResourcePolicy { secret }
            | Self::RotateSecret { secret, .. }
            | Self::CancelRotateSecret { secret }
            | Self::RestoreSecret { secret }
            | Self::UpdateSecretVersionStage { secret, .. } => Some(secret),
        }
    }

    /// The same request as a call of the AWS CLI, without profile and Region: what a confirmation shows.
    pub fn cli_equivalent(&self) -> String {
        let mut line = CliLine::new(self.operation());
        if let Some(secret) = self.secret() {
            line.option("secret-id", secret);
        }
        match self {
            Self::ListSecrets { next_token } => {
                line.flag("include-planned-deletion");
                line.option_if("starting-token", next_token.as_deref());
            }
            Self::GetSecretValue { version: VersionSelector::Id(id), .. } => {
                line.option("version-id", id.as_str());
            }
            Self::ListSecretVersionIds { include_deprecated, next_token, .. } => {
                if *include_deprecated {
                    line.flag("include-deprecated");
                }
                line.option_if("starting-token", next_token.as_deref());
            }
            Self::RotateSecret { token, .. } => line.option("client-request-token", token.as_str()),
            Self::UpdateSecretVersionStage { label, move_to, remove_from, .. } => {
                line.option("version-stage", label.as_str());
                line.option_if("move-to-version-id", move_to.as_ref().map(VersionId::as_str));
                line.option_if("remove-from-version-id", remove_from.as_ref().map(VersionId::as_str));
            }
            Self::DescribeSecret { .. }
            | Self::GetSecretValue { version: VersionSelector::Current, .. }
            | Self::GetResourcePolicy { .. }
            | Self::CancelRotateSecret { .. }
            | Self::RestoreSecret { .. } => {}
        }
        line.0
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operation())
    }
}

/// A command line under construction, quoted for a POSIX shell.
struct CliLine(String);

impl CliLine {
    fn new(operation: &str) -> Self {
        let mut line = String::from("aws secretsmanager ");
        for (i, c) in operation.chars().enumerate() {
            if c.is_ascii_uppercase() && i > 0 {
                line.push('-');
            }
            line.push(c.to_ascii_lowercase());
        }
        Self(line)
    }

    fn flag(&mut self, name: &str) {
        self.0.push_str(" --");
        self.0.push_str(name);
    }

    fn option(&mut self, name: &str, value: &str) {
        self.flag(name);
        self.0.push(' ');
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_/.:@+=,".contains(c);
        if !value.is_empty() && value.chars().all(plain) {
            self.0.push_str(value);
        } else {
            self.0.push('\'');
            self.0.push_str(&value.replace('\'', r"'\''"));
            self.0.push('\'');
        }
    }

    fn option_if(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.option(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cli_equivalents_are_quoted_and_named_as_the_cli_names_them() {
        let request = Request::UpdateSecretVersionStage {
            secret: "it's!".into(),
            label: StagingLabel::current(),
            move_to: Some(VersionId("b".into())),
            remove_from: Some(VersionId("a".into())),
        };
        assert_eq!(
            request.cli_equivalent(),
            r"aws secretsmanager update-secret-version-stage --secret-id 'it'\''s!' --version-stage AWSCURRENT --move-to-version-id b --remove-from-version-id a"
        );
        let list =
            Request::ListSecretVersionIds { secret: "a".into(), include_deprecated: true, next_token: None };
        assert_eq!(
            list.cli_equivalent(),
            "aws secretsmanager list-secret-version-ids --secret-id a --include-deprecated"
        );
    }
}
