//! The binary: parses the command line, then runs the dashboard or the server.

use std::env;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::process::{self, ExitCode};
use strongroom::app::{Access, HideTimeouts, StartOptions};
use strongroom::cli::{DashboardArgs, DefaultSecrets, EmbeddedError, Invocation, Job, Source};
use strongroom::embedded::{DEMO_REGIONS, Embedded};
use strongroom::runtime::logging::{self, LogError};
use strongroom::runtime::{self, ExitReason, RunError};
use strongroom::service::Connector;
use strongroom::service::api::{ConnectionTarget, without_userinfo};

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
            runtime::serve(args.listen, &args.region, embedded)?;
            Ok(ExitReason::Quit)
        }
    }
}

fn run(source: Source, dashboard: DashboardArgs, secret: Option<String>) -> anyhow::Result<ExitReason> {
    let DashboardArgs { region, read_only, filter, hide_after, clear_after, timeout } = dashboard;
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
    let seed = RandomState::new().hash_one(process::id());
    let access = if read_only { Access::ReadOnly } else { Access::ReadWrite };
    let hide = HideTimeouts::of(hide_after, clear_after);
    let options = StartOptions { target, access, filter, secret, seed, hide };
    Ok(runtime::run(connector.with_attempt_timeout(timeout), options)?)
}
