//! Any number of secrets such as a company would have: the same ones each time.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::rotation::{Function, Rules, random_password, start_of_day};
use super::store::{
    CURRENT, PREVIOUS, Place, Rotation, Secret, Store, Suffix, Tag, Value, Version, Versions,
};

const ENVIRONMENTS: [&str; 4] = ["prod", "staging", "dev", "ci"];
const TEAMS: [&str; 12] = [
    "payments",
    "orders",
    "customers",
    "catalog",
    "search",
    "warehouse",
    "web",
    "mobile",
    "platform",
    "security",
    "shipping",
    "marketing",
];
const THINGS: [&str; 10] = [
    "postgres",
    "mysql",
    "redis",
    "kafka",
    "api-key",
    "oauth-client",
    "webhook",
    "tls",
    "smtp",
    "signing-key",
];
/// The seed of what is generated, the same in every run.
const SEED: u64 = 0x05EC_2E75;
/// Every fifth secret rotates this often.
const ROTATION_DAYS: i64 = 30;
/// The secrets were made over about two years.
const AGE_SECONDS: i64 = 730 * 86_400;

/// Texts that many secrets share, so that they are held once.
struct Shared {
    team_key: Arc<str>,
    environment_key: Arc<str>,
    environments: [Arc<str>; 4],
    teams: [Arc<str>; 12],
    descriptions: [Arc<str>; 10],
    function: Arc<str>,
}

impl Shared {
    fn new(place: &Place) -> Self {
        let Place { account, region } = place;
        Self {
            function: format!("arn:aws:lambda:{region}:{account}:function:rotate-generated").into(),
            team_key: "team".into(),
            environment_key: "env".into(),
            environments: ENVIRONMENTS.map(Into::into),
            teams: TEAMS.map(Into::into),
            descriptions: THINGS.map(|thing| format!("Generated {thing}, not a real one").into()),
        }
    }
}

/// Adds this many secrets to a place, oldest first.
pub fn generate(store: &mut Store, place: &Place, count: usize, now: Timestamp) {
    let mut random = fastrand::Rng::with_seed(SEED);
    let shared = Shared::new(place);
    store.add_function(&shared.function, Function::default());
    let oldest = now - SignedDuration::from_secs(AGE_SECONDS);
    let total = i64::try_from(count).unwrap_or(i64::MAX);
    let mut secrets = Vec::with_capacity(count);
    for index in 0..count {
        let age = i64::try_from(index).unwrap_or(i64::MAX).saturating_mul(AGE_SECONDS / total.max(1));
        let created = oldest + SignedDuration::from_secs(age.min(AGE_SECONDS));
        let secret = secret(index, created, now, &shared, &mut random);
        // A seed may have planted one of this name; its place is not taken.
        if store.find(place, &secret.name).is_none() {
            secrets.push(Arc::new(secret));
        }
    }
    store.add_all(place, secrets, now);
}

fn secret(
    index: usize,
    created: Timestamp,
    now: Timestamp,
    shared: &Shared,
    random: &mut fastrand::Rng,
) -> Secret {
    let environment = random.usize(..ENVIRONMENTS.len());
    let team = random.usize(..TEAMS.len());
    let thing = random.usize(..THINGS.len());
    let name = format!("{}/{}/{}-{index:06}", ENVIRONMENTS[environment], TEAMS[team], THINGS[thing]);
    let lifetime = now.duration_since(created).as_secs().max(1);
    let rotates = index.is_multiple_of(5);
    // What rotates did so in its last interval, so that its next time is still to come.
    let recent = if rotates { lifetime.min(ROTATION_DAYS * 86_400) } else { lifetime };
    let changed = now - SignedDuration::from_secs(random.i64(0..recent));
    let tag = |key: &Arc<str>, value: &Arc<str>| Tag { key: Arc::clone(key), value: Arc::clone(value) };
    Secret {
        name: name.into(),
        suffix: Suffix::random(random),
        description: random.bool().then(|| Arc::clone(&shared.descriptions[thing])),
        kms_key_id: None,
        kind: None,
        owning_service: None,
        created,
        changed,
        accessed: random.bool().then_some(changed).map(start_of_day),
        deletion: (index % 97 == 96).then(|| now + SignedDuration::from_hours(24 * random.i64(1..30))),
        tags: vec![
            tag(&shared.environment_key, &shared.environments[environment]),
            tag(&shared.team_key, &shared.teams[team]),
        ]
        .into(),
        versions: versions(thing, created, changed, now, random),
        policy: None,
        rotation: rotates.then(|| Box::new(rotation(changed, shared))),
        primary: None,
        replicas: Vec::new(),
    }
}

fn versions(
    thing: usize,
    created: Timestamp,
    changed: Timestamp,
    now: Timestamp,
    random: &mut fastrand::Rng,
) -> Versions {
    let mut versions = Versions::default();
    let mut add = |label: &str, made: Timestamp| {
        let value = value(thing, random);
        let id = uuid::Builder::from_random_bytes(random.u128(..).to_be_bytes()).into_uuid();
        let mut buffer = uuid::Uuid::encode_buffer();
        let id: &str = id.hyphenated().encode_lower(&mut buffer);
        versions.add(Version::new(id, Some(value), made, None), &[label], now);
    };
    if created == changed {
        add(CURRENT, created);
    } else {
        add(PREVIOUS, created);
        add(CURRENT, changed);
    }
    versions
}

/// Database credentials for databases, a token for all else.
fn value(thing: usize, random: &mut fastrand::Rng) -> Value {
    let password = random_password(random);
    let text = match THINGS[thing] {
        engine @ ("postgres" | "mysql") => {
            let port = if engine == "mysql" { 3306 } else { 5432 };
            format!(
                r#"{{"engine":"{engine}","host":"{engine}.internal.example","port":{port},"username":"app","password":"{password}","dbname":"app"}}"#
            )
        }
        _ => password,
    };
    Value::Text(text.into())
}

fn rotation(last: Timestamp, shared: &Shared) -> Rotation {
    let rules = Rules { automatically_after_days: Some(ROTATION_DAYS), ..Rules::default() };
    let next = rules.next_window(last);
    let lambda = Some(Arc::clone(&shared.function));
    Rotation { enabled: true, lambda, rules, last: Some(last), next, ..Rotation::default() }
}
