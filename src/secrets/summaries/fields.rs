//! The metadata of a secret as it is packed: texts are borrowed from a summary, or from the response of the service.

use crate::secrets::{Replica, Summary};
use jiff::Timestamp;

/// Tags, as keys and values.
pub trait Tags<'a>: Iterator<Item = (&'a str, &'a str)> + Clone {}

impl<'a, T: Iterator<Item = (&'a str, &'a str)> + Clone> Tags<'a> for T {}

/// Versions in the order of their IDs: each with one of its labels, in order, or without if it has none.
pub trait Versions<'a>: Iterator<Item = (&'a str, Option<&'a str>)> + Clone {}

impl<'a, T: Iterator<Item = (&'a str, Option<&'a str>)> + Clone> Versions<'a> for T {}

/// The metadata of a secret, of which texts are borrowed.
#[derive(Clone, Debug)]
pub struct Fields<'a, T, V> {
    /// API: `ARN`.
    pub arn: &'a str,
    /// API: `Name`.
    pub name: &'a str,
    /// API: `Type`.
    pub kind: Option<&'a str>,
    /// API: `Description`.
    pub description: Option<&'a str>,
    /// API: `KmsKeyId`.
    pub kms_key_id: Option<&'a str>,
    /// API: `RotationEnabled`.
    pub rotation_enabled: Option<bool>,
    /// API: `RotationLambdaARN`.
    pub rotation_lambda_arn: Option<&'a str>,
    /// API: `RotationRules`.
    pub rotation_rules: Option<RuleFields<'a>>,
    /// API: `LastRotatedDate`.
    pub last_rotated: Option<Timestamp>,
    /// API: `NextRotationDate`.
    pub next_rotation: Option<Timestamp>,
    /// API: `LastChangedDate`.
    pub last_changed: Option<Timestamp>,
    /// API: `LastAccessedDate`.
    pub last_accessed: Option<Timestamp>,
    /// API: `DeletedDate`.
    pub deleted: Option<Timestamp>,
    /// API: `DeletionDate` of the answer to `DeleteSecret`.
    pub deletion_date: Option<Timestamp>,
    /// API: `CreatedDate`.
    pub created: Option<Timestamp>,
    /// API: `Tags`.
    pub tags: T,
    /// API: `SecretVersionsToStages`.
    pub versions: V,
    /// API: `OwningService`.
    pub owning_service: Option<&'a str>,
    /// API: `PrimaryRegion`.
    pub primary_region: Option<&'a str>,
    /// The replicas, if the secret was described.
    pub replicas: Option<&'a [Replica]>,
}

/// API: `RotationRules`, of which texts are borrowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleFields<'a> {
    /// API: `AutomaticallyAfterDays`.
    pub automatically_after_days: Option<i64>,
    /// API: `ScheduleExpression`.
    pub schedule_expression: Option<&'a str>,
    /// API: `Duration`.
    pub duration: Option<&'a str>,
}

/// The fields of a summary.
pub(super) fn of(secret: &Summary) -> Fields<'_, impl Tags<'_>, impl Versions<'_>> {
    let versions = secret.versions.0.iter().flat_map(|(id, labels)| {
        let none = labels.is_empty().then_some((id.as_str(), None));
        none.into_iter().chain(labels.iter().map(move |label| (id.as_str(), Some(label.as_str()))))
    });
    Fields {
        arn: secret.arn.as_str(),
        name: &secret.name,
        kind: secret.kind.as_deref(),
        description: secret.description.as_deref(),
        kms_key_id: secret.kms_key_id.as_deref(),
        rotation_enabled: secret.rotation_enabled,
        rotation_lambda_arn: secret.rotation_lambda_arn.as_deref(),
        rotation_rules: secret.rotation_rules.as_ref().map(|rules| RuleFields {
            automatically_after_days: rules.automatically_after_days,
            schedule_expression: rules.schedule_expression.as_deref(),
            duration: rules.duration.as_deref(),
        }),
        last_rotated: secret.last_rotated,
        next_rotation: secret.next_rotation,
        last_changed: secret.last_changed,
        last_accessed: secret.last_accessed,
        deleted: secret.deleted,
        deletion_date: secret.deletion_date,
        created: secret.created,
        tags: secret.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str())),
        versions,
        owning_service: secret.owning_service.as_deref(),
        primary_region: secret.primary_region.as_deref(),
        replicas: secret.replicas.as_deref(),
    }
}
