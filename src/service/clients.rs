//! The SDK's clients of Secrets Manager. They share HTTP connections and differ in how they retry.

use super::api::Request;
use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::config::Builder;
use aws_sdk_secretsmanager::config::retry::{RetryConfig, RetryPartition};
use std::time::Duration;

/// The longest pause before a page that was read beside others is asked for again; the next pause is twice as long. With
/// the SDK's own pause of a second, pages that wait would take the places of others, and the list would stay below the
/// service's quota.
const PARALLEL_PAGE_BACKOFF: Duration = Duration::from_millis(250);

/// The clients of a connection.
#[derive(Clone, Debug)]
pub(super) struct Clients {
    /// The client of all requests except pages of the list.
    others: Client,
    /// The client of pages that are read one after another. Pages have a retry quota of their own: a list that is throttled
    /// must not use up that of the user's requests.
    pages: Client,
    /// The client of pages that are read in parallel.
    parallel_pages: Client,
}

impl Clients {
    /// The clients with this configuration, whose retries are `retry`.
    pub(super) fn new(config: Builder, retry: &RetryConfig) -> Self {
        let pages = config.clone().retry_partition(RetryPartition::custom("lists").build());
        let retry = retry.clone().with_initial_backoff(PARALLEL_PAGE_BACKOFF);
        Self {
            others: Client::from_conf(config.build()),
            parallel_pages: Client::from_conf(pages.clone().retry_config(retry).build()),
            pages: Client::from_conf(pages.build()),
        }
    }

    /// The client that sends this request.
    pub(super) fn of(&self, request: &Request) -> &Client {
        if let Request::ListSecrets { part, .. } = request {
            return if part.is_some() { &self.parallel_pages } else { &self.pages };
        }
        &self.others
    }

    /// The same clients with a change of their configuration.
    pub(super) fn with(&self, change: impl Fn(Builder) -> Builder) -> Self {
        let changed = |client: &Client| Client::from_conf(change(client.config().to_builder()).build());
        Self {
            others: changed(&self.others),
            pages: changed(&self.pages),
            parallel_pages: changed(&self.parallel_pages),
        }
    }
}
