//! The texts of a secret that filters search, and the terms under which the index stores them.

use std::sync::Arc;

use super::secret::Secret;
use super::tokenizer::{lowercase, words};

/// A field of the term index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexField {
    /// Words of the name, the description, tag keys and tag values, in lower case.
    Word,
    /// Words of the description, in lower case.
    DescriptionWord,
    /// Tag keys.
    TagKey,
    /// Tag values.
    TagValue,
    /// `PrimaryRegion`.
    PrimaryRegion,
    /// `OwningService`.
    OwningService,
}

impl IndexField {
    /// The number of fields.
    pub const COUNT: usize = 6;
}

/// An attribute of a secret that holds text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// `Name`.
    Name,
    /// `Description`.
    Description,
    /// The key of a tag.
    TagKey,
    /// The value of a tag.
    TagValue,
    /// `PrimaryRegion`.
    PrimaryRegion,
    /// `OwningService`.
    OwningService,
}

impl Attribute {
    /// The field that stores the whole text.
    fn exact_field(self) -> Option<IndexField> {
        match self {
            Self::Name | Self::Description => None,
            Self::TagKey => Some(IndexField::TagKey),
            Self::TagValue => Some(IndexField::TagValue),
            Self::PrimaryRegion => Some(IndexField::PrimaryRegion),
            Self::OwningService => Some(IndexField::OwningService),
        }
    }

    /// The fields that store each word of the text.
    fn word_fields(self) -> &'static [IndexField] {
        match self {
            Self::Name | Self::TagKey | Self::TagValue => &[IndexField::Word],
            Self::Description => &[IndexField::Word, IndexField::DescriptionWord],
            Self::PrimaryRegion | Self::OwningService => &[],
        }
    }

    /// Calls `visit` with each term of a text. A word that occurs twice is visited twice.
    pub fn for_each_term(self, text: &str, mut visit: impl FnMut(IndexField, &str)) {
        if let Some(field) = self.exact_field() {
            visit(field, text);
        }
        if self.word_fields().is_empty() {
            return;
        }
        let mut term = String::new();
        for word in words(text) {
            term.clear();
            if word.is_ascii() {
                term.push_str(word);
                term.make_ascii_lowercase();
            } else {
                term.extend(lowercase(word));
            }
            for field in self.word_fields() {
                visit(*field, &term);
            }
        }
    }
}

/// The searchable texts of one secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedTexts(pub Vec<(Attribute, Arc<str>)>);

impl IndexedTexts {
    /// Collects the texts of a secret.
    pub fn of(secret: &Secret) -> Self {
        let tags = secret
            .tags
            .iter()
            .flat_map(|tag| [(Attribute::TagKey, &tag.key), (Attribute::TagValue, &tag.value)]);
        let single = [
            (Attribute::Name, Some(&secret.name)),
            (Attribute::Description, secret.description.as_ref()),
            (Attribute::PrimaryRegion, secret.primary.as_ref()),
            (Attribute::OwningService, secret.owning_service.as_ref()),
        ];
        let single = single.into_iter().filter_map(|(attribute, text)| Some((attribute, text?)));
        Self(single.chain(tags).map(|(attribute, text)| (attribute, Arc::clone(text))).collect())
    }

    /// Calls `visit` with each term of all texts. A term that occurs twice is visited twice.
    pub fn for_each_term(&self, mut visit: impl FnMut(IndexField, &str)) {
        for (attribute, text) in &self.0 {
            attribute.for_each_term(text, &mut visit);
        }
    }
}
