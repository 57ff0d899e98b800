//! The invariants of the store hold after any sequence of requests, over any time.

use std::collections::HashMap;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::Service;
use crate::embedded::DEMO_ACCOUNT;
use crate::embedded::rotation::{Function, Step};
use crate::embedded::store::{
    CURRENT, DateKey, Location, Order, ReplicaStatus, Secret, SecretKey, SortKey, Store, Value,
};

const REGIONS: [&str; 2] = ["eu-central-1", "us-east-1"];
const NAMES: [&str; 3] = ["a", "b/c", "d-abcdef"];
const LABELS: [&str; 5] = ["AWSCURRENT", "AWSPREVIOUS", "AWSPENDING", "mine", "yours"];
const WORKS: &str = "arn:aws:lambda:eu-central-1:123456789012:function:works";
const FAILS: &str = "arn:aws:lambda:eu-central-1:123456789012:function:fails";

/// The operations that fail on a secret scheduled for deletion.
const REFUSED_WHEN_SCHEDULED: [&str; 10] = [
    "PutSecretValue",
    "UpdateSecret",
    "TagResource",
    "UntagResource",
    "RotateSecret",
    "CancelRotateSecret",
    "PutResourcePolicy",
    "ReplicateSecretToRegions",
    "UpdateSecretVersionStage",
    "GetSecretValue",
];

/// An event: time passes, or a request comes.
#[derive(Clone, Debug)]
enum Event {
    /// Seconds pass.
    Advance(i64),
    /// A request to a Region: operation and members.
    Send(usize, &'static str, Json),
}

fn token() -> impl Strategy<Value = String> {
    (0..6u8).prop_map(|n| n.to_string().repeat(32))
}

/// The parts of a request: a name, two tokens, a label and a flag.
type Parts = (&'static str, String, String, &'static str, bool);

fn request() -> impl Strategy<Value = (&'static str, Json)> {
    let parts = (
        prop::sample::select(&NAMES[..]),
        token(),
        token(),
        prop::sample::select(&LABELS[..]),
        any::<bool>(),
    );
    (parts, 0..20u8)
        .prop_map(|(parts, kind)| if kind < 9 { write(&parts, kind) } else { manage(&parts, kind) })
}

/// A request that creates secrets or versions.
fn write((name, one, two, label, _): &Parts, kind: u8) -> (&'static str, Json) {
    match kind {
        0..=2 => ("CreateSecret", json!({"Name": name, "ClientRequestToken": one, "SecretString": two})),
        3 => ("CreateSecret", json!({"Name": name, "ClientRequestToken": one})),
        4 | 5 => {
            ("PutSecretValue", json!({"SecretId": name, "ClientRequestToken": one, "SecretString": two}))
        }
        6 => (
            "PutSecretValue",
            json!({"SecretId": name, "ClientRequestToken": one, "SecretString": two,
                   "VersionStages": [label, "extra"]}),
        ),
        7 => ("UpdateSecret", json!({"SecretId": name, "ClientRequestToken": one, "SecretString": two})),
        _ => ("UpdateSecret", json!({"SecretId": name, "ClientRequestToken": one, "Description": two})),
    }
}

/// A request that changes a secret in other ways.
fn manage((name, one, two, label, flag): &Parts, kind: u8) -> (&'static str, Json) {
    let other = REGIONS[1];
    match kind {
        9 => (
            "UpdateSecretVersionStage",
            json!({"SecretId": name, "VersionStage": label, "MoveToVersionId": one}),
        ),
        10 => (
            "UpdateSecretVersionStage",
            json!({"SecretId": name, "VersionStage": label, "RemoveFromVersionId": one,
                   "MoveToVersionId": flag.then_some(two)}),
        ),
        11 => ("DeleteSecret", json!({"SecretId": name, "ForceDeleteWithoutRecovery": flag})),
        12 => ("RestoreSecret", json!({"SecretId": name})),
        13 | 14 => (
            "RotateSecret",
            json!({"SecretId": name, "ClientRequestToken": one,
                   "RotationLambdaARN": if *flag { WORKS } else { FAILS },
                   "RotationRules": {"ScheduleExpression": "rate(4 hours)"}}),
        ),
        15 => ("CancelRotateSecret", json!({"SecretId": name})),
        16 => (
            "ReplicateSecretToRegions",
            json!({"SecretId": name, "AddReplicaRegions": [{"Region": other}],
                   "ForceOverwriteReplicaSecret": flag}),
        ),
        17 => ("RemoveRegionsFromReplication", json!({"SecretId": name, "RemoveReplicaRegions": [other]})),
        18 => ("StopReplicationToReplica", json!({"SecretId": name})),
        _ => ("TagResource", json!({"SecretId": name, "Tags": [{"Key": label, "Value": one}]})),
    }
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        1 => prop::sample::select(vec![1, 3, 10, 4 * 3600, 31 * 86_400]).prop_map(Event::Advance),
        5 => (0..REGIONS.len(), request()).prop_map(|(region, (operation, members))| {
            Event::Send(region, operation, members)
        }),
    ]
}

