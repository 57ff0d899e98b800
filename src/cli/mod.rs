//! The command line: options, and what they mean.

mod embedded;
mod serve;
#[cfg(test)]
mod tests;

use crate::embedded::parse_duration;
use clap::builder::NonEmptyStringValueParser;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

pub use embedded::{EmbeddedArgs, EmbeddedError, Unseeded};
pub use serve::ServeArgs;

/// A command line that makes sense.
#[derive(Clone, Debug, PartialEq)]
pub struct Invocation {
    /// Where to log, if anywhere.
    pub log_file: Option<PathBuf>,
    /// What to do.
    pub job: Job,
}

/// What the program is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Run the dashboard.
    Dashboard {
        /// Where the secrets come from.
        source: Source,
        /// How to begin.
        dashboard: DashboardArgs,
        /// The secret to open at once: a name, an ARN, or a unique part of a name.
        secret: Option<String>,
    },
    /// Serve the embedded Secrets Manager to other programs.
    Serve(ServeArgs),
}

/// Where the secrets come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// AWS, or what speaks its protocol.
    Aws {
        /// A profile of the AWS config files.
        profile: Option<String>,
        /// The URL of an endpoint other than AWS's own.
        endpoint_url: Option<String>,
    },
    /// The embedded Secrets Manager.
    Demo(EmbeddedArgs),
}

impl Invocation {
    /// Reads a command line, the program's name first. A request for help or the version is an "error" too: its `exit`
    /// prints it.
    ///
    /// # Errors
    /// What clap says of a command line that makes no sense.
    pub fn read<T: Into<OsString> + Clone>(line: impl IntoIterator<Item = T>) -> Result<Self, clap::Error> {
        let mut cli = Cli::try_parse_from(line)?;
        let log_file = cli.log_file.take();
        let job = match cli.command.take() {
            None => {
                let Cli { profile, endpoint_url, dashboard, secret, .. } = cli;
                Job::Dashboard { source: Source::Aws { profile, endpoint_url }, dashboard, secret }
            }
            Some(Command::Demo { dashboard, embedded, secret }) => {
                cli.refuse_misplaced("demo", &[])?;
                let dashboard = dashboard.or(cli.dashboard);
                Job::Dashboard { source: Source::Demo(embedded), dashboard, secret }
            }
            Some(Command::Serve(serve)) => {
                let DashboardArgs { region, read_only, filter, hide_after, clear_after, timeout } =
                    &cli.dashboard;
                let dashboard = [
                    ("--region", region.is_some()),
                    ("--read-only", *read_only),
                    ("--filter", filter.is_some()),
                    ("--hide-after", hide_after.is_some()),
                    ("--clear-after", clear_after.is_some()),
                    ("--timeout", timeout.is_some()),
                ];
                cli.refuse_misplaced("serve", &dashboard)?;
                serve.refuse_exposure().map_err(|text| wrong(ErrorKind::MissingRequiredArgument, text))?;
                Job::Serve(serve)
            }
        };
        Ok(Self { log_file, job })
    }
}

/// The definition of the command line, for what is written about it.
pub fn command() -> clap::Command {
    Cli::command()
}

fn wrong(kind: ErrorKind, text: String) -> clap::Error {
    Cli::command().error(kind, text)
}

/// A terminal dashboard for AWS Secrets Manager
///
/// Browse, reveal, copy, rotate and restore secrets. Values stay masked until you ask for them. The AWS environment
/// variables and config files work as in the AWS CLI; options given here come first.
#[derive(Debug, Parser)]
#[command(
    name = "strongroom",
    version,
    after_help = "STRONGROOM_LOG sets the level of --log-file: error, warn, info (the default), debug or trace.\n\
                  Exit status: 0 after quitting, 1 after an error, 2 for wrong usage, 128 and a signal's number after it;\n\
                  `serve` ends with 0 after ctrl-c or SIGTERM."
)]
struct Cli {
    /// Profile of the AWS config files
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    profile: Option<String>,
    /// Secrets Manager at another address, such as `http://127.0.0.1:5000`
    #[arg(long, value_name = "URL", value_parser = endpoint_url)]
    endpoint_url: Option<String>,
    #[command(flatten)]
    dashboard: DashboardArgs,
    /// Append a log to this file; values of secrets are never in it
    #[arg(long, global = true, value_name = "PATH")]
    log_file: Option<PathBuf>,
    /// Open this secret at once: a name, an ARN, or a part of a name that no other has
    ///
    /// A secret that is named like a command is opened by `strongroom -- demo`, or by its ARN.
    #[arg(value_name = "SECRET", value_parser = NonEmptyStringValueParser::new())]
    secret: Option<String>,
    #[command(subcommand)]
    command: Option<Command>,
}

