//! What a secret may be called.

use thiserror::Error;

/// Characters that a name may have at most.
pub const NAME_LIMIT: usize = 512;

/// Characters that a name may have beside ASCII letters and digits.
const SIGNS: &str = "/_+=.@-!";

/// Why a text is no name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NameError {
    /// There is nothing.
    #[error("A secret has to have a name.")]
    Empty,
    /// It has more characters than the service takes.
    #[error("{0} characters; {NAME_LIMIT} at most.")]
    TooLong(usize),
    /// It has a character that names don't have.
    #[error("{0:?} can't be in a name: letters, digits and / _ + = . @ - ! can.")]
    Character(char),
}

/// Checks a name as the service does.
///
/// # Errors
/// The text is empty, too long, or has a character that names don't have.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let length = name.chars().count();
    if length == 0 {
        return Err(NameError::Empty);
    }
    if let Some(wrong) = name.chars().find(|c| !c.is_ascii_alphanumeric() && !SIGNS.contains(*c)) {
        return Err(NameError::Character(wrong));
    }
    if length > NAME_LIMIT { Err(NameError::TooLong(length)) } else { Ok(()) }
}

/// Whether a name ends as ARNs do: a hyphen and six letters or digits. A part of an ARN may then be taken for the whole of
/// another.
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
