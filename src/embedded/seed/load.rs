//! Loads a seed into a store.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::Value as Json;

use super::format::{ReplicaSeed, RotationSeed, SecretSeed, Seed, VersionSeed};
use crate::embedded::clock::from_now;
use crate::embedded::error::ApiError;
use crate::embedded::fault_injection::DenyRule;
use crate::embedded::operation::Operation;
use crate::embedded::operations::check_name;
use crate::embedded::rotation::{Function, Window, start_of_day};
use crate::embedded::store::{
    ArnSuffix, DEMO_ACCOUNT, Location, Replica, ReplicaStatus, Rotation, RunningRotation, ScheduledDeletion,
    Secret, SecretKey, Store, Tag, Value, Version, Versions,
};
use crate::secrets::{DEFAULT_RECOVERY_WINDOW_DAYS, RECOVERY_WINDOW_DAYS, recovery_window};

/// A seed that can't be loaded.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The seed is not JSON, or not in the format of a seed. The text names line and column.
    #[error(transparent)]
    Format(#[from] serde_json::Error),
    /// A denied operation that doesn't exist.
    #[error("{0:?} is not an operation of Secrets Manager")]
    Operation(String),
    /// A secret with a mistake.
    #[error("secret {name:?} in {region}: {error}")]
    Secret {
        /// The Region of the secret.
        region: String,
        /// The name of the secret.
        name: String,
        /// The mistake.
        error: SecretError,
    },
}

/// A mistake in a secret of a seed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// A time that is not relative to now.
    #[error("{0:?} is not a time such as -3d, +12d6h or -5m")]
    Time(String),
    /// A binary value that is not base64.
    #[error("a binary value is not base64")]
    Binary,
    /// A version with no value, or with more than one.
    #[error("each version needs exactly one of text, json, binary and empty")]
    Value,
    /// A recovery window that no call of `DeleteSecret` until now can have started.
    #[error("a recovery window has 7 to 30 days (30 by default), and must have begun by now")]
    RecoveryWindow,
    /// A name that the service refuses; holds the service's message.
    #[error("{0}")]
    Name(String),
    /// A name that another secret has.
    #[error("another secret has the same name")]
    Duplicate,
}

/// Adds the contents of a seed to a store.
pub fn load(store: &mut Store, seed: &str, now: Timestamp) -> Result<(), SeedError> {
    let seed: Seed = serde_json::from_str(seed)?;
    for (arn, function) in seed.functions {
        let step = function.step_seconds.map(Duration::from_secs);
        store.add_function(&arn, Function { fails_at: function.fails_at, step });
    }
    for rule in seed.denied {
        let operation = Operation::from_name(&rule.operation).ok_or(SeedError::Operation(rule.operation))?;
        store.deny(DenyRule { operation, secrets: rule.secrets });
    }
    let mut added = Vec::new();
    for (region, secrets) in seed.regions {
        let location = Location::new(DEMO_ACCOUNT, &region);
        for secret in secrets {
            let name = Arc::clone(&secret.name);
            let key = add_secret(store, &location, secret, now).map_err(|error| SeedError::Secret {
                region: region.clone(),
                name: name.to_string(),
                error,
            })?;
            added.push((location.clone(), key));
        }
    }
    for (location, key) in added {
        store.resume(&location, key, now);
    }
    store.advance(now);
    store.skip_list_lag();
    Ok(())
}

fn add_secret(
    store: &mut Store,
    location: &Location,
    seed: SecretSeed,
    now: Timestamp,
) -> Result<SecretKey, SecretError> {
    check_name(&seed.name).map_err(|error: ApiError| SecretError::Name(error.message))?;
    if store.find(location, &seed.name).is_some() {
        return Err(SecretError::Duplicate);
    }
    let created = parse_time(&seed.created, now)?;
    let versions = versions(store, &seed, now)?;
    let newest = versions.iter().map(|version| version.created).max();
    let tags = seed.tags.iter().map(|(key, value)| Tag { key: key.as_str().into(), value: tag_value(value) });
    let is_primary = !seed.replicas.is_empty();
    let changed = parse_optional_time(seed.changed.as_deref(), now)?.or(newest).unwrap_or(created);
    let deletion = deletion(&seed, now)?;
    let secret = Secret {
        suffix: ArnSuffix::random(&mut store.random),
        created,
        changed: deletion.map_or(changed, |deletion| deletion.asked.max(changed)),
        accessed: parse_optional_time(seed.accessed.as_deref(), now)?.map(start_of_day),
        deletion,
        tags: tags.collect::<Vec<_>>().into(),
        policy: seed.policy.as_ref().map(|policy| policy.to_string().into()),
        rotation: seed.rotation.map(|seed| rotation(seed, &versions, now)).transpose()?.map(Box::new),
        primary: is_primary.then(|| Arc::clone(&location.region)),
        replicas: seed.replicas.into_iter().map(|seed| replica(seed, now)).collect::<Result<_, _>>()?,
        versions,
        name: seed.name,
        description: seed.description,
        kms_key_id: seed.kms_key_id,
        kind: seed.r#type,
        owning_service: seed.owning_service,
    };
    Ok(store.add(location, secret))
}

