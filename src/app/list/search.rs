//! The search for the secrets that a filter matches, with what an earlier search found.

use super::filter::{Filter, Likeness, Scratch};
use super::ranking::{self, Keyed, LAST};
use super::sort::{self, Order, Sort};
use super::{order, parallel};
use crate::secrets::Summaries;
use jiff::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Secrets that are searched between two looks at whether the job is to stop.
const STEP: usize = 4_096;

/// A search.
pub(super) struct Search<'a> {
    pub(super) secrets: &'a Summaries,
    pub(super) filter: &'a Filter,
    pub(super) sort: Sort,
    /// A secret that is found whether or not it matches.
    pub(super) keep: Option<u32>,
    /// That secret is no longer listed, so that it counts as no match.
    pub(super) is_unlisted: bool,
    pub(super) now: Timestamp,
}

/// The secrets that a search found. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Found(Option<Arc<Past>>);

/// A search that is done.
#[derive(Debug)]
struct Past {
    secrets: Summaries,
    filter: Filter,
    sort: Sort,
    /// The matches in pieces as they were searched: joined, half a million would be copied.
    pieces: Vec<Matches>,
}

/// Secrets in the order of their numbers, which is the one of their memory.
#[derive(Debug, Default)]
struct Matches {
    numbers: Vec<u32>,
    /// For each, its place in the rows as a number: the quality of the match or the rank in the column. Empty if the order
    /// by name is the order of the rows.
    keys: Vec<u64>,
    /// The secret among them that does not match.
    kept: Option<u32>,
    /// The secrets that match, and those that may with more letters: a filter with more letters is looked for among them.
    candidates: Vec<u32>,
}

impl Search<'_> {
    /// True if every secret is found, and the order by name is the order of the rows.
    pub(super) fn finds_all(&self) -> bool {
        self.filter.is_empty() && !self.sort.has_ranks()
    }

    /// Searches the secrets; `None` if `stop` became true meanwhile.
    pub(super) fn run(&self, earlier: &Found, stop: &AtomicBool) -> Option<Found> {
        let known = earlier.of_the_same(self);
        let pieces = match (known, earlier.of_a_wider(self)) {
            (None, Some(past)) => {
                let candidates = self.candidates(past);
                parallel::in_parts(&candidates, |part| self.search(part.iter().copied(), stop))
            }
            (known, _) => {
                let start = known.map_or(0, |past| past.secrets.end());
                parallel::in_ranges(start..self.secrets.end(), |part| self.search(part, stop))
            }
        };
        let mut pieces = pieces.into_iter().collect::<Option<Vec<_>>>()?;
        if let Some(past) = known {
            pieces.insert(0, self.again(past));
        }
        let (secrets, filter) = (self.secrets.clone(), self.filter.clone());
        Some(Found(Some(Arc::new(Past { secrets, filter, sort: self.sort, pieces }))))
    }

    /// The secrets that may match: those that did in an earlier search, those that came since, and the one to keep.
    fn candidates(&self, past: &Past) -> Vec<u32> {
        let mut candidates = past.joined(|piece| &piece.candidates);
        candidates.extend(past.secrets.end()..self.secrets.end());
        if let Some(keep) = self.keep
            && let Err(place) = candidates.binary_search(&keep)
        {
            candidates.insert(place, keep);
        }
        candidates
    }

    fn search(&self, numbers: impl ExactSizeIterator<Item = u32>, stop: &AtomicBool) -> Option<Matches> {
        let (mut matches, mut scratch) = (Matches::among(numbers.len()), Scratch::default());
        let (removed, has_words) = (self.secrets.removed(), self.filter.looks_for_words());
        for (done, number) in numbers.enumerate() {
            if done % STEP == 0 && stop.load(Ordering::Relaxed) {
                return None;
            }
            if !removed.is_empty() && removed.contains(&number) {
                continue;
            }
            let likeness = self.test(number, &mut scratch, &mut matches);
            if has_words && likeness != Likeness::Differs {
                matches.candidates.push(number);
            }
        }
        Some(matches)
    }

    /// The secrets that an earlier search found, with the one to keep now instead of the one then.
    fn again(&self, past: &Past) -> Matches {
        let (mut matches, mut scratch) = (Matches::default(), Scratch::default());
        let numbers = past.joined(|piece| &piece.numbers);
        let mut keys = past.pieces.iter().flat_map(|piece| piece.keys.iter().copied());
        let (known_kept, end) = (past.kept(), past.secrets.end());
        let mut keep = self.keep.filter(|keep| *keep < end && numbers.binary_search(keep).is_err());
        for number in numbers {
            let key = keys.next();
            if let Some(kept) = keep.take_if(|keep| *keep < number) {
                self.test(kept, &mut scratch, &mut matches);
            }
            if Some(number) == known_kept || Some(number) == self.keep {
                self.test(number, &mut scratch, &mut matches);
            } else {
                matches.numbers.push(number);
                matches.keys.extend(key);
            }
        }
        if let Some(kept) = keep {
            self.test(kept, &mut scratch, &mut matches);
        }
        matches.candidates = past.joined(|piece| &piece.candidates);
        matches
    }

    fn test(&self, number: u32, scratch: &mut Scratch, matches: &mut Matches) -> Likeness {
        let secret = self.secrets.get(number);
        let is_kept = Some(number) == self.keep;
        let likeness = self.filter.likeness(secret, self.now, scratch);
        let score = likeness.score().filter(|_| !(is_kept && self.is_unlisted));
        if score.is_none() && !is_kept {
            return likeness;
        }
        if self.is_by_match() {
            matches.keys.push(score.map_or(LAST, |score| sort::quality(secret, score)));
        } else if self.sort.has_ranks() {
            matches.keys.push(sort::rank(secret, self.sort, self.now));
        }
        matches.numbers.push(number);
        matches.kept = matches.kept.or(score.is_none().then_some(number));
        likeness
    }

    /// True if better matches come first.
    fn is_by_match(&self) -> bool {
        !self.sort.chosen && self.filter.has_words()
    }

    fn depends_on_time(&self) -> bool {
        self.filter.depends_on_time() || self.sort.depends_on_time()
    }
}

