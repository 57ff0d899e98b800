//! Failures come back as errors that say what failed, why and where.

use super::canned::{Canned, ENDPOINT, Script};
use crate::service::api::{
    Activity, Completed, DenyingPolicy, ErrorKind, LoginFix, Operation, Request, ServiceError,
    VersionSelector,
};
use std::io;

async fn read_value(script: &Script) -> Completed {
    let request = Request::GetSecretValue { secret: "a".into(), version: VersionSelector::Current };
    script.connect().perform(&request).await
}

/// The error of reading a value, with the number of attempts.
async fn fail(answer: Canned) -> (ServiceError, u32) {
    let script = Script::new([answer]);
    let completed = read_value(&script).await;
    let sent = u32::try_from(script.received().len()).unwrap();
    assert_eq!(completed.attempts, sent, "the journal counts what was sent");
    let error = completed.result.unwrap_err();
    for dump in ["Error {", "Failure(", "Some(", "dispatch failure", "unhandled error", "service error"] {
        assert!(!error.to_string().contains(dump), "a debug dump: {error}");
    }
    assert_eq!(error.activity, Operation::GetSecretValue.into());
    (error, sent)
}

fn login() -> LoginFix {
    LoginFix::SsoLogin { profile: Some("dev".into()) }
}

#[tokio::test]
async fn a_denial_is_not_retried_and_names_the_permission() {
    let text = "User: arn:aws:iam::1:user/a is not authorized to perform: secretsmanager:GetSecretValue on resource: a";
    let (error, attempts) = fail(Canned::error(400, "AccessDeniedException", text)).await;
    let permission = "secretsmanager:GetSecretValue".to_owned();
    assert_eq!(error.kind, ErrorKind::AccessDenied { permission });
    assert_eq!((error.code.as_deref(), error.message.as_str()), (Some("AccessDeniedException"), text));
    assert_eq!(attempts, 1);
}

#[tokio::test]
async fn an_explicit_deny_names_the_policy_and_who_can_help() {
    let denied = "User: arn:aws:iam::1:user/a is not authorized to perform: secretsmanager:GetSecretValue on resource: a";
    let by = |end: &str| Canned::error(400, "AccessDeniedException", &format!("{denied} {end}"));
    let (error, _) = fail(by("with an explicit deny in a service control policy")).await;
    let permission = "secretsmanager:GetSecretValue".to_owned();
    assert_eq!(error.kind, ErrorKind::ExplicitDeny { permission, policy: DenyingPolicy::ServiceControl });
    assert!(error.is_denied() && error.next().contains("no further permission helps"), "{error}");
    assert!(error.next().contains("administrators of the AWS organization"), "{error}");
    let (error, _) =
        fail(by("because no permissions boundary allows the secretsmanager:GetSecretValue action")).await;
    assert!(matches!(error.kind, ErrorKind::AccessDenied { .. }), "{error}");
    assert!(error.next().contains("in a permissions boundary"), "{error}");
    let (error, _) =
        fail(by("because no identity-based policy allows the secretsmanager:GetSecretValue action")).await;
    assert_eq!(error.next(), "Ask for the permission secretsmanager:GetSecretValue, then refresh.");
}

#[tokio::test]
async fn a_key_that_must_not_be_used_names_its_permission() {
    let (error, _) = fail(Canned::error(400, "AccessDeniedException", "Access to KMS is not allowed")).await;
    assert_eq!(error.kind, ErrorKind::AccessDenied { permission: "kms:Decrypt".into() });
}

#[tokio::test]
async fn throttling_and_faults_of_the_service_are_tried_three_times() {
    let (error, attempts) = fail(Canned::error(400, "ThrottlingException", "Rate exceeded")).await;
    assert_eq!((error.kind, attempts), (ErrorKind::Throttled, 3));
    assert_eq!(error.message, "Rate exceeded");
    let (error, attempts) = fail(Canned::error(500, "InternalServiceError", "An error occurred")).await;
    assert_eq!((error.kind, attempts), (ErrorKind::ServiceFailure, 3));
    let (error, attempts) = fail(Canned::Response(503, "text/plain", String::new())).await;
    assert_eq!((error.kind.clone(), attempts), (ErrorKind::ServiceFailure, 3));
    assert!(error.message.contains("HTTP 503"), "{error}");
}

