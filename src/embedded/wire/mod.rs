//! The wire protocol: from an HTTP request to an HTTP response, as the AWS SDKs speak it.
//!
//! Checks run in the order of the service: signature, operation, JSON, constraints of the model. The
//! operation checks the rest.

mod constraint;
mod credential;
mod model;
mod response;
mod shape;
mod sts;

use http::{Request, Response};
use jiff::Timestamp;
use serde_json::{Value, json};

use self::credential::Credential;
use super::error::{ApiError, ErrorCode};
use super::operation::Operation;
use super::operations::{self, Reply};
use super::store::Store;

const TARGET_PREFIX: &str = "secretsmanager.";

/// Responds to an HTTP request.
pub fn respond(store: &mut Store, request: &Request<Vec<u8>>, now: Timestamp) -> Response<Vec<u8>> {
    let request_id = store.new_id();
    let credential = Credential::of(request);
    if credential.as_ref().is_ok_and(|credential| credential.service == "sts") {
        return sts::respond(&credential, request.body(), &request_id);
    }
    let outcome = credential.and_then(|credential| perform(store, &credential, request, now));
    match outcome {
        Ok(reply) => response::success(&reply, &request_id),
        Err(error) => response::error(&error, &request_id),
    }
}

fn perform(
    store: &mut Store,
    credential: &Credential,
    request: &Request<Vec<u8>>,
    now: Timestamp,
) -> Result<Reply, ApiError> {
    let target = request.headers().get("x-amz-target").and_then(|target| target.to_str().ok());
    let operation = target
        .and_then(|target| target.strip_prefix(TARGET_PREFIX))
        .and_then(Operation::from_name)
        .ok_or_else(|| ApiError::new(ErrorCode::UnknownOperation, ""))?;
    let members = parse_body(request.body())?;
    constraint::check(operation, &members)?;
    let request =
        operations::Request::decode(operation, members).map_err(|error| serialization(&error.to_string()))?;
    store.apply(&credential.location(), request, now)
}

/// Parses the body as a JSON object. An empty body counts as an object without members.
fn parse_body(body: &[u8]) -> Result<Value, ApiError> {
    if body.is_empty() {
        return Ok(json!({}));
    }
    match serde_json::from_slice(body) {
        Ok(members @ Value::Object(_)) => Ok(members),
        Ok(_) => Err(serialization("Unexpected value type in payload")),
        Err(_) => Err(serialization("")),
    }
}

fn serialization(message: &str) -> ApiError {
    ApiError::new(ErrorCode::Serialization, message)
}
