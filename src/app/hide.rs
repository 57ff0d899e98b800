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
    /// The time without input after which everything secret is masked and dropped; `None` for never.
    pub unattended: Option<SignedDuration>,
}

impl Default for HideTimeouts {
    fn default() -> Self {
        Self {
            on_screen: SignedDuration::from_secs(30),
            on_clipboard: SignedDuration::from_secs(45),
            unattended: Some(SignedDuration::from_mins(5)),
        }
    }
}

impl HideTimeouts {
    /// The times set by the user; the default for each that is not set. An `unattended` of zero is never.
    pub fn of(
        on_screen: Option<Duration>,
        on_clipboard: Option<Duration>,
        unattended: Option<Duration>,
    ) -> Self {
        let usual = Self::default();
        let signed =
            |wanted: Option<Duration>| wanted.and_then(|wanted| SignedDuration::try_from(wanted).ok());
        Self {
            on_screen: signed(on_screen).unwrap_or(usual.on_screen),
            on_clipboard: signed(on_clipboard).unwrap_or(usual.on_clipboard),
            unattended: signed(unattended).or(usual.unattended).filter(|time| !time.is_zero()),
        }
    }
}
