//! What went wrong with a call, in a user's words: every way in which the SDK can fail becomes a [`ServiceError`].

mod answer;
pub(super) mod causes;
mod codes;
mod credentials;
mod unreachable;
mod withheld;

use super::api::{Activity, ErrorKind, LoginFix, ServiceError};
use super::watch::Watch;
use crate::secrets::ValueBody;
use answer::RawAnswer;
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::error::Error;
use std::time::Duration;

/// What must be known of a call to explain its failure.
pub(super) struct Failure<'a> {
    /// The activity that the call is part of.
    pub(super) activity: Activity,
    /// The permission that the operation needs.
    pub(super) permission: String,
    /// What renews the login.
    pub(super) login: &'a LoginFix,
    /// How long each attempt may take.
    pub(super) attempt_timeout: Duration,
    /// The value that is sent, which no error may quote.
    pub(super) sent: Option<&'a ValueBody>,
    /// Where the call was sent.
    pub(super) watch: &'a Watch,
}

impl Failure<'_> {
    /// Explains an error of the SDK. The text never quotes an answer that may hold a value, nor the value
    /// that was sent.
    pub(super) fn explain<E>(&self, error: &SdkError<E, HttpResponse>) -> ServiceError
    where
        E: Error + ProvideErrorMetadata + 'static,
    {
        if let Some(cause) = causes::find::<CredentialsError>(error) {
            return self.because(credentials::judge(cause, self.login));
        }
        match error {
            SdkError::ServiceError(context) => self.explain_answered(context.err(), context.raw()),
            // A body that was never read to its end is not kept.
            SdkError::ResponseError(context) if context.raw().body().bytes().is_none() => {
                self.because(unreachable::broken_off(self.watch.endpoint()))
            }
            SdkError::ResponseError(context) => {
                self.because((ErrorKind::InvalidResponse, RawAnswer::of(context.raw()).in_words()))
            }
            SdkError::TimeoutError(_) => self.because((ErrorKind::TimedOut, self.silence())),
            SdkError::DispatchFailure(context) => {
                let cause = context.as_connector_error().map_or(error as &(dyn Error + 'static), |e| e);
                self.because(unreachable::judge(cause, self.watch.endpoint()))
            }
            _ => self.because((ErrorKind::Other, causes::sentence(error))),
        }
    }

    /// An answer that parses but lacks `fields`, without which it says nothing.
    pub(super) fn incomplete(&self, fields: &str) -> ServiceError {
        self.because((ErrorKind::InvalidResponse, format!("The answer lacks {fields}.")))
    }

    fn silence(&self) -> String {
        let from = self.watch.endpoint().map(|endpoint| format!(" from {endpoint}")).unwrap_or_default();
        let seconds = match self.attempt_timeout.as_secs_f64() {
            1.0 => "1 second".to_owned(),
            seconds => format!("{seconds} seconds"),
        };
        match self.watch.attempts() {
            1 => format!("No answer came{from} within {seconds}."),
            attempts => format!("No answer came{from} in {attempts} attempts of {seconds}."),
        }
    }

    fn explain_answered<E: ProvideErrorMetadata>(&self, error: &E, raw: &HttpResponse) -> ServiceError {
        let answer = RawAnswer::of(raw);
        let Some(code) = error.code().filter(|code| !code.is_empty()) else {
            return self.because(answer.without_code());
        };
        let message = self.withhold(error.message().unwrap_or_default().to_owned());
        let kind = codes::kind(code, &message, raw.status().as_u16(), &self.permission, self.login);
        let message = if message.is_empty() { codes::meaning(code).to_owned() } else { message };
        ServiceError { code: Some(code.to_owned()), ..self.because((kind, message)) }
    }

    fn because(&self, (kind, message): (ErrorKind, String)) -> ServiceError {
        let message = self.withhold(message);
        ServiceError { activity: self.activity, kind, code: None, message }
    }

    fn withhold(&self, words: String) -> String {
        match self.sent {
            Some(value) => withheld::without(value, &words),
            None => words,
        }
    }
}
