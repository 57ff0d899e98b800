//! Work of this machine: files that a value is read from or saved to, and the user's editor.
//!
//! [`files`] needs no terminal. An editor does: an [`EditSession`] is made ready, the [`Editor`] starts it as a [`Process`]
//! once the terminal is left to it, and says what it made of the text when that has ended.

mod command;
mod editor;
pub mod files;
mod process;
mod scratch;
mod session;

pub use command::Environment;
pub use editor::Editor;
pub use process::{Change, End, Process};
pub use session::{EditSession, Edited};
