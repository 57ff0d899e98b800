//! The packed form of a secret's metadata: one byte string, in which texts that many secrets share are numbers.
//!
//! First come the flags, which say what follows; then the numbers of shared texts, behind their length in bytes, so that
//! they can be exchanged without reading the rest; then what the secret has for itself. Numbers take seven bits a byte. A
//! version ID is the 16 bytes of a UUID if it is one. The description stands near the end, as lists and filters seldom ask
//! for it.

use super::fields::{Fields, RuleFields, Tags, Versions};
use super::numbers::{push_number, read_length, read_number};
use super::{times, words};
use crate::secrets::{AWSCURRENT, AWSPENDING, Replica};
use memchr::memmem::Finder;
use std::sync::LazyLock;
use uuid::Uuid;

/// The number of random characters at the end of a secret's ARN.
pub(super) const ARN_SUFFIX: usize = 6;

/// The text in an ARN before the name.
pub(super) const BEFORE_NAME: &str = ":secret:";

/// The flags of a packed secret: each says what it has.
pub(super) mod flag {
    pub(in super::super) const ROTATION_OFF: u64 = 1;
    pub(in super::super) const ROTATION_ON: u64 = 1 << 1;
    pub(in super::super) const PENDING: u64 = 1 << 2;
    /// The ARN is a prefix, the name, and six characters.
    pub(in super::super) const REGULAR_ARN: u64 = 1 << 3;
    pub(in super::super) const CHANGED: u64 = 1 << 4;
    pub(in super::super) const ACCESSED: u64 = 1 << 5;
    pub(in super::super) const NEXT_ROTATION: u64 = 1 << 6;
    pub(in super::super) const DELETED: u64 = 1 << 7;
    pub(in super::super) const CREATED: u64 = 1 << 8;
    pub(in super::super) const DESCRIPTION: u64 = 1 << 9;
    pub(in super::super) const KMS_KEY: u64 = 1 << 10;
    pub(in super::super) const PRIMARY_REGION: u64 = 1 << 11;
    pub(in super::super) const OWNER: u64 = 1 << 12;
    pub(in super::super) const LAST_ROTATED: u64 = 1 << 13;
    pub(in super::super) const FUNCTION: u64 = 1 << 14;
    pub(in super::super) const RULES: u64 = 1 << 15;
    pub(in super::super) const KIND: u64 = 1 << 16;
    pub(in super::super) const DELETION_DATE: u64 = 1 << 17;
    pub(in super::super) const REPLICAS: u64 = 1 << 18;
}

/// Signs of a version with a label, or of one without labels.
pub(super) mod version {
    /// The ID is the 16 bytes of a UUID.
    pub(in super::super) const UUID: u8 = 1;
    /// The version is that of the label before.
    pub(in super::super) const SAME: u8 = 1 << 1;
    pub(in super::super) const LABEL: u8 = 1 << 2;
}

/// Packs secrets, one after another.
#[derive(Clone, Debug, Default)]
pub(super) struct Packer {
    /// The numbers of shared texts.
    shared: Vec<u8>,
    /// What the secret has for itself.
    own: Vec<u8>,
    packed: Vec<u8>,
}

