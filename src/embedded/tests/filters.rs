//! Filters find the same secrets through the indexes as by reading the whole list, after any changes.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::listings::all_pages;
use super::{ONE, Service};
use crate::embedded::store::Location;
use crate::embedded::{DEMO_ACCOUNT, DEMO_REGIONS, Embedded, Options};

const NAMES: [&str; 7] =
    ["prod/pay-1", "prod/pay-2", "prod/payRoll", "dev/pay", "dev/Blog", "p", "rds!managed"];
const DESCRIPTIONS: [&str; 4] = ["Main DB of pay", "main", "", "payRoll of PRODWords"];
const TAG_KEYS: [&str; 3] = ["team", "Team", "env"];
const TAG_VALUES: [&str; 5] = ["pay", "Pay roll", "prod", "", "x_y"];
const KEYS: [&str; 7] =
    ["name", "description", "tag-key", "tag-value", "primary-region", "owning-service", "all"];
const FILTER_VALUES: [&str; 20] = [
    "",
    "p",
    "prod",
    "prod/pay",
    "prod/payRoll",
    "dev/",
    "team",
    "te",
    "T",
    "Pay",
    "pay roll",
    "MAIN db",
    "of of",
    "/",
    "x",
    "eu",
    "us-east-1",
    "rds",
    "words PAY",
    "nobody",
];
const MANAGED_SECRET: &str = r#"{"regions": {"eu-central-1": [{"name": "rds!managed", "created": "-1d",
    "owningService": "rds", "tags": {"aws:secretsmanager:owningService": "rds"}}]}}"#;

/// A change: seconds that pass before it, a Region, an operation and its parameters.
fn change() -> impl Strategy<Value = (i64, usize, &'static str, Value)> {
    let parts = (
        prop::sample::select(&NAMES[..]),
        prop::sample::select(&DESCRIPTIONS[..]),
        prop::sample::select(&TAG_KEYS[..]),
        prop::sample::select(&TAG_VALUES[..]),
    );
    let passed = prop_oneof![4 => Just(0), 2 => Just(1), 1 => Just(86_400), 1 => Just(8 * 86_400)];
    (passed, 0..10_usize, 0..14_u8, parts).prop_map(|(passed, region, kind, parts)| {
        let (operation, members) = request(kind, parts);
        (passed, usize::from(region == 0), operation, members)
    })
}

fn request(kind: u8, (name, description, key, value): (&str, &str, &str, &str)) -> (&'static str, Value) {
    match kind {
        0..=4 => (
            "CreateSecret",
            json!({"Name": name, "ClientRequestToken": ONE, "SecretString": "x", "Description": description,
                   "Tags": [{"Key": key, "Value": value}]}),
        ),
        5 | 6 => ("TagResource", json!({"SecretId": name, "Tags": [{"Key": key, "Value": value}]})),
        7 => ("UntagResource", json!({"SecretId": name, "TagKeys": [key]})),
        8 | 9 => {
            ("UpdateSecret", json!({"SecretId": name, "ClientRequestToken": ONE, "Description": description}))
        }
        10 => ("GetSecretValue", json!({"SecretId": name})),
        11 => {
            let force = value.is_empty().then_some(true);
            let window = value.starts_with('p').then_some(7);
            (
                "DeleteSecret",
                json!({"SecretId": name, "ForceDeleteWithoutRecovery": force,
                                    "RecoveryWindowInDays": window}),
            )
        }
        12 => ("RestoreSecret", json!({"SecretId": name})),
        _ => (
            "ReplicateSecretToRegions",
            json!({"SecretId": name, "AddReplicaRegions": [{"Region": DEMO_REGIONS[1]}]}),
        ),
    }
}

fn filters() -> impl Strategy<Value = Value> {
    let value = (prop::bool::weighted(0.2), prop::sample::select(&FILTER_VALUES[..]))
        .prop_map(|(negated, value)| if negated { format!("!{value}") } else { value.to_owned() });
    let filter = (prop::sample::select(&KEYS[..]), prop::collection::vec(value, 1..4))
        .prop_map(|(key, values)| json!({"Key": key, "Values": values}));
    prop::collection::vec(filter, 1..4).prop_map(Value::from)
}

