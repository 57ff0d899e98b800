//! The advice of errors of the service, as a script is given it.

use crate::service::api::{ErrorKind, ServiceError};

/// The advice. That of the dashboard names what can be done there; a script has no list to refresh, no panes and no journal.
pub(super) fn next(error: &ServiceError) -> String {
    match &error.kind {
        ErrorKind::NotFound if error.says_no_value() => {
            "`strongroom describe` shows its versions, and `strongroom set` gives it a value.".to_owned()
        }
        ErrorKind::NotFound => "Check the name and the Region: `strongroom list` has all names.".to_owned(),
        ErrorKind::Throttled => "Wait a few seconds, then run the command again.".to_owned(),
        ErrorKind::OutcomeUnknown => {
            "It may have taken effect: look at the secret first (`strongroom describe`).".to_owned()
        }
        ErrorKind::TimedOut | ErrorKind::ConnectionLost { .. } if error.activity.is_mutation() => {
            "Look at the secret to see whether it took effect (`strongroom describe`).".to_owned()
        }
        ErrorKind::NotApplied => "Run the command again.".to_owned(),
        ErrorKind::NoRegion => "Name it with --region or AWS_REGION.".to_owned(),
        ErrorKind::NoSuchProfile { .. } => {
            "Name a profile that exists: `aws configure list-profiles` shows them.".to_owned()
        }
        ErrorKind::Other => "Run it again with --log-file: the log has the request ID.".to_owned(),
        ErrorKind::AccessDenied { .. }
        | ErrorKind::ExplicitDeny { .. }
        | ErrorKind::NoCredentials { .. }
        | ErrorKind::ExpiredCredentials { .. }
        | ErrorKind::InvalidCredentials
        | ErrorKind::ClockSkew
        | ErrorKind::Credentials(_)
        | ErrorKind::UnreadableConfig { .. }
        | ErrorKind::UnusableSetting { .. }
        | ErrorKind::Refused
        | ErrorKind::Unreachable { .. }
        | ErrorKind::Tls { .. }
        | ErrorKind::Proxy { .. }
        | ErrorKind::ConnectionLost { .. }
        | ErrorKind::TimedOut
        | ErrorKind::InvalidResponse
        | ErrorKind::ServiceFailure => without_dashboard(error.next_elsewhere()),
    }
}

/// What the advice of the dashboard says of things that only the dashboard has, and what stands for that in a script.
const OF_DASHBOARD: [(&str, &str); 13] = [
    (", then refresh, or switch the profile.", ", or use another --profile."),
    (", or switch the profile.", ", or use another --profile."),
    (", then refresh: ", ": "),
    (", then refresh; ", "; "),
    (", then refresh.", "."),
    ("; then refresh.", "."),
    (". Then refresh.", "."),
    (" in another terminal", ""),
    ("Refresh to run it again", "Run the command again"),
    ("Refresh to go on", "Run the command again to go on"),
    ("then start again", "then run the command again"),
    ("and start again", "and run the command again"),
    ("then try again", "then run the command again"),
];

fn without_dashboard(advice: String) -> String {
    OF_DASHBOARD.iter().fold(advice, |advice, (said, instead)| advice.replace(said, instead))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::api::{
        CredentialProblem, DenyingPolicy, LoginFix, Operation, SettingOrigin, TlsProblem,
    };

    fn x() -> String {
        "x".to_owned()
    }

    fn credential_problems() -> Vec<CredentialProblem> {
        vec![
            CredentialProblem::Process { profile: x() },
            CredentialProblem::ProcessStopped { profile: x() },
            CredentialProblem::ProcessTimedOut { profile: x() },
            CredentialProblem::ProcessMissing { profile: x() },
            CredentialProblem::RoleDenied { role: x() },
            CredentialProblem::Mfa { profile: x(), role: x(), device: x() },
            CredentialProblem::RoleFailed { role: x() },
            CredentialProblem::Settings { settings: x() },
            CredentialProblem::OtherAccount { shown: x(), now: x() },
            CredentialProblem::Source { profile: x(), source: "EcsContainer" },
            CredentialProblem::TokenFile { path: x() },
        ]
    }

    /// Every kind of error, with every way to mend it.
    fn kinds() -> Vec<ErrorKind> {
        let permission = x;
        let policy = DenyingPolicy::ServiceControl;
        let mut kinds = vec![
            ErrorKind::AccessDenied { permission: permission() },
            ErrorKind::InvalidCredentials,
            ErrorKind::ClockSkew,
            ErrorKind::ExplicitDeny { permission: permission(), policy },
            ErrorKind::UnreadableConfig { path: x() },
            ErrorKind::NoRegion,
            ErrorKind::NoSuchProfile { profile: x() },
            ErrorKind::NotFound,
            ErrorKind::Refused,
            ErrorKind::Throttled,
            ErrorKind::Unreachable { endpoint: None },
            ErrorKind::Proxy { proxy: x(), variable: x() },
            ErrorKind::ConnectionLost { endpoint: None },
            ErrorKind::TimedOut,
            ErrorKind::InvalidResponse,
            ErrorKind::ServiceFailure,
            ErrorKind::OutcomeUnknown,
            ErrorKind::NotApplied,
            ErrorKind::Other,
        ];
        for fix in [
            LoginFix::SsoLogin { profile: None },
            LoginFix::Login { profile: Some(x()) },
            LoginFix::Configure { profile: None },
            LoginFix::Process { profile: x() },
            LoginFix::Environment,
        ] {
            kinds.extend([
                ErrorKind::NoCredentials { fix: fix.clone() },
                ErrorKind::ExpiredCredentials { fix },
            ]);
        }
        for origin in [SettingOrigin::Environment, SettingOrigin::ConfigFile, SettingOrigin::Chosen] {
            kinds.push(ErrorKind::UnusableSetting { setting: x(), origin });
        }
        for problem in [
            TlsProblem::UnknownIssuer,
            TlsProblem::CaCertificate,
            TlsProblem::Expired,
            TlsProblem::NotYetValid,
            TlsProblem::OtherName,
            TlsProblem::Revoked,
            TlsProblem::UnusableCertificate,
            TlsProblem::NothingInCommon,
            TlsProblem::ClientCertificate,
            TlsProblem::Handshake,
        ] {
            kinds.push(ErrorKind::Tls { endpoint: None, problem });
        }
        kinds.extend(
            credential_problems().into_iter().map(|problem| ErrorKind::Credentials(Box::new(problem))),
        );
        kinds
    }

    #[test]
    fn no_advice_to_a_script_names_what_only_the_dashboard_has() {
        let messages = [
            "x",
            "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
            "Secrets Manager can't find the specified secret value for VersionId: x",
            "x because no service control policy allows the action",
        ];
        for operation in [Operation::ListSecrets, Operation::PutSecretValue] {
            for (kind, message) in
                kinds().into_iter().flat_map(|kind| messages.map(|text| (kind.clone(), text)))
            {
                let message = message.to_owned();
                let error = ServiceError { activity: operation.into(), kind, code: None, message };
                let advice = next(&error);
                assert!(advice.ends_with(['.', ')', '?']), "{advice}");
                let lower = advice.to_lowercase();
                for word in [
                    "refresh",
                    "journal",
                    " pane",
                    " here",
                    "switch",
                    "another terminal",
                    "start again",
                    "press",
                ] {
                    assert!(!lower.contains(word), "{word} in {advice}");
                }
            }
        }
    }
}
