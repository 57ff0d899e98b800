//! Files and the user's editor.
//!
//! [`ListCache`] keeps the last list between runs. [`files`] reads and saves values. An [`EditSession`] puts a text into a
//! file; once the terminal is free, the [`Editor`] starts it as a [`Process`] and returns the edited text when the process
//! has ended. [`Borrower`] is whichever program has the terminal.

mod borrower;
mod edit_session;
mod editor;
mod editor_command;
mod editor_file;
pub mod files;
mod left_texts;
mod list_cache;
mod process;

pub use borrower::Borrower;
pub use edit_session::{EditResult, EditSession};
pub use editor::Editor;
pub use editor_command::EditorEnvironment;
pub use left_texts::LeftTexts;
pub use list_cache::ListCache;
pub use process::{Process, ProcessEvent, ProcessExit};
