//! Files and the user's editor.
//!
//! [`ListCache`] keeps the last list between runs, [`HistoryFiles`] bookmarks and filters. [`files`] reads and saves values.
//! An [`EditSession`] puts a text into a file; once the terminal is free, the [`Editor`] starts it as a [`Process`] and
//! returns the edited text when the process has ended. A [`CommandRunner`] runs the user's own commands beside the dashboard.
//! [`Borrower`] is whichever program has the terminal.

mod borrower;
mod commands;
mod edit_session;
mod editor;
mod editor_command;
mod editor_file;
pub mod files;
mod history;
mod left_texts;
mod list_cache;
mod output_text;
mod private_files;
mod process;

pub use borrower::Borrower;
pub use commands::{CommandRunner, command, not_started};
pub use edit_session::{EditResult, EditSession};
pub use editor::Editor;
pub use editor_command::EditorEnvironment;
pub use history::HistoryFiles;
pub use left_texts::LeftTexts;
pub use list_cache::ListCache;
pub use process::{Process, ProcessEvent, ProcessExit};
