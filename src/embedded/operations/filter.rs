//! The filters of `ListSecrets` and `BatchGetSecretValue`.

use serde::Deserialize;

use crate::embedded::error::ApiError;
use crate::embedded::store::{Criterion, IndexField, Prefix, Secret, has_prefix, words};

/// A filter of a request. A secret must match all filters, each by at least one of its values.
#[derive(Clone, Debug, Default, Hash, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Filter {
    key: Option<FilterKey>,
    values: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FilterKey {
    Description,
    Name,
    TagKey,
    TagValue,
    PrimaryRegion,
    OwningService,
    All,
}

/// Checks that each filter has a key and values, which the service's model leaves optional.
pub fn check(filters: &[Filter]) -> Result<(), ApiError> {
    for filter in filters {
        let Some(key) = filter.key else { return Err(ApiError::invalid_parameter("Invalid filter key")) };
        if filter.values.is_none() {
            return Err(ApiError::invalid_parameter(format!(
                "Invalid filter values for key: {}",
                key.name()
            )));
        }
    }
    Ok(())
}

/// Filters prepared for matching many secrets.
pub struct CompiledFilters(Vec<(FilterKey, Vec<FilterValue>)>);

struct FilterValue {
    /// True if the value had a leading `!`: it matches the secrets that `text` doesn't.
    negated: bool,
    /// The value without its `!`.
    text: String,
    /// The words of the value in lower case, for the keys that match by words.
    words: Vec<String>,
}

impl CompiledFilters {
    /// Compiles filters. Filters without a key are ignored.
    pub fn new(filters: &[Filter]) -> Self {
        let keyed = filters.iter().filter_map(|filter| Some((filter.key?, filter.values.iter().flatten())));
        Self(
            keyed.map(|(key, values)| (key, values.map(|value| FilterValue::new(value)).collect())).collect(),
        )
    }

    /// The necessary conditions that the indexes can check, one for each filter. Filters with a negated
    /// value have none.
    pub fn criteria(&self) -> Vec<Criterion<'_>> {
        let plain = self.0.iter().filter(|(_, values)| values.iter().all(|value| !value.negated));
        plain.map(|(key, values)| values.iter().filter_map(|value| key.prefixes(value)).collect()).collect()
    }

    /// Returns true if a secret matches all filters, each by at least one of its values.
    pub fn matches(&self, secret: &Secret) -> bool {
        self.0
            .iter()
            .all(|(key, values)| values.iter().any(|value| key.matches(value, secret) != value.negated))
    }
}

impl FilterValue {
    fn new(value: &str) -> Self {
        let (negated, text) = value.strip_prefix('!').map_or((false, value), |rest| (true, rest));
        let mut words: Vec<_> = words(text).map(str::to_lowercase).collect();
        words.sort_unstable();
        words.dedup();
        Self { negated, text: text.to_owned(), words }
    }
}

impl FilterKey {
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

    /// The prefixes that a secret must have to match a value. None if no secret can match it.
    fn prefixes(self, value: &FilterValue) -> Option<Vec<Prefix<'_>>> {
        let whole = |field| Some(vec![Prefix::Term(field, &value.text)]);
        let each_word = |field| {
            let prefixes: Vec<_> = value.words.iter().map(|word| Prefix::Term(field, word)).collect();
            (!prefixes.is_empty()).then_some(prefixes)
        };
        match self {
            Self::Name => Some(vec![Prefix::Name(&value.text)]),
            Self::TagKey => whole(IndexField::TagKey),
            Self::TagValue => whole(IndexField::TagValue),
            Self::PrimaryRegion => whole(IndexField::PrimaryRegion),
            Self::OwningService => whole(IndexField::OwningService),
            Self::Description => each_word(IndexField::DescriptionWord),
            Self::All => each_word(IndexField::Word),
        }
    }

    /// Returns true if a secret matches a value, not counting a negation.
    fn matches(self, value: &FilterValue, secret: &Secret) -> bool {
        let starts = |text: &str| text.starts_with(&value.text);
        match self {
            Self::Name => starts(&secret.name),
            Self::TagKey => secret.tags.iter().any(|tag| starts(&tag.key)),
            Self::TagValue => secret.tags.iter().any(|tag| starts(&tag.value)),
            Self::PrimaryRegion => secret.primary.as_deref().is_some_and(starts),
            Self::OwningService => secret.owning_service.as_deref().is_some_and(starts),
            Self::Description => words_match(&value.words, &secret.description.as_deref().into_iter()),
            Self::All => {
                let tags = secret.tags.iter().flat_map(|tag| [&*tag.key, &*tag.value]);
                let texts = std::iter::once(&*secret.name).chain(secret.description.as_deref()).chain(tags);
                words_match(&value.words, &texts)
            }
        }
    }
}

/// Returns true if each of the wanted words is a prefix of some word in the texts, in any case.
fn words_match<'a>(wanted: &[String], texts: &(impl Iterator<Item = &'a str> + Clone)) -> bool {
    let is_met = |wanted: &String| texts.clone().flat_map(words).any(|word| has_prefix(word, wanted));
    !wanted.is_empty() && wanted.iter().all(is_met)
}

#[cfg(test)]
mod tests {
    use super::{FilterValue, words_match};

    #[test]
    fn each_word_must_start_some_word() {
        let matches = |value: &str, text: &'static str| {
            words_match(&FilterValue::new(value).words, &[text].into_iter())
        };
        assert!(matches("pay POST", "prod/payments/postgres"));
        assert!(!matches("pay mysql", "prod/payments/postgres"));
        assert!(!matches("secretn", "secretName"), "a word ends before the capital");
        assert!(!matches("", "prod"));
    }
}
