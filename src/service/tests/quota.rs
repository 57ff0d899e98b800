//! The retry quota: pages of the list have their own, so that the user's requests keep theirs.

use super::canned::{Canned, Script};
use crate::service::Connection;
use crate::service::api::{ErrorKind, Request, VersionSelector};

/// The number of pages whose retries empty a quota: it has 500 tokens, and a page that fails takes ten.
const PAGES: usize = 60;

/// The attempts that a request gets from a service that throttles everything.
const ATTEMPTS: u32 = 3;

fn read() -> Request {
    Request::GetSecretValue { secret: "a".into(), version: VersionSelector::Current }
}

/// Asks for pages until none is tried again.
async fn drain(connection: &Connection) {
    let page = Request::ListSecrets { part: None, next_token: None };
    let mut attempts = ATTEMPTS;
    for _ in 0..PAGES {
        attempts = connection.perform(&page).await.attempts;
        // A task that never yields looks to the timeouts as if no response came.
        tokio::task::yield_now().await;
    }
    assert_eq!(attempts, 1, "the quota of the list is not used up");
}

#[tokio::test]
async fn pages_that_are_throttled_leave_the_user_s_requests_their_attempts() {
    let script = Script::new([Canned::error(400, "ThrottlingException", "Rate exceeded")]);
    let connection = script.connect();
    drain(&connection).await;
    for connection in [&connection, &connection.in_region("eu-north-1")] {
        let completed = connection.perform(&read()).await;
        assert_eq!(completed.result.unwrap_err().kind, ErrorKind::Throttled);
        assert_eq!(completed.attempts, ATTEMPTS);
    }
}

#[tokio::test]
async fn a_new_connection_begins_with_the_whole_quota_of_the_list() {
    let script = Script::new([Canned::error(400, "ThrottlingException", "Rate exceeded")]);
    drain(&script.connect()).await;
    let page = Request::ListSecrets { part: None, next_token: None };
    assert_eq!(script.connect().perform(&page).await.attempts, ATTEMPTS);
}