/// The scheduled deletion: its end is given, and it was asked for a recovery window earlier.
fn deletion(seed: &SecretSeed, now: Timestamp) -> Result<Option<ScheduledDeletion>, SecretError> {
    let days = seed.recovery_window_in_days.unwrap_or(DEFAULT_RECOVERY_WINDOW_DAYS);
    let Some(ends) = parse_optional_time(seed.deletion.as_deref(), now)? else { return Ok(None) };
    let asked = ends.saturating_sub(recovery_window(days)).unwrap_or(Timestamp::MIN);
    let is_possible = RECOVERY_WINDOW_DAYS.contains(&days) && asked <= now;
    is_possible.then_some(Some(ScheduledDeletion { asked, ends })).ok_or(SecretError::RecoveryWindow)
}

fn versions(store: &mut Store, seed: &SecretSeed, now: Timestamp) -> Result<Versions, SecretError> {
    let mut versions = Versions::default();
    for version_seed in &seed.versions {
        let created = parse_time(&version_seed.created, now)?;
        let value = value(version_seed)?;
        let mut version = Version::new(&store.new_id(), value, created, seed.kms_key_id.clone());
        version.accessed = parse_optional_time(version_seed.accessed.as_deref(), now)?.map(start_of_day);
        let labels: Vec<&str> = version_seed.labels.iter().map(String::as_str).collect();
        versions.add(version, &labels, now);
    }
    Ok(versions)
}

fn value(seed: &VersionSeed) -> Result<Option<Value>, SecretError> {
    match (&seed.text, &seed.json, &seed.binary, seed.empty) {
        (Some(text), None, None, false) => Ok(Some(Value::Text(Arc::clone(text)))),
        (None, Some(json), None, false) => Ok(Some(Value::Text(json.to_string().into()))),
        (None, None, Some(base64), false) => {
            let bytes = STANDARD.decode(base64).map_err(|_| SecretError::Binary)?;
            Ok(Some(Value::Binary(bytes.into())))
        }
        (None, None, None, true) => Ok(None),
        _ => Err(SecretError::Value),
    }
}

fn rotation(seed: RotationSeed, versions: &Versions, now: Timestamp) -> Result<Rotation, SecretError> {
    let last = parse_optional_time(seed.last.as_deref(), now)?;
    let given = parse_optional_time(seed.next.as_deref(), now)?;
    let given = given.map(|next| Window { start: next, end: next });
    let next = given.or_else(|| seed.rules.next_window(last.unwrap_or(now)));
    let pending = versions.pending().map(|version| Arc::clone(&version.id));
    let running = pending.zip(seed.running).map(|(token, step)| RunningRotation { token, step, due: now });
    Ok(Rotation {
        enabled: seed.enabled,
        lambda: seed.lambda,
        rules: seed.rules,
        last,
        next: next.filter(|_| seed.enabled),
        running,
        ..Rotation::default()
    })
}

fn replica(seed: ReplicaSeed, now: Timestamp) -> Result<Replica, SecretError> {
    Ok(Replica {
        region: seed.region,
        kms_key_id: seed.kms_key_id,
        status: ReplicaStatus::InProgress,
        overwrite: false,
        due: (!seed.stalled).then_some(now),
        accessed: parse_optional_time(seed.accessed.as_deref(), now)?.map(start_of_day),
    })
}

fn tag_value(value: &Json) -> Arc<str> {
    value.as_str().map_or_else(|| value.to_string().into(), Into::into)
}

fn parse_time(text: &str, now: Timestamp) -> Result<Timestamp, SecretError> {
    from_now(text, now).ok_or_else(|| SecretError::Time(text.to_owned()))
}

fn parse_optional_time(text: Option<&str>, now: Timestamp) -> Result<Option<Timestamp>, SecretError> {
    text.map(|text| parse_time(text, now)).transpose()
}
