//! Secrets and filters for tests of the list.

use crate::secrets::{AWSCURRENT, AWSPENDING, Arn, StagingLabel, Summary, Tag, VersionId};
use jiff::{SignedDuration, Timestamp};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::sync::Arc;

/// The present in the tests.
pub(super) fn now() -> Timestamp {
    "2025-06-15T12:00:00Z".parse().unwrap()
}

/// The time some seconds before the present.
pub(super) fn ago(seconds: i64) -> Timestamp {
    now() - SignedDuration::from_secs(seconds)
}

/// A secret in eu-west-1 with a name and nothing else.
pub(super) fn named(name: &str) -> Summary {
    Summary::new(Arn::new(format!("arn:aws:secretsmanager:eu-west-1:1:secret:{name}-AbCdEf")), name)
}

/// The secret with AWSPENDING on another version than AWSCURRENT.
pub(super) fn with_pending(mut secret: Summary) -> Summary {
    for (version, label) in [("1", AWSCURRENT), ("2", AWSPENDING)] {
        secret.versions.0.insert(VersionId(version.into()), [StagingLabel(label.into())].into());
    }
    secret
}

/// Secrets with few different names, dates and tags, so that every kind of tie occurs; each has an ARN of its own.
pub(super) fn secrets() -> impl Strategy<Value = Vec<Arc<Summary>>> {
    vec(secret(), 0..24).prop_map(|mut secrets| {
        for (i, secret) in secrets.iter_mut().enumerate() {
            let region = if i % 3 == 0 { "us-east-1" } else { "eu-west-1" };
            secret.arn = Arn::new(format!("arn:aws:secretsmanager:{region}:1:secret:{}-{i:06}", secret.name));
        }
        secrets.into_iter().map(Arc::new).collect()
    })
}

fn secret() -> impl Strategy<Value = Summary> {
    let date = || option::of((0i64..400).prop_map(|hours| ago(hours * 10 * 3_600)));
    let words = (
        "[abAB/01-]{1,8}",
        option::of("[ab ]{0,6}"),
        option::of(prop_oneof![Just("key-a"), Just("arn:aws:kms:eu-west-1:1:alias/aws/secretsmanager")]),
        option::of("rds|redshift"),
        vec(("[ab]", "[abAB]{0,2}"), 0..3),
        option::of(Just("eu-west-1")),
    );
    let state = (option::of(any::<bool>()), any::<bool>(), date(), date(), date(), date());
    (words, state).prop_map(|((name, description, key, owner, tags, primary), state)| {
        let (rotates, pending, next, changed, accessed, deleted) = state;
        let mut secret = named(&name);
        secret.description = description;
        secret.kms_key_id = key.map(Into::into);
        secret.owning_service = owner;
        secret.tags = tags.into_iter().map(|(key, value)| Tag { key, value }).collect();
        secret.primary_region = primary.map(Into::into);
        secret.rotation_enabled = rotates;
        secret.next_rotation = next.map(|next| next + SignedDuration::from_hours(2_000));
        secret.last_changed = changed;
        secret.last_accessed = accessed;
        secret.deleted = deleted;
        if pending { with_pending(secret) } else { secret }
    })
}

/// Valid `key:value` terms.
pub(super) fn keyed_term() -> impl Strategy<Value = String> {
    let age = "never|[<>][1-9][0-9]?[hdwmy]";
    prop_oneof![
        "tag:[ab](=[abAB]{1,2}(\\|[ab])?|=\"\")?",
        "desc:(\"[ab ]{1,2}\"|[aAb])",
        "rotation:(on|off|none|pending|overdue|failed|OFF\\|failed)",
        (prop_oneof![Just("changed"), Just("ACCESSED")], age).prop_map(|(key, age)| format!("{key}:{age}")),
        age.prop_map(|age| format!("changed:{age}|never")),
        "deleted:(yes|no)",
        "owner:(none|rds|red|\"none\"|none\\|rds)",
        "kms:(default|key|\"default\")",
        "replica:(yes|no|primary)",
    ]
}

/// Valid filters: words and `key:value` terms, some of them negated.
pub(super) fn filter_text() -> impl Strategy<Value = String> {
    let term = prop_oneof!["[abA01/-]{1,3}", keyed_term()];
    vec(("!?", term), 0..4)
        .prop_map(|terms| terms.into_iter().map(|(sign, term)| sign + &term).collect::<Vec<_>>().join(" "))
}
