//! What the caller may do: nothing that was denied, as by IAM policies, and with the secrets of
//! another account what their resource policies allow.

use super::{Place, Secret, Store};
use crate::embedded::failure::{Code, Failure};
use crate::embedded::operation::Operation;
use crate::embedded::policy::{Document, grants, matches};

impl Store {
    /// Where a request is performed: where the caller is, or where a secret of another account lies
    /// that was named by its ARN. Refuses what the caller may not do there.
    pub fn admit(
        &self,
        caller: &Place,
        operation: Operation,
        secret_id: Option<&str>,
    ) -> Result<Place, Failure> {
        let named = secret_id.filter(|_| operation != Operation::CreateSecret);
        let owner = named.and_then(|id| caller.of_arn(id)).unwrap_or_else(|| caller.clone());
        let secret = secret_id.and_then(|id| self.find(&owner, id));
        let secret = secret.and_then(|key| self.catalog(&owner)?.get(key)).map(|secret| &**secret);
        let resource = secret.map(|secret| secret.arn(&owner)).or(secret_id.map(str::to_owned));
        let name = secret.map_or(secret_id.unwrap_or(""), |secret| &secret.name);
        if self.is_denied(operation, name) {
            return Err(access_denied(caller, operation, resource.as_deref(), "identity-based"));
        }
        if owner.account != caller.account {
            let resource = resource.unwrap_or_default();
            if !secret.is_some_and(|secret| shares(secret, caller, operation, &resource)) {
                return Err(access_denied(caller, operation, Some(&resource), "resource-based"));
            }
            check_key(secret, operation)?;
        }
        Ok(owner)
    }

    fn is_denied(&self, operation: Operation, name: &str) -> bool {
        self.denials.iter().any(|denial| denial.operation == operation && matches(&denial.secrets, name))
    }
}

/// Whether a secret's policy lets a caller of another account in.
fn shares(secret: &Secret, caller: &Place, operation: Operation, resource: &str) -> bool {
    let document = secret.policy.as_deref().and_then(|policy| Document::parse(policy).ok());
    document.is_some_and(|document| {
        grants(&document, &caller_arn(caller), &caller.account, &action(operation), resource)
    })
}

/// The key that Secrets Manager encrypts with by itself is for one account alone.
fn check_key(secret: Option<&Secret>, operation: Operation) -> Result<(), Failure> {
    let uses_key = matches!(operation, Operation::GetSecretValue | Operation::PutSecretValue);
    if uses_key && secret.is_some_and(|secret| secret.kms_key_id.is_none()) {
        return Err(Failure::request(
            "You can't access a secret from a different AWS account if you encrypt the secret with the default \
             KMS service key.",
        ));
    }
    Ok(())
}

/// The ARN of whoever calls: one role, whatever the credentials.
pub fn caller_arn(place: &Place) -> String {
    format!("arn:aws:sts::{}:assumed-role/Developer/demo", place.account)
}

fn action(operation: Operation) -> String {
    format!("secretsmanager:{}", operation.name())
}

fn access_denied(caller: &Place, operation: Operation, resource: Option<&str>, policies: &str) -> Failure {
    let (caller, action) = (caller_arn(caller), action(operation));
    let on = resource.map(|resource| format!(" on resource: {resource}")).unwrap_or_default();
    Failure::new(
        Code::AccessDenied,
        format!(
            "User: {caller} is not authorized to perform: {action}{on} because no {policies} policy \
             allows the {action} action"
        ),
    )
}
