//! The pane Rotation.

use super::pane::SecretPane;
use super::record::SecretRecord;
use crate::app::UpdateContext;
use crate::app::scroll::{Scroll, Step};

/// The pane Rotation.
#[derive(Debug, Default)]
pub struct RotationPane {
    scroll: Scroll,
}

impl RotationPane {
    /// The first line shown.
    pub fn scroll(&self) -> &Scroll {
        &self.scroll
    }
}

impl SecretPane for RotationPane {
    /// Only the `CreatedDate` of the pending version tells a rotation under way from one that is stuck.
    fn load(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext) {
        secret.load_detail(cx);
        if secret.summary().versions.pending().is_some() {
            secret.load_versions(cx);
        }
    }

    fn step(&mut self, step: Step, _page: usize, _secret: &SecretRecord) {
        self.scroll.step(step);
    }
}
