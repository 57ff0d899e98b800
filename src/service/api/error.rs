//! Errors of the service. Each says what failed, why, and what to do next.

use super::Activity;
use super::credential_problem::CredentialProblem;
use super::denying_policy::DenyingPolicy;
use super::login::{LoginFix, LoginProgram};
use super::tls_problem::TlsProblem;
use crate::secrets::{AWSCURRENT, lower_first};
use std::fmt;

/// The place where a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingOrigin {
    /// The environment, which is read when the program starts.
    Environment,
    /// An AWS config file, which is read with each connection.
    ConfigFile,
    /// An option of the command line, or what the user has chosen since; for a Region any of these places.
    Chosen,
}

/// The reason why a request failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The caller lacks an IAM permission.
    AccessDenied {
        /// The permission as IAM names it: the operation's, or the one in the service's message (`kms:Decrypt`).
        permission: String,
    },
    /// No credentials were found, or they could not be refreshed.
    NoCredentials {
        /// The way to get credentials.
        fix: LoginFix,
    },
    /// The credentials have expired.
    ExpiredCredentials {
        /// The way to renew them.
        fix: LoginFix,
    },
    /// The service does not know the access key, or the signature does not match.
    InvalidCredentials,
    /// The clock of this machine is off: the service refuses the time of the request.
    ClockSkew,
    /// The profile is configured to get credentials in a way that failed.
    Credentials(Box<CredentialProblem>),
    /// The policy of someone else forbids the action, whatever the caller is allowed.
    ExplicitDeny {
        /// The permission as IAM names it.
        permission: String,
        /// The policy that forbids it.
        policy: DenyingPolicy,
    },
    /// An AWS config file is there and can't be read.
    UnreadableConfig {
        /// The file.
        path: String,
    },
    /// A setting of the environment or of a config file has a value that can't be used.
    UnusableSetting {
        /// The setting's name.
        setting: String,
        /// The place where it is set.
        origin: SettingOrigin,
    },
    /// No Region is set.
    NoRegion,
    /// The config files have no profile of this name.
    NoSuchProfile {
        /// The profile's name.
        profile: String,
    },
    /// The secret or the version does not exist.
    NotFound,
    /// The service refused the request: a parameter is invalid, or the secret's state does not allow it.
    Refused,
    /// Too many requests.
    Throttled,
    /// No connection to the endpoint could be made.
    Unreachable {
        /// The endpoint's URL, if known.
        endpoint: Option<String>,
    },
    /// No secure connection to the endpoint could be made.
    Tls {
        /// The endpoint's URL, if known.
        endpoint: Option<String>,
        /// The reason.
        problem: TlsProblem,
    },
    /// A proxy can't be reached, or lets nothing through. The request did not arrive.
    Proxy {
        /// The proxy's URL, without its password.
        proxy: String,
        /// The environment variable that names the proxy.
        variable: String,
    },
    /// The connection was lost before the response was complete. The request may have arrived.
    ConnectionLost {
        /// The endpoint's URL, if known.
        endpoint: Option<String>,
    },
    /// No response in time. The request may have arrived.
    TimedOut,
    /// The response is not one of Secrets Manager.
    InvalidResponse,
    /// The service had an internal error (HTTP 5xx).
    ServiceFailure,
    /// A mutation may have taken effect, and that could not be looked up.
    OutcomeUnknown,
    /// A mutation got no answer, and the secret shows that it has not taken effect.
    NotApplied,
    /// Anything else.
    Other,
}

/// A failed request, or a failed step on the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    /// The activity that failed.
    pub activity: Activity,
    /// The reason.
    pub kind: ErrorKind,
    /// The service's error code, if the response had one.
    pub code: Option<String>,
    /// The service's message, or our description of the cause. Untrusted text.
    pub message: String,
}

impl ServiceError {
    /// True if the service no longer takes the token of a page.
    pub fn refuses_page_token(&self) -> bool {
        self.code.as_deref() == Some("InvalidNextTokenException")
    }

    /// An error while connecting.
    pub(in crate::service) fn connecting(kind: ErrorKind, message: String) -> Self {
        Self { activity: Activity::Connect, kind, code: None, message }
    }

