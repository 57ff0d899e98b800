//! The versions of a secret and the staging labels on them.
//!
//! What always holds: a label sits on one version at most; once a version carries AWSCURRENT,
//! exactly one does; when it moves, AWSPREVIOUS goes to the version that it left.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use jiff::{SignedDuration, Timestamp};

/// The label of the version that is read by default.
pub const CURRENT: &str = "AWSCURRENT";
/// The label of the version that was current before.
pub const PREVIOUS: &str = "AWSPREVIOUS";
/// The label of the version that a rotation is making.
pub const PENDING: &str = "AWSPENDING";

/// The most labels that the versions of a secret carry together.
pub const MAX_LABELS: usize = 20;
/// How many versions are kept before deprecated ones are removed.
const MAX_VERSIONS: usize = 100;
/// No version is removed before this age.
const MIN_AGE: SignedDuration = SignedDuration::from_hours(24);

/// A label; those of AWS are held once for all versions.
fn shared(label: &str) -> Arc<str> {
    static STANDARD: LazyLock<[Arc<str>; 3]> = LazyLock::new(|| [CURRENT, PREVIOUS, PENDING].map(Into::into));
    let standard = STANDARD.iter().find(|standard| ***standard == *label);
    standard.cloned().unwrap_or_else(|| label.into())
}

/// What a secret holds: text or bytes, at most 65,536 bytes.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// `SecretString`.
    Text(Arc<str>),
    /// `SecretBinary`.
    Binary(Arc<[u8]>),
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(…)",
            Self::Binary(_) => "Binary(…)",
        })
    }
}

/// One version of a secret.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// `VersionId`: the client request token that made it.
    pub id: Arc<str>,
    /// Its staging labels, in alphabetical order.
    pub labels: Vec<Arc<str>>,
    /// None between the start of a rotation and the end of its first step.
    pub value: Option<Value>,
    /// When it was made.
    pub created: Timestamp,
    /// The day on which its value was last read.
    pub accessed: Option<Timestamp>,
    /// The key that encrypts it; None for the account's default key.
    pub kms_key_id: Option<Arc<str>>,
}

impl Version {
    /// A version with no labels yet.
    pub fn new(id: &str, value: Option<Value>, created: Timestamp, kms_key_id: Option<Arc<str>>) -> Self {
        Self { id: id.into(), labels: Vec::new(), value, created, accessed: None, kms_key_id }
    }

    /// Whether the label sits on this version.
    pub fn has(&self, label: &str) -> bool {
        self.labels.iter().any(|held| **held == *label)
    }
}

/// All versions of one secret, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Versions(Vec<Version>);

impl Versions {
    /// Every version, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Version> {
        self.0.iter()
    }

    /// The version with this id.
    pub fn by_id(&self, id: &str) -> Option<&Version> {
        self.0.iter().find(|version| *version.id == *id)
    }

    /// The version with this id, to change.
    pub fn by_id_mut(&mut self, id: &str) -> Option<&mut Version> {
        self.0.iter_mut().find(|version| *version.id == *id)
    }

    /// The version that this label sits on.
    pub fn by_label(&self, label: &str) -> Option<&Version> {
        self.0.iter().find(|version| version.has(label))
    }

    /// The version that this label sits on, to change.
    pub fn by_label_mut(&mut self, label: &str) -> Option<&mut Version> {
        self.0.iter_mut().find(|version| version.has(label))
    }

    /// How many labels there would be with these.
    pub fn count_labels_with(&self, labels: &[&str]) -> usize {
        let held: usize = self.0.iter().map(|version| version.labels.len()).sum();
        let new: HashSet<&str> =
            labels.iter().copied().filter(|label| self.by_label(label).is_none()).collect();
        held + new.len()
    }

    /// The version of a rotation that is under way or stuck: AWSPENDING apart from AWSCURRENT.
    pub fn pending(&self) -> Option<&Version> {
        self.by_label(PENDING).filter(|version| !version.has(CURRENT))
    }

    /// Adds a version and puts these labels on it, taking each from where it sat.
    pub fn add(&mut self, version: Version, labels: &[&str], now: Timestamp) {
        let id = Arc::clone(&version.id);
        // Most secrets have one or two: no room is kept for more.
        self.0.reserve_exact(1);
        self.0.push(version);
        for label in labels {
            self.attach(label, &id);
        }
        self.prune(now);
    }

    /// Moves a label to a version; AWSCURRENT leaves AWSPREVIOUS behind it and takes AWSPENDING off.
    /// No effect when there is no such version or it has the label already.
    pub fn attach(&mut self, label: &str, id: &str) {
        if self.by_id(id).is_none_or(|version| version.has(label)) {
            return;
        }
        let left = self.by_label(label).map(|version| Arc::clone(&version.id));
        self.detach(label);
        if let Some(version) = self.by_id_mut(id) {
            version.labels.reserve_exact(1);
            let at = version.labels.partition_point(|held| **held < *label);
            version.labels.insert(at, shared(label));
        }
        if label == CURRENT {
            self.detach_from(PREVIOUS, id);
            if let Some(left) = left {
                self.detach_from(PENDING, &left);
                self.attach(PREVIOUS, &left);
            }
        }
    }

    /// Takes a label off whichever version has it.
    pub fn detach(&mut self, label: &str) {
        for version in &mut self.0 {
            version.labels.retain(|held| **held != *label);
        }
    }

    /// Sets the key of all versions that carry labels, as a new key of the secret does.
    pub fn encrypt_labelled_with(&mut self, kms_key_id: Option<&Arc<str>>) {
        for version in self.0.iter_mut().filter(|version| !version.labels.is_empty()) {
            version.kms_key_id = kms_key_id.cloned();
        }
    }

    /// Takes the days on which versions were read from those of the same ids elsewhere.
    pub fn keep_access_dates(&mut self, elsewhere: Option<&Self>) {
        for version in &mut self.0 {
            let known = elsewhere.and_then(|versions| versions.by_id(&version.id));
            version.accessed = known.and_then(|known| known.accessed);
        }
    }

    fn detach_from(&mut self, label: &str, id: &str) {
        if let Some(version) = self.by_id_mut(id) {
            version.labels.retain(|held| **held != *label);
        }
    }

    /// Removes the oldest deprecated versions beyond a hundred, but none younger than a day.
    fn prune(&mut self, now: Timestamp) {
        let mut surplus = self.0.len().saturating_sub(MAX_VERSIONS);
        self.0.retain(|version| {
            let goes =
                surplus > 0 && version.labels.is_empty() && now.duration_since(version.created) >= MIN_AGE;
            surplus -= usize::from(goes);
            !goes
        });
    }
}
