//! The commands for scripts and their options.

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, ArgMatches, Args, FromArgMatches, Subcommand, ValueEnum, value_parser};
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use super::{endpoint_url, timeout};
use crate::secrets::{CopyFormat, StagingLabel, VariableChoice, VersionId};
use crate::service::api::VersionSelector;

/// The way to the secrets, which all commands share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Connection")]
pub struct ConnectionArgs {
    /// Profile from the AWS config files
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub profile: Option<String>,
    /// AWS Region, such as `eu-central-1`
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub region: Option<String>,
    /// URL of another Secrets Manager endpoint, such as `http://127.0.0.1:5000`
    #[arg(long, value_name = "URL", value_parser = endpoint_url)]
    pub endpoint_url: Option<String>,
    /// Abort an attempt to send a request after this time, from 1s to 1h [default: 20s]
    #[arg(long, value_name = "TIME", value_parser = timeout)]
    pub timeout: Option<Duration>,
    /// Refuse all changes to secrets
    #[arg(long)]
    pub read_only: bool,
}

impl ConnectionArgs {
    /// Fills the options that are not given from `others`.
    pub(super) fn or(self, others: Self) -> Self {
        Self {
            profile: self.profile.or(others.profile),
            region: self.region.or(others.region),
            endpoint_url: self.endpoint_url.or(others.endpoint_url),
            timeout: self.timeout.or(others.timeout),
            read_only: self.read_only || others.read_only,
        }
    }
}

/// A secret: its name or its ARN, whole and exact.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct SecretArg {
    /// The secret: its name or its ARN
    #[arg(value_name = "SECRET", value_parser = NonEmptyStringValueParser::new())]
    pub secret: String,
}

/// A value or a member of it, in one of the versions of its secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct PartArgs {
    /// Only this member of a JSON value: its key, or the way to it: `db.hosts[0]`
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
    /// The version with this staging label [default: AWSCURRENT]
    #[arg(long, value_name = "LABEL", conflicts_with = "version_id", value_parser = NonEmptyStringValueParser::new())]
    pub stage: Option<String>,
    /// The version with this ID
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub version_id: Option<String>,
}

impl PartArgs {
    /// The version that `--stage` or `--version-id` names.
    pub fn version(&self) -> VersionSelector {
        match (&self.stage, &self.version_id) {
            (Some(label), _) => VersionSelector::Label(StagingLabel(label.clone())),
            (None, Some(id)) => VersionSelector::Id(VersionId(id.clone())),
            (None, None) => VersionSelector::Current,
        }
    }
}

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
    /// Bytes as they are stored, in place of base64
    #[arg(long)]
    pub raw: bool,
    /// The value with its version as JSON; with --key, the member as JSON
    #[arg(long)]
    pub json: bool,
    /// The secret in the format of another program; --key is then the key of a member
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
    /// A filter in the language of the dashboard, as typed after `/` there
    #[arg(value_name = "FILTER", allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// Names alone, a line each (the default)
    #[arg(long)]
    pub names: bool,
    /// A line with tabs for each secret, below a line with the names of the columns
    #[arg(long)]
    pub tsv: bool,
    /// An array of JSON objects with the names of the API
    #[arg(long)]
    pub json: bool,
    /// Only secrets that are scheduled for deletion, in place of all others
    #[arg(long)]
    pub deleted: bool,
}

/// The options of `strongroom describe`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct DescribeArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// A JSON object with the names of the API
    #[arg(long)]
    pub json: bool,
}

/// The options of `strongroom diff`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct DiffArgs {
    /// The secret, or the first of two
    #[arg(value_name = "SECRET", value_parser = NonEmptyStringValueParser::new())]
    pub secret: String,
    /// The second secret [default: another version of the same]
    #[arg(value_name = "OTHER", value_parser = NonEmptyStringValueParser::new())]
    pub other: Option<String>,
    /// A version of each side, first the old one, by its staging label or ID; with one, the other side is AWSCURRENT
    /// [default: AWSPREVIOUS and AWSCURRENT of one secret, AWSCURRENT of two]
    #[arg(long, value_name = "VERSION", value_parser = NonEmptyStringValueParser::new())]
    pub stage: Vec<String>,
    /// Show values instead of masks
    #[arg(long)]
    pub reveal: bool,
    /// JSON: what happened to each member, with values only if --reveal is given
    #[arg(long)]
    pub json: bool,
}

/// The options that all changes share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct ChangeArgs {
    /// Print the AWS CLI command of the change and end; a value is not in it
    #[arg(long)]
    pub dry_run: bool,
    /// Make the change without a question; needed by those that ask where there is no terminal
    #[arg(long, short = 'y')]
    pub yes: bool,
}

