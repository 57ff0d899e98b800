//! The order of names, as far as it is known: the service doesn't document it, and emulators have their own.

use std::cmp::Ordering;

/// The orders that the names of a service may have, after what it has shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Collation {
    /// By bytes or by letters.
    #[default]
    Either,
    /// By bytes.
    Bytes,
    /// By letters, regardless of case. The place of punctuation is unknown.
    Letters,
    /// Neither by bytes nor by letters.
    Neither,
}

impl Collation {
    /// Learns from two names that the service listed one after the other.
    pub fn observe(&mut self, lower: &str, higher: &str) {
        if lower > higher {
            *self = self.without(Self::Bytes);
        }
        if order_by_letters(lower, higher) == Some(Ordering::Greater) {
            *self = self.without(Self::Letters);
        }
    }

    fn without(self, refuted: Self) -> Self {
        match (self, refuted) {
            (Self::Either, Self::Bytes) => Self::Letters,
            (Self::Either, Self::Letters) => Self::Bytes,
            (one, other) if one == other => Self::Neither,
            (one, _) => one,
        }
    }

    /// The side of `name` on which all names are that begin with `head`, if there is one in every order that is possible.
    pub(super) fn side_of(self, name: &str, head: &str) -> Option<Ordering> {
        let name = name.get(..head.len()).unwrap_or(name);
        let by_letters = || order_by_letters(head, name);
        match self {
            Self::Either => by_letters().filter(|order| *order == head.cmp(name)),
            Self::Bytes => Some(head.cmp(name)),
            Self::Letters => by_letters(),
            Self::Neither => None,
        }
    }
}

/// The order of two names, if all orders by letters agree. Those may differ in case and in the place of punctuation, but
/// all have digits before letters, and a name before those that begin with it.
fn order_by_letters(one: &str, other: &str) -> Option<Ordering> {
    let pairs = one.bytes().zip(other.bytes());
    let mut pairs = pairs.map(|(one, other)| (one.to_ascii_lowercase(), other.to_ascii_lowercase()));
    match pairs.find(|(one, other)| one != other) {
        None => Some(one.len().cmp(&other.len())),
        Some((one, other)) => {
            let comparable = one.is_ascii_alphanumeric() && other.is_ascii_alphanumeric();
            comparable.then(|| one.cmp(&other))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Collation, order_by_letters};
    use std::cmp::Ordering::{Equal, Greater, Less};

    #[test]
    fn orders_by_letters_agree_on_all_but_case_and_punctuation() {
        for (one, other) in [("b", "a"), ("B", "a"), ("ab", "a"), ("a2", "a1"), ("ab", "a1")] {
            assert_eq!(order_by_letters(one, other), Some(Greater), "{one} {other}");
            assert_eq!(order_by_letters(other, one), Some(Less), "{other} {one}");
        }
        for (one, other) in [("a-b", "ab"), ("/a", "a")] {
            assert_eq!(order_by_letters(one, other), None, "{one} {other}");
            assert_eq!(order_by_letters(other, one), None, "{other} {one}");
        }
        assert_eq!(order_by_letters("Ab", "aB"), Some(Equal), "case alone decides nothing");
    }

    #[test]
    fn the_side_of_a_name_is_known_where_every_possible_order_agrees() {
        let sides = |collation: Collation| {
            [("b", "a"), ("b", "A"), ("a", "B"), ("a-", "ab"), ("abc", "ab")]
                .map(|(name, head)| collation.side_of(name, head))
        };
        let mut collation = Collation::default();
        assert_eq!(sides(collation), [Some(Less), Some(Less), None, None, Some(Equal)]);
        collation.observe("Zebra", "ant");
        assert_eq!(collation, Collation::Bytes);
        assert_eq!(sides(collation), [Some(Less), Some(Less), Some(Less), Some(Greater), Some(Equal)]);
        collation.observe("b", "a");
        assert_eq!(sides(collation), [None; 5]);
        let mut collation = Collation::default();
        collation.observe("ant", "Zebra");
        assert_eq!(collation, Collation::Letters);
        assert_eq!(sides(collation), [Some(Less), Some(Less), Some(Greater), None, Some(Equal)]);
    }
}
