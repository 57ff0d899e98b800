//! Parts shared by the forms for several marked secrets.

use crate::app::form::Note;
use crate::app::known::Known;
use crate::app::plan::Step;
use crate::app::wording::counted;
use crate::secrets::{Arn, Summary};
use crate::service::api::Request;
use std::sync::Arc;

/// Several secrets that a change can be made to, and why others are left out.
#[derive(Debug)]
pub(super) struct Several {
    secrets: Vec<Arc<Summary>>,
    left_out: Vec<Note>,
}

impl Several {
    /// These secrets; a note for each one that is left out.
    pub(super) fn of(secrets: Vec<Arc<Summary>>, left_out: Vec<Note>) -> Self {
        Self { secrets, left_out }
    }

    /// The secrets.
    pub(super) fn secrets(&self) -> impl Iterator<Item = &Summary> {
        self.secrets.iter().map(AsRef::as_ref)
    }

    /// The number of secrets.
    pub(super) fn len(&self) -> usize {
        self.secrets.len()
    }

    /// The number of secrets, in words.
    pub(super) fn count(&self) -> String {
        counted(self.len(), "secret")
    }

    /// The first secret: its ARN names the account and the Region.
    pub(super) fn first(&self) -> Option<&Arn> {
        self.secrets.first().map(|secret| &secret.arn)
    }

    /// Why the others are left out.
    pub(super) fn left_out(&self) -> Vec<Note> {
        self.left_out.clone()
    }

    /// The same request for each secret.
    pub(super) fn steps(&self, request: impl Fn(String) -> Request) -> Vec<Step> {
        let step = |secret: &Summary| {
            // The list may be minutes old: a value that was saved since is no reason to ask again for each of many.
            let known = Known::from(secret).without_labels();
            Step::on(&known, request(secret.arn.to_string()))
        };
        self.secrets().map(step).collect()
    }
}