    /// The failure in a few words, without a full stop.
    pub fn what(&self) -> String {
        let activity = self.activity;
        match &self.kind {
            ErrorKind::AccessDenied { .. } => format!("Access denied: {activity}"),
            ErrorKind::NoCredentials { .. } => "No AWS credentials".into(),
            ErrorKind::ExpiredCredentials { .. } => "The AWS login has expired".into(),
            ErrorKind::InvalidCredentials => "AWS does not accept these credentials".into(),
            ErrorKind::ClockSkew => "The clock of this machine is off".into(),
            ErrorKind::Credentials(problem) => problem.what(),
            ErrorKind::ExplicitDeny { .. } => format!("Forbidden by a policy: {activity}"),
            ErrorKind::UnreadableConfig { path } => format!("Can't read {path}"),
            ErrorKind::UnusableSetting { setting, .. } => format!("{setting} can't be used"),
            ErrorKind::NoRegion => "No Region is set".into(),
            ErrorKind::NoSuchProfile { profile } => format!("No profile named {profile}"),
            ErrorKind::NotFound => format!("{activity}: not found"),
            ErrorKind::Refused => format!("{activity}: refused"),
            ErrorKind::Throttled => format!("{activity}: too many requests"),
            ErrorKind::Unreachable { endpoint: Some(endpoint) } => format!("Can't reach {endpoint}"),
            ErrorKind::Unreachable { endpoint: None } => "Can't reach the endpoint".into(),
            ErrorKind::Tls { endpoint: Some(endpoint), .. } => format!("No secure connection to {endpoint}"),
            ErrorKind::Tls { endpoint: None, .. } => "No secure connection".into(),
            ErrorKind::Proxy { proxy, .. } => format!("Can't get through the proxy {proxy}"),
            ErrorKind::ConnectionLost { .. } => format!("{activity}: the connection was lost"),
            ErrorKind::TimedOut => format!("{activity}: no response in time"),
            ErrorKind::InvalidResponse => format!("{activity}: not a Secrets Manager response"),
            ErrorKind::ServiceFailure => format!("{activity}: internal server error"),
            ErrorKind::OutcomeUnknown => format!("{activity}: the outcome is not known"),
            ErrorKind::NotApplied => format!("{activity} has not taken effect"),
            ErrorKind::Other => format!("{activity} failed"),
        }
    }

    /// The reason, with the service's error code if there is one.
    pub fn why(&self) -> String {
        match &self.code {
            Some(code) if self.message.is_empty() => code.clone(),
            Some(code) => format!("{code}: {}", self.message),
            None => self.message.clone(),
        }
    }

    /// True if the secret exists, and the version that was asked for has no value or does not exist. The service's message
    /// alone tells it from a secret that does not exist.
    pub fn says_no_value(&self) -> bool {
        self.kind == ErrorKind::NotFound && self.message.contains("secret value for")
    }

    /// The advice on what to do next in the dashboard, as a sentence. "Log in here" is an action of its own there.
    pub fn next(&self) -> String {
        match self.login_program() {
            Some(_) => format!("Log in here, or {}", lower_first(&self.next_elsewhere())),
            None => self.next_elsewhere(),
        }
    }

