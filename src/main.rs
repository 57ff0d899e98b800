//! The binary: parses the command line, then runs the dashboard or the server.

use std::alloc::System;
use std::env;
use std::io::{self, Write};
use std::process::ExitCode;
use strongroom::cli::{DefaultSecrets, EmbeddedError, Invocation, Job};
use strongroom::commands::{self, CommandError};
use strongroom::config::Config;
use strongroom::runtime::logging::{self, LogError};
use strongroom::runtime::{self, CoreLimit, DetachedError, RunError};
use zeroizing_alloc::ZeroAlloc;

/// Wipes all memory that is freed: copies of values are also made by libraries that know nothing of secrets.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    commands::complete_if_asked();
    let ended = runtime::protect_memory().map_err(Into::into).and_then(|core_limit| {
        let invocation = Invocation::parse(env::args_os()).unwrap_or_else(|error| error.exit());
        start(invocation, core_limit)
    });
    match ended {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            let _ = writeln!(io::stderr(), "strongroom: {error}");
            let is_usage = error.is::<LogError>()
                || error.is::<EmbeddedError>()
                || error.is::<DetachedError>()
                || matches!(error.downcast_ref(), Some(RunError::NotATerminal(_)));
            let of_command = error.downcast_ref().map(CommandError::status);
            ExitCode::from(of_command.unwrap_or(if is_usage { 2 } else { 1 }))
        }
    }
}

/// The exit status.
fn start(invocation: Invocation, core_limit: CoreLimit) -> anyhow::Result<u8> {
    let mut config = Config::read(invocation.config.as_deref(), &invocation.flags(), env::vars_os());
    logging::start_configured(&mut config)?;
    if !matches!(invocation.job, Job::Script(_)) {
        core_limit.give_up()?;
    }
    match invocation.job {
        Job::Dashboard { source, secret, .. } => Ok(runtime::start(source, secret, &config)?.status()),
        Job::Serve(args) => {
            let embedded = args.embedded.service(DefaultSecrets::None, &args.region)?;
            runtime::serve(args.listen, args.allow_host, &args.region, embedded)?;
            Ok(0)
        }
        Job::Script(script) => Ok(commands::run(script, &config, core_limit)?.status()),
        Job::Config { command, .. } => Ok(commands::config(command, &config)?.status()),
        Job::KeepClipboard => runtime::keep_clipboard().map(|()| 0).map_err(Into::into),
        Job::Completions(shell) => Ok(commands::print_completions(shell).map(|()| 0)?),
        Job::Man(command) => Ok(commands::print_manual(command.as_deref()).map(|()| 0)?),
    }
}
