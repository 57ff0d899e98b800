//! Authorization: deny rules take the place of IAM policies, and the resource policy of a secret
//! controls the access of other accounts.

use super::location::Location;
use super::secret::Secret;
use super::state::Store;
use crate::embedded::error::{ApiError, ErrorCode};
use crate::embedded::operation::Operation;
use crate::embedded::policy::{Document, grants, matches};

impl Store {
    /// Checks that the caller may perform an operation on a secret. Returns the location in which to
    /// perform it: the caller's, or that of another account whose secret the ARN names.
    pub fn authorize(
        &self,
        caller: &Location,
        operation: Operation,
        secret_id: Option<&str>,
    ) -> Result<Location, ApiError> {
        let named = secret_id.filter(|_| operation != Operation::CreateSecret);
        let owner = named.and_then(|id| caller.of_arn(id)).unwrap_or_else(|| caller.clone());
        let secret = secret_id.and_then(|id| self.secret(&owner, self.find(&owner, id)?));
        let resource = secret.map(|secret| secret.arn(&owner)).or(secret_id.map(str::to_owned));
        let name = secret.map_or(secret_id.unwrap_or(""), |secret| &secret.name);
        if self.is_denied(operation, name) {
            return Err(access_denied(caller, operation, resource.as_deref(), "identity-based"));
        }
        if owner.account != caller.account {
            let resource = resource.unwrap_or_default();
            if !secret.is_some_and(|secret| policy_grants(secret, caller, operation, &resource)) {
                return Err(access_denied(caller, operation, Some(&resource), "resource-based"));
            }
            check_key_access(secret.map(|secret| &**secret), operation)?;
        }
        Ok(owner)
    }

    fn is_denied(&self, operation: Operation, name: &str) -> bool {
        self.deny_rules().iter().any(|rule| rule.operation == operation && matches(&rule.secrets, name))
    }
}

/// Returns true if the resource policy of a secret grants an operation to a caller of another account.
fn policy_grants(secret: &Secret, caller: &Location, operation: Operation, resource: &str) -> bool {
    let document = secret.policy.as_deref().and_then(|policy| Document::parse(policy).ok());
    document.is_some_and(|document| {
        grants(&document, &caller_arn(caller), &caller.account, &action(operation), resource)
    })
}

/// Refuses values that are encrypted with the AWS managed key: other accounts can't use that key.
fn check_key_access(secret: Option<&Secret>, operation: Operation) -> Result<(), ApiError> {
    let uses_key = matches!(operation, Operation::GetSecretValue | Operation::PutSecretValue);
    if uses_key && secret.is_some_and(|secret| secret.kms_key_id.is_none()) {
        return Err(ApiError::invalid_request(
            "You can't access a secret from a different AWS account if you encrypt the secret with the default \
             KMS service key.",
        ));
    }
    Ok(())
}

/// The ARN of the caller. All credentials of an account belong to the same role.
pub fn caller_arn(location: &Location) -> String {
    format!("arn:aws:sts::{}:assumed-role/Developer/demo", location.account)
}

fn action(operation: Operation) -> String {
    format!("secretsmanager:{}", operation.name())
}

fn access_denied(
    caller: &Location,
    operation: Operation,
    resource: Option<&str>,
    policies: &str,
) -> ApiError {
    let (caller, action) = (caller_arn(caller), action(operation));
    let on = resource.map(|resource| format!(" on resource: {resource}")).unwrap_or_default();
    ApiError::new(
        ErrorCode::AccessDenied,
        format!(
            "User: {caller} is not authorized to perform: {action}{on} because no {policies} policy \
             allows the {action} action"
        ),
    )
}
