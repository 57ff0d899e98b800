//! A chain of pages: each page is asked for with the token of the one before.

use crate::secrets::SummaryPage;
use hashbrown::DefaultHashBuilder;
use std::collections::HashSet;
use std::hash::BuildHasher;

/// The number of times that a chain begins again because its token is no longer valid.
const MOST_RESTARTS: u8 = 3;

/// Hashes of long texts. They stand for the texts, so those are hashed well; the hashes themselves need not be.
type Hashes = HashSet<u64, DefaultHashBuilder>;

/// A chain of pages, and where it is.
#[derive(Debug)]
pub(super) struct Chain {
    position: Position,
    tries: u8,
    restarts: u8,
    /// The tokens so far, as hashes.
    tokens: Hashes,
    /// The ARNs so far, as hashes: a list has up to 500,000.
    arns: Hashes,
    first: Option<String>,
    latest: Option<Latest>,
}

/// The second half of the last page that had secrets.
#[derive(Debug)]
pub(super) struct Latest {
    /// The name in the middle of the page.
    pub(super) middle: String,
    /// The last name.
    pub(super) last: String,
    /// The number of names after the middle.
    pub(super) count: usize,
}

#[derive(Debug, PartialEq, Eq)]
enum Position {
    Start,
    After(String),
    Done,
}

/// A sign that a chain has no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endless {
    /// A token came a second time.
    Token,
    /// A page had only secrets that earlier pages of the chain had.
    Page,
    /// Too many empty pages came in a row.
    Nothing,
}

impl Chain {
    /// A chain before its first page.
    pub(super) fn new() -> Self {
        Self {
            position: Position::Start,
            tries: 0,
            restarts: 0,
            tokens: Hashes::default(),
            arns: Hashes::default(),
            first: None,
            latest: None,
        }
    }

    /// The token of the next page; `None` for the first.
    pub(super) fn token(&self) -> Option<&str> {
        match &self.position {
            Position::After(token) => Some(token),
            Position::Start | Position::Done => None,
        }
    }

    /// True before the first page.
    pub(super) fn is_new(&self) -> bool {
        self.position == Position::Start
    }

    /// True if one page came, and there are more.
    pub(super) fn is_first_page(&self) -> bool {
        self.tokens.len() == 1 && !self.is_done()
    }

    /// True if every page came.
    pub(super) fn is_done(&self) -> bool {
        self.position == Position::Done
    }

    /// The first and the last name so far.
    pub(super) fn ends(&self) -> Option<(&str, &str)> {
        self.first.as_deref().zip(self.latest.as_ref().map(|latest| &*latest.last))
    }

    /// The number of secrets so far.
    pub(super) fn len(&self) -> usize {
        self.arns.len()
    }

    /// The second half of the last page.
    pub(super) fn latest(&self) -> Option<&Latest> {
        self.latest.as_ref()
    }

    /// True if the chain had a secret with an ARN of that hash.
    pub(super) fn has(&self, arn_hash: u64) -> bool {
        self.arns.contains(&arn_hash)
    }

    /// Counts a page that failed, and returns how often one has in a row.
    pub(super) fn count_try(&mut self) -> u8 {
        self.tries += 1;
        self.tries
    }

    /// Forgets the pages that failed: the user asks for them again.
    pub(super) fn forgive(&mut self) {
        self.tries = 0;
        self.restarts = 0;
    }

    /// Begins again at the first page, because the service no longer takes the token; `false` if that was tried too often,
    /// or if there is no token.
    pub(super) fn restart(&mut self) -> bool {
        if self.token().is_none() || self.restarts == MOST_RESTARTS {
            return false;
        }
        *self = Self { restarts: self.restarts + 1, ..Self::new() };
        true
    }

    /// Goes on behind a page that came.
    pub(super) fn page(&mut self, secrets: &SummaryPage, next: Option<String>) -> Result<(), Endless> {
        self.tries = 0;
        let known = self.arns.len();
        self.arns.extend(secrets.arn_hashes());
        if let Some(token) = &next {
            if !self.tokens.insert(self.tokens.hasher().hash_one(token)) {
                return Err(Endless::Token);
            }
            if self.arns.len() == known && !secrets.is_empty() {
                return Err(Endless::Page);
            }
        }
        if let Some(last) = secrets.len().checked_sub(1) {
            let name = |at: usize| secrets.get(at).name().to_owned();
            self.first.get_or_insert_with(|| name(0));
            let middle = secrets.len() / 2;
            self.latest =
                Some(Latest { middle: name(middle), last: name(last), count: secrets.len() - 1 - middle });
        }
        self.position = next.map_or(Position::Done, Position::After);
        Ok(())
    }
}
