//! A secret value that is sent appears neither in the request as it is logged nor in any error.

use super::canned::{Canned, Script};
use crate::secrets::ValueBody;
use crate::service::api::{ClientRequestToken, Completed, ErrorKind, NewSecret, Overwrite, Request};

const VALUE: &str = "hunter2";

fn token() -> ClientRequestToken {
    ClientRequestToken::new("11111111-2222-3333-4444-555555555555")
}

/// Every request that carries a value, with text and with binary values.
fn requests() -> Vec<Request> {
    let values = [ValueBody::text(VALUE.into()), ValueBody::binary(VALUE.into())];
    let of = |value: &ValueBody| {
        let new = NewSecret {
            name: "a".into(),
            description: None,
            kms_key_id: None,
            value: Some(value.clone()),
            tags: Vec::new(),
            replicas: Vec::new(),
            overwrite: Overwrite::Keep,
            token: token(),
        };
        let update = Request::UpdateSecret {
            secret: "a".into(),
            description: None,
            kms_key_id: None,
            value: Some(value.clone()),
            token: token(),
        };
        let (secret, labels) = ("a".into(), Vec::new());
        let put = Request::PutSecretValue { secret, value: value.clone(), labels, token: token() };
        [Request::CreateSecret(Box::new(new)), put, update]
    };
    values.iter().flat_map(of).collect()
}

fn assert_silent(request: &Request, completed: &Completed) {
    let error = completed.result.as_ref().unwrap_err();
    let shown = format!("{request:?} {request} {completed:?} {error} {}", error.next());
    // The second form is the value in base64.
    for form in [VALUE, "aHVudGVyMg"] {
        assert!(!shown.contains(form), "{shown}");
    }
}

#[tokio::test]
async fn errors_that_quote_what_was_sent_come_without_it() {
    let errors = [
        ("ValidationException", format!("Value '{VALUE}' at 'secretString' failed to satisfy constraint: x")),
        ("ValidationException", "Value 'aHVudGVyMg==' at 'secretBinary' failed".to_owned()),
        ("SerializationException", format!(r#"unexpected end of {{"SecretString":"{VALUE}"#)),
        ("AccessDeniedException", format!("x is not authorized to perform: {VALUE}:{VALUE}")),
        ("InternalServiceError", VALUE.to_owned()),
    ];
    for (code, message) in errors {
        for request in requests() {
            let script = Script::new([Canned::error(400, code, &message)]);
            let completed = script.connect().perform(&request).await;
            assert_silent(&request, &completed);
            let error = completed.result.unwrap_err();
            assert_eq!(error.code.as_deref(), Some(code));
            assert!(error.message.contains("(withheld)"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_page_that_echoes_the_request_comes_without_it() {
    for request in requests() {
        let page = format!("<html><title>Blocked: {VALUE}</title></html>");
        let script = Script::new([Canned::Response(403, "text/html", page)]);
        let completed = script.connect().perform(&request).await;
        assert_silent(&request, &completed);
        assert_eq!(completed.result.unwrap_err().kind, ErrorKind::InvalidResponse);
    }
}

#[tokio::test]
async fn errors_that_quote_a_member_of_what_was_sent_come_without_it() {
    let value = ValueBody::text(r#"{"user":"admin","password":"hunter2","port":5432}"#.into());
    for (code, quoted) in [
        ("ValidationException", "hunter2"),
        ("SerializationException", r#"{\"password\":\"hunter2\"}"#),
        ("InvalidParameterException", "aHVudGVyMg=="),
        ("InternalServiceError", "68756e74657232 at port 5432"),
        ("hunter2", "x"),
    ] {
        let script = Script::new([Canned::error(400, code, &format!("bad {quoted} value"))]);
        let (secret, labels) = ("a".into(), Vec::new());
        let request = Request::PutSecretValue { secret, value: value.clone(), labels, token: token() };
        let completed = script.connect().perform(&request).await;
        assert_silent(&request, &completed);
        let shown = completed.result.unwrap_err().to_string();
        assert!(shown.contains("bad") && !shown.contains("5432") && !shown.contains("68756e"), "{shown}");
    }
}

#[tokio::test]
async fn errors_of_other_requests_keep_what_they_quote() {
    let message = "1 validation error detected: Value 'a b' at 'secretId' failed to satisfy constraint: x";
    let script = Script::new([Canned::error(400, "ValidationException", message)]);
    let completed = script.connect().perform(&Request::DescribeSecret { secret: "a b".into() }).await;
    assert_eq!(completed.result.unwrap_err().message, message);
}