    /// The advice on what to do next where there is no dashboard to log in from.
    pub fn next_elsewhere(&self) -> String {
        match &self.kind {
            ErrorKind::AccessDenied { permission } => {
                match DenyingPolicy::lacking_in_message(&self.message) {
                    Some(policy) => policy.next_if_lacking(permission),
                    None => format!("Ask for the permission {permission}, then refresh."),
                }
            }
            ErrorKind::NoCredentials { fix } | ErrorKind::ExpiredCredentials { fix } => fix.advice(),
            ErrorKind::InvalidCredentials => {
                "Check the access key and the clock of this machine, or switch the profile.".into()
            }
            ErrorKind::ClockSkew => {
                "Set the clock of this machine (`timedatectl set-ntp true` on most Linux systems), then refresh."
                    .into()
            }
            ErrorKind::Credentials(problem) => problem.next(),
            ErrorKind::ExplicitDeny { permission, policy } => policy.next(permission),
            ErrorKind::UnreadableConfig { path } => {
                format!("Make {path} a file that you may read (`ls -l` shows who may), then refresh.")
            }
            ErrorKind::UnusableSetting { setting, origin: SettingOrigin::Environment } => {
                format!("Correct {setting} in the environment, then start again.")
            }
            ErrorKind::UnusableSetting { setting, origin: SettingOrigin::ConfigFile } => {
                format!("Correct {setting} in the AWS config file, then refresh.")
            }
            ErrorKind::UnusableSetting { setting, origin: SettingOrigin::Chosen } => {
                format!("Correct {}, then try again.", lower_first(setting))
            }
            ErrorKind::NoRegion => "Switch the Region here, or start with --region.".into(),
            ErrorKind::NoSuchProfile { .. } => "Switch to a profile that exists.".into(),
            ErrorKind::NotFound if self.says_no_value() && self.message.contains(AWSCURRENT) => {
                "The secret has no value yet: edit it to give it one.".into()
            }
            ErrorKind::NotFound if self.says_no_value() => {
                "The version is empty, or gone. If AWSPENDING is on it, its rotation stored no value: recover that \
                 rotation in the Rotation pane."
                    .into()
            }
            ErrorKind::NotFound => "It may be deleted, or in another Region: refresh the list.".into(),
            // The caller can't correct the token of a page.
            ErrorKind::Refused if self.refuses_page_token() => {
                "Try again: the pages that are missing are asked for from the first.".into()
            }
            ErrorKind::Refused => "Correct what the message names, then try again.".into(),
            ErrorKind::Throttled if self.activity.is_mutation() => {
                "Wait a few seconds, then try again: repeated here, it keeps its request token.".into()
            }
            ErrorKind::Throttled => "Wait a few seconds, then refresh.".into(),
            ErrorKind::Tls { problem, .. } => problem.next().into(),
            ErrorKind::Unreachable { .. } => {
                "Check the network, a proxy or VPN, and --endpoint-url; then refresh.".into()
            }
            ErrorKind::Proxy { variable, .. } => format!(
                "Start the proxy or its login, then refresh; or correct {variable} and NO_PROXY in the environment, then \
                 start again."
            ),
            ErrorKind::TimedOut | ErrorKind::ConnectionLost { .. } if self.activity.is_mutation() => {
                "Refresh to see whether it took effect.".into()
            }
            ErrorKind::TimedOut | ErrorKind::ConnectionLost { .. } => {
                "Check the network, a proxy or VPN; then refresh.".into()
            }
            ErrorKind::InvalidResponse => {
                "Check that the endpoint is Secrets Manager, with no proxy or login page in between.".into()
            }
            ErrorKind::ServiceFailure => "Try again in a few minutes.".into(),
            ErrorKind::OutcomeUnknown => {
                "It may have taken effect: look at the secret first. Repeated here, it keeps its request token.".into()
            }
            ErrorKind::NotApplied => "Try again: repeated here, it keeps its request token.".into(),
            ErrorKind::Other if self.activity == Activity::Connect => "Refresh to try again.".into(),
            ErrorKind::Other => "Refresh; the journal has the request ID.".into(),
        }
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = self.why();
        let end = if why.is_empty() || why.ends_with(['.', '!', '?']) { "" } else { "." };
        write!(f, "{}. {why}{end} {}", self.what(), self.next_elsewhere())
    }
}

impl std::error::Error for ServiceError {}

impl ServiceError {
    /// True if the caller may not do this: for lack of a permission, or because a policy forbids it.
    pub fn is_denied(&self) -> bool {
        matches!(self.kind, ErrorKind::AccessDenied { .. } | ErrorKind::ExplicitDeny { .. })
    }

    /// The program that mends the error once it has the terminal: it logs in.
    pub fn login_program(&self) -> Option<LoginProgram> {
        match &self.kind {
            ErrorKind::NoCredentials { fix } | ErrorKind::ExpiredCredentials { fix } => {
                LoginProgram::renewing(fix)
            }
            ErrorKind::Credentials(problem) => problem.login_program(),
            _ => None,
        }
    }

    /// True if the service refused the request for its credentials, before it did anything else.
    pub(in crate::service) fn refuses_credentials(&self) -> bool {
        let is_of_credentials =
            matches!(self.kind, ErrorKind::ExpiredCredentials { .. } | ErrorKind::InvalidCredentials);
        // Without a code, the error is of the providers, and nothing was sent.
        is_of_credentials && self.code.is_some()
    }

