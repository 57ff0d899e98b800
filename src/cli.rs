//! The command line: options, and what they mean.

use clap::builder::NonEmptyStringValueParser;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;

/// A command line that makes sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invocation {
    /// Where the secrets come from.
    pub source: Source,
    /// How to begin.
    pub dashboard: DashboardArgs,
    /// The secret to open at once: a name, an ARN, or a unique part of a name.
    pub secret: Option<String>,
}

/// Where the secrets come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// AWS, or what speaks its protocol.
    Aws {
        /// A profile of the AWS config files.
        profile: Option<String>,
        /// The URL of an endpoint other than AWS's own.
        endpoint_url: Option<String>,
    },
    /// The embedded Secrets Manager.
    Demo,
}

impl Invocation {
    /// Reads a command line, the program's name first. A request for help or the version is an "error" too: its `exit`
    /// prints it.
    ///
    /// # Errors
    /// What clap says of a command line that makes no sense.
    pub fn read<T: Into<OsString> + Clone>(line: impl IntoIterator<Item = T>) -> Result<Self, clap::Error> {
        let Cli { profile, endpoint_url, dashboard, secret, command } = Cli::try_parse_from(line)?;
        let Some(Command::Demo { secret: demo_secret }) = command else {
            return Ok(Self { source: Source::Aws { profile, endpoint_url }, dashboard, secret });
        };
        let misplaced = [
            ("--profile", profile.is_some()),
            ("--endpoint-url", endpoint_url.is_some()),
            ("a SECRET before it", secret.is_some()),
        ];
        if let Some((what, _)) = misplaced.iter().find(|(_, given)| *given) {
            let message = format!("the demo can't be used with {what}");
            return Err(Cli::command().error(ErrorKind::ArgumentConflict, message));
        }
        Ok(Self { source: Source::Demo, dashboard, secret: demo_secret })
    }
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
                  Exit status: 0 after quitting, 1 after an error, 2 for wrong usage, 128 and a signal's number after it."
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
    /// Open this secret at once: a name, an ARN, or a part of a name that no other has
    ///
    /// A secret that is named like a command is opened by `strongroom -- demo`, or by its ARN.
    #[arg(value_name = "SECRET", value_parser = NonEmptyStringValueParser::new())]
    secret: Option<String>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The dashboard on an embedded Secrets Manager with made-up secrets: no account, no network
    Demo {
        /// Open this secret at once: a name, an ARN, or a part of a name that no other has
        #[arg(value_name = "SECRET", value_parser = NonEmptyStringValueParser::new())]
        secret: Option<String>,
    },
}

/// How the dashboard begins, wherever the secrets come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct DashboardArgs {
    /// Region, such as `eu-central-1`
    #[arg(long, global = true, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub region: Option<String>,
    /// Refuse everything that would change a secret
    #[arg(long, global = true)]
    pub read_only: bool,
    /// Begin with this filter, as typed after `/`
    #[arg(long, global = true, value_name = "TEXT", allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// Append a log of the requests made to this file; values of secrets are never in it
    #[arg(long, global = true, value_name = "PATH")]
    pub log_file: Option<PathBuf>,
}

fn endpoint_url(text: &str) -> Result<String, String> {
    let uri: http::Uri = text.parse().map_err(|error| format!("{error}"))?;
    match (uri.scheme_str(), uri.host()) {
        (Some("http" | "https"), Some(host)) if !host.is_empty() => Ok(text.to_owned()),
        _ => Err("a URL begins with http:// or https:// and a host".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Invocation, clap::Error> {
        Invocation::read(std::iter::once("strongroom").chain(line.split_whitespace()))
    }

    fn everything() -> DashboardArgs {
        DashboardArgs {
            region: Some("eu-west-1".into()),
            read_only: true,
            filter: Some("!tag:a=b".into()),
            log_file: Some("x.log".into()),
        }
    }

    #[test]
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_option_reaches_its_place() {
        let line = "--profile prod --region eu-west-1 --endpoint-url http://127.0.0.1:5000 --read-only \
                    --filter !tag:a=b --log-file x.log app/db";
        let source =
            Source::Aws { profile: Some("prod".into()), endpoint_url: Some("http://127.0.0.1:5000".into()) };
        let expected = Invocation { source, dashboard: everything(), secret: Some("app/db".into()) };
        assert_eq!(read(line).unwrap(), expected);
    }

    #[test]
    fn the_demo_takes_its_options_before_and_after() {
        let expected =
            Invocation { source: Source::Demo, dashboard: everything(), secret: Some("app/db".into()) };
        for line in [
            "demo --read-only --filter !tag:a=b --region eu-west-1 --log-file x.log app/db",
            "--read-only --filter !tag:a=b --region eu-west-1 --log-file x.log demo app/db",
            "--read-only --filter !tag:a=b demo --region eu-west-1 --log-file x.log app/db",
        ] {
            assert_eq!(read(line).unwrap(), expected, "{line}");
        }
    }

    #[test]
    fn what_the_demo_has_no_use_for_is_wrong_usage() {
        for line in ["demo --profile a", "--profile a demo", "--endpoint-url http://a demo", "app/db demo"] {
            assert_eq!(read(line).unwrap_err().exit_code(), 2, "{line}");
        }
    }

    #[test]
    fn a_secret_that_is_named_demo_can_be_opened() {
        let invocation = read("--read-only -- demo").unwrap();
        assert_eq!(invocation.source, Source::Aws { profile: None, endpoint_url: None });
        assert_eq!(invocation.secret.as_deref(), Some("demo"));
        assert!(invocation.dashboard.read_only);
    }

    #[test]
    fn an_endpoint_must_be_a_url() {
        for wrong in ["localhost:5000", "ftp://x", "http://", "/x"] {
            let error = read(&format!("--endpoint-url {wrong}")).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ValueValidation, "{wrong}");
        }
    }
}
