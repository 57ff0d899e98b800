//! The packed form of a secret's metadata: one byte string, in which texts that many secrets share are numbers.
//!
//! First come the flags, which say what follows; then numbers and texts in the order of [`Facts`](super::Facts). Numbers
//! take seven bits a byte. A time is its seconds, and its milliseconds or nanoseconds if it has them. A version ID is the 16
//! bytes of a UUID if it is one.

use crate::secrets::{Arn, Replica, ReplicaStatus, RotationRules, Summary, Tag, VersionId, VersionLabels};
use crate::secrets::{LabelSet, StagingLabel};
use jiff::Timestamp;
use uuid::Uuid;

/// The number of random characters at the end of a secret's ARN.
const ARN_SUFFIX: usize = 6;

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

/// Packs the metadata of a secret but for its name. `intern` gives the number of a text.
pub(super) fn pack(secret: &Summary, out: &mut Vec<u8>, intern: &mut dyn FnMut(&str) -> usize) {
    let regular = regular_arn(&secret.arn, &secret.name);
    let mut packer = Packer { out, intern };
    packer.number(flags(secret, regular.is_some()));
    match regular {
        Some((prefix, suffix)) => {
            packer.text(prefix);
            packer.out.extend_from_slice(suffix.as_bytes());
        }
        None => packer.text(secret.arn.as_str()),
    }
    let first = [
        secret.last_changed,
        secret.last_accessed,
        secret.next_rotation,
        secret.deleted,
        secret.created,
        secret.last_rotated,
        secret.deletion_date,
    ];
    first.into_iter().flatten().for_each(|time| packer.time(time));
    if let Some(description) = &secret.description {
        packer.number(description.len() as u64);
        packer.out.extend_from_slice(description.as_bytes());
    }
    let shared = [
        &secret.kms_key_id,
        &secret.primary_region,
        &secret.owning_service,
        &secret.rotation_lambda_arn,
        &secret.kind,
    ];
    shared.into_iter().flatten().for_each(|text| packer.text(text));
    packer.number(secret.tags.len() as u64);
    for tag in &secret.tags {
        packer.text(&tag.key);
        packer.text(&tag.value);
    }
    if let Some(rules) = &secret.rotation_rules {
        packer.rules(rules);
    }
    if let Some(replicas) = &secret.replicas {
        packer.replicas(replicas);
    }
    packer.versions(&secret.versions);
}

fn flags(secret: &Summary, regular: bool) -> u64 {
    let has = [
        (flag::ROTATION_OFF, secret.rotation_enabled == Some(false)),
        (flag::ROTATION_ON, secret.rotation_enabled == Some(true)),
        (flag::PENDING, secret.versions.pending().is_some()),
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

/// The part of an ARN before the name, and the one behind the name and its hyphen.
fn regular_arn<'a>(arn: &'a Arn, name: &str) -> Option<(&'a str, &'a str)> {
    const BEFORE_NAME: &str = ":secret:";
    let start = arn.as_str().find(BEFORE_NAME)? + BEFORE_NAME.len();
    let (prefix, rest) = arn.as_str().split_at(start);
    let suffix = rest.strip_prefix(name)?.strip_prefix('-')?;
    (suffix.len() == ARN_SUFFIX).then_some((prefix, suffix))
}

struct Packer<'a> {
    out: &'a mut Vec<u8>,
    intern: &'a mut dyn FnMut(&str) -> usize,
}

impl Packer<'_> {
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.out.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.out.push(number.to_le_bytes()[0]);
    }

    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    fn text(&mut self, text: &str) {
        let number = (self.intern)(text);
        self.number(number as u64);
    }

    fn optional_text(&mut self, text: Option<&str>) {
        let number = text.map_or(0, |text| (self.intern)(text) as u64 + 1);
        self.number(number);
    }

    fn time(&mut self, time: Timestamp) {
        let nanos = i64::from(time.subsec_nanosecond());
        let (precision, part) = match (nanos, nanos % 1_000_000) {
            (0, _) => (0, None),
            (_, 0) => (1, Some(nanos / 1_000_000)),
            _ => (2, Some(nanos)),
        };
        // No timestamp is near the ends of an i64 of seconds.
        self.signed((time.as_second() << 2) | precision);
        if let Some(part) = part {
            self.signed(part);
        }
    }

    fn rules(&mut self, rules: &RotationRules) {
        self.optional_text(rules.automatically_after_days.map(|days| days.to_string()).as_deref());
        self.optional_text(rules.schedule_expression.as_deref());
        self.optional_text(rules.duration.as_deref());
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
                self.time(time);
            }
        }
    }

    fn versions(&mut self, versions: &VersionLabels) {
        self.number(versions.0.len() as u64);
        for (id, labels) in &versions.0 {
            let uuid = Uuid::try_parse(id.as_str()).ok().filter(|_| is_usual_uuid(id.as_str()));
            self.number((labels.len() as u64) << 1 | u64::from(uuid.is_some()));
            match uuid {
                Some(uuid) => self.out.extend_from_slice(uuid.as_bytes()),
                None => self.text(id.as_str()),
            }
            for label in labels {
                self.text(label.as_str());
            }
        }
    }
}

