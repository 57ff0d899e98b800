//! A part of all possible names that `ListSecrets` can be asked for, so that parts can be listed side by side.
//!
//! The service filters names by prefix, minding case: a name has one of several prefixes, and a prefix behind `!`
//! excludes names. A scope is never wider or narrower than its filters, and a split loses no name: each name of the scope is in
//! exactly one of the smaller scopes, but for the few names that [`NameScope::split_between`] documents.

mod collation;

use collation::certain_order;
pub use collation::order_by_letters;
use std::cmp::Ordering::{self, Greater, Less};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// The characters of names, as the service allows them.
const ALPHABET: &str = "!+-./0123456789=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

/// The most values that a filter may have.
const MOST_PREFIXES: usize = 10;

/// The most excluded prefixes. Each needs a filter of its own; ten filters are allowed, and one is for the prefixes.
const MOST_EXCEPTIONS: usize = 9;

/// The longest prefix in bytes: a filter value has at most 512 characters, with the `!`.
const LONGEST_PREFIX: usize = 511;

/// The names that begin with one of some prefixes, and with none of some others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NameScope {
    /// At most ten; empty for all names. None begins with another.
    prefixes: Vec<String>,
    /// At most nine, only with at most one prefix. Each begins with that prefix, none with another.
    except: Vec<String>,
}

impl NameScope {
    /// All names.
    pub fn all() -> Self {
        Self::default()
    }

    /// The names that begin with `prefix`; `None` if no filter can ask for them.
    pub fn with_prefix(prefix: &str) -> Option<Self> {
        let can_ask = !prefix.is_empty() && !prefix.starts_with('!') && prefix.len() <= LONGEST_PREFIX;
        can_ask.then(|| Self { prefixes: vec![prefix.to_owned()], except: Vec::new() })
    }

    /// The prefixes, of which a name has one; empty for all names.
    pub fn prefixes(&self) -> &[String] {
        &self.prefixes
    }

    /// The prefixes that no name has.
    pub fn except(&self) -> &[String] {
        &self.except
    }

    /// True if a name is in the scope.
    pub fn contains(&self, name: &str) -> bool {
        let wanted =
            self.prefixes.is_empty() || self.prefixes.iter().any(|prefix| name.starts_with(&**prefix));
        wanted && !self.except.iter().any(|prefix| name.starts_with(&**prefix))
    }

    /// Splits the scope exactly into scopes that have at most a share of `1 / parts` of the sample each, as far as it can be
    /// done. The fullest comes first.
    pub fn partition(&self, sample: &[String], parts: usize) -> Vec<Self> {
        let fair = sample.len().div_ceil(parts.max(1));
        let (mut whole, mut scopes) = (vec![(self.clone(), sample.to_vec())], Vec::new());
        while let Some((scope, names)) = whole.pop() {
            let split = if names.len() > fair { scope.split_off(&names, names.len() / fair) } else { None };
            let Some(smaller) = split else {
                scopes.push((scope, names.len()));
                continue;
            };
            whole.extend(smaller.into_iter().map(|scope| {
                let names = names.iter().filter(|name| scope.contains(name)).cloned().collect();
                (scope, names)
            }));
        }
        scopes.sort_by_key(|(_, share)| Reverse(*share));
        scopes.into_iter().map(|(scope, _)| scope).collect()
    }

