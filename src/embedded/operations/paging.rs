//! Pages of results, and the tokens that continue them.
//!
//! A token holds the end of its page, and a digest of that end and of the query. Tokens that were
//! made up, truncated or returned for another query are refused.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::embedded::error::{ApiError, ErrorCode};
use crate::embedded::store::{Catalog, CatalogEntry, MAX_COLLECTED, Secret, SortKey};

/// The limit of secrets that are read for a page. If the filters can't narrow the list to fewer, the
/// page ends there, perhaps empty, with a token for the rest. The API documents this for filtered
/// listings of many secrets.
const MAX_SCANNED: usize = 2 * MAX_COLLECTED;

/// The page size if the request sets none.
pub const DEFAULT_PAGE: usize = 100;

#[derive(Serialize, Deserialize)]
struct Token {
    after: String,
    digest: u64,
}

/// Encodes the token of the page that starts after a position.
pub fn encode_token(query: &impl Hash, position: &impl Serialize) -> Option<String> {
    let after = serde_json::to_string(position).ok()?;
    let token = Token { digest: digest(query, &after), after };
    Some(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&token).ok()?))
}

/// Decodes the position in a token. An error if the token was not made for this query.
pub fn decode_token<P: DeserializeOwned>(
    query: &impl Hash,
    token: Option<&str>,
) -> Result<Option<P>, ApiError> {
    let Some(token) = token else { return Ok(None) };
    let decode = || {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let token: Token = serde_json::from_slice(&bytes).ok()?;
        let genuine = token.digest == digest(query, &token.after);
        genuine.then(|| serde_json::from_str(&token.after).ok()).flatten()
    };
    decode().map(Some).ok_or_else(|| ApiError::new(ErrorCode::InvalidNextToken, "Invalid token."))
}

/// Takes a page of the candidates that match. Returns a token for the next page if there may be one.
pub fn take_page<'a>(
    candidates: impl Iterator<Item = CatalogEntry<'a>>,
    matches: impl Fn(&Secret) -> bool,
    size: usize,
    by: SortKey,
    query: &impl Hash,
) -> (Vec<Arc<Secret>>, Option<String>) {
    let (mut page, mut last) = (Vec::new(), None);
    for (scanned, (key, secret)) in candidates.enumerate() {
        let is_match = matches(secret);
        if scanned == MAX_SCANNED || (is_match && page.len() == size) {
            let end = last.map(|(key, secret): CatalogEntry<'_>| Catalog::position(by, key, secret));
            return (page, end.and_then(|end| encode_token(query, &end)));
        }
        if is_match {
            page.push(Arc::clone(secret));
        }
        last = Some((key, secret));
    }
    (page, None)
}

/// The page size of a request.
pub fn page_size(max_results: Option<i64>, default: usize) -> usize {
    max_results.and_then(|size| usize::try_from(size).ok()).unwrap_or(default)
}

fn digest(query: &impl Hash, after: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    query.hash(&mut hasher);
    after.hash(&mut hasher);
    hasher.finish()
}
