//! A packed secret: its name at hand, and the rest unpacked when it is asked for.

use super::numbers::read_number;
use super::pack::{ARN_SUFFIX, BEFORE_NAME, flag};
use super::slices::Slices;
use super::times;
use super::unpack::Unpacker;
use crate::secrets::{Arn, Deletion, ReplicaRole, RotationState, Summary};
use hashbrown::DefaultHashBuilder;
use jiff::Timestamp;
use std::hash::BuildHasher;
use std::sync::LazyLock;

/// A packed secret. Cheap to copy.
#[derive(Clone, Copy)]
pub struct SummaryView<'a> {
    pub(super) name: &'a str,
    pub(super) number: usize,
    pub(super) names: &'a Slices<String>,
    pub(super) packed: &'a Slices<Vec<u8>>,
    pub(super) texts: &'a Slices<String>,
}

impl<'a> SummaryView<'a> {
    /// API: `Name`.
    pub fn name(self) -> &'a str {
        self.name
    }

    /// The metadata, of which texts are borrowed. Cheap: tags, replicas and versions are unpacked only when asked for.
    pub fn facts(self) -> Facts<'a> {
        Facts::unpack(self)
    }

    /// API: `ARN`.
    pub fn arn(self) -> Arn {
        let mut text = String::new();
        self.write_arn(&mut text);
        Arn::new(text)
    }

    /// Writes the ARN to the end of `out`.
    pub fn write_arn(self, out: &mut String) {
        let (prefix, suffix) = self.arn_parts();
        out.push_str(prefix);
        if let Some(suffix) = suffix {
            out.push_str(self.name);
            out.push('-');
            out.push_str(suffix);
        }
    }

    /// API: `LastChangedDate`. Cheaper than from all [`facts`](Self::facts).
    pub fn last_changed(self) -> Option<Timestamp> {
        self.first_time(flag::CHANGED)
    }

    /// API: `LastAccessedDate`. Cheaper than from all [`facts`](Self::facts).
    pub fn last_accessed(self) -> Option<Timestamp> {
        self.first_time(flag::ACCESSED)
    }

    /// One of the times that come first.
    fn first_time(self, wanted: u64) -> Option<Timestamp> {
        let (flags, mut unpacker) = self.unpacker();
        if flags & wanted == 0 {
            return None;
        }
        unpacker.skip_arn(flags & flag::REGULAR_ARN != 0);
        let mut base = times::BASE;
        if wanted == flag::ACCESSED && flags & flag::CHANGED != 0 {
            base = unpacker.time(base);
        }
        Some(unpacker.time(base))
    }

    /// The state of the rotation at `now`. Cheaper than from all [`facts`](Self::facts) without rotation.
    pub fn rotation_state(self, now: Timestamp) -> RotationState {
        if self.flags() & (flag::ROTATION_ON | flag::ROTATION_OFF | flag::NEXT_ROTATION | flag::PENDING) == 0
        {
            return RotationState::of(None, false, None, now);
        }
        self.facts().rotation_state(now)
    }

    /// The role in replication. Cheaper than from all [`facts`](Self::facts) for a secret that is not replicated.
    pub fn replica_role(self) -> ReplicaRole<'a> {
        if self.flags() & flag::PRIMARY_REGION == 0 {
            return ReplicaRole::Single;
        }
        self.facts().replica_role()
    }

    /// The account in the ARN, if it has one.
    pub fn account(self) -> Option<&'a str> {
        Arn::account_in(self.arn_parts().0)
    }

    /// True if the secret has that ARN.
    pub fn has_arn(self, arn: &Arn) -> bool {
        self.has_arn_text(arn.as_str())
    }

    /// True if both have the same ARN.
    pub(super) fn has_arn_of(self, other: SummaryView<'_>) -> bool {
        match (self.arn_parts(), other.arn_parts()) {
            ((prefix, Some(suffix)), (other_prefix, Some(other_suffix))) => {
                suffix == other_suffix && self.name == other.name && prefix == other_prefix
            }
            (_, (whole, None)) => self.has_arn_text(whole),
            ((whole, None), _) => other.has_arn_text(whole),
        }
    }

    fn has_arn_text(self, arn: &str) -> bool {
        let (prefix, suffix) = self.arn_parts();
        let Some(suffix) = suffix else { return prefix == arn };
        let rest = arn.strip_suffix(suffix).and_then(|rest| rest.strip_suffix('-'));
        rest.and_then(|rest| rest.strip_suffix(self.name)) == Some(prefix)
    }

    /// The hash of the ARN, as by [`hash_arn`].
    pub(super) fn arn_hash(self) -> u64 {
        match self.arn_parts() {
            (_, Some(suffix)) => hash_arn_parts(self.name, suffix),
            (whole, None) => hash_arn(whole),
        }
    }

    fn arn_parts(self) -> (&'a str, Option<&'a str>) {
        let (flags, mut unpacker) = self.unpacker();
        unpacker.arn(flags & flag::REGULAR_ARN != 0)
    }

    /// True if the secret is scheduled for deletion.
    pub fn is_deleted(self) -> bool {
        self.names.is_marked(self.number)
    }

    /// The scheduled deletion, as of [`Summary::deletion`].
    pub fn deletion(self) -> Option<Deletion> {
        if !self.is_deleted() {
            return None;
        }
        let facts = self.facts();
        facts.deleted.map(|asked| Deletion { asked, ends: facts.deletion_date })
    }

    fn flags(self) -> u64 {
        read_number(&mut self.packed())
    }

    fn unpacker(self) -> (u64, Unpacker<'a>) {
        Unpacker::new(self.packed(), self.texts)
    }

    /// Looked up when it is asked for: a filter of names passes most secrets without.
    pub(super) fn packed(self) -> &'a [u8] {
        self.packed.get(self.number)
    }

    /// True if the replicas are known: the secret was described.
    pub fn knows_replicas(self) -> bool {
        self.flags() & flag::REPLICAS != 0
    }

    /// The whole summary.
    pub fn to_summary(self) -> Summary {
        let facts = self.facts();
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let mut rest = facts.rest;
        let tags = rest.tags();
        let rotation_rules = facts.has(flag::RULES).then(|| rest.rules());
        let replicas = facts.has(flag::REPLICAS).then(|| rest.replicas());
        let description = facts.has(flag::DESCRIPTION).then(|| {
            let mut text = String::new();
            rest.description(&mut text);
            text
        });
        Summary {
            arn: self.arn(),
            name: self.name.to_owned(),
            kind: owned(facts.kind()),
            description,
            kms_key_id: owned(facts.kms_key_id()),
            rotation_enabled: facts.rotation_enabled(),
            rotation_lambda_arn: owned(facts.rotation_lambda_arn()),
            rotation_rules,
            last_rotated: facts.last_rotated,
            next_rotation: facts.next_rotation,
            last_changed: facts.last_changed,
            last_accessed: facts.last_accessed,
            deleted: facts.deleted,
            deletion_date: facts.deletion_date,
            created: facts.created,
            tags,
            versions: rest.versions(),
            owning_service: owned(facts.owning_service()),
            primary_region: owned(facts.primary_region()),
            replicas,
        }
    }
}

