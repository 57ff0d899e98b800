//! The division of a scope into scopes that are expected to have about as many names each.
//!
//! A division asks for prefixes that a sample of the names has. What is left is a scope of its own, which excludes them: no
//! name is lost, whatever the sample is. Where more prefixes would be excluded than a filter allows, every prefix that names
//! can have is asked for. That leaves out the names which come first in every order, so a first page must have come.

use super::collation::Collation;
use super::{ALPHABET, LONGEST_PREFIX, MOST_EXCEPTIONS, MOST_PREFIXES, NameScope, common_prefix, is_below};
use std::cmp::Ordering::{Greater, Less};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The characters that come before letters and digits, or among them, depending on the order.
const PUNCTUATION: [&str; 7] = ["+", "-", ".", "/", "=", "@", "_"];

/// The names of a scope that were read: those up to a name, and those from a name on.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadEnds<'a> {
    /// The last name of those that were read from the first name on.
    pub low: Option<&'a str>,
    /// The first name of those that were read from the last name back.
    pub high: Option<&'a str>,
}

impl NameScope {
    /// True if all names of the scope are before `name` in every order that is possible.
    pub fn is_before(&self, name: &str, collation: Collation) -> bool {
        !self.prefixes.is_empty()
            && self.prefixes.iter().all(|head| collation.side_of(name, head) == Some(Less))
    }

    /// True if all names of the scope are after `name` in every order that is possible.
    pub fn is_after(&self, name: &str, collation: Collation) -> bool {
        !self.prefixes.is_empty()
            && self.prefixes.iter().all(|head| collation.side_of(name, head) == Some(Greater))
    }

    /// True if the scope is a part of `whole` in which a list of it that has come to `last` goes on: it has one prefix, and all
    /// names of `whole` with that prefix.
    pub fn can_go_on_from(&self, last: &str, whole: &Self) -> bool {
        self.contains(last)
            && self.prefixes.len() == 1
            && self.except.iter().all(|except| whole.except.contains(except))
    }

    /// Divides what was not read of the scope into smaller scopes that have at most a share of `1 / parts` of the sample
    /// each, as far as it can be done. A name that was not read is in exactly one. The scope that an end is in has one
    /// prefix and no exceptions outside of it, so that it can be read on from there.
    pub fn divide(&self, ends: ReadEnds, sample: &[String], parts: usize, collation: Collation) -> Vec<Self> {
        let sample: Vec<&str> =
            sample.iter().map(String::as_str).filter(|name| self.contains(name)).collect();
        let mut division = Division { ends, collation, fair: 0, whole: Vec::new(), light: Vec::new() };
        division.fair = division.ahead(&sample).div_ceil(parts.max(1)).max(1);
        division.cut(self.clone(), &sample);
        division.finish()
    }
}

/// Names that begin with the same prefix.
struct Group {
    prefix: String,
    place: Place,
    /// The number of names of the sample, and of those that were not read.
    names: usize,
    ahead: usize,
}

/// The place of the names with a prefix.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// An end is among them.
    End,
    /// Not all of them were read.
    Ahead,
    /// All of them were read.
    Read,
}

impl Group {
    /// Groups are cut out in this order.
    fn rank(&self) -> (Place, Reverse<usize>, &str) {
        let share = match self.place {
            Place::End | Place::Ahead => self.ahead,
            Place::Read => self.names,
        };
        (self.place, Reverse(share), &self.prefix)
    }
}

/// A division under way.
struct Division<'a> {
    ends: ReadEnds<'a>,
    collation: Collation,
    /// The most names of the sample that a scope should have.
    fair: usize,
    /// The scopes so far, with their share of the sample.
    whole: Vec<(NameScope, usize)>,
    /// Prefixes that may share a scope, with their share of the sample.
    light: Vec<(String, usize)>,
}

impl<'a> Division<'a> {
    /// The number of names of the sample that were not read.
    fn ahead(&self, sample: &[&str]) -> usize {
        let is_ahead = |name: &&&str| {
            self.ends.low.is_none_or(|low| !self.is_in_order(name, low))
                && self.ends.high.is_none_or(|high| !self.is_in_order(high, name))
        };
        sample.iter().filter(is_ahead).count()
    }

    /// True if two names are probably in this order. Shares are guesses, so that need not be sure.
    fn is_in_order(&self, one: &str, other: &str) -> bool {
        match self.collation {
            Collation::Either | Collation::Bytes | Collation::Neither => one <= other,
            Collation::Letters => one.to_ascii_lowercase() <= other.to_ascii_lowercase(),
        }
    }

