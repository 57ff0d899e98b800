//! The dashboard from the command line: where its secrets come from, and its options.

use super::{ExitReason, run};
use crate::app::{Access, HideTimeouts, ListCache, StartOptions};
use crate::cli::{DashboardArgs, DefaultSecrets, Source};
use crate::embedded::{DEMO_REGIONS, Embedded};
use crate::service::Connector;
use crate::service::api::{ConnectionTarget, without_userinfo};

/// Runs the dashboard as the command line says, until it ends.
pub fn start(source: Source, dashboard: DashboardArgs, secret: Option<String>) -> anyhow::Result<ExitReason> {
    let DashboardArgs {
        region,
        read_only,
        filter,
        hide_after,
        clear_after,
        lock_after,
        timeout,
        cache_for,
        no_cache,
    } = dashboard;
    let is_demo = matches!(source, Source::Demo(_));
    let (connector, profile, endpoint_url) = match source {
        Source::Aws { profile, endpoint_url } => (Connector::aws(), profile, endpoint_url),
        Source::Demo(embedded) => {
            let shown = region.as_deref().unwrap_or(DEMO_REGIONS[0]).to_owned();
            let client = Embedded::http_client_of(embedded.prepare(DefaultSecrets::Demo, shown)?);
            (Connector::in_process(client, &DEMO_REGIONS), None, None)
        }
    };
    let endpoint_url = endpoint_url.as_deref().map(without_userinfo);
    let target = ConnectionTarget { profile, region, endpoint_url };
    let access = if read_only { Access::ReadOnly } else { Access::ReadWrite };
    let list_cache = if is_demo || no_cache { ListCache::Off } else { ListCache::On };
    let (hide, seed) = (HideTimeouts::of(hide_after, clear_after, lock_after), fastrand::u64(..));
    let options = StartOptions { target, access, filter, secret, seed, hide, list_cache };
    Ok(run(connector.with_attempt_timeout(timeout), options, cache_for)?)
}