impl Cli {
    /// Refuses what was given before a command that has no use for it.
    fn refuse_misplaced(&self, command: &str, more: &[(&str, bool)]) -> Result<(), clap::Error> {
        let own = [
            ("--profile", self.profile.is_some()),
            ("--endpoint-url", self.endpoint_url.is_some()),
            ("a SECRET before it", self.secret.is_some()),
        ];
        match own.iter().chain(more).find(|(_, given)| *given) {
            Some((what, _)) => {
                Err(wrong(ErrorKind::ArgumentConflict, format!("`{command}` can't be used with {what}")))
            }
            None => Ok(()),
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The dashboard on an embedded Secrets Manager with made-up secrets: no account, no network
    Demo {
        #[command(flatten)]
        dashboard: DashboardArgs,
        /// Open this secret at once: a name, an ARN, or a part of a name that no other has
        #[arg(value_name = "SECRET", value_parser = NonEmptyStringValueParser::new())]
        secret: Option<String>,
        #[command(flatten)]
        embedded: EmbeddedArgs,
    },
    /// A local Secrets Manager for the AWS CLI, the SDKs and your tests, until ctrl-c or SIGTERM
    Serve(ServeArgs),
}

/// How the dashboard begins, wherever the secrets come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct DashboardArgs {
    /// Region, such as `eu-central-1`
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub region: Option<String>,
    /// Refuse everything that would change a secret
    #[arg(long)]
    pub read_only: bool,
    /// Begin with this filter, as typed after `/`
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// Mask a revealed value again after this time: `10s`, `2m`, from a second to an hour [default: 30s]
    #[arg(long, value_name = "TIME", value_parser = patience)]
    pub hide_after: Option<Duration>,
    /// Clear a copied value from the clipboard after this time, from a second to an hour [default: 45s]
    #[arg(long, value_name = "TIME", value_parser = patience)]
    pub clear_after: Option<Duration>,
    /// Give an attempt at a request up after this time, from a second to an hour [default: 20s]
    #[arg(long, value_name = "TIME", value_parser = patience)]
    pub timeout: Option<Duration>,
}

impl DashboardArgs {
    /// These, and what only `others` say.
    fn or(self, others: Self) -> Self {
        Self {
            region: self.region.or(others.region),
            read_only: self.read_only || others.read_only,
            filter: self.filter.or(others.filter),
            hide_after: self.hide_after.or(others.hide_after),
            clear_after: self.clear_after.or(others.clear_after),
            timeout: self.timeout.or(others.timeout),
        }
    }
}

/// How long something may last: not so short that nobody sees it, not so long that it is forgotten.
fn patience(text: &str) -> Result<Duration, String> {
    let time = parse_duration(text).map_err(|error| error.to_string())?;
    match time.as_millis() {
        1_000..=3_600_000 => Ok(time),
        _ => Err("from 1s to 60m".into()),
    }
}

fn endpoint_url(text: &str) -> Result<String, String> {
    let uri: http::Uri = text.parse().map_err(|error| format!("{error}"))?;
    match (uri.scheme_str(), uri.host()) {
        (Some("http" | "https"), Some(host)) if !host.is_empty() => Ok(text.to_owned()),
        _ => Err("a URL begins with http:// or https:// and a host".into()),
    }
}
