//! The display's clipboard. On X11 and Wayland the owner serves the copied text, so it must be kept alive.

use crate::app::copy::{ClearOutcome, CopyText, Sensitivity};
use arboard::{Clipboard, Error};
use zeroize::Zeroizing;

/// The display's clipboard, opened when it is first used.
#[derive(Default)]
pub struct SystemClipboard(Option<Clipboard>);

impl SystemClipboard {
    /// Copies `text`. Secret texts are marked so that clipboard managers leave them out of their history.
    pub fn copy(&mut self, text: &CopyText) -> Result<(), Error> {
        let set = self.open()?.set();
        let copied = match text.sensitivity() {
            Sensitivity::Secret => without_history(set).text(text.expose()),
            Sensitivity::Open => set.text(text.expose()),
        };
        if copied.is_err() {
            self.0 = None;
        }
        copied
    }

    /// Clears the clipboard if `text` is on it.
    pub fn clear(&mut self, text: &CopyText) -> Result<ClearOutcome, Error> {
        let clipboard = self.open()?;
        let held = match clipboard.get_text() {
            Ok(held) => Zeroizing::new(held),
            Err(Error::ContentNotAvailable | Error::ConversionFailure) => {
                return Ok(ClearOutcome::Replaced);
            }
            Err(error) => return Err(error),
        };
        if !text.is(held.as_bytes()) {
            return Ok(ClearOutcome::Replaced);
        }
        clipboard.clear()?;
        Ok(ClearOutcome::Cleared)
    }

    fn open(&mut self) -> Result<&mut Clipboard, Error> {
        match &mut self.0 {
            Some(clipboard) => Ok(clipboard),
            closed => Ok(closed.insert(Clipboard::new()?)),
        }
    }
}

#[cfg(not(target_os = "macos"))]
fn without_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn without_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}