fn ascending(by: SortKey) -> Order {
    Order { by, descending: false }
}

fn secrets(store: &Store, region: &str) -> Vec<(SecretKey, Arc<Secret>)> {
    let location = Location::new(DEMO_ACCOUNT, region);
    let Some(catalog) = store.catalog(&location) else { return Vec::new() };
    catalog.sorted(ascending(SortKey::Name), None).map(|(key, secret)| (key, Arc::clone(secret))).collect()
}

/// Checks that each label is attached to one version, and that AWSCURRENT exists if there is a value.
fn check_labels(secret: &Secret) {
    let mut held: HashMap<&str, usize> = HashMap::new();
    for label in secret.versions.iter().flat_map(|version| &version.labels) {
        *held.entry(label).or_default() += 1;
    }
    assert!(held.values().all(|count| *count == 1), "{}: {held:?}", secret.name);
    let has_value = secret.versions.iter().any(|version| version.value.is_some());
    assert!(!has_value || held.contains_key(CURRENT), "{} has a value and no AWSCURRENT", secret.name);
}

/// Checks that every sort order lists every secret once, and that the term index is current.
fn check_indexes(store: &Store) {
    for region in REGIONS {
        let Some(catalog) = store.catalog(&Location::new(DEMO_ACCOUNT, region)) else { continue };
        let keys = |by: SortKey| {
            let mut keys: Vec<_> = catalog.sorted(ascending(by), None).map(|(key, _)| key).collect();
            keys.sort();
            keys
        };
        catalog.assert_terms_are_current();
        let by_name = keys(SortKey::Name);
        for date in [DateKey::Created, DateKey::Changed, DateKey::Accessed] {
            assert_eq!(keys(SortKey::Date(date)), by_name, "{region} {date:?}");
        }
    }
}

/// Checks that replication has ended everywhere, and that replicas in sync equal their primary.
fn check_replicas(store: &Store) {
    for region in REGIONS {
        for (_, primary) in secrets(store, region) {
            for replica in &primary.replicas {
                assert_ne!(replica.status, ReplicaStatus::InProgress, "{} has not settled", primary.name);
                if replica.status != ReplicaStatus::InSync {
                    continue;
                }
                let there = secrets(store, &replica.region);
                let copy = there.iter().find(|(_, secret)| secret.name == primary.name);
                let (_, copy) = copy.unwrap_or_else(|| panic!("{} has no replica", primary.name));
                assert_eq!(copy.description, primary.description);
                assert_eq!(copy.tags, primary.tags);
                let contents = |secret: &Secret| -> Vec<_> {
                    let versions = secret.versions.iter();
                    versions.map(|held| (held.id.clone(), held.labels.clone(), held.value.clone())).collect()
                };
                assert_eq!(contents(copy), contents(&primary));
            }
        }
    }
}

/// The value of each version after the last event. A removed version is forgotten, as its token is.
type Seen = HashMap<(SecretKey, Arc<str>), Value>;

fn check_all(service: &Service, seen: &mut Seen) {
    let mut now = Seen::new();
    service.embedded.with_store(|store| {
        check_indexes(store);
        for (key, secret) in REGIONS.iter().flat_map(|region| secrets(store, region)) {
            check_labels(&secret);
            for version in secret.versions.iter() {
                let Some(value) = &version.value else { continue };
                let id = (key, version.id.clone());
                // A replica may take over the values of a new primary with the same name.
                let changed = secret.primary.is_none() && seen.get(&id).is_some_and(|before| before != value);
                assert!(!changed, "{} changed the value of {}", secret.name, version.id);
                now.insert(id, value.clone());
            }
        }
    });
    *seen = now;
}

fn is_scheduled(service: &Service, region: &str, members: &Json) -> bool {
    let id = members["SecretId"].as_str().unwrap_or_default();
    service.embedded.with_store(|store| {
        secrets(store, region).iter().any(|(_, secret)| *secret.name == *id && secret.deletion.is_some())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases * 4 / 5, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_invariants_hold_after_any_sequence_of_events(events in prop::collection::vec(event(), 1..60)) {
        let service = Service::new();
        service.embedded.with_store(|store| {
            store.add_function(WORKS, Function::default());
            store.add_function(FAILS, Function { fails_at: Some(Step::Test), step: None });
        });
        let mut seen = Seen::new();
        for event in events {
            match event {
                Event::Advance(seconds) => {
                    service.advance(seconds);
                    service.ok("ListSecrets", json!({}));
                }
                Event::Send(region, operation, members) => {
                    // Due events happened when time last passed, so the request meets the state read here.
                    let service = service.in_region(REGIONS[region]);
                    let scheduled = is_scheduled(&service, REGIONS[region], &members);
                    let outcome = service.send(operation, &members.to_string());
                    let refused = REFUSED_WHEN_SCHEDULED.contains(&operation);
                    prop_assert!(!(scheduled && refused && outcome.is_ok()), "{operation} {members}");
                }
            }
            check_all(&service, &mut seen);
        }
        service.advance(60);
        service.ok("ListSecrets", json!({}));
        service.embedded.with_store(|store| check_replicas(store));
    }
}
