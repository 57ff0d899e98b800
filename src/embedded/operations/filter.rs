//! Filters of `ListSecrets` and `BatchGetSecretValue`, each key with its own way of matching.

use serde::Deserialize;

use crate::embedded::failure::Failure;
use crate::embedded::store::{Clue, Demand, Field, Secret, begins_with, words};

/// One filter as it is asked for; all filters of a request must match.
#[derive(Clone, Debug, Default, Hash, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Filter {
    key: Option<Attribute>,
    values: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Attribute {
    Description,
    Name,
    TagKey,
    TagValue,
    PrimaryRegion,
    OwningService,
    All,
}

/// Checks what the model's constraints leave open.
pub fn check(filters: &[Filter]) -> Result<(), Failure> {
    for filter in filters {
        let Some(key) = filter.key else { return Err(Failure::parameter("Invalid filter key")) };
        if filter.values.is_none() {
            return Err(Failure::parameter(format!("Invalid filter values for key: {}", key.name())));
        }
    }
    Ok(())
}

/// Filters made ready to be held against many secrets.
pub struct Sought(Vec<(Attribute, Vec<Wanted>)>);

struct Wanted {
    /// Whether a leading `!` turned the value around.
    unwanted: bool,
    value: String,
    /// The words of the value in lower case, where the attribute is matched by words.
    words: Vec<String>,
}

impl Sought {
    /// What these filters look for.
    pub fn new(filters: &[Filter]) -> Self {
        let keyed = filters.iter().filter_map(|filter| Some((filter.key?, filter.values.iter().flatten())));
        Self(keyed.map(|(key, values)| (key, values.map(|value| Wanted::new(value)).collect())).collect())
    }

    /// What a secret must have to match, by each filter that says so: one with a value turned around
    /// doesn't.
    pub fn demands(&self) -> Vec<Demand<'_>> {
        let plain = self.0.iter().filter(|(_, values)| values.iter().all(|wanted| !wanted.unwanted));
        plain.map(|(key, values)| values.iter().filter_map(|wanted| key.clues(wanted)).collect()).collect()
    }

    /// Whether a secret matches all filters, each by one of its values.
    pub fn matches(&self, secret: &Secret) -> bool {
        self.0
            .iter()
            .all(|(key, values)| values.iter().any(|wanted| key.matches(wanted, secret) != wanted.unwanted))
    }
}

impl Wanted {
    fn new(value: &str) -> Self {
        let (unwanted, value) = value.strip_prefix('!').map_or((false, value), |rest| (true, rest));
        let mut words: Vec<_> = words(value).map(str::to_lowercase).collect();
        words.sort_unstable();
        words.dedup();
        Self { unwanted, value: value.to_owned(), words }
    }
}

impl Attribute {
    fn name(self) -> &'static str {
        match self {
            Self::Description => "description",
            Self::Name => "name",
            Self::TagKey => "tag-key",
            Self::TagValue => "tag-value",
            Self::PrimaryRegion => "primary-region",
            Self::OwningService => "owning-service",
            Self::All => "all",
        }
    }

    /// What a secret must have to match by a value; None where nothing matches.
    fn clues(self, wanted: &Wanted) -> Option<Vec<Clue<'_>>> {
        let field = match self {
            Self::Name => return Some(vec![Clue::Name(&wanted.value)]),
            Self::TagKey => Field::TagKey,
            Self::TagValue => Field::TagValue,
            Self::PrimaryRegion => Field::PrimaryRegion,
            Self::OwningService => Field::OwningService,
            Self::Description => Field::DescriptionWord,
            Self::All => Field::Word,
        };
        match self {
            Self::Description | Self::All => {
                let clues: Vec<_> = wanted.words.iter().map(|word| Clue::Term(field, word)).collect();
                (!clues.is_empty()).then_some(clues)
            }
            _ => Some(vec![Clue::Term(field, &wanted.value)]),
        }
    }

    fn matches(self, wanted: &Wanted, secret: &Secret) -> bool {
        let begins = |text: &str| text.starts_with(&wanted.value);
        match self {
            Self::Name => begins(&secret.name),
            Self::TagKey => secret.tags.iter().any(|tag| begins(&tag.key)),
            Self::TagValue => secret.tags.iter().any(|tag| begins(&tag.value)),
            Self::PrimaryRegion => secret.primary.as_deref().is_some_and(begins),
            Self::OwningService => secret.owning_service.as_deref().is_some_and(begins),
            Self::Description => words_match(&wanted.words, &secret.description.as_deref().into_iter()),
            Self::All => {
                let tags = secret.tags.iter().flat_map(|tag| [&*tag.key, &*tag.value]);
                let texts = std::iter::once(&*secret.name).chain(secret.description.as_deref()).chain(tags);
                words_match(&wanted.words, &texts)
            }
        }
    }
}

/// Whether each of the words wanted begins some word of the texts, upper and lower case alike.
fn words_match<'a>(wanted: &[String], texts: &(impl Iterator<Item = &'a str> + Clone)) -> bool {
    let is_met = |wanted: &String| texts.clone().flat_map(words).any(|word| begins_with(word, wanted));
    !wanted.is_empty() && wanted.iter().all(is_met)
}

#[cfg(test)]
mod tests {
    use super::{Wanted, words_match};

    #[test]
    fn each_word_must_begin_some_word() {
        let matches =
            |value: &str, text: &'static str| words_match(&Wanted::new(value).words, &[text].into_iter());
        assert!(matches("pay POST", "prod/payments/postgres"));
        assert!(!matches("pay mysql", "prod/payments/postgres"));
        assert!(!matches("secretn", "secretName"), "a word ends before the capital");
        assert!(!matches("", "prod"));
    }
}
