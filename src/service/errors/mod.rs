//! Errors of the SDK, translated into [`ServiceError`]s that say what failed, why, and what to do next.

pub(super) mod causes;
mod clock;
pub(super) mod codes;
mod credentials;
mod network;
mod redact;
mod tls;
mod unexpected_response;

use super::api::{Activity, CredentialProblem, ErrorKind, LoginFix, ServiceError};
use super::call_trace::CallTrace;
use super::config_files::ConfigProblems;
use super::http_client::{Proxies, ProxyName, RESPONSE_LIMIT};
use super::login::CurrentLogin;
use crate::secrets::{Arn, ValueBody, VersionId};
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use http_body_util::LengthLimitError;
use redact::redact;
pub use redact::{is_redacted_by_line, redact_output};
use std::error::Error;
use std::time::Duration;
use unexpected_response::UnexpectedResponse;

/// The most characters of a message: the longest of AWS's own, which quote ARNs, have some hundreds.
const MESSAGE_LIMIT: usize = 1_000;

/// Translates the errors of one call.
pub(super) struct ErrorTranslator<'a> {
    /// The activity that the call is part of.
    pub(super) activity: Activity,
    /// The IAM permission that the activity needs.
    pub(super) permission: String,
    /// The way to renew the login.
    pub(super) login: &'a CurrentLogin,
    /// The problems of the config files that may be why credentials are missing.
    pub(super) config_problems: &'a ConfigProblems,
    /// The time that an attempt may take.
    pub(super) attempt_timeout: Duration,
    /// The secret value that is sent. No error may quote it.
    pub(super) sent_value: Option<&'a ValueBody>,
    /// The proxies that requests go through.
    pub(super) proxies: &'a Proxies,
    /// The trace of the call.
    pub(super) trace: &'a CallTrace,
}

