//! Errors of the service: what failed, why, and what to do next.

use std::fmt;

/// How to get a login that is missing or no longer valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginFix {
    /// `aws sso login`, with the profile if it isn't the default one.
    SsoLogin {
        /// The profile to log in.
        profile: Option<String>,
    },
    /// `aws login`, with the profile if it isn't the default one.
    Login {
        /// The profile to log in.
        profile: Option<String>,
    },
    /// No profile that can be logged in: keys have to be configured.
    Configure {
        /// The profile to configure.
        profile: Option<String>,
    },
}

impl LoginFix {
    /// The command that mends it.
    pub fn command(&self) -> String {
        let (verb, profile) = match self {
            Self::SsoLogin { profile } => ("aws sso login", profile),
            Self::Login { profile } => ("aws login", profile),
            Self::Configure { profile } => ("aws configure", profile),
        };
        match profile {
            Some(profile) => format!("{verb} --profile {profile}"),
            None => verb.to_owned(),
        }
    }
}

/// Why a request failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The caller lacks a permission, named as IAM names it.
    AccessDenied {
        /// `secretsmanager:<Operation>`, or what the service's text names (`kms:Decrypt`).
        permission: String,
    },
    /// No credentials were found, or they could not be refreshed.
    NoCredentials {
        /// What gets them.
        fix: LoginFix,
    },
    /// The credentials have expired.
    ExpiredCredentials {
        /// What renews them.
        fix: LoginFix,
    },
    /// The service does not know the access key, or the signature does not match.
    InvalidCredentials,
    /// No Region is set.
    NoRegion,
    /// The profile named does not exist in the config files.
    NoSuchProfile {
        /// The profile's name.
        profile: String,
    },
    /// No secret, or no version, of that name.
    NotFound,
    /// The service turned the request down as it stands.
    Refused,
    /// Too many requests.
    Throttled,
    /// The endpoint could not be reached.
    Unreachable {
        /// Its address, if known.
        endpoint: Option<String>,
    },
    /// No answer in time.
    TimedOut,
    /// The answer was not one of Secrets Manager's.
    Garbage,
    /// The service failed (HTTP 5xx).
    ServiceFailure,
    /// A mutation in read-only mode: refused before it was built.
    ReadOnly,
    /// Anything else.
    Other,
}

/// A failed request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    /// The API's name of the operation, or what was tried in two words.
    pub operation: String,
    /// The sort of failure.
    pub kind: ErrorKind,
    /// The service's error code, if it answered one.
    pub code: Option<String>,
    /// The service's own words, or the cause in ours. Untrusted text.
    pub message: String,
}

impl ServiceError {
    /// What failed.
    pub fn what(&self) -> String {
        match &self.kind {
            ErrorKind::AccessDenied { .. } => format!("Access denied: {}", self.operation),
            ErrorKind::NoCredentials { .. } => "No AWS credentials".into(),
            ErrorKind::ExpiredCredentials { .. } => "The AWS login has expired".into(),
            ErrorKind::InvalidCredentials => "AWS does not accept these credentials".into(),
            ErrorKind::NoRegion => "No Region is set".into(),
            ErrorKind::NoSuchProfile { profile } => format!("No profile named {profile}"),
            ErrorKind::NotFound => format!("{}: not found", self.operation),
            ErrorKind::Refused => format!("{}: refused", self.operation),
            ErrorKind::Throttled => format!("{}: too many requests", self.operation),
            ErrorKind::Unreachable { endpoint: Some(endpoint) } => format!("Can't reach {endpoint}"),
            ErrorKind::Unreachable { endpoint: None } => "Can't reach the endpoint".into(),
            ErrorKind::TimedOut => format!("{}: no answer in time", self.operation),
            ErrorKind::Garbage => format!("{}: the answer is not Secrets Manager's", self.operation),
            ErrorKind::ServiceFailure => format!("{}: the service failed", self.operation),
            ErrorKind::ReadOnly => format!("{}: refused, read-only", self.operation),
            ErrorKind::Other => format!("{} failed", self.operation),
        }
    }

    /// Why, with the service's code where it gave one.
    pub fn why(&self) -> String {
        match &self.code {
            Some(code) if self.message.is_empty() => code.clone(),
            Some(code) => format!("{code}: {}", self.message),
            None => self.message.clone(),
        }
    }

    /// What to do next.
    pub fn next(&self) -> String {
        match &self.kind {
            ErrorKind::AccessDenied { permission } => {
                format!("Ask for the permission {permission} on this secret, then refresh.")
            }
            ErrorKind::NoCredentials { fix } | ErrorKind::ExpiredCredentials { fix } => {
                format!("Run `{}` in another terminal, then refresh.", fix.command())
            }
            ErrorKind::InvalidCredentials => {
                "Check the access key and the clock of this machine, or switch the profile.".into()
            }
            ErrorKind::NoRegion => "Switch the Region here, or start with --region.".into(),
            ErrorKind::NoSuchProfile { .. } => "Switch to a profile that exists.".into(),
            ErrorKind::NotFound => {
                "It may have been deleted, or be in another Region: refresh the list.".into()
            }
            ErrorKind::Refused => "Mend what the message names, then try again.".into(),
            ErrorKind::Throttled => "Wait a few seconds, then refresh.".into(),
            ErrorKind::Unreachable { .. } => {
                "Check the network, a proxy or VPN, and --endpoint-url; then refresh.".into()
            }
            ErrorKind::TimedOut => "Refresh: whether it took effect is not known.".into(),
            ErrorKind::Garbage => {
                "Check that the endpoint is a Secrets Manager, and what stands before it.".into()
            }
            ErrorKind::ServiceFailure => "Refresh in a while; the fault is the service's.".into(),
            ErrorKind::ReadOnly => "Start without --read-only to make changes.".into(),
            ErrorKind::Other => "Refresh; the journal has the request's id.".into(),
        }
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {} {}", self.what(), self.why(), self.next())
    }
}

impl std::error::Error for ServiceError {}
