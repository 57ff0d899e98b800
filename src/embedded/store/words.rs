//! The words of a text, as filters look for them: parted by signs and capitals, whatever the case.

/// The words of a text: parted by anything but letters and digits, and before a capital that follows
/// a small letter, or ends a run of them with a small letter after it: `HTTP`, `Server`.
pub fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut last = None;
        let mut chars = rest.char_indices().peekable();
        let mut end = rest.len();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            if !c.is_alphanumeric() || begins_word(last, c, next) {
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

/// Whether a capital between these begins a word of its own.
fn begins_word(last: Option<char>, c: char, next: Option<char>) -> bool {
    let ends_a_run = |last: char| last.is_uppercase() && next.is_some_and(char::is_lowercase);
    c.is_uppercase() && last.is_some_and(|last| last.is_lowercase() || ends_a_run(last))
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
        assert!(
            words("COMPANY/HTTPServer SecretFTag").eq(["COMPANY", "HTTP", "Server", "Secret", "F", "Tag"])
        );
        assert!(words("COMPANYthings").eq(["COMPAN", "Ythings"]), "as AWS was seen to part it");
    }

    #[test]
    fn a_word_begins_with_another_whatever_its_case() {
        assert!(begins_with("Postgres", "post") && begins_with("Postgres", ""));
        assert!(!begins_with("Post", "postgres"));
    }
}
