//! Conversion of versions and their staging labels.

use super::field::{non_empty, timestamp};
use crate::secrets::{LabelSet, StagingLabel, Version, VersionId, VersionLabels};
use aws_sdk_secretsmanager::types::SecretVersionsListEntry;
use std::collections::HashMap;

/// A version of a page; `None` without ID.
pub(in crate::service) fn version(entry: SecretVersionsListEntry) -> Option<Version> {
    Some(Version {
        id: VersionId(non_empty(entry.version_id)?),
        labels: labels(entry.version_stages),
        created: timestamp(entry.created_date),
        last_accessed: timestamp(entry.last_accessed_date),
        kms_key_ids: entry.kms_key_ids.unwrap_or_default(),
    })
}

/// The staging labels of a version.
pub(super) fn labels(stages: Option<Vec<String>>) -> LabelSet {
    stages.unwrap_or_default().into_iter().filter(|label| !label.is_empty()).map(StagingLabel).collect()
}

/// The staging labels of all versions that have any.
pub(super) fn version_labels(versions: HashMap<String, Vec<String>>) -> VersionLabels {
    let labelled = versions.into_iter().map(|(id, stages)| (VersionId(id), labels(Some(stages))));
    VersionLabels(labelled.filter(|(_, labels)| !labels.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::DateTime;

    #[test]
    fn a_version_has_its_dates_and_keys() {
        let entry = SecretVersionsListEntry::builder()
            .version_id("v1")
            .version_stages("AWSCURRENT")
            .version_stages("blue")
            .created_date(DateTime::from_secs_and_nanos(10, 250_000_000))
            .last_accessed_date(DateTime::from_secs(86_400))
            .kms_key_ids("DefaultEncryptionKey")
            .build();
        let version = version(entry).unwrap();
        assert_eq!(version.id.as_str(), "v1");
        assert_eq!(
            version.labels.iter().map(StagingLabel::as_str).collect::<Vec<_>>(),
            ["AWSCURRENT", "blue"]
        );
        assert_eq!(version.created.unwrap().as_millisecond(), 10_250);
        assert_eq!(version.last_accessed.unwrap().as_second(), 86_400);
        assert_eq!(version.kms_key_ids, ["DefaultEncryptionKey"]);
    }

    #[test]
    fn a_version_without_labels_is_deprecated_and_one_without_id_is_dropped() {
        let deprecated = version(SecretVersionsListEntry::builder().version_id("v1").build()).unwrap();
        assert!(deprecated.is_deprecated());
        assert_eq!(version(SecretVersionsListEntry::builder().version_stages("a").build()), None);
    }
}
