//! A term of a filter: a test of a secret.

use super::FilterKey;
use super::age::Age;
use super::choice::{Choice, ReplicaFilter, RotationFilter};
use super::deleted::DeletedFilter;
use super::lex::quote;
use super::text::{Fuzzy, Scratch, Text};
use crate::secrets::Summary;
use jiff::Timestamp;
use std::fmt;

/// The alias of the AWS managed key; most secrets encrypted with it name no key at all.
const MANAGED_KEY_ALIAS: &str = "alias/aws/secretsmanager";

/// A test, perhaps negated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) negated: bool,
    pub(super) test: Test,
}

/// A test of a secret. If there are several values, one of them must match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// The name has the characters of the word, in order.
    Word(Fuzzy),
    /// The name contains the word in one piece, for negated words.
    Substring(Text),
    /// A tag has that key, and one of the values if there are any.
    Tag {
        key: Text,
        values: Vec<Text>,
    },
    Description(Vec<Text>),
    Rotation(Vec<RotationFilter>),
    Changed(Vec<Age>),
    Accessed(Vec<Age>),
    Deleted(Vec<DeletedFilter>),
    Owner(Vec<OwnerFilter>),
    Kms(Vec<KmsFilter>),
    Replica(Vec<ReplicaFilter>),
}

/// A value of `owner:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OwnerFilter {
    Unmanaged,
    Service(Text),
}

impl OwnerFilter {
    pub(super) const UNMANAGED: &str = "none";

    fn matches(&self, secret: &Summary, scratch: &mut Scratch) -> bool {
        match (self, &secret.owning_service) {
            (Self::Unmanaged, owner) => owner.is_none(),
            (Self::Service(name), owner) => {
                owner.as_ref().is_some_and(|owner| name.is_prefix_of(owner, scratch))
            }
        }
    }
}

/// A value of `kms:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum KmsFilter {
    AwsManaged,
    Part(Text),
}

impl KmsFilter {
    pub(super) const AWS_MANAGED: &str = "default";

    fn matches(&self, secret: &Summary, scratch: &mut Scratch) -> bool {
        let key = secret.kms_key_id.as_deref();
        match self {
            Self::AwsManaged => key.is_none_or(|key| key.ends_with(MANAGED_KEY_ALIAS)),
            Self::Part(part) => key.is_some_and(|key| part.is_part_of(key, scratch)),
        }
    }
}

impl Term {
    /// The score of the match, 0 except for fuzzy words; `None` if the term does not match.
    pub(super) fn score(&self, secret: &Summary, now: Timestamp, scratch: &mut Scratch) -> Option<u32> {
        if let (Test::Word(word), false) = (&self.test, self.negated) {
            return word.score(&secret.name, scratch);
        }
        (self.test.matches(secret, now, scratch) != self.negated).then_some(0)
    }
}

impl Test {
    fn matches(&self, secret: &Summary, now: Timestamp, scratch: &mut Scratch) -> bool {
        match self {
            Self::Word(word) => word.score(&secret.name, scratch).is_some(),
            Self::Substring(word) => word.is_part_of(&secret.name, scratch),
            Self::Tag { key, values } => secret.tags.iter().any(|tag| {
                key.equals(&tag.key, scratch)
                    && (values.is_empty() || values.iter().any(|value| value.equals(&tag.value, scratch)))
            }),
            Self::Description(parts) => match &secret.description {
                Some(text) => parts.iter().any(|part| part.is_part_of(text, scratch)),
                None => false,
            },
            Self::Rotation(states) => states.iter().any(|state| state.matches(secret, now)),
            Self::Changed(ages) => ages.iter().any(|age| age.matches(secret.last_changed, now)),
            Self::Accessed(ages) => ages.iter().any(|age| age.matches_day(secret.last_accessed, now)),
            Self::Deleted(answers) => answers.iter().any(|answer| answer.matches(secret, now)),
            Self::Owner(owners) => owners.iter().any(|owner| owner.matches(secret, scratch)),
            Self::Kms(keys) => keys.iter().any(|key| key.matches(secret, scratch)),
            Self::Replica(roles) => roles.iter().any(|role| role.matches(secret)),
        }
    }

    fn key(&self) -> Option<FilterKey> {
        match self {
            Self::Word(_) | Self::Substring(_) => None,
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
            Self::Substring(word) => quote(word.as_str(), &[]),
            Self::Tag { key, values } if values.is_empty() => quote(key.as_str(), &[]),
            Self::Tag { key, values } => {
                let values = either(values, |value| quote(value.as_str(), &[]));
                format!("{}={values}", quote(key.as_str(), &[]))
            }
            Self::Description(parts) => either(parts, |part| quote(part.as_str(), &[])),
            Self::Rotation(states) => either(states, |state| state.as_str().into()),
            Self::Changed(ages) | Self::Accessed(ages) => either(ages, Age::to_string),
            Self::Deleted(answers) => either(answers, DeletedFilter::to_string),
            Self::Owner(owners) => either(owners, |owner| match owner {
                OwnerFilter::Unmanaged => OwnerFilter::UNMANAGED.into(),
                OwnerFilter::Service(name) => quote(name.as_str(), &[OwnerFilter::UNMANAGED]),
            }),
            Self::Kms(keys) => either(keys, |key| match key {
                KmsFilter::AwsManaged => KmsFilter::AWS_MANAGED.into(),
                KmsFilter::Part(part) => quote(part.as_str(), &[KmsFilter::AWS_MANAGED]),
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
