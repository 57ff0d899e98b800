//! The time that a value stays visible.

use jiff::SignedDuration;
use std::time::Duration;

/// The times after which a value is hidden automatically.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HideTimeouts {
    /// The time until a revealed value is masked again.
    pub on_screen: SignedDuration,
    /// The time until a copied value is cleared from the clipboard.
    pub on_clipboard: SignedDuration,
}

impl Default for HideTimeouts {
    fn default() -> Self {
        Self { on_screen: SignedDuration::from_secs(30), on_clipboard: SignedDuration::from_secs(45) }
    }
}

impl HideTimeouts {
    /// The times set by the user; the default for each that is not set.
    pub fn of(on_screen: Option<Duration>, on_clipboard: Option<Duration>) -> Self {
        let usual = Self::default();
        let or = |wanted: Option<Duration>, usual| {
            wanted.and_then(|wanted| SignedDuration::try_from(wanted).ok()).unwrap_or(usual)
        };
        Self { on_screen: or(on_screen, usual.on_screen), on_clipboard: or(on_clipboard, usual.on_clipboard) }
    }
}
