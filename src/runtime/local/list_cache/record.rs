//! The records of a cached list: plain data that borrows its texts from the file.

use crate::secrets::{
    Arn, LabelSet, Replica, ReplicaStatus, RotationRules, StagingLabel, Summary, Tag, VersionId,
    VersionLabels,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Some secrets. The names come first, so that they can be read without the rest.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Chunk<'a> {
    #[serde(borrow)]
    pub(super) names: Vec<&'a str>,
    #[serde(borrow)]
    pub(super) records: Vec<Record<'a>>,
}

/// A secret without its name.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record<'a> {
    arn: ArnText<'a>,
    kind: Option<&'a str>,
    description: Option<&'a str>,
    kms_key_id: Option<&'a str>,
    rotation_enabled: Option<bool>,
    rotation_lambda_arn: Option<&'a str>,
    rotation_rules: Option<Rules<'a>>,
    /// Rotated, next rotation, changed, accessed, deleted, deletion date, created.
    times: [Option<Time>; 7],
    tags: Vec<(&'a str, &'a str)>,
    versions: Vec<(&'a str, Vec<&'a str>)>,
    owning_service: Option<&'a str>,
    primary_region: Option<&'a str>,
    #[serde(borrow)]
    replicas: Option<Vec<ReplicaRecord<'a>>>,
}

/// An ARN.
#[derive(Debug, Serialize, Deserialize)]
enum ArnText<'a> {
    /// The common beginning of all ARNs of the list, the name, and this.
    Suffix(&'a str),
    Whole(&'a str),
}

#[derive(Debug, Serialize, Deserialize)]
struct Rules<'a> {
    automatically_after_days: Option<i64>,
    schedule_expression: Option<&'a str>,
    duration: Option<&'a str>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ReplicaRecord<'a> {
    region: &'a str,
    kms_key_id: Option<&'a str>,
    status: &'a str,
    message: Option<&'a str>,
    last_accessed: Option<Time>,
}

/// Seconds since 1970, and the nanoseconds of that second.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Time(i64, i32);

impl From<Timestamp> for Time {
    fn from(at: Timestamp) -> Self {
        Self(at.as_second(), at.subsec_nanosecond())
    }
}

impl Time {
    /// The time; `None` if it is out of range.
    pub(super) fn to_timestamp(self) -> Option<Timestamp> {
        Timestamp::new(self.0, self.1).ok()
    }
}

impl<'a> Record<'a> {
    /// The record of a secret. `arns` is the common beginning of all ARNs.
    pub(super) fn of(secret: &'a Summary, arns: &str) -> Self {
        let suffix = secret.arn.as_str().strip_prefix(arns).and_then(|rest| rest.strip_prefix(&*secret.name));
        let times = [
            secret.last_rotated,
            secret.next_rotation,
            secret.last_changed,
            secret.last_accessed,
            secret.deleted,
            secret.deletion_date,
            secret.created,
        ];
        Self {
            arn: suffix.map_or(ArnText::Whole(secret.arn.as_str()), ArnText::Suffix),
            kind: secret.kind.as_deref(),
            description: secret.description.as_deref(),
            kms_key_id: secret.kms_key_id.as_deref(),
            rotation_enabled: secret.rotation_enabled,
            rotation_lambda_arn: secret.rotation_lambda_arn.as_deref(),
            rotation_rules: secret.rotation_rules.as_ref().map(|rules| Rules {
                automatically_after_days: rules.automatically_after_days,
                schedule_expression: rules.schedule_expression.as_deref(),
                duration: rules.duration.as_deref(),
            }),
            times: times.map(|time| time.map(Time::from)),
            tags: secret.tags.iter().map(|tag| (&*tag.key, &*tag.value)).collect(),
            versions: (secret.versions.0.iter())
                .map(|(id, labels)| (id.as_str(), labels.iter().map(StagingLabel::as_str).collect()))
                .collect(),
            owning_service: secret.owning_service.as_deref(),
            primary_region: secret.primary_region.as_deref(),
            replicas: (secret.replicas.as_ref())
                .map(|replicas| replicas.iter().map(ReplicaRecord::of).collect()),
        }
    }

    /// The secret of the record; `None` if a time is out of range.
    pub(super) fn into_summary(self, name: &str, arns: &str) -> Option<Summary> {
        let arn = match self.arn {
            ArnText::Suffix(suffix) => Arn::new(format!("{arns}{name}{suffix}")),
            ArnText::Whole(arn) => Arn::new(arn),
        };
        let mut times = [None; 7];
        for (time, at) in self.times.into_iter().zip(&mut times) {
            *at = timestamp(time)?;
        }
        let [last_rotated, next_rotation, last_changed, last_accessed, deleted, deletion_date, created] =
            times;
        let replicas = match self.replicas {
            Some(replicas) => {
                Some(replicas.into_iter().map(ReplicaRecord::into_replica).collect::<Option<_>>()?)
            }
            None => None,
        };
        Some(Summary {
            arn,
            name: name.to_owned(),
            kind: owned(self.kind),
            description: owned(self.description),
            kms_key_id: owned(self.kms_key_id),
            rotation_enabled: self.rotation_enabled,
            rotation_lambda_arn: owned(self.rotation_lambda_arn),
            rotation_rules: self.rotation_rules.map(|rules| RotationRules {
                automatically_after_days: rules.automatically_after_days,
                schedule_expression: owned(rules.schedule_expression),
                duration: owned(rules.duration),
            }),
            last_rotated,
            next_rotation,
            last_changed,
            last_accessed,
            deleted,
            deletion_date,
            created,
            tags: (self.tags.into_iter())
                .map(|(key, value)| Tag { key: key.to_owned(), value: value.to_owned() })
                .collect(),
            versions: VersionLabels(self.versions.into_iter().map(version).collect()),
            owning_service: owned(self.owning_service),
            primary_region: owned(self.primary_region),
            replicas,
        })
    }
}

impl<'a> ReplicaRecord<'a> {
    fn of(replica: &'a Replica) -> Self {
        Self {
            region: &replica.region,
            kms_key_id: replica.kms_key_id.as_deref(),
            status: replica.status.as_str(),
            message: replica.message.as_deref(),
            last_accessed: replica.last_accessed.map(Time::from),
        }
    }

    fn into_replica(self) -> Option<Replica> {
        let status = match self.status {
            "InSync" => ReplicaStatus::InSync,
            "InProgress" => ReplicaStatus::InProgress,
            "Failed" => ReplicaStatus::Failed,
            other => ReplicaStatus::Other(other.to_owned()),
        };
        Some(Replica {
            region: self.region.to_owned(),
            kms_key_id: owned(self.kms_key_id),
            status,
            message: owned(self.message),
            last_accessed: timestamp(self.last_accessed)?,
        })
    }
}

fn version((id, labels): (&str, Vec<&str>)) -> (VersionId, LabelSet) {
    let labels = labels.into_iter().map(|label| StagingLabel(label.to_owned())).collect();
    (VersionId(id.to_owned()), labels)
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

/// The time, if there is one; the outer `None` if it is out of range.
#[allow(clippy::option_option, reason = "no time and no valid time are different")]
fn timestamp(time: Option<Time>) -> Option<Option<Timestamp>> {
    match time {
        Some(time) => time.to_timestamp().map(Some),
        None => Some(None),
    }
}
