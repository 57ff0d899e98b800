//! The metadata of a secret: all that the service tells of it but its value.

use super::arn::Arn;
use super::deletion::Deletion;
use super::replica::{Replica, ReplicaRole};
use super::rotation::RotationRules;
use super::version::VersionLabels;
use jiff::Timestamp;

/// A tag of a secret (API: `Tag`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag {
    /// 1–128 characters.
    pub key: String,
    /// 0–256 characters.
    pub value: String,
}

impl Tag {
    /// True for the tags that AWS sets itself. They can't be changed.
    pub fn is_reserved(&self) -> bool {
        self.key.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:"))
    }
}

/// The metadata of a secret that `ListSecrets` (API: `SecretListEntry`) and `DescribeSecret` have in common.
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
    /// API: `KmsKeyId`; `None` for the AWS managed key `aws/secretsmanager`.
    pub kms_key_id: Option<String>,
    /// API: `RotationEnabled`; `None` if rotation was never configured.
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
    /// API: `LastAccessedDate`: the day of the last read, as midnight UTC.
    pub last_accessed: Option<Timestamp>,
    /// API: `DeletedDate`: the time at which deletion was asked for.
    pub deleted: Option<Timestamp>,
    /// API: `DeletionDate`: the end of the recovery window. Only the answer to `DeleteSecret` has it, so it is `None`
    /// unless this program asked for the deletion.
    pub deletion_date: Option<Timestamp>,
    /// API: `CreatedDate`.
    pub created: Option<Timestamp>,
    /// API: `Tags`.
    pub tags: Vec<Tag>,
    /// API: `SecretVersionsToStages`, `VersionIdsToStages`.
    pub versions: VersionLabels,
    /// API: `OwningService`: the service that manages the secret.
    pub owning_service: Option<String>,
    /// API: `PrimaryRegion`; set on primaries and on replicas.
    pub primary_region: Option<String>,
    /// The replicas as they were when the secret was last described. `None` if it was not: `ListSecrets` does not tell.
    pub replicas: Option<Vec<Replica>>,
}

impl Summary {
    /// A secret with only its ARN and name known.
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
            deletion_date: None,
            created: None,
            tags: Vec::new(),
            versions: VersionLabels::default(),
            owning_service: None,
            primary_region: None,
            replicas: None,
        }
    }

    /// The secret's role in replication.
    pub fn replica_role(&self) -> ReplicaRole<'_> {
        ReplicaRole::of(self.primary_region.as_deref(), self.arn.region())
    }

    /// True if an AWS service or the service of a partner rotates the secret, so that it needs no Lambda function.
    pub fn rotates_without_function(&self) -> bool {
        self.owning_service.is_some() || self.kind.is_some()
    }

    /// The scheduled deletion; `None` for a secret that stays.
    pub fn deletion(&self) -> Option<Deletion> {
        self.deleted.map(|asked| Deletion { asked, ends: self.deletion_date })
    }
}

impl Detail {
    /// The summary with the replicas.
    pub fn known_summary(&self) -> Summary {
        Summary { replicas: Some(self.replicas.clone()), ..self.summary.clone() }
    }
}

/// The metadata of a secret that `DescribeSecret` gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The metadata that `ListSecrets` gives too.
    pub summary: Summary,
    /// API: `ReplicationStatus`.
    pub replicas: Vec<Replica>,
    /// API: `ExternalSecretRotationRoleArn`.
    pub external_rotation_role_arn: Option<String>,
    /// API: `ExternalSecretRotationMetadata`, as pairs of key and value.
    pub external_rotation_metadata: Vec<(String, String)>,
}
