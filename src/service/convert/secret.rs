//! Conversion of list entries and descriptions.

use super::field::{non_empty, timestamp};
use super::replica::replicas;
use super::version::version_labels;
use crate::secrets::{Arn, Detail, RotationRules, Summary, Tag};
use aws_sdk_secretsmanager::operation::describe_secret::DescribeSecretOutput;
use aws_sdk_secretsmanager::types::{
    ExternalSecretRotationMetadataItem, RotationRulesType, SecretListEntry, Tag as SdkTag,
};

/// Converts either of two SDK types. Their fields are the same but for the name of `$versions`, the staging labels.
macro_rules! to_summary {
    ($output:expr, $versions:ident) => {{
        let output = $output;
        Some(Summary {
            arn: Arn::new(non_empty(output.arn)?),
            name: non_empty(output.name)?,
            kind: non_empty(output.r#type),
            description: non_empty(output.description),
            kms_key_id: non_empty(output.kms_key_id),
            rotation_enabled: output.rotation_enabled,
            rotation_lambda_arn: non_empty(output.rotation_lambda_arn),
            rotation_rules: output.rotation_rules.and_then(rules),
            last_rotated: timestamp(output.last_rotated_date),
            next_rotation: timestamp(output.next_rotation_date),
            last_changed: timestamp(output.last_changed_date),
            last_accessed: timestamp(output.last_accessed_date),
            deleted: timestamp(output.deleted_date),
            deletion_date: None,
            created: timestamp(output.created_date),
            tags: output.tags.unwrap_or_default().into_iter().filter_map(tag).collect(),
            versions: version_labels(output.$versions.unwrap_or_default()),
            owning_service: non_empty(output.owning_service),
            primary_region: non_empty(output.primary_region),
            replicas: None,
        })
    }};
}

/// A list entry; `None` without ARN or name.
pub(in crate::service) fn summary(entry: SecretListEntry) -> Option<Summary> {
    to_summary!(entry, secret_versions_to_stages)
}

/// A description; `None` without ARN or name.
pub(in crate::service) fn detail(mut output: DescribeSecretOutput) -> Option<Detail> {
    let replicas = replicas(output.replication_status.take());
    let metadata = output.external_secret_rotation_metadata.take().unwrap_or_default();
    Some(Detail {
        replicas,
        external_rotation_role_arn: non_empty(output.external_secret_rotation_role_arn.take()),
        external_rotation_metadata: metadata.into_iter().filter_map(metadata_item).collect(),
        summary: to_summary!(output, version_ids_to_stages)?,
    })
}

fn tag(tag: SdkTag) -> Option<Tag> {
    Some(Tag { key: non_empty(tag.key)?, value: tag.value.unwrap_or_default() })
}

fn rules(rules: RotationRulesType) -> Option<RotationRules> {
    let rules = RotationRules {
        automatically_after_days: rules.automatically_after_days.filter(|days| *days > 0),
        schedule_expression: non_empty(rules.schedule_expression),
        duration: non_empty(rules.duration),
    };
    (rules != RotationRules::default()).then_some(rules)
}

fn metadata_item(item: ExternalSecretRotationMetadataItem) -> Option<(String, String)> {
    Some((non_empty(item.key)?, item.value.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::{AWSCURRENT, AWSPENDING};
    use aws_sdk_secretsmanager::types::ReplicationStatusType;
    use aws_smithy_types::DateTime;

    const ARN: &str = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf";

    #[test]
    fn an_entry_without_arn_or_name_is_dropped() {
        assert_eq!(summary(SecretListEntry::builder().name("a").build()), None);
        assert_eq!(summary(SecretListEntry::builder().arn(ARN).build()), None);
        assert_eq!(summary(SecretListEntry::builder().arn(ARN).name("").build()), None);
        assert!(summary(SecretListEntry::builder().arn(ARN).name("a").build()).is_some());
    }

    #[test]
    fn absent_empty_and_zero_fields_are_none() {
        let entry = SecretListEntry::builder()
            .arn(ARN)
            .name("a")
            .description("")
            .kms_key_id("")
            .rotation_lambda_arn("")
            .rotation_rules(RotationRulesType::builder().automatically_after_days(0).build())
            .last_accessed_date(DateTime::from_secs(0))
            .build();
        assert_eq!(summary(entry), Some(Summary::new(Arn::new(ARN), "a")));
    }

    #[test]
    fn every_field_of_an_entry_is_carried_over() {
        let at = |seconds| DateTime::from_secs(seconds);
        let entry = SecretListEntry::builder()
            .arn(ARN)
            .name("a")
            .r#type("SomePartner")
            .description("d")
            .kms_key_id("k")
            .rotation_enabled(true)
            .rotation_lambda_arn("l")
            .rotation_rules(
                RotationRulesType::builder()
                    .automatically_after_days(7)
                    .schedule_expression("rate(7 days)")
                    .duration("2h")
                    .build(),
            )
            .last_rotated_date(at(1))
            .next_rotation_date(at(2))
            .last_changed_date(at(3))
            .last_accessed_date(at(4))
            .deleted_date(at(5))
            .created_date(at(6))
            .tags(SdkTag::builder().key("team").value("billing").build())
            .tags(SdkTag::builder().key("flag").build())
            .tags(SdkTag::builder().value("without a key").build())
            .secret_versions_to_stages("v1", vec![AWSCURRENT.into(), AWSPENDING.into()])
            .secret_versions_to_stages("v0", Vec::new())
            .owning_service("rds")
            .primary_region("us-east-1")
            .build();
        let summary = summary(entry).unwrap();
        let second = |time: Option<jiff::Timestamp>| time.map(jiff::Timestamp::as_second);
        assert_eq!(summary.kind.as_deref(), Some("SomePartner"));
        assert_eq!(summary.description.as_deref(), Some("d"));
        assert_eq!(summary.kms_key_id.as_deref(), Some("k"));
        assert_eq!(summary.rotation_enabled, Some(true));
        assert_eq!(summary.rotation_lambda_arn.as_deref(), Some("l"));
        let rules = summary.rotation_rules.unwrap();
        assert_eq!(rules.automatically_after_days, Some(7));
        assert_eq!(rules.schedule_expression.as_deref(), Some("rate(7 days)"));
        assert_eq!(rules.duration.as_deref(), Some("2h"));
        assert_eq!(second(summary.last_rotated), Some(1));
        assert_eq!(second(summary.next_rotation), Some(2));
        assert_eq!(second(summary.last_changed), Some(3));
        assert_eq!(second(summary.last_accessed), Some(4));
        assert_eq!(second(summary.deleted), Some(5));
        assert_eq!(second(summary.created), Some(6));
        let tags: Vec<_> = summary.tags.iter().map(|t| (t.key.as_str(), t.value.as_str())).collect();
        assert_eq!(tags, [("team", "billing"), ("flag", "")]);
        assert_eq!(summary.versions.current(), summary.versions.holder(AWSPENDING));
        assert_eq!(summary.versions.0.len(), 1, "a version without labels is not among the labelled");
        assert_eq!(summary.owning_service.as_deref(), Some("rds"));
        assert_eq!(summary.primary_region.as_deref(), Some("us-east-1"));
    }

    #[test]
    fn a_description_has_its_replicas_and_the_partners_metadata() {
        let output = DescribeSecretOutput::builder()
            .arn(ARN)
            .name("a")
            .version_ids_to_stages("v1", vec![AWSCURRENT.into()])
            .replication_status(ReplicationStatusType::builder().region("us-east-1").build())
            .external_secret_rotation_role_arn("role")
            .external_secret_rotation_metadata(
                ExternalSecretRotationMetadataItem::builder().key("k").value("v").build(),
            )
            .build();
        let detail = detail(output).unwrap();
        assert_eq!(detail.replicas[0].region, "us-east-1");
        assert_eq!(detail.external_rotation_role_arn.as_deref(), Some("role"));
        assert_eq!(detail.external_rotation_metadata, [("k".to_owned(), "v".to_owned())]);
        assert!(detail.summary.versions.current().is_some());
    }

    #[test]
    fn an_empty_description_is_none() {
        assert_eq!(detail(DescribeSecretOutput::builder().build()), None);
    }
}
