//! `GetResourcePolicy`, `PutResourcePolicy`, `DeleteResourcePolicy`,
//! `ValidateResourcePolicy`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::call::{Call, Identity, Perform};
use crate::embedded::error::{ApiError, ErrorCode};
use crate::embedded::policy::{Document, grants_broad_access, locks_out};
use crate::embedded::store::caller_arn;

const LOCKED_OUT: &str = "Your requested changes will not allow you to manage this secret in the future.";
const PUBLIC: &str = "You can't attach a resource-based policy that allows broad access to the secret.";
const BROAD_ACCESS: &str = "This resource policy grants broad access to your secret.";

/// `GetResourcePolicy`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct GetResourcePolicy {
    secret_id: String,
}

/// The secret, and its resource policy if it has one.
#[skip_serializing_none]
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetResourcePolicyResponse {
    #[serde(flatten)]
    identity: Identity,
    resource_policy: Option<Arc<str>>,
}

impl Perform for GetResourcePolicy {
    type Reply = GetResourcePolicyResponse;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<GetResourcePolicyResponse, ApiError> {
        let (_, secret) = call.active(&self.secret_id)?;
        Ok(GetResourcePolicyResponse {
            identity: call.identity(&secret),
            resource_policy: secret.policy.clone(),
        })
    }
}

/// `PutResourcePolicy`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PutResourcePolicy {
    secret_id: String,
    resource_policy: Arc<str>,
    block_public_policy: Option<bool>,
}

impl Perform for PutResourcePolicy {
    type Reply = Identity;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Identity, ApiError> {
        let (key, secret) = call.writable(&self.secret_id)?;
        let document = Document::parse(&self.resource_policy)?;
        if self.block_public_policy.unwrap_or_default() && grants_broad_access(&document) {
            return Err(ApiError::new(ErrorCode::PublicPolicy, PUBLIC));
        }
        if locks_out(&document, &caller_arn(&call.location), &call.location.account) {
            return Err(ApiError::invalid_request(LOCKED_OUT));
        }
        let now = call.now;
        call.edit(key, |secret| {
            secret.policy = Some(self.resource_policy);
            secret.changed = now;
        })?;
        Ok(call.identity(&secret))
    }
}

/// `DeleteResourcePolicy`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DeleteResourcePolicy {
    secret_id: String,
}

impl Perform for DeleteResourcePolicy {
    type Reply = Identity;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Identity, ApiError> {
        let (key, secret) = call.writable(&self.secret_id)?;
        if secret.policy.is_some() {
            let now = call.now;
            call.edit(key, |secret| {
                secret.policy = None;
                secret.changed = now;
            })?;
        }
        Ok(call.identity(&secret))
    }
}

/// `ValidateResourcePolicy`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ValidateResourcePolicy {
    secret_id: Option<String>,
    resource_policy: String,
}

/// The findings about a policy.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ValidateResourcePolicyResponse {
    policy_validation_passed: bool,
    validation_errors: Vec<ValidationErrorsEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ValidationErrorsEntry {
    check_name: &'static str,
    error_message: &'static str,
}

impl Perform for ValidateResourcePolicy {
    type Reply = ValidateResourcePolicyResponse;

    fn secret_id(&self) -> Option<&str> {
        self.secret_id.as_deref()
    }

    fn perform(self, call: &mut Call<'_>) -> Result<ValidateResourcePolicyResponse, ApiError> {
        if let Some(id) = &self.secret_id {
            call.active(id)?;
        }
        let document = Document::parse(&self.resource_policy)?;
        let mut validation_errors = Vec::new();
        if grants_broad_access(&document) {
            validation_errors
                .push(ValidationErrorsEntry { check_name: "PUBLIC_POLICY", error_message: BROAD_ACCESS });
        }
        if locks_out(&document, &caller_arn(&call.location), &call.location.account) {
            validation_errors
                .push(ValidationErrorsEntry { check_name: "LOCKOUT", error_message: LOCKED_OUT });
        }
        Ok(ValidateResourcePolicyResponse {
            policy_validation_passed: validation_errors.is_empty(),
            validation_errors,
        })
    }
}
