//! The natural order of names: case does not matter, and numbers are compared by value.

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

/// Adds a key: the name in lower case, each number as `0`, its length, and its digits without leading zeros.
fn push_key(name: &str, key: &mut Vec<u8>) {
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            push_number(rest[..digits].trim_start_matches('0').as_bytes(), key);
            rest = &rest[digits..];
        } else {
            push_lowercase(c, key);
            rest = &rest[c.len_utf8()..];
        }
    }
}

fn push_number(digits: &[u8], key: &mut Vec<u8>) {
    key.push(b'0');
    // The length is a sum of bytes, each 255 but the last: a longer number is greater at the first byte that differs.
    key.resize(key.len() + digits.len() / 255, 255);
    key.push(u8::try_from(digits.len() % 255).unwrap_or_default());
    key.extend_from_slice(digits);
}

fn push_lowercase(c: char, key: &mut Vec<u8>) {
    if c.is_ascii() {
        key.push((c as u8).to_ascii_lowercase());
        return;
    }
    for lower in c.to_lowercase() {
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
        fn numbers_of_any_length_are_compared_by_value(a in "[1-9][0-9]{0,600}", b in "[1-9][0-9]{0,600}") {
            let by_value = a.len().cmp(&b.len()).then(a.cmp(&b));
            prop_assert_eq!(key(&a).cmp(&key(&b)), by_value);
            let (a, b) = (format!("x{a}z"), format!("x{b}y"));
            prop_assert_eq!(key(&a).cmp(&key(&b)), by_value.then(std::cmp::Ordering::Greater));
        }
    }
}
