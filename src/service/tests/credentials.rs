//! Errors of credential providers, and the login that each of them asks for.

use super::canned::{Canned, Script};
use crate::service::{
    Connector,
    api::{
        Completed, ConnectionTarget, CredentialProblem, DenyingPolicy, ErrorKind, LoginFix, Request,
        ServiceError,
    },
};
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

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

/// The error of listing secrets with the profile `x` of this config file.
async fn error_of(config: &str) -> ServiceError {
    let completed = list_with_profile("x", config).await;
    assert_eq!(completed.attempts, 0, "nothing may be sent without credentials");
    completed.result.unwrap_err()
}

/// The problem of the profile `x` of this config file, with the error.
async fn problem_of(config: &str) -> (CredentialProblem, ServiceError) {
    let error = error_of(config).await;
    match error.kind.clone() {
        ErrorKind::Credentials(problem) => (*problem, error),
        other => panic!("{other:?}: {error}"),
    }
}

#[tokio::test]
async fn a_credential_process_that_fails_says_how_without_its_secrets() {
    let profile = || "x".to_owned();
    let command = r#"sh -c "echo 'no account; password=hunter2' >&2; exit 3""#;
    let (problem, error) = problem_of(&format!("[profile x]\ncredential_process = {command}\n")).await;
    assert_eq!(problem, CredentialProblem::Process { profile: profile() });
    assert!(error.message.contains("exit code 3: no account; (withheld)"), "{error}");
    let said = error.to_string();
    assert!(!said.contains("hunter2") && said.contains("credential_process --profile x"), "{said}");

    let (problem, error) = problem_of("[profile x]\ncredential_process = echo hunter2\n").await;
    assert_eq!(problem, CredentialProblem::Process { profile: profile() });
    assert!(error.message.contains("not JSON") && !error.message.contains("hunter2"), "{error}");

    let (problem, error) = problem_of("[profile x]\ncredential_process = /no/such/tool --x\n").await;
    assert_eq!(problem, CredentialProblem::ProcessMissing { profile: profile() });
    assert!(error.message.contains("there is no program /no/such/tool"), "{error}");

    let (problem, _) = problem_of("[profile x]\ncredential_process = 'open\n").await;
    assert_eq!(problem, CredentialProblem::ProcessMissing { profile: profile() });
}

#[tokio::test]
async fn settings_that_lead_nowhere_are_named() {
    const ROLE: &str = "role_arn = arn:aws:iam::2:role/Prod\n";
    let cases = [
        (format!("[profile x]\n{ROLE}source_profile = gone\n"), "source_profile of profile x", "gone"),
        (
            format!("[profile x]\n{ROLE}source_profile = y\n[profile y]\n{ROLE}source_profile = x\n"),
            "source_profile of profile x",
            "x → y → x",
        ),
        (format!("[profile x]\n{ROLE}source_profile = x\n"), "source_profile of profile x", "x → x"),
        (format!("[profile x]\n{ROLE}"), "source_profile and credential_source of profile x", "neither"),
        (
            format!("[profile x]\n{ROLE}source_profile = x\ncredential_source = Environment\n"),
            "source_profile and credential_source of profile x",
            "both",
        ),
        (format!("[profile x]\n{ROLE}credential_source = Moon\n"), "credential_source of profile x", "Moon"),
        (
            "[profile x]\nsso_session = gone\nsso_account_id = 1\nsso_role_name = R\n".to_owned(),
            "sso_session of profile x",
            "gone",
        ),
        (
            "[profile x]\nsso_account_id = 1\nsso_start_url = https://x\n".to_owned(),
            "the SSO settings of profile x",
            "sso_role_name, sso_region",
        ),
        ("[profile x]\nweb_identity_token_file = /x\n".to_owned(), "role_arn of profile x", "no role ARN"),
        (
            "[profile x]\naws_access_key_id = AKIDEXAMPLE\n".to_owned(),
            "aws_secret_access_key of profile x",
            "lacks aws_secret_access_key",
        ),
    ];
    for (config, settings, words) in cases {
        let (problem, error) = problem_of(&config).await;
        assert_eq!(problem, CredentialProblem::Settings { settings: settings.into() }, "{config}");
        assert!(error.message.contains(words), "{config}: {error}");
        assert!(error.next().contains(settings), "{config}: {error}");
        assert!(error.wants_reconnect(), "a refresh must read the files again");
    }
}

#[tokio::test]
async fn a_source_profile_without_credentials_is_the_one_to_configure() {
    let role = "role_arn = arn:aws:iam::2:role/Prod";
    let error =
        error_of(&format!("[profile x]\n{role}\nsource_profile = y\n[profile y]\nregion = r\n")).await;
    let fix = LoginFix::Configure { profile: Some("y".into()) };
    assert_eq!(error.kind, ErrorKind::NoCredentials { fix }, "{error}");
    assert!(error.message.contains("source_profile y of profile x has no credentials"), "{error}");
}

#[tokio::test]
async fn a_web_identity_token_that_is_not_there_is_named() {
    let config =
        "[profile x]\nrole_arn = arn:aws:iam::2:role/Pod\nweb_identity_token_file = /no/such/token\n";
    let (problem, error) = problem_of(config).await;
    assert_eq!(problem, CredentialProblem::TokenFile { path: "/no/such/token".into() });
    assert!(error.message.contains("profile x") && error.next().contains("/no/such/token"), "{error}");
}

