//! The end of a secret, and its way back: `DeleteSecret`, `RestoreSecret`.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::call::Identity;
use super::time::Time;
use super::{Call, Perform};
use crate::embedded::failure::Failure;
use crate::embedded::store::{Event, Secret, Suffix, after};

/// The recovery window when the request doesn't say, in days.
const DEFAULT_WINDOW: i64 = 30;
const DAY: u64 = 24 * 60 * 60;

/// `DeleteSecret`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DeleteSecret {
    secret_id: String,
    recovery_window_in_days: Option<i64>,
    force_delete_without_recovery: Option<bool>,
}

/// A secret, and when it goes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Deleted {
    #[serde(flatten)]
    identity: Identity,
    deletion_date: Time,
}

impl Perform for DeleteSecret {
    type Reply = Deleted;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Deleted, Failure> {
        let forced = self.force_delete_without_recovery.unwrap_or_default();
        let (key, secret) = match call.existing(&self.secret_id) {
            Err(_) if forced => {
                self.window()?;
                return Ok(self.nothing_to_delete(call));
            }
            found => found?,
        };
        if secret.deletion.is_some() && !forced {
            return Err(Failure::marked_for_deletion());
        }
        check_deletable(call, &secret)?;
        let days = self.window()?;
        let identity = call.identify(&secret);
        if forced {
            call.store.remove(&call.place, key);
            return Ok(Deleted { identity, deletion_date: Time(call.now) });
        }
        let deletion = after(call.now, Duration::from_secs(days * DAY));
        call.note(key, |secret| secret.deletion = Some(deletion))?;
        call.store.schedule(deletion, &call.place, key, Event::Deletion);
        Ok(Deleted { identity, deletion_date: Time(deletion) })
    }
}

impl DeleteSecret {
    fn window(&self) -> Result<u64, Failure> {
        if self.force_delete_without_recovery == Some(true) && self.recovery_window_in_days.is_some() {
            return Err(Failure::parameter(
                "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
            ));
        }
        let days = self.recovery_window_in_days.unwrap_or(DEFAULT_WINDOW);
        u64::try_from(days).ok().filter(|days| (7..=30).contains(days)).ok_or_else(|| {
            Failure::parameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).")
        })
    }

    /// Forcing the deletion of what isn't there answers as if it had been.
    fn nothing_to_delete(&self, call: &mut Call<'_>) -> Deleted {
        let name: &str = self.secret_id.strip_prefix(&call.place.arn_prefix()).unwrap_or(&self.secret_id);
        let suffix = Suffix::random(&mut call.store.random);
        let identity = Identity { arn: call.place.arn(name, suffix), name: name.into() };
        Deleted { identity, deletion_date: Time(call.now) }
    }
}

fn check_deletable(call: &Call<'_>, secret: &Secret) -> Result<(), Failure> {
    if secret.is_replica(&call.place) {
        return Err(Failure::replica());
    }
    if let Some(service) = &secret.owning_service {
        return Err(Failure::managed(service));
    }
    if !secret.replicas.is_empty() {
        let regions: Vec<Arc<str>> = secret.replicas.iter().map(|replica| replica.region.clone()).collect();
        let (arn, regions) = (secret.arn(&call.place), regions.join(", "));
        return Err(Failure::parameter(format!(
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

    fn perform(self, call: &mut Call<'_>) -> Result<Identity, Failure> {
        let (key, secret) = call.existing(&self.secret_id)?;
        if secret.is_replica(&call.place) {
            return Err(Failure::replica());
        }
        if secret.deletion.is_some() {
            call.note(key, |secret| secret.deletion = None)?;
        }
        Ok(call.identify(&secret))
    }
}
