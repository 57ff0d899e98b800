//! Starting, configuring and cancelling rotation.

use super::call::{Call, CallResult, version_id};
use crate::service::{
    api::{ClientRequestToken, Reply, RotationSettings, RotationStart},
    convert,
};

impl Call<'_> {
    pub(super) async fn rotate_secret(
        &self,
        secret: &str,
        settings: Option<&RotationSettings>,
        token: &ClientRequestToken,
    ) -> CallResult {
        let mut request = self.client.rotate_secret().secret_id(secret).client_request_token(token.as_str());
        if let Some(settings) = settings {
            request = request
                .set_rotation_lambda_arn(settings.lambda_arn.clone())
                .set_rotation_rules(convert::to_sdk::rules(&settings.rules))
                .rotate_immediately(settings.start == RotationStart::Immediately);
        }
        let output = send!(self, request)?;
        self.arn(secret, output.arn)?;
        Ok(Reply::RotateSecret { version: version_id(output.version_id) })
    }

    pub(super) async fn cancel_rotate_secret(&self, secret: &str) -> CallResult {
        let output = send!(self, self.client.cancel_rotate_secret().secret_id(secret))?;
        self.arn(secret, output.arn)?;
        Ok(Reply::CancelRotateSecret { version: version_id(output.version_id) })
    }
}
