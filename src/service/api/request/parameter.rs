//! Parameters of requests, named as in the API. Their types leave out the combinations that the API refuses.

use crate::secrets::{NameScope, RotationRules, StagingLabel, Tag, ValueBody, VersionId};

/// Identifies a mutation, so that sending it again does not repeat it (API: `ClientRequestToken`). 32–64 characters;
/// becomes the ID of the version that the mutation creates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRequestToken(String);

impl ClientRequestToken {
    /// A token from a UUID that the caller generated.
    pub fn new(uuid: impl Into<String>) -> Self {
        Self(uuid.into())
    }

    /// The token as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A part of the list, in the order of names (API: `Filters`, `SortBy`, `SortOrder`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPart {
    /// The names.
    pub names: NameScope,
    /// The direction.
    pub order: NameOrder,
}

/// A direction of the order of names (API: `SortOrder`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameOrder {
    /// From A to Z.
    Ascending,
    /// From Z to A.
    Descending,
}

impl NameOrder {
    /// The other direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// The version whose value is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum VersionSelector {
    /// The version with AWSCURRENT.
    #[default]
    Current,
    /// The version with this ID.
    Id(VersionId),
    /// The version with this staging label.
    Label(StagingLabel),
}

/// The parameters of `CreateSecret`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSecret {
    /// API: `Name`.
    pub name: String,
    /// API: `Description`.
    pub description: Option<String>,
    /// API: `KmsKeyId`; `None` for the AWS managed key `aws/secretsmanager`.
    pub kms_key_id: Option<String>,
    /// API: `SecretString` or `SecretBinary`; `None` creates a secret without versions.
    pub value: Option<ValueBody>,
    /// API: `Tags`.
    pub tags: Vec<Tag>,
    /// API: `AddReplicaRegions`.
    pub replicas: Vec<ReplicaRegion>,
    /// API: `ForceOverwriteReplicaSecret`.
    pub overwrite: Overwrite,
    /// Becomes the ID of the first version.
    pub token: ClientRequestToken,
}

/// A Region to replicate to (API: `ReplicaRegionType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicaRegion {
    /// API: `Region`.
    pub region: String,
    /// API: `KmsKeyId`, a key of that Region; `None` for its AWS managed key `aws/secretsmanager`.
    pub kms_key_id: Option<String>,
}

/// The treatment of a secret of the same name in a replica's Region (API: `ForceOverwriteReplicaSecret`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overwrite {
    /// Keeps it; replication to that Region fails.
    #[default]
    Keep,
    /// Overwrites it with the replica.
    Overwrite,
}

/// The way a secret is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// API: `RecoveryWindowInDays`: the secret can be restored until the window ends.
    Window {
        /// 7–30 days.
        days: u8,
    },
    /// API: `ForceDeleteWithoutRecovery`: the secret is gone immediately.
    Force,
}

/// The configuration of a rotation (`RotateSecret` with parameters).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotationSettings {
    /// API: `RotationLambdaARN`; `None` for managed rotation, or to keep the function.
    pub lambda_arn: Option<String>,
    /// API: `RotationRules`.
    pub rules: RotationRules,
    /// API: `RotateImmediately`.
    pub start: RotationStart,
}

/// The time of the first rotation after rotation is configured (API: `RotateImmediately`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RotationStart {
    /// Immediately, the service's default.
    #[default]
    Immediately,
    /// In the next rotation window. For now only the `testSecret` step of the function runs.
    NextWindow,
}

/// The treatment of a policy that grants broad access to the secret (API: `BlockPublicPolicy`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublicPolicy {
    /// The service refuses it.
    #[default]
    Block,
    /// The service accepts it.
    Allow,
}

/// The use of a type of characters in a random password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inclusion {
    /// The password may contain such characters.
    Included,
    /// The password contains none of them.
    Excluded,
}

/// The parameters of `GetRandomPassword`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordOptions {
    /// API: `PasswordLength`, 1–4096.
    pub length: u16,
    /// API: `ExcludeCharacters`, at most 4096.
    pub exclude_characters: String,
    /// API: `ExcludeNumbers`.
    pub numbers: Inclusion,
    /// API: `ExcludePunctuation`.
    pub punctuation: Inclusion,
    /// API: `ExcludeUppercase`.
    pub uppercase: Inclusion,
    /// API: `ExcludeLowercase`.
    pub lowercase: Inclusion,
    /// API: `IncludeSpace`.
    pub space: Inclusion,
    /// API: `RequireEachIncludedType`.
    pub each_type: EachType,
}

/// The types of characters that a random password must contain (API: `RequireEachIncludedType`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EachType {
    /// At least one character of each included type.
    #[default]
    Required,
    /// No type in particular.
    Optional,
}

impl PasswordOptions {
    /// Characters that connection strings and shells trip over.
    pub const AWKWARD: &str = "/@\"'\\`$";

    /// The service's defaults, without the characters that connection strings and shells trip over.
    pub fn without_awkward() -> Self {
        Self { exclude_characters: Self::AWKWARD.to_owned(), ..Self::default() }
    }
}

impl Default for PasswordOptions {
    /// The service's defaults.
    fn default() -> Self {
        Self {
            length: 32,
            exclude_characters: String::new(),
            numbers: Inclusion::Included,
            punctuation: Inclusion::Included,
            uppercase: Inclusion::Included,
            lowercase: Inclusion::Included,
            space: Inclusion::Excluded,
            each_type: EachType::Required,
        }
    }
}
