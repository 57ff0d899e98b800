//! The wire protocol: an HTTP request in, an HTTP response out, as the AWS SDKs speak them.
//!
//! Checks come in the service's order: signature, operation, JSON, the model's constraints; what
//! is left is the operation's own business.

mod constraint;
mod credential;
mod model;
mod shape;
mod sts;

use http::{HeaderValue, Request, Response, StatusCode, header};
use jiff::Timestamp;
use serde_json::{Value, json};

use self::credential::Credential;
use super::failure::{Code, Failure};
use super::operation::Operation;
use super::operations::{self, Reply};
use super::store::Store;

const TARGET_PREFIX: &str = "secretsmanager.";
const CONTENT_TYPE: &str = "application/x-amz-json-1.1";

/// Answers one request.
pub fn answer(store: &mut Store, request: &Request<Vec<u8>>, now: Timestamp) -> Response<Vec<u8>> {
    let id = store.new_id();
    let credential = Credential::of(request);
    if credential.as_ref().is_ok_and(|credential| credential.service == "sts") {
        return sts::answer(&credential, request.body(), &id);
    }
    let outcome = credential.and_then(|credential| perform(store, &credential, request, now));
    match outcome {
        Ok(reply) => success(&reply, &id),
        Err(failure) => refusal(&failure, &id),
    }
}

fn perform(
    store: &mut Store,
    credential: &Credential,
    request: &Request<Vec<u8>>,
    now: Timestamp,
) -> Result<Reply, Failure> {
    let target = request.headers().get("x-amz-target").and_then(|target| target.to_str().ok());
    let operation = target
        .and_then(|target| target.strip_prefix(TARGET_PREFIX))
        .and_then(Operation::named)
        .ok_or_else(|| Failure::new(Code::UnknownOperation, ""))?;
    let members = members(request.body())?;
    constraint::check(operation, &members)?;
    let request =
        operations::Request::decode(operation, members).map_err(|error| serialization(&error.to_string()))?;
    store.apply(&credential.place(), request, now)
}

/// The body as a JSON object; an empty body is one with no members.
fn members(body: &[u8]) -> Result<Value, Failure> {
    if body.is_empty() {
        return Ok(json!({}));
    }
    match serde_json::from_slice(body) {
        Ok(members @ Value::Object(_)) => Ok(members),
        Ok(_) => Err(serialization("Unexpected value type in payload")),
        Err(_) => Err(serialization("")),
    }
}

fn serialization(message: &str) -> Failure {
    Failure::new(Code::Serialization, message)
}

fn success(reply: &Reply, id: &str) -> Response<Vec<u8>> {
    let mut body = serde_json::to_value(reply).unwrap_or_else(|_| json!({}));
    leave_out_absent(&mut body);
    // What has nothing to say has no body.
    let body = if body == json!({}) { Vec::new() } else { body.to_string().into_bytes() };
    response(StatusCode::OK, CONTENT_TYPE, body, id)
}

fn refusal(failure: &Failure, id: &str) -> Response<Vec<u8>> {
    let status = match failure.code {
        Code::InternalServiceError => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    };
    let code = failure.code.as_str();
    let message = match failure.code {
        Code::IncompleteSignature
        | Code::MissingAuthenticationToken
        | Code::Throttling
        | Code::Validation => "message",
        _ => "Message",
    };
    let mut body = json!({ "__type": code });
    if !failure.message.is_empty() {
        body[message] = json!(failure.message);
    }
    json_response(status, &body, id)
}

fn json_response(status: StatusCode, body: &Value, id: &str) -> Response<Vec<u8>> {
    response(status, CONTENT_TYPE, body.to_string().into_bytes(), id)
}

fn response(status: StatusCode, content_type: &'static str, body: Vec<u8>, id: &str) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert("x-amzn-requestid", id);
    }
    response
}

/// The service sends no nulls: a field without a value is not there.
fn leave_out_absent(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(leave_out_absent);
        }
        Value::Array(items) => items.iter_mut().for_each(leave_out_absent),
        _ => {}
    }
}
