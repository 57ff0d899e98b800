//! A credential process: a program of the user's that prints credentials.

use super::problem::{ProcessError, ProcessFailure};
use crate::service::config_files;
use aws_credential_types::Credentials;
use jiff::Timestamp;
use serde::Deserialize;
use std::io;
use std::process::{ExitStatus, Output, Stdio};
use std::time::{Duration, UNIX_EPOCH};
use tokio::process::Command;
use tokio::time::timeout;
use zeroize::Zeroizing;

/// The time that a process may take. It may ask for a login in the browser.
const TIMEOUT: Duration = Duration::from_mins(2);

/// The most characters of its error output that are shown.
const STDERR_LIMIT: usize = 300;

/// Replaces what may be secret.
const WITHHELD: &str = "(withheld)";

/// The credentials as the process prints them.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Printed {
    version: serde_json::Value,
    access_key_id: Option<String>,
    secret_access_key: Option<String>,
    session_token: Option<String>,
    expiration: Option<String>,
}

/// Runs the `credential_process` of a profile: without a shell, as the AWS CLI does, and without the terminal's input.
pub(super) async fn run(profile: &str, command: &str) -> Result<Credentials, ProcessError> {
    let failed = |failure| ProcessError { profile: profile.to_owned(), failure };
    let words = config_files::split(command).unwrap_or_default();
    let Some((program, arguments)) = words.split_first() else {
        return Err(failed(ProcessFailure::NoCommand));
    };
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).kill_on_drop(true).output();
    let output = timeout(TIMEOUT, output)
        .await
        .map_err(|_| failed(ProcessFailure::TimedOut { seconds: TIMEOUT.as_secs() }))?
        .map_err(|error| failed(not_started(program, &error)))?;
    let Output { status, stdout, stderr } = output;
    let stdout = Zeroizing::new(stdout);
    if !status.success() {
        let stderr = redact(&String::from_utf8_lossy(&stderr));
        return Err(failed(ProcessFailure::Failed { how: ending(status), stderr }));
    }
    credentials(&stdout).map_err(|why| failed(ProcessFailure::InvalidOutput { why }))
}

fn not_started(program: &str, error: &io::Error) -> ProcessFailure {
    let program = program.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound => ProcessFailure::NoProgram { program },
        io::ErrorKind::PermissionDenied => {
            ProcessFailure::NotStarted { program, why: "permission denied".to_owned() }
        }
        _ => ProcessFailure::NotStarted { program, why: error.to_string() },
    }
}

fn ending(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("ended with exit code {code}"),
        None => format!("was ended by {status}"),
    }
}

/// Reads the output. Errors never quote it.
fn credentials(output: &[u8]) -> Result<Credentials, String> {
    if output.trim_ascii().is_empty() {
        return Err("the output is empty".to_owned());
    }
    let printed: Printed = serde_json::from_slice(output).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => {
            "the JSON lacks Version, or has a value of another type".to_owned()
        }
        serde_json::error::Category::Io
        | serde_json::error::Category::Syntax
        | serde_json::error::Category::Eof => format!("not JSON (line {})", error.line()),
    })?;
    if printed.version != 1 {
        return Err(format!("Version must be 1, and is {}", redact(&printed.version.to_string())));
    }
    let id = printed.access_key_id.ok_or("the JSON lacks AccessKeyId")?;
    let secret = printed.secret_access_key.ok_or("the JSON lacks SecretAccessKey")?;
    let expiry = match printed.expiration {
        None => None,
        Some(text) => {
            let at: Timestamp = text.parse().map_err(|_| "Expiration is no time in ISO 8601".to_owned())?;
            let seconds =
                u64::try_from(at.as_second()).map_err(|_| "Expiration is before 1970".to_owned())?;
            Some(UNIX_EPOCH + Duration::from_secs(seconds))
        }
    };
    Ok(Credentials::new(id, secret, printed.session_token, expiry, "credential_process"))
}

