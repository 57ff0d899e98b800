//! The binary: parses the command line, then runs the dashboard or the server.

use std::alloc::System;
use std::env;
use std::io::{self, Write};
use std::process::ExitCode;
use strongroom::cli::{DefaultSecrets, EmbeddedError, Invocation, Job};
use strongroom::commands::{self, CommandError};
use strongroom::config::Config;
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
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            let _ = writeln!(io::stderr(), "strongroom: {error}");
            let is_usage = error.is::<LogError>()
                || error.is::<EmbeddedError>()
                || matches!(error.downcast_ref(), Some(RunError::NotATerminal(_)));
            let of_command = error.downcast_ref().map(CommandError::status);
            ExitCode::from(of_command.unwrap_or(if is_usage { 2 } else { 1 }))
        }
    }
}

/// The exit status.
fn start(invocation: Invocation) -> anyhow::Result<u8> {
    let mut config =
        Config::read(invocation.config.as_deref(), &invocation.flags(), |name| env::var_os(name));
    logging::start_configured(&mut config)?;
    match invocation.job {
        Job::Dashboard { source, secret, .. } => match runtime::start(source, secret, &config)? {
            ExitReason::Quit => Ok(0),
            ExitReason::Signal(signal) => Ok(signal.exit_status()),
        },
        Job::Serve(args) => {
            let embedded = args.embedded.service(DefaultSecrets::None, &args.region)?;
            runtime::serve(args.listen, args.allow_host, &args.region, embedded)?;
            Ok(0)
        }
        Job::Script(script) => Ok(commands::run(commands::configured(script, &config))?.status()),
        Job::Config { command, .. } => Ok(commands::config(command, &config)?.status()),
        Job::Completions(_) | Job::Man => unimplemented!("on the way"),
    }
}
