//! The command line: its definition, and the checks that clap can't express.

mod commands;
mod embedded;
mod near;
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

pub use commands::{
    ChangeArgs, CompletionShell, CompletionsArgs, ConnectionArgs, CopyArgs, DeleteArgs, DescribeArgs,
    DiffArgs, DoctorArgs, EnvArgs, EnvFormat, GetArgs, LabelArgs, ListArgs, ManArgs, PickArgs, RestoreArgs,
    RotateArgs, RunArgs, Script, ScriptCommand, SecretArg, SetArgs, TagArgs, UntagArgs, VariablesArgs,
};
pub use embedded::{DefaultSecrets, EmbeddedArgs, EmbeddedError};
pub use serve::ServeArgs;

/// A valid command line.
#[derive(Clone, Debug, PartialEq)]
pub struct Invocation {
    /// The log file, if any.
    pub log_file: Option<PathBuf>,
    /// The task of the program.
    pub job: Job,
}

/// The task of the program.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Run the dashboard.
    Dashboard {
        /// The origin of the secrets.
        source: Source,
        /// The options of the dashboard.
        dashboard: DashboardArgs,
        /// The secret to open on start: a name, an ARN, or a unique part of a name.
        secret: Option<String>,
    },
    /// Serve the embedded Secrets Manager to other programs.
    Serve(ServeArgs),
    /// Run a command for scripts.
    Script(Script),
    /// Print the completions of a shell.
    Completions(CompletionShell),
    /// Print the manual page of the program, or of this command.
    Man(Option<String>),
}

/// The origin of the secrets.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// AWS, or another endpoint that speaks its protocol.
    Aws {
        /// A profile from the AWS config files.
        profile: Option<String>,
        /// The URL of another endpoint.
        endpoint_url: Option<String>,
    },
    /// The embedded Secrets Manager.
    Demo(EmbeddedArgs),
}

impl Invocation {
    /// Parses a command line, which begins with the name of the program.
    ///
    /// # Errors
    /// An invalid command line, and also `--help` and `--version`: clap returns their text as an error, and
    /// [`clap::Error::exit`] prints it.
    pub fn parse<T: Into<OsString> + Clone>(line: impl IntoIterator<Item = T>) -> Result<Self, clap::Error> {
        let line: Vec<OsString> = line.into_iter().map(Into::into).collect();
        let mut cli = near::hinted(&line, Cli::try_parse_from(&line))?;
        let log_file = cli.log_file.take();
        let job = match cli.command.take() {
            None => {
                let Cli { profile, endpoint_url, dashboard, secret, .. } = cli;
                Job::Dashboard { source: Source::Aws { profile, endpoint_url }, dashboard, secret }
            }
            Some(Command::Demo { dashboard, embedded, secret }) => {
                let [profile, endpoint_url, ..] = cli.connection_options();
                let [given_secret, ..] = cli.dashboard_options();
                Cli::reject_options("demo", [profile, endpoint_url, given_secret])?;
                let dashboard = dashboard.or(cli.dashboard);
                Job::Dashboard { source: Source::Demo(embedded), dashboard, secret }
            }
            Some(Command::Serve(serve)) => {
                Cli::reject_options(
                    "serve",
                    cli.connection_options().into_iter().chain(cli.dashboard_options()),
                )?;
                serve
                    .check_exposure()
                    .map_err(|text| usage_error(ErrorKind::MissingRequiredArgument, text))?;
                Job::Serve(serve)
            }
            Some(Command::Script(Script { connection, command })) => {
                Cli::reject_options("a command for scripts", cli.dashboard_options())?;
                Job::Script(Script { connection: connection.or(cli.connection()), command })
            }
            Some(Command::Completions(CompletionsArgs { shell })) => Job::Completions(shell),
            Some(Command::Man(ManArgs { command })) => Job::Man(command),
        };
        Ok(Self { log_file, job })
    }
}

/// The definition of the command line, from which documentation is generated.
pub fn command() -> clap::Command {
    Cli::command()
}

fn usage_error(kind: ErrorKind, text: String) -> clap::Error {
    Cli::command().error(kind, text)
}

