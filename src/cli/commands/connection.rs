//! The way to the secrets of a command.

use crate::cli::{endpoint_url, timeout};
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::time::Duration;

/// The connection options that all commands share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Connection")]
pub struct ConnectionArgs {
    /// Profile from the AWS config files
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub profile: Option<String>,
    /// AWS Region, such as `eu-central-1`
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub region: Option<String>,
    /// URL of another Secrets Manager endpoint, such as `http://127.0.0.1:5000`
    #[arg(long, value_name = "URL", value_parser = endpoint_url)]
    pub endpoint_url: Option<String>,
    /// Abort an attempt to send a request after this time, from 1s to 1h [default: 20s]
    #[arg(long, value_name = "TIME", value_parser = timeout)]
    pub timeout: Option<Duration>,
    /// Refuse all changes to secrets
    #[arg(long)]
    pub read_only: bool,
}

impl ConnectionArgs {
    /// Fills the options that are not given from `others`.
    pub(in crate::cli) fn or(self, others: Self) -> Self {
        Self {
            profile: self.profile.or(others.profile),
            region: self.region.or(others.region),
            endpoint_url: self.endpoint_url.or(others.endpoint_url),
            timeout: self.timeout.or(others.timeout),
            read_only: self.read_only || others.read_only,
        }
    }
}
