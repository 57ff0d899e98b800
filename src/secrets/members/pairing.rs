//! Which member of an object is which member of another one, where keys may appear twice.

use super::Members;

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
    let mut partner: Vec<Option<usize>> = vec![None; second.0.len()];
    let mut is_paired = vec![false; first.0.len()];
    for same_value in [true, false] {
        for (at, member) in second.0.iter().enumerate() {
            if partner[at].is_some() || same_value && is_equally_often(first, second, &member.key) {
                continue;
            }
            let found = first.0.iter().enumerate().position(|(nth, other)| {
                !is_paired[nth] && other.key == member.key && (!same_value || other.value == member.value)
            });
            if let Some(found) = found {
                is_paired[found] = true;
                partner[at] = Some(found);
            }
        }
    }
    let of_second = partner.iter().enumerate();
    let pairs = of_second.map(|(at, first)| first.map_or(Pair::Second(at), |first| Pair::Both(first, at)));
    let gone = is_paired.iter().enumerate().filter(|(_, is_paired)| !**is_paired);
    pairs.chain(gone.map(|(at, _)| Pair::First(at))).collect()
}

/// True if the key appears equally often in both objects: its members are then paired in their order.
fn is_equally_often(first: &Members, second: &Members, key: &str) -> bool {
    let count = |members: &Members| members.0.iter().filter(|member| member.key == key).count();
    count(first) == count(second)
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