#[tokio::test]
async fn a_web_identity_token_in_a_file_that_never_ends_is_refused() {
    let config = "[profile x]\nrole_arn = arn:aws:iam::2:role/Pod\nweb_identity_token_file = /dev/zero\n";
    let (problem, error) = problem_of(config).await;
    assert_eq!(problem, CredentialProblem::TokenFile { path: "/dev/zero".into() });
    assert!(error.message.contains("it is not a regular file"), "{error}");
}

/// STS on the loopback, which gives each request the same answer.
fn sts(status: u16, body: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = stream.and_then(|stream| respond(stream, status, &body));
        }
    });
    url
}

fn respond(stream: TcpStream, status: u16, body: &str) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse().map_err(io::Error::other)?;
        }
        if line.is_empty() {
            break;
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    let head =
        format!("HTTP/1.1 {status} x\r\ncontent-type: text/xml\r\ncontent-length: {}\r\n\r\n", body.len());
    reader.get_mut().write_all(format!("{head}{body}").as_bytes())
}

/// An STS that refuses with this code and message.
fn refusing_sts(code: &str, message: &str) -> String {
    let error = format!("<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>");
    sts(403, format!("<ErrorResponse>{error}<RequestId>1</RequestId></ErrorResponse>"))
}

/// A profile that assumes a role with keys of another one, at this STS.
fn role_at(sts: &str, more: &str) -> String {
    format!(
        "[profile x]\nrole_arn = arn:aws:iam::2:role/Prod\nsource_profile = keys\nendpoint_url = {sts}\n{more}\n\
         [profile keys]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = x\n"
    )
}

const DENIED: &str = "User: arn:aws:iam::1:user/a is not authorized to perform: sts:AssumeRole on resource: \
                      arn:aws:iam::2:role/Prod";

#[tokio::test]
async fn a_role_that_is_denied_names_the_role_and_who_asked() {
    let (problem, error) = problem_of(&role_at(&refusing_sts("AccessDenied", DENIED), "")).await;
    assert_eq!(problem, CredentialProblem::RoleDenied { role: "arn:aws:iam::2:role/Prod".into() });
    assert!(
        error.message.contains("profile x") && error.message.contains("arn:aws:iam::1:user/a"),
        "{error}"
    );
    assert!(error.next().contains("trust policy"), "{error}");
}

#[tokio::test]
async fn a_denied_role_with_an_mfa_device_needs_its_code() {
    let config = role_at(&refusing_sts("AccessDenied", DENIED), "mfa_serial = arn:aws:iam::1:mfa/a");
    let (problem, error) = problem_of(&config).await;
    assert!(matches!(problem, CredentialProblem::Mfa { .. }), "{error}");
    assert!(error.next().contains("arn:aws:iam::1:mfa/a"), "{error}");
    assert!(error.next().contains("export-credentials --profile x"), "{error}");
}

#[tokio::test]
async fn a_role_that_a_policy_forbids_names_the_kind_of_policy() {
    let words = format!("{DENIED} with an explicit deny in a service control policy");
    let error = error_of(&role_at(&refusing_sts("AccessDenied", &words), "mfa_serial = m")).await;
    let permission = "sts:AssumeRole".to_owned();
    let policy = DenyingPolicy::ServiceControl;
    assert_eq!(error.kind, ErrorKind::ExplicitDeny { permission, policy }, "{error}");
    assert!(error.next().contains("a service control policy"), "{error}");
}

#[tokio::test]
async fn other_failures_of_a_role_have_their_own_advice() {
    let expired =
        error_of(&role_at(&refusing_sts("ExpiredToken", "The security token is expired"), "")).await;
    assert!(matches!(expired.kind, ErrorKind::ExpiredCredentials { .. }), "{expired}");
    let wrong = error_of(&role_at(&refusing_sts("InvalidClientTokenId", "The token is invalid"), "")).await;
    assert_eq!(wrong.kind, ErrorKind::InvalidCredentials, "{wrong}");
    let invalid = error_of(&role_at(&refusing_sts("ValidationError", "1 validation error"), "")).await;
    let role = "arn:aws:iam::2:role/Prod".to_owned();
    assert_eq!(
        invalid.kind,
        ErrorKind::Credentials(Box::new(CredentialProblem::RoleFailed { role })),
        "{invalid}"
    );
    let nowhere = error_of(&role_at("http://127.0.0.1:9", "")).await;
    assert!(matches!(nowhere.kind, ErrorKind::Unreachable { .. }), "{nowhere}");
}

#[tokio::test]
async fn a_role_is_assumed_with_the_credentials_of_its_source() {
    let keys = "<AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
                <Expiration>2099-01-01T00:00:00Z</Expiration>";
    let body = format!(
        "<AssumeRoleResponse><AssumeRoleResult><Credentials>{keys}</Credentials></AssumeRoleResult></AssumeRoleResponse>"
    );
    let completed = list_with_profile("x", &role_at(&sts(200, body), "")).await;
    assert!(completed.attempts > 0, "{completed:?}");
    let error = completed.result.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Unreachable { .. }), "the role was assumed: {error}");
}

#[tokio::test]
async fn a_credential_source_outside_of_its_machine_says_where_it_works() {
    let config = "[profile x]\nrole_arn = arn:aws:iam::2:role/Prod\ncredential_source = EcsContainer\n";
    let (problem, error) = problem_of(config).await;
    assert_eq!(problem, CredentialProblem::Source { profile: "x".into(), source: "EcsContainer" });
    assert!(error.next().contains("container of ECS"), "{error}");
}
