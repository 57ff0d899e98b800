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
    /// The keys are in the environment, which only a new start can change.
    Environment,
}

impl LoginFix {
    /// The command that mends it.
    pub fn command(&self) -> String {
        let (verb, profile) = match self {
            Self::SsoLogin { profile } => ("aws sso login", profile),
            Self::Login { profile } => ("aws login", profile),
            Self::Configure { profile } => ("aws configure", profile),
            Self::Environment => {
                return "export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… AWS_SESSION_TOKEN=…".to_owned();
            }
        };
        match profile {
            Some(profile) => format!("{verb} --profile {profile}"),
            None => verb.to_owned(),
        }
    }

    /// What to do with the command.
    fn advice(&self) -> String {
        let command = self.command();
        match self {
            Self::Environment => {
                format!(
                    "The keys are in the environment: `{command}`, then start again; or switch the profile."
                )
            }
            _ => format!("Run `{command}` in another terminal, then refresh."),
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
    /// The connection came about, and was lost before the answer had come: the request may have arrived.
    ConnectionLost {
        /// Its address, if known.
        endpoint: Option<String>,
    },
    /// No answer in time.
    TimedOut,
    /// The answer was not one of Secrets Manager's.
    InvalidResponse,
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
    /// An error of connecting, before any request.
    pub(in crate::service) fn connecting(kind: ErrorKind, message: String) -> Self {
        Self { operation: "Connecting".to_owned(), kind, code: None, message }
    }

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
            ErrorKind::ConnectionLost { .. } => format!("{}: the connection was lost", self.operation),
            ErrorKind::TimedOut => format!("{}: no answer in time", self.operation),
            ErrorKind::InvalidResponse => format!("{}: the answer is not Secrets Manager's", self.operation),
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
                format!("Ask for the permission {permission}, then refresh.")
            }
            ErrorKind::NoCredentials { fix } | ErrorKind::ExpiredCredentials { fix } => fix.advice(),
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
            ErrorKind::TimedOut | ErrorKind::ConnectionLost { .. } if self.only_reads() => {
                "Check the network, a proxy or VPN; then refresh.".into()
            }
            ErrorKind::TimedOut | ErrorKind::ConnectionLost { .. } => {
                "Refresh: whether it took effect is not known.".into()
            }
            ErrorKind::InvalidResponse => {
                "Check that the endpoint is a Secrets Manager, and what stands before it.".into()
            }
            ErrorKind::ServiceFailure => "Refresh in a while; the fault is the service's.".into(),
            ErrorKind::ReadOnly => "Start without --read-only to make changes.".into(),
            ErrorKind::Other => "Refresh; the journal has the request's id.".into(),
        }
    }

    /// Whether the operation changes nothing; the API's verbs tell.
    fn only_reads(&self) -> bool {
        let verbs = ["BatchGet", "Describe", "Get", "List", "Validate"];
        verbs.iter().any(|verb| self.operation.starts_with(verb))
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = self.why();
        let end = if why.is_empty() || why.ends_with(['.', '!', '?']) { "" } else { "." };
        write!(f, "{}. {why}{end} {}", self.what(), self.next())
    }
}

impl std::error::Error for ServiceError {}

impl ServiceError {
    /// Whether only a new connection can help: the client keeps credentials that are no good.
    pub fn wants_reconnect(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::NoCredentials { .. }
                | ErrorKind::ExpiredCredentials { .. }
                | ErrorKind::InvalidCredentials
                | ErrorKind::NoRegion
                | ErrorKind::NoSuchProfile { .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(operation: &str, kind: ErrorKind) -> ServiceError {
        let message = "it is so".to_owned();
        ServiceError { operation: operation.to_owned(), kind, code: Some("Code".to_owned()), message }
    }

    #[test]
    fn an_error_is_three_sentences() {
        let shown = error("GetSecretValue", ErrorKind::Throttled).to_string();
        assert_eq!(
            shown,
            "GetSecretValue: too many requests. Code: it is so. Wait a few seconds, then refresh."
        );
    }

    #[test]
    fn only_a_mutation_without_an_answer_has_an_unknown_outcome() {
        for kind in [ErrorKind::TimedOut, ErrorKind::ConnectionLost { endpoint: None }] {
            assert!(error("RotateSecret", kind.clone()).next().contains("not known"));
            assert!(!error("GetSecretValue", kind).next().contains("not known"));
        }
    }

    #[test]
    fn each_login_has_its_command() {
        let profile = Some("dev".to_owned());
        let next = |fix| error("ListSecrets", ErrorKind::ExpiredCredentials { fix }).next();
        assert!(
            next(LoginFix::SsoLogin { profile: profile.clone() }).contains("`aws sso login --profile dev`")
        );
        assert!(next(LoginFix::Login { profile: profile.clone() }).contains("`aws login --profile dev`"));
        assert!(next(LoginFix::Configure { profile: None }).contains("`aws configure`"));
        assert!(next(LoginFix::Environment).contains("start again"));
    }
}
