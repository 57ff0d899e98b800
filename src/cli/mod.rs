//! The command line: its definition, and the checks that clap can't express.

mod commands;
mod config;
mod embedded;
mod flags;
mod near;
mod serve;
#[cfg(test)]
mod tests;

use crate::config::{
    parse_cache_age, parse_endpoint_url as endpoint_url, parse_lock_time, parse_timeout as timeout,
};
use crate::service::api::without_userinfo;
use clap::builder::NonEmptyStringValueParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

pub use commands::{
    ChangeArgs, CompletionShell, CompletionsArgs, ConnectionArgs, CopyArgs, DeleteArgs, DescribeArgs,
    DiffArgs, DoctorArgs, EnvArgs, EnvFormat, GetArgs, LabelArgs, ListArgs, ManArgs, PartArgs, PickArgs,
    RestoreArgs, RotateArgs, RunArgs, Script, ScriptCommand, SecretArg, SetArgs, TagArgs, UntagArgs,
    VariablesArgs,
};
pub use config::ConfigCommand;
pub use embedded::{DefaultSecrets, EmbeddedArgs, EmbeddedError};
pub use serve::ServeArgs;

/// The hidden command of the detached process that serves and clears a copy.
pub const KEEP_CLIPBOARD: &str = "__keep-clipboard";

/// A valid command line.
#[derive(Clone, Debug, PartialEq)]
pub struct Invocation {
    /// The config file, if not the usual one.
    pub config: Option<PathBuf>,
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
    /// Serve and clear a copy in a detached process.
    KeepClipboard,
    /// Explain the configuration, or write a config file.
    Config {
        /// The command.
        command: ConfigCommand,
        /// The origin of the secrets, as the flags give it.
        source: Source,
        /// The options of the dashboard, as the flags give them.
        dashboard: DashboardArgs,
    },
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
        let mut cli = hinted(&line, Cli::try_parse_from(&line).map_err(without_password))?;
        let (config, log_file) = (cli.config.take(), cli.log_file.take());
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
            Some(Command::KeepClipboard) => Job::KeepClipboard,
            Some(Command::Config { command }) => {
                Cli::reject_options("config", [("a SECRET before the command", cli.secret.is_some())])?;
                let Cli { profile, endpoint_url, dashboard, .. } = cli;
                Job::Config { command, source: Source::Aws { profile, endpoint_url }, dashboard }
            }
            Some(Command::Completions(CompletionsArgs { shell })) => Job::Completions(shell),
            Some(Command::Man(ManArgs { command })) => Job::Man(command),
        };
        Ok(Self { config, log_file, job })
    }
}

/// The definition of the command line, from which documentation is generated.
pub fn command() -> clap::Command {
    Cli::command()
}

/// The parsed command line, or an error with a hint if its first word is nearly a command.
fn hinted(line: &[OsString], parsed: Result<Cli, clap::Error>) -> Result<Cli, clap::Error> {
    let mistyped = match &parsed {
        Ok(Cli { command: None, secret: Some(secret), .. }) => near::mistyped(line, Some(secret), &command()),
        Err(error) if error.use_stderr() => near::mistyped(line, None, &command()),
        Ok(_) | Err(_) => None,
    };
    if parsed.as_ref().is_err_and(|error| has_value(line, error)) {
        let text = "a value is never taken from the command line: other processes and the history of the shell would have \
                    it\n\n  tip: write it to the standard input, or name a file with `--file`";
        return Err(usage_error(ErrorKind::UnknownArgument, text.to_owned()));
    }
    let Some((word, near)) = mistyped else { return parsed };
    let text = format!(
        "there is no command `{word}`; `{near}` is near\n\n  \
         tip: to open the secret `{word}` in the dashboard, write `strongroom -- {word}`"
    );
    Err(usage_error(ErrorKind::InvalidSubcommand, text))
}

/// The error without the password of a URL that it quotes.
fn without_password(mut error: clap::Error) -> clap::Error {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg).filter(|argument| argument.starts_with("--endpoint-url"));
    if let Some(url) = argument.and_then(|_| text(ContextKind::InvalidValue)) {
        error.insert(ContextKind::InvalidValue, ContextValue::String(without_userinfo(&url)));
    }
    error
}

/// True if the error would quote a word that may be the value to store.
fn has_value(line: &[OsString], error: &clap::Error) -> bool {
    let is_in_line = |sought: &str| line.iter().any(|word| word == sought);
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidArg) else { return false };
    is_in_line("set")
        && match error.kind() {
            // An option may be a mistyped one, unless it comes after the end of options.
            ErrorKind::UnknownArgument => !word.starts_with('-') || is_in_line("--"),
            kind => kind == ErrorKind::TooManyValues,
        }
}

