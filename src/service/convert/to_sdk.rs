//! Conversion of request parameters into SDK types.

use crate::secrets::{NameScope, RotationRules, Tag, ValueBody};
use crate::service::api::{NameOrder, ReplicaRegion};
use aws_sdk_secretsmanager::types::{
    Filter, FilterNameStringType, ReplicaRegionType, RotationRulesType, SortOrderType, Tag as SdkTag,
};
use aws_smithy_types::Blob;

/// `SecretString` and `SecretBinary`, of which at most one is set. The only copy given to the SDK, which does not wipe
/// it.
pub(in crate::service) fn value(value: Option<&ValueBody>) -> (Option<String>, Option<Blob>) {
    match value {
        Some(ValueBody::Text(text)) => (Some(text.as_str().to_owned()), None),
        Some(ValueBody::Binary(bytes)) => (None, Some(Blob::new(bytes.as_slice()))),
        None => (None, None),
    }
}

/// `Tags`.
pub(in crate::service) fn tags(tags: &[Tag]) -> Vec<SdkTag> {
    tags.iter().map(|tag| SdkTag::builder().key(&tag.key).value(&tag.value).build()).collect()
}

/// `AddReplicaRegions`.
pub(in crate::service) fn replicas(replicas: &[ReplicaRegion]) -> Vec<ReplicaRegionType> {
    let region = |replica: &ReplicaRegion| {
        let region = ReplicaRegionType::builder().region(&replica.region);
        region.set_kms_key_id(replica.kms_key_id.clone()).build()
    };
    replicas.iter().map(region).collect()
}

/// `Filters`: one for the prefixes, of which a name has one, and one for each exception, since all filters must match.
pub(in crate::service) fn name_filters(names: &NameScope) -> Vec<Filter> {
    let filter = |values: Vec<String>| {
        Filter::builder().key(FilterNameStringType::Name).set_values(Some(values)).build()
    };
    let wanted = (!names.prefixes().is_empty()).then(|| filter(names.prefixes().to_vec()));
    let except = names.except().iter().map(|prefix| filter(vec![format!("!{prefix}")]));
    wanted.into_iter().chain(except).collect()
}

/// `SortOrder`.
pub(in crate::service) fn sort_order(order: NameOrder) -> SortOrderType {
    match order {
        NameOrder::Ascending => SortOrderType::Asc,
        NameOrder::Descending => SortOrderType::Desc,
    }
}

/// `RotationRules`; `None` if no rule is set.
pub(in crate::service) fn rules(rules: &RotationRules) -> Option<RotationRulesType> {
    if *rules == RotationRules::default() {
        return None;
    }
    let request = RotationRulesType::builder()
        .set_automatically_after_days(rules.automatically_after_days)
        .set_schedule_expression(rules.schedule_expression.clone())
        .set_duration(rules.duration.clone());
    Some(request.build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_text_or_bytes_and_never_both() {
        assert_eq!(value(Some(&ValueBody::text("a".into()))), (Some("a".into()), None));
        assert_eq!(value(Some(&ValueBody::binary(vec![0, 255]))), (None, Some(Blob::new([0, 255]))));
        assert_eq!(value(None), (None, None));
    }

    #[test]
    fn rules_without_content_are_not_sent() {
        assert_eq!(rules(&RotationRules::default()), None);
        let only_duration = RotationRules { duration: Some("2h".into()), ..RotationRules::default() };
        assert_eq!(rules(&only_duration), Some(RotationRulesType::builder().duration("2h").build()));
    }

    #[test]
    fn tags_may_be_empty_and_keys_absent() {
        let tag = Tag { key: "k".into(), value: String::new() };
        assert_eq!(tags(&[tag]), [SdkTag::builder().key("k").value("").build()]);
        let replica = ReplicaRegion { region: "us-east-1".into(), kms_key_id: None };
        assert_eq!(replicas(&[replica]), [ReplicaRegionType::builder().region("us-east-1").build()]);
    }
}
