//! Facts that one part tells and others act on. `model/routing.rs` routes each to whom it concerns.

use super::clipboard::CopyText;
use super::form::FormId;
use super::plan::Plan;
use crate::secrets::VersionId;

/// A fact for other parts.
#[derive(Debug)]
pub enum Event {
    /// The user said yes to a plan; the form that it comes from, if it does, stays until it has taken effect.
    PlanConfirmed {
        /// The plan.
        plan: Box<Plan>,
        /// The form that waits for its end.
        form: Option<FormId>,
    },
    /// A text is to be put on the clipboard.
    CopyRequested {
        /// What is copied, in words: never the text itself.
        what: String,
        /// The text.
        text: CopyText,
    },
    /// A version of the selected secret is to be read in the pane Value.
    VersionRequested(VersionId),
    /// The user wants to go to another Region, and open a secret there.
    RegionRequested {
        /// The Region.
        region: String,
        /// The secret's name.
        name: String,
    },
    /// The user wants to end the program although something would be lost.
    QuitConfirmed,
}
