//! Splits text into words, as filters match them.

/// The words of a text. A word ends before any character that is no letter or digit, before a capital
/// that follows a small letter, and before the last capital of a run that a small letter follows:
/// `HTTPServer` is `HTTP` and `Server`.
pub fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut last = None;
        let mut chars = rest.char_indices().peekable();
        let mut end = rest.len();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            if !c.is_alphanumeric() || starts_word(last, c, next) {
                end = at;
                break;
            }
            last = Some(c);
        }
        let (word, after) = rest.split_at(end);
        rest = after;
        (!word.is_empty()).then_some(word)
    })
}

/// Returns true if `c` is a capital that starts a new word between these neighbours.
fn starts_word(last: Option<char>, c: char, next: Option<char>) -> bool {
    let ends_run = |last: char| last.is_uppercase() && next.is_some_and(char::is_lowercase);
    c.is_uppercase() && last.is_some_and(|last| last.is_lowercase() || ends_run(last))
}

/// The characters of a word in lower case.
pub fn lowercase(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

/// Returns true if a word, taken in lower case, starts with a prefix, given in lower case.
pub fn has_prefix(word: &str, prefix: &str) -> bool {
    let mut word = lowercase(word);
    prefix.chars().all(|c| word.next() == Some(c))
}

#[cfg(test)]
mod tests {
    use super::{has_prefix, words};

    #[test]
    fn words_split_at_signs_and_capitals() {
        assert!(words("prod/My-secretName 42/").eq(["prod", "My", "secret", "Name", "42"]));
        assert_eq!(words("-/ ").next(), None);
        assert!(
            words("COMPANY/HTTPServer SecretFTag").eq(["COMPANY", "HTTP", "Server", "Secret", "F", "Tag"])
        );
        assert!(words("COMPANYthings").eq(["COMPAN", "Ythings"]), "as AWS was seen to split it");
    }

    #[test]
    fn prefixes_match_in_any_case() {
        assert!(has_prefix("Postgres", "post") && has_prefix("Postgres", ""));
        assert!(!has_prefix("Post", "postgres"));
    }
}
