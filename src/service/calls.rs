//! One function an operation: the request as data becomes an SDK call, and its answer a [`Reply`].

use super::failure::Failure;
use super::watch::Watch;
use super::{ClientRequestToken, Reply, Request, ServiceError, VersionSelector, convert};
use crate::secrets::{Arn, StagingLabel, VersionId};
use aws_sdk_secretsmanager::Client;

/// Secrets or versions on a page: the most that the service gives.
const PAGE: i32 = 100;

type Answer = Result<Reply, ServiceError>;

/// One call under way.
pub(super) struct Call<'a> {
    pub(super) client: &'a Client,
    pub(super) watch: &'a Watch,
    pub(super) failure: &'a Failure<'a>,
}

/// Sends a fluent builder under the call's watch, and explains what fails.
macro_rules! send {
    ($call:expr, $request:expr) => {
        Box::pin($request.customize().interceptor($call.watch.clone()).send())
            .await
            .map_err(|error| $call.failure.explain(&error))
    };
}

impl Call<'_> {
    /// Makes the call that `request` describes.
    pub(super) async fn make(&self, request: &Request) -> Answer {
        match request {
            Request::ListSecrets { next_token } => self.list_secrets(next_token.as_ref()).await,
            Request::DescribeSecret { secret } => self.describe_secret(secret).await,
            Request::GetSecretValue { secret, version } => self.get_secret_value(secret, version).await,
            Request::ListSecretVersionIds { secret, include_deprecated, next_token } => {
                self.list_secret_version_ids(secret, *include_deprecated, next_token.as_ref()).await
            }
            Request::GetResourcePolicy { secret } => self.get_resource_policy(secret).await,
            Request::RotateSecret { secret, token } => self.rotate_secret(secret, token).await,
            Request::CancelRotateSecret { secret } => self.cancel_rotate_secret(secret).await,
            Request::RestoreSecret { secret } => self.restore_secret(secret).await,
            Request::UpdateSecretVersionStage { secret, label, move_to, remove_from } => {
                self.update_secret_version_stage(secret, label, move_to.as_ref(), remove_from.as_ref()).await
            }
        }
    }

    async fn list_secrets(&self, next_token: Option<&String>) -> Answer {
        let request = self
            .client
            .list_secrets()
            .max_results(PAGE)
            .include_planned_deletion(true)
            .set_next_token(next_token.cloned());
        let output = send!(self, request)?;
        let entries = output.secret_list.ok_or_else(|| self.failure.incomplete("SecretList"))?;
        Ok(Reply::ListSecrets {
            secrets: entries.into_iter().filter_map(convert::listed).collect(),
            next_token: output.next_token.filter(|token| !token.is_empty()),
        })
    }

    async fn describe_secret(&self, secret: &str) -> Answer {
        let output = send!(self, self.client.describe_secret().secret_id(secret))?;
        let detail = convert::detail(output).ok_or_else(|| self.failure.incomplete("ARN and Name"))?;
        Ok(Reply::DescribeSecret(Box::new(detail)))
    }

    async fn get_secret_value(&self, secret: &str, version: &VersionSelector) -> Answer {
        let request = self.client.get_secret_value().secret_id(secret);
        let output = match version {
            VersionSelector::Current => send!(self, request),
            VersionSelector::Id(id) => send!(self, request.version_id(id.as_str())),
        }?;
        let value = convert::value(output).ok_or_else(|| self.failure.incomplete("VersionId and value"))?;
        Ok(Reply::GetSecretValue(value))
    }

    async fn list_secret_version_ids(
        &self,
        secret: &str,
        include_deprecated: bool,
        next_token: Option<&String>,
    ) -> Answer {
        let request = self
            .client
            .list_secret_version_ids()
            .secret_id(secret)
            .max_results(PAGE)
            .include_deprecated(include_deprecated)
            .set_next_token(next_token.cloned());
        let output = send!(self, request)?;
        if output.arn.is_none() && output.versions.is_none() {
            return Err(self.failure.incomplete("ARN and Versions"));
        }
        let versions = output.versions.unwrap_or_default().into_iter().filter_map(convert::version);
        Ok(Reply::ListSecretVersionIds {
            // Some services answer deprecated versions unasked.
            versions: versions.filter(|version| include_deprecated || !version.is_deprecated()).collect(),
            next_token: output.next_token.filter(|token| !token.is_empty()),
        })
    }

    async fn get_resource_policy(&self, secret: &str) -> Answer {
        let output = send!(self, self.client.get_resource_policy().secret_id(secret))?;
        if output.arn.is_none() {
            return Err(self.failure.incomplete("ARN"));
        }
        Ok(Reply::GetResourcePolicy(output.resource_policy.filter(|policy| !policy.is_empty())))
    }

    async fn rotate_secret(&self, secret: &str, token: &ClientRequestToken) -> Answer {
        let request = self.client.rotate_secret().secret_id(secret).client_request_token(token.as_str());
        let output = send!(self, request)?;
        Ok(Reply::RotateSecret { version: version_id(output.version_id) })
    }

    async fn cancel_rotate_secret(&self, secret: &str) -> Answer {
        let output = send!(self, self.client.cancel_rotate_secret().secret_id(secret))?;
        Ok(Reply::CancelRotateSecret { version: version_id(output.version_id) })
    }

    async fn restore_secret(&self, secret: &str) -> Answer {
        let output = send!(self, self.client.restore_secret().secret_id(secret))?;
        Ok(Reply::RestoreSecret { arn: self.arn(output.arn)? })
    }

    async fn update_secret_version_stage(
        &self,
        secret: &str,
        label: &StagingLabel,
        move_to: Option<&VersionId>,
        remove_from: Option<&VersionId>,
    ) -> Answer {
        let request = self
            .client
            .update_secret_version_stage()
            .secret_id(secret)
            .version_stage(label.as_str())
            .set_move_to_version_id(move_to.map(|id| id.as_str().to_owned()))
            .set_remove_from_version_id(remove_from.map(|id| id.as_str().to_owned()));
        let output = send!(self, request)?;
        Ok(Reply::UpdateSecretVersionStage { arn: self.arn(output.arn)? })
    }

    fn arn(&self, arn: Option<String>) -> Result<Arn, ServiceError> {
        arn.filter(|arn| !arn.is_empty()).map(Arn::new).ok_or_else(|| self.failure.incomplete("ARN"))
    }
}

fn version_id(id: Option<String>) -> Option<VersionId> {
    id.filter(|id| !id.is_empty()).map(VersionId)
}