/// A terminal dashboard for AWS Secrets Manager
///
/// Browse, reveal, copy, rotate and restore secrets. Values stay masked until you reveal them. The AWS environment
/// variables and config files work as in the AWS CLI; the options below take precedence.
#[derive(Debug, Parser)]
#[command(
    name = "strongroom",
    version,
    after_help = "STRONGROOM_LOG sets the level of --log-file: error, warn, info (default), debug or trace.\n\
                  Exit status: 0 after quitting, 1 after an error, 2 for wrong usage, 128 + N after signal N;\n\
                  `serve` exits with 0 after ctrl-c or SIGTERM. Commands for scripts: 1 if `diff` finds a\n\
                  difference or `doctor` a fault, 3 not found, 4 denied, 5 no login, 6 throttled or\n\
                  unreachable, 7 conflict, 8 outcome not known, 9 anything else."
)]
struct Cli {
    /// Profile from the AWS config files
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    profile: Option<String>,
    /// URL of another Secrets Manager endpoint, such as `http://127.0.0.1:5000`
    #[arg(long, value_name = "URL", value_parser = endpoint_url)]
    endpoint_url: Option<String>,
    #[command(flatten)]
    dashboard: DashboardArgs,
    /// Append a log to this file; secret values are never logged
    #[arg(long, global = true, value_name = "PATH")]
    log_file: Option<PathBuf>,
    /// Open this secret on start: a name, an ARN, or a unique part of a name
    ///
    /// If the secret has the name of a command, write `strongroom -- demo`, or use its ARN.
    #[arg(value_name = "SECRET", value_parser = NonEmptyStringValueParser::new())]
    secret: Option<String>,
    #[command(subcommand)]
    command: Option<Command>,
}

impl Cli {
    /// The way to the secrets, as given before the command.
    fn connection(&self) -> ConnectionArgs {
        let dashboard = &self.dashboard;
        ConnectionArgs {
            profile: self.profile.clone(),
            region: dashboard.region.clone(),
            endpoint_url: self.endpoint_url.clone(),
            timeout: dashboard.timeout,
            read_only: dashboard.read_only,
        }
    }

