//! Errors of the credential providers.

use super::causes;
use crate::service::api::{ErrorKind, LoginFix};
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::result::ConnectorError;

/// Phrases of providers for a login that has expired.
const EXPIRED: &[&str] =
    &["expired", "reauthenticate", "token not found or invalid", "UnauthorizedException"];

/// Phrases of providers for access keys that are wrong.
const WRONG_KEYS: &[&str] = &["InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException"];

/// Explains why the providers gave no credentials.
pub(super) fn explain(error: &CredentialsError, login: &LoginFix) -> (ErrorKind, String) {
    let details = causes::sentence(error);
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| details.contains(phrase));
    // Checked first, since a certificate can be "expired" too.
    if causes::find::<ConnectorError>(error).is_some_and(|e| e.is_io() || e.is_timeout()) {
        return (ErrorKind::Unreachable { endpoint: None }, details);
    }
    if says(EXPIRED) {
        return (ErrorKind::ExpiredCredentials { fix: login.clone() }, details);
    }
    if let Some(permission) = not_authorized(&details) {
        return (ErrorKind::AccessDenied { permission }, details);
    }
    if says(WRONG_KEYS) {
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

fn not_authorized(details: &str) -> Option<String> {
    let (_, rest) = details.split_once("not authorized to perform: ")?;
    rest.split_whitespace().next().map(str::to_owned)
}

/// The message for no credentials. The SDK's own message lists all that was tried at length.
fn none_found_message(details: &str) -> String {
    let places = "None in the environment, the profile, the container and the instance metadata";
    if details.contains("IMDS") && !details.contains("credentials found in chain") {
        return format!("{places}: {details}");
    }
    format!("{places}.")
}
