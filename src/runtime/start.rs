//! The dashboard from the command line and the configuration: where its secrets come from, and its options.

use super::{ExitReason, Mouse, RunError, Setup, run, terminal};
use crate::app::{Access, HideTimeouts, ListCache, Purpose, StartOptions};
use crate::cli::{ConnectionArgs, DefaultSecrets, Source};
use crate::config::{Config, Place};
use crate::embedded::{DEMO_REGIONS, Embedded};
use crate::service::Connector;
use crate::service::api::{ConnectionTarget, without_userinfo};
use std::fs::File;

/// Runs the list as a picker until a secret is chosen, or none. Draws on the terminal even if standard output is a pipe, and
/// returns the former standard output, which the choice is for.
pub fn pick(
    connection: ConnectionArgs,
    filter: Option<String>,
    config: &Config,
) -> Result<(ExitReason, File), RunError> {
    let output = terminal::take_streams()?;
    let ConnectionArgs { profile, region, endpoint_url, timeout, read_only: _ } = connection;
    let endpoint_url = endpoint_url.as_deref().map(without_userinfo);
    let options = StartOptions {
        target: ConnectionTarget { profile, region, endpoint_url },
        access: Access::ReadOnly,
        filter,
        seed: fastrand::u64(..),
        list_cache: list_cache(config),
        keymap: config.keymap().clone(),
        problem: config.summary(),
        purpose: Purpose::Pick,
        ..StartOptions::default()
    };
    Ok((run(Connector::aws().with_attempt_timeout(timeout), options, setup(config))?, output))
}

/// Runs the dashboard as the command line and the configuration say, until it ends.
pub fn start(source: Source, secret: Option<String>, config: &Config) -> anyhow::Result<ExitReason> {
    let options = config.options();
    let region = options.region.clone().map(|region| region.0);
    let (connector, profile, endpoint_url, list_cache) = match source {
        Source::Aws { .. } => {
            let profile = options.profile.clone().map(|profile| profile.0);
            let endpoint_url = options.endpoint_url.as_ref().map(|url| without_userinfo(&url.0));
            (Connector::aws(), profile, endpoint_url, list_cache(config))
        }
        Source::Demo(embedded) => {
            let shown = region.as_deref().unwrap_or(DEMO_REGIONS[0]).to_owned();
            let client = Embedded::http_client_of(embedded.prepare(DefaultSecrets::Demo, shown)?);
            (Connector::in_process(client, &DEMO_REGIONS), None, None, ListCache::Off)
        }
    };
    let is_read_only = options.read_only.unwrap_or(false);
    let hide_after = options.hide_after.map(|timeout| timeout.0);
    let clear_after = options.clear_after.map(|timeout| timeout.0);
    let start = StartOptions {
        target: ConnectionTarget { profile, region, endpoint_url },
        access: if is_read_only { Access::ReadOnly } else { Access::ReadWrite },
        filter: options.filter.clone().filter(|filter| !filter.is_empty()),
        secret,
        seed: fastrand::u64(..),
        hide: HideTimeouts::of(hide_after, clear_after, options.lock_after.map(|time| time.0)),
        list_cache,
        read_only_by: match config.place_of("read_only") {
            Place::Flag(_) | Place::Default => None,
            place @ (Place::Variable(_) | Place::File(..)) => Some(place.short()),
        },
        keymap: config.keymap().clone(),
        rules: config.profile_rules(),
        problem: config.summary(),
        purpose: Purpose::Manage,
        commands: config.commands().to_vec(),
    };
    let connector = connector.with_attempt_timeout(options.timeout.map(|timeout| timeout.0));
    Ok(run(connector, start, setup(config))?)
}

/// The settings of the system side, as the configuration has them.
fn setup(config: &Config) -> Setup {
    let options = config.options();
    Setup {
        cache_for: options.cache_for.map(|age| age.0).unwrap_or_default(),
        theme: config.theme(),
        mouse: if options.mouse == Some(false) { Mouse::Off } else { Mouse::On },
    }
}

fn list_cache(config: &Config) -> ListCache {
    if config.options().cache.unwrap_or(true) { ListCache::On } else { ListCache::Off }
}