/// The end of an error output on one line, without words that may be secret: long ones of mixed characters, and those
/// after a name such as `password`.
fn redact(text: &str) -> String {
    let mut shown: Vec<&str> = Vec::new();
    let mut after_name = false;
    for word in text.split_whitespace() {
        if after_name && ["is", "was", "=", ":"].contains(&word) {
            shown.push(word);
            continue;
        }
        let (name, value) = match word.rsplit_once(['=', ':']) {
            Some((name, value)) if names_a_secret(name) => (name, value),
            _ => ("", word),
        };
        let secret = !value.is_empty() && (!name.is_empty() || after_name || looks_secret(value));
        shown.push(if secret { WITHHELD } else { word });
        after_name = !secret && names_a_secret(word);
    }
    let line: String = shown.join(" ").chars().filter(|c| !c.is_control()).collect();
    let length = line.chars().count();
    if length <= STDERR_LIMIT {
        return line;
    }
    let end: String = line.chars().skip(length - STDERR_LIMIT).collect();
    format!("…{end}")
}

fn names_a_secret(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    ["password", "passwd", "secret", "token", "passphrase", "api_key", "apikey", "accesskey", "access_key"]
        .iter()
        .any(|name| word.trim_end_matches(['"', '\'', ':', '=']).ends_with(name))
        || word.contains("secretaccesskey")
        || word.contains("sessiontoken")
}

/// True for words with a long run of letters and digits, as keys and tokens have. Access key ids are of capitals alone.
fn looks_secret(word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "+/=_-".contains(c);
    word.split(|c| !is_part(c)).any(|run| {
        let has = |of: fn(&char) -> bool| run.chars().any(|c| of(&c));
        let mixed =
            has(char::is_ascii_digit) && has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase);
        let key_id = run.len() >= 16 && (run.contains("AKIA") || run.contains("ASIA"));
        key_id || (run.len() >= 20 && mixed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_output_is_shown_without_secrets() {
        let shown = [
            ("saml2aws: no such account 'prod'\n", "saml2aws: no such account 'prod'"),
            ("password=hunter2 refused", "(withheld) refused"),
            ("Password: hunter2", "Password: (withheld)"),
            ("the token is abc", "the token is (withheld)"),
            ("bad key AKIAIOSFODNN7EXAMPLE here", "bad key (withheld) here"),
            ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "(withheld)"),
            ("{\"SecretAccessKey\":\"hunter2\",\"x\":1}", "(withheld)"),
            ("\u{1b}[31mred\u{7}", "[31mred"),
            ("/usr/local/lib/aws/tool: not found", "/usr/local/lib/aws/tool: not found"),
        ];
        for (stderr, expected) in shown {
            assert_eq!(redact(stderr), expected, "{stderr:?}");
        }
        assert!(redact(&"long ".repeat(200)).chars().count() <= STDERR_LIMIT + 1);
    }

    #[test]
    fn output_is_checked_and_never_quoted() {
        let errors = [
            ("", "empty"),
            ("hunter2", "not JSON"),
            (r#"{"AccessKeyId":"hunter2","SecretAccessKey":"hunter2"}"#, "Version"),
            (r#"{"Version":2,"AccessKeyId":"hunter2","SecretAccessKey":"hunter2"}"#, "must be 1"),
            (r#"{"Version":1,"SecretAccessKey":"hunter2"}"#, "AccessKeyId"),
            (r#"{"Version":1,"AccessKeyId":"hunter2"}"#, "SecretAccessKey"),
            (
                r#"{"Version":1,"AccessKeyId":"hunter2","SecretAccessKey":"hunter2","Expiration":"soon"}"#,
                "Expiration",
            ),
            (r#"{"Version":1,"AccessKeyId":7,"SecretAccessKey":"hunter2"}"#, "another type"),
        ];
        for (output, expected) in errors {
            let why = credentials(output.as_bytes()).unwrap_err();
            assert!(why.contains(expected) && !why.contains("hunter2"), "{output}: {why}");
        }
        let good = r#"{"Version":1,"AccessKeyId":"id","SecretAccessKey":"key","Expiration":"2026-11-26T08:00:00+01:00"}"#;
        let credentials = credentials(good.as_bytes()).unwrap();
        assert_eq!((credentials.access_key_id(), credentials.secret_access_key()), ("id", "key"));
        assert!(credentials.expiry().is_some());
    }
}