impl Packer {
    /// Packs the metadata of a secret but for its name. `intern` gives the number of a text.
    pub(super) fn pack<'a>(
        &mut self,
        secret: &Fields<'a, impl Tags<'a>, impl Versions<'a>>,
        intern: &mut dyn FnMut(&str) -> usize,
    ) -> &[u8] {
        self.shared.clear();
        self.own.clear();
        let regular = regular_arn(secret.arn, secret.name);
        Writer { shared: &mut self.shared, own: &mut self.own, intern }.write(secret, regular);
        let flags = flags(secret, regular.is_some());
        self.join(flags)
    }

    /// Packs a packed secret again, with other numbers of its texts: for each number, the new one.
    pub(super) fn renumber(&mut self, packed: &[u8], numbers: &[u32]) {
        let mut rest = packed;
        let flags = read_number(&mut rest);
        let length = read_length(&mut rest);
        let (mut old, own) = rest.split_at(length);
        self.shared.clear();
        while !old.is_empty() {
            push_number(&mut self.shared, u64::from(numbers[read_length(&mut old)]));
        }
        self.own.clear();
        self.own.extend_from_slice(own);
        self.join(flags);
    }

    /// The secret that was packed last.
    pub(super) fn packed(&self) -> &[u8] {
        &self.packed
    }

    /// True if the secret that was packed last is scheduled for deletion.
    pub(super) fn is_deleted(&self) -> bool {
        read_number(&mut self.packed()) & flag::DELETED != 0
    }

    fn join(&mut self, flags: u64) -> &[u8] {
        self.packed.clear();
        push_number(&mut self.packed, flags);
        push_number(&mut self.packed, self.shared.len() as u64);
        self.packed.extend_from_slice(&self.shared);
        self.packed.extend_from_slice(&self.own);
        &self.packed
    }
}

fn flags<'a>(secret: &Fields<'a, impl Tags<'a>, impl Versions<'a>>, regular: bool) -> u64 {
    let holder = |label| secret.versions.clone().find(|(_, other)| *other == Some(label)).map(|(id, _)| id);
    let pending = holder(AWSPENDING);
    let has = [
        (flag::ROTATION_OFF, secret.rotation_enabled == Some(false)),
        (flag::ROTATION_ON, secret.rotation_enabled == Some(true)),
        (flag::PENDING, pending.is_some() && pending != holder(AWSCURRENT)),
        (flag::REGULAR_ARN, regular),
        (flag::CHANGED, secret.last_changed.is_some()),
        (flag::ACCESSED, secret.last_accessed.is_some()),
        (flag::NEXT_ROTATION, secret.next_rotation.is_some()),
        (flag::DELETED, secret.deleted.is_some()),
        (flag::CREATED, secret.created.is_some()),
        (flag::LAST_ROTATED, secret.last_rotated.is_some()),
        (flag::DELETION_DATE, secret.deletion_date.is_some()),
        (flag::DESCRIPTION, secret.description.is_some()),
        (flag::KMS_KEY, secret.kms_key_id.is_some()),
        (flag::PRIMARY_REGION, secret.primary_region.is_some()),
        (flag::OWNER, secret.owning_service.is_some()),
        (flag::FUNCTION, secret.rotation_lambda_arn.is_some()),
        (flag::KIND, secret.kind.is_some()),
        (flag::RULES, secret.rotation_rules.is_some()),
        (flag::REPLICAS, secret.replicas.is_some()),
    ];
    has.into_iter().filter(|(_, has)| *has).fold(0, |flags, (flag, _)| flags | flag)
}

/// Finds the text before the name. Made once, which costs more than a search.
static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(BEFORE_NAME));

/// The part of an ARN before the name, and the part behind the name and its hyphen.
fn regular_arn<'a>(arn: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    // Cheaper than a search: the name and what is behind it have known lengths.
    let start = arn.len().checked_sub(name.len() + 1 + ARN_SUFFIX)?;
    let (prefix, rest) = arn.split_at_checked(start)?;
    let suffix = rest.strip_prefix(name)?.strip_prefix('-')?;
    let first = || FINDER.find(arn.as_bytes());
    let is_first = || first().is_some_and(|at| at + BEFORE_NAME.len() == start);
    (prefix.ends_with(BEFORE_NAME) && is_first()).then_some((prefix, suffix))
}

struct Writer<'w> {
    shared: &'w mut Vec<u8>,
    own: &'w mut Vec<u8>,
    intern: &'w mut dyn FnMut(&str) -> usize,
}

