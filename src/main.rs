//! The binary: parses the command line, then runs the dashboard or the server.

use std::alloc::System;
use std::env;
use std::io::{self, Write};
use std::process::ExitCode;
use strongroom::cli::{DefaultSecrets, EmbeddedError, Invocation, Job};
use strongroom::runtime::logging::{self, LogError};
use strongroom::runtime::{self, ExitReason, RunError};
use zeroizing_alloc::ZeroAlloc;

/// Wipes all memory that is freed: copies of values are also made by libraries that know nothing of secrets.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

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
        Job::Dashboard { source, dashboard, secret } => runtime::start(source, dashboard, secret),
        Job::Serve(args) => {
            let embedded = args.embedded.service(DefaultSecrets::None, &args.region)?;
            let served = runtime::serve(args.listen, args.allow_host, &args.region, embedded);
            Ok(served.map(|()| ExitReason::Quit)?)
        }
    }
}
