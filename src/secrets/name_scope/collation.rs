//! The order of names, as far as it is known: the service doesn't document it, and emulators have their own.

use std::cmp::Ordering;

/// The order of two names, if it is the same by bytes and by letters.
pub(super) fn certain_order(one: &str, other: &str) -> Option<Ordering> {
    order_by_letters(one, other).filter(|order| *order == one.cmp(other))
}

/// The order of two names, if all orders by letters agree. Those may differ in case and in the place of punctuation, but
/// all have digits before letters, and a name before those that begin with it.
pub fn order_by_letters(one: &str, other: &str) -> Option<Ordering> {
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
    use super::{certain_order, order_by_letters};
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
    fn an_order_is_certain_where_bytes_and_letters_agree() {
        assert_eq!(certain_order("a", "b"), Some(Less));
        assert_eq!(certain_order("A", "b"), Some(Less));
        assert_eq!(certain_order("B", "a"), None, "first by bytes, last by letters");
        assert_eq!(certain_order("a-", "ab"), None);
    }
}
