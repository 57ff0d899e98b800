//! `GetRandomPassword`.

use serde::{Deserialize, Serialize};

use super::{Call, Perform};
use crate::embedded::failure::Failure;

const LOWERCASE: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPERCASE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const NUMBERS: &str = "0123456789";
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
const DEFAULT_LENGTH: i64 = 32;

/// `GetRandomPassword`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct GetRandomPassword {
    password_length: Option<i64>,
    exclude_characters: Option<String>,
    exclude_numbers: Option<bool>,
    exclude_punctuation: Option<bool>,
    exclude_uppercase: Option<bool>,
    exclude_lowercase: Option<bool>,
    include_space: Option<bool>,
    require_each_included_type: Option<bool>,
}

/// A password.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Password {
    random_password: String,
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Password").finish_non_exhaustive()
    }
}

impl Perform for GetRandomPassword {
    type Reply = Password;

    fn perform(self, call: &mut Call<'_>) -> Result<Password, Failure> {
        let types = self.types();
        let alphabet: Vec<char> = types.iter().flatten().copied().collect();
        if alphabet.is_empty() {
            return Err(Failure::parameter(
                "At least one type of characters must be included in the password.",
            ));
        }
        let length = usize::try_from(self.password_length.unwrap_or(DEFAULT_LENGTH)).unwrap_or_default();
        let required = if self.require_each_included_type.unwrap_or(true) { types.as_slice() } else { &[] };
        if length < required.len() {
            return Err(Failure::parameter("Password length is too short based on the required types."));
        }
        let random = &mut call.store.random;
        let mut password: Vec<char> = required.iter().map(|kind| kind[random.usize(..kind.len())]).collect();
        while password.len() < length {
            password.push(alphabet[random.usize(..alphabet.len())]);
        }
        random.shuffle(&mut password);
        Ok(Password { random_password: password.into_iter().collect() })
    }
}

impl GetRandomPassword {
    /// The characters of each type that is included, those excluded one by one left out.
    fn types(&self) -> Vec<Vec<char>> {
        let excluded = self.exclude_characters.as_deref().unwrap_or_default();
        let all = [
            (!self.exclude_lowercase.unwrap_or_default(), LOWERCASE),
            (!self.exclude_uppercase.unwrap_or_default(), UPPERCASE),
            (!self.exclude_numbers.unwrap_or_default(), NUMBERS),
            (!self.exclude_punctuation.unwrap_or_default(), PUNCTUATION),
            (self.include_space.unwrap_or_default(), " "),
        ];
        let included = all.iter().filter(|(included, _)| *included);
        let kept = included.map(|(_, kind)| kind.chars().filter(|c| !excluded.contains(*c)).collect());
        kept.filter(|kind: &Vec<char>| !kind.is_empty()).collect()
    }
}