#[tokio::test]
async fn an_attempt_that_succeeds_at_last_is_counted() {
    let body = serde_json::json!({ "VersionId": "v", "SecretString": "s" });
    let throttled = Canned::error(400, "ThrottlingException", "Rate exceeded");
    let script = Script::new([throttled, Canned::ok(&body)]);
    let completed = read_value(&script).await;
    assert!(completed.result.is_ok(), "{completed:?}");
    assert_eq!(completed.attempts, 2);
    assert_eq!(completed.request_id.as_deref(), Some("request-2"));
}

#[tokio::test]
async fn errors_have_the_id_of_their_request() {
    let script = Script::new([Canned::error(400, "ResourceNotFoundException", "can't find it")]);
    let completed = read_value(&script).await;
    assert_eq!(completed.request_id.as_deref(), Some("request-1"));
    let error = completed.result.unwrap_err();
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::NotFound, "can't find it"));
}

#[tokio::test]
async fn constraint_errors_write_their_message_in_lower_case() {
    let body = r#"{"__type":"ValidationException","message":"1 validation error detected"}"#;
    let (error, _) = fail(Canned::Response(400, "application/x-amz-json-1.1", body.into())).await;
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Refused, "1 validation error detected"));
    assert_eq!(error.code.as_deref(), Some("ValidationException"));
}

#[tokio::test]
async fn a_namespace_before_the_code_is_not_shown() {
    let (error, _) =
        fail(Canned::error(400, "com.amazonaws.secretsmanager#DecryptionFailure", "no key")).await;
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Refused, Some("DecryptionFailure")));
}

#[tokio::test]
async fn logins_that_expired_name_the_command_that_renews_them() {
    for code in ["ExpiredTokenException", "ExpiredToken", "TokenRefreshRequired"] {
        let (error, _) = fail(Canned::error(400, code, "The security token is expired")).await;
        assert_eq!(error.kind, ErrorKind::ExpiredCredentials { fix: login() });
        assert!(error.next().contains("aws sso login --profile dev"), "{error}");
    }
}

#[tokio::test]
async fn keys_that_the_service_does_not_know_are_told_from_a_denial() {
    let codes = [
        "UnrecognizedClientException",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "MissingAuthenticationToken",
    ];
    for code in codes {
        let (error, _) = fail(Canned::error(403, code, "The security token is invalid.")).await;
        assert_eq!(error.kind, ErrorKind::InvalidCredentials, "{code}");
    }
}

#[tokio::test]
async fn a_web_page_instead_of_a_response_is_named() {
    for status in [200, 403, 404, 502] {
        let (error, _) = fail(Canned::page(status)).await;
        assert_eq!(error.kind, ErrorKind::InvalidResponse, "{status}: {error}");
        assert!(error.message.contains("Sign in") && error.message.contains(&status.to_string()), "{error}");
    }
}

#[tokio::test]
async fn a_broken_response_is_never_quoted() {
    let broken = [
        r#"{"VersionId":"v","SecretString":"hunter2"#,
        r#"{"VersionId":"v","SecretString":"hunter2\q"}"#,
        r#"{"VersionId":"v","SecretString":hunter2}"#,
        r#"{"VersionId":"v","SecretBinary":"hunter2!"}"#,
        "hunter2",
    ];
    for body in broken {
        let (error, _) = fail(Canned::Response(200, "application/x-amz-json-1.1", body.into())).await;
        assert_eq!(error.kind, ErrorKind::InvalidResponse, "{body}");
        assert!(!format!("{error} {error:?}").contains("hunter"), "{error:?}");
    }
}

#[tokio::test]
async fn no_response_is_a_timeout() {
    let (error, attempts) = fail(Canned::NoResponse).await;
    assert_eq!((error.kind.clone(), attempts), (ErrorKind::TimedOut, 3));
    assert_eq!(error.message, format!("No response from {ENDPOINT} in 3 attempts of 20 seconds."));
}

