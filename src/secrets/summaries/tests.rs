//! Tests of packed summaries: nothing is lost, and views tell what summaries tell.

use super::*;
use crate::secrets::{
    AWSCURRENT, AWSPENDING, AWSPREVIOUS, Arn, Replica, ReplicaStatus, RotationRules, StagingLabel, Tag,
    VersionId,
};
use jiff::Timestamp;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[ab]", "\\PC{0,6}", Just("x".repeat(300))]
}

fn time() -> impl Strategy<Value = Timestamp> {
    let nanos = prop_oneof![Just(0), (0..1_000).prop_map(|ms| ms * 1_000_000), 0..1_000_000_000];
    (-100_000_000_000i64..200_000_000_000, nanos).prop_map(|(s, ns)| Timestamp::new(s, ns).unwrap())
}

fn arn(name: String) -> impl Strategy<Value = Arn> {
    let prefix = prop_oneof![
        Just("arn:aws:secretsmanager:eu-west-1:123456789012:secret:"),
        Just("arn:aws-cn:secretsmanager::1:secret:")
    ];
    prop_oneof![
        (prefix, "[A-Za-z0-9]{5,7}").prop_map(move |(prefix, end)| format!("{prefix}{name}-{end}")),
        text(),
        Just("arn:aws:secretsmanager:eu-west-1:1:secret:elsewhere-AbCdEf".to_owned()),
    ]
    .prop_map(Arn::new)
}

fn version() -> impl Strategy<Value = (VersionId, Vec<StagingLabel>)> {
    let id = prop_oneof![
        any::<u128>().prop_map(|id| uuid::Uuid::from_u128(id).to_string()),
        any::<u128>().prop_map(|id| uuid::Uuid::from_u128(id).to_string().to_uppercase()),
        text()
    ];
    let label = prop_oneof![
        Just(AWSCURRENT.to_owned()),
        Just(AWSPREVIOUS.to_owned()),
        Just(AWSPENDING.to_owned()),
        text()
    ];
    (id.prop_map(VersionId), vec(label.prop_map(StagingLabel), 0..3))
}

fn replica() -> impl Strategy<Value = Replica> {
    let status = prop_oneof![
        Just(ReplicaStatus::InSync),
        Just(ReplicaStatus::Failed),
        Just(ReplicaStatus::InProgress),
        Just(ReplicaStatus::Other("Odd".into()))
    ];
    (text(), option::of(text()), status, option::of(text()), option::of(time())).prop_map(
        |(region, kms_key_id, status, message, last_accessed)| Replica {
            region,
            kms_key_id,
            status,
            message,
            last_accessed,
        },
    )
}

fn rules() -> impl Strategy<Value = RotationRules> {
    (option::of(any::<i64>()), option::of(text()), option::of(text())).prop_map(
        |(automatically_after_days, schedule_expression, duration)| RotationRules {
            automatically_after_days,
            schedule_expression,
            duration,
        },
    )
}

fn summary() -> impl Strategy<Value = Summary> {
    let texts = vec(option::of(text()), 6);
    let times = vec(option::of(time()), 7);
    let tags = vec((text(), text()).prop_map(|(key, value)| Tag { key, value }), 0..4);
    let rest = (option::of(any::<bool>()), option::of(rules()), option::of(vec(replica(), 0..3)));
    let named = text().prop_flat_map(|name| (Just(name.clone()), arn(name)));
    (named, texts, times, tags, vec(version(), 0..4), rest).prop_map(
        |((name, arn), texts, times, tags, versions, (rotation_enabled, rotation_rules, replicas))| {
            let mut texts = texts.into_iter();
            let mut text = || texts.next().flatten();
            let mut summary = Summary::new(arn, name);
            summary.kind = text();
            summary.description = text();
            summary.kms_key_id = text();
            summary.rotation_lambda_arn = text();
            summary.owning_service = text();
            summary.primary_region = text();
            summary.last_rotated = times[0];
            summary.next_rotation = times[1];
            summary.last_changed = times[2];
            summary.last_accessed = times[3];
            summary.deleted = times[4];
            summary.deletion_date = times[5];
            summary.created = times[6];
            summary.tags = tags;
            for (id, labels) in versions {
                summary.versions.0.insert(id, labels.into_iter().collect());
            }
            (summary.rotation_enabled, summary.rotation_rules, summary.replicas) =
                (rotation_enabled, rotation_rules, replicas);
            summary
        },
    )
}

