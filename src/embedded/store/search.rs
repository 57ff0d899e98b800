//! Which secrets to look at for filters, so that a page costs the page and not the list.
//!
//! A list can be read in its order until enough is found: quick where many secrets match. Or those
//! that have some text can be gathered and sorted: quick where few have it. Which it will be isn't
//! known before, so the order is read for as long as gathering takes, and then, if the page isn't
//! full, the rest is gathered: never more than twice what the better way costs.

use std::collections::BTreeSet;
use std::ops::{Bound, RangeBounds};
use std::sync::Arc;
use std::vec;

use super::catalog::{Catalog, Found, Order, Position, SecretKey, SortKey, beyond};
use super::texts::Field;

/// The most secrets that are gathered and sorted for a page. What more than these have is soon met
/// in the order itself, unless all that have it stand together far down.
pub const MOST_GATHERED: usize = 20_000;

/// Stands after every character that a name may have.
const AFTER_ANY_NAME: char = char::MAX;

/// A text that a secret has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clue<'a> {
    /// Its name begins so.
    Name(&'a str),
    /// A term of this field begins so.
    Term(Field, &'a str),
}

/// What a secret must have to match a filter: all clues of one of these at least.
pub type Demand<'a> = Vec<Vec<Clue<'a>>>;

/// Secrets in an order: read from the list first, then gathered.
struct Search<'a> {
    catalog: &'a Catalog,
    order: Order,
    read: Box<dyn Iterator<Item = Found<'a>> + 'a>,
    /// Where reading has come to.
    reached: Option<Position>,
    /// What is gathered: all that have one of these.
    clues: Vec<Clue<'a>>,
    gathered: Option<vec::IntoIter<Found<'a>>>,
}

impl Catalog {
    /// All secrets that may meet these demands, in an order, from after a position on. At most
    /// twice [`MOST_GATHERED`] wherever some demand is met by fewer than that.
    pub fn search<'a>(
        &'a self,
        demands: &[Demand<'a>],
        order: Order,
        after: Option<&Position>,
    ) -> Box<dyn Iterator<Item = Found<'a>> + 'a> {
        let prefixes = match order.by {
            SortKey::Name => demands.iter().find_map(|demand| name_prefixes(demand)),
            SortKey::Date(_) => None,
        };
        let read = match prefixes {
            Some(prefixes) => self.found(self.named_so(prefixes, order.descending, after)),
            None => self.sorted(order, after),
        };
        let Some((size, clues)) = self.narrowest(demands) else { return read };
        let (read, reached) = (Box::new(read.take(size)), after.cloned());
        Box::new(Search { catalog: self, order, read, reached, clues, gathered: None })
    }

    /// Of all demands the one that fewest secrets meet: how many that are at most, and the clues of
    /// which each has one. None where all are met by too many.
    fn narrowest<'a>(&self, demands: &[Demand<'a>]) -> Option<(usize, Vec<Clue<'a>>)> {
        let mut narrowest = None;
        let mut most = MOST_GATHERED;
        for demand in demands {
            let rarest = demand.iter().filter_map(|clues| self.rarest(clues, most));
            let (mut size, mut clues) = (0, Vec::new());
            for (count, clue) in rarest {
                size += count;
                clues.push(clue);
                if size >= most {
                    break;
                }
            }
            if size < most {
                most = size;
                narrowest = Some((size, clues));
            }
        }
        narrowest
    }

    /// Of several clues the one that fewest secrets have.
    fn rarest<'a>(&self, clues: &[Clue<'a>], most: usize) -> Option<(usize, Clue<'a>)> {
        clues.iter().map(|clue| (self.count(*clue, most), *clue)).min_by_key(|(count, _)| *count)
    }

    /// How many secrets have a clue at most, counted no further than to `most`.
    fn count(&self, clue: Clue<'_>, most: usize) -> usize {
        match clue {
            Clue::Name(prefix) => self.named_so(vec![prefix], false, None).take(most).count(),
            Clue::Term(field, begins) => self.terms().count(field, begins, most),
        }
    }

    fn holders<'a>(&'a self, clue: Clue<'a>) -> Box<dyn Iterator<Item = SecretKey> + 'a> {
        match clue {
            Clue::Name(prefix) => Box::new(self.named_so(vec![prefix], false, None)),
            Clue::Term(field, begins) => Box::new(self.terms().holders(field, begins)),
        }
    }

    /// The secrets whose name begins with one of these, none of which begins with another, in the
    /// order of names, from after a position on.
    fn named_so<'a>(
        &'a self,
        mut prefixes: Vec<&str>,
        descending: bool,
        after: Option<&Position>,
    ) -> impl Iterator<Item = SecretKey> + use<'a> {
        if descending {
            prefixes.reverse();
        }
        let after = match after {
            Some(Position::Name(name)) => Some(name),
            _ => None,
        };
        let stretches = prefixes.into_iter().filter_map(|prefix| stretch(prefix, descending, after));
        let stretches: Vec<_> = stretches.collect();
        stretches.into_iter().flat_map(move |stretch| {
            let keys = self.by_name.range::<Arc<str>, _>(stretch).map(|(_, key)| *key);
            let keys: Box<dyn Iterator<Item = SecretKey>> =
                if descending { Box::new(keys.rev()) } else { Box::new(keys) };
            keys
        })
    }

    /// All that have one of the clues, in order, from after a position on.
    fn gather<'a>(&'a self, clues: &[Clue<'a>], order: Order, after: Option<Position>) -> Vec<Found<'a>> {
        let keys: BTreeSet<SecretKey> = clues.iter().flat_map(|clue| self.holders(*clue)).collect();
        let beyond = beyond(after, order.descending);
        let found = self.found(keys.into_iter());
        let placed = found.map(|(key, secret)| (Self::position(order.by, key, secret), (key, secret)));
        let mut placed: Vec<_> = placed.filter(|(position, _)| beyond.contains(position)).collect();
        placed.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let found = placed.into_iter().map(|(_, found)| found);
        if order.descending { found.rev().collect() } else { found.collect() }
    }
}