    /// Splits what lies between two names of the scope into about `most` smaller scopes. A name that is between them by bytes
    /// or [by letters](order_by_letters) is in exactly one, others may be in none. Two kinds of names are left out,
    /// which come first in every order and for which no filter can ask: the name that both names begin with and, in the
    /// scope of all names, those that begin with `!`. `known` is some names of the scope. `None` if there is nothing to
    /// split.
    pub fn split_between(&self, low: &str, high: &str, known: &[String], most: usize) -> Option<Vec<Self>> {
        let common = common_prefix([low, high].into_iter())?;
        let (between, outside): (Vec<_>, Vec<_>) = self
            .heads(common)?
            .into_iter()
            .partition(|head| side_of(low, head) != Some(Less) && side_of(high, head) != Some(Greater));
        let observed: HashSet<u8> =
            known.iter().filter_map(|name| name.as_bytes().get(common.len()..)).flatten().copied().collect();
        let is_likely = |head: &String| {
            let next = head.as_bytes().get(common.len());
            next.is_some_and(|next| observed.contains(next)) || !self.except_below(head).is_empty()
        };
        let (likely, unlikely): (Vec<_>, Vec<_>) = between.into_iter().partition(is_likely);
        let mut scopes = self.bundles(&likely, known, most);
        scopes.extend(
            self.rest(common, likely, &outside, known)
                .unwrap_or_else(|| unlikely.chunks(MOST_PREFIXES).map(Self::bundle).collect()),
        );
        (scopes.len() > 1).then_some(scopes)
    }

    /// The names that begin with `common` and with none of the prefixes, as one scope, if its exceptions are few enough.
    /// Prefixes outside are excluded too if they are known to have names.
    fn rest(
        &self,
        common: &str,
        prefixes: Vec<String>,
        outside: &[String],
        known: &[String],
    ) -> Option<Vec<Self>> {
        if self.prefixes.len() > 1 {
            return None;
        }
        let counts = counts(outside, known);
        let outside: Vec<_> = outside.iter().filter(|head| counts.contains_key(&***head)).cloned().collect();
        let heads: Vec<_> = prefixes.into_iter().chain(outside).collect();
        let inner = self.except_below(common).into_iter().filter(|except| !is_below(except, &heads));
        let except: Vec<_> = inner.chain(heads.iter().cloned()).collect();
        let prefixes = if common.is_empty() { Vec::new() } else { vec![common.to_owned()] };
        (except.len() <= MOST_EXCEPTIONS).then(|| vec![Self { prefixes, except }])
    }

    /// Prefixes of which each name that begins with `common` has exactly one, but for `common` itself.
    fn heads(&self, common: &str) -> Option<Vec<String>> {
        let heads: Vec<String> = if self.prefixes.iter().any(|prefix| prefix.len() > common.len()) {
            self.prefixes.clone()
        } else if common.len() < LONGEST_PREFIX {
            ALPHABET.chars().map(|next| format!("{common}{next}")).collect()
        } else {
            return None;
        };
        Some(heads.into_iter().filter(|head| !head.starts_with('!') && !self.except.contains(head)).collect())
    }

    /// The prefixes in bundles of about the same number of known names. One with exceptions is alone.
    fn bundles(&self, prefixes: &[String], known: &[String], most: usize) -> Vec<Self> {
        let counts = counts(prefixes, known);
        let weight = |prefix: &String| 1 + counts.get(&**prefix).copied().unwrap_or(0);
        let fair = prefixes.iter().map(weight).sum::<usize>().div_ceil(most.max(1));
        let (mut scopes, mut bundle, mut full) = (Vec::new(), Vec::new(), 0);
        for prefix in prefixes {
            let except = self.except_below(prefix);
            if !except.is_empty() {
                scopes.push(Self { prefixes: vec![prefix.clone()], except });
                continue;
            }
            if !bundle.is_empty() && (full + weight(prefix) > fair || bundle.len() == MOST_PREFIXES) {
                scopes.push(Self::bundle(&std::mem::take(&mut bundle)));
                full = 0;
            }
            bundle.push(prefix.clone());
            full += weight(prefix);
        }
        scopes.extend((!bundle.is_empty()).then(|| Self::bundle(&bundle)));
        scopes
    }

    /// The exceptions that begin with a prefix.
    fn except_below(&self, prefix: &str) -> Vec<String> {
        self.except.iter().filter(|except| except.starts_with(prefix)).cloned().collect()
    }