    /// The options of the dashboard that no command takes, and true for those that were given.
    fn dashboard_options(&self) -> [(&'static str, bool); 7] {
        let DashboardArgs { filter, hide_after, clear_after, lock_after, cache_for, no_cache, .. } =
            &self.dashboard;
        [
            ("a SECRET before the command", self.secret.is_some()),
            ("--filter", filter.is_some()),
            ("--hide-after", hide_after.is_some()),
            ("--lock-after", lock_after.is_some()),
            ("--clear-after", clear_after.is_some()),
            ("--cache-for", cache_for.is_some()),
            ("--no-cache", *no_cache),
        ]
    }

    /// The options of a connection, and true for those that were given.
    fn connection_options(&self) -> [(&'static str, bool); 5] {
        let ConnectionArgs { profile, region, endpoint_url, timeout, read_only } = self.connection();
        [
            ("--profile", profile.is_some()),
            ("--endpoint-url", endpoint_url.is_some()),
            ("--region", region.is_some()),
            ("--read-only", read_only),
            ("--timeout", timeout.is_some()),
        ]
    }

    /// Refuses options that were given before a command that doesn't take them.
    fn reject_options(
        command: &str,
        options: impl IntoIterator<Item = (&'static str, bool)>,
    ) -> Result<(), clap::Error> {
        match options.into_iter().find(|(_, given)| *given) {
            Some((option, _)) => {
                Err(usage_error(ErrorKind::ArgumentConflict, format!("`{command}` does not take {option}")))
            }
            None => Ok(()),
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the dashboard on an embedded Secrets Manager with made-up secrets: no account, no network
    Demo {
        #[command(flatten)]
        dashboard: DashboardArgs,
        /// Open this secret on start: a name, an ARN, or a unique part of a name
        #[arg(value_name = "SECRET", value_parser = NonEmptyStringValueParser::new())]
        secret: Option<String>,
        #[command(flatten)]
        embedded: EmbeddedArgs,
    },
    /// Run a local Secrets Manager for the AWS CLI, the SDKs and your tests, until ctrl-c or SIGTERM
    Serve(ServeArgs),
    #[command(flatten)]
    Script(Script),
    /// Print completions for a shell
    #[command(display_order = 200)]
    Completions(CompletionsArgs),
    /// Print a manual page
    #[command(display_order = 201)]
    Man(ManArgs),
}

/// The options of the dashboard, for all origins of the secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct DashboardArgs {
    /// AWS Region, such as `eu-central-1`
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub region: Option<String>,
    /// Refuse all changes to secrets
    #[arg(long)]
    pub read_only: bool,
    /// Start with this filter, as typed after `/`
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// Mask a revealed value again after this time, from 1s to 1h [default: 30s]
    #[arg(long, value_name = "TIME", value_parser = timeout)]
    pub hide_after: Option<Duration>,
    /// Clear a copied value from the clipboard after this time, from 1s to 1h [default: 45s]
    #[arg(long, value_name = "TIME", value_parser = timeout)]
    pub clear_after: Option<Duration>,
    /// Mask everything secret and drop values that were read after this time without a key, click or paste, from 1s to
    /// 24h; 0 for never [default: 5m]
    #[arg(long, value_name = "TIME", value_parser = lock_time)]
    pub lock_after: Option<Duration>,
    /// Abort an attempt to send a request after this time, from 1s to 1h [default: 20s]
    #[arg(long, value_name = "TIME", value_parser = timeout)]
    pub timeout: Option<Duration>,
    /// Show the list of an earlier run on start if it is not older than this, from 1m to 365d [default: 7d]
    #[arg(long, value_name = "TIME", value_parser = cache_age, conflicts_with = "no_cache")]
    pub cache_for: Option<Duration>,
    /// Neither show the list of an earlier run nor keep this one; it has names and other metadata, never a value
    #[arg(long)]
    pub no_cache: bool,
}

impl DashboardArgs {
    /// Fills the options that are not given from `others`.
    fn or(self, others: Self) -> Self {
        Self {
            region: self.region.or(others.region),
            read_only: self.read_only || others.read_only,
            filter: self.filter.or(others.filter),
            hide_after: self.hide_after.or(others.hide_after),
            clear_after: self.clear_after.or(others.clear_after),
            lock_after: self.lock_after.or(others.lock_after),
            timeout: self.timeout.or(others.timeout),
            cache_for: self.cache_for.or(others.cache_for),
            no_cache: self.no_cache || others.no_cache,
        }
    }
}

/// Parses a timeout from a second to an hour. A shorter one would end before anyone can react, a longer one
/// would be forgotten.
fn timeout(text: &str) -> Result<Duration, String> {
    let timeout = parse_duration(text).map_err(|error| error.to_string())?;
    if (Duration::from_secs(1)..=Duration::from_hours(1)).contains(&timeout) {
        return Ok(timeout);
    }
    Err("expected a duration from 1s to 1h".into())
}

/// Parses the time until an unattended terminal is locked, from a second to a day; zero for never.
fn lock_time(text: &str) -> Result<Duration, String> {
    if text.trim() == "0" {
        return Ok(Duration::ZERO);
    }
    let time = parse_duration(text).map_err(|error| error.to_string())?;
    if time.is_zero() || (Duration::from_secs(1)..=Duration::from_hours(24)).contains(&time) {
        return Ok(time);
    }
    Err("expected a duration from 1s to 24h, or 0 for never".into())
}

/// Parses an age from a minute to a year, also in days.
fn cache_age(text: &str) -> Result<Duration, String> {
    let days = text.trim().strip_suffix('d').and_then(|days| days.trim().parse().ok());
    let age = match days {
        Some(days @ 0..=366) => Duration::from_hours(24 * days),
        Some(_) | None => parse_duration(text).unwrap_or_default(),
    };
    if (Duration::from_mins(1)..=Duration::from_hours(365 * 24)).contains(&age) {
        return Ok(age);
    }
    Err("expected a duration from 1m to 365d, such as 12h or 7d".into())
}

fn endpoint_url(text: &str) -> Result<String, String> {
    let uri: http::Uri = text.parse().map_err(|error| format!("{error}"))?;
    match (uri.scheme_str(), uri.host()) {
        (Some("http" | "https"), Some(host)) if !host.is_empty() => Ok(text.to_owned()),
        _ => Err("expected a URL such as http://127.0.0.1:5000".into()),
    }
}
