//! Tags: `TagResource`, `UntagResource`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::describe::TagEntry;
use super::{Call, Perform};
use crate::embedded::failure::Failure;
use crate::embedded::store::{Tag, Tags};

/// The most tags that a secret carries.
const MAX_TAGS: usize = 50;

/// `TagResource`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct TagResource {
    secret_id: String,
    tags: Vec<TagEntry>,
}

/// An answer that says no more than that it is done.
#[derive(Debug, Serialize)]
pub struct Done {}

impl Perform for TagResource {
    type Reply = Done;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Done, Failure> {
        let (key, secret) = call.writable(&self.secret_id)?;
        let tags = merged(&secret.tags, &self.tags)?;
        let now = call.now;
        call.edit(key, |secret| {
            secret.tags = tags;
            secret.changed = now;
        })?;
        Ok(Done {})
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
    type Reply = Done;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Done, Failure> {
        let (key, _) = call.writable(&self.secret_id)?;
        self.tag_keys.iter().try_for_each(|key| check_key(key))?;
        let now = call.now;
        call.edit(key, |secret| {
            secret.tags.remove(&self.tag_keys);
            secret.changed = now;
        })?;
        Ok(Done {})
    }
}

/// Tags with others laid over them: a key that is there gets the new value in its old place.
pub fn merged(held: &Tags, added: &[TagEntry]) -> Result<Tags, Failure> {
    if added.is_empty() {
        return Ok(held.clone());
    }
    let mut tags = held.to_vec();
    for TagEntry { key, value } in added {
        check_key(key)?;
        match tags.iter_mut().find(|tag| tag.key == *key) {
            Some(tag) => tag.value = Arc::clone(value),
            None => tags.push(Tag { key: Arc::clone(key), value: Arc::clone(value) }),
        }
    }
    if tags.len() > MAX_TAGS {
        return Err(Failure::parameter(format!("A secret can't have more than {MAX_TAGS} tags.")));
    }
    Ok(tags.into())
}

/// Keys that begin with `aws:` belong to AWS.
fn check_key(key: &str) -> Result<(), Failure> {
    let reserved = key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"));
    if reserved {
        return Err(Failure::parameter(format!("You can't modify system tags. Tag key: '{key}'.")));
    }
    Ok(())
}