    /// Splits off the folders, so to say, that most names of the sample are in. The rest of the scope comes last.
    fn split_off(&self, sample: &[String], most: usize) -> Option<Vec<Self>> {
        let mut inner = fullest_prefixes(sample);
        inner.truncate(most);
        inner.retain(|prefix| !self.prefixes.contains(prefix));
        // Fewer prefixes may keep more exceptions outside.
        while inner.len() + self.except.iter().filter(|except| !is_below(except, &inner)).count()
            > MOST_EXCEPTIONS
        {
            inner.pop()?;
        }
        if inner.is_empty() {
            return None;
        }
        let mut scopes: Vec<_> = inner
            .iter()
            .map(|prefix| Self { prefixes: vec![prefix.clone()], except: self.except_below(prefix) })
            .collect();
        let outside = self.except.iter().filter(|except| !is_below(except, &inner)).cloned();
        scopes.push(Self {
            prefixes: self.prefixes.clone(),
            except: outside.chain(inner.iter().cloned()).collect(),
        });
        Some(scopes)
    }

    fn bundle(prefixes: &[String]) -> Self {
        Self { prefixes: prefixes.to_vec(), except: Vec::new() }
    }
}

fn is_below(name: &str, prefixes: &[String]) -> bool {
    prefixes.iter().any(|prefix| name.starts_with(&**prefix))
}

/// The side of `name` on which all names are that begin with `head`, if there is one in every order.
fn side_of(name: &str, head: &str) -> Option<Ordering> {
    certain_order(head, name.get(..head.len()).unwrap_or(name))
}

/// The number of names of the sample that begin with each prefix; none begins with two.
fn counts<'a>(prefixes: &'a [String], sample: &[String]) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for name in sample {
        if let Some(prefix) = prefixes.iter().find(|prefix| name.starts_with(&***prefix)) {
            *counts.entry(&**prefix).or_default() += 1;
        }
    }
    counts
}

/// The longest prefixes of the names that differ in the character after what all names share, the fullest first. Prefixes
/// that no filter can ask for are left out.
fn fullest_prefixes(names: &[String]) -> Vec<String> {
    let Some(common) = common_prefix(names.iter().map(String::as_str)) else { return Vec::new() };
    let mut groups: HashMap<&str, Vec<&String>> = HashMap::new();
    for name in names {
        let end =
            name[common.len()..].chars().next().map_or(common.len(), |next| common.len() + next.len_utf8());
        if end > common.len() && end <= LONGEST_PREFIX {
            groups.entry(&name[..end]).or_default().push(name);
        }
    }
    let mut groups: Vec<_> = groups.into_iter().filter(|(prefix, _)| !prefix.starts_with('!')).collect();
    groups.sort_by_key(|(prefix, names)| (Reverse(names.len()), *prefix));
    // A single name shares all of itself, which would split off that name alone.
    let longest = |(prefix, names): (&str, Vec<&String>)| match names.as_slice() {
        [_] => prefix.to_owned(),
        several => common_prefix(several.iter().map(|name| name.as_str())).unwrap_or(prefix).to_owned(),
    };
    groups.into_iter().map(longest).collect()
}

/// The longest beginning that all names share, as far as a filter may have it; `None` without names.
fn common_prefix<'a>(mut names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let first = names.next()?;
    let shared = |name: &str| first.bytes().zip(name.bytes()).take_while(|(one, other)| one == other).count();
    let length = names.map(shared).min().unwrap_or(first.len()).min(LONGEST_PREFIX);
    Some(&first[..first.floor_char_boundary(length)])
}

/// The scope for the journal: `names a* or b*, not ab*`.
impl fmt::Display for NameScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stars =
            |prefixes: &[String]| -> Vec<_> { prefixes.iter().map(|prefix| format!("{prefix}*")).collect() };
        let wanted =
            if self.prefixes.is_empty() { "*".to_owned() } else { stars(&self.prefixes).join(" or ") };
        write!(f, "names {wanted}")?;
        if self.except.is_empty() { Ok(()) } else { write!(f, ", not {}", stars(&self.except).join(" or ")) }
    }
}

#[cfg(test)]
mod tests;
