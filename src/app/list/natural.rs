//! The natural order of names: case does not matter, and numbers are compared by value.

use std::cmp::Ordering;

/// Sort keys of many names in one piece of memory, compared byte by byte.
#[derive(Default)]
pub(super) struct NaturalKeys {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl NaturalKeys {
    /// Adds the key of a name.
    pub(super) fn push(&mut self, name: &str) {
        push_key(name, &mut self.bytes);
        self.ends.push(self.bytes.len());
    }

    /// The key of the name that was pushed as number `index`, from 0.
    pub(super) fn get(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[index]]
    }
}

/// Compares two names as their keys compare, without making keys of ASCII names.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    if !(one.is_ascii() && other.is_ascii()) {
        let mut keys = NaturalKeys::default();
        keys.push(one);
        keys.push(other);
        return keys.get(0).cmp(keys.get(1));
    }
    let shared = shared_words(one.as_bytes(), other.as_bytes());
    let (mut one, mut other) = (&one.as_bytes()[shared..], &other.as_bytes()[shared..]);
    loop {
        let (Some(a), Some(b)) = (one.first(), other.first()) else { return one.len().cmp(&other.len()) };
        if !(a.is_ascii_digit() && b.is_ascii_digit()) {
            // A digit stands for the number that it begins: `0` in a key.
            let first = |byte: &u8| if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() };
            match first(a).cmp(&first(b)) {
                Ordering::Equal => (one, other) = (&one[1..], &other[1..]),
                different => return different,
            }
            continue;
        }
        let (number_a, rest_a) = split_number(one);
        let (number_b, rest_b) = split_number(other);
        match number_a.len().cmp(&number_b.len()).then_with(|| number_a.cmp(number_b)) {
            Ordering::Equal => (one, other) = (rest_a, rest_b),
            different => return different,
        }
    }
}

/// The number of bytes that both names begin with, without the digits of a number that may go on behind them. Names that
/// are compared are mostly neighbours, and share most of their bytes.
fn shared_words(one: &[u8], other: &[u8]) -> usize {
    let (one_eights, _) = one.as_chunks::<8>();
    let (other_eights, _) = other.as_chunks::<8>();
    let eights = one_eights.iter().zip(other_eights).take_while(|(one, other)| one == other).count() * 8;
    let rest = one[eights..].iter().zip(&other[eights..]).take_while(|(one, other)| one == other).count();
    let shared = &one[..eights + rest];
    shared.len() - shared.iter().rev().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The digits that a name begins with, without leading zeros, and the rest.
fn split_number(name: &[u8]) -> (&[u8], &[u8]) {
    let end = name.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(name.len());
    let (number, rest) = name.split_at(end);
    let zeros = number.iter().take_while(|digit| **digit == b'0').count();
    (&number[zeros..], rest)
}

/// Adds a key: the name in lower case, each number as `0`, its length, and its digits without leading zeros.
fn push_key(name: &str, key: &mut Vec<u8>) {
    let mut rest = name;
    while !rest.is_empty() {
        let digits = rest.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        if digits > 0 {
            push_number(rest[..digits].trim_start_matches('0').as_bytes(), key);
            rest = &rest[digits..];
        }
        let letters = rest.bytes().position(|byte| byte.is_ascii_digit()).unwrap_or(rest.len());
        push_lowercase(&rest[..letters], key);
        rest = &rest[letters..];
    }
}

fn push_number(digits: &[u8], key: &mut Vec<u8>) {
    key.push(b'0');
    // The length is a sum of bytes, each 255 but the last: a longer number is greater at the first byte that differs.
    key.resize(key.len() + digits.len() / 255, 255);
    key.push(u8::try_from(digits.len() % 255).unwrap_or_default());
    key.extend_from_slice(digits);
}

fn push_lowercase(text: &str, key: &mut Vec<u8>) {
    if text.is_ascii() {
        let start = key.len();
        key.extend_from_slice(text.as_bytes());
        key[start..].make_ascii_lowercase();
        return;
    }
    for lower in text.chars().flat_map(char::to_lowercase) {
        key.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(name: &str) -> Vec<u8> {
        let mut keys = NaturalKeys::default();
        keys.push("before");
        keys.push(name);
        keys.get(1).to_vec()
    }

    #[test]
    fn numbers_go_by_value_and_case_does_not_count() {
        let names = ["a", "A/b", "a1", "a02", "A10", "a10b", "a010c", "a-1", "ab"];
        let mut sorted = names;
        sorted.sort_by_key(|name| key(name));
        assert_eq!(sorted, ["a", "a-1", "A/b", "a1", "a02", "A10", "a10b", "a010c", "ab"]);
        assert_eq!(key("DB-007"), key("db-7"));
    }

    proptest! {
        #[test]
        fn names_compare_as_their_keys(one in "[aAzé/0:129-]{0,8}", other in "[aAzé/0:129-]{0,8}") {
            prop_assert_eq!(compare(&one, &other), key(&one).cmp(&key(&other)));
        }

        #[test]
        fn numbers_of_any_length_are_compared_by_value(a in "[1-9][0-9]{0,600}", b in "[1-9][0-9]{0,600}") {
            let by_value = a.len().cmp(&b.len()).then(a.cmp(&b));
            prop_assert_eq!(key(&a).cmp(&key(&b)), by_value);
            let (a, b) = (format!("x{a}z"), format!("x{b}y"));
            prop_assert_eq!(key(&a).cmp(&key(&b)), by_value.then(std::cmp::Ordering::Greater));
        }
    }
}
