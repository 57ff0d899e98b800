//! The known policy of a secret, and the undo that restores it.

use super::diff::laid_out;
use crate::app::form::{Note, Tone};
use crate::app::plan::Plan;
use crate::secrets::Arn;
use crate::secrets::{Breadth, Policy};
use crate::service::api::{PublicPolicy, Request, ServiceError};

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

/// Undo for a policy change: puts the previous policy back, or deletes the new one if there was none.
pub fn put_back(arn: &Arn, name: &str, former: Option<&str>) -> Plan {
    let secret = arn.to_string();
    let (title, request) = match former {
        None => (format!("Delete the resource policy of {name}"), Request::DeleteResourcePolicy { secret }),
        Some(former) => {
            // The previous policy must come back as it was, however broad it was.
            let public = match Policy::new(former.to_owned()).breadth {
                Breadth::Everyone => PublicPolicy::Allow,
                Breadth::Named => PublicPolicy::Block,
            };
            let policy = former.to_owned();
            let request = Request::PutResourcePolicy { secret, policy, public };
            (format!("Attach the previous policy of {name} again"), request)
        }
    };
    Plan::of(title, arn.clone(), request)
}
