//! Parameters of requests that are more than a text: named as in the API, wrong combinations left out.

use crate::secrets::RotationRules;

/// Makes a retried mutation the same mutation (API: `ClientRequestToken`): 32–64 characters, and the id of the version
/// that it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRequestToken(String);

impl ClientRequestToken {
    /// Takes a token minted by the caller, a UUID.
    pub fn new(uuid: impl Into<String>) -> Self {
        Self(uuid.into())
    }

    /// The token as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which version of a value to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum VersionSelector {
    /// The version of AWSCURRENT.
    #[default]
    Current,
    /// A version by its id.
    Id(crate::secrets::VersionId),
}

/// A Region to replicate to (API: `ReplicaRegionType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicaRegion {
    /// API: `Region`.
    pub region: String,
    /// API: `KmsKeyId`; nothing for the AWS managed key there.
    pub kms_key_id: Option<String>,
}

/// What becomes of a secret of the same name in a replica's Region (API: `ForceOverwriteReplicaSecret`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overwrite {
    /// It stays, and replication there fails.
    #[default]
    Keep,
    /// It is overwritten.
    Overwrite,
}

/// How a secret is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// API: `RecoveryWindowInDays`, 7–30: it can be restored until then.
    Window {
        /// Days.
        days: u8,
    },
    /// API: `ForceDeleteWithoutRecovery`: gone at once.
    Force,
}

/// New settings of a rotation (`RotateSecret` with parameters).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotationSettings {
    /// API: `RotationLambdaARN`; nothing for managed rotation, or to keep the function.
    pub lambda_arn: Option<String>,
    /// API: `RotationRules`.
    pub rules: RotationRules,
    /// API: `RotateImmediately`.
    pub start: RotationStart,
}

/// Whether setting a rotation rotates (API: `RotateImmediately`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RotationStart {
    /// At once, as the service does by default.
    #[default]
    Immediately,
    /// At the next window; only the function's `testSecret` step runs now.
    NextWindow,
}

/// Whether a policy that opens the secret to everyone is refused (API: `BlockPublicPolicy`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublicPolicy {
    /// It is refused.
    #[default]
    Block,
    /// It is taken.
    Allow,
}

/// Whether something is in a random password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inclusion {
    /// It may be.
    Included,
    /// It is not.
    Excluded,
}

/// Options of `GetRandomPassword`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordOptions {
    /// API: `PasswordLength`, 1–4096.
    pub length: u16,
    /// API: `ExcludeCharacters`, 4096 at most.
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

/// Whether a random password has at least one character of each type (API: `RequireEachIncludedType`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EachType {
    /// It has.
    #[default]
    Required,
    /// It may lack one.
    Optional,
}

impl Default for PasswordOptions {
    /// The service's own defaults.
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
