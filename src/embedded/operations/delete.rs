//! `DeleteSecret`, `RestoreSecret`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::call::{Call, Identity, Perform};
use super::time::EpochSeconds;
use crate::embedded::clock::after;
use crate::embedded::error::ApiError;
use crate::embedded::store::{ArnSuffix, Event, ScheduledDeletion, Secret};
use crate::secrets::{DEFAULT_RECOVERY_WINDOW_DAYS, RECOVERY_WINDOW_DAYS, recovery_window};

/// `DeleteSecret`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DeleteSecret {
    secret_id: String,
    recovery_window_in_days: Option<i64>,
    force_delete_without_recovery: Option<bool>,
}

/// The secret, and the time of its deletion.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteSecretResponse {
    #[serde(flatten)]
    identity: Identity,
    deletion_date: EpochSeconds,
}

impl Perform for DeleteSecret {
    type Reply = DeleteSecretResponse;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<DeleteSecretResponse, ApiError> {
        let forced = self.force_delete_without_recovery.unwrap_or_default();
        let (key, secret) = match call.existing(&self.secret_id) {
            Err(_) if forced => {
                self.window_days()?;
                return Ok(self.missing_secret(call));
            }
            found => found?,
        };
        if secret.deletion.is_some() && !forced {
            return Err(ApiError::marked_for_deletion());
        }
        check_deletable(call, &secret)?;
        let days = self.window_days()?;
        let identity = call.identity(&secret);
        if forced {
            call.store.remove(&call.location, key);
            return Ok(DeleteSecretResponse { identity, deletion_date: EpochSeconds(call.now) });
        }
        let (asked, ends) = (call.now, after(call.now, recovery_window(days).unsigned_abs()));
        call.edit_local(key, |secret| {
            secret.deletion = Some(ScheduledDeletion { asked, ends });
            secret.changed = asked;
        })?;
        call.store.schedule(ends, &call.location, key, Event::Deletion);
        Ok(DeleteSecretResponse { identity, deletion_date: EpochSeconds(ends) })
    }
}

impl DeleteSecret {
    /// The recovery window in days.
    fn window_days(&self) -> Result<u8, ApiError> {
        if self.force_delete_without_recovery == Some(true) && self.recovery_window_in_days.is_some() {
            return Err(ApiError::invalid_parameter(
                "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
            ));
        }
        let days = self.recovery_window_in_days.unwrap_or(DEFAULT_RECOVERY_WINDOW_DAYS.into());
        u8::try_from(days).ok().filter(|days| RECOVERY_WINDOW_DAYS.contains(days)).ok_or_else(|| {
            ApiError::invalid_parameter(
                "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
            )
        })
    }

    /// The response to a forced deletion of a secret that doesn't exist: a success with a made-up ARN.
    fn missing_secret(&self, call: &mut Call<'_>) -> DeleteSecretResponse {
        let name: &str = self.secret_id.strip_prefix(&call.location.arn_prefix()).unwrap_or(&self.secret_id);
        let suffix = ArnSuffix::random(&mut call.store.random);
        let identity = Identity { arn: call.location.arn(name, suffix), name: name.into() };
        DeleteSecretResponse { identity, deletion_date: EpochSeconds(call.now) }
    }
}

/// Refuses to delete replicas, secrets of other services, and primaries with replicas.
fn check_deletable(call: &Call<'_>, secret: &Secret) -> Result<(), ApiError> {
    if secret.is_replica(&call.location) {
        return Err(ApiError::replica_is_read_only());
    }
    if let Some(service) = &secret.owning_service {
        return Err(ApiError::managed_by(service));
    }
    if !secret.replicas.is_empty() {
        let regions: Vec<Arc<str>> = secret.replicas.iter().map(|replica| replica.region.clone()).collect();
        let (arn, regions) = (secret.arn(&call.location), regions.join(", "));
        return Err(ApiError::invalid_parameter(format!(
            "You can't delete secret {arn} that still has replica regions [{regions}]."
        )));
    }
    Ok(())
}

/// `RestoreSecret`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct RestoreSecret {
    secret_id: String,
}

impl Perform for RestoreSecret {
    type Reply = Identity;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Identity, ApiError> {
        let (key, secret) = call.existing(&self.secret_id)?;
        if secret.is_replica(&call.location) {
            return Err(ApiError::replica_is_read_only());
        }
        if secret.deletion.is_some() {
            call.edit_local(key, |secret| secret.deletion = None)?;
            // Rotation goes on; a window that passed meanwhile is not made up for.
            let next = secret.rotation.as_ref().and_then(|rotation| rotation.next);
            if next.is_some_and(|window| window.start <= call.now) {
                call.store.schedule_rotation(&call.location, key, call.now);
            }
        }
        Ok(call.identity(&secret))
    }
}
