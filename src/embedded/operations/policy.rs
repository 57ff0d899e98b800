//! Resource policies: `GetResourcePolicy`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::call::Identity;
use super::{Call, Perform};
use crate::embedded::failure::Failure;

/// `GetResourcePolicy`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct GetResourcePolicy {
    secret_id: String,
}

/// A secret and its policy, if it has one.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Policy {
    #[serde(flatten)]
    identity: Identity,
    resource_policy: Option<Arc<str>>,
}

impl Perform for GetResourcePolicy {
    type Reply = Policy;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Policy, Failure> {
        let (_, secret) = call.existing(&self.secret_id)?;
        Ok(Policy { identity: call.identify(&secret), resource_policy: secret.policy.clone() })
    }
}