proptest! {
    #[test]
    fn a_packed_summary_is_the_summary(secrets in vec(summary(), 1..6), now in time()) {
        let mut store = SummaryStore::default();
        for secret in &secrets {
            let number = store.put(secret);
            prop_assert_eq!(store.find(&secret.arn), Some(number));
            let view = store.all().get(number);
            prop_assert_eq!(view.to_summary(), secret.clone());
            prop_assert_eq!(view.arn(), secret.arn.clone());
            prop_assert!(view.has_arn(&secret.arn));
            let facts = view.facts();
            prop_assert_eq!(facts.rotation_state(now), secret.rotation(now).state());
            prop_assert_eq!(facts.replica_role(), secret.replica_role());
            prop_assert_eq!(view.rotation_state(now), secret.rotation(now).state());
            prop_assert_eq!(view.replica_role(), secret.replica_role());
            prop_assert_eq!(view.deletion(), secret.deletion());
            prop_assert_eq!(view.is_deleted(), secret.deleted.is_some());
            let mut buffer = String::from("before");
            prop_assert_eq!(facts.description(&mut buffer), secret.description.as_deref());
            prop_assert_eq!(view.last_changed(), secret.last_changed);
            prop_assert_eq!(view.last_accessed(), secret.last_accessed);
            prop_assert_eq!(facts.tag_count(), secret.tags.len());
            let tags: Vec<_> = secret.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str())).collect();
            prop_assert_eq!(facts.tags().collect::<Vec<_>>(), tags);
            prop_assert_eq!(facts.replicas(), secret.replicas.clone().unwrap_or_default());
            prop_assert_eq!(view.knows_replicas(), secret.replicas.is_some());
            let number = store.put(&Summary { deleted: None, ..secret.clone() });
            prop_assert!(!store.all().get(number).is_deleted());
        }
        let (more, number) = store.all().with(&secrets[0]);
        prop_assert_eq!(more.get(number).to_summary(), secrets[0].clone());
        prop_assert_eq!(more.get(number).is_deleted(), secrets[0].deleted.is_some());
        prop_assert!(!more.has_numbers_of(store.all()));
    }

    #[test]
    fn a_page_is_put_as_its_secrets_are(pages in vec(vec(summary(), 0..6), 1..4)) {
        let (mut by_page, mut by_secret) = (SummaryStore::default(), SummaryStore::default());
        for secrets in &pages {
            let page = SummaryPage::from(secrets.clone());
            prop_assert_eq!(&page.to_summaries(), secrets);
            by_page.put_page(&page);
            for secret in secrets {
                by_secret.put(secret);
            }
        }
        let (paged, single) = (by_page.all(), by_secret.all());
        prop_assert_eq!(paged.end(), single.end());
        prop_assert_eq!(paged.removed(), single.removed());
        for (one, other) in paged.iter().zip(single.iter()) {
            prop_assert_eq!(one.to_summary(), other.to_summary());
            prop_assert_eq!(one.is_deleted(), other.is_deleted());
            prop_assert_eq!(by_page.find(&one.arn()), by_secret.find(&one.arn()));
            prop_assert!(one.has_arn_of(other));
        }
    }

    #[test]
    fn the_hash_of_an_arn_does_not_depend_on_how_it_is_packed(secret in summary(), name in text()) {
        let other_name = Summary { name, ..secret.clone() };
        let page = SummaryPage::from(vec![secret.clone(), other_name]);
        let hash = super::view::hash_arn(secret.arn.as_str());
        prop_assert_eq!(page.arn_hashes(), [hash, hash]);
        prop_assert!(page.get(0).has_arn_of(page.get(1)) && page.get(1).has_arn_of(page.get(0)));
    }

    #[test]
    fn secrets_of_a_page_are_found_by_their_arns(secrets in vec(summary(), 0..8), asked in vec(0usize..12, 0..4)) {
        let arns: Vec<Arn> = secrets.iter().map(|secret| secret.arn.clone()).collect();
        let stranger = Arn::new("arn:aws:secretsmanager:eu-west-1:111122223333:secret:stranger-AbCdEf".to_owned());
        let asked: Vec<&Arn> = asked.into_iter().map(|at| arns.get(at).unwrap_or(&stranger)).collect();
        let page = SummaryPage::from(secrets.clone());
        let found: Vec<Summary> = page.with_arns(asked.iter().copied()).map(SummaryView::to_summary).collect();
        let expected: Vec<Summary> = secrets.into_iter().filter(|secret| asked.contains(&&secret.arn)).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn an_arn_is_there_once_and_gone_when_it_is_removed(
        secrets in vec(summary(), 1..8),
        removed in btree_set(0usize..8, 0..4),
    ) {
        let mut store = SummaryStore::default();
        let mut model: Vec<Summary> = Vec::new();
        for secret in &secrets {
            store.put(secret);
            match model.iter_mut().find(|known| known.arn == secret.arn) {
                Some(known) if known.name == secret.name => *known = secret.clone(),
                Some(_) | None => {
                    model.retain(|known| known.arn != secret.arn);
                    model.push(secret.clone());
                }
            }
        }
        let before = store.all().clone();
        for at in removed {
            if let Some(secret) = secrets.get(at) {
                store.remove(&secret.arn);
                model.retain(|known| known.arn != secret.arn);
                prop_assert_eq!(store.find(&secret.arn), None);
            }
        }
        prop_assert_eq!(store.all().iter().map(SummaryView::to_summary).collect::<Vec<_>>(), model.clone());
        prop_assert_eq!(store.all().len(), model.len());
        prop_assert!(before.len() >= model.len(), "a copy stays as it was");
    }
}

