//! Files and the user's editor.
//!
//! [`ListCache`] keeps the last list between runs, [`HistoryFiles`] bookmarks and filters. [`files`] reads and saves values. An [`EditSession`] puts a text into a file; once the terminal is free, the [`Editor`]
//! starts it as a [`Process`] and returns the edited text when the process has ended.

mod edit_session;
mod editor;
mod editor_command;
mod editor_file;
pub mod files;
mod history;
mod list_cache;
mod private_files;
mod process;

pub use edit_session::{EditResult, EditSession};
pub use editor::Editor;
pub use editor_command::EditorEnvironment;
pub use editor_file::wipe_leftovers;
pub use history::HistoryFiles;
pub use list_cache::ListCache;
pub use process::{Process, ProcessEvent, ProcessExit};