/// A listing without filters: order, page size, with or without secrets scheduled for deletion.
fn listing() -> impl Strategy<Value = Value> {
    (
        prop::sample::select(&["name", "created-date", "last-accessed-date", "last-changed-date"][..]),
        prop::sample::select(&["asc", "desc"][..]),
        any::<bool>(),
        1..5,
    )
        .prop_map(|(by, order, planned, size)| {
            json!({"SortBy": by, "SortOrder": order, "IncludePlannedDeletion": planned, "MaxResults": size})
        })
}

/// Returns true if an entry of a listing matches a filter, by the documented rules alone: it shares no
/// code with the service.
fn matches(entry: &Value, filter: &Value) -> bool {
    let text = |member: &str| entry[member].as_str().into_iter().collect::<Vec<_>>();
    let tags = |part: &str| -> Vec<&str> {
        entry["Tags"].as_array().into_iter().flatten().filter_map(|tag| tag[part].as_str()).collect()
    };
    let starts = |texts: Vec<&str>, value: &str| texts.iter().any(|text| text.starts_with(value));
    let has_words = |texts: Vec<&str>, value: &str| {
        let held: Vec<_> = texts.into_iter().flat_map(words).collect();
        let wanted = words(value);
        !wanted.is_empty() && wanted.iter().all(|wanted| held.iter().any(|word| word.starts_with(wanted)))
    };
    filter["Values"].as_array().unwrap().iter().any(|value| {
        let value = value.as_str().unwrap();
        let plain = value.strip_prefix('!').unwrap_or(value);
        let met = match filter["Key"].as_str().unwrap() {
            "name" => starts(text("Name"), plain),
            "tag-key" => starts(tags("Key"), plain),
            "tag-value" => starts(tags("Value"), plain),
            "primary-region" => starts(text("PrimaryRegion"), plain),
            "owning-service" => starts(text("OwningService"), plain),
            "description" => has_words(text("Description"), plain),
            _ => has_words([text("Name"), text("Description"), tags("Key"), tags("Value")].concat(), plain),
        };
        met != value.starts_with('!')
    })
}

fn words(text: &str) -> Vec<String> {
    let (mut words, mut last) = (vec![String::new()], ' ');
    let following = text.chars().skip(1).chain([' ']);
    for (c, next) in text.chars().zip(following) {
        let ends_run = last.is_uppercase() && next.is_lowercase();
        if !c.is_alphanumeric() || (c.is_uppercase() && (last.is_lowercase() || ends_run)) {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().unwrap().extend(c.to_lowercase());
        }
        last = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

fn seeded() -> Service {
    let mut service = Service::new();
    let options = Options { clock: service.clock.clone(), random_seed: Some(7), ..Options::default() };
    service.embedded = Embedded::seeded(MANAGED_SECRET, options).unwrap();
    service
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases * 4 / 5, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn filters_find_the_same_as_reading_the_whole_list(
        changes in prop::collection::vec(change(), 1..40),
        listings in prop::collection::vec((listing(), filters()), 1..12),
    ) {
        let service = seeded();
        for (passed, region, operation, members) in changes {
            service.advance(passed);
            let service = service.in_region(DEMO_REGIONS[region]);
            // Some requests fail, for example on secrets that don't exist.
            let _ = service.send(operation, &members.to_string());
            // The first filter builds the term index; from then on, each change must update it.
            service.ok("ListSecrets", json!({"Filters": [{"Key": "all", "Values": ["pay"]}]}));
        }
        for region in DEMO_REGIONS {
            let service = service.in_region(region);
            for (mut listing, filters) in listings.clone() {
                let whole = all_pages(&service, listing.clone());
                let found = whole.iter().filter(|entry| filters.as_array().unwrap().iter().all(|filter| matches(entry, filter)));
                let expected: Vec<_> = found.cloned().collect();
                listing["Filters"] = filters;
                prop_assert_eq!(all_pages(&service, listing.clone()), expected, "{}", listing);
            }
        }
    }
}

#[test]
fn an_index_of_many_secrets_equals_one_built_secret_by_secret() {
    let embedded = Embedded::demo().unwrap();
    embedded.generate(DEMO_REGIONS[0], 300);
    embedded.with_store(|store| {
        store.catalog(&Location::new(DEMO_ACCOUNT, DEMO_REGIONS[0])).unwrap().assert_terms_are_current();
    });
}
