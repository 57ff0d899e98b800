//! Resource policies: read, checked, attached and taken away.

use super::{Answer, Call};
use crate::service::{
    api::{PublicPolicy, Reply},
    convert,
};

impl Call<'_> {
    pub(super) async fn get_resource_policy(&self, secret: &str) -> Answer {
        let output = send!(self, self.client.get_resource_policy().secret_id(secret))?;
        if output.arn.is_none() {
            return Err(self.failure.incomplete("ARN"));
        }
        Ok(Reply::GetResourcePolicy(output.resource_policy.filter(|policy| !policy.is_empty())))
    }

    pub(super) async fn put_resource_policy(
        &self,
        secret: &str,
        policy: &str,
        public: PublicPolicy,
    ) -> Answer {
        let request = self
            .client
            .put_resource_policy()
            .secret_id(secret)
            .resource_policy(policy)
            .block_public_policy(public == PublicPolicy::Block);
        send!(self, request)?;
        Ok(Reply::PutResourcePolicy)
    }

    pub(super) async fn delete_resource_policy(&self, secret: &str) -> Answer {
        send!(self, self.client.delete_resource_policy().secret_id(secret))?;
        Ok(Reply::DeleteResourcePolicy)
    }

    pub(super) async fn validate_resource_policy(&self, secret: Option<&String>, policy: &str) -> Answer {
        let request =
            self.client.validate_resource_policy().set_secret_id(secret.cloned()).resource_policy(policy);
        let output = send!(self, request)?;
        Ok(Reply::ValidateResourcePolicy(convert::findings(output)))
    }
}