impl<'a> Iterator for Search<'a> {
    type Item = Found<'a>;

    fn next(&mut self) -> Option<Found<'a>> {
        if let Some(gathered) = &mut self.gathered {
            return gathered.next();
        }
        if let Some((key, secret)) = self.read.next() {
            self.reached = Some(Catalog::position(self.order.by, key, secret));
            return Some((key, secret));
        }
        let gathered = self.catalog.gather(&self.clues, self.order, self.reached.take());
        self.gathered.insert(gathered.into_iter()).next()
    }
}

/// The beginnings of names of which a match has one, in order, where that is all a demand is.
fn name_prefixes<'a>(demand: &Demand<'a>) -> Option<Vec<&'a str>> {
    let prefixes = demand.iter().map(|clues| match clues[..] {
        [Clue::Name(prefix)] => Some(prefix),
        _ => None,
    });
    let mut prefixes: Vec<_> = prefixes.collect::<Option<_>>()?;
    prefixes.sort_unstable();
    prefixes.dedup_by(|longer, shorter| longer.starts_with(*shorter));
    Some(prefixes)
}

/// A part of the order of names.
type Stretch = (Bound<Arc<str>>, Bound<Arc<str>>);

/// The names that begin so and come after another; None when there can be none.
fn stretch(prefix: &str, descending: bool, after: Option<&Arc<str>>) -> Option<Stretch> {
    let (first, last) = (Arc::from(prefix), Arc::from(format!("{prefix}{AFTER_ANY_NAME}")));
    match after {
        Some(after) if descending && *after <= last => {
            (first <= *after).then(|| (Bound::Included(first), Bound::Excluded(Arc::clone(after))))
        }
        Some(after) if !descending && *after >= first => {
            (*after <= last).then(|| (Bound::Excluded(Arc::clone(after)), Bound::Included(last)))
        }
        _ => Some((Bound::Included(first), Bound::Included(last))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded::store::Place;
    use crate::embedded::{DEMO_ACCOUNT, DEMO_REGIONS, Embedded, Options};

    #[test]
    fn names_that_begin_so_are_read_from_anywhere_in_both_directions() {
        let embedded = Embedded::new(Options::default());
        embedded.generate(DEMO_REGIONS[0], 60);
        let check = |catalog: &Catalog, prefixes: &[&str], descending: bool, after: Option<&str>| {
            let position = after.map(|after| Position::Name(after.into()));
            let read = catalog.named_so(prefixes.to_vec(), descending, position.as_ref());
            let all = catalog.by_name.iter().filter(|(name, _)| {
                let goes_on =
                    after.is_none_or(|after| if descending { ***name < *after } else { ***name > *after });
                goes_on && prefixes.iter().any(|prefix| name.starts_with(prefix))
            });
            let mut expected: Vec<_> = all.map(|(_, key)| *key).collect();
            if descending {
                expected.reverse();
            }
            assert_eq!(read.collect::<Vec<_>>(), expected, "{prefixes:?} {descending} {after:?}");
        };
        embedded.with_store(|store| {
            let catalog = store.catalog(&Place::new(DEMO_ACCOUNT, DEMO_REGIONS[0])).unwrap();
            let names = catalog.by_name.keys().map(|name| Some(&**name));
            for after in names.chain([None, Some("a"), Some("prod/"), Some("zzz")]) {
                for prefixes in [&["prod/"][..], &["ci", "dev/", "prod/p"], &[""], &["nobody"], &[]] {
                    check(catalog, prefixes, false, after);
                    check(catalog, prefixes, true, after);
                }
            }
        });
    }

    #[test]
    fn prefixes_that_begin_with_another_are_left_out() {
        let demand =
            |names: &[&'static str]| names.iter().map(|name| vec![Clue::Name(name)]).collect::<Demand>();
        assert_eq!(name_prefixes(&demand(&["b", "ab", "a", "b/c", "b"])), Some(vec!["a", "b"]));
        let mixed = vec![vec![Clue::Name("a")], vec![Clue::Term(Field::TagKey, "a")]];
        assert_eq!(name_prefixes(&mixed), None);
    }
}