#[test]
fn a_secret_like_those_of_a_large_company_takes_less_than_two_hundred_bytes() {
    let mut store = SummaryStore::default();
    let mut bytes = 0;
    for i in 0u32..1_000 {
        let name = format!("prod/payments/service-{}/db-{i}", i / 5);
        let arn = format!("arn:aws:secretsmanager:eu-west-1:123456789012:secret:{name}-{i:06}");
        let mut secret = Summary::new(Arn::new(arn), name);
        secret.description = Some(format!("Credentials of the database of service {}", i / 5));
        let at = |second: u32| Timestamp::new(1_700_000_000 + i64::from(second), 123_000_000).ok();
        (secret.created, secret.last_changed, secret.last_rotated) = (at(i), at(i * 7), at(i * 9));
        (secret.last_accessed, secret.next_rotation) = (at(0), at(i * 11));
        secret.rotation_enabled = Some(true);
        secret.tags =
            (0..4).map(|k| Tag { key: format!("key-{k}"), value: format!("value-{}", i % 50) }).collect();
        for label in [AWSCURRENT, AWSPREVIOUS] {
            let id = uuid::Uuid::from_u128(u128::from(i) << 64 | label.len() as u128).to_string();
            secret.versions.0.insert(VersionId(id), [StagingLabel(label.into())].into());
        }
        let number = store.put(&secret) as usize;
        bytes += store.all().names.get(number).len() + store.all().packed.get(number).len() + 8;
    }
    assert!(bytes / 1_000 < 190, "{} bytes a secret", bytes / 1_000);
}
