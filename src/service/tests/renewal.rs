//! Credentials that are refused are loaded anew, and the request is sent once more, if nothing can have happened before.

use super::canned::{Canned, Script};
use crate::secrets::ValueBody;
use crate::service::Connector;
use crate::service::api::{
    ClientRequestToken, ConnectionTarget, CredentialProblem, ErrorKind, LoginFix, Request,
};
use crate::service::environment::AwsEnvironment;
use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, future};
use serde_json::json;
use std::fs;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A provider with other keys for each load, up to the last.
#[derive(Clone, Debug)]
struct Logins {
    last: usize,
    loads: Arc<AtomicUsize>,
}

impl Logins {
    fn new(last: usize) -> Self {
        Self { last, loads: Arc::default() }
    }

    fn loads(&self) -> usize {
        self.loads.load(Ordering::SeqCst)
    }
}

impl ProvideCredentials for Logins {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let number = self.loads.fetch_add(1, Ordering::SeqCst).min(self.last);
        let id = format!("AKID{number}");
        future::ProvideCredentials::ready(Ok(Credentials::new(id, "key", None, None, "test")))
    }
}

fn put() -> Request {
    Request::PutSecretValue {
        secret: "a".into(),
        value: ValueBody::text("typed".into()),
        labels: Vec::new(),
        token: ClientRequestToken::new("11111111-2222-3333-4444-555555555555"),
    }
}

fn read() -> Request {
    Request::DescribeSecret { secret: "a".into() }
}

fn done() -> Canned {
    Canned::ok(
        &json!({ "ARN": "arn:aws:secretsmanager:eu-west-1:1:secret:a-AbCdEf", "Name": "a", "VersionId": "v" }),
    )
}

#[tokio::test]
async fn a_renewed_login_sends_what_was_typed_once_more_with_the_same_token() {
    for code in [
        "ExpiredTokenException",
        "ExpiredToken",
        "UnrecognizedClientException",
        "InvalidClientTokenId",
        "InvalidAccessKeyId",
        "MissingAuthenticationTokenException",
    ] {
        for request in [put(), read()] {
            let (script, logins) = (Script::new([Canned::error(400, code, "x"), done()]), Logins::new(9));
            let completed = script.connect_with(logins.clone()).perform(&request).await;
            assert!(completed.result.is_ok(), "{code}: {completed:?}");
            assert_eq!((completed.attempts, logins.loads()), (2, 2));
            let received = script.received();
            assert_eq!(received[0], received[1]);
        }
    }
}

#[tokio::test]
async fn a_login_that_is_still_the_same_is_not_tried_again() {
    let (script, logins) = (Script::new([Canned::error(400, "ExpiredTokenException", "x")]), Logins::new(0));
    let connection = script.connect_with(logins.clone());
    let error = connection.perform(&put()).await.result.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::ExpiredCredentials { .. }), "{error}");
    assert_eq!((script.received().len(), logins.loads()), (1, 2));
    // The next request looks for a new login again.
    let _ = connection.perform(&put()).await;
    assert_eq!((script.received().len(), logins.loads()), (2, 3));
}

#[tokio::test]
async fn a_renewed_login_that_is_refused_too_is_told_after_one_more_try() {
    let (script, logins) = (Script::new([Canned::error(400, "ExpiredTokenException", "x")]), Logins::new(9));
    let completed = script.connect_with(logins).perform(&put()).await;
    assert!(matches!(completed.result.unwrap_err().kind, ErrorKind::ExpiredCredentials { .. }));
    assert_eq!(script.received().len(), 2);
}

#[tokio::test]
async fn a_change_that_may_have_happened_is_not_sent_again_by_itself() {
    let responses = || {
        let expired = Canned::error(400, "ExpiredTokenException", "x");
        [Canned::Io(io::ErrorKind::ConnectionReset), expired, done()]
    };
    let script = Script::new(responses());
    let completed = script.connect_with(Logins::new(9)).perform(&put()).await;
    assert!(completed.result.is_err(), "{completed:?}");
    assert_eq!(script.received().len(), 2);
    let script = Script::new(responses());
    assert!(script.connect_with(Logins::new(9)).perform(&read()).await.result.is_ok());
}

#[tokio::test]
async fn other_refusals_are_not_sent_again() {
    for code in ["AccessDeniedException", "InvalidRequestException", "RequestExpired", "DecryptionFailure"] {
        let (script, logins) = (Script::new([Canned::error(400, code, "x"), done()]), Logins::new(9));
        let completed = script.connect_with(logins.clone()).perform(&put()).await;
        assert!(completed.result.is_err(), "{code}");
        assert_eq!((script.received().len(), logins.loads()), (1, 1), "{code}");
    }
}

/// A home with a credentials file, and the connection of its user to `url`.
fn keys(id: &str) -> String {
    format!("[default]\naws_access_key_id = {id}\naws_secret_access_key = key\n")
}

#[tokio::test]
async fn keys_in_the_credentials_file_are_read_again() {
    let server = super::network::Recorder::start();
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("credentials");
    fs::write(&file, keys("AKIDOLD")).unwrap();
    let path = file.display().to_string();
    let env = [
        ("AWS_SHARED_CREDENTIALS_FILE", path.as_str()),
        ("AWS_CONFIG_FILE", "/no/config"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
    ];
    let connector = Connector::in_environment(AwsEnvironment::fake_variables(&env));
    let target = ConnectionTarget {
        profile: None,
        region: Some("eu-west-1".to_owned()),
        endpoint_url: Some(server.url()),
    };
    let connection = connector.connect(&target).await.unwrap();
    server.refuse("AKIDOLD");
    let error = connection.perform(&read()).await.result.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::ExpiredCredentials { .. }), "{error}");
    fs::write(&file, keys("AKIDNEW")).unwrap();
    connection.perform(&read()).await.result.unwrap();
    assert_eq!(server.access_keys(), ["AKIDOLD", "AKIDOLD", "AKIDNEW"]);

    // A profile that is gone for a moment does not make the program look elsewhere.
    server.refuse("AKIDNEW");
    fs::write(&file, "").unwrap();
    let error = connection.perform(&read()).await.result.unwrap_err();
    let settings = "the credentials of profile default".to_owned();
    assert_eq!(
        error.kind,
        ErrorKind::Credentials(Box::new(CredentialProblem::Settings { settings })),
        "{error}"
    );
}

#[tokio::test]
async fn the_advice_follows_the_config_file_after_it_has_changed() {
    let server = super::network::Recorder::start();
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("config");
    fs::write(&file, keys("AKIDOLD")).unwrap();
    let target = ConnectionTarget {
        profile: None,
        region: Some("eu-west-1".to_owned()),
        endpoint_url: Some(server.url()),
    };
    let connection = Connector::aws_with_config_file(&file).connect(&target).await.unwrap();
    server.refuse("AKIDOLD");
    let error = connection.perform(&read()).await.result.unwrap_err();
    let fix = LoginFix::Configure { profile: None };
    assert_eq!(error.kind, ErrorKind::ExpiredCredentials { fix });

    let printed = r#"{"Version":1,"AccessKeyId":"AKIDTOOL","SecretAccessKey":"key"}"#;
    fs::write(&file, format!("[default]\ncredential_process = /bin/echo '{printed}'\n")).unwrap();
    server.refuse("AKIDTOOL");
    let error = connection.perform(&read()).await.result.unwrap_err();
    let fix = LoginFix::Process { profile: "default".to_owned() };
    assert_eq!(error.kind, ErrorKind::ExpiredCredentials { fix });
    assert!(error.login_program().is_some());
}