/// The hash of an ARN, the same in all of this process.
pub(super) fn hash_arn(arn: &str) -> u64 {
    let behind = arn.find(BEFORE_NAME).map_or(arn, |at| &arn[at + BEFORE_NAME.len()..]);
    let end = behind.len().checked_sub(ARN_SUFFIX + 1).and_then(|at| behind.split_at_checked(at));
    let parts = end.and_then(|(name, end)| Some((name, end.strip_prefix('-')?)));
    let (name, suffix) = parts.unwrap_or((behind, ""));
    hash_arn_parts(name, suffix)
}

/// The beginning is the same for nearly all ARNs of a list.
fn hash_arn_parts(name: &str, suffix: &str) -> u64 {
    static HASHER: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);
    HASHER.hash_one((name, suffix))
}

/// The metadata of a packed secret, named as in [`Summary`]. Texts are looked up when they are asked for.
pub struct Facts<'a> {
    flags: u64,
    /// Stands at the ARN.
    arn: Unpacker<'a>,
    /// API: `LastChangedDate`.
    pub last_changed: Option<Timestamp>,
    /// API: `LastAccessedDate`.
    pub last_accessed: Option<Timestamp>,
    /// API: `NextRotationDate`.
    pub next_rotation: Option<Timestamp>,
    /// API: `DeletedDate`.
    pub deleted: Option<Timestamp>,
    /// API: `CreatedDate`.
    pub created: Option<Timestamp>,
    /// API: `LastRotatedDate`.
    pub last_rotated: Option<Timestamp>,
    /// API: `DeletionDate`.
    pub deletion_date: Option<Timestamp>,
    kms_key_id: Option<Unpacker<'a>>,
    primary_region: Option<Unpacker<'a>>,
    owning_service: Option<Unpacker<'a>>,
    rotation_lambda_arn: Option<Unpacker<'a>>,
    kind: Option<Unpacker<'a>>,
    /// Stands before the tags.
    rest: Unpacker<'a>,
}

