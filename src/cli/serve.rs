//! The options of `strongroom serve`.

use super::EmbeddedArgs;
use crate::embedded::DEMO_REGIONS;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::net::{Ipv4Addr, SocketAddr};

/// Where to serve the embedded Secrets Manager, and what is in it.
#[derive(Clone, Debug, PartialEq, Args)]
pub struct ServeArgs {
    /// Address to listen on; port 0 picks a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8484", value_parser = address)]
    pub listen: SocketAddr,
    /// Let other machines in: whoever reaches the address can read and change every secret
    #[arg(long)]
    pub allow_remote: bool,
    /// Region of the made-up secrets, and of the directions for the AWS CLI; every Region is served
    #[arg(long, value_name = "NAME", default_value = DEMO_REGIONS[0], value_parser = NonEmptyStringValueParser::new())]
    pub region: String,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub embedded: EmbeddedArgs,
}

impl ServeArgs {
    /// Refuses an address that other machines reach, unless that was asked for.
    pub(super) fn refuse_exposure(&self) -> Result<(), String> {
        let Self { listen, allow_remote, .. } = self;
        if *allow_remote || listen.ip().to_canonical().is_loopback() {
            return Ok(());
        }
        Err(format!(
            "{listen} may be reached from other machines, and whoever reaches it can read and change every secret; \
             add --allow-remote if that is meant"
        ))
    }
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let local = text.strip_prefix("localhost:").and_then(|port| port.parse().ok());
    let local = local.map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    local.or_else(|| text.parse().ok()).ok_or_else(|| "expected something like 127.0.0.1:8484".to_owned())
}
