//! The reasons why a profile gives no credentials.

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::box_error::BoxError;

/// A value of `credential_source`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::service) enum NamedSource {
    Environment,
    Ec2InstanceMetadata,
    EcsContainer,
}

impl NamedSource {
    /// The source of this name in the config file.
    pub(super) fn of(name: &str) -> Option<Self> {
        [Self::Environment, Self::Ec2InstanceMetadata, Self::EcsContainer]
            .into_iter()
            .find(|source| source.as_str() == name)
    }

    /// The name in the config file.
    pub(in crate::service) fn as_str(self) -> &'static str {
        match self {
            Self::Environment => "Environment",
            Self::Ec2InstanceMetadata => "Ec2InstanceMetadata",
            Self::EcsContainer => "EcsContainer",
        }
    }
}

/// A profile that is configured wrongly.
#[derive(Clone, Debug, thiserror::Error)]
pub(in crate::service) enum PlanError {
    #[error("the source_profile {source_profile} of profile {profile} is not in the AWS config files")]
    SourceMissing { profile: String, source_profile: String },
    #[error("the source_profile settings go in a circle: {}", .profiles.join(" → "))]
    SourceLoop { profiles: Vec<String> },
    #[error("the source_profile {source_profile} of profile {profile} has no credentials")]
    SourceEmpty { profile: String, source_profile: String },
    #[error("profile {profile} has both source_profile and credential_source")]
    TwoSources { profile: String },
    #[error("profile {profile} has a role_arn, but neither source_profile nor credential_source")]
    NoSource { profile: String },
    #[error(
        "the credential_source {source_name} of profile {profile} is none of Environment, Ec2InstanceMetadata \
         and EcsContainer"
    )]
    UnknownSource { profile: String, source_name: String },
    #[error("the sso-session {session} of profile {profile} is not in the config file")]
    NoSsoSession { profile: String, session: String },
    #[error("profile {profile} uses SSO, but lacks {missing}")]
    SsoIncomplete { profile: String, missing: String },
    #[error("{setting} of profile {profile} is not that of its sso-session")]
    SsoInconsistent { profile: String, setting: String },
    #[error("{owner} sets a web identity token, but no role ARN")]
    WebIdentityWithoutRole { owner: String },
    #[error("profile {profile} has no credentials any more")]
    Gone { profile: String },
    #[error("profile {profile} has an access key, but lacks {missing}")]
    HalfKeys { profile: String, missing: &'static str },
}

/// The reason why a profile gives no credentials.
#[derive(Debug, thiserror::Error)]
pub(in crate::service) enum ProfileError {
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error("the credential_source {} of profile {profile} has no credentials", .named.as_str())]
    SourceFailed {
        profile: String,
        named: NamedSource,
        #[source]
        cause: BoxError,
    },
    #[error("{what} can't be read from {path}: {why}")]
    TokenFile {
        /// The contents of the file in words.
        what: String,
        path: String,
        why: String,
    },
    #[error(transparent)]
    Process(#[from] ProcessError),
    #[error("{role} of {owner} was not assumed")]
    Role {
        /// The profile or the environment, in words.
        owner: String,
        role: String,
        /// The device whose code the role may ask for.
        mfa_serial: Option<String>,
        #[source]
        cause: BoxError,
    },
}

/// A credential process that gave no credentials.
#[derive(Debug, thiserror::Error)]
#[error("the credential_process of profile {profile} {failure}")]
pub(in crate::service) struct ProcessError {
    pub(in crate::service) profile: String,
    pub(in crate::service) failure: ProcessFailure,
}

/// The failure of a credential process.
#[derive(Debug, thiserror::Error)]
pub(in crate::service) enum ProcessFailure {
    #[error("is empty, or its quotes don't match")]
    NoCommand,
    #[error("can't be started: there is no program {program}")]
    NoProgram { program: String },
    #[error("can't be started: {program}: {why}")]
    NotStarted { program: String, why: String },
    #[error("{how}{}{stderr}", if .stderr.is_empty() { ", without an error message" } else { ": " })]
    Failed {
        /// The exit code or the signal.
        how: String,
        /// The redacted end of its error output.
        stderr: String,
    },
    #[error("printed no valid credentials: {why}{}", said(.stderr))]
    InvalidOutput {
        why: String,
        /// The redacted end of its error output.
        stderr: String,
    },
    #[error("did not answer within {}, and was ended{}", in_words(*.seconds), said(.stderr))]
    TimedOut {
        seconds: u64,
        /// The redacted end of its error output.
        stderr: String,
    },
    #[error("was stopped before it answered{}", said(.stderr))]
    Stopped {
        /// The redacted end of its error output.
        stderr: String,
    },
}

/// The error output of a process, as the end of a sentence.
fn said(stderr: &str) -> String {
    if stderr.is_empty() { String::new() } else { format!("; it said: {stderr}") }
}

fn in_words(seconds: u64) -> String {
    if seconds == 1 { "1 second".to_owned() } else { format!("{seconds} seconds") }
}

/// Keys that no request can be signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(in crate::service) enum UnusableKeys {
    /// There is no access key ID.
    #[error("The access key ID is empty.")]
    Empty,
    /// A header of a request can't hold it.
    #[error("The {0} has a character that none has, such as a blank or a line end.")]
    Character(&'static str),
}

/// The credentials, if requests can be signed with them: the HTTP library would panic at some characters.
pub(super) fn checked_keys(credentials: Credentials) -> Result<Credentials, CredentialsError> {
    let id = credentials.access_key_id();
    let parts = [("access key ID", id), ("session token", credentials.session_token().unwrap_or_default())];
    let odd = parts.iter().find(|(_, text)| !text.bytes().all(|byte| byte.is_ascii_graphic()));
    let unusable = match odd {
        _ if id.is_empty() => Some(UnusableKeys::Empty),
        odd => odd.map(|(part, _)| UnusableKeys::Character(part)),
    };
    match unusable {
        Some(unusable) => Err(CredentialsError::invalid_configuration(unusable)),
        None => Ok(credentials),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_no_header_holds_are_refused() {
        let checked = |id: &str, token: Option<&str>| {
            let credentials = Credentials::new(id, "key", token.map(str::to_owned), None, "test");
            let error = checked_keys(credentials).err()?;
            let source = std::error::Error::source(&error)?;
            source.downcast_ref::<UnusableKeys>().copied()
        };
        assert_eq!(checked("AKID", Some("IQoJb3JpZ2luX2VjE+/=")), None);
        assert_eq!(checked("AKID", None), None);
        assert_eq!(checked("", None), Some(UnusableKeys::Empty));
        for id in ["AK\r\nX-Evil: 1", "AK ID", "AKID\n", "ÄKID", "AK\0ID", "AK\u{7f}"] {
            assert_eq!(checked(id, None), Some(UnusableKeys::Character("access key ID")), "{id:?}");
            assert_eq!(checked("AKID", Some(id)), Some(UnusableKeys::Character("session token")), "{id:?}");
        }
    }
}
