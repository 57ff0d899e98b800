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
use serde_json::{Value, json};

pub use self::credential::Credential;
pub use self::sts::caller_identity;
use super::error::{ApiError, ErrorCode};
use super::operation::Operation;
use super::operations::{self, Reply};
use super::store::Location;

const TARGET_PREFIX: &str = "secretsmanager.";

/// A request as the wire carried it, before the store is asked.
pub enum Received {
    /// A request to STS, which needs no store. Its credential is valid.
    Sts(Credential),
    /// A request to Secrets Manager from a caller; or the error that it is answered with.
    SecretsManager(Result<(Location, operations::Request), ApiError>),
}

/// Reads an HTTP request.
pub fn receive(request: &Request<Vec<u8>>) -> Received {
    match Credential::of(request) {
        Ok(credential) if credential.service == "sts" => Received::Sts(credential),
        credential => {
            Received::SecretsManager(credential.and_then(|credential| decode(&credential, request)))
        }
    }
}

/// The HTTP response to a request of Secrets Manager.
pub fn respond(outcome: Result<Reply, ApiError>, request_id: &str) -> Response<Vec<u8>> {
    match outcome {
        Ok(reply) => response::success(&reply, request_id),
        Err(error) => response::error(&error, request_id),
    }
}

fn decode(
    credential: &Credential,
    request: &Request<Vec<u8>>,
) -> Result<(Location, operations::Request), ApiError> {
    let target = request.headers().get("x-amz-target").and_then(|target| target.to_str().ok());
    let operation = target
        .and_then(|target| target.strip_prefix(TARGET_PREFIX))
        .and_then(Operation::from_name)
        .ok_or_else(|| ApiError::new(ErrorCode::UnknownOperation, ""))?;
    let members = parse_body(request.body())?;
    constraint::check(operation, &members)?;
    let request =
        operations::Request::decode(operation, members).map_err(|error| serialization(&error.to_string()))?;
    Ok((credential.location(), request))
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
