//! The filter language: what a user types after `/`, and which secrets it lets through.
//!
//! A filter is a row of terms, and all of them must hold. A bare word is looked for in the name, fuzzily; `key:value` asks
//! about something else ([`FilterKey`] lists them); `!` turns a term around. `a|b` in a value means either, and double
//! quotes take spaces and signs as they are, with `\"` and `\\` for the two that are left.

mod age;
mod choice;
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

/// A parsed filter; the default lets everything through. `Display` writes it in a form that parses back to the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
}

impl Filter {
    /// Reads what the user typed. Text of spaces alone is the filter that lets everything through.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        parse::terms(text).map(|terms| Self { terms })
    }

    /// Reads what stands before a key whose value is not typed yet; `None` for any other error.
    pub fn parse_before(text: &str, error: &FilterError) -> Option<Self> {
        let (FilterCause::MissingValue { .. } | FilterCause::MissingTagValue { .. }) = error.cause else {
            return None;
        };
        Self::parse(text[..error.at.start].trim_end_matches('!')).ok()
    }

    /// Whether the filter lets everything through.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether the filter has fuzzy words, so that some secrets match it better than others.
    pub fn has_words(&self) -> bool {
        self.terms.iter().any(|term| matches!(&term.test, Test::Word(_)))
    }

    /// Whether the filter lets `secret` through at `now`. For many secrets, an [`ArrangeJob`](super::ArrangeJob) is faster.
    pub fn matches(&self, secret: &Summary, now: Timestamp) -> bool {
        self.score(secret, now, &mut Scratch::default()).is_some()
    }

    /// How well the words of the filter match, higher being better; `None` if the filter does not let `secret` through.
    pub(super) fn score(&self, secret: &Summary, now: Timestamp, scratch: &mut Scratch) -> Option<u32> {
        self.terms.iter().try_fold(0u32, |sum, term| Some(sum + term.score(secret, now, scratch)?))
    }

    /// The characters of `name` that the fuzzy words match: positions counted in `char`s, ascending, each once.
    pub fn highlights(&self, name: &str) -> Vec<usize> {
        self.highlighter().highlights(name)
    }

    /// The same for several names, at less cost a name.
    pub fn highlighter(&self) -> Highlighter<'_> {
        Highlighter { filter: self, scratch: None }
    }
}

/// Finds what a filter's fuzzy words match in names.
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
