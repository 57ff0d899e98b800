//! The connection of a command.

use super::error::{CommandError, FailureKind};
use super::output::tell;
use crate::app::ReadOnlyReason;
use crate::cli::ConnectionArgs;
use crate::runtime::logging;
use crate::secrets::{Detail, SecretValue, Version};
use crate::service::api::{
    Completed, ConnectionTarget, LeftOut, Operation, Reply, Request, ServiceError, VersionSelector,
    without_userinfo,
};
use crate::service::{Connection, Connector};
use std::cell::RefCell;
use std::collections::HashSet;
use tokio::sync::OnceCell;

/// The pages of one answer. A service whose tokens go in a circle would be asked for ever.
#[derive(Default)]
pub(super) struct Pages(HashSet<String>);

impl Pages {
    /// The token of the next page, if there is one.
    pub(super) fn next(&mut self, token: Option<String>) -> Result<Option<String>, CommandError> {
        match token {
            Some(token) if !self.0.insert(token.clone()) => Err(CommandError::new(
                FailureKind::Other,
                "The list goes in a circle",
                "The service gave the token of an earlier page.",
                "Take what came for incomplete, and check the endpoint.",
            )),
            token => Ok(token),
        }
    }
}

/// A connection that is made with the first request, and the guard of read-only mode.
pub(super) struct Session {
    connector: Connector,
    target: ConnectionTarget,
    read_only: Option<ReadOnlyReason>,
    connection: OnceCell<Connection>,
    /// The entries that the error output has been told of, each kind of a request once.
    told_left_out: RefCell<HashSet<(Operation, &'static str)>>,
}

impl Session {
    /// A session that refuses changes if there is a reason to.
    pub(super) fn new(args: ConnectionArgs, read_only: Option<ReadOnlyReason>) -> Self {
        let ConnectionArgs { profile, region, endpoint_url, timeout, read_only: _ } = args;
        let endpoint_url = endpoint_url.as_deref().map(without_userinfo);
        Self {
            connector: Connector::aws().with_attempt_timeout(timeout),
            target: ConnectionTarget { profile, region, endpoint_url },
            read_only,
            connection: OnceCell::new(),
            told_left_out: RefCell::default(),
        }
    }

    /// The connection, which is made now if there is none yet.
    pub(super) async fn connected(&self) -> Result<&Connection, ServiceError> {
        self.connection.get_or_try_init(|| Box::pin(self.connect())).await
    }

    /// The same, for whoever has no use for the kinds of its error.
    pub(super) async fn connection(&self) -> Result<&Connection, CommandError> {
        Ok(self.connected().await?)
    }

    async fn connect(&self) -> Result<Connection, ServiceError> {
        let connected = self.connector.connect(&self.target).await;
        let destination = connected.as_ref().map(|connection| connection.destination().clone());
        logging::connection_made(&destination.map_err(ServiceError::clone));
        connected
    }

    /// The target, as the options name it.
    pub(super) fn target(&self) -> &ConnectionTarget {
        &self.target
    }

    /// Refuses a change in read-only mode, before anything is read for it.
    pub(super) fn require_write(&self, operation: Operation) -> Result<(), CommandError> {
        let Some(reason) = &self.read_only else { return Ok(()) };
        let what = format!("{operation}: refused in read-only mode");
        Err(CommandError::new(FailureKind::Denied, what, "", reason.advice()))
    }

    /// Sends a request. A change is refused in read-only mode.
    pub(super) async fn perform(&self, request: &Request) -> Result<Reply, CommandError> {
        Ok(self.complete(request).await?.result?)
    }

    /// Sends a request and tells how that went.
    pub(super) async fn complete(&self, request: &Request) -> Result<Completed, CommandError> {
        if request.is_mutation() {
            self.require_write(Operation::from(request))?;
        }
        // The future of a request is large, and every command would carry it.
        let completed = Box::pin(self.connection().await?.perform(request)).await;
        logging::request_completed(request, &completed);
        self.tell_left_out(Operation::from(request), &completed.left_out);
        Ok(completed)
    }

    /// Tells on the error output which entries of an answer are left out. A change reads its secret more than once.
    fn tell_left_out(&self, operation: Operation, left_out: &[LeftOut]) {
        for entries in left_out {
            if self.told_left_out.borrow_mut().insert((operation, entries.entries)) {
                tell(&format!("{operation}: left out {entries}."));
            }
        }
    }

    /// The metadata of a secret.
    pub(super) async fn describe(&self, secret: &str) -> Result<Detail, CommandError> {
        let reply = self.perform(&Request::DescribeSecret { secret: secret.to_owned() }).await?;
        Ok(reply.into_detail()?)
    }

    /// The value of a version, in one request.
    pub(super) async fn value(
        &self,
        secret: &str,
        version: VersionSelector,
    ) -> Result<SecretValue, CommandError> {
        let reply = self.perform(&Request::GetSecretValue { secret: secret.to_owned(), version }).await?;
        Ok(reply.into_value()?)
    }

    /// All versions of a secret, those without staging labels too.
    pub(super) async fn versions(&self, secret: &str) -> Result<Vec<Version>, CommandError> {
        let mut all = Vec::new();
        let mut next_token = None;
        let mut pages = Pages::default();
        loop {
            let request = Request::ListSecretVersionIds {
                secret: secret.to_owned(),
                include_deprecated: true,
                next_token,
            };
            let (versions, next) = self.perform(&request).await?.into_versions()?;
            all.extend(versions);
            next_token = pages.next(next)?;
            if next_token.is_none() {
                return Ok(all);
            }
        }
    }

    /// Ends what the connection left running.
    pub(super) fn end(&self) {
        self.connector.kill_credential_process();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_in_a_circle_of_any_length_end() {
        for circle in [&["a", "a"][..], &["a", "b", "a"], &["a", "b", "c", "b"]] {
            let mut pages = Pages::default();
            let (last, before) = circle.split_last().unwrap();
            for token in before {
                assert_eq!(pages.next(Some((*token).to_owned())), Ok(Some((*token).to_owned())));
            }
            assert!(pages.next(Some((*last).to_owned())).is_err(), "{circle:?}");
            assert_eq!(pages.next(None), Ok(None));
        }
    }
}
