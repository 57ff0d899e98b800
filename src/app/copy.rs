//! Texts for the clipboard, and the answers from it.

use crate::secrets::{ValueBody, is_same_secret};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// The number of a copy in the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct CopyId(pub u64);

/// A text for the clipboard, wiped when dropped. `Debug` shows only its size.
#[derive(Clone, Eq)]
pub struct CopyText {
    text: Zeroizing<String>,
    sensitivity: Sensitivity,
    encoding: Encoding,
}

/// The encoding of a copied text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// The text as it is stored.
    Plain,
    /// Bytes in base64, which the note on the copy says.
    Base64,
}

impl CopyText {
    /// A value or a part of a value.
    pub fn secret(text: impl Into<Zeroizing<String>>) -> Self {
        Self { text: text.into(), sensitivity: Sensitivity::Secret, encoding: Encoding::Plain }
    }

    /// A text that is no secret.
    pub fn open(text: impl Into<Zeroizing<String>>) -> Self {
        Self { text: text.into(), sensitivity: Sensitivity::Open, encoding: Encoding::Plain }
    }

    /// A whole value: text as it is, bytes in base64 as the AWS CLI prints them.
    pub fn of_value(value: &ValueBody) -> Self {
        match value {
            ValueBody::Text(text) => Self::secret(text.clone()),
            ValueBody::Binary(bytes) => {
                Self { encoding: Encoding::Base64, ..Self::secret(STANDARD.encode(bytes.as_slice())) }
            }
        }
    }

    /// The encoding.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The text. Only for the clipboard.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// True if these bytes, which a clipboard holds, are the text.
    pub fn is(&self, held: &[u8]) -> bool {
        is_same_secret(self.text.as_bytes(), held)
    }

    /// True if a terminal into which the text is pasted would act on it as on keys. Tabs and line ends are text.
    pub fn has_control_characters(&self) -> bool {
        let mut rest = self.text.chars().peekable();
        while let Some(c) = rest.next() {
            let is_text = match c {
                '\t' | '\n' => true,
                // A carriage return alone is the key Enter.
                '\r' => rest.peek() == Some(&'\n'),
                other => !other.is_control(),
            };
            if !is_text {
                return true;
            }
        }
        false
    }

    /// The sensitivity, which decides whether the copy is cleared.
    pub fn sensitivity(&self) -> Sensitivity {
        self.sensitivity
    }
}

impl PartialEq for CopyText {
    fn eq(&self, other: &Self) -> bool {
        self.sensitivity == other.sensitivity
            && self.encoding == other.encoding
            && self.is(other.text.as_bytes())
    }
}

impl fmt::Debug for CopyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CopyText({} bytes, redacted)", self.text.len())
    }
}

/// The way that a copy took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CopyRoute {
    /// The clipboard of the display (X11, Wayland, macOS, Windows).
    System,
    /// The terminal's clipboard, by the OSC 52 sequence.
    Osc52,
    /// tmux's paste buffer, which tmux hands on to the terminal's clipboard.
    Tmux,
}

impl CopyRoute {
    /// The name of the way in the footer.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system clipboard",
            Self::Osc52 => "terminal (OSC 52)",
            Self::Tmux => "tmux",
        }
    }
}

/// The failure of a copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyFailure {
    /// The clipboard's own message.
    pub why: String,
}

/// The outcome of clearing the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClearOutcome {
    /// The clipboard was seen to hold the copy, and is empty now.
    Cleared,
    /// The terminal was asked to clear its clipboard. It does not say whether it did.
    Requested,
    /// The terminal was asked, through a multiplexer that may keep the copy among its paste buffers.
    RequestedBehindMultiplexer,
    /// The clipboard had other content by then, and was left alone.
    Replaced,
    /// The clipboard could not be reached.
    Failed,
}

/// The sensitivity of a copied text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// A value or a part of a value: cleared after a while, and when the program ends.
    Secret,
    /// A name, an ARN, an ID, a tag or a policy: never cleared.
    Open,
}
