//! Work of this machine: files that a value is read from or saved to, and the user's editor.

pub mod files;
