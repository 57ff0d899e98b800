//! What forms need of the machine that they are on: the user's editor, and files.

pub use super::problem::Problem as Trouble;

use std::fmt;
use zeroize::Zeroizing;

/// Work with an editor or a file.
#[derive(Clone, PartialEq, Eq)]
pub enum LocalWork {
    /// `$VISUAL` or `$EDITOR` on a text, in a file that only its owner can read and that is wiped afterwards.
    Edit {
        /// The text.
        text: Zeroizing<String>,
        /// The ending of the file's name, so that the editor knows what it is.
        extension: &'static str,
    },
    /// Read a file, 65,536 bytes at most: more is no value.
    ReadFile(String),
    /// Save to a new file that only its owner can read; one that is there is not overwritten.
    SaveFile {
        /// Its path.
        path: String,
        /// What is in it.
        bytes: Zeroizing<Vec<u8>>,
    },
}

/// What came of it.
#[derive(Clone)]
pub enum LocalAnswer {
    /// The edited text; `None` if the editor left it as it was.
    Edited(Result<Option<Zeroizing<String>>, Trouble>),
    /// What is in the file.
    File(Result<Zeroizing<Vec<u8>>, Trouble>),
    /// It is saved.
    Saved(Result<(), Trouble>),
}

impl LocalAnswer {
    /// Why it failed, if it did.
    pub fn trouble(&self) -> Option<&Trouble> {
        match self {
            Self::Edited(result) => result.as_ref().err(),
            Self::File(result) => result.as_ref().err(),
            Self::Saved(result) => result.as_ref().err(),
        }
    }
}

impl fmt::Debug for LocalWork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Edit { .. } => "Edit(redacted)",
            Self::ReadFile(_) => "ReadFile",
            Self::SaveFile { .. } => "SaveFile(redacted)",
        })
    }
}

impl fmt::Debug for LocalAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Edited(_) => "Edited(redacted)",
            Self::File(_) => "File(redacted)",
            Self::Saved(_) => "Saved",
        })
    }
}
