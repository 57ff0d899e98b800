//! A copied text as far as it must be known to be found on the clipboard again: the text itself is not kept for it.

use crate::app::copy::CopyText;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The SHA-256 of a copied text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of a text.
    pub fn of(text: &CopyText) -> Self {
        Self(Sha256::digest(text.expose()).into())
    }

    /// True if these bytes are the text.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        self.0 == <[u8; 32]>::from(Sha256::digest(bytes))
    }
}
