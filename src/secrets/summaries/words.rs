//! The packed form of a description: its words.
//!
//! Kept whole, descriptions take half of the memory of a list. Those of a company repeat some thousand words, so that words
//! are shared texts. A word with a digit, such as an ID or a date, is mostly of one secret alone, and is kept as it is.

use super::pack::{push_number, read_length};
use super::slices::Slices;

/// Tells the kind of a segment, in the lowest bit of its length: shared words, or bytes of the secret's own.
const OWN: u64 = 1;

/// Writes a description in segments that end with an empty one. `intern` gives the number of a text.
pub(super) fn write(
    description: &str,
    shared: &mut Vec<u8>,
    own: &mut Vec<u8>,
    intern: &mut dyn FnMut(&str) -> usize,
) {
    let mut rest = description;
    while !rest.is_empty() {
        let (segment, behind) = rest.split_at(segment(rest));
        if has_digit(segment) {
            push_number(own, (segment.len() as u64) << 1 | OWN);
            own.extend_from_slice(segment.as_bytes());
        } else {
            push_number(own, (segment.split_inclusive(' ').count() as u64) << 1);
            segment.split_inclusive(' ').for_each(|word| push_number(shared, intern(word) as u64));
        }
        rest = behind;
    }
    push_number(own, 0);
}

/// The length of the words of one kind that a text begins with.
fn segment(text: &str) -> usize {
    let mut words = text.split_inclusive(' ');
    let first = words.next().unwrap_or_default();
    let alike = words.take_while(|word| has_digit(word) == has_digit(first));
    first.len() + alike.map(str::len).sum::<usize>()
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Takes a description from the beginning of both, and writes it to the end of `out`.
pub(super) fn read(shared: &mut &[u8], own: &mut &[u8], texts: &Slices<String>, out: &mut String) {
    loop {
        match read_length(own) {
            0 => return,
            segment if segment as u64 & OWN == 0 => {
                (0..segment >> 1).for_each(|_| out.push_str(texts.get(read_length(shared))));
            }
            segment => {
                let (text, rest) = own.split_at(segment >> 1);
                out.push_str(std::str::from_utf8(text).expect("only texts are packed"));
                *own = rest;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::texts::TextIndex;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_description_comes_back(
            descriptions in proptest::collection::vec(prop_oneof!["([a-cé]{0,2}|[0-2a]{0,2}| ){0,9}", "\\PC*"], 1..4),
        ) {
            let (mut index, mut texts) = (TextIndex::default(), Slices::default());
            let (mut shared, mut own) = (Vec::new(), Vec::new());
            for text in &descriptions {
                write(text, &mut shared, &mut own, &mut |text| index.intern(text, &mut texts));
            }
            let (mut shared, mut own) = (shared.as_slice(), own.as_slice());
            for text in &descriptions {
                let mut read_back = String::from("before");
                read(&mut shared, &mut own, &texts, &mut read_back);
                prop_assert_eq!(read_back.strip_prefix("before"), Some(text.as_str()));
            }
            prop_assert!(shared.is_empty() && own.is_empty());
            prop_assert!(texts.iter().all(|text| !has_digit(text)));
        }
    }

    #[test]
    fn words_that_descriptions_share_are_kept_once() {
        let (mut index, mut texts) = (TextIndex::default(), Slices::default());
        let mut bytes = 0;
        for number in 0..100 {
            let text = format!(
                "Credentials of database {number} in prod, owned by payments. See the runbook first."
            );
            let (mut shared, mut own) = (Vec::new(), Vec::new());
            write(&text, &mut shared, &mut own, &mut |text| index.intern(text, &mut texts));
            bytes += shared.len() + own.len();
        }
        assert_eq!(texts.len(), 12);
        assert!(bytes < 100 * 22, "{bytes}");
    }
}
