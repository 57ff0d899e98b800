//! The dashboard from the command line and the configuration: where its secrets come from, and its options.

use super::{ExitReason, Mouse, RunError, Setup, run, terminal};
use crate::app::{HideTimeouts, KeepHistory, ListCache, Presentation, Purpose, ReadOnlyReason, StartOptions};
use crate::cli::{ConnectionArgs, DefaultSecrets, Source};
use crate::config::Config;
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
        read_only: Some(ReadOnlyReason::Flag),
        filter,
        seed: fastrand::u64(..),
        list_cache: list_cache(config),
        keymap: config.keymap().clone(),
        problem: config.summary(),
        purpose: Purpose::Pick,
        keep_history: keep_history(config),
        presentation: presentation(config),
        ..StartOptions::default()
    };
    Ok((run(Connector::aws().with_attempt_timeout(timeout), options, setup(config))?, output))
}

/// Runs the dashboard as the command line and the configuration say, until it ends.
pub fn start(source: Source, secret: Option<String>, config: &Config) -> anyhow::Result<ExitReason> {
    let options = config.options();
    let (connector, target, list_cache) = match source {
        Source::Aws { .. } => (Connector::aws(), config.target(), list_cache(config)),
        Source::Demo(embedded) => {
            let region = config.target().region;
            let shown = region.as_deref().unwrap_or(DEMO_REGIONS[0]).to_owned();
            let client = Embedded::http_client_of(embedded.prepare(DefaultSecrets::Demo, shown)?);
            let target = ConnectionTarget { region, ..ConnectionTarget::default() };
            (Connector::in_process(client, &DEMO_REGIONS), target, ListCache::Off)
        }
    };
    let hide_after = options.hide_after.map(|timeout| timeout.0);
    let clear_after = options.clear_after.map(|timeout| timeout.0);
    let start = StartOptions {
        target,
        read_only: config.read_only(),
        filter: options.filter.clone().filter(|filter| !filter.is_empty()),
        secret,
        seed: fastrand::u64(..),
        hide: HideTimeouts::of(hide_after, clear_after, options.lock_after.map(|time| time.0)),
        list_cache,
        keymap: config.keymap().clone(),
        rules: config.profile_rules(),
        problem: config.summary(),
        purpose: Purpose::Manage,
        keep_history: keep_history(config),
        presentation: presentation(config),
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

fn keep_history(config: &Config) -> KeepHistory {
    if config.options().history.unwrap_or(true) { KeepHistory::On } else { KeepHistory::Off }
}

fn presentation(config: &Config) -> Presentation {
    if config.options().plain == Some(true) { Presentation::Plain } else { Presentation::Visual }
}

fn list_cache(config: &Config) -> ListCache {
    if config.options().cache.unwrap_or(true) { ListCache::On } else { ListCache::Off }
}