#[tokio::test]
async fn an_endpoint_that_cannot_be_reached_is_named() {
    for kind in [io::ErrorKind::ConnectionRefused, io::ErrorKind::HostUnreachable] {
        let (error, attempts) = fail(Canned::Io(kind)).await;
        assert_eq!(error.kind, ErrorKind::Unreachable { endpoint: Some(ENDPOINT.into()) });
        assert_eq!(attempts, 3);
        assert!(error.message.contains(ENDPOINT), "{error}");
    }
}

#[tokio::test]
async fn a_connection_lost_before_the_response_is_told_from_an_unreachable_endpoint() {
    for kind in [io::ErrorKind::ConnectionReset, io::ErrorKind::BrokenPipe, io::ErrorKind::UnexpectedEof] {
        let (error, attempts) = fail(Canned::Io(kind)).await;
        assert_eq!(error.kind, ErrorKind::ConnectionLost { endpoint: Some(ENDPOINT.into()) });
        assert_eq!(attempts, 3);
        assert!(error.message.contains("closed before a response arrived"), "{error}");
    }
}

#[tokio::test]
async fn an_operation_that_the_endpoint_lacks_is_explained() {
    let (error, _) =
        fail(Canned::Response(400, "application/json", r#"{"__type":"UnknownOperationException"}"#.into()))
            .await;
    assert_eq!(error.kind, ErrorKind::Refused);
    assert!(error.message.contains("does not have this operation"), "{error}");
}

#[tokio::test]
async fn an_error_of_sts_names_its_operation() {
    let script = Script::new([Canned::page(404)]);
    let error = script.connect().identify().await.unwrap_err();
    assert_eq!(error.activity, Activity::Identify);
    assert_eq!(error.kind, ErrorKind::InvalidResponse, "{error}");
}

/// The number of attempts at a change that may have taken effect.
async fn open_attempts(answers: impl IntoIterator<Item = Canned>) -> (u32, u32) {
    let script = Script::new(answers);
    let request = Request::RestoreSecret { secret: "a".into() };
    let completed = script.connect().perform(&request).await;
    (completed.open_attempts, completed.attempts)
}

#[tokio::test]
async fn each_attempt_that_may_have_arrived_leaves_the_outcome_open() {
    let throttled = || Canned::error(400, "ThrottlingException", "Rate exceeded");
    let refused = || Canned::error(400, "InvalidRequestException", "not now");
    let expired = || Canned::error(400, "ExpiredTokenException", "expired");
    let failed = || Canned::error(500, "InternalServiceError", "An error occurred");
    let lost = || Canned::Io(io::ErrorKind::ConnectionReset);
    for (answers, expected) in [
        (vec![throttled()], (0, 3)),
        (vec![refused()], (0, 1)),
        (vec![Canned::Io(io::ErrorKind::ConnectionRefused)], (0, 3)),
        (vec![Canned::error(503, "SlowDown", "Reduce the rate")], (0, 3)),
        (vec![Canned::Response(429, "text/html", "slow down".into())], (0, 1)),
        (vec![lost()], (3, 3)),
        (vec![failed()], (3, 3)),
        (vec![Canned::NoResponse], (3, 3)),
        (vec![Canned::page(200)], (1, 1)),
        (vec![Canned::page(403)], (1, 1)),
        (vec![lost(), throttled()], (1, 3)),
        (vec![lost(), refused()], (1, 2)),
        (vec![lost(), lost(), expired()], (2, 3)),
        (vec![failed(), refused()], (1, 2)),
        (vec![throttled(), lost(), refused()], (1, 3)),
        (vec![lost(), Canned::Io(io::ErrorKind::ConnectionRefused)], (1, 3)),
    ] {
        assert_eq!(open_attempts(answers.clone()).await, expected, "{answers:?}");
    }
}

#[tokio::test]
async fn a_long_message_leaves_room_for_what_to_do_next() {
    for (length, shown) in [(1_000, 1_000), (1_001, 1_001), (1 << 20, 1_001)] {
        let text = "é".repeat(length);
        let (error, _) = fail(Canned::error(400, "ValidationException", &text)).await;
        assert_eq!(error.message.chars().count(), shown, "{length}");
        assert_eq!(error.message.ends_with('…'), length > 1_000, "{length}");
    }
}
