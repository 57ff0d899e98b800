//! Texts on their way to the clipboard, and the answers of the clipboard.

use crate::secrets::ValueBody;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt;
use zeroize::Zeroizing;

/// Numbers the copies of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct CopyId(pub u64);

/// Text on its way to the clipboard. `Debug` shows its size alone; wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct CopyText {
    text: Zeroizing<String>,
    sensitivity: Sensitivity,
}

impl CopyText {
    /// A value or a part of one.
    pub fn secret(text: impl Into<Zeroizing<String>>) -> Self {
        Self { text: text.into(), sensitivity: Sensitivity::Secret }
    }

    /// Anything else.
    pub fn open(text: impl Into<Zeroizing<String>>) -> Self {
        Self { text: text.into(), sensitivity: Sensitivity::Open }
    }

    /// A whole value: text as it is, bytes as base64, as the AWS CLI gives them.
    pub fn of_value(value: &ValueBody) -> Self {
        match value {
            ValueBody::Text(text) => Self::secret(text.clone()),
            ValueBody::Binary(bytes) => Self::secret(STANDARD.encode(bytes.as_slice())),
        }
    }

    /// The text, for the clipboard alone.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Whether it is to be taken off the clipboard again.
    pub fn sensitivity(&self) -> Sensitivity {
        self.sensitivity
    }
}

impl fmt::Debug for CopyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CopyText({} bytes, redacted)", self.text.len())
    }
}

/// The way that a copy took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyRoute {
    /// The clipboard of the display (X11, Wayland, macOS, Windows).
    System,
    /// The terminal's clipboard, by the OSC 52 sequence.
    Osc52,
    /// tmux's paste buffer, which tmux hands on to the terminal's clipboard.
    Tmux,
}

impl CopyRoute {
    /// The way as the footer names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system clipboard",
            Self::Osc52 => "terminal (OSC 52)",
            Self::Tmux => "tmux",
        }
    }
}

/// Why nothing was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyFailure {
    /// The clipboard's own words.
    pub why: String,
}

/// What came of clearing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClearOutcome {
    /// The clipboard is empty now.
    Cleared,
    /// It held something else by then, and was left alone.
    HeldSomethingElse,
    /// It could not be reached.
    Failed,
}

/// Whether what is copied is to be taken off the clipboard again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// A value or a part of one: cleared after a while, and on leaving.
    Secret,
    /// A name, an ARN, an id, a tag, a policy: left there.
    Open,
}
