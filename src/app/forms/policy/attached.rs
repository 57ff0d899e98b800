//! The policy that a secret has, as far as it is known, and the way back to it.

use super::lines::laid_out;
use crate::app::form::{Note, Tone};
use crate::app::plan::Plan;
use crate::app::secret::{Breadth, Policy};
use crate::secrets::Arn;
use crate::service::api::{PublicPolicy, Request, ServiceError};

/// The policy that is attached to the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    /// It is not known.
    Unread,
    /// This one, or none.
    SecretIndex(Option<String>),
    /// `GetResourcePolicy` is denied.
    Denied(ServiceError),
}

impl Attached {
    /// The policy as one reads it; empty if there is none that is known.
    pub fn laid_out(&self) -> String {
        match self {
            Self::SecretIndex(Some(policy)) => laid_out(policy),
            _ => String::new(),
        }
    }

    /// Says that what is there can't be read, if it is so.
    pub fn denial_note(&self) -> Option<Note> {
        match self {
            Self::Denied(error) => Some(Note::new(
                Tone::Warning,
                format!(
                    "Whether a policy is attached is not known ({}): one that is there is lost, and can't be put \
                     back.",
                    error.what()
                ),
            )),
            Self::Unread | Self::SecretIndex(_) => None,
        }
    }
}

/// The plan that attaches the policy again which was attached before, or takes away the one that was not.
pub fn put_back(arn: &Arn, name: &str, former: Option<&str>) -> Plan {
    let secret = arn.to_string();
    let (title, request) = match former {
        None => (format!("Take the policy of {name} away again"), Request::DeleteResourcePolicy { secret }),
        Some(former) => {
            // What was there must be taken back as it was, however broad it was.
            let public = match Policy::new(former.to_owned()).breadth {
                Breadth::Everyone => PublicPolicy::Allow,
                Breadth::Named => PublicPolicy::Block,
            };
            let policy = former.to_owned();
            let request = Request::PutResourcePolicy { secret, policy, public };
            (format!("Attach the former policy to {name}"), request)
        }
    };
    Plan::of(title, arn.clone(), request)
}
