//! Creating, deleting and restoring secrets.

use super::call::{Call, CallResult, version_id};
use crate::service::{
    api::{NewSecret, Overwrite, Recovery, Reply},
    convert,
};

impl Call<'_> {
    pub(super) async fn create_secret(&self, new: &NewSecret) -> CallResult {
        let (text, bytes) = convert::to_sdk::value(new.value.as_ref());
        let mut request = self
            .client
            .create_secret()
            .name(&new.name)
            .client_request_token(new.token.as_str())
            .set_description(new.description.clone())
            .set_kms_key_id(new.kms_key_id.clone())
            .set_secret_string(text)
            .set_secret_binary(bytes);
        if !new.tags.is_empty() {
            request = request.set_tags(Some(convert::to_sdk::tags(&new.tags)));
        }
        if !new.replicas.is_empty() {
            request = request
                .set_add_replica_regions(Some(convert::to_sdk::replicas(&new.replicas)))
                .force_overwrite_replica_secret(new.overwrite == Overwrite::Overwrite);
        }
        let output = send!(self, request)?;
        Ok(Reply::CreateSecret {
            arn: self.arn(&new.name, output.arn)?,
            version: version_id(output.version_id),
        })
    }

    pub(super) async fn delete_secret(&self, secret: &str, recovery: Recovery) -> CallResult {
        let request = self.client.delete_secret().secret_id(secret);
        let request = match recovery {
            Recovery::Window { days } => request.recovery_window_in_days(days.into()),
            Recovery::Force => request.force_delete_without_recovery(true),
        };
        let output = send!(self, request)?;
        self.arn(secret, output.arn)?;
        Ok(Reply::DeleteSecret { at: convert::timestamp(output.deletion_date) })
    }

    pub(super) async fn restore_secret(&self, secret: &str) -> CallResult {
        let output = send!(self, self.client.restore_secret().secret_id(secret))?;
        Ok(Reply::RestoreSecret { arn: self.arn(secret, output.arn)? })
    }
}