    fn ends(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        [self.ends.low, self.ends.high].into_iter().flatten()
    }

    fn has_end(&self, scope: &NameScope) -> bool {
        self.ends().any(|end| scope.contains(end))
    }

    fn was_read(&self, scope: &NameScope) -> bool {
        self.ends.low.is_some_and(|low| scope.is_before(low, self.collation))
            || self.ends.high.is_some_and(|high| scope.is_after(high, self.collation))
    }

    /// Takes a scope as it is, or cuts it if it is large.
    fn cut(&mut self, scope: NameScope, sample: &[&str]) {
        if self.was_read(&scope) {
            return;
        }
        let ahead = self.ahead(sample);
        if ahead > self.fair {
            if scope.prefixes.len() > 1 {
                return self.cut_all(
                    scope.prefixes.iter().map(|prefix| NameScope::bundle(std::slice::from_ref(prefix))),
                    sample,
                );
            }
            if self.cut_prefixes(&scope, sample) {
                return;
            }
        }
        self.keep(scope, ahead);
    }

    fn cut_all(&mut self, scopes: impl Iterator<Item = NameScope>, sample: &[&str]) {
        for scope in scopes {
            let inside: Vec<&str> = sample.iter().copied().filter(|name| scope.contains(name)).collect();
            self.cut(scope, &inside);
        }
    }

    fn keep(&mut self, scope: NameScope, ahead: usize) {
        match &*scope.prefixes {
            [prefix] if scope.except.is_empty() && !self.has_end(&scope) => {
                self.light.push((prefix.clone(), ahead));
            }
            _ => self.whole.push((scope, ahead)),
        }
    }

    /// Cuts the fullest prefixes out of a scope with one prefix or none; `false` if there is nothing to cut.
    fn cut_prefixes(&mut self, scope: &NameScope, sample: &[&str]) -> bool {
        let ends = self.ends().filter(|end| scope.contains(end));
        let names: Vec<&str> = sample.iter().copied().chain(ends).collect();
        let Some(common) = common_prefix(names.iter().copied()) else { return false };
        let taken = self.take(scope, self.groups(&names, common), self.ahead(sample));
        let is_uneven = taken.as_ref().is_none_or(|taken| self.leaves_much(scope, taken, sample));
        if is_uneven && self.knows_what_comes_first(scope, common) {
            self.cut_characters(scope, common, sample);
            return true;
        }
        if is_uneven && *scope == NameScope::all() && common.is_empty() {
            return self.cut_out(scope, &PUNCTUATION.map(String::from), sample);
        }
        taken.is_some_and(|taken| self.cut_out(scope, &taken, sample))
    }

    /// True if a scope without some prefixes still has many names of the sample, whether they were read or not.
    fn leaves_much(&self, scope: &NameScope, prefixes: &[String], sample: &[&str]) -> bool {
        let (_, names) = Self::without(scope, prefixes, sample);
        let ahead = self.ahead(&names);
        ahead.max(names.len() - ahead) > 2 * self.fair
    }

