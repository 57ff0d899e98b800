//! A copied text as far as it must be known to be found on the clipboard again: the text itself is not kept for it.

use crate::app::copy::CopyText;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::hint::black_box;
use zeroize::Zeroize;

/// The SHA-256 of a copied text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of a text.
    pub fn of(text: &CopyText) -> Self {
        Self::of_bytes(text.expose().as_bytes())
    }

    /// True if these bytes are the text.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        *self == Self::of_bytes(bytes)
    }

    fn of_bytes(bytes: &[u8]) -> Self {
        let fingerprint = Self::hashed(bytes);
        wipe_stack();
        fingerprint
    }

    #[inline(never)]
    fn hashed(bytes: &[u8]) -> Self {
        // The hasher keeps the last bytes. On the heap they are wiped when it is freed.
        let mut hasher = Box::new(Sha256::new());
        hasher.update(bytes);
        Self(hasher.finalize_reset().into())
    }
}

/// The most bytes of stack that hashing uses, with plenty of room: it leaves pieces of the text there.
const STACK: usize = 8 * 1024;

/// Overwrites the stack that a function used which was called before from the same place.
#[inline(never)]
fn wipe_stack() {
    let mut used = [0_u8; STACK];
    used.zeroize();
    black_box(&used);
}