    /// True if only a new connection can help: the client keeps credentials and trusted certificates that don't work.
    pub fn wants_reconnect(&self) -> bool {
        if let ErrorKind::Tls { problem, .. } = self.kind {
            return problem.wants_reconnect();
        }
        matches!(
            self.kind,
            ErrorKind::NoCredentials { .. }
                | ErrorKind::ExpiredCredentials { .. }
                | ErrorKind::InvalidCredentials
                | ErrorKind::Credentials(_)
                | ErrorKind::UnreadableConfig { .. }
                | ErrorKind::UnusableSetting { .. }
                | ErrorKind::NoRegion
                | ErrorKind::NoSuchProfile { .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::api::Operation;

    fn error(operation: Operation, kind: ErrorKind) -> ServiceError {
        let message = "it is so".to_owned();
        ServiceError { activity: operation.into(), kind, code: Some("Code".to_owned()), message }
    }

    #[test]
    fn an_error_is_three_sentences() {
        let shown = error(Operation::GetSecretValue, ErrorKind::Throttled).to_string();
        assert_eq!(
            shown,
            "GetSecretValue: too many requests. Code: it is so. Wait a few seconds, then refresh."
        );
    }

    #[test]
    fn nobody_is_asked_to_correct_the_token_of_a_page() {
        let refused = error(Operation::ListSecrets, ErrorKind::Refused);
        assert!(refused.next().starts_with("Correct what the message names"));
        let token = ServiceError { code: Some("InvalidNextTokenException".into()), ..refused };
        assert!(token.next().starts_with("Try again: the pages"), "{}", token.next());
    }

    #[test]
    fn only_a_mutation_without_a_response_has_an_unknown_outcome() {
        for kind in [ErrorKind::TimedOut, ErrorKind::ConnectionLost { endpoint: None }] {
            let outcome = "whether it took effect";
            assert!(error(Operation::RotateSecret, kind.clone()).next().contains(outcome));
            assert!(!error(Operation::GetSecretValue, kind).next().contains(outcome));
        }
    }

    #[test]
    fn a_version_without_a_value_is_told_from_a_missing_secret() {
        let next = |message: &str| {
            let error = error(Operation::GetSecretValue, ErrorKind::NotFound);
            ServiceError { message: message.into(), ..error }.next()
        };
        let missing = "Secrets Manager can't find the specified secret value for";
        assert!(
            next(&format!("{missing} VersionId: {}", "a".repeat(32)))
                .contains("The version is empty, or gone")
        );
        assert!(next(&format!("{missing} staging label: AWSCURRENT")).contains("has no value yet"));
        assert!(next("Secrets Manager can't find the specified secret.").contains("may be deleted"));
    }

    #[test]
    fn logging_in_here_is_offered_where_a_program_can() {
        let profile = Some("dev".to_owned());
        let of = |kind| error(Operation::ListSecrets, kind);
        let sso = of(ErrorKind::NoCredentials { fix: LoginFix::SsoLogin { profile: profile.clone() } });
        assert!(
            sso.next().starts_with("Log in here, or run `aws sso login --profile dev`"),
            "{}",
            sso.next()
        );
        assert!(!sso.next_elsewhere().contains("here"));
        assert_eq!(sso.login_program(), Some(LoginProgram::SsoLogin { profile }));
        let problem = |problem| of(ErrorKind::Credentials(Box::new(problem)));
        let tool = || "tool".to_owned();
        for asking in [
            CredentialProblem::Process { profile: tool() },
            CredentialProblem::ProcessStopped { profile: tool() },
            CredentialProblem::ProcessTimedOut { profile: tool() },
            CredentialProblem::Mfa { profile: tool(), role: "role".into(), device: "device".into() },
        ] {
            let error = problem(asking);
            assert!(error.login_program().is_some() && error.next().starts_with("Log in here, or "));
        }
        for other in [
            problem(CredentialProblem::ProcessMissing { profile: tool() }),
            of(ErrorKind::ExpiredCredentials { fix: LoginFix::Environment }),
            of(ErrorKind::NoCredentials { fix: LoginFix::Configure { profile: None } }),
            of(ErrorKind::Throttled),
        ] {
            assert!(other.login_program().is_none() && !other.next().contains("Log in here"), "{other}");
        }
    }

    #[test]
    fn each_login_has_its_command() {
        let profile = Some("dev".to_owned());
        let next = |fix| error(Operation::ListSecrets, ErrorKind::ExpiredCredentials { fix }).next();
        assert!(
            next(LoginFix::SsoLogin { profile: profile.clone() }).contains("`aws sso login --profile dev`")
        );
        assert!(next(LoginFix::Login { profile: profile.clone() }).contains("`aws login --profile dev`"));
        assert!(next(LoginFix::Configure { profile: None }).contains("`aws configure`"));
        let process = next(LoginFix::Process { profile: "dev".to_owned() });
        assert!(
            process.starts_with(
                "Log in here, or renew the login that the credential process of profile dev uses"
            )
        );
        assert!(next(LoginFix::Environment).contains("start again"));
    }
}
