//! Opaque tokens for the next page.
//!
//! A token carries where the page ended and a digest of that and of the question asked, so one
//! that was made up, cut, or given out for another question is refused.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::embedded::failure::{Code, Failure};
use crate::embedded::store::{Catalog, Secret, SecretKey, SortKey};

/// How many results a page has when the request doesn't say.
pub const DEFAULT_PAGE: usize = 100;

#[derive(Serialize, Deserialize)]
struct Token {
    after: String,
    digest: u64,
}

/// Makes the token of the page after a position.
pub fn next_token(question: &impl Hash, position: &impl Serialize) -> Option<String> {
    let after = serde_json::to_string(position).ok()?;
    let token = Token { digest: digest(question, &after), after };
    Some(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&token).ok()?))
}

/// Reads a token back, if it was made for this question.
pub fn position<P: DeserializeOwned>(
    question: &impl Hash,
    token: Option<&str>,
) -> Result<Option<P>, Failure> {
    let Some(token) = token else { return Ok(None) };
    let read = || {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let token: Token = serde_json::from_slice(&bytes).ok()?;
        let genuine = token.digest == digest(question, &token.after);
        genuine.then(|| serde_json::from_str(&token.after).ok()).flatten()
    };
    read().map(Some).ok_or_else(|| Failure::new(Code::InvalidNextToken, "Invalid token."))
}

/// Takes a page of secrets, and makes the token of the next page when there is more.
pub fn take_page<'a>(
    mut found: impl Iterator<Item = (SecretKey, &'a Arc<Secret>)>,
    size: usize,
    by: SortKey,
    question: &impl Hash,
) -> (Vec<Arc<Secret>>, Option<String>) {
    let page: Vec<_> = found.by_ref().take(size).collect();
    let last = page.last().filter(|_| found.next().is_some());
    let token = last.and_then(|(key, secret)| next_token(question, &Catalog::position(by, *key, secret)));
    (page.into_iter().map(|(_, secret)| Arc::clone(secret)).collect(), token)
}

/// The size of a page that was asked for.
pub fn page_size(max_results: Option<i64>, default: usize) -> usize {
    max_results.and_then(|most| usize::try_from(most).ok()).unwrap_or(default)
}

fn digest(question: &impl Hash, after: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    question.hash(&mut hasher);
    after.hash(&mut hasher);
    hasher.finish()
}
