//! The filter language of the list.
//!
//! A filter is a sequence of terms, all of which must match. A bare word is looked for in the name, also in pieces; `'word`,
//! `^word` and `word$` in one piece, at the start and at the end; the ARN of a secret finds that secret. `key:value` tests
//! something else ([`FilterKey`] has all keys); `!` negates a term. `a|b` matches either; double quotes take spaces and
//! signs literally, except `\"` and `\\`.

mod age;
mod arn;
mod bookmarked;
mod choice;
mod complete;
mod deleted;
mod error;
mod key;
mod lex;
mod parse;
mod term;
#[cfg(test)]
mod tests;
mod text;
mod word;

use crate::secrets::{Summaries, Summary, SummaryView};
use jiff::Timestamp;
use std::fmt;

pub use bookmarked::Bookmarks;
pub use complete::Completions;
pub use error::{FilterCause, FilterError};
pub use key::FilterKey;
pub(super) use text::Scratch;
pub(super) use word::Likeness;
pub use word::Score;

use choice::ReplicaTest;
use term::{Term, Test};
use word::Word;

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
        let (FilterCause::MissingValue { .. }
        | FilterCause::MissingTagValue { .. }
        | FilterCause::NothingToNegate
        | FilterCause::SignAlone) = error.cause
        else {
            return None;
        };
        Self::parse(text[..error.at.start].trim_end_matches('!')).ok()
    }

    /// True if the filter has no terms and matches every secret.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// True if the filter has words or an ARN, so that some secrets match it better than others.
    pub fn has_words(&self) -> bool {
        let is_scored = |term: &Term| !term.negated && matches!(&term.test, Test::Words(_) | Test::Arn(_));
        self.terms.iter().any(is_scored)
    }

    /// True if the filter matches a secret. For many secrets, an [`ArrangeJob`](super::ArrangeJob) is faster.
    pub fn matches(&self, secret: &Summary, now: Timestamp) -> bool {
        let secrets: Summaries = [secret.clone()].into_iter().collect();
        secrets.iter().any(|secret| self.likeness(secret, now, &mut Scratch::default()).score().is_some())
    }

    /// How a secret matches, with the score of the words.
    pub(super) fn likeness(
        &self,
        secret: SummaryView<'_>,
        now: Timestamp,
        scratch: &mut Scratch,
    ) -> Likeness {
        let mut sum = Score::default();
        for term in &self.terms {
            match term.likeness(secret, now, scratch) {
                Likeness::Match(score) => sum = sum.plus(score),
                unlike @ (Likeness::Near | Likeness::Differs) => return unlike,
            }
        }
        Likeness::Match(sum)
    }

    /// True if each secret that differs from the other filter, which has words, differs from this one or does not match it:
    /// this one has all of them, perhaps with more letters.
    pub(super) fn narrows(&self, other: &Self) -> bool {
        let is_narrowed = |others: &[Word]| {
            let narrows_one = |word: &Word| others.iter().any(|other| word.narrows(other));
            self.words().any(|words| words.iter().all(narrows_one))
        };
        other.looks_for_words() && other.words().all(is_narrowed)
    }

    /// True if names must have words.
    pub(super) fn looks_for_words(&self) -> bool {
        self.words().next().is_some()
    }

    /// The words of each term that asks for words.
    fn words(&self) -> impl Iterator<Item = &[Word]> {
        self.terms.iter().filter_map(|term| match &term.test {
            Test::Words(words) if !term.negated => Some(words.as_slice()),
            _ => None,
        })
    }

    /// The Region of an ARN in the filter.
    pub fn arn_region(&self) -> Option<&str> {
        self.terms.iter().find_map(|term| match &term.test {
            Test::Arn(arn) => arn.region(),
            _ => None,
        })
    }

    /// True if the filter asks for something of replicas that only `DescribeSecret` tells.
    pub fn needs_replicas(&self) -> bool {
        self.terms.iter().any(|term| match &term.test {
            Test::Replica(replicas) => replicas.iter().any(ReplicaTest::needs_replicas),
            _ => false,
        })
    }

    /// True if the filter asks for bookmarks.
    pub fn needs_bookmarks(&self) -> bool {
        self.terms.iter().any(|term| matches!(term.test, Test::Is(_)))
    }

    /// The same filter, which knows the bookmarks.
    #[must_use]
    pub fn with_bookmarks(mut self, bookmarks: &Bookmarks) -> Self {
        for term in &mut self.terms {
            if let Test::Is(marks) = &mut term.test {
                for mark in marks {
                    mark.names = bookmarks.clone();
                }
            }
        }
        self
    }

    /// True if a secret may match at one time and not at another.
    pub fn depends_on_time(&self) -> bool {
        self.terms.iter().any(|term| match &term.test {
            Test::Rotation(_) | Test::Changed(_) | Test::Accessed(_) | Test::Deleted(_) => true,
            Test::Words(_)
            | Test::Arn(_)
            | Test::Tag { .. }
            | Test::Description(_)
            | Test::Owner(_)
            | Test::Kms(_)
            | Test::Replica(_)
            | Test::Is(_) => false,
        })
    }

    /// The characters of `name` that the words match: indices of `char`s, ascending, each once.
    pub fn highlights(&self, name: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for term in &self.terms {
            if let (Test::Words(words), false) = (&term.test, term.negated) {
                let scored =
                    words.iter().filter_map(|word| Some((word.likeness(name).score()?.points, word)));
                if let Some((_, word)) = scored.max_by_key(|(points, _)| *points) {
                    word.positions(name, &mut found);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
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