impl ErrorTranslator<'_> {
    /// Translates an error of the SDK. The result never quotes the secret value that was sent, nor a response that may
    /// contain one.
    pub(super) fn translate<E>(&self, error: &SdkError<E, HttpResponse>) -> ServiceError
    where
        E: Error + ProvideErrorMetadata + 'static,
    {
        if let Some(cause) = causes::find::<CredentialsError>(error) {
            return self.translate_credentials(cause);
        }
        match error {
            SdkError::ServiceError(context) => self.translate_service_error(context.err(), context.raw()),
            SdkError::ResponseError(_) | SdkError::DispatchFailure(_)
                if causes::find::<LengthLimitError>(error).is_some() =>
            {
                let limit = RESPONSE_LIMIT >> 20;
                let text =
                    format!("The response is larger than {limit} MB, more than Secrets Manager ever sends.");
                self.error((ErrorKind::InvalidResponse, text))
            }
            // The SDK keeps no body if it was not read to its end.
            SdkError::ResponseError(context) if context.raw().body().bytes().is_none() => {
                self.error(network::lost_in_response(self.trace.endpoint()))
            }
            SdkError::ResponseError(context) => {
                let response = UnexpectedResponse::of(context.raw());
                let message = self.with_hint(response.describe(&self.answerer()), &response);
                self.error((ErrorKind::InvalidResponse, message))
            }
            SdkError::TimeoutError(_) => self.error((ErrorKind::TimedOut, self.timeout_message())),
            SdkError::DispatchFailure(context) => {
                let cause = context.as_connector_error().map_or(error as &(dyn Error + 'static), |e| e);
                let (kind, message) = network::explain(cause, self.trace.endpoint(), self.proxy());
                let may_be_wrong_scheme =
                    matches!(kind, ErrorKind::ConnectionLost { .. }) && !self.trace.was_ever_answered();
                self.error((kind, if may_be_wrong_scheme { self.with_scheme_hint(message) } else { message }))
            }
            _ => self.error((ErrorKind::Other, causes::sentence(error))),
        }
    }

    /// Translates an error of the credential providers.
    pub(super) fn translate_credentials(&self, error: &CredentialsError) -> ServiceError {
        self.error(self.with_config_problems(credentials::explain(error, &self.login.fix())))
    }

    /// The error for credentials that were renewed, and are of the account `now` instead of `shown`.
    pub(super) fn other_account(&self, shown: String, now: String) -> ServiceError {
        let message =
            format!("The renewed login is of account {now}, and {shown} is on screen. Nothing was sent.");
        self.error((
            ErrorKind::Credentials(Box::new(CredentialProblem::OtherAccount { shown, now })),
            message,
        ))
    }

    /// Credentials that were not found may be in a config file that could not be read.
    fn with_config_problems(&self, (kind, message): (ErrorKind, String)) -> (ErrorKind, String) {
        let is_logged_in_elsewhere =
            matches!(self.login.fix(), LoginFix::SsoLogin { .. } | LoginFix::Login { .. });
        if is_logged_in_elsewhere {
            return (kind, message);
        }
        let problems = self.config_problems;
        match (&kind, &problems.unreadable) {
            (ErrorKind::NoCredentials { .. }, Some(path)) => {
                (ErrorKind::UnreadableConfig { path: path.clone() }, problems.text.clone())
            }
            (ErrorKind::NoCredentials { .. }, None) => (kind, problems.after(message)),
            _ => (kind, message),
        }
    }

    /// The error for a response without `fields`, which it must have.
    pub(super) fn missing_fields(&self, fields: &str) -> ServiceError {
        self.error((ErrorKind::InvalidResponse, format!("The response lacks {fields}.")))
    }

    /// The error for a response about another secret than the one that was asked about.
    pub(super) fn other_secret(&self, arn: &Arn) -> ServiceError {
        let message = format!("The response is about another secret, {arn}.");
        self.error((ErrorKind::InvalidResponse, message))
    }

    /// The error for the value of another version than the one that was asked for.
    pub(super) fn other_version(&self, version: &VersionId) -> ServiceError {
        let message = format!("The response is about another version, {}.", version.as_str());
        self.error((ErrorKind::InvalidResponse, message))
    }

    fn timeout_message(&self) -> String {
        let from = self.trace.endpoint().map(|endpoint| format!(" from {endpoint}")).unwrap_or_default();
        let seconds = match self.attempt_timeout.as_secs_f64() {
            1.0 => "1 second".to_owned(),
            seconds => format!("{seconds} seconds"),
        };
        match self.trace.attempts() {
            1 => format!("No response{from} within {seconds}."),
            attempts => format!("No response{from} in {attempts} attempts of {seconds}."),
        }
    }

    fn translate_service_error<E: ProvideErrorMetadata>(
        &self,
        error: &E,
        response: &HttpResponse,
    ) -> ServiceError {
        let Some(code) = error.code().filter(|code| !code.is_empty()) else {
            return self.unexpected(&UnexpectedResponse::of(response));
        };
        let message = self.redacted(error.message().unwrap_or_default().to_owned());
        let kind =
            codes::kind(code, &message, response.status().as_u16(), &self.permission, &self.login.fix());
        let message = if message.is_empty() { codes::default_message(code).to_owned() } else { message };
        let message = match kind {
            ErrorKind::ClockSkew => clock::explain(&message, self.trace.clock_ahead()),
            _ => message,
        };
        ServiceError { code: Some(self.redacted(code.to_owned())), ..self.error((kind, message)) }
    }

    /// The error for an error response without an error code, from the endpoint or from a proxy in front of it.
    fn unexpected(&self, response: &UnexpectedResponse) -> ServiceError {
        if let Some(proxy) = self.proxy().filter(|_| response.is_of_a_proxy()) {
            return self.error(network::login_to_proxy(proxy));
        }
        let (kind, message) = response.explain(&self.answerer());
        self.error((kind, self.with_hint(message, response)))
    }

    /// The proxy that the request went through.
    fn proxy(&self) -> Option<&ProxyName> {
        self.proxies.name_for(&self.trace.endpoint()?.parse().ok()?)
    }

    /// Who has answered, in words.
    fn answerer(&self) -> String {
        match self.proxy() {
            Some(proxy) => format!("The proxy {}, or the endpoint behind it,", proxy.url),
            None => "The endpoint".to_owned(),
        }
    }

    fn with_hint(&self, message: String, response: &UnexpectedResponse) -> String {
        if response.asks_for_tls() { self.with_scheme_hint(message) } else { message }
    }

    /// The message with a hint at HTTPS if the request went over HTTP, and the other way round.
    fn with_scheme_hint(&self, message: String) -> String {
        match self.trace.endpoint() {
            Some(endpoint) if endpoint.starts_with("http://") => format!("{message} {}", network::TRY_HTTPS),
            // AWS's own endpoints speak TLS.
            Some(endpoint) if !endpoint.contains(".amazonaws.com") => {
                format!("{message} {}", network::TRY_HTTP)
            }
            Some(_) | None => message,
        }
    }

    fn error(&self, (kind, message): (ErrorKind, String)) -> ServiceError {
        ServiceError { activity: self.activity, kind, code: None, message: self.redacted(message) }
    }

    fn redacted(&self, message: String) -> String {
        let message = match self.sent_value {
            Some(value) => redact(value, &message),
            None => message,
        };
        shortened(message)
    }
}

/// A message without what is beyond [`MESSAGE_LIMIT`], so that what to do next, which stands below it, stays on screen.
fn shortened(mut message: String) -> String {
    if let Some((end, _)) = message.char_indices().nth(MESSAGE_LIMIT) {
        message.truncate(end);
        message.push('…');
    }
    message
}
