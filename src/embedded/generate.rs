//! Any number of secrets such as a company would have: the same ones each time.

use std::num::NonZero;
use std::sync::Arc;
use std::thread;

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
/// How many are made with one random source.
const BATCH: usize = 4_096;
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
    let shared = Shared::new(place);
    store.add_function(&shared.function, Function::default());
    let mut secrets = make(count, now, &shared);
    // A seed may have planted one of these names; its place is not taken.
    secrets.retain(|secret| store.find(place, &secret.name).is_none());
    store.add_all(place, secrets, now);
}

/// Makes batches of secrets at once, each with a random source of its own: what comes of it is no
/// matter of how many there are at a time.
fn make(count: usize, now: Timestamp, shared: &Shared) -> Vec<Arc<Secret>> {
    let batches = count.div_ceil(BATCH);
    let makers = thread::available_parallelism().map_or(1, NonZero::get);
    let each = batches.div_ceil(makers);
    let make_batch = |batch: usize| {
        let mut random = fastrand::Rng::with_seed(SEED + batch as u64);
        let indexes = batch * BATCH..count.min((batch + 1) * BATCH);
        indexes.map(move |index| Arc::new(secret(index, count, now, shared, &mut random)))
    };
    thread::scope(|scope| {
        let makers = (0..makers).map(|maker| {
            let batches = maker * each..batches.min((maker + 1) * each);
            scope.spawn(move || batches.flat_map(make_batch).collect::<Vec<_>>())
        });
        let makers: Vec<_> = makers.collect();
        let made = makers.into_iter().map(|maker| maker.join().expect("making secrets does not panic"));
        made.flatten().collect()
    })
}

/// When a secret was made: they come evenly over their age.
fn created(index: usize, count: usize, now: Timestamp) -> Timestamp {
    let [index, count] = [index, count].map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    let age = index.saturating_mul(AGE_SECONDS / count.max(1)).min(AGE_SECONDS);
    now - SignedDuration::from_secs(AGE_SECONDS) + SignedDuration::from_secs(age)
}

fn secret(index: usize, count: usize, now: Timestamp, shared: &Shared, random: &mut fastrand::Rng) -> Secret {
    let environment = random.usize(..ENVIRONMENTS.len());
    let team = random.usize(..TEAMS.len());
    let thing = random.usize(..THINGS.len());
    let name = format!("{}/{}/{}-{index:06}", ENVIRONMENTS[environment], TEAMS[team], THINGS[thing]);
    let created = created(index, count, now);
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
