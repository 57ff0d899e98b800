//! The packed form of a description: its words.
//!
//! Kept whole, descriptions take half of the memory of a list. Those of a company repeat some thousand words, so that words
//! are shared texts. A word with a digit, such as an ID or a date, is mostly of one secret alone, and is kept as it is.

use super::numbers::{push_number, read_length};
use super::slices::Slices;

/// Tells the kind of a segment, in the lowest bit of its length: shared words, or bytes of the secret's own.
const OWN: u64 = 1;

/// The least number of bytes in a word, its space included: shorter ones go with the next, as a number for each would take
/// nearly as much memory as they do.
const SHORTEST: usize = 6;

/// The bytes that a word mostly has at most.
const USUAL_WORD: usize = 12;

/// Writes a description in segments that end with an empty one. `intern` gives the number of a text.
pub(super) fn write(
    description: &str,
    shared: &mut Vec<u8>,
    own: &mut Vec<u8>,
    intern: &mut dyn FnMut(&str) -> usize,
) {
    let (mut words, mut own_text, mut rest) = (0, "", description);
    while let Some((word, kind, behind)) = split_word(rest) {
        match kind {
            Kind::Shared => {
                write_own(&mut own_text, own);
                push_number(shared, intern(word) as u64);
                words += 1;
            }
            Kind::Own => {
                write_words(&mut words, own);
                let start = description.len() - rest.len() - own_text.len();
                own_text = &description[start..description.len() - behind.len()];
            }
        }
        rest = behind;
    }
    write_own(&mut own_text, own);
    write_words(&mut words, own);
    push_number(own, 0);
}

fn write_words(words: &mut u64, own: &mut Vec<u8>) {
    if *words > 0 {
        push_number(own, *words << 1);
        *words = 0;
    }
}

fn write_own(text: &mut &str, own: &mut Vec<u8>) {
    if !text.is_empty() {
        push_number(own, (text.len() as u64) << 1 | OWN);
        own.extend_from_slice(text.as_bytes());
        *text = "";
    }
}

/// The kind of a word.
#[derive(Clone, Copy)]
enum Kind {
    Shared,
    /// The word has a digit.
    Own,
}

/// The word that a text begins with, and the rest.
fn split_word(text: &str) -> Option<(&str, Kind, &str)> {
    let behind = text.as_bytes().get(SHORTEST - 1..).unwrap_or_default();
    let end = behind.iter().position(|byte| *byte == b' ').map_or(text.len(), |at| at + SHORTEST);
    let (word, rest) = text.split_at(end);
    let kind = if word.bytes().any(|byte| byte.is_ascii_digit()) { Kind::Own } else { Kind::Shared };
    (!word.is_empty()).then_some((word, kind, rest))
}

/// Takes a description from the beginning of both, and writes it to the end of `out`.
pub(super) fn read(shared: &mut &[u8], own: &mut &[u8], texts: &Slices<String>, out: &mut String) {
    loop {
        match read_length(own) {
            0 => return,
            segment if segment as u64 & OWN == 0 => {
                // Grown word by word, the text would be copied several times.
                out.reserve((segment >> 1) * USUAL_WORD);
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
            prop_assert!(texts.iter().all(|text| !text.bytes().any(|byte| byte.is_ascii_digit())));
        }
    }

    #[test]
    fn words_that_descriptions_share_are_kept_once() {
        let (mut index, mut texts) = (TextIndex::default(), Slices::default());
        let mut bytes = 0;
        for number in 0..100 {
            let text =
                format!("Credentials of number {number} in prod, owned by payments. See the runbook first.");
            let (mut shared, mut own) = (Vec::new(), Vec::new());
            write(&text, &mut shared, &mut own, &mut |text| index.intern(text, &mut texts));
            bytes += shared.len() + own.len();
        }
        assert_eq!(texts.len(), 8);
        assert!(bytes < 100 * 20, "{bytes}");
    }
}
