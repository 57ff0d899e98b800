//! `RotateSecret`, `CancelRotateSecret`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::call::{Call, Identity, Perform};
use super::describe::RotationMetadataItem;
use crate::embedded::error::ApiError;
use crate::embedded::rotation::Rules;
use crate::embedded::store::{Rotation, Secret, SecretKey};

/// `RotateSecret`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct RotateSecret {
    secret_id: String,
    client_request_token: Option<String>,
    #[serde(rename = "RotationLambdaARN")]
    rotation_lambda_arn: Option<Arc<str>>,
    rotation_rules: Option<Rules>,
    external_secret_rotation_metadata: Option<Vec<RotationMetadataItem>>,
    external_secret_rotation_role_arn: Option<Arc<str>>,
    rotate_immediately: Option<bool>,
}

/// The secret, and the version that the rotation creates.
#[skip_serializing_none]
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct RotationResponse {
    #[serde(flatten)]
    identity: Identity,
    version_id: Option<Arc<str>>,
}

impl Perform for RotateSecret {
    type Reply = RotationResponse;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<RotationResponse, ApiError> {
        let Some(token) = self.client_request_token.clone() else {
            return Err(ApiError::invalid_parameter(
                "You must provide a ClientRequestToken value. We recommend a UUID-type value.",
            ));
        };
        let (key, secret) = call.writable(&self.secret_id)?;
        let identity = call.identity(&secret);
        if let Some(rules) = &self.rotation_rules {
            rules.check()?;
        }
        self.check_function(call, &secret)?;
        if secret.versions.by_id(&token).is_some() {
            return Ok(RotationResponse { identity, version_id: Some(token.into()) });
        }
        if let Some(pending) = secret.versions.pending() {
            let running = secret.rotation.as_ref().is_some_and(|rotation| rotation.running.is_some());
            if !running {
                call.store.start_rotation(&call.location, key, &pending.id, call.now);
            }
            return Err(ApiError::invalid_request(
                "A previous rotation isn't complete. That rotation will be reattempted.",
            ));
        }
        let immediately = self.rotate_immediately.unwrap_or(true);
        self.configure(call, key)?;
        if immediately {
            call.store.start_rotation(&call.location, key, &token, call.now);
        }
        Ok(RotationResponse { identity, version_id: immediately.then(|| token.into()) })
    }
}

impl RotateSecret {
    /// Checks that a function can be invoked. A secret that another service or a partner rotates needs none.
    fn check_function(&self, call: &Call<'_>, secret: &Secret) -> Result<(), ApiError> {
        let stored = secret.rotation.as_ref().and_then(|rotation| rotation.lambda.as_ref());
        let given = self.rotation_lambda_arn.as_ref().filter(|arn| !arn.is_empty());
        let has_role = secret.rotation.as_ref().is_some_and(|rotation| rotation.role.is_some());
        let external = secret.kind.is_some() || has_role || self.external_secret_rotation_role_arn.is_some();
        let managed = secret.owning_service.is_some() || external;
        match given.or(stored) {
            Some(arn) if call.store.function(arn).is_some() => Ok(()),
            Some(_) => Err(ApiError::lambda_not_invocable()),
            None if managed => Ok(()),
            None => Err(ApiError::invalid_request(
                "No Lambda rotation function ARN is associated with this secret.",
            )),
        }
    }

    /// Stores the given settings and keeps the others.
    fn configure(self, call: &mut Call<'_>, key: SecretKey) -> Result<(), ApiError> {
        let now = call.now;
        call.edit(key, |secret| {
            let rotation = secret.rotation.get_or_insert_default();
            rotation.enabled = true;
            if let Some(arn) = self.rotation_lambda_arn.filter(|arn| !arn.is_empty()) {
                rotation.lambda = Some(arn);
            }
            if let Some(rules) = self.rotation_rules {
                rotation.rules = rules;
            }
            if let Some(metadata) = self.external_secret_rotation_metadata {
                rotation.metadata = metadata.into_iter().map(Into::into).collect();
            }
            if let Some(role) = self.external_secret_rotation_role_arn {
                rotation.role = Some(role);
            }
            secret.changed = now;
        })?;
        call.store.schedule_rotation(&call.location, key, now);
        Ok(())
    }
}

/// `CancelRotateSecret`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct CancelRotateSecret {
    secret_id: String,
}

impl Perform for CancelRotateSecret {
    type Reply = RotationResponse;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<RotationResponse, ApiError> {
        let (key, secret) = call.writable(&self.secret_id)?;
        if secret.rotation.is_none() {
            return Err(ApiError::invalid_request(
                "You can't cancel rotation for a secret that doesn't have rotation enabled.",
            ));
        }
        let now = call.now;
        call.edit(key, |secret| {
            if let Some(rotation) = &mut secret.rotation {
                **rotation = Rotation { enabled: false, next: None, running: None, ..(**rotation).clone() };
            }
            secret.changed = now;
        })?;
        let pending = secret.versions.pending().map(|version| Arc::clone(&version.id));
        Ok(RotationResponse { identity: call.identity(&secret), version_id: pending })
    }
}
