//! Work on the user's machine for forms: the editor, and files.

use super::left_text::EditOrigin;
use super::problem::Problem;
use std::fmt;
use zeroize::Zeroizing;

/// Work with an editor or a file.
#[derive(Clone, PartialEq, Eq)]
pub enum LocalWork {
    /// Edit a text in `$VISUAL` or `$EDITOR`, in a file that only the user can read and that is wiped afterwards.
    Edit {
        /// The text.
        text: Zeroizing<String>,
        /// The extension of the file's name, which tells the editor the kind of text.
        extension: &'static str,
        /// The thing that the text is of, to offer it again if this program is killed.
        origin: Option<EditOrigin>,
    },
    /// Read a file of at most 65,536 bytes, the limit of a value.
    ReadFile(String),
    /// Save to a new file that only the user can read; an existing file is not overwritten.
    SaveFile {
        /// The path of the file.
        path: String,
        /// The content of the file.
        bytes: Zeroizing<Vec<u8>>,
    },
}

/// The answer to [`LocalWork`].
#[derive(Clone)]
pub enum LocalAnswer {
    /// The edited text; `None` if it was not changed.
    Edited(Result<Option<Zeroizing<String>>, Problem>),
    /// The content of the file.
    File(Result<Zeroizing<Vec<u8>>, Problem>),
    /// The file is saved.
    Saved(Result<(), Problem>),
}

impl LocalAnswer {
    /// The problem, if the work failed.
    pub fn problem(&self) -> Option<&Problem> {
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