impl Matches {
    /// Room for a part of the secrets that are searched: growing from nothing copies and wipes the matches again and again,
    /// and room for all would be wiped in the end though it was not used.
    fn among(searched: usize) -> Self {
        let room = searched / 4;
        Self {
            numbers: Vec::with_capacity(room),
            keys: Vec::with_capacity(room),
            kept: None,
            candidates: Vec::with_capacity(room),
        }
    }

    fn keyed(&self) -> Keyed<'_> {
        Keyed { numbers: &self.numbers, keys: &self.keys }
    }
}

impl Past {
    /// The numbers of all pieces. Each piece is copied at once: item by item, half a million take as long as their search.
    fn joined(&self, numbers: fn(&Matches) -> &[u32]) -> Vec<u32> {
        self.pieces.iter().map(numbers).collect::<Vec<_>>().concat()
    }

    /// The secret that was found without matching.
    fn kept(&self) -> Option<u32> {
        self.pieces.iter().find_map(|piece| piece.kept)
    }
}

impl Found {
    /// The earlier search, if it was the same one in the same secrets or in some of them.
    fn of_the_same(&self, search: &Search<'_>) -> Option<&Past> {
        self.0.as_deref().filter(|past| {
            past.secrets.is_beginning_of(search.secrets)
                && past.filter == *search.filter
                && past.sort == search.sort
                && !search.depends_on_time()
        })
    }

    /// The earlier search, if it was in some of the same secrets and for names among which all matches are.
    fn of_a_wider(&self, search: &Search<'_>) -> Option<&Past> {
        self.0.as_deref().filter(|past| {
            past.secrets.is_beginning_of(search.secrets) && search.filter.narrows(&past.filter)
        })
    }

    /// The secret that was found without matching.
    pub(super) fn kept(&self) -> Option<u32> {
        self.0.as_ref().and_then(|past| past.kept())
    }

    /// The number of secrets that were found.
    pub(super) fn count(&self) -> usize {
        let pieces = self.0.iter().flat_map(|past| &past.pieces);
        pieces.map(|piece| piece.numbers.len()).sum()
    }

    /// The first of very many secrets in the order of the rows: they are known before all are sorted.
    pub(super) fn first(&self) -> Option<Vec<u32>> {
        let Past { pieces, secrets, .. } = self.0.as_deref()?;
        if pieces.iter().any(|piece| piece.keys.len() < piece.numbers.len()) {
            return None;
        }
        let keyed: Vec<_> = pieces.iter().map(Matches::keyed).collect();
        ranking::first(&keyed, |one, other| order::compare(one, other, secrets))
    }

    /// The secrets in the order of the rows, given the order of all by name.
    pub(super) fn in_order(&self, by_name: &[u32]) -> Arc<Vec<u32>> {
        let Some(Past { pieces, sort, secrets, .. }) = self.0.as_deref() else { return Arc::default() };
        if pieces.iter().any(|piece| !piece.keys.is_empty()) {
            let keyed: Vec<_> = pieces.iter().map(Matches::keyed).collect();
            let compare = |one, other| order::compare(one, other, secrets);
            return Arc::new(ranking::in_order(&keyed, by_name, secrets.end(), compare));
        }
        let mut found = vec![false; secrets.end() as usize];
        for number in pieces.iter().flat_map(|piece| &piece.numbers) {
            found[*number as usize] = true;
        }
        let by_name = by_name.iter().copied().filter(|number| found[*number as usize]);
        Arc::new(match sort.order {
            Order::Ascending => by_name.collect(),
            Order::Descending => by_name.rev().collect(),
        })
    }
}
