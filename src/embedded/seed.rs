//! Seeds: secrets, rotation functions and denied operations read from JSON.
//!
//! Times count from now: `-3d`, `+12d6h`, `-5m`. A replica is made as the service would make it, so
//! it is in sync or has failed for a true reason; one that is `stalled` stays in progress.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value as Json;

use super::DEMO_ACCOUNT;
use super::adversity::Denial;
use super::clock::from_now;
use super::failure::Failure;
use super::operation::Operation;
use super::operations::check_name;
use super::rotation::{Function, Rules, Step, Window, start_of_day};
use super::store::{
    Place, Replica, ReplicaStatus, Rotation, Running, Secret, SecretKey, Store, Suffix, Tag, Value, Version,
    Versions,
};

/// Why a seed can't be planted.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// It is no JSON, or not of the form of a seed; says at which line and column.
    #[error("it is not well-formed: {0}")]
    Form(#[from] serde_json::Error),
    /// A denied operation that the service doesn't have.
    #[error("{0:?} is no operation")]
    Operation(String),
    /// A secret that can't be.
    #[error("the secret {name:?} of {region}: {error}")]
    Secret {
        /// Its Region.
        region: String,
        /// Its name.
        name: String,
        /// What is wrong with it.
        error: SecretError,
    },
}

