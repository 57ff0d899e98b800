//! The end of a secret, and its way back: `RestoreSecret`.

use serde::Deserialize;

use super::call::Identity;
use super::{Call, Perform};
use crate::embedded::failure::Failure;

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
        if secret.deletion.is_some() {
            let now = call.now;
            call.edit(key, |secret| {
                secret.deletion = None;
                secret.changed = now;
            })?;
        }
        Ok(call.identify(&secret))
    }
}
