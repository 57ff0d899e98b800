//! The texts of a secret, and the terms by which filters find them.

use std::sync::Arc;

use super::secret::Secret;
use super::words::{lower, words};

/// Where a term stands in a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// A word, in lower case, of the name, the description, a tag's key or its value.
    Word,
    /// A word, in lower case, of the description.
    DescriptionWord,
    /// The key of a tag.
    TagKey,
    /// The value of a tag.
    TagValue,
    /// `PrimaryRegion`.
    PrimaryRegion,
    /// `OwningService`.
    OwningService,
}

impl Field {
    /// How many there are.
    pub const COUNT: usize = 6;
}

/// Where a text stands in a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
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

impl Part {
    /// The field in which such a text is noted as it is.
    fn whole(self) -> Option<Field> {
        match self {
            Self::Name | Self::Description => None,
            Self::TagKey => Some(Field::TagKey),
            Self::TagValue => Some(Field::TagValue),
            Self::PrimaryRegion => Some(Field::PrimaryRegion),
            Self::OwningService => Some(Field::OwningService),
        }
    }

    /// The fields in which its words are noted.
    fn by_words(self) -> &'static [Field] {
        match self {
            Self::Name | Self::TagKey | Self::TagValue => &[Field::Word],
            Self::Description => &[Field::Word, Field::DescriptionWord],
            Self::PrimaryRegion | Self::OwningService => &[],
        }
    }

    /// Tells of each term of a text, of some more than once.
    pub fn each_term(self, text: &str, mut tell: impl FnMut(Field, &str)) {
        if let Some(field) = self.whole() {
            tell(field, text);
        }
        if self.by_words().is_empty() {
            return;
        }
        let mut term = String::new();
        for word in words(text) {
            term.clear();
            if word.is_ascii() {
                term.push_str(word);
                term.make_ascii_lowercase();
            } else {
                term.extend(lower(word));
            }
            for field in self.by_words() {
                tell(*field, &term);
            }
        }
    }
}

/// The texts of a secret that filters look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts(pub Vec<(Part, Arc<str>)>);

impl Texts {
    /// Those of a secret as it is now.
    pub fn of(secret: &Secret) -> Self {
        let tags =
            secret.tags.iter().flat_map(|tag| [(Part::TagKey, &tag.key), (Part::TagValue, &tag.value)]);
        let single = [
            (Part::Name, Some(&secret.name)),
            (Part::Description, secret.description.as_ref()),
            (Part::PrimaryRegion, secret.primary.as_ref()),
            (Part::OwningService, secret.owning_service.as_ref()),
        ];
        let single = single.into_iter().filter_map(|(part, text)| Some((part, text?)));
        Self(single.chain(tags).map(|(part, text)| (part, Arc::clone(text))).collect())
    }

    /// Tells of each term, of some more than once.
    pub fn each_term(&self, mut tell: impl FnMut(Field, &str)) {
        for (part, text) in &self.0 {
            part.each_term(text, &mut tell);
        }
    }
}
