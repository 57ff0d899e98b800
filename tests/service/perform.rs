//! Performs requests in tests: the ones that should succeed give their reply, the ones that should fail their error.

use strongroom::secrets::{Detail, SecretValue, Summary, Version};
use strongroom::service::{
    Connection,
    api::{Reply, Request, ServiceError, VersionSelector},
};

/// The reply to a request that should succeed.
#[track_caller]
pub fn answered(request: &Request, result: Result<Reply, ServiceError>) -> Reply {
    result.unwrap_or_else(|error| panic!("{request}: {error}"))
}

/// Performs a request that should succeed at the first attempt.
pub async fn perform(connection: &Connection, request: Request) -> Reply {
    let completed = connection.perform(&request).await;
    assert_eq!(completed.attempts, 1, "{request}");
    assert!(completed.request_id.is_some(), "{request} has no id");
    answered(&request, completed.result)
}

/// Performs a request that should fail.
pub async fn fail(connection: &Connection, request: Request) -> ServiceError {
    match connection.perform(&request).await.result {
        Err(error) => error,
        Ok(reply) => panic!("{request} succeeded: {reply:?}"),
    }
}

/// All pages of the list.
pub async fn list(connection: &Connection) -> Vec<Summary> {
    let mut all = Vec::new();
    let mut next = None;
    loop {
        let reply = perform(connection, Request::ListSecrets { part: None, next_token: next }).await;
        let Reply::ListSecrets { secrets, next_token } = reply else { panic!("{reply:?}") };
        assert!(secrets.len() <= 100, "a page of {}", secrets.len());
        all.extend(secrets.to_summaries());
        match next_token {
            Some(token) => next = Some(token),
            None => return all,
        }
    }
}

/// The metadata of a secret.
pub async fn describe(connection: &Connection, secret: &str) -> Detail {
    match perform(connection, Request::DescribeSecret { secret: secret.to_owned() }).await {
        Reply::DescribeSecret(detail) => *detail,
        reply => panic!("{reply:?}"),
    }
}

/// The value of a version.
pub async fn value(connection: &Connection, secret: &str, version: VersionSelector) -> SecretValue {
    match perform(connection, Request::GetSecretValue { secret: secret.to_owned(), version }).await {
        Reply::GetSecretValue(value) => value,
        reply => panic!("{reply:?}"),
    }
}

/// The versions of a secret; with `include_deprecated` also those without staging labels.
pub async fn versions(connection: &Connection, secret: &str, include_deprecated: bool) -> Vec<Version> {
    let secret = secret.to_owned();
    let request = Request::ListSecretVersionIds { secret, include_deprecated, next_token: None };
    match perform(connection, request).await {
        Reply::ListSecretVersionIds { versions, .. } => versions,
        reply => panic!("{reply:?}"),
    }
}
