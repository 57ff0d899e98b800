//! The known policy of a secret.

use super::diff::laid_out;
use crate::app::form::{Note, Tone};
use crate::service::api::ServiceError;

/// The policy that is attached to the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    /// It is not known.
    Unread,
    /// This one, or none.
    Known(Option<String>),
    /// `GetResourcePolicy` is denied.
    Denied(ServiceError),
}

impl Attached {
    /// The policy to edit: as it is stored, but laid out if it is all on one line; empty if no policy is known.
    pub fn to_edit(&self) -> String {
        match self {
            Self::Known(Some(policy)) if policy.trim().contains('\n') => policy.clone(),
            Self::Known(Some(policy)) => laid_out(policy),
            Self::Unread | Self::Known(None) | Self::Denied(_) => String::new(),
        }
    }

    /// A warning, if the policy can't be read.
    pub fn denial_note(&self) -> Option<Note> {
        match self {
            Self::Denied(error) => Some(Note::new(
                Tone::Warning,
                format!(
                    "Whether a policy is attached is not known ({}): an attached one is lost, and can't be put back.",
                    error.what()
                ),
            )),
            Self::Unread | Self::Known(_) => None,
        }
    }
}
