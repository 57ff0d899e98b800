//! A part of all possible names that `ListSecrets` can be asked for, so that parts can be listed side by side.
//!
//! The service filters names by prefix, minding case: a name has one of several prefixes, and a prefix behind `!`
//! excludes names. A scope is never wider or narrower than its filters, and [`NameScope::divide`] loses no name: each name of
//! the scope that was not read is in exactly one of the smaller scopes.

mod collation;
mod division;

pub use collation::Collation;
pub use division::ReadEnds;
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

    fn bundle(prefixes: &[String]) -> Self {
        Self { prefixes: prefixes.to_vec(), except: Vec::new() }
    }
}

fn is_below(name: &str, prefixes: &[String]) -> bool {
    prefixes.iter().any(|prefix| name.starts_with(&**prefix))
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
