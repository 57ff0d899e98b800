//! The pane Overview: what one asks first about a secret, then the other fields of `DescribeSecret`.

use super::pane::SecretPane;
use super::record::SecretRecord;
use crate::app::UpdateContext;
use crate::app::scroll::{Scroll, Step};
use std::ops::Not;

/// The pane Overview.
#[derive(Debug, Default)]
pub struct OverviewPane {
    scroll: Scroll,
    empty_fields: EmptyFields,
}

/// The visibility of the fields of `DescribeSecret` that the secret does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmptyFields {
    /// Left out; their number is told.
    #[default]
    Hidden,
    /// Listed with a dash.
    Shown,
}

impl Not for EmptyFields {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Hidden => Self::Shown,
            Self::Shown => Self::Hidden,
        }
    }
}

impl OverviewPane {
    /// The scroll position.
    pub fn scroll(&self) -> &Scroll {
        &self.scroll
    }

    /// The visibility of the fields that the secret does not have.
    pub fn empty_fields(&self) -> EmptyFields {
        self.empty_fields
    }

    pub(super) fn toggle_empty_fields(&mut self) {
        self.empty_fields = !self.empty_fields;
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
