//! The options of `strongroom serve`.

use super::embedded::EmbeddedArgs;
use crate::embedded::DEMO_REGIONS;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::net::{Ipv4Addr, SocketAddr};

/// The address to serve the embedded Secrets Manager on, and its contents.
#[derive(Clone, Debug, PartialEq, Args)]
pub struct ServeArgs {
    /// Address to listen on; port 0 picks a free port
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8484", value_parser = address)]
    pub listen: SocketAddr,
    /// Allow other machines to connect: anyone who reaches the address can read and change every secret
    #[arg(long)]
    pub allow_remote: bool,
    /// Region of generated secrets and of the printed AWS CLI settings; all Regions are served
    #[arg(long, value_name = "NAME", default_value = DEMO_REGIONS[0], value_parser = NonEmptyStringValueParser::new())]
    pub region: String,
    /// Answer requests to this host name too, besides loopback names, the listened address and AWS's; repeatable
    #[arg(long, value_name = "NAME", value_parser = host)]
    pub allow_host: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "a doc comment would become help text")]
    pub embedded: EmbeddedArgs,
}

impl ServeArgs {
    /// Refuses an address that other machines can reach, unless `--allow-remote` is given.
    pub(super) fn check_exposure(&self) -> Result<(), String> {
        let Self { listen, allow_remote, .. } = self;
        if *allow_remote || listen.ip().to_canonical().is_loopback() {
            return Ok(());
        }
        Err(format!(
            "other machines may reach {listen} and read or change every secret; add --allow-remote to allow this"
        ))
    }
}

/// The host name, without a port.
fn host(text: &str) -> Result<String, String> {
    let host = text.parse().ok().map(|authority: http::uri::Authority| authority.host().to_owned());
    host.filter(|host| !host.is_empty() && !text.contains('@'))
        .ok_or_else(|| "expected a host name such as secrets.test".to_owned())
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let local = text.strip_prefix("localhost:").and_then(|port| port.parse().ok());
    let local = local.map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    local.or_else(|| text.parse().ok()).ok_or_else(|| "expected an address such as 127.0.0.1:8484".to_owned())
}
