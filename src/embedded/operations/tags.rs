//! `TagResource`, `UntagResource`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::call::{Call, Perform};
use super::describe::TagEntry;
use crate::embedded::error::ApiError;
use crate::embedded::store::{Tag, Tags};

/// The quota of tags on a secret.
const MAX_TAGS: usize = 50;

/// `TagResource`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct TagResource {
    secret_id: String,
    tags: Vec<TagEntry>,
}

/// A response without members.
#[derive(Debug, Serialize)]
pub struct EmptyResponse {}

impl Perform for TagResource {
    type Reply = EmptyResponse;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<EmptyResponse, ApiError> {
        let (key, secret) = call.writable(&self.secret_id)?;
        let tags = merge_tags(&secret.tags, &self.tags)?;
        let now = call.now;
        call.edit(key, |secret| {
            secret.tags = tags;
            secret.changed = now;
        })?;
        Ok(EmptyResponse {})
    }
}

/// `UntagResource`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct UntagResource {
    secret_id: String,
    tag_keys: Vec<Arc<str>>,
}

impl Perform for UntagResource {
    type Reply = EmptyResponse;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<EmptyResponse, ApiError> {
        let (key, _) = call.writable(&self.secret_id)?;
        self.tag_keys.iter().try_for_each(|key| check_tag_key(key))?;
        let now = call.now;
        call.edit(key, |secret| {
            secret.tags.remove(&self.tag_keys);
            secret.changed = now;
        })?;
        Ok(EmptyResponse {})
    }
}

/// Adds tags to those of a secret. A tag whose key exists keeps its position and gets the new value.
pub fn merge_tags(held: &Tags, added: &[TagEntry]) -> Result<Tags, ApiError> {
    if added.is_empty() {
        return Ok(held.clone());
    }
    let mut tags = held.to_vec();
    for TagEntry { key, value } in added {
        check_tag_key(key)?;
        match tags.iter_mut().find(|tag| tag.key == *key) {
            Some(tag) => tag.value = Arc::clone(value),
            None => tags.push(Tag { key: Arc::clone(key), value: Arc::clone(value) }),
        }
    }
    if tags.len() > MAX_TAGS {
        return Err(ApiError::invalid_parameter(format!("A secret can't have more than {MAX_TAGS} tags.")));
    }
    Ok(tags.into())
}

/// Refuses keys that begin with `aws:`, which are reserved for AWS.
fn check_tag_key(key: &str) -> Result<(), ApiError> {
    let reserved = key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"));
    if reserved {
        return Err(ApiError::invalid_parameter(format!("You can't modify system tags. Tag key: '{key}'.")));
    }
    Ok(())
}
