//! Why there are no credentials: what the chain of providers says, and which login mends it.

use super::causes;
use crate::service::api::{ErrorKind, LoginFix};
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::result::ConnectorError;

/// What providers say of a login that was valid once.
const EXPIRED: &[&str] =
    &["expired", "reauthenticate", "token not found or invalid", "UnauthorizedException"];

/// What providers say of keys that are wrong.
const WRONG_KEYS: &[&str] = &["InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException"];

/// Explains why `error` left the request without credentials.
pub(super) fn judge(error: &CredentialsError, login: &LoginFix) -> (ErrorKind, String) {
    let details = causes::sentence(error);
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| details.contains(phrase));
    // First, since a certificate can expire as well.
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
    // The instance metadata come last in the chain: an error of theirs means that no other place had any.
    let nothing = matches!(error, CredentialsError::CredentialsNotLoaded(_)) || details.contains("IMDS");
    let details = if nothing { nothing_found(&details) } else { details };
    (ErrorKind::NoCredentials { fix: login.clone() }, details)
}

fn not_authorized(details: &str) -> Option<String> {
    let (_, rest) = details.split_once("not authorized to perform: ")?;
    rest.split_whitespace().next().map(str::to_owned)
}

/// The SDK's list of all that was tried is long; the places are enough.
fn nothing_found(details: &str) -> String {
    let places = "None in the environment, the profile, the container and the instance metadata";
    if details.contains("IMDS") && !details.contains("credentials found in chain") {
        return format!("{places}: {details}");
    }
    format!("{places}.")
}