/// The options of `strongroom set`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct SetArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// Only this member of a JSON value, by its key or the way to it: `db.hosts[0]`; all other bytes stay as they are, and
    /// one line end at the end of the input is not part of it
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
    /// The text that is read is JSON for the member, in place of a string
    #[arg(long, requires = "key")]
    pub json: bool,
    /// The staging label that the new version gets, in place of AWSCURRENT
    #[arg(long, value_name = "LABEL", value_parser = NonEmptyStringValueParser::new())]
    pub stage: Option<String>,
    /// Read the value from this file, in place of the standard input (`-`)
    #[arg(long, value_name = "PATH")]
    pub file: Option<PathBuf>,
    /// Store the value as bytes, in `SecretBinary`
    #[arg(long, conflicts_with = "key")]
    pub binary: bool,
    /// Refuse unless AWSCURRENT is on this version
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new(), conflicts_with = "create")]
    pub expect_version: Option<String>,
    /// Create the secret; refuses if there is one of this name
    #[arg(long, conflicts_with_all = ["key", "stage"])]
    pub create: bool,
    /// Description of the created secret
    #[arg(long, value_name = "TEXT", requires = "create")]
    pub description: Option<String>,
    /// Encryption key of the created secret
    #[arg(long, value_name = "KEY", requires = "create")]
    pub kms_key_id: Option<String>,
    /// How to go about the change.
    #[command(flatten)]
    pub change: ChangeArgs,
}

/// The options of `strongroom rotate`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct RotateArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// Follow the rotation until it has ended, for ten minutes at most
    #[arg(long, conflicts_with = "dry_run")]
    pub wait: bool,
    /// How to go about the change.
    #[command(flatten)]
    pub change: ChangeArgs,
}

/// The options of `strongroom restore`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct RestoreArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// How to go about the change.
    #[command(flatten)]
    pub change: ChangeArgs,
}

/// The options of `strongroom delete`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct DeleteArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// Recovery window in days, from 7 to 30 [default: 30]
    #[arg(long, value_name = "DAYS", value_parser = value_parser!(u8).range(7..=30))]
    pub window: Option<u8>,
    /// Delete at once, without recovery and without a question; takes the name of the secret once more
    #[arg(long, value_name = "NAME", conflicts_with = "window")]
    pub force: Option<String>,
    /// How to go about the change.
    #[command(flatten)]
    pub change: ChangeArgs,
}

/// The options of `strongroom label`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
#[command(group = ArgGroup::new("target").args(["version_id", "remove"]).required(true))]
pub struct LabelArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// The staging label
    #[arg(value_name = "LABEL", value_parser = NonEmptyStringValueParser::new())]
    pub label: String,
    /// Move the label to this version: its ID, or a label that it has
    #[arg(long = "to", value_name = "VERSION", value_parser = NonEmptyStringValueParser::new())]
    pub version_id: Option<String>,
    /// Remove the label from the version that has it
    #[arg(long)]
    pub remove: bool,
    /// How to go about the change.
    #[command(flatten)]
    pub change: ChangeArgs,
}

/// The options of `strongroom tag`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct TagArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// Tags to add, or to give another value: `team=payments`
    #[arg(value_name = "KEY=VALUE", required = true, value_parser = tag)]
    pub tags: Vec<(String, String)>,
    /// How to go about the change.
    #[command(flatten)]
    pub change: ChangeArgs,
}

/// The options of `strongroom untag`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct UntagArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// Keys of the tags to remove
    #[arg(value_name = "KEY", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub keys: Vec<String>,
    /// How to go about the change.
    #[command(flatten)]
    pub change: ChangeArgs,
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
    /// The secret in the format of another program; --key is then the key of a member
    #[arg(long = "as", value_name = "FORMAT", value_parser = copy_format())]
    pub format: Option<CopyFormat>,
}

/// The options of `strongroom pick`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct PickArgs {
    /// Start with this filter, as typed after `/` in the dashboard
    #[arg(value_name = "FILTER", allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// Print the ARN in place of the name
    #[arg(long)]
    pub arn: bool,
}

/// The secrets whose members become variables.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct VariablesArgs {
    /// Put this before each key; a name given with --as stays as it is
    #[arg(long, value_name = "PREFIX")]
    pub prefix: Option<String>,
    /// Only these members, even if a name such as PATH or `LD_PRELOAD` decides which code programs run
    #[arg(long, value_name = "KEY,…", value_delimiter = ',')]
    pub only: Vec<String>,
    /// The name of the variable for a value that is not a JSON object; once for each such secret, in their order
    #[arg(long = "as", value_name = "NAME")]
    pub names: Vec<String>,
}

