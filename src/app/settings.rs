//! The settings of a session: fixed when the program starts.

use super::actions::Keymap;
use super::hide::HideTimeouts;
use super::zone::LocalZone;

/// The settings of a session.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Whether mutations are refused.
    pub access: Access,
    /// The user's time zone.
    pub zone: LocalZone,
    /// How long a value stays revealed, and on the clipboard.
    pub hide: HideTimeouts,
    /// The keys of every action.
    pub keymap: Keymap,
}

/// Whether mutations are refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Every mutation is allowed, after a review.
    #[default]
    ReadWrite,
    /// Every mutation is refused before it is built.
    ReadOnly,
}
