//! The binary: parse, connect, run.

use std::env;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::process::{self, ExitCode};
use strongroom::app::{Access, StartOptions};
use strongroom::cli::{DashboardArgs, Invocation, Source};
use strongroom::embedded::{DEMO_REGIONS, Embedded};
use strongroom::runtime::logging::{self, LogError};
use strongroom::runtime::{self, Ending, RunError};
use strongroom::service::{ConnectionTarget, Connector};

fn main() -> ExitCode {
    let invocation = Invocation::read(env::args_os()).unwrap_or_else(|error| error.exit());
    match start(invocation) {
        Ok(Ending::Quit) => ExitCode::SUCCESS,
        Ok(Ending::Signal(signal)) => ExitCode::from(signal.exit_status()),
        Err(error) => {
            let _ = writeln!(io::stderr(), "strongroom: {error}");
            let usage =
                error.is::<LogError>() || matches!(error.downcast_ref(), Some(RunError::NotATerminal(_)));
            ExitCode::from(if usage { 2 } else { 1 })
        }
    }
}

fn start(Invocation { source, dashboard, secret }: Invocation) -> anyhow::Result<Ending> {
    let DashboardArgs { region, read_only, filter, log_file } = dashboard;
    if let Some(path) = log_file {
        logging::start(&path)?;
    }
    let (connector, profile, endpoint_url) = match source {
        Source::Aws { profile, endpoint_url } => (Connector::aws(), profile, endpoint_url),
        Source::Demo => {
            let client = Embedded::demo()?.http_client();
            (Connector::in_process(client, &DEMO_REGIONS), None, None)
        }
    };
    let target = ConnectionTarget { profile, region, endpoint_url };
    let seed = RandomState::new().hash_one(process::id());
    let access = if read_only { Access::ReadOnly } else { Access::ReadWrite };
    Ok(runtime::run(connector, StartOptions { target, access, filter, secret, seed })?)
}
