//! Generates any number of made-up secrets, such as a large company would have, the same every time.
//!
//! - `company`: teams, services and environments, and the conventions by which they name secrets.
//! - `naming`: the kinds of names: those of the company, and the two worst cases.
//! - `metadata`: tags, descriptions, keys and rotations.

mod company;
mod metadata;
mod naming;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};

use self::company::{Origin, PURPOSES};
use self::metadata::{SharedTexts, rotated};
pub use self::naming::{Naming, NamingParseError};
use super::rotation::{Function, random_password, start_of_day};
use super::store::{
    ArnSuffix, CURRENT, Location, PENDING, PREVIOUS, ScheduledDeletion, Secret, Store, Value, Version,
    Versions,
};
use crate::secrets::{DEFAULT_RECOVERY_WINDOW_DAYS, recovery_window};

/// The random seed, the same in every run.
const RANDOM_SEED: u64 = 0x05EC_2E75;
/// The age of the oldest secret in seconds: about two years.
const AGE_SECONDS: i64 = 730 * 86_400;

/// Adds secrets to a location, oldest first.
pub fn generate(store: &mut Store, location: &Location, count: usize, naming: Naming, now: Timestamp) {
    let shared = SharedTexts::new(location, &mut Rng::with_seed(RANDOM_SEED));
    for function in &shared.functions {
        store.add_function(function, Function::default());
    }
    let mut secrets = generate_secrets(&Batch { count, naming, now, shared: &shared });
    rename_duplicates(&mut secrets);
    // A seed may already contain one of these names.
    secrets.retain(|secret| store.find(location, &secret.name).is_none());
    let secrets = secrets.into_iter().map(Arc::new).collect();
    for key in store.add_all(location, secrets) {
        store.resume(location, key, now);
    }
}

/// The facts that all secrets of a call share.
#[derive(Clone, Copy)]
struct Batch<'a> {
    count: usize,
    naming: Naming,
    now: Timestamp,
    shared: &'a SharedTexts,
}

/// Generates secrets in parallel. Each has a random generator of its own, so that the result doesn't depend on the
/// number of threads.
fn generate_secrets(batch: &Batch) -> Vec<Secret> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let each = batch.count.div_ceil(threads);
    thread::scope(|scope| {
        let threads = (0..threads).map(|thread| {
            let indexes = (thread * each).min(batch.count)..((thread + 1) * each).min(batch.count);
            scope.spawn(move || indexes.map(|index| secret(index, batch)).collect::<Vec<_>>())
        });
        let threads: Vec<_> = threads.collect();
        let secrets =
            threads.into_iter().map(|thread| thread.join().expect("generating secrets does not panic"));
        secrets.flatten().collect()
    })
}

/// Appends the number of the secret to each name that an earlier secret has.
fn rename_duplicates(secrets: &mut [Secret]) {
    let mut names: HashSet<Arc<str>> = HashSet::with_capacity(secrets.len());
    for (index, secret) in secrets.iter_mut().enumerate() {
        if !names.insert(Arc::clone(&secret.name)) {
            secret.name = format!("{}-v{index}", secret.name).into();
            names.insert(Arc::clone(&secret.name));
        }
    }
}

/// The creation date of a secret. The dates are spread evenly over [`AGE_SECONDS`].
fn created(index: usize, count: usize, now: Timestamp) -> Timestamp {
    let [index, count] = [index, count].map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    let age = index.saturating_mul(AGE_SECONDS / count.max(1)).min(AGE_SECONDS);
    now - SignedDuration::from_secs(AGE_SECONDS) + SignedDuration::from_secs(age)
}

fn secret(index: usize, batch: &Batch) -> Secret {
    let &Batch { count, naming, now, shared } = batch;
    let mut random = Rng::with_seed(RANDOM_SEED + index as u64).fork();
    let random = &mut random;
    let origin = Origin::draw(random);
    let created = created(index, count, now);
    let lifetime = now.duration_since(created).as_secs().max(1);
    let rotation = shared.rotation(&origin, random);
    let changed = match &rotation {
        // A secret that rotates changed within the last interval, so that its next rotation is in the future.
        Some((rotation, days)) if rotation.enabled => {
            now - SignedDuration::from_secs(random.i64(0..lifetime.min(days * 86_400)))
        }
        // Half of the secrets were never changed.
        _ if random.bool() => created,
        _ => now - SignedDuration::from_secs(random.i64(0..lifetime)),
    };
    let kms_key_id = shared.kms_key(&origin, random);
    Secret {
        name: naming.draw(&origin, random).into(),
        suffix: ArnSuffix::random(random),
        description: shared.description(&origin, random),
        kind: None,
        owning_service: shared.owning_service(&origin),
        created,
        changed,
        accessed: accessed(changed, now, random),
        deletion: (random.u8(..100) == 0).then(|| deletion(now, random)),
        tags: shared.tags(&origin, random).into(),
        versions: versions(&origin, [created, changed], now, kms_key_id.as_ref(), random),
        kms_key_id,
        policy: None,
        rotation: rotation.map(|(rotation, _)| Box::new(rotated(rotation, changed, now))),
        primary: None,
        replicas: Vec::new(),
    }
}

/// Draws the day of the last read; None for every third secret, which was never read.
fn accessed(changed: Timestamp, now: Timestamp, random: &mut Rng) -> Option<Timestamp> {
    let since = now.duration_since(changed).as_secs().max(1);
    // Most secrets are read all the time.
    let since = if random.bool() { since.min(86_400) } else { since };
    (random.u8(..3) > 0).then(|| start_of_day(now - SignedDuration::from_secs(random.i64(0..since))))
}

fn deletion(now: Timestamp, random: &mut Rng) -> ScheduledDeletion {
    let ends = now + SignedDuration::from_hours(24 * random.i64(1..DEFAULT_RECOVERY_WINDOW_DAYS.into()));
    ScheduledDeletion { asked: ends - recovery_window(DEFAULT_RECOVERY_WINDOW_DAYS), ends }
}

/// The versions of a secret; one of 200 has a version that was never made the current one.
fn versions(
    origin: &Origin,
    [created, changed]: [Timestamp; 2],
    now: Timestamp,
    kms_key: Option<&Arc<str>>,
    random: &mut Rng,
) -> Versions {
    let mut versions = Versions::default();
    let mut add = |label: &str, created: Timestamp, random: &mut Rng| {
        let value = value(origin, random);
        let id = uuid::Builder::from_random_bytes(random.u128(..).to_be_bytes()).into_uuid();
        let mut buffer = uuid::Uuid::encode_buffer();
        let id: &str = id.hyphenated().encode_lower(&mut buffer);
        versions.add(Version::new(id, Some(value), created, kms_key.cloned()), &[label], now);
    };
    if created == changed {
        add(CURRENT, created, random);
    } else {
        add(PREVIOUS, created, random);
        add(CURRENT, changed, random);
    }
    if random.u8(..200) == 0 {
        add(PENDING, changed, random);
    }
    versions
}

/// JSON credentials for databases, a random token for everything else.
fn value(origin: &Origin, random: &mut Rng) -> Value {
    let password = random_password(random);
    let text = match PURPOSES[origin.purpose] {
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
