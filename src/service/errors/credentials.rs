//! Errors of the credential providers.

use super::{causes, clock, codes, network, tls};
use crate::secrets::upper_first;
use crate::service::api::{CredentialProblem, DenyingPolicy, ErrorKind, LoginFix};
use crate::service::credentials::{
    LoadError, PlanError, ProcessFailure, ProfileError, Unreadable, UnusableKeys,
};
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::error::metadata::ErrorMetadata;
use std::error::Error;

/// Phrases of providers for a login that has expired.
const EXPIRED: &[&str] =
    &["expired", "reauthenticate", "token not found or invalid", "UnauthorizedException"];

/// Phrases of providers for a login that was never made, or can't be read.
const NOT_LOGGED_IN: &[&str] = &["failed to load the cached SSO token", "No such file or directory"];

/// Phrases of providers for access keys that are wrong.
const WRONG_KEYS: &[&str] = &["InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException"];

/// Explains why the providers gave no credentials.
pub(super) fn explain(error: &CredentialsError, login: &LoginFix) -> (ErrorKind, String) {
    if let Some(LoadError(shared)) = causes::find(error) {
        return explain(shared, login);
    }
    if let Some(Unreadable(error)) = causes::find(error) {
        return (error.kind.clone(), error.message.clone());
    }
    if let Some(unusable) = causes::find::<UnusableKeys>(error) {
        return (ErrorKind::InvalidCredentials, unusable.to_string());
    }
    match causes::find::<ProfileError>(error) {
        Some(cause) => explain_profile(cause, login),
        None => explain_other(error, login),
    }
}

/// Explains the failure of a way to get credentials that a profile configures.
fn explain_profile(error: &ProfileError, login: &LoginFix) -> (ErrorKind, String) {
    let message = causes::sentence(error);
    let problem = match error {
        ProfileError::Plan(PlanError::SourceEmpty { .. }) => {
            return (ErrorKind::NoCredentials { fix: login.clone() }, message);
        }
        ProfileError::Plan(plan) => CredentialProblem::Settings { settings: settings(plan) },
        ProfileError::Process(process) => {
            let profile = process.profile.clone();
            match process.failure {
                ProcessFailure::NoCommand
                | ProcessFailure::NoProgram { .. }
                | ProcessFailure::NotStarted { .. } => CredentialProblem::ProcessMissing { profile },
                ProcessFailure::Failed { .. } | ProcessFailure::InvalidOutput { .. } => {
                    CredentialProblem::Process { profile }
                }
                ProcessFailure::TimedOut { .. } => CredentialProblem::ProcessTimedOut { profile },
                ProcessFailure::Stopped { .. } => CredentialProblem::ProcessStopped { profile },
            }
        }
        ProfileError::SourceFailed { profile, named, cause } => {
            let message = format!("{}: {}", first_sentence(error), causes::sentence(cause.as_ref()));
            let problem = CredentialProblem::Source { profile: profile.clone(), source: named.as_str() };
            return (ErrorKind::Credentials(Box::new(problem)), message);
        }
        ProfileError::TokenFile { path, .. } => CredentialProblem::TokenFile { path: path.clone() },
        ProfileError::Role { owner: _, role, mfa_serial, cause } => {
            return explain_role(error, role, mfa_serial.as_deref(), cause.as_ref(), login);
        }
    };
    (ErrorKind::Credentials(Box::new(problem)), message)
}