impl Writer<'_> {
    fn write<'a>(
        &mut self,
        secret: &Fields<'a, impl Tags<'a>, impl Versions<'a>>,
        regular_arn: Option<(&str, &str)>,
    ) {
        let (prefix, suffix) = regular_arn.unwrap_or((secret.arn, ""));
        self.text(prefix);
        self.own.extend_from_slice(suffix.as_bytes());
        self.times(secret);
        let shared = [
            secret.kms_key_id,
            secret.primary_region,
            secret.owning_service,
            secret.rotation_lambda_arn,
            secret.kind,
        ];
        shared.into_iter().flatten().for_each(|text| self.text(text));
        let mut tags = 0;
        for (key, value) in secret.tags.clone() {
            self.text(key);
            self.text(value);
            tags += 1;
        }
        self.number(tags);
        if let Some(rules) = &secret.rotation_rules {
            self.rules(rules);
        }
        if let Some(replicas) = secret.replicas {
            self.replicas(replicas);
        }
        if let Some(description) = secret.description {
            words::write(description, self.shared, self.own, self.intern);
        }
        self.versions(secret.versions.clone());
    }

    /// Writes the times. The others count from the last change, if there was one.
    fn times<'a>(&mut self, secret: &Fields<'a, impl Tags<'a>, impl Versions<'a>>) {
        if let Some(changed) = secret.last_changed {
            times::write(changed, times::BASE, self.own);
        }
        let base = secret.last_changed.unwrap_or(times::BASE);
        let others = [
            secret.last_accessed,
            secret.next_rotation,
            secret.deleted,
            secret.created,
            secret.last_rotated,
            secret.deletion_date,
        ];
        others.into_iter().flatten().for_each(|time| times::write(time, base, self.own));
    }

    fn number(&mut self, number: u64) {
        push_number(self.own, number);
    }

    fn text(&mut self, text: &str) {
        let number = (self.intern)(text);
        push_number(self.shared, number as u64);
    }

    fn optional_text(&mut self, text: Option<&str>) {
        self.number(u64::from(text.is_some()));
        if let Some(text) = text {
            self.text(text);
        }
    }

    fn rules(&mut self, rules: &RuleFields<'_>) {
        self.optional_text(rules.automatically_after_days.map(|days| days.to_string()).as_deref());
        self.optional_text(rules.schedule_expression);
        self.optional_text(rules.duration);
    }

    fn replicas(&mut self, replicas: &[Replica]) {
        self.number(replicas.len() as u64);
        for replica in replicas {
            self.text(&replica.region);
            self.optional_text(replica.kms_key_id.as_deref());
            self.text(replica.status.as_str());
            self.optional_text(replica.message.as_deref());
            self.number(u64::from(replica.last_accessed.is_some()));
            if let Some(time) = replica.last_accessed {
                times::write(time, times::BASE, self.own);
            }
        }
    }

    /// Writes versions to the end of the record, which is theirs too.
    fn versions<'a>(&mut self, versions: impl Versions<'a>) {
        let mut last = None;
        for (id, label) in versions {
            let labelled = if label.is_some() { version::LABEL } else { 0 };
            if last == Some(id) {
                self.own.push(version::SAME | labelled);
            } else if let Some(uuid) = usual_uuid(id) {
                self.own.push(version::UUID | labelled);
                self.own.extend_from_slice(uuid.as_bytes());
            } else {
                self.own.push(labelled);
                self.text(id);
            }
            if let Some(label) = label {
                self.text(label);
            }
            last = Some(id);
        }
    }
}

/// A UUID that is written as this program writes it: with hyphens and small letters. No other form has its length.
fn usual_uuid(text: &str) -> Option<Uuid> {
    if text.len() != uuid::fmt::Hyphenated::LENGTH {
        return None;
    }
    // Of all characters of a UUID, only capital letters lack this bit.
    let bits = text.bytes().fold(SMALL, |bits, byte| bits & byte);
    Uuid::try_parse(text).ok().filter(|_| bits == SMALL)
}

/// The bit in which a small letter differs from its capital.
const SMALL: u8 = b'a' ^ b'A';