impl<'a> Facts<'a> {
    fn unpack(secret: SummaryView<'a>) -> Self {
        let (flags, mut unpacker) = secret.unpacker();
        let has = |flag| flags & flag != 0;
        let arn = unpacker;
        unpacker.skip_arn(has(flag::REGULAR_ARN));
        let last_changed = has(flag::CHANGED).then(|| unpacker.time(times::BASE));
        let base = last_changed.unwrap_or(times::BASE);
        // In the order in which they were packed.
        Self {
            flags,
            arn,
            last_changed,
            last_accessed: has(flag::ACCESSED).then(|| unpacker.time(base)),
            next_rotation: has(flag::NEXT_ROTATION).then(|| unpacker.time(base)),
            deleted: has(flag::DELETED).then(|| unpacker.time(base)),
            created: has(flag::CREATED).then(|| unpacker.time(base)),
            last_rotated: has(flag::LAST_ROTATED).then(|| unpacker.time(base)),
            deletion_date: has(flag::DELETION_DATE).then(|| unpacker.time(base)),
            kms_key_id: has(flag::KMS_KEY).then(|| unpacker.skip_text()),
            primary_region: has(flag::PRIMARY_REGION).then(|| unpacker.skip_text()),
            owning_service: has(flag::OWNER).then(|| unpacker.skip_text()),
            rotation_lambda_arn: has(flag::FUNCTION).then(|| unpacker.skip_text()),
            kind: has(flag::KIND).then(|| unpacker.skip_text()),
            rest: unpacker,
        }
    }

    fn has(&self, flag: u64) -> bool {
        self.flags & flag != 0
    }

    /// API: `Description`, put together in `buffer`.
    pub fn description<'b>(&self, buffer: &'b mut String) -> Option<&'b str> {
        if !self.has(flag::DESCRIPTION) {
            return None;
        }
        let mut rest = self.rest;
        rest.skip_tags();
        if self.has(flag::RULES) {
            rest.rules();
        }
        if self.has(flag::REPLICAS) {
            rest.replicas();
        }
        buffer.clear();
        rest.description(buffer);
        Some(buffer)
    }

    /// API: `KmsKeyId`.
    pub fn kms_key_id(&self) -> Option<&'a str> {
        self.kms_key_id.map(|mut at| at.text())
    }

    /// API: `PrimaryRegion`.
    pub fn primary_region(&self) -> Option<&'a str> {
        self.primary_region.map(|mut at| at.text())
    }

    /// API: `OwningService`.
    pub fn owning_service(&self) -> Option<&'a str> {
        self.owning_service.map(|mut at| at.text())
    }

    /// API: `RotationLambdaARN`.
    pub fn rotation_lambda_arn(&self) -> Option<&'a str> {
        self.rotation_lambda_arn.map(|mut at| at.text())
    }

    fn kind(&self) -> Option<&'a str> {
        self.kind.map(|mut at| at.text())
    }

    /// API: `RotationEnabled`.
    pub fn rotation_enabled(&self) -> Option<bool> {
        match (self.has(flag::ROTATION_ON), self.has(flag::ROTATION_OFF)) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        }
    }

    /// The state of the rotation at `now`.
    pub fn rotation_state(&self, now: Timestamp) -> RotationState {
        RotationState::of(self.rotation_enabled(), self.has(flag::PENDING), self.next_rotation, now)
    }

    /// The role in replication.
    pub fn replica_role(&self) -> ReplicaRole<'a> {
        let Some(primary_region) = self.primary_region() else { return ReplicaRole::Single };
        let mut arn = self.arn;
        ReplicaRole::of(Some(primary_region), Arn::region_in(arn.text()))
    }

    /// The number of tags.
    pub fn tag_count(&self) -> usize {
        let mut rest = self.rest;
        rest.count()
    }

    /// API: `Tags`, as keys and values.
    pub fn tags(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut rest = self.rest;
        let count = rest.count();
        (0..count).map(move |_| (rest.text(), rest.text()))
    }

    /// The Regions of the known replicas with their states; none unless the secret was described.
    pub fn replicas(&self) -> Vec<crate::secrets::Replica> {
        if !self.has(flag::REPLICAS) {
            return Vec::new();
        }
        let mut rest = self.rest;
        rest.skip_tags();
        if self.has(flag::RULES) {
            rest.rules();
        }
        rest.replicas()
    }
}