    /// A scope without some prefixes, and the names of the sample that it has.
    fn without<'n>(scope: &NameScope, prefixes: &[String], sample: &[&'n str]) -> (NameScope, Vec<&'n str>) {
        let left = NameScope { prefixes: scope.prefixes.clone(), except: scope.exceptions_with(prefixes) };
        let names = sample.iter().copied().filter(|name| left.contains(name)).collect();
        (left, names)
    }

    /// Cuts some prefixes out of a scope.
    fn cut_out(&mut self, scope: &NameScope, prefixes: &[String], sample: &[&str]) -> bool {
        if prefixes.is_empty() {
            return false;
        }
        self.cut_all(prefixes.iter().map(|prefix| scope.inside(prefix)), sample);
        let (left, names) = Self::without(scope, prefixes, sample);
        self.whole.push((left, self.ahead(&names)));
        true
    }

    /// The prefixes to cut out of a scope, as many as a filter can exclude: those that the ends are in, those of most names
    /// until the rest has few, and those that were read. `None` if an end can't be cut out.
    fn take(&self, scope: &NameScope, mut groups: Vec<Group>, mut rest: usize) -> Option<Vec<String>> {
        groups.retain(|group| !scope.prefixes.contains(&group.prefix));
        groups.sort_by(|one, other| one.rank().cmp(&other.rank()));
        let mut taken = Vec::new();
        for group in groups {
            let is_wanted = match group.place {
                Place::End | Place::Read => true,
                Place::Ahead => rest > self.fair,
            };
            if !is_wanted {
                continue;
            }
            taken.push(group.prefix);
            if scope.exceptions_with(&taken).len() <= MOST_EXCEPTIONS {
                rest -= group.ahead;
            } else if group.place == Place::End {
                return None;
            } else {
                taken.pop();
            }
        }
        Some(taken)
    }

    /// The names by the character after what all share, each group with the longest prefix of its names. Prefixes that no
    /// filter can ask for are left out.
    fn groups(&self, names: &[&str], common: &str) -> Vec<Group> {
        let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for name in names {
            let end = common.len() + name[common.len()..].chars().next().map_or(0, char::len_utf8);
            if end > common.len() && end <= LONGEST_PREFIX && !name.starts_with('!') {
                groups.entry(&name[..end]).or_default().push(name);
            }
        }
        let group = |(head, names): (&str, Vec<&str>)| {
            // A single name shares all of itself, which would split off that name alone.
            let prefix = match &*names {
                [_] => head,
                several => common_prefix(several.iter().copied()).unwrap_or(head),
            };
            let scope = NameScope::bundle(&[prefix.to_owned()]);
            let place = if self.has_end(&scope) {
                Place::End
            } else if self.was_read(&scope) {
                Place::Read
            } else {
                Place::Ahead
            };
            Group { prefix: prefix.to_owned(), place, names: names.len(), ahead: self.ahead(&names) }
        };
        groups.into_iter().map(group).collect()
    }

    /// True if the names came that are lost when a scope is cut by the character after `common`. The name that equals it
    /// comes first. Those with a `!`, where nothing is in common, come before letters and digits in every order of names.
    fn knows_what_comes_first(&self, scope: &NameScope, common: &str) -> bool {
        let is_behind = |low: &str| match common {
            "" => low.starts_with(|first: char| first.is_ascii_alphanumeric()),
            _ => low.starts_with(common),
        };
        common.len() < LONGEST_PREFIX
            && !common.starts_with('!')
            && self.ends.low.is_some_and(|low| scope.contains(low) && is_behind(low))
            && scope.exceptions_with(&[common.to_owned()]).len() <= MOST_EXCEPTIONS
    }

    /// Cuts a scope by the character after what its known names share.
    fn cut_characters(&mut self, scope: &NameScope, common: &str, sample: &[&str]) {
        let heads = ALPHABET.chars().map(|next| format!("{common}{next}"));
        let heads = heads.filter(|head| !head.starts_with('!') && !scope.except.contains(head));
        let heads: Vec<_> = heads.map(|head| scope.inside(&head)).collect();
        self.cut_all(heads.into_iter(), sample);
        if scope.prefixes.first().map_or(0, String::len) < common.len() {
            let except = scope.exceptions_with(&[common.to_owned()]);
            let rest = NameScope { prefixes: scope.prefixes.clone(), except };
            self.whole.push((rest, 0));
        }
    }

    /// The scopes, the fullest first.
    fn finish(mut self) -> Vec<NameScope> {
        self.light.sort();
        let (mut bundle, mut full) = (Vec::new(), 0);
        for (prefix, weight) in std::mem::take(&mut self.light) {
            if !bundle.is_empty() && (full + weight > self.fair || bundle.len() == MOST_PREFIXES) {
                self.whole.push((NameScope::bundle(&std::mem::take(&mut bundle)), full));
                full = 0;
            }
            bundle.push(prefix);
            full += weight;
        }
        if !bundle.is_empty() {
            self.whole.push((NameScope::bundle(&bundle), full));
        }
        self.whole.sort_by_key(|(_, share)| Reverse(*share));
        self.whole.into_iter().map(|(scope, _)| scope).collect()
    }
}

impl NameScope {
    /// The exceptions of what is left when some prefixes are excluded too.
    fn exceptions_with(&self, prefixes: &[String]) -> Vec<String> {
        let outside = self.except.iter().filter(|except| !is_below(except, prefixes)).cloned();
        outside.chain(prefixes.iter().cloned()).collect()
    }

    /// The names of the scope that begin with a prefix.
    fn inside(&self, prefix: &str) -> Self {
        let except = self.except.iter().filter(|except| except.starts_with(prefix)).cloned().collect();
        Self { prefixes: vec![prefix.to_owned()], except }
    }
}
