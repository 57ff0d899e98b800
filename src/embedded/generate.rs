//! Generates any number of made-up secrets, such as a company would have, the same every time.

use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use jiff::{SignedDuration, Timestamp};

use super::rotation::{Function, Rules, random_password, start_of_day};
use super::store::{
    ArnSuffix, CURRENT, Location, PREVIOUS, Rotation, ScheduledDeletion, Secret, Store, Tag, Value, Version,
    Versions,
};
use crate::secrets::{DEFAULT_RECOVERY_WINDOW_DAYS, recovery_window};

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
const PURPOSES: [&str; 10] = [
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
/// The random seed, the same in every run.
const RANDOM_SEED: u64 = 0x05EC_2E75;
/// The number of secrets that share a random generator.
const BATCH: usize = 4_096;
/// The rotation interval of every fifth secret, in days.
const ROTATION_DAYS: i64 = 30;
/// The age of the oldest secret in seconds: about two years.
const AGE_SECONDS: i64 = 730 * 86_400;

/// The texts that many secrets share, so that each is stored once.
struct SharedTexts {
    team_key: Arc<str>,
    environment_key: Arc<str>,
    environments: [Arc<str>; 4],
    teams: [Arc<str>; 12],
    descriptions: [Arc<str>; 10],
    function: Arc<str>,
}

impl SharedTexts {
    fn new(location: &Location) -> Self {
        let Location { account, region } = location;
        Self {
            function: format!("arn:aws:lambda:{region}:{account}:function:rotate-generated").into(),
            team_key: "team".into(),
            environment_key: "env".into(),
            environments: ENVIRONMENTS.map(Into::into),
            teams: TEAMS.map(Into::into),
            descriptions: PURPOSES.map(|purpose| format!("Generated {purpose}, not a real one").into()),
        }
    }
}

/// Adds secrets to a location, oldest first.
pub fn generate(store: &mut Store, location: &Location, count: usize, now: Timestamp) {
    let shared = SharedTexts::new(location);
    store.add_function(&shared.function, Function::default());
    let mut secrets = generate_secrets(count, now, &shared);
    // A seed may already contain one of these names.
    secrets.retain(|secret| store.find(location, &secret.name).is_none());
    for key in store.add_all(location, secrets) {
        store.resume(location, key, now);
    }
}

/// Generates batches of secrets in parallel. Each batch has a random generator of its own, so that the
/// result doesn't depend on the number of threads.
fn generate_secrets(count: usize, now: Timestamp, shared: &SharedTexts) -> Vec<Arc<Secret>> {
    let batches = count.div_ceil(BATCH);
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let batches_each = batches.div_ceil(threads);
    let generate_batch = |batch: usize| {
        let mut random = fastrand::Rng::with_seed(RANDOM_SEED + batch as u64);
        let indexes = batch * BATCH..count.min((batch + 1) * BATCH);
        indexes.map(move |index| Arc::new(secret(index, count, now, shared, &mut random)))
    };
    thread::scope(|scope| {
        let threads = (0..threads).map(|thread| {
            let batches = thread * batches_each..batches.min((thread + 1) * batches_each);
            scope.spawn(move || batches.flat_map(generate_batch).collect::<Vec<_>>())
        });
        let threads: Vec<_> = threads.collect();
        let batches =
            threads.into_iter().map(|thread| thread.join().expect("generating secrets does not panic"));
        batches.flatten().collect()
    })
}

/// The creation date of a secret. The dates are spread evenly over [`AGE_SECONDS`].
fn created(index: usize, count: usize, now: Timestamp) -> Timestamp {
    let [index, count] = [index, count].map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    let age = index.saturating_mul(AGE_SECONDS / count.max(1)).min(AGE_SECONDS);
    now - SignedDuration::from_secs(AGE_SECONDS) + SignedDuration::from_secs(age)
}

fn secret(
    index: usize,
    count: usize,
    now: Timestamp,
    shared: &SharedTexts,
    random: &mut fastrand::Rng,
) -> Secret {
    let environment = random.usize(..ENVIRONMENTS.len());
    let team = random.usize(..TEAMS.len());
    let purpose = random.usize(..PURPOSES.len());
    let name = format!("{}/{}/{}-{index:06}", ENVIRONMENTS[environment], TEAMS[team], PURPOSES[purpose]);
    let created = created(index, count, now);
    let lifetime = now.duration_since(created).as_secs().max(1);
    let rotates = index.is_multiple_of(5);
    let deletion = |random: &mut fastrand::Rng| {
        let ends = now + SignedDuration::from_hours(24 * random.i64(1..DEFAULT_RECOVERY_WINDOW_DAYS.into()));
        ScheduledDeletion { asked: ends - recovery_window(DEFAULT_RECOVERY_WINDOW_DAYS), ends }
    };
    // A secret that rotates changed within the last interval, so that its next rotation is in the future.
    let recent = if rotates { lifetime.min(ROTATION_DAYS * 86_400) } else { lifetime };
    let changed = now - SignedDuration::from_secs(random.i64(0..recent));
    let tag = |key: &Arc<str>, value: &Arc<str>| Tag { key: Arc::clone(key), value: Arc::clone(value) };
    Secret {
        name: name.into(),
        suffix: ArnSuffix::random(random),
        description: random.bool().then(|| Arc::clone(&shared.descriptions[purpose])),
        kms_key_id: None,
        kind: None,
        owning_service: None,
        created,
        changed,
        accessed: random.bool().then_some(changed).map(start_of_day),
        deletion: (index % 97 == 96).then(|| deletion(random)),
        tags: vec![
            tag(&shared.environment_key, &shared.environments[environment]),
            tag(&shared.team_key, &shared.teams[team]),
        ]
        .into(),
        versions: versions(purpose, created, changed, now, random),
        policy: None,
        rotation: rotates.then(|| Box::new(rotation(changed, shared))),
        primary: None,
        replicas: Vec::new(),
    }
}

fn versions(
    purpose: usize,
    created: Timestamp,
    changed: Timestamp,
    now: Timestamp,
    random: &mut fastrand::Rng,
) -> Versions {
    let mut versions = Versions::default();
    let mut add = |label: &str, created: Timestamp| {
        let value = value(purpose, random);
        let id = uuid::Builder::from_random_bytes(random.u128(..).to_be_bytes()).into_uuid();
        let mut buffer = uuid::Uuid::encode_buffer();
        let id: &str = id.hyphenated().encode_lower(&mut buffer);
        versions.add(Version::new(id, Some(value), created, None), &[label], now);
    };
    if created == changed {
        add(CURRENT, created);
    } else {
        add(PREVIOUS, created);
        add(CURRENT, changed);
    }
    versions
}

/// JSON credentials for databases, a random token for everything else.
fn value(purpose: usize, random: &mut fastrand::Rng) -> Value {
    let password = random_password(random);
    let text = match PURPOSES[purpose] {
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

fn rotation(last: Timestamp, shared: &SharedTexts) -> Rotation {
    let rules = Rules { automatically_after_days: Some(ROTATION_DAYS), ..Rules::default() };
    let next = rules.next_window(last);
    let lambda = Some(Arc::clone(&shared.function));
    Rotation { enabled: true, lambda, rules, last: Some(last), next, ..Rotation::default() }
}
