//! The settings of a session, fixed when the program starts.

use super::actions::Keymap;
use super::hide::HideTimeouts;
use super::zone::LocalZone;

/// The settings of a session.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Read-write or read-only.
    pub access: Access,
    /// The user's time zone; UTC until it is found.
    pub zone: LocalZone,
    /// The times after which a value is hidden automatically.
    pub hide: HideTimeouts,
    /// The keys of every action.
    pub keymap: Keymap,
}

/// The access to secrets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Mutations are sent after a confirmation.
    #[default]
    ReadWrite,
    /// Mutations are refused.
    ReadOnly,
}
