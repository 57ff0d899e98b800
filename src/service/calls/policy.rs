//! Reading, checking, attaching and deleting resource policies.

use super::call::{Call, CallResult};
use crate::service::{
    api::{PublicPolicy, Reply},
    convert,
};

impl Call<'_> {
    pub(super) async fn get_resource_policy(&self, secret: &str) -> CallResult {
        let output = send!(self, self.client.get_resource_policy().secret_id(secret))?;
        self.arn(secret, output.arn)?;
        Ok(Reply::GetResourcePolicy(output.resource_policy.filter(|policy| !policy.is_empty())))
    }

    pub(super) async fn put_resource_policy(
        &self,
        secret: &str,
        policy: &str,
        public: PublicPolicy,
    ) -> CallResult {
        let request = self
            .client
            .put_resource_policy()
            .secret_id(secret)
            .resource_policy(policy)
            .block_public_policy(public == PublicPolicy::Block);
        let output = send!(self, request)?;
        self.arn(secret, output.arn)?;
        Ok(Reply::PutResourcePolicy)
    }

    pub(super) async fn delete_resource_policy(&self, secret: &str) -> CallResult {
        let output = send!(self, self.client.delete_resource_policy().secret_id(secret))?;
        self.arn(secret, output.arn)?;
        Ok(Reply::DeleteResourcePolicy)
    }

    pub(super) async fn validate_resource_policy(&self, secret: Option<&String>, policy: &str) -> CallResult {
        let request =
            self.client.validate_resource_policy().set_secret_id(secret.cloned()).resource_policy(policy);
        let output = send!(self, request)?;
        Ok(Reply::ValidateResourcePolicy(convert::findings(output)))
    }
}
