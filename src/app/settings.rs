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
    /// On if the list is kept on disk between runs.
    pub list_cache: ListCache,
    /// The use that is made of the dashboard.
    pub purpose: Purpose,
}

/// The use that is made of the dashboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// Look at secrets and change them.
    #[default]
    Manage,
    /// Choose a secret in the list, which ends the program. Nothing is changed, revealed or copied.
    Pick,
}

/// The cache of the list on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListCache {
    /// The last list is kept, and shown on start.
    On,
    /// Nothing is written or read.
    #[default]
    Off,
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
