//! The filter language of the list.
//!
//! A filter is a sequence of terms, all of which must match. A bare word is a fuzzy search in the name; `key:value` tests
//! something else ([`FilterKey`] has all keys); `!` negates a term. `a|b` in a value matches either; double quotes take
//! spaces and signs literally, except `\"` and `\\`.

mod age;
mod choice;
mod deleted;
mod error;
mod key;
mod lex;
mod parse;
mod term;
#[cfg(test)]
mod tests;
mod text;

use crate::secrets::Summary;
use jiff::Timestamp;
use std::fmt;

pub use error::{FilterCause, FilterError};
pub use key::FilterKey;
pub(super) use text::Scratch;

use term::{Term, Test};

/// A parsed filter; the default matches every secret. `Display` writes text that parses to the same filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
}

impl Filter {
    /// Parses what the user typed. Spaces alone are the filter that matches every secret.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        parse::terms(text).map(|terms| Self { terms })
    }

    /// Parses the terms before a key whose value is not typed yet; `None` for any other error.
    pub fn parse_before(text: &str, error: &FilterError) -> Option<Self> {
        let (FilterCause::MissingValue { .. } | FilterCause::MissingTagValue { .. }) = error.cause else {
            return None;
        };
        Self::parse(text[..error.at.start].trim_end_matches('!')).ok()
    }

    /// True if the filter has no terms and matches every secret.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// True if the filter has fuzzy words, so that some secrets match it better than others.
    pub fn has_words(&self) -> bool {
        self.terms.iter().any(|term| matches!(&term.test, Test::Word(_)))
    }

    /// True if the filter matches a secret. For many secrets, an [`ArrangeJob`](super::ArrangeJob) is faster.
    pub fn matches(&self, secret: &Summary, now: Timestamp) -> bool {
        self.score(secret, now, &mut Scratch::default()).is_some()
    }

    /// The score of the fuzzy words, higher for a better match; `None` if the filter does not match.
    pub(super) fn score(&self, secret: &Summary, now: Timestamp, scratch: &mut Scratch) -> Option<u32> {
        self.terms.iter().try_fold(0u32, |sum, term| Some(sum + term.score(secret, now, scratch)?))
    }

    /// The characters of `name` that the fuzzy words match: indices of `char`s, ascending, each once.
    pub fn highlights(&self, name: &str) -> Vec<usize> {
        self.highlighter().highlights(name)
    }

    /// Finds highlights in several names; cheaper than [`highlights`](Self::highlights) for each.
    pub fn highlighter(&self) -> Highlighter<'_> {
        Highlighter { filter: self, scratch: None }
    }
}

/// Finds the characters of names that a filter's fuzzy words match.
pub struct Highlighter<'a> {
    filter: &'a Filter,
    scratch: Option<Scratch>,
}

impl Highlighter<'_> {
    /// See [`Filter::highlights`].
    pub fn highlights(&mut self, name: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for term in &self.filter.terms {
            if let Test::Word(word) = &term.test {
                word.positions(name, self.scratch.get_or_insert_default(), &mut found);
            }
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|position| usize::try_from(position).ok()).collect()
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, term) in self.terms.iter().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}
