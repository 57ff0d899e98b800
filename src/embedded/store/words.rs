//! The words of a text, as filters look for them: parted by signs and capitals, whatever the case.

/// The words of a text: parted by anything but letters and digits, and where a capital follows a
/// small letter.
pub fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut last_is_lower = false;
        let end = rest.find(|c: char| {
            let ends = !c.is_alphanumeric() || (c.is_uppercase() && last_is_lower);
            last_is_lower = c.is_lowercase();
            ends
        });
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!word.is_empty()).then_some(word)
    })
}

/// A word in lower case, letter by letter.
pub fn lower(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

/// Whether a word begins with one in lower case.
pub fn begins_with(word: &str, wanted: &str) -> bool {
    let mut lower = lower(word);
    wanted.chars().all(|c| lower.next() == Some(c))
}

#[cfg(test)]
mod tests {
    use super::{begins_with, words};

    #[test]
    fn words_part_at_signs_and_capitals() {
        assert!(words("prod/My-secretName 42/").eq(["prod", "My", "secret", "Name", "42"]));
        assert_eq!(words("-/ ").next(), None);
    }

    #[test]
    fn a_word_begins_with_another_whatever_its_case() {
        assert!(begins_with("Postgres", "post") && begins_with("Postgres", ""));
        assert!(!begins_with("Post", "postgres"));
    }
}