impl VariablesArgs {
    /// The members to choose, and their names.
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
    /// Let members replace variables that the environment has
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
    /// Lines that python-dotenv and its like read
    #[default]
    Dotenv,
    /// `export` commands for bash and POSIX shells
    Export,
    /// Lines for docker's `--env-file`, which has no quotes: refuses values of several lines
    Docker,
    /// A JSON object
    Json,
}

/// The options of `strongroom doctor`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct DoctorArgs {
    /// A JSON object
    #[arg(long)]
    pub json: bool,
}

/// The options of `strongroom completions`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: CompletionShell,
}

/// The options of `strongroom man`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ManArgs {
    /// The command that the page is about [default: the program]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// A shell that completes command lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it, and the help would show a text")]
pub enum CompletionShell {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell", alias = "pwsh")]
    PowerShell,
}

/// A command for scripts with the way to its secrets, whose options each of these commands has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The way to the secrets.
    pub connection: ConnectionArgs,
    /// The command.
    pub command: ScriptCommand,
}

/// The place in the help from which these commands stand.
const FIRST_ORDER: usize = 100;

impl FromArgMatches for Script {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let command = ScriptCommand::from_arg_matches(matches)?;
        let connection = matches.subcommand().map(|(_, matches)| ConnectionArgs::from_arg_matches(matches));
        Ok(Self { connection: connection.transpose()?.unwrap_or_default(), command })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for Script {
    fn augment_subcommands(command: clap::Command) -> clap::Command {
        let own = ScriptCommand::augment_subcommands(clap::Command::new("own"));
        let connected = |(at, own): (usize, &clap::Command)| {
            let about = own.get_about().cloned();
            ConnectionArgs::augment_args(own.clone()).about(about.unwrap_or_default()).display_order(at)
        };
        // Below `demo` and `serve`.
        command.subcommands((FIRST_ORDER..).zip(own.get_subcommands()).map(connected))
    }

    fn augment_subcommands_for_update(command: clap::Command) -> clap::Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        ScriptCommand::has_subcommand(name)
    }
}

/// A command for scripts.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ScriptCommand {
    /// Print a value, or one member of it
    Get(GetArgs),
    /// List secrets as they are read
    List(ListArgs),
    /// Print all of a secret but its value: metadata, versions, staging labels, tags, policy
    Describe(DescribeArgs),
    /// Compare two secrets, or two versions of one, member by member
    Diff(DiffArgs),
    /// Store a value, or one member of it, from the standard input or a file
    Set(SetArgs),
    /// Rotate a secret now
    Rotate(RotateArgs),
    /// Cancel the scheduled deletion of a secret
    Restore(RestoreArgs),
    /// Schedule the deletion of a secret
    Delete(DeleteArgs),
    /// Move or remove a staging label
    Label(LabelArgs),
    /// Add tags
    Tag(TagArgs),
    /// Remove tags
    Untag(UntagArgs),
    /// Copy a value, or one member of it, to the clipboard, and clear it in time
    ///
    /// By the dashboard's ways: the display's clipboard, tmux, or the terminal (OSC 52). The command ends at once; a detached
    /// process serves the copy, clears it, and ends. The display and tmux are left alone if they have other text by then. A
    /// terminal can only be asked to clear, whatever it has by then.
    Copy(CopyArgs),
    /// Choose a secret in the dashboard's list and print its name
    ///
    /// Drawn on the terminal though the output is a pipe: strongroom get "$(strongroom pick)". Leaving without a choice
    /// ends with status 1. Nothing is revealed, changed or copied there.
    Pick(PickArgs),
    /// Run a command with the members of secrets as environment variables
    ///
    /// The command takes the place of this program, so that signals and the exit status are its own. A string is its text;
    /// any other member, nested ones too, is JSON as it is written. Names are keys as they are. What no shell takes as a name,
    /// what would collide, and a value that is binary or has a NUL is refused, and then nothing runs.
    Run(RunArgs),
    /// Print the members of secrets as variables
    ///
    /// In a format that another program reads back byte for byte. A string is its text; any other member, nested ones too, is
    /// JSON as it is written. Names are keys as they are. What no shell takes as a name, what would collide, and a value that is
    /// binary or has a NUL is refused.
    Env(EnvArgs),
    /// Check credentials, connection, clipboard, editor and terminal
    Doctor(DoctorArgs),
}

/// A format by its name.
fn copy_format() -> impl TypedValueParser<Value = CopyFormat> {
    let names = CopyFormat::ALL.iter().map(|format| format.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<CopyFormat>())
}

/// A tag as `KEY=VALUE`.
fn tag(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        Some(_) | None => Err("expected KEY=VALUE, such as team=payments".into()),
    }
}