/// True for a UUID that is written as this program writes it: with hyphens and small letters. No other form has its length.
fn is_usual_uuid(text: &str) -> bool {
    text.len() == uuid::fmt::Hyphenated::LENGTH && !text.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// Reads what [`pack`] wrote. Only this program writes packed secrets, so that they are never cut short.
#[derive(Clone, Copy)]
pub(super) struct Unpacker<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) texts: &'a super::slices::Slices<String>,
}

impl<'a> Unpacker<'a> {
    pub(super) fn number(&mut self) -> u64 {
        let (mut number, mut shift, mut bytes) = (0, 0, self.bytes);
        while let Some((byte, rest)) = bytes.split_first() {
            bytes = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                break;
            }
            shift += 7;
        }
        self.bytes = bytes;
        number
    }

    pub(super) fn count(&mut self) -> usize {
        usize::try_from(self.number()).unwrap_or_default()
    }

    fn signed(&mut self) -> i64 {
        let number = self.number();
        (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
    }

    pub(super) fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        taken
    }

    /// Goes past a shared text. Returns where the text is.
    pub(super) fn skip_text(&mut self) -> Self {
        let at = *self;
        self.number();
        at
    }

    /// Goes past an ARN.
    pub(super) fn skip_arn(&mut self, regular: bool) {
        self.number();
        if regular {
            self.take(ARN_SUFFIX);
        }
    }

    /// A text in the record itself.
    pub(super) fn own_text(&mut self, length: usize) -> &'a str {
        utf8(self.take(length))
    }

    pub(super) fn text(&mut self) -> &'a str {
        let number = self.count();
        self.texts.get(number)
    }

    fn optional_text(&mut self) -> Option<&'a str> {
        let number = self.count();
        number.checked_sub(1).map(|number| self.texts.get(number))
    }

    pub(super) fn arn(&mut self, regular: bool) -> (&'a str, Option<&'a str>) {
        let text = self.text();
        (text, regular.then(|| self.own_text(ARN_SUFFIX)))
    }

    pub(super) fn time(&mut self) -> Timestamp {
        let packed = self.signed();
        let nanos = match packed & 3 {
            0 => 0,
            1 => self.signed() * 1_000_000,
            _ => self.signed(),
        };
        Timestamp::new(packed >> 2, i32::try_from(nanos).unwrap_or_default()).unwrap_or_default()
    }

    pub(super) fn tags(&mut self) -> Vec<Tag> {
        let count = self.count();
        (0..count).map(|_| Tag { key: self.text().into(), value: self.text().into() }).collect()
    }

    pub(super) fn rules(&mut self) -> RotationRules {
        RotationRules {
            automatically_after_days: self.optional_text().and_then(|days| days.parse().ok()),
            schedule_expression: self.optional_text().map(Into::into),
            duration: self.optional_text().map(Into::into),
        }
    }

    pub(super) fn replicas(&mut self) -> Vec<Replica> {
        let count = self.count();
        let replica = |unpacker: &mut Self| Replica {
            region: unpacker.text().into(),
            kms_key_id: unpacker.optional_text().map(Into::into),
            status: status(unpacker.text()),
            message: unpacker.optional_text().map(Into::into),
            last_accessed: (unpacker.number() > 0).then(|| unpacker.time()),
        };
        (0..count).map(|_| replica(self)).collect()
    }

    pub(super) fn versions(&mut self) -> VersionLabels {
        let count = self.count();
        VersionLabels((0..count).map(|_| self.version()).collect())
    }

    fn version(&mut self) -> (VersionId, LabelSet) {
        let head = self.count();
        let id = match head & 1 {
            0 => self.text().to_owned(),
            _ => Uuid::from_slice(self.take(16)).unwrap_or_default().to_string(),
        };
        (VersionId(id), (0..head >> 1).map(|_| StagingLabel(self.text().into())).collect())
    }
}

fn status(name: &str) -> ReplicaStatus {
    let known = [ReplicaStatus::InSync, ReplicaStatus::InProgress, ReplicaStatus::Failed];
    known
        .into_iter()
        .find(|status| status.as_str() == name)
        .unwrap_or_else(|| ReplicaStatus::Other(name.into()))
}

fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("only texts are packed")
}
