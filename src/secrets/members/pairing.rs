//! Which member of an object is which member of another one, where keys may appear twice.

use super::Members;
use std::collections::HashMap;

/// The positions of a member in two objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// Both have it.
    Both(usize, usize),
    /// Only the first object has it.
    First(usize),
    /// Only the second object has it.
    Second(usize),
}

/// Pairs the members of two objects by their keys: those of the second object in its order, then those that only the first
/// one has. Of members with the same key, those with the same value belong together, then those in the same order.
pub fn pair_up(first: &Members, second: &Members) -> Vec<Pair> {
    let (ours, theirs) = (by_key(first), by_key(second));
    let mut partner: Vec<Option<usize>> = vec![None; second.0.len()];
    let mut is_paired = vec![false; first.0.len()];
    for (key, there) in &theirs {
        let here = ours.get(key).map_or(&[][..], Vec::as_slice);
        let is_value_first = here.len() != there.len();
        let passes = if is_value_first { &[true, false][..] } else { &[false][..] };
        for must_be_same in passes {
            for at in there {
                let fits = |nth: &&usize| {
                    !is_paired[**nth] && (!must_be_same || first.0[**nth].value == second.0[*at].value)
                };
                if partner[*at].is_none()
                    && let Some(found) = here.iter().find(fits)
                {
                    is_paired[*found] = true;
                    partner[*at] = Some(*found);
                }
            }
        }
    }
    let of_second = partner.iter().enumerate();
    let pairs = of_second.map(|(at, first)| first.map_or(Pair::Second(at), |first| Pair::Both(first, at)));
    let gone = is_paired.iter().enumerate().filter(|(_, is_paired)| !**is_paired);
    pairs.chain(gone.map(|(at, _)| Pair::First(at))).collect()
}

/// The positions of the members of each key.
fn by_key(members: &Members) -> HashMap<&str, Vec<usize>> {
    let mut found: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, member) in members.0.iter().enumerate() {
        found.entry(&member.key).or_default().push(at);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(first: &str, second: &str) -> Vec<Pair> {
        pair_up(&Members::parse(first).unwrap(), &Members::parse(second).unwrap())
    }

    #[test]
    fn members_are_paired_by_key() {
        let found = pairs(r#"{"a":1,"b":2}"#, r#"{"b":3,"c":4}"#);
        assert_eq!(found, [Pair::Both(1, 0), Pair::Second(1), Pair::First(0)]);
    }

    #[test]
    fn of_a_key_that_appears_twice_the_same_values_belong_together() {
        assert_eq!(pairs(r#"{"u":1,"u":2}"#, r#"{"u":2}"#), [Pair::Both(1, 0), Pair::First(0)]);
        assert_eq!(pairs(r#"{"u":1}"#, r#"{"u":2,"u":1}"#), [Pair::Second(0), Pair::Both(0, 1)]);
        assert_eq!(pairs(r#"{"u":1,"u":2}"#, r#"{"u":3,"u":1}"#), [Pair::Both(0, 0), Pair::Both(1, 1)]);
    }
}
