//! `GetCallerIdentity`, the one operation of STS that clients of Secrets Manager need.

use http::{Response, StatusCode};

use super::credential::Credential;
use super::response::response;
use crate::embedded::store::caller_arn;

const CONTENT_TYPE: &str = "text/xml";
const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// Responds to a request in the query protocol. All operations but `GetCallerIdentity` are unknown.
pub fn caller_identity(credential: &Credential, body: &[u8], request_id: &str) -> Response<Vec<u8>> {
    let parameters = String::from_utf8_lossy(body);
    if parameters.split('&').any(|pair| pair == "Action=GetCallerIdentity") {
        response(StatusCode::OK, CONTENT_TYPE, identity(credential, request_id), request_id)
    } else {
        response(StatusCode::BAD_REQUEST, CONTENT_TYPE, unknown_operation(request_id), request_id)
    }
}

fn identity(credential: &Credential, request_id: &str) -> Vec<u8> {
    let location = credential.location();
    let (arn, account) = (caller_arn(&location), &location.account);
    format!(
        "<GetCallerIdentityResponse xmlns=\"{NAMESPACE}\"><GetCallerIdentityResult><Arn>{arn}</Arn>\
         <UserId>AROADEMODEMODEMODEMO:demo</UserId><Account>{account}</Account></GetCallerIdentityResult>\
         <ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></GetCallerIdentityResponse>"
    )
    .into_bytes()
}

fn unknown_operation(request_id: &str) -> Vec<u8> {
    format!(
        "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error><Type>Sender</Type><Code>InvalidAction</Code>\
         <Message>Could not find operation</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>"
    )
    .into_bytes()
}
