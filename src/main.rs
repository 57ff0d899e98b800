//! The binary: parses the command line, then runs the dashboard or the server.

use std::alloc::System;
use std::env;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::process::{self, ExitCode};
use std::time::Duration;
use strongroom::app::{Access, HideTimeouts, ListCache, StartOptions};
use strongroom::cli::{DashboardArgs, DefaultSecrets, EmbeddedError, Invocation, Job, Source};
use strongroom::embedded::{DEMO_REGIONS, Embedded};
use strongroom::runtime::logging::{self, LogError};
use strongroom::runtime::{self, ExitReason, RunError};
use strongroom::service::{Connector, api::ConnectionTarget};
use zeroizing_alloc::ZeroAlloc;

/// Wipes all memory that is freed: copies of values are also made by libraries that know nothing of secrets.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// The age up to which the list of an earlier run is shown, unless the user sets another.
const CACHE_FOR: Duration = Duration::from_hours(7 * 24);

fn main() -> ExitCode {
    if let Err(error) = runtime::protect_memory() {
        let _ = writeln!(io::stderr(), "strongroom: can't keep its memory from other processes: {error}");
        return ExitCode::FAILURE;
    }
    let invocation = Invocation::parse(env::args_os()).unwrap_or_else(|error| error.exit());
    match start(invocation) {
        Ok(ExitReason::Quit) => ExitCode::SUCCESS,
        Ok(ExitReason::Signal(signal)) => ExitCode::from(signal.exit_status()),
        Err(error) => {
            let _ = writeln!(io::stderr(), "strongroom: {error}");
            let usage = error.is::<LogError>()
                || error.is::<EmbeddedError>()
                || matches!(error.downcast_ref(), Some(RunError::NotATerminal(_)));
            ExitCode::from(if usage { 2 } else { 1 })
        }
    }
}

fn start(Invocation { log_file, job }: Invocation) -> anyhow::Result<ExitReason> {
    if let Some(path) = log_file {
        logging::start(&path)?;
    }
    match job {
        Job::Dashboard { source, dashboard, secret } => run(source, dashboard, secret),
        Job::Serve(args) => {
            let embedded = args.embedded.service(DefaultSecrets::None, &args.region)?;
            runtime::serve(args.listen, args.allow_host, &args.region, embedded)?;
            Ok(ExitReason::Quit)
        }
    }
}

fn run(source: Source, dashboard: DashboardArgs, secret: Option<String>) -> anyhow::Result<ExitReason> {
    let DashboardArgs { region, read_only, filter, hide_after, clear_after, timeout, cache_for, no_cache } =
        dashboard;
    let is_demo = matches!(source, Source::Demo(_));
    let (connector, profile, endpoint_url) = match source {
        Source::Aws { profile, endpoint_url } => (Connector::aws(), profile, endpoint_url),
        Source::Demo(embedded) => {
            let shown = region.as_deref().unwrap_or(DEMO_REGIONS[0]).to_owned();
            let client = Embedded::http_client_of(embedded.prepare(DefaultSecrets::Demo, shown)?);
            (Connector::in_process(client, &DEMO_REGIONS), None, None)
        }
    };
    let target = ConnectionTarget { profile, region, endpoint_url };
    let seed = RandomState::new().hash_one(process::id());
    let access = if read_only { Access::ReadOnly } else { Access::ReadWrite };
    let list_cache = if is_demo || no_cache { ListCache::Off } else { ListCache::On };
    let hide = HideTimeouts::of(hide_after, clear_after);
    let options = StartOptions { target, access, filter, secret, seed, hide, list_cache };
    let cache_for = cache_for.unwrap_or(CACHE_FOR);
    Ok(runtime::run(connector.with_attempt_timeout(timeout), options, cache_for)?)
}