/// Why a secret of a seed can't be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// A time that isn't counted from now.
    #[error("{0:?} is no time: expected something like -3d, +12d6h or -5m")]
    Time(String),
    /// A binary value that isn't base64.
    #[error("its binary value is not base64")]
    Binary,
    /// A version with no value, or with more than one.
    #[error("each version needs one of text, json, binary and empty")]
    Value,
    /// A name that the service refuses.
    #[error("{0}")]
    Name(String),
    /// A name that is there twice.
    #[error("its name is taken")]
    Twice,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seed {
    regions: BTreeMap<String, Vec<SecretSeed>>,
    #[serde(default)]
    functions: BTreeMap<String, FunctionSeed>,
    #[serde(default)]
    denied: Vec<DenialSeed>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FunctionSeed {
    fails_at: Option<Step>,
    step_seconds: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DenialSeed {
    operation: String,
    secrets: Arc<str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SecretSeed {
    name: Arc<str>,
    description: Option<Arc<str>>,
    kms_key_id: Option<Arc<str>>,
    owning_service: Option<Arc<str>>,
    r#type: Option<Arc<str>>,
    created: String,
    changed: Option<String>,
    accessed: Option<String>,
    deletion: Option<String>,
    #[serde(default)]
    tags: serde_json::Map<String, Json>,
    #[serde(default)]
    versions: Vec<VersionSeed>,
    policy: Option<Json>,
    rotation: Option<RotationSeed>,
    #[serde(default)]
    replicas: Vec<ReplicaSeed>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct VersionSeed {
    #[serde(default)]
    labels: Vec<String>,
    created: String,
    accessed: Option<String>,
    text: Option<Arc<str>>,
    json: Option<Json>,
    binary: Option<String>,
    /// The version that a rotation began and never filled.
    #[serde(default)]
    empty: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RotationSeed {
    #[serde(default = "yes")]
    enabled: bool,
    lambda: Option<Arc<str>>,
    #[serde(default)]
    rules: Rules,
    last: Option<String>,
    next: Option<String>,
    /// The step that comes next, of a rotation under way.
    running: Option<Step>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ReplicaSeed {
    region: Arc<str>,
    kms_key_id: Option<Arc<str>>,
    accessed: Option<String>,
    #[serde(default)]
    stalled: bool,
}

fn yes() -> bool {
    true
}

/// Plants all that a seed holds.
pub fn plant(store: &mut Store, seed: &str, now: Timestamp) -> Result<(), SeedError> {
    let seed: Seed = serde_json::from_str(seed)?;
    for (arn, function) in seed.functions {
        let step = function.step_seconds.map(Duration::from_secs);
        store.add_function(&arn, Function { fails_at: function.fails_at, step });
    }
    for denial in seed.denied {
        let operation = Operation::named(&denial.operation).ok_or(SeedError::Operation(denial.operation))?;
        store.deny(Denial { operation, secrets: denial.secrets });
    }
    let mut planted = Vec::new();
    for (region, secrets) in seed.regions {
        let place = Place::new(DEMO_ACCOUNT, &region);
        for secret in secrets {
            let name = Arc::clone(&secret.name);
            let key = plant_secret(store, &place, secret, now).map_err(|error| SeedError::Secret {
                region: region.clone(),
                name: name.to_string(),
                error,
            })?;
            planted.push((place.clone(), key));
        }
    }
    for (place, key) in planted {
        store.resume(&place, key, now);
    }
    store.advance(now);
    store.show_all();
    Ok(())
}

fn plant_secret(
    store: &mut Store,
    place: &Place,
    seed: SecretSeed,
    now: Timestamp,
) -> Result<SecretKey, SecretError> {
    check_name(&seed.name).map_err(|failure: Failure| SecretError::Name(failure.message))?;
    if store.find(place, &seed.name).is_some() {
        return Err(SecretError::Twice);
    }
    let at = |text: &Option<String>| text.as_deref().map(|text| relative(text, now)).transpose();
    let created = relative(&seed.created, now)?;
    let versions = versions(store, &seed, now)?;
    let newest = versions.iter().map(|version| version.created).max();
    let tags = seed.tags.iter().map(|(key, value)| Tag { key: key.as_str().into(), value: plain(value) });
    let is_primary = !seed.replicas.is_empty();
    let secret = Secret {
        suffix: Suffix::random(&mut store.random),
        created,
        changed: at(&seed.changed)?.or(newest).unwrap_or(created),
        accessed: at(&seed.accessed)?.map(start_of_day),
        deletion: at(&seed.deletion)?,
        tags: tags.collect::<Vec<_>>().into(),
        policy: seed.policy.as_ref().map(|policy| policy.to_string().into()),
        rotation: seed.rotation.map(|rotation| rotation.read(&versions, now)).transpose()?.map(Box::new),
        primary: is_primary.then(|| Arc::clone(&place.region)),
        replicas: seed.replicas.into_iter().map(|replica| replica.read(now)).collect::<Result<_, _>>()?,
        versions,
        name: seed.name,
        description: seed.description,
        kms_key_id: seed.kms_key_id,
        kind: seed.r#type,
        owning_service: seed.owning_service,
    };
    Ok(store.add(place, secret))
}

fn versions(store: &mut Store, seed: &SecretSeed, now: Timestamp) -> Result<Versions, SecretError> {
    let mut versions = Versions::default();
    for version in &seed.versions {
        let created = relative(&version.created, now)?;
        let value = version.value()?;
        let mut planted = Version::new(&store.new_id(), value, created, seed.kms_key_id.clone());
        planted.accessed = version.accessed.as_deref().map(|text| relative(text, now)).transpose()?;
        planted.accessed = planted.accessed.map(start_of_day);
        let labels: Vec<&str> = version.labels.iter().map(String::as_str).collect();
        versions.add(planted, &labels, now);
    }
    Ok(versions)
}

impl VersionSeed {
    fn value(&self) -> Result<Option<Value>, SecretError> {
        match (&self.text, &self.json, &self.binary, self.empty) {
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
}

impl RotationSeed {
    fn read(self, versions: &Versions, now: Timestamp) -> Result<Rotation, SecretError> {
        let at = |text: &Option<String>| text.as_deref().map(|text| relative(text, now)).transpose();
        let last = at(&self.last)?;
        let given = at(&self.next)?.map(|next| Window { start: next, end: next });
        let next = given.or_else(|| self.rules.next_window(last.unwrap_or(now)));
        let pending = versions.pending().map(|version| Arc::clone(&version.id));
        let running = pending.zip(self.running).map(|(token, step)| Running { token, step, due: now });
        Ok(Rotation {
            enabled: self.enabled,
            lambda: self.lambda,
            rules: self.rules,
            last,
            next: next.filter(|_| self.enabled),
            running,
            ..Rotation::default()
        })
    }
}

impl ReplicaSeed {
    fn read(self, now: Timestamp) -> Result<Replica, SecretError> {
        let accessed = self.accessed.as_deref().map(|text| relative(text, now)).transpose()?;
        Ok(Replica {
            region: self.region,
            kms_key_id: self.kms_key_id,
            status: ReplicaStatus::InProgress,
            overwrite: false,
            due: (!self.stalled).then_some(now),
            accessed: accessed.map(start_of_day),
        })
    }
}

fn plain(value: &Json) -> Arc<str> {
    value.as_str().map_or_else(|| value.to_string().into(), Into::into)
}

fn relative(text: &str, now: Timestamp) -> Result<Timestamp, SecretError> {
    from_now(text, now).ok_or_else(|| SecretError::Time(text.to_owned()))
}
