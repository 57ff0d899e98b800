//! The output of a credential process: the credentials, and an error output that may hold secrets.

use aws_credential_types::Credentials;
use jiff::Timestamp;
use serde::Deserialize;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The most characters of the error output that are shown.
pub(super) const STDERR_SHOWN: usize = 300;

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
    account_id: Option<String>,
    expiration: Option<String>,
}

/// Reads the output. Errors never quote it.
pub(super) fn credentials(output: &[u8]) -> Result<Credentials, String> {
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
    let mut credentials = Credentials::builder()
        .access_key_id(id)
        .secret_access_key(secret)
        .provider_name("credential_process");
    credentials.set_session_token(printed.session_token);
    credentials.set_account_id(printed.account_id.map(Into::into));
    credentials.set_expiry(printed.expiration.as_deref().map(expiry).transpose()?);
    Ok(credentials.build())
}

/// The time at which credentials expire, which must be to come.
fn expiry(text: &str) -> Result<SystemTime, String> {
    let at: Timestamp = text.parse().map_err(|_| "Expiration is no time in ISO 8601".to_owned())?;
    let seconds = u64::try_from(at.as_second()).map_err(|_| "Expiration is before 1970".to_owned())?;
    let expiry = UNIX_EPOCH + Duration::from_secs(seconds);
    if expiry <= SystemTime::now() {
        return Err(format!("they expired at {at}"));
    }
    Ok(expiry)
}

/// The end of an error output on one line, without words that may be secret: long ones of mixed characters, and those
/// after a name such as `password`.
pub(super) fn redact(text: &str) -> String {
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
    if length <= STDERR_SHOWN {
        return line;
    }
    let end: String = line.chars().skip(length - STDERR_SHOWN).collect();
    format!("…{end}")
}

/// The last line of an error output that is not empty, without words that may be secret.
pub(super) fn last_line(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    text.lines().rev().find(|line| !line.trim().is_empty()).map(redact).unwrap_or_default()
}

/// The question that a program asks in its output, where only credentials are to be. Nothing of these is told.
pub(super) fn prompt(output: &[u8]) -> Option<String> {
    let line = last_line(output);
    let asks = line.ends_with([':', '?', '>']) && !output.contains(&b'{');
    asks.then_some(line)
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
        assert!(redact(&"long ".repeat(200)).chars().count() <= STDERR_SHOWN + 1);
    }

    #[test]
    fn a_question_is_told_and_credentials_are_not() {
        assert_eq!(last_line(b"Opening a browser\nEnter the MFA code: "), "Enter the MFA code:");
        assert_eq!(last_line(b"first\nsecond\n\n"), "second");
        assert_eq!(last_line(b"Password: hunter2\n"), "Password: (withheld)");
        assert_eq!(prompt(b"MFA code: "), Some("MFA code:".to_owned()));
        for none in [&b""[..], b"working", b"{\"Version\":1,\"SecretAccessKey\":", b"  {\n\"AccessKeyId\":"] {
            assert_eq!(prompt(none), None, "{none:?}");
        }
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
            (
                r#"{"Version":1,"AccessKeyId":"hunter2","SecretAccessKey":"hunter2","Expiration":"2020-01-01T00:00:00Z"}"#,
                "expired at 2020-01-01",
            ),
            (r#"{"Version":1,"AccessKeyId":7,"SecretAccessKey":"hunter2"}"#, "another type"),
        ];
        for (output, expected) in errors {
            let why = credentials(output.as_bytes()).unwrap_err();
            assert!(why.contains(expected) && !why.contains("hunter2"), "{output}: {why}");
        }
        let good = r#"{"Version":1,"AccessKeyId":"id","SecretAccessKey":"key","Expiration":"2126-11-26T08:00:00+01:00","AccountId":"123456789012"}"#;
        let credentials = credentials(good.as_bytes()).unwrap();
        assert_eq!((credentials.access_key_id(), credentials.secret_access_key()), ("id", "key"));
        assert!(credentials.expiry().is_some());
        assert_eq!(
            credentials.account_id().map(aws_credential_types::attributes::AccountId::as_str),
            Some("123456789012")
        );
    }
}
