//! What filters find by the indexes is what reading the whole list finds, whatever happened before.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::listing::all_pages;
use super::{ONE, Service};
use crate::embedded::{DEMO_REGIONS, Embedded, Options};

const NAMES: [&str; 7] =
    ["prod/pay-1", "prod/pay-2", "prod/payRoll", "dev/pay", "dev/Blog", "p", "rds!managed"];
const DESCRIPTIONS: [&str; 4] = ["Main DB of pay", "main", "", "payRoll of PRODWords"];
const TAG_KEYS: [&str; 3] = ["team", "Team", "env"];
const TAG_VALUES: [&str; 5] = ["pay", "Pay roll", "prod", "", "x_y"];
const KEYS: [&str; 7] =
    ["name", "description", "tag-key", "tag-value", "primary-region", "owning-service", "all"];
const WANTED: [&str; 20] = [
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
const OTHERS: &str = r#"{"regions": {"eu-central-1": [{"name": "rds!managed", "created": "-1d",
    "owningService": "rds", "tags": {"aws:secretsmanager:owningService": "rds"}}]}}"#;

/// One thing that happens to a secret: the operation and its parameters, or time that passes first.
fn event() -> impl Strategy<Value = (i64, usize, &'static str, Value)> {
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
    let value = (prop::bool::weighted(0.2), prop::sample::select(&WANTED[..]))
        .prop_map(|(unwanted, value)| if unwanted { format!("!{value}") } else { value.to_owned() });
    let filter = (prop::sample::select(&KEYS[..]), prop::collection::vec(value, 1..4))
        .prop_map(|(key, values)| json!({"Key": key, "Values": values}));
    prop::collection::vec(filter, 1..4).prop_map(Value::from)
}

/// A listing without filters: its order, whether it shows what is being deleted, and how long its pages are.
fn question() -> impl Strategy<Value = Value> {
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

/// Whether an entry of a listing matches a filter, by what is said of filters and nothing else.
fn matches(entry: &Value, filter: &Value) -> bool {
    let text = |member: &str| entry[member].as_str().into_iter().collect::<Vec<_>>();
    let tags = |part: &str| -> Vec<&str> {
        entry["Tags"].as_array().into_iter().flatten().filter_map(|tag| tag[part].as_str()).collect()
    };
    let begins = |texts: Vec<&str>, value: &str| texts.iter().any(|text| text.starts_with(value));
    let has_words = |texts: Vec<&str>, value: &str| {
        let held: Vec<_> = texts.into_iter().flat_map(words).collect();
        let wanted = words(value);
        !wanted.is_empty() && wanted.iter().all(|wanted| held.iter().any(|word| word.starts_with(wanted)))
    };
    filter["Values"].as_array().unwrap().iter().any(|value| {
        let value = value.as_str().unwrap();
        let plain = value.strip_prefix('!').unwrap_or(value);
        let met = match filter["Key"].as_str().unwrap() {
            "name" => begins(text("Name"), plain),
            "tag-key" => begins(tags("Key"), plain),
            "tag-value" => begins(tags("Value"), plain),
            "primary-region" => begins(text("PrimaryRegion"), plain),
            "owning-service" => begins(text("OwningService"), plain),
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
        let ends_a_run = last.is_uppercase() && next.is_lowercase();
        if !c.is_alphanumeric() || (c.is_uppercase() && (last.is_lowercase() || ends_a_run)) {
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
    let options = Options { clock: service.clock.clone(), seed: Some(7), ..Options::default() };
    service.embedded = Embedded::seeded(OTHERS, options).unwrap();
    service
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn filters_find_what_reading_the_whole_list_finds(
        events in prop::collection::vec(event(), 1..40),
        questions in prop::collection::vec((question(), filters()), 1..12),
    ) {
        let service = seeded();
        for (passed, region, operation, members) in events {
            service.pass(passed);
            let service = service.in_region(DEMO_REGIONS[region]);
            // Some are refused, as a secret that isn't there.
            let _ = service.send(operation, &members.to_string());
            // From the first time on, a filter must be told of each change.
            service.ok("ListSecrets", json!({"Filters": [{"Key": "all", "Values": ["pay"]}]}));
        }
        for region in DEMO_REGIONS {
            let service = service.in_region(region);
            for (mut question, filters) in questions.clone() {
                let whole = all_pages(&service, question.clone());
                let found = whole.iter().filter(|entry| filters.as_array().unwrap().iter().all(|filter| matches(entry, filter)));
                let expected: Vec<_> = found.cloned().collect();
                question["Filters"] = filters;
                prop_assert_eq!(all_pages(&service, question.clone()), expected, "{}", question);
            }
        }
    }
}
