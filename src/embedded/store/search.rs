//! Finds the secrets that may match filters without reading the whole list.
//!
//! There are two ways to fill a page. Scanning reads the list in its order: fast if many secrets
//! match. Collecting takes the matching secrets from the indexes and sorts them: fast if few secrets
//! match. The number of matches isn't known in advance, so a search scans about as many secrets as
//! collecting would read, and collects the rest if the page isn't full by then. It costs at most
//! twice as much as the better way.

use std::collections::BTreeSet;
use std::ops::{Bound, RangeBounds};
use std::sync::Arc;
use std::vec;

use super::catalog::{Catalog, CatalogEntry, Order, Position, SortKey, range_after};
use super::indexed_text::IndexField;
use super::secret::SecretKey;

/// The limit of secrets that are collected and sorted for a page. Matches that are more frequent are
/// soon found by scanning, unless all of them are near the end of the order.
pub const MAX_COLLECTED: usize = 20_000;

/// Sorts after every character that a name may contain.
const AFTER_ANY_NAME: char = char::MAX;

/// A prefix of a text in a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix<'a> {
    /// A prefix of the name.
    Name(&'a str),
    /// A prefix of a term in this field.
    Term(IndexField, &'a str),
}

/// A necessary condition of a filter, as an OR of ANDs: a matching secret has all prefixes of at
/// least one inner list.
pub type Criterion<'a> = Vec<Vec<Prefix<'a>>>;

/// The results of a search: scanned first, then collected.
struct Search<'a> {
    catalog: &'a Catalog,
    order: Order,
    scan: Box<dyn Iterator<Item = CatalogEntry<'a>> + 'a>,
    /// The position of the last scanned secret.
    reached: Option<Position>,
    /// Prefixes of which each match has at least one: those to collect by.
    prefixes: Vec<Prefix<'a>>,
    collected: Option<vec::IntoIter<CatalogEntry<'a>>>,
}

impl Catalog {
    /// The secrets that may meet all criteria, in an order, starting after a position. At most twice
    /// [`MAX_COLLECTED`] secrets, if some criterion is met by fewer than [`MAX_COLLECTED`].
    pub fn search<'a>(
        &'a self,
        criteria: &[Criterion<'a>],
        order: Order,
        after: Option<&Position>,
    ) -> Box<dyn Iterator<Item = CatalogEntry<'a>> + 'a> {
        let prefixes = match order.by {
            SortKey::Name => criteria.iter().find_map(|criterion| name_prefixes(criterion)),
            SortKey::Date(_) => None,
        };
        let scan = match prefixes {
            Some(prefixes) => self.entries(self.keys_by_name(prefixes, order.descending, after)),
            None => self.sorted(order, after),
        };
        let Some((size, prefixes)) = self.most_selective(criteria) else { return scan };
        let (scan, reached) = (Box::new(scan.take(size)), after.cloned());
        Box::new(Search { catalog: self, order, scan, reached, prefixes, collected: None })
    }

    /// The criterion that the fewest secrets meet: an upper bound of their number, and prefixes of
    /// which each of them has at least one. None if all criteria are met by too many secrets.
    fn most_selective<'a>(&self, criteria: &[Criterion<'a>]) -> Option<(usize, Vec<Prefix<'a>>)> {
        let mut best = None;
        let mut limit = MAX_COLLECTED;
        for criterion in criteria {
            let rarest = criterion.iter().filter_map(|all| self.rarest(all, limit));
            let (mut size, mut prefixes) = (0, Vec::new());
            for (count, prefix) in rarest {
                size += count;
                prefixes.push(prefix);
                if size >= limit {
                    break;
                }
            }
            if size < limit {
                limit = size;
                best = Some((size, prefixes));
            }
        }
        best
    }

    /// The prefix that the fewest secrets have, and their number.
    fn rarest<'a>(&self, prefixes: &[Prefix<'a>], limit: usize) -> Option<(usize, Prefix<'a>)> {
        prefixes.iter().map(|prefix| (self.count(*prefix, limit), *prefix)).min_by_key(|(count, _)| *count)
    }

    /// An upper bound of the number of secrets with a prefix, counted up to `limit`.
    fn count(&self, prefix: Prefix<'_>, limit: usize) -> usize {
        match prefix {
            Prefix::Name(prefix) => self.keys_by_name(vec![prefix], false, None).take(limit).count(),
            Prefix::Term(field, prefix) => self.terms().count(field, prefix, limit),
        }
    }

    fn keys_with<'a>(&'a self, prefix: Prefix<'a>) -> Box<dyn Iterator<Item = SecretKey> + 'a> {
        match prefix {
            Prefix::Name(prefix) => Box::new(self.keys_by_name(vec![prefix], false, None)),
            Prefix::Term(field, prefix) => Box::new(self.terms().keys(field, prefix)),
        }
    }

    /// The secrets whose name has one of these prefixes, in the order of names, starting after a
    /// position. The prefixes must be sorted, and none may be a prefix of another.
    fn keys_by_name<'a>(
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
            Some(Position::Date(..)) | None => None,
        };
        let ranges: Vec<_> =
            prefixes.into_iter().filter_map(|prefix| name_range(prefix, descending, after)).collect();
        ranges.into_iter().flat_map(move |range| {
            let keys = self.by_name.range::<Arc<str>, _>(range).map(|(_, key)| *key);
            let keys: Box<dyn Iterator<Item = SecretKey>> =
                if descending { Box::new(keys.rev()) } else { Box::new(keys) };
            keys
        })
    }

    /// All secrets with one of the prefixes, sorted, starting after a position.
    fn collect<'a>(
        &'a self,
        prefixes: &[Prefix<'a>],
        order: Order,
        after: Option<Position>,
    ) -> Vec<CatalogEntry<'a>> {
        let keys: BTreeSet<SecretKey> = prefixes.iter().flat_map(|prefix| self.keys_with(*prefix)).collect();
        let range = range_after(after, order.descending);
        let entries = self.entries(keys.into_iter());
        let placed = entries.map(|(key, secret)| (Self::position(order.by, key, secret), (key, secret)));
        let mut placed: Vec<_> = placed.filter(|(position, _)| range.contains(position)).collect();
        placed.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let entries = placed.into_iter().map(|(_, entry)| entry);
        if order.descending { entries.rev().collect() } else { entries.collect() }
    }
}

