//! IAM patterns: `*` matches any characters, `?` for one.

/// Returns true if a text matches a pattern.
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut read) = (0, 0);
    // The last `*` and the text position up to which it matches, to go back to after a mismatch.
    let mut star: Option<(usize, usize)> = None;
    while read < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || *wanted == text[read] => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((star_at, star_read)) = star else { return false };
                star = Some((star_at, star_read + 1));
                at = star_at + 1;
                read = star_read + 1;
            }
        }
    }
    pattern[at..].iter().all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_match_as_in_iam() {
        for (pattern, text) in [("*", ""), ("*", "a/b"), ("prod/*", "prod/x"), ("a?c", "abc"), ("*b*", "abc")]
        {
            assert!(matches(pattern, text), "{pattern} should match {text}");
        }
        for (pattern, text) in [("", "a"), ("prod/*", "staging/x"), ("a?c", "ac"), ("*b", "abc")] {
            assert!(!matches(pattern, text), "{pattern} should not match {text}");
        }
    }
}
