//! The one operation of STS that a client of Secrets Manager needs: `GetCallerIdentity`.

use http::{Response, StatusCode};

use super::credential::Credential;
use super::response;
use crate::embedded::failure::Failure;
use crate::embedded::store::caller_arn;

const CONTENT_TYPE: &str = "text/xml";
const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// Answers a request in the query protocol.
pub fn answer(credential: &Result<Credential, Failure>, body: &[u8], id: &str) -> Response<Vec<u8>> {
    let asked = String::from_utf8_lossy(body);
    let is_known = asked.split('&').any(|pair| pair == "Action=GetCallerIdentity");
    match credential {
        Ok(credential) if is_known => response(StatusCode::OK, CONTENT_TYPE, identity(credential, id), id),
        _ => response(StatusCode::BAD_REQUEST, CONTENT_TYPE, unknown(id), id),
    }
}

fn identity(credential: &Credential, id: &str) -> Vec<u8> {
    let place = credential.place();
    let (arn, account) = (caller_arn(&place), &place.account);
    format!(
        "<GetCallerIdentityResponse xmlns=\"{NAMESPACE}\"><GetCallerIdentityResult><Arn>{arn}</Arn>\
         <UserId>AROADEMODEMODEMODEMO:demo</UserId><Account>{account}</Account></GetCallerIdentityResult>\
         <ResponseMetadata><RequestId>{id}</RequestId></ResponseMetadata></GetCallerIdentityResponse>"
    )
    .into_bytes()
}

fn unknown(id: &str) -> Vec<u8> {
    format!(
        "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error><Type>Sender</Type><Code>InvalidAction</Code>\
         <Message>Could not find operation</Message></Error><RequestId>{id}</RequestId></ErrorResponse>"
    )
    .into_bytes()
}