impl<'a> Iterator for Search<'a> {
    type Item = CatalogEntry<'a>;

    fn next(&mut self) -> Option<CatalogEntry<'a>> {
        if let Some(collected) = &mut self.collected {
            return collected.next();
        }
        if let Some((key, secret)) = self.scan.next() {
            self.reached = Some(Catalog::position(self.order.by, key, secret));
            return Some((key, secret));
        }
        let collected = self.catalog.collect(&self.prefixes, self.order, self.reached.take());
        self.collected.insert(collected.into_iter()).next()
    }
}

/// The prefixes of a criterion that asks for names only, sorted, without those that another one
/// covers. None if the criterion asks for anything else.
fn name_prefixes<'a>(criterion: &Criterion<'a>) -> Option<Vec<&'a str>> {
    let prefixes = criterion.iter().map(|all| match all[..] {
        [Prefix::Name(prefix)] => Some(prefix),
        _ => None,
    });
    let mut prefixes: Vec<_> = prefixes.collect::<Option<_>>()?;
    prefixes.sort_unstable();
    prefixes.dedup_by(|longer, shorter| longer.starts_with(*shorter));
    Some(prefixes)
}

/// A range of the name index.
type NameRange = (Bound<Arc<str>>, Bound<Arc<str>>);

/// The names with a prefix that follow `after` in reading direction. None if there can't be any.
fn name_range(prefix: &str, descending: bool, after: Option<&Arc<str>>) -> Option<NameRange> {
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

    /// A catalog with these names in the name index alone, which is all that a search by name reads.
    fn catalog(names: &[&str]) -> Catalog {
        let mut catalog = Catalog::default();
        catalog.by_name.extend(names.iter().zip(0..).map(|(name, key)| (Arc::from(*name), SecretKey(key))));
        catalog
    }

    #[test]
    fn names_with_prefixes_are_read_from_any_position_in_both_directions() {
        let names =
            ["a", "ci/a", "ci/b", "dev", "dev/", "dev/a", "prod", "prod/pay", "prod/pay-1", "prod/q", "x"];
        let catalog = catalog(&names);
        let check = |prefixes: &[&str], descending: bool, after: Option<&str>| {
            let position = after.map(|after| Position::Name(after.into()));
            let read = catalog.keys_by_name(prefixes.to_vec(), descending, position.as_ref());
            let all = catalog.by_name.iter().filter(|(name, _)| {
                let follows =
                    after.is_none_or(|after| if descending { ***name < *after } else { ***name > *after });
                follows && prefixes.iter().any(|prefix| name.starts_with(prefix))
            });
            let mut expected: Vec<_> = all.map(|(_, key)| *key).collect();
            if descending {
                expected.reverse();
            }
            assert_eq!(read.collect::<Vec<_>>(), expected, "{prefixes:?} {descending} {after:?}");
        };
        for after in names.map(Some).into_iter().chain([None, Some("A"), Some("prod/"), Some("zzz")]) {
            for prefixes in [&["prod/"][..], &["ci", "dev/", "prod/p"], &[""], &["nobody"], &[]] {
                check(prefixes, false, after);
                check(prefixes, true, after);
            }
        }
    }

    #[test]
    fn prefixes_that_start_with_another_are_left_out() {
        let criterion =
            |names: &[&'static str]| names.iter().map(|name| vec![Prefix::Name(name)]).collect::<Criterion>();
        assert_eq!(name_prefixes(&criterion(&["b", "ab", "a", "b/c", "b"])), Some(vec!["a", "b"]));
        let mixed = vec![vec![Prefix::Name("a")], vec![Prefix::Term(IndexField::TagKey, "a")]];
        assert_eq!(name_prefixes(&mixed), None);
    }
}
