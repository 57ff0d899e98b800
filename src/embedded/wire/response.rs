//! HTTP responses.

use http::{HeaderValue, Response, StatusCode, header};
use serde_json::json;

use crate::embedded::error::{ApiError, ErrorCode};
use crate::embedded::operations::Reply;

const CONTENT_TYPE: &str = "application/x-amz-json-1.1";

/// The response to a request that succeeded. A reply without members has an empty body.
pub fn success(reply: &Reply, request_id: &str) -> Response<Vec<u8>> {
    let mut body = serde_json::to_vec(reply).unwrap_or_default();
    if body == b"{}" {
        body.clear();
    }
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
