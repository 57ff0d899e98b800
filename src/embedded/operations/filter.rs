//! Filters of `ListSecrets` and `BatchGetSecretValue`, each key with its own way of matching.

use serde::Deserialize;

use crate::embedded::failure::Failure;
use crate::embedded::store::Secret;

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

/// The beginnings of all names that can match, where a filter on names says so.
pub fn name_prefixes(filters: &[Filter]) -> Option<Vec<&str>> {
    filters.iter().filter(|filter| filter.key == Some(Attribute::Name)).find_map(|filter| {
        let values = filter.values.as_ref()?;
        let prefixes = values.iter().map(|value| (!value.starts_with('!')).then_some(value.as_str()));
        prefixes.collect()
    })
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
        let words = words(value).map(str::to_lowercase).collect();
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

/// Whether a word begins with one in lower case.
fn begins_with(word: &str, wanted: &str) -> bool {
    let mut lower = word.chars().flat_map(char::to_lowercase);
    wanted.chars().all(|c| lower.next() == Some(c))
}

/// The words of a text: parted by anything but letters and digits, and where a capital follows a
/// small letter.
fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut last_is_lower = false;
        let end = rest.find(|c: char| {
            let ends = !c.is_alphanumeric() || (c.is_uppercase() && last_is_lower);
            last_is_lower = c.is_lowercase();
            ends
        });
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::{Wanted, words, words_match};

    #[test]
    fn words_part_at_signs_and_capitals() {
        assert!(words("prod/My-secretName 42/").eq(["prod", "My", "secret", "Name", "42"]));
        assert_eq!(words("-/ ").next(), None);
    }

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
