//! The rules for names of secrets.

use thiserror::Error;

/// The most characters that a name may have.
pub const NAME_LIMIT: usize = 512;

/// The characters allowed in a name besides ASCII letters and digits.
const PUNCTUATION: &str = "/_+=.@-!";

/// The reason why a text is not a valid name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NameError {
    /// The text is empty.
    #[error("Enter a name.")]
    Empty,
    /// The text has this many characters, more than allowed.
    #[error("The name has {0} characters; the limit is {NAME_LIMIT}.")]
    TooLong(usize),
    /// The text contains this character, which is not allowed.
    #[error("{0:?} is not allowed in a name. Allowed: letters, digits and / _ + = . @ - !")]
    Character(char),
}

/// Checks a name by the service's rules.
///
/// # Errors
/// The text is empty, too long, or has a character that is not allowed.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let length = name.chars().count();
    if length == 0 {
        return Err(NameError::Empty);
    }
    if let Some(wrong) = name.chars().find(|c| !c.is_ascii_alphanumeric() && !PUNCTUATION.contains(*c)) {
        return Err(NameError::Character(wrong));
    }
    if length > NAME_LIMIT { Err(NameError::TooLong(length)) } else { Ok(()) }
}

/// True if a name ends like an ARN: with a hyphen and six letters or digits. AWS advises against such names, as the
/// partial ARN of one secret can then be taken for the whole ARN of another.
pub fn ends_like_an_arn(name: &str) -> bool {
    let end: Vec<char> = name.chars().rev().take(7).collect();
    end.len() == 7 && end[6] == '-' && end[..6].iter().all(char::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_limits_are_those_of_the_service() {
        assert_eq!(check_name("prod/db_1+x=y.z@a-b!"), Ok(()));
        assert_eq!(check_name(""), Err(NameError::Empty));
        assert_eq!(check_name("a b"), Err(NameError::Character(' ')));
        assert_eq!(check_name("é"), Err(NameError::Character('é')));
        assert_eq!(check_name(&"a".repeat(512)), Ok(()));
        assert_eq!(check_name(&"a".repeat(513)), Err(NameError::TooLong(513)));
    }

    #[test]
    fn a_hyphen_and_six_characters_are_like_the_end_of_an_arn() {
        assert!(ends_like_an_arn("prod/api-AbC123"));
        for name in ["prod/api-AbC12", "prod/api-AbC1234", "AbC123", "a-b.c123", "prod/api"] {
            assert!(!ends_like_an_arn(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in ".{0,12}") {
            let _ = check_name(&text);
            let _ = ends_like_an_arn(&text);
        }
    }
}
