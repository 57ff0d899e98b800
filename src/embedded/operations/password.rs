//! `GetRandomPassword`.

use serde::{Deserialize, Serialize};

use super::call::{Call, Perform};
use crate::embedded::error::ApiError;

const LOWERCASE: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPERCASE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const NUMBERS: &str = "0123456789";
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
/// The length if the request sets none.
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

/// The password.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetRandomPasswordResponse {
    random_password: String,
}

/// Leaves the password out, so that it never ends up in a log.
impl std::fmt::Debug for GetRandomPasswordResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GetRandomPasswordResponse").finish_non_exhaustive()
    }
}

impl Perform for GetRandomPassword {
    type Reply = GetRandomPasswordResponse;

    fn perform(self, call: &mut Call<'_>) -> Result<GetRandomPasswordResponse, ApiError> {
        let types = self.types();
        let alphabet: Vec<char> = types.iter().flatten().copied().collect();
        if alphabet.is_empty() {
            return Err(ApiError::invalid_parameter(
                "At least one type of characters must be included in the password.",
            ));
        }
        let length = usize::try_from(self.password_length.unwrap_or(DEFAULT_LENGTH)).unwrap_or_default();
        let required = if self.require_each_included_type.unwrap_or(true) { types.as_slice() } else { &[] };
        if length < required.len() {
            return Err(ApiError::invalid_parameter(
                "Password length is too short based on the required types.",
            ));
        }
        let random = &mut call.store.random;
        let mut password: Vec<char> = required.iter().map(|kind| kind[random.usize(..kind.len())]).collect();
        while password.len() < length {
            password.push(alphabet[random.usize(..alphabet.len())]);
        }
        random.shuffle(&mut password);
        Ok(GetRandomPasswordResponse { random_password: password.into_iter().collect() })
    }
}

impl GetRandomPassword {
    /// The characters of each included type, without the excluded characters and without empty types.
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
