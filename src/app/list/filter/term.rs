//! A term of a filter: what it asks of a secret.

use super::FilterKey;
use super::age::Age;
use super::choice::{Choice, DeletedIs, ReplicaIs, RotationIs};
use super::lex::quote;
use super::text::{Fuzzy, Scratch, Text};
use crate::secrets::Summary;
use jiff::Timestamp;
use std::fmt;

/// What the AWS managed key is called where it is named at all.
const MANAGED_KEY_ALIAS: &str = "alias/aws/secretsmanager";

/// A test, perhaps turned around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) negated: bool,
    pub(super) test: Test,
}

/// What a term asks. Where there are several values, one of them is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// The characters of the word, in order, in the name.
    Word(Fuzzy),
    /// The word in one piece in the name: what a negated word denies.
    WordPart(Text),
    /// A tag with that key, and with one of the values if there are any.
    Tag {
        key: Text,
        values: Vec<Text>,
    },
    Description(Vec<Text>),
    Rotation(Vec<RotationIs>),
    Changed(Vec<Age>),
    Accessed(Vec<Age>),
    Deleted(Vec<DeletedIs>),
    Owner(Vec<OwnerIs>),
    Kms(Vec<KmsIs>),
    Replica(Vec<ReplicaIs>),
}

/// `owner:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OwnerIs {
    Nobody,
    Service(Text),
}

impl OwnerIs {
    pub(super) const NOBODY: &str = "none";

    fn holds(&self, secret: &Summary, scratch: &mut Scratch) -> bool {
        match (self, &secret.owning_service) {
            (Self::Nobody, owner) => owner.is_none(),
            (Self::Service(name), owner) => owner.as_ref().is_some_and(|owner| name.begins(owner, scratch)),
        }
    }
}

/// `kms:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum KmsIs {
    Managed,
    Part(Text),
}

impl KmsIs {
    pub(super) const MANAGED: &str = "default";

    fn holds(&self, secret: &Summary, scratch: &mut Scratch) -> bool {
        let key = secret.kms_key_id.as_deref();
        match self {
            Self::Managed => key.is_none_or(|key| key.ends_with(MANAGED_KEY_ALIAS)),
            Self::Part(part) => key.is_some_and(|key| part.is_part_of(key, scratch)),
        }
    }
}

impl Term {
    /// How well the term matches; `None` if it doesn't. Only fuzzy words match better or worse.
    pub(super) fn score(&self, secret: &Summary, now: Timestamp, scratch: &mut Scratch) -> Option<u32> {
        if let (Test::Word(word), false) = (&self.test, self.negated) {
            return word.score(&secret.name, scratch);
        }
        (self.test.holds(secret, now, scratch) != self.negated).then_some(0)
    }
}

impl Test {
    fn holds(&self, secret: &Summary, now: Timestamp, scratch: &mut Scratch) -> bool {
        match self {
            Self::Word(word) => word.score(&secret.name, scratch).is_some(),
            Self::WordPart(word) => word.is_part_of(&secret.name, scratch),
            Self::Tag { key, values } => secret.tags.iter().any(|tag| {
                key.equals(&tag.key, scratch)
                    && (values.is_empty() || values.iter().any(|value| value.equals(&tag.value, scratch)))
            }),
            Self::Description(parts) => match &secret.description {
                Some(text) => parts.iter().any(|part| part.is_part_of(text, scratch)),
                None => false,
            },
            Self::Rotation(states) => states.iter().any(|state| state.holds(secret, now)),
            Self::Changed(ages) => ages.iter().any(|age| age.holds(secret.last_changed, now)),
            Self::Accessed(ages) => ages.iter().any(|age| age.holds_for_day(secret.last_accessed, now)),
            Self::Deleted(answers) => answers.iter().any(|answer| answer.holds(secret)),
            Self::Owner(owners) => owners.iter().any(|owner| owner.holds(secret, scratch)),
            Self::Kms(keys) => keys.iter().any(|key| key.holds(secret, scratch)),
            Self::Replica(roles) => roles.iter().any(|role| role.holds(secret)),
        }
    }

    fn key(&self) -> Option<FilterKey> {
        match self {
            Self::Word(_) | Self::WordPart(_) => None,
            Self::Tag { .. } => Some(FilterKey::Tag),
            Self::Description(_) => Some(FilterKey::Desc),
            Self::Rotation(_) => Some(FilterKey::Rotation),
            Self::Changed(_) => Some(FilterKey::Changed),
            Self::Accessed(_) => Some(FilterKey::Accessed),
            Self::Deleted(_) => Some(FilterKey::Deleted),
            Self::Owner(_) => Some(FilterKey::Owner),
            Self::Kms(_) => Some(FilterKey::Kms),
            Self::Replica(_) => Some(FilterKey::Replica),
        }
    }

    fn value(&self) -> String {
        match self {
            Self::Word(word) => quote(word.as_str(), &[]),
            Self::WordPart(word) => quote(word.as_str(), &[]),
            Self::Tag { key, values } if values.is_empty() => quote(key.as_str(), &[]),
            Self::Tag { key, values } => {
                let values = either(values, |value| quote(value.as_str(), &[]));
                format!("{}={values}", quote(key.as_str(), &[]))
            }
            Self::Description(parts) => either(parts, |part| quote(part.as_str(), &[])),
            Self::Rotation(states) => either(states, |state| state.as_str().into()),
            Self::Changed(ages) | Self::Accessed(ages) => either(ages, Age::to_string),
            Self::Deleted(answers) => either(answers, |answer| answer.as_str().into()),
            Self::Owner(owners) => either(owners, |owner| match owner {
                OwnerIs::Nobody => OwnerIs::NOBODY.into(),
                OwnerIs::Service(name) => quote(name.as_str(), &[OwnerIs::NOBODY]),
            }),
            Self::Kms(keys) => either(keys, |key| match key {
                KmsIs::Managed => KmsIs::MANAGED.into(),
                KmsIs::Part(part) => quote(part.as_str(), &[KmsIs::MANAGED]),
            }),
            Self::Replica(roles) => either(roles, |role| role.as_str().into()),
        }
    }
}

fn either<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    items.iter().map(write).collect::<Vec<_>>().join("|")
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("!")?;
        }
        if let Some(key) = self.test.key() {
            key.fmt(f)?;
        }
        f.write_str(&self.test.value())
    }
}
