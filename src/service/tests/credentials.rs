//! Errors of credential providers, and the login that each of them asks for.

use super::canned::{Canned, Script};
use crate::service::{
    Connector,
    api::{Completed, ConnectionTarget, ErrorKind, LoginFix, Request},
};
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use std::io::Write;

/// A provider that gives an error instead of credentials.
#[derive(Debug)]
struct Failing(fn() -> CredentialsError);

impl ProvideCredentials for Failing {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err((self.0)()))
    }
}

async fn list_with(error: fn() -> CredentialsError) -> Completed {
    let script = Script::new([Canned::NoResponse]);
    let completed = script
        .connect_with(Failing(error))
        .perform(&Request::ListSecrets { part: None, next_token: None })
        .await;
    assert_eq!(script.received(), [], "nothing may be sent without credentials");
    completed
}

fn login() -> LoginFix {
    LoginFix::SsoLogin { profile: Some("dev".into()) }
}

#[tokio::test]
async fn without_credentials_nothing_is_sent_and_the_login_is_named() {
    let completed = list_with(CredentialsError::not_loaded_no_source).await;
    assert_eq!((completed.attempts, completed.request_id), (0, None));
    let error = completed.result.unwrap_err();
    assert_eq!(error.kind, ErrorKind::NoCredentials { fix: login() });
}

#[tokio::test]
async fn an_expired_login_is_told_from_a_missing_one() {
    let expired: [fn() -> CredentialsError; 3] = [
        || CredentialsError::provider_error("the SSO token has expired and cannot be refreshed"),
        || CredentialsError::unhandled("cached Login token is expired"),
        || CredentialsError::provider_error("UnauthorizedException: Session token not found or invalid"),
    ];
    for error in expired {
        let error = list_with(error).await.result.unwrap_err();
        assert_eq!(error.kind, ErrorKind::ExpiredCredentials { fix: login() }, "{error}");
    }
}

#[tokio::test]
async fn a_role_that_must_not_be_assumed_is_a_denial() {
    let denied = || {
        CredentialsError::provider_error(
            "AccessDenied: User: arn:aws:iam::1:user/a is not authorized to perform: sts:AssumeRole on resource: b",
        )
    };
    let error = list_with(denied).await.result.unwrap_err();
    assert_eq!(error.kind, ErrorKind::AccessDenied { permission: "sts:AssumeRole".into() });
}

#[tokio::test]
async fn a_provider_that_takes_too_long_is_a_timeout() {
    let slow = || CredentialsError::provider_timed_out(std::time::Duration::from_secs(5));
    assert_eq!(list_with(slow).await.result.unwrap_err().kind, ErrorKind::TimedOut);
}

/// Lists secrets with a profile of a config file, at an endpoint where nothing listens.
async fn list_with_profile(profile: &str, config: &str) -> Completed {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(config.as_bytes()).unwrap();
    let target = ConnectionTarget {
        profile: Some(profile.to_owned()),
        region: Some("eu-west-1".to_owned()),
        endpoint_url: Some("http://127.0.0.1:9".to_owned()),
    };
    let connection = Connector::aws_with_config_file(file.path()).connect(&target).await.unwrap();
    connection.perform(&Request::ListSecrets { part: None, next_token: None }).await
}

#[tokio::test]
async fn an_sso_profile_that_was_never_logged_in_asks_for_the_login() {
    let config = "\
[profile never-logged-in]
sso_session = strongroom-test-that-nobody-logs-in-to
sso_account_id = 123456789012
sso_role_name = Dev
[sso-session strongroom-test-that-nobody-logs-in-to]
sso_start_url = https://127.0.0.1:9/start
sso_region = eu-west-1
";
    let completed = list_with_profile("never-logged-in", config).await;
    assert_eq!(completed.attempts, 0);
    let error = completed.result.unwrap_err();
    let fix = LoginFix::SsoLogin { profile: Some("never-logged-in".into()) };
    assert_eq!(error.kind, ErrorKind::NoCredentials { fix }, "{error}");
}

#[tokio::test]
async fn a_credential_process_that_fails_is_explained() {
    let completed = list_with_profile("tool", "[profile tool]\ncredential_process = exit 1\n").await;
    let error = completed.result.unwrap_err();
    let fix = LoginFix::Configure { profile: Some("tool".into()) };
    assert_eq!(error.kind, ErrorKind::NoCredentials { fix }, "{error}");
    assert!(error.message.contains("exit"), "{error}");
}
