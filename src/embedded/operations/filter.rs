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

/// Whether a secret matches all filters.
pub fn matches(filters: &[Filter], secret: &Secret) -> bool {
    filters.iter().all(|filter| filter.matches(secret))
}

/// The beginnings of all names that can match, where a filter on names says so.
pub fn name_prefixes(filters: &[Filter]) -> Option<Vec<&str>> {
    filters.iter().filter(|filter| filter.key == Some(Attribute::Name)).find_map(|filter| {
        let values = filter.values.as_ref()?;
        let prefixes = values.iter().map(|value| (!value.starts_with('!')).then_some(value.as_str()));
        prefixes.collect()
    })
}

impl Filter {
    fn matches(&self, secret: &Secret) -> bool {
        let Some(key) = self.key else { return false };
        let mut values = self.values.iter().flatten();
        values.any(|value| match value.strip_prefix('!') {
            Some(unwanted) => !key.matches(unwanted, secret),
            None => key.matches(value, secret),
        })
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

    fn matches(self, value: &str, secret: &Secret) -> bool {
        let begins =
            |text: &Option<std::sync::Arc<str>>| text.as_ref().is_some_and(|text| text.starts_with(value));
        match self {
            Self::Name => secret.name.starts_with(value),
            Self::TagKey => secret.tags.iter().any(|tag| tag.key.starts_with(value)),
            Self::TagValue => secret.tags.iter().any(|tag| tag.value.starts_with(value)),
            Self::PrimaryRegion => begins(&secret.primary),
            Self::OwningService => begins(&secret.owning_service),
            Self::Description => words_match(value, secret.description.iter().map(AsRef::as_ref)),
            Self::All => {
                let tags = secret.tags.iter().flat_map(|tag| [&*tag.key, &*tag.value]);
                let texts = std::iter::once(&*secret.name).chain(secret.description.as_deref()).chain(tags);
                words_match(value, texts)
            }
        }
    }
}

/// Whether each word of a value begins some word of the texts, upper and lower case alike.
fn words_match<'a>(value: &str, texts: impl Iterator<Item = &'a str>) -> bool {
    let held: Vec<String> = texts.flat_map(words).collect();
    let mut wanted = words(value).into_iter().peekable();
    wanted.peek().is_some() && wanted.all(|word| held.iter().any(|held| held.starts_with(&word)))
}

/// The words of a text in lower case: parted by anything but letters and digits, and where a
/// capital follows a small letter.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last_is_lower = false;
    for c in text.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && last_is_lower) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        last_is_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::{words, words_match};

    #[test]
    fn words_part_at_signs_and_capitals() {
        assert_eq!(words("prod/My-secretName 42"), ["prod", "my", "secret", "name", "42"]);
    }

    #[test]
    fn each_word_must_begin_some_word() {
        assert!(words_match("pay POST", ["prod/payments/postgres"].into_iter()));
        assert!(!words_match("pay mysql", ["prod/payments/postgres"].into_iter()));
        assert!(!words_match("", ["prod"].into_iter()));
    }
}
