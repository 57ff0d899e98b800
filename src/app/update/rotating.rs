//! The forms of rotation: its settings, and the way out of one that is stuck.

use super::mutating::{Refused, refuse_replica, refuse_scheduled_for_deletion};
use crate::app::Model;
use crate::app::forms::{Recovery, RotationSetup};

impl Model {
    /// Opens the form of a rotation's settings.
    pub(super) fn open_rotation_settings(&mut self) {
        let zone = self.cx.settings().zone.clone();
        self.open_for_selected("RotateSecret", |selected| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            Ok(Box::new(RotationSetup::of(selected.summary(), zone)))
        });
    }

    /// Opens the form that leads out of a stuck rotation.
    pub(super) fn open_recovery(&mut self) {
        let (followed, now) = (self.watch_of_selected().is_some(), self.cx.now());
        self.open_for_selected("UpdateSecretVersionStage", |selected| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            let Some(recovery) = Recovery::of(selected, followed, now) else {
                return Err(Refused::new(
                    format!("No rotation of {} is stuck.", selected.name()),
                    "AWSPENDING is not on a version apart from AWSCURRENT.",
                ));
            };
            Ok(Box::new(recovery))
        });
    }
}
