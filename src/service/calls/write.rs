//! Changing values, descriptions, encryption keys, tags and staging labels.

use super::call::{Call, CallResult, version_id};
use crate::secrets::{StagingLabel, Tag, ValueBody, VersionId};
use crate::service::{
    api::{ClientRequestToken, Reply},
    convert,
};

impl Call<'_> {
    pub(super) async fn put_secret_value(
        &self,
        secret: &str,
        value: &ValueBody,
        labels: &[StagingLabel],
        token: &ClientRequestToken,
    ) -> CallResult {
        let (text, bytes) = convert::to_sdk::value(Some(value));
        let labels: Vec<_> = labels.iter().map(|label| label.as_str().to_owned()).collect();
        let request = self
            .client
            .put_secret_value()
            .secret_id(secret)
            .client_request_token(token.as_str())
            .set_secret_string(text)
            .set_secret_binary(bytes)
            .set_version_stages((!labels.is_empty()).then_some(labels));
        let output = send!(self, request)?;
        self.arn(secret, output.arn)?;
        Ok(Reply::PutSecretValue { version: version_id(output.version_id) })
    }

    pub(super) async fn update_secret(
        &self,
        secret: &str,
        description: Option<&String>,
        kms_key_id: Option<&String>,
        value: Option<&ValueBody>,
        token: &ClientRequestToken,
    ) -> CallResult {
        let (text, bytes) = convert::to_sdk::value(value);
        let request = self
            .client
            .update_secret()
            .secret_id(secret)
            .client_request_token(token.as_str())
            .set_description(description.cloned())
            .set_kms_key_id(kms_key_id.cloned())
            .set_secret_string(text)
            .set_secret_binary(bytes);
        let output = send!(self, request)?;
        self.arn(secret, output.arn)?;
        Ok(Reply::UpdateSecret { version: version_id(output.version_id) })
    }

    pub(super) async fn update_secret_version_stage(
        &self,
        secret: &str,
        label: &StagingLabel,
        move_to: Option<&VersionId>,
        remove_from: Option<&VersionId>,
    ) -> CallResult {
        let request = self
            .client
            .update_secret_version_stage()
            .secret_id(secret)
            .version_stage(label.as_str())
            .set_move_to_version_id(move_to.map(|id| id.as_str().to_owned()))
            .set_remove_from_version_id(remove_from.map(|id| id.as_str().to_owned()));
        let output = send!(self, request)?;
        Ok(Reply::UpdateSecretVersionStage { arn: self.arn(secret, output.arn)? })
    }

    pub(super) async fn tag_resource(&self, secret: &str, tags: &[Tag]) -> CallResult {
        let tags = convert::to_sdk::tags(tags);
        send!(self, self.client.tag_resource().secret_id(secret).set_tags(Some(tags)))?;
        Ok(Reply::TagResource)
    }

    pub(super) async fn untag_resource(&self, secret: &str, keys: &[String]) -> CallResult {
        let request = self.client.untag_resource().secret_id(secret).set_tag_keys(Some(keys.to_vec()));
        send!(self, request)?;
        Ok(Reply::UntagResource)
    }
}
