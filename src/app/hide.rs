//! How long a value is left in the open.

use jiff::SignedDuration;
use std::time::Duration;

/// How long a value stays where others may see it, before it is taken away by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HideTimeouts {
    /// Revealed on screen, until it is masked again.
    pub on_screen: SignedDuration,
    /// On the clipboard, until it is cleared.
    pub on_clipboard: SignedDuration,
}

impl Default for HideTimeouts {
    fn default() -> Self {
        Self { on_screen: SignedDuration::from_secs(30), on_clipboard: SignedDuration::from_secs(45) }
    }
}

impl HideTimeouts {
    /// As the user wants it, and as usual where nothing is said.
    pub fn of(on_screen: Option<Duration>, on_clipboard: Option<Duration>) -> Self {
        let usual = Self::default();
        let or = |wanted: Option<Duration>, usual| {
            wanted.and_then(|wanted| SignedDuration::try_from(wanted).ok()).unwrap_or(usual)
        };
        Self { on_screen: or(on_screen, usual.on_screen), on_clipboard: or(on_clipboard, usual.on_clipboard) }
    }
}
