//! The pane Overview: everything in `DescribeSecret`.

use super::pane::SecretPane;
use super::record::SecretRecord;
use crate::app::UpdateContext;
use crate::app::scroll::{Scroll, Step};

/// The pane Overview.
#[derive(Debug, Default)]
pub struct OverviewPane {
    scroll: Scroll,
}

impl OverviewPane {
    /// The scroll position.
    pub fn scroll(&self) -> &Scroll {
        &self.scroll
    }
}

impl SecretPane for OverviewPane {
    fn load(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext) {
        secret.load_detail(cx);
    }

    fn step(&mut self, step: Step, _page: usize, _secret: &SecretRecord) {
        self.scroll.step(step);
    }
}
