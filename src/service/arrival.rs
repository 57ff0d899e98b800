//! The end of an attempt: some ends prove that the attempt changed nothing, all others leave its outcome open.

use super::errors::{causes, codes};
use aws_smithy_runtime_api::client::interceptors::context::FinalizerInterceptorContextRef;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use serde_json::Value;
use std::io;

/// True if an attempt has certainly changed nothing: it never left this machine, or the service refused it.
pub(super) fn changed_nothing(attempt: &FinalizerInterceptorContextRef<'_>) -> bool {
    if let Some(Err(error)) = attempt.output_or_error()
        && let Some(error) = error.as_connector_error()
    {
        return is_unsent(error);
    }
    attempt.response().is_some_and(is_refusal)
}

/// True if there was no connection to send the request on.
fn is_unsent(error: &ConnectorError) -> bool {
    let is_refused = |cause: &io::Error| cause.kind() == io::ErrorKind::ConnectionRefused;
    causes::find::<io::Error>(error).is_some_and(is_refused)
        || causes::chain(error).any(|cause| {
            let text = cause.to_string();
            // hyper and the SDK keep the types of these errors to themselves.
            text == "client error (Connect)" || text.starts_with("HTTP connect timeout")
        })
}

/// True if a response is an error of the service, or of a rate limiter before it, that refuses the request. An internal
/// error refuses nothing, and neither does a page of a proxy: the request may have passed it.
fn is_refusal(response: &HttpResponse) -> bool {
    match response.status().as_u16() {
        // Pages of a list are long: only an error is looked into.
        status @ 400.. => match (status, error_code(response)) {
            (429, _) | (400..500, Some(_)) => true,
            (status, Some(code)) => codes::is_throttling(&code, status),
            (_, None) => false,
        },
        _ => false,
    }
}

/// The code of an error response, if it has one.
fn error_code(response: &HttpResponse) -> Option<String> {
    let in_header = response.headers().get("x-amzn-errortype").map(str::to_owned);
    let code = in_header.or_else(|| {
        let body: Value = serde_json::from_slice(response.body().bytes()?).ok()?;
        let code = body.get("code").or_else(|| body.get("__type"))?.as_str()?;
        Some(code.to_owned())
    })?;
    let code = code.split(':').next()?.rsplit('#').next()?;
    (!code.is_empty()).then(|| code.to_owned())
}
