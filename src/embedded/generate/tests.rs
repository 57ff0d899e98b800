use super::naming::LONG_PREFIX;
use super::*;
use crate::embedded::fault_injection::FaultInjection;
use crate::embedded::store::{DEMO_ACCOUNT, DateKey, Delays, Order, SortKey};
use crate::secrets::{NAME_LIMIT, check_name};
use std::collections::HashMap;
use std::time::Duration;

const COUNT: usize = 20_000;

fn generated(naming: Naming, count: usize) -> Vec<Arc<Secret>> {
    let delays = Delays { rotation_step: Duration::ZERO, replication: Duration::ZERO };
    let mut store = Store::new(delays, &FaultInjection::default(), Rng::with_seed(1));
    let location = Location::new(DEMO_ACCOUNT, "eu-central-1");
    let now = Timestamp::from_second(1_790_000_000).unwrap();
    generate(&mut store, &location, count, naming, now);
    let by_age = Order { by: SortKey::Date(DateKey::Created), descending: false };
    let catalog = store.catalog(&location).unwrap();
    catalog.sorted(by_age, None).map(|(_, secret)| Arc::clone(secret)).collect()
}

fn share(secrets: &[Arc<Secret>], is_such: impl Fn(&Secret) -> bool) -> usize {
    100 * secrets.iter().filter(|secret| is_such(secret)).count() / secrets.len()
}

#[test]
fn each_secret_has_a_valid_name_of_its_own() {
    for naming in [Naming::Company, Naming::LongPrefix, Naming::Random] {
        let secrets = generated(naming, COUNT);
        assert_eq!(secrets.len(), COUNT, "{naming:?}");
        for secret in &secrets {
            assert_eq!(check_name(&secret.name), Ok(()), "{naming:?}: {}", secret.name);
            assert!(secret.name.len() < NAME_LIMIT, "room for more is left: {}", secret.name);
        }
        let names: HashSet<_> = secrets.iter().map(|secret| &secret.name).collect();
        assert_eq!(names.len(), COUNT, "{naming:?}");
    }
}

#[test]
fn the_secrets_are_the_same_every_time_and_the_first_of_many_are_the_few() {
    let few = generated(Naming::Company, 300);
    let listed =
        |secrets: &[Arc<Secret>]| secrets.iter().map(|secret| secret.name.clone()).collect::<Vec<_>>();
    let again = generated(Naming::Company, 300);
    for (one, other) in few.iter().zip(&again) {
        assert_eq!(format!("{one:?}"), format!("{other:?}"));
    }
    assert_eq!(listed(&few), listed(&generated(Naming::Company, COUNT)[..300]));
}

#[test]
fn the_worst_names_share_200_characters_or_nothing() {
    assert!(generated(Naming::LongPrefix, COUNT).iter().all(|secret| secret.name.starts_with(LONG_PREFIX)));
    let mut starts: HashMap<u8, usize> = HashMap::new();
    for secret in generated(Naming::Random, COUNT) {
        *starts.entry(secret.name.as_bytes()[0]).or_default() += 1;
    }
    assert!(starts.len() > 60, "{starts:?}");
    assert!(starts.values().all(|count| *count < COUNT / 20), "{starts:?}");
}

#[test]
fn a_company_names_its_secrets_by_several_conventions() {
    let secrets = generated(Naming::Company, COUNT);
    let upper = |name: &str| name.contains('_') && !name.contains(|c: char| c.is_ascii_lowercase());
    let shares = [
        share(&secrets, |secret| secret.name.starts_with("rds!cluster-")),
        share(&secrets, |secret| secret.name.starts_with("AmazonMSK_")),
        share(&secrets, |secret| secret.name.starts_with("terraform-")),
        share(&secrets, |secret| secret.name.starts_with("com.example.")),
        share(&secrets, |secret| secret.name.contains("/tenants/")),
        share(&secrets, |secret| upper(&secret.name)),
        share(&secrets, |secret| secret.name.starts_with(|c: char| c.is_ascii_digit())),
        share(&secrets, |secret| secret.name.starts_with('/')),
        share(&secrets, |secret| !secret.name.contains(['/', '_', '.', '!'])),
        share(&secrets, |secret| secret.name.starts_with("prod/")),
    ];
    assert!(shares.iter().all(|share| (1..50).contains(share)), "{shares:?} per cent");
    let renamed = secrets.iter().enumerate().filter(|(i, secret)| secret.name.ends_with(&format!("-v{i}")));
    let renamed = renamed.count();
    assert!(renamed < COUNT / 10, "{renamed}");
}

#[test]
fn few_teams_own_most_of_the_secrets() {
    let secrets = generated(Naming::Company, COUNT);
    let mut teams: HashMap<Arc<str>, usize> = HashMap::new();
    let tags = secrets.iter().flat_map(|secret| secret.tags.iter());
    for team in tags.filter(|tag| &*tag.key == "team") {
        *teams.entry(team.value.clone()).or_default() += 1;
    }
    let mut sizes: Vec<usize> = teams.into_values().collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let all: usize = sizes.iter().sum();
    assert!(sizes.len() > 30, "{sizes:?}");
    assert!(sizes[..8].iter().sum::<usize>() > all * 6 / 10, "{sizes:?}");
}

#[test]
fn tags_and_descriptions_are_few_or_short_and_sometimes_many_or_long() {
    let secrets = generated(Naming::Company, COUNT);
    let counts: HashSet<usize> = secrets.iter().map(|secret| secret.tags.len()).collect();
    assert_eq!(counts.len(), 13, "none to twelve: {counts:?}");
    assert!((15..30).contains(&share(&secrets, |secret| secret.tags.is_empty())));
    assert!((2..20).contains(&share(&secrets, |secret| secret.tags.len() > 6)));
    let length = |secret: &Secret| secret.description.as_ref().map_or(0, |text| text.chars().count());
    assert!((25..45).contains(&share(&secrets, |secret| length(secret) == 0)));
    assert!((2..10).contains(&share(&secrets, |secret| length(secret) > 300)));
    assert!(secrets.iter().all(|secret| length(secret) <= 2_048), "the service's limit");
}

#[test]
fn keys_rotations_and_dates_are_of_every_kind() {
    let secrets = generated(Naming::Company, COUNT);
    let rotates =
        |secret: &Secret, on: bool| secret.rotation.as_ref().is_some_and(|rotation| rotation.enabled == on);
    for (what, share) in [
        ("own keys", share(&secrets, |secret| secret.kms_key_id.is_some())),
        ("rotation on", share(&secrets, |secret| rotates(secret, true))),
        ("rotation off", share(&secrets, |secret| rotates(secret, false))),
        ("managed", share(&secrets, |secret| secret.owning_service.is_some())),
        ("never changed", share(&secrets, |secret| secret.changed == secret.created)),
        ("never read", share(&secrets, |secret| secret.accessed.is_none())),
    ] {
        assert!((1..80).contains(&share), "{what}: {share} %");
    }
    assert!(secrets.iter().any(|secret| secret.deletion.is_some()));
    assert!(secrets.iter().any(|secret| secret.versions.pending().is_some()));
    assert!(secrets.iter().all(|secret| secret.created <= secret.changed));
}
