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
    /// The scroll position.
    pub fn scroll(&self) -> &Scroll {
        &self.scroll
    }
}

impl SecretPane for RotationPane {
    /// Fetches the versions too while one is pending: its `CreatedDate` tells a stuck rotation from one in progress.
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
