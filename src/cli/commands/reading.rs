//! The options of the commands that change nothing.

use super::secret::{PartArgs, SecretArg};
use crate::cli::timeout;
use crate::secrets::{CopyFormat, VariableChoice};
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, ValueEnum};
use std::ffi::OsString;
use std::time::Duration;

/// The options of `strongroom get`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
#[command(group = ArgGroup::new("form").args(["raw", "json", "format"]))]
pub struct GetArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// The part of it.
    #[command(flatten)]
    pub part: PartArgs,
    /// Print the bytes as they are stored, instead of base64
    #[arg(long)]
    pub raw: bool,
    /// Print the value with its version as JSON; with --key, print the member as JSON
    #[arg(long)]
    pub json: bool,
    /// Print the secret in the format of another program; --key then names a member
    #[arg(long = "as", value_name = "FORMAT", value_parser = copy_format())]
    pub format: Option<CopyFormat>,
    /// Show the value even if the output is a terminal
    #[arg(long)]
    pub reveal: bool,
}

/// The options of `strongroom list`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
#[command(group = ArgGroup::new("form").args(["names", "tsv", "json"]))]
#[expect(clippy::struct_excessive_bools, reason = "a field for each flag")]
pub struct ListArgs {
    /// Filter, as typed after `/` in the dashboard
    #[arg(value_name = "FILTER", allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// Print one name on a line (the default)
    #[arg(long)]
    pub names: bool,
    /// Print a header and a line for each secret, as TSV
    #[arg(long)]
    pub tsv: bool,
    /// Print a JSON array of objects with the names of the API
    #[arg(long)]
    pub json: bool,
    /// List only secrets that are scheduled for deletion
    #[arg(long)]
    pub deleted: bool,
}

/// The options of `strongroom describe`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct DescribeArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// Print a JSON object with the names of the API
    #[arg(long)]
    pub json: bool,
}

/// The options of `strongroom diff`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct DiffArgs {
    /// The secret, or the first of two
    #[arg(value_name = "SECRET", value_parser = NonEmptyStringValueParser::new())]
    pub secret: String,
    /// The second secret [default: another version of the first]
    #[arg(value_name = "OTHER", value_parser = NonEmptyStringValueParser::new())]
    pub other: Option<String>,
    /// The version of the old side, then that of the new side, as a staging label or an ID; given once, the new side is
    /// AWSCURRENT [default: AWSPREVIOUS and AWSCURRENT of one secret, AWSCURRENT of two]
    #[arg(long, value_name = "VERSION", value_parser = NonEmptyStringValueParser::new())]
    pub stage: Vec<String>,
    /// Show values instead of masks
    #[arg(long)]
    pub reveal: bool,
    /// Print the changes of each member as JSON, with values only if --reveal is given
    #[arg(long)]
    pub json: bool,
}

/// The options of `strongroom copy`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct CopyArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// The part of it.
    #[command(flatten)]
    pub part: PartArgs,
    /// Clear the clipboard after this time, from 1s to 1h [default: 45s]
    #[arg(long, value_name = "TIME", value_parser = timeout)]
    pub clear_after: Option<Duration>,
    /// Copy the secret in the format of another program; --key then names a member
    #[arg(long = "as", value_name = "FORMAT", value_parser = copy_format())]
    pub format: Option<CopyFormat>,
}

/// The options of `strongroom pick`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct PickArgs {
    /// Start with this filter, as typed after `/` in the dashboard
    #[arg(value_name = "FILTER", allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// Print the ARN instead of the name
    #[arg(long)]
    pub arn: bool,
}

/// The secrets whose members become variables.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct VariablesArgs {
    /// Put this before each key, but not before names given with --as
    #[arg(long, value_name = "PREFIX")]
    pub prefix: Option<String>,
    /// Use only these members, even those like PATH or `LD_PRELOAD` that decide which code runs
    #[arg(long, value_name = "KEY,…", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Name the variable for a value that is not a JSON object; once for each such secret, in their order
    #[arg(long = "as", value_name = "NAME")]
    pub names: Vec<String>,
}

impl VariablesArgs {
    /// The chosen members, and their names.
    pub fn choice(&self) -> VariableChoice {
        let Self { prefix, only, names } = self.clone();
        VariableChoice { prefix, only, names }
    }
}

/// The options of `strongroom run`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct RunArgs {
    /// Secrets whose members become environment variables
    #[arg(value_name = "SECRET", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub secrets: Vec<String>,
    /// The variables.
    #[command(flatten)]
    pub variables: VariablesArgs,
    /// Let members replace variables of the environment
    #[arg(long)]
    pub replace: bool,
    /// The command and its arguments
    #[arg(value_name = "COMMAND", last = true, required = true)]
    pub command: Vec<OsString>,
}

/// The options of `strongroom env`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct EnvArgs {
    /// Secrets whose members become variables
    #[arg(value_name = "SECRET", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub secrets: Vec<String>,
    /// The variables.
    #[command(flatten)]
    pub variables: VariablesArgs,
    /// The format
    #[arg(long, value_enum, default_value_t)]
    pub format: EnvFormat,
    /// Show the values even if the output is a terminal
    #[arg(long)]
    pub reveal: bool,
}

/// A format for variables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum EnvFormat {
    /// Lines that python-dotenv and the like read
    #[default]
    Dotenv,
    /// `export` commands for bash and POSIX shells
    Export,
    /// Lines for docker's `--env-file`, which has no quotes; values with line breaks are refused
    Docker,
    /// A JSON object
    Json,
}

/// The options of `strongroom doctor`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct DoctorArgs {
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
}

/// A format by its name.
fn copy_format() -> impl TypedValueParser<Value = CopyFormat> {
    let names = CopyFormat::ALL.iter().map(|format| format.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<CopyFormat>())
}
