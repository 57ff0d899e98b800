//! A term of a filter: a test of a secret.

use super::FilterKey;
use super::age::Age;
use super::arn::ArnFilter;
use super::bookmarked::Bookmarked;
use super::choice::{Choice, ReplicaTest, RotationFilter};
use super::deleted::DeletedFilter;
use super::lex::quote;
use super::text::{Scratch, Text};
use super::word::{Likeness, Score, Word};
use crate::secrets::SummaryView;
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
    /// The name has one of the words.
    Words(Vec<Word>),
    /// The secret has that ARN.
    Arn(ArnFilter),
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
    Replica(Vec<ReplicaTest>),
    Is(Vec<Bookmarked>),
}

/// A value of `owner:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OwnerFilter {
    Unmanaged,
    Service(Text),
}

impl OwnerFilter {
    pub(super) const UNMANAGED: &str = "none";

    fn matches(&self, owner: Option<&str>, scratch: &mut Scratch) -> bool {
        match self {
            Self::Unmanaged => owner.is_none(),
            Self::Service(name) => owner.is_some_and(|owner| name.is_prefix_of(owner, scratch)),
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

    fn matches(&self, key: Option<&str>, scratch: &mut Scratch) -> bool {
        match self {
            Self::AwsManaged => key.is_none_or(|key| key.ends_with(MANAGED_KEY_ALIAS)),
            Self::Part(part) => key.is_some_and(|key| part.is_part_of(key, scratch)),
        }
    }
}

impl Term {
    /// How a secret matches; a match has 0 points except for words and ARNs. Only a word can tell that a secret differs.
    pub(super) fn likeness(
        &self,
        secret: SummaryView<'_>,
        now: Timestamp,
        scratch: &mut Scratch,
    ) -> Likeness {
        let score = match &self.test {
            Test::Words(words) if !self.negated => return likeness(words, secret.name()),
            Test::Arn(arn) if !self.negated => arn.score(secret),
            test => (test.matches(secret, now, scratch) != self.negated).then(Score::default),
        };
        score.map_or(Likeness::Near, Likeness::Match)
    }
}

impl Test {
    fn matches(&self, secret: SummaryView<'_>, now: Timestamp, scratch: &mut Scratch) -> bool {
        match self {
            Self::Words(words) => likeness(words, secret.name()).score().is_some(),
            Self::Arn(arn) => arn.score(secret).is_some(),
            Self::Tag { key, values } => secret.facts().tags().any(|(tag, value)| {
                key.equals(tag, scratch)
                    && (values.is_empty() || values.iter().any(|other| other.equals(value, scratch)))
            }),
            Self::Description(parts) => {
                let mut buffer = std::mem::take(&mut scratch.description);
                let description = secret.facts().description(&mut buffer);
                let found =
                    description.is_some_and(|text| parts.iter().any(|part| part.is_part_of(text, scratch)));
                scratch.description = buffer;
                found
            }
            Self::Rotation(states) => {
                let facts = secret.facts();
                states.iter().any(|state| state.matches(&facts, now))
            }
            Self::Changed(ages) => {
                let changed = secret.last_changed();
                ages.iter().any(|age| age.matches(changed, now))
            }
            Self::Accessed(ages) => {
                let accessed = secret.last_accessed();
                ages.iter().any(|age| age.matches_day(accessed, now))
            }
            Self::Deleted(answers) => {
                let deleted = secret.facts().deleted;
                answers.iter().any(|answer| answer.matches(deleted, now))
            }
            Self::Owner(owners) => {
                let owner = secret.facts().owning_service();
                owners.iter().any(|filter| filter.matches(owner, scratch))
            }
            Self::Kms(keys) => {
                let key = secret.facts().kms_key_id();
                keys.iter().any(|filter| filter.matches(key, scratch))
            }
            Self::Is(marks) => marks.iter().any(|mark| mark.matches(secret.name())),
            Self::Replica(roles) => {
                let facts = secret.facts();
                roles.iter().any(|role| role.matches(&facts))
            }
        }
    }

    fn key(&self) -> Option<FilterKey> {
        match self {
            Self::Words(_) | Self::Arn(_) => None,
            Self::Tag { .. } => Some(FilterKey::Tag),
            Self::Description(_) => Some(FilterKey::Desc),
            Self::Rotation(_) => Some(FilterKey::Rotation),
            Self::Changed(_) => Some(FilterKey::Changed),
            Self::Accessed(_) => Some(FilterKey::Accessed),
            Self::Deleted(_) => Some(FilterKey::Deleted),
            Self::Owner(_) => Some(FilterKey::Owner),
            Self::Kms(_) => Some(FilterKey::Kms),
            Self::Replica(_) => Some(FilterKey::Replica),
            Self::Is(_) => Some(FilterKey::Is),
        }
    }

    fn value(&self, negated: bool) -> String {
        match self {
            Self::Words(words) => either(words, |word| word.typed(negated)),
            Self::Arn(arn) => arn.typed(),
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
            Self::Replica(replicas) => either(replicas, ReplicaTest::typed),
            Self::Is(marks) => either(marks, |_| Bookmarked::TYPED.into()),
        }
    }
}

/// How a name matches the word that it matches best.
fn likeness(words: &[Word], name: &str) -> Likeness {
    words.iter().map(|word| word.likeness(name)).fold(Likeness::Differs, Likeness::or)
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
        f.write_str(&self.test.value(self.negated))
    }
}