fn usage_error(kind: ErrorKind, text: String) -> clap::Error {
    Cli::command().error(kind, text)
}

/// The version with what was built, and from what.
const LONG_VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\ncommit ",
    env!("STRONGROOM_COMMIT"),
    " of ",
    env!("STRONGROOM_COMMIT_DATE"),
    "\ntarget ",
    env!("STRONGROOM_TARGET"),
    "\nfeatures: dashboard, commands, embedded service"
);

/// A terminal dashboard for AWS Secrets Manager
///
/// Browse, reveal, copy, rotate and restore secrets. Values stay masked until you reveal them. The AWS environment
/// variables and config files work as in the AWS CLI; the options below take precedence.
#[derive(Debug, Parser)]
#[command(
    name = "strongroom",
    version,
    long_version = LONG_VERSION,
    after_help = "STRONGROOM_LOG sets the level of --log-file: error, warn, info (default), debug or trace.\n\
                  Exit status: 0 after quitting, 1 after an error, 2 for wrong usage, 128 + N after signal N;\n\
                  `serve` exits with 0 after ctrl-c or SIGTERM. Commands for scripts: 1 if `diff` finds a\n\
                  difference, `doctor` a fault, or `pick` has no choice, 3 not found, 4 denied, 5 no login,\n\
                  6 throttled or unreachable, 7 conflict, 8 outcome not known, 9 anything else. `run` ends\n\
                  as its command does; 127 if there is no such command, 126 if it can't be started."
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
    /// Read this config file instead of `~/.config/strongroom/config.toml`
    #[arg(long, global = true, value_name = "PATH")]
    config: Option<PathBuf>,
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
    fn dashboard_options(&self) -> [(&'static str, bool); 10] {
        let DashboardArgs {
            filter,
            hide_after,
            clear_after,
            lock_after,
            cache_for,
            no_cache,
            theme,
            plain,
            no_history,
            ..
        } = &self.dashboard;
        [
            ("a SECRET before the command", self.secret.is_some()),
            ("--filter", filter.is_some()),
            ("--hide-after", hide_after.is_some()),
            ("--lock-after", lock_after.is_some()),
            ("--clear-after", clear_after.is_some()),
            ("--cache-for", cache_for.is_some()),
            ("--no-cache", *no_cache),
            ("--theme", theme.is_some()),
            ("--plain", *plain),
            ("--no-history", *no_history),
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
    /// Serve and clear a copy; `copy` and the dashboard start it themselves
    #[command(name = KEEP_CLIPBOARD, hide = true)]
    KeepClipboard,
    /// Write, check and explain the config file
    #[command(display_order = 199)]
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Print completions for a shell
    #[command(display_order = 200)]
    Completions(CompletionsArgs),
    /// Print a manual page
    #[command(display_order = 201)]
    Man(ManArgs),
}

/// The options of the dashboard, for all origins of the secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of the command line")]
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
    /// Lock after this time without a key, click or paste, from 1s to 24h: mask everything secret and wipe values that
    /// were read; 0 for never [default: 5m]
    #[arg(long, value_name = "TIME", value_parser = parse_lock_time)]
    pub lock_after: Option<Duration>,
    /// Abort an attempt to send a request after this time, from 1s to 1h [default: 20s]
    #[arg(long, value_name = "TIME", value_parser = timeout)]
    pub timeout: Option<Duration>,
    /// Show the list of an earlier run on start if it is not older than this, from 1m to 365d [default: 7d]
    #[arg(long, value_name = "TIME", value_parser = parse_cache_age, conflicts_with = "no_cache")]
    pub cache_for: Option<Duration>,
    /// Neither show nor keep a list between runs; it has names and other metadata, never a value
    #[arg(long)]
    pub no_cache: bool,
    /// Neither read nor keep bookmarks, recent secrets and filters
    #[arg(long)]
    pub no_history: bool,
    /// Use this theme: auto, dark, light, high-contrast, 16, none, or one from the config file
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub theme: Option<String>,
    /// Write the screen for a screen reader: plain text without borders and glyphs
    #[arg(long)]
    pub plain: bool,
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
            no_history: self.no_history || others.no_history,
            theme: self.theme.or(others.theme),
            plain: self.plain || others.plain,
        }
    }
}
