//! HTTP responses.

use http::{HeaderValue, Response, StatusCode, header};
use serde_json::{Value, json};

use crate::embedded::error::{ApiError, ErrorCode};
use crate::embedded::operations::Reply;

const CONTENT_TYPE: &str = "application/x-amz-json-1.1";

/// The response to a request that succeeded. A reply without members has an empty body.
pub fn success(reply: &Reply, request_id: &str) -> Response<Vec<u8>> {
    let mut body = serde_json::to_value(reply).unwrap_or_else(|_| json!({}));
    remove_nulls(&mut body);
    let body = if body == json!({}) { Vec::new() } else { body.to_string().into_bytes() };
    response(StatusCode::OK, CONTENT_TYPE, body, request_id)
}

/// The response to a request that failed.
pub fn error(error: &ApiError, request_id: &str) -> Response<Vec<u8>> {
    let status = match error.code {
        ErrorCode::InternalServiceError => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    };
    let mut body = json!({ "__type": error.code.as_str() });
    if !error.message.is_empty() {
        body[message_member(error.code)] = json!(error.message);
    }
    response(status, CONTENT_TYPE, body.to_string().into_bytes(), request_id)
}

/// The member that holds the message. Some errors that occur before the operation runs spell it in
/// lower case.
fn message_member(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::IncompleteSignature
        | ErrorCode::MissingAuthenticationToken
        | ErrorCode::Throttling
        | ErrorCode::Validation => "message",
        _ => "Message",
    }
}

/// A response with a body of any content type.
pub fn response(
    status: StatusCode,
    content_type: &'static str,
    body: Vec<u8>,
    request_id: &str,
) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Ok(request_id) = HeaderValue::from_str(request_id) {
        headers.insert("x-amzn-requestid", request_id);
    }
    response
}

/// Removes all members that are null: the service leaves out members without a value.
fn remove_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(remove_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_nulls),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