/// Explains why STS gave no credentials for a role.
fn explain_role(
    error: &ProfileError,
    role: &str,
    mfa_serial: Option<&str>,
    cause: &(dyn Error + 'static),
    login: &LoginFix,
) -> (ErrorKind, String) {
    let details = causes::sentence(cause);
    let message = format!("{}: {details}", first_sentence(error));
    if let Some(connector) = causes::find::<ConnectorError>(cause) {
        let (kind, why) = network::explain(connector, None, None);
        return (kind, format!("{}: {why}", first_sentence(error)));
    }
    if clock::is_about_time("", &details) {
        return (ErrorKind::ClockSkew, clock::explain(&message, None));
    }
    let code = causes::find::<ErrorMetadata>(cause).and_then(ErrorMetadata::code).unwrap_or_default();
    let permission = "sts:AssumeRole";
    let role = role.to_owned();
    let kind = match code {
        _ if DenyingPolicy::in_message(&details).is_some() => codes::denial(&details, permission),
        "AccessDenied" | "AccessDeniedException" => {
            ErrorKind::Credentials(Box::new(match (mfa_serial, error) {
                (Some(device), ProfileError::Role { owner, .. }) => CredentialProblem::Mfa {
                    profile: owner.trim_start_matches("profile ").to_owned(),
                    role,
                    device: device.to_owned(),
                },
                _ => CredentialProblem::RoleDenied { role },
            }))
        }
        _ if has(&details, EXPIRED) => ErrorKind::ExpiredCredentials { fix: login.clone() },
        _ if has(&details, WRONG_KEYS) => ErrorKind::InvalidCredentials,
        _ => ErrorKind::Credentials(Box::new(CredentialProblem::RoleFailed { role })),
    };
    (kind, message)
}

/// The error without its causes, as the beginning of a sentence.
fn first_sentence(error: &ProfileError) -> String {
    upper_first(&error.to_string())
}

/// The settings that a wrong configuration asks to correct.
fn settings(error: &PlanError) -> String {
    let (setting, profile) = match error {
        PlanError::SourceMissing { profile, .. } | PlanError::SourceEmpty { profile, .. } => {
            ("source_profile", profile)
        }
        PlanError::SourceLoop { profiles } => {
            return format!("source_profile of profile {}", profiles.last().map_or("", String::as_str));
        }
        PlanError::TwoSources { profile } | PlanError::NoSource { profile } => {
            ("source_profile and credential_source", profile)
        }
        PlanError::UnknownSource { profile, .. } => ("credential_source", profile),
        PlanError::NoSsoSession { profile, .. } => ("sso_session", profile),
        PlanError::SsoIncomplete { profile, .. } => ("the SSO settings", profile),
        PlanError::SsoInconsistent { profile, setting } => (setting.as_str(), profile),
        PlanError::WebIdentityWithoutRole { owner } => return format!("role_arn of {owner}"),
        PlanError::Gone { profile } => ("the credentials", profile),
        PlanError::HalfKeys { profile, missing } => (*missing, profile),
    };
    format!("{setting} of profile {profile}")
}

fn has(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| text.contains(phrase))
}

/// Explains the errors of the SDK's own providers.
fn explain_other(error: &CredentialsError, login: &LoginFix) -> (ErrorKind, String) {
    let details = causes::sentence(error);
    if let Some(tls) = causes::find::<rustls::Error>(error)
        && let Some((problem, words)) = tls::explain(tls, "the service that gives credentials")
    {
        return (ErrorKind::Tls { endpoint: None, problem }, words);
    }
    // Checked first, since a certificate can be "expired" too.
    if causes::find::<ConnectorError>(error).is_some_and(|e| e.is_io() || e.is_timeout()) {
        return (ErrorKind::Unreachable { endpoint: None }, details);
    }
    if clock::is_about_time("", &details) {
        return (ErrorKind::ClockSkew, clock::explain(&details, None));
    }
    let logs_in = matches!(login, LoginFix::SsoLogin { .. } | LoginFix::Login { .. });
    if logs_in && has(&details, NOT_LOGGED_IN) {
        let fix = login.clone();
        let message = "This machine has no login for the profile, or one that can't be read.".to_owned();
        return (ErrorKind::NoCredentials { fix }, message);
    }
    if has(&details, EXPIRED) {
        return (ErrorKind::ExpiredCredentials { fix: login.clone() }, details);
    }
    if details.contains("not authorized to perform: ") {
        return (codes::denial(&details, "sts:AssumeRole"), details);
    }
    if has(&details, WRONG_KEYS) {
        return (ErrorKind::InvalidCredentials, details);
    }
    if matches!(error, CredentialsError::ProviderTimedOut(_)) {
        return (ErrorKind::TimedOut, details);
    }
    // Instance metadata is the last provider: its error means that no other provider has credentials.
    let none_found = matches!(error, CredentialsError::CredentialsNotLoaded(_)) || details.contains("IMDS");
    let details = if none_found { none_found_message(&details) } else { details };
    (ErrorKind::NoCredentials { fix: login.clone() }, details)
}

/// The message for no credentials. The SDK's own message lists all that was tried at length.
fn none_found_message(details: &str) -> String {
    let places = "None in the environment, the profile, the container and the instance metadata";
    if details.contains("IMDS") && !details.contains("credentials found in chain") {
        return format!("{places}: {details}");
    }
    format!("{places}.")
}
