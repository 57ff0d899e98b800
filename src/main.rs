//! The binary: parses the command line, then runs the dashboard or the server.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;
use strongroom::app::{Access, HideTimeouts, ListCache, StartOptions};
use strongroom::cli::{DashboardArgs, DefaultSecrets, EmbeddedError, Invocation, Job, Source};
use strongroom::embedded::{DEMO_REGIONS, Embedded};
use strongroom::runtime::logging::{self, LogError};
use strongroom::runtime::{self, ExitReason, RunError};
use strongroom::service::{Connector, api::ConnectionTarget};

fn main() -> ExitCode {
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
            Ok(runtime::serve(args.listen, &args.region, embedded).map(|()| ExitReason::Quit)?)
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
    let access = if read_only { Access::ReadOnly } else { Access::ReadWrite };
    let list_cache = if is_demo || no_cache { ListCache::Off } else { ListCache::On };
    let (hide, seed) = (HideTimeouts::of(hide_after, clear_after), fastrand::u64(..));
    let options = StartOptions { target, access, filter, secret, seed, hide, list_cache };
    Ok(runtime::run(connector.with_attempt_timeout(timeout), options, cache_for)?)
}
