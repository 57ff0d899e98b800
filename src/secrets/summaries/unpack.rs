//! Reading packed secrets.

use super::numbers::{read_length, read_number};
use super::pack::{ARN_SUFFIX, version};
use super::slices::Slices;
use super::{times, words};
use crate::secrets::{
    LabelSet, Replica, ReplicaStatus, RotationRules, StagingLabel, Tag, VersionId, VersionLabels,
};
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Reads what a [`Packer`](super::pack::Packer) wrote. Only this program writes packed secrets, so that they are never cut
/// short.
#[derive(Clone, Copy)]
pub(super) struct Unpacker<'a> {
    /// The numbers of shared texts.
    shared: &'a [u8],
    /// What the secret has for itself.
    own: &'a [u8],
    texts: &'a Slices<String>,
}

impl<'a> Unpacker<'a> {
    /// The flags of a packed secret, and what stands behind them.
    pub(super) fn new(packed: &'a [u8], texts: &'a Slices<String>) -> (u64, Self) {
        let mut rest = packed;
        let flags = read_number(&mut rest);
        let length = read_length(&mut rest);
        let (shared, own) = rest.split_at(length);
        (flags, Self { shared, own, texts })
    }

    pub(super) fn number(&mut self) -> u64 {
        read_number(&mut self.own)
    }

    pub(super) fn count(&mut self) -> usize {
        read_length(&mut self.own)
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.own.split_at(length);
        self.own = rest;
        taken
    }

    /// Goes past a shared text. Returns where the text is.
    pub(super) fn skip_text(&mut self) -> Self {
        let at = *self;
        read_number(&mut self.shared);
        at
    }

    /// Goes past an ARN.
    pub(super) fn skip_arn(&mut self, regular: bool) {
        read_number(&mut self.shared);
        if regular {
            self.take(ARN_SUFFIX);
        }
    }

    /// A text of the secret itself.
    fn own_text(&mut self, length: usize) -> &'a str {
        utf8(self.take(length))
    }

    /// A shared text.
    pub(super) fn text(&mut self) -> &'a str {
        let number = read_length(&mut self.shared);
        self.texts.get(number)
    }

    fn optional_text(&mut self) -> Option<&'a str> {
        (self.number() > 0).then(|| self.text())
    }

    pub(super) fn arn(&mut self, regular: bool) -> (&'a str, Option<&'a str>) {
        let text = self.text();
        (text, regular.then(|| self.own_text(ARN_SUFFIX)))
    }

    /// A time that counts from `base`.
    pub(super) fn time(&mut self, base: Timestamp) -> Timestamp {
        times::read(&mut self.own, base)
    }

    /// Writes a description to the end of `out`.
    pub(super) fn description(&mut self, out: &mut String) {
        words::read(&mut self.shared, &mut self.own, self.texts, out);
    }

    pub(super) fn tags(&mut self) -> Vec<Tag> {
        let count = self.count();
        (0..count).map(|_| Tag { key: self.text().into(), value: self.text().into() }).collect()
    }

    /// Goes past the tags.
    pub(super) fn skip_tags(&mut self) {
        for _ in 0..self.count() {
            read_number(&mut self.shared);
            read_number(&mut self.shared);
        }
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
            last_accessed: (unpacker.number() > 0).then(|| unpacker.time(times::BASE)),
        };
        (0..count).map(|_| replica(self)).collect()
    }

    /// The versions, which are the last in the record.
    pub(super) fn versions(&mut self) -> VersionLabels {
        let mut versions: BTreeMap<VersionId, LabelSet> = BTreeMap::new();
        while let &[head, ref rest @ ..] = self.own {
            self.own = rest;
            if head & version::SAME == 0 {
                let id = match head & version::UUID {
                    0 => self.text().to_owned(),
                    _ => Uuid::from_slice(self.take(16)).unwrap_or_default().to_string(),
                };
                versions.insert(VersionId(id), LabelSet::new());
            }
            // Versions are packed in order, so that the label belongs to the last.
            if head & version::LABEL != 0
                && let Some(mut last) = versions.last_entry()
            {
                last.get_mut().insert(StagingLabel(self.text().into()));
            }
        }
        VersionLabels(versions)
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
