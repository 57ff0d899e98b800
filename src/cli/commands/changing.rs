//! The options of the commands that change secrets.

use super::secret::SecretArg;
use clap::builder::NonEmptyStringValueParser;
use clap::{ArgGroup, Args, value_parser};
use std::path::PathBuf;

/// The options that all changes share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct ChangeArgs {
    /// Print the AWS CLI command for the change, without the value, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Answer the question with yes; required without a terminal if the command asks
    #[arg(long, short = 'y')]
    pub yes: bool,
}

/// The options of `strongroom set`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct SetArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// Store only this member of a JSON value, named by its key or path: `db.hosts[0]`; all other bytes stay the same, and
    /// one line break at the end of the input is not part of it
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
    /// Take the input as JSON for the member, instead of as a string
    #[arg(long, requires = "key")]
    pub json: bool,
    /// Give the new version this staging label instead of AWSCURRENT
    #[arg(long, value_name = "LABEL", value_parser = NonEmptyStringValueParser::new())]
    pub stage: Option<String>,
    /// Read the value from this file instead of the standard input (`-`)
    #[arg(long, value_name = "PATH")]
    pub file: Option<PathBuf>,
    /// Store the value as bytes, in `SecretBinary`
    #[arg(long, conflicts_with = "key")]
    pub binary: bool,
    /// Refuse unless AWSCURRENT is on this version
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new(), conflicts_with = "create")]
    pub expect_version: Option<String>,
    /// Create the secret; refuse a name that is taken
    #[arg(long, conflicts_with_all = ["key", "stage"])]
    pub create: bool,
    /// Description of the created secret
    #[arg(long, value_name = "TEXT", requires = "create")]
    pub description: Option<String>,
    /// Encryption key of the created secret
    #[arg(long, value_name = "KEY", requires = "create")]
    pub kms_key_id: Option<String>,
    /// The options that all changes share.
    #[command(flatten)]
    pub change: ChangeArgs,
}

/// The options of `strongroom rotate`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct RotateArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// Follow the rotation to its end, for at most ten minutes
    #[arg(long, conflicts_with = "dry_run")]
    pub wait: bool,
    /// The options that all changes share.
    #[command(flatten)]
    pub change: ChangeArgs,
}

/// The options of `strongroom restore`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct RestoreArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// The options that all changes share.
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
    /// Delete immediately, without recovery and without a question; repeat the name of the secret
    #[arg(long, value_name = "NAME", conflicts_with = "window")]
    pub force: Option<String>,
    /// The options that all changes share.
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
    /// The options that all changes share.
    #[command(flatten)]
    pub change: ChangeArgs,
}

/// The options of `strongroom tag`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct TagArgs {
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArg,
    /// Tags to add or change: `team=payments`
    #[arg(value_name = "KEY=VALUE", required = true, value_parser = tag)]
    pub tags: Vec<(String, String)>,
    /// The options that all changes share.
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
    /// The options that all changes share.
    #[command(flatten)]
    pub change: ChangeArgs,
}

/// A tag as `KEY=VALUE`.
fn tag(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        Some(_) | None => Err("expected KEY=VALUE, such as team=payments".into()),
    }
}
