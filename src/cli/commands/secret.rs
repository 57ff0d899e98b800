//! The options that name a secret, and a part of it.

use crate::secrets::{StagingLabel, VersionId};
use crate::service::api::VersionSelector;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;

/// A secret: its exact name or its ARN.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct SecretArg {
    /// Name or ARN of the secret
    #[arg(value_name = "SECRET", value_parser = NonEmptyStringValueParser::new())]
    pub secret: String,
}

/// A value or a member of it, in one of the versions of its secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct PartArgs {
    /// Use only this member of a JSON value, named by its key or path: `db.hosts[0]`
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
    /// Use the version with this staging label [default: AWSCURRENT]
    #[arg(long, value_name = "LABEL", conflicts_with = "version_id", value_parser = NonEmptyStringValueParser::new())]
    pub stage: Option<String>,
    /// Use the version with this ID
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
