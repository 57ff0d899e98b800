//! What a secret is: plain types and the rules they obey, named as in the service's API.
//!
//! Nothing in here knows of the SDK, the network or the screen.

mod members;
mod name;
mod pending;
mod region;
mod replica;
mod rotation;
pub mod schedule;
mod text;
mod value;
mod version;

use jiff::Timestamp;
use std::fmt;
use std::sync::Arc;

pub use members::{JsonFault, Member, MemberValue, Members, MembersError, json_fault, looks_like_json};
pub use name::{NAME_LIMIT, NameError, check_name, ends_like_an_arn};
pub use pending::{PendingRotation, ROTATION_TAKES};
pub use region::{REGIONS, names_region, partition, shared_beginning};
pub use replica::{Replica, ReplicaRole, ReplicaStatus};
pub use rotation::{RotationRules, RotationSchedule, RotationState, RotationView};
pub use text::{Untrusted, counted, printable};
pub use value::{JsonNode, JsonShape, SecretValue, ValueBody, ValueContent};
pub use version::{
    AWSCURRENT, AWSPENDING, AWSPREVIOUS, LabelSet, StagingLabel, Version, VersionId, VersionLabels,
};

/// The ARN of a secret: what identifies it for as long as it exists.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Arn(Arc<str>);

impl Arn {
    /// Wraps an ARN as the service gave it.
    pub fn new(arn: impl Into<Arc<str>>) -> Self {
        Self(arn.into())
    }

    /// The ARN as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The Region in the ARN, if it has one.
    pub fn region(&self) -> Option<&str> {
        self.0.split(':').nth(3).filter(|region| !region.is_empty())
    }

    /// The secret's name in the ARN, without the six characters behind it; what is no ARN of a secret is taken for the
    /// name.
    pub fn name(&self) -> &str {
        let Some((_, name)) = self.0.split_once(":secret:") else { return &self.0 };
        name.rsplit_once('-').filter(|(_, suffix)| suffix.len() == 6).map_or(name, |(name, _)| name)
    }

    /// The account in the ARN, if it has one.
    pub fn account(&self) -> Option<&str> {
        self.0.split(':').nth(4).filter(|account| !account.is_empty())
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Arn({})", self.0)
    }
}

/// A tag of a secret (API: `Tag`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag {
    /// 1–128 characters.
    pub key: String,
    /// 0–256 characters.
    pub value: String,
}

impl Tag {
    /// Whether AWS itself set the tag; such tags can't be changed.
    pub fn is_reserved(&self) -> bool {
        self.key.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:"))
    }
}

/// What a list says of a secret (API: `SecretListEntry`), and what `DescribeSecret` says beside its replicas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// API: `ARN`.
    pub arn: Arn,
    /// API: `Name`.
    pub name: String,
    /// API: `Type`: the partner that holds a managed external secret.
    pub kind: Option<String>,
    /// API: `Description`.
    pub description: Option<String>,
    /// API: `KmsKeyId`; absent for the AWS managed key `aws/secretsmanager`.
    pub kms_key_id: Option<String>,
    /// API: `RotationEnabled`; absent if rotation was never configured.
    pub rotation_enabled: Option<bool>,
    /// API: `RotationLambdaARN`.
    pub rotation_lambda_arn: Option<String>,
    /// API: `RotationRules`.
    pub rotation_rules: Option<RotationRules>,
    /// API: `LastRotatedDate`.
    pub last_rotated: Option<Timestamp>,
    /// API: `NextRotationDate`: the end of the next rotation window.
    pub next_rotation: Option<Timestamp>,
    /// API: `LastChangedDate`.
    pub last_changed: Option<Timestamp>,
    /// API: `LastAccessedDate`: a day, midnight UTC.
    pub last_accessed: Option<Timestamp>,
    /// API: `DeletedDate`: when the recovery window ends.
    pub deleted: Option<Timestamp>,
    /// API: `CreatedDate`.
    pub created: Option<Timestamp>,
    /// API: `Tags`.
    pub tags: Vec<Tag>,
    /// API: `SecretVersionsToStages`, `VersionIdsToStages`.
    pub versions: VersionLabels,
    /// API: `OwningService`: the service that manages the secret.
    pub owning_service: Option<String>,
    /// API: `PrimaryRegion`; set on a secret with replicas and on each replica.
    pub primary_region: Option<String>,
}

impl Summary {
    /// A secret of which only the ARN and the name are known.
    pub fn new(arn: Arn, name: impl Into<String>) -> Self {
        Self {
            arn,
            name: name.into(),
            kind: None,
            description: None,
            kms_key_id: None,
            rotation_enabled: None,
            rotation_lambda_arn: None,
            rotation_rules: None,
            last_rotated: None,
            next_rotation: None,
            last_changed: None,
            last_accessed: None,
            deleted: None,
            created: None,
            tags: Vec::new(),
            versions: VersionLabels::default(),
            owning_service: None,
            primary_region: None,
        }
    }

    /// Whether the secret is a primary, a replica, or neither.
    pub fn replica_role(&self) -> ReplicaRole<'_> {
        match (self.primary_region.as_deref(), self.arn.region()) {
            (None, _) => ReplicaRole::Single,
            (Some(primary), Some(region)) if primary != region => ReplicaRole::Replica { primary },
            (Some(_), _) => ReplicaRole::Primary,
        }
    }

    /// What rotation means for the secret at `now`.
    pub fn rotation(&self, now: Timestamp) -> RotationView<'_> {
        RotationView::of(self, now)
    }

    /// Whole days until the recovery window ends, 0 when it ends today; `None` if the secret is not scheduled for
    /// deletion.
    pub fn days_until_deletion(&self, now: Timestamp) -> Option<i64> {
        let seconds = self.deleted?.as_second() - now.as_second();
        Some((seconds.max(0)) / 86_400)
    }
}

/// What `DescribeSecret` says of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// All that a list entry has as well.
    pub summary: Summary,
    /// API: `ReplicationStatus`.
    pub replicas: Vec<Replica>,
    /// API: `ExternalSecretRotationRoleArn`.
    pub external_rotation_role_arn: Option<String>,
    /// API: `ExternalSecretRotationMetadata`, key and value.
    pub external_rotation_metadata: Vec<(String, String)>,
}
