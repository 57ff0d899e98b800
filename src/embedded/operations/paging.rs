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
use crate::embedded::store::{Catalog, Found, MOST_GATHERED, Secret, SortKey};

/// How many secrets are looked at for a page at most. Where no filter narrows the list to fewer, a
/// page ends there, perhaps empty, with a token for the rest: so the API says of a filtered view of
/// a long list.
const MAX_LOOKED_AT: usize = 2 * MOST_GATHERED;

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

/// Takes a page of those secrets that match, and makes the token of the next page when there is, or
/// may be, more.
pub fn take_page<'a>(
    candidates: impl Iterator<Item = Found<'a>>,
    matches: impl Fn(&Secret) -> bool,
    size: usize,
    by: SortKey,
    question: &impl Hash,
) -> (Vec<Arc<Secret>>, Option<String>) {
    let (mut page, mut last) = (Vec::new(), None);
    for (looked_at, (key, secret)) in candidates.enumerate() {
        let is_found = matches(secret);
        if looked_at == MAX_LOOKED_AT || (is_found && page.len() == size) {
            let end = last.map(|(key, secret): Found<'_>| Catalog::position(by, key, secret));
            return (page, end.and_then(|end| next_token(question, &end)));
        }
        if is_found {
            page.push(Arc::clone(secret));
        }
        last = Some((key, secret));
    }
    (page, None)
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
