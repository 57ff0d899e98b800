//! End-to-end tests: the real program in a pseudo-terminal.
//!
//! The harness first: [`program`] starts it, [`terminal`] watches what it draws, [`keys`] is what a
//! user can type. The harness is tested on a shell, by the tests in its own files.

mod keys;
mod modes;
mod osc52;
mod program;
mod terminal;
