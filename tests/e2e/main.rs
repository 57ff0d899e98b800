//! End-to-end tests: the real program in a pseudo-terminal.
//!
//! The harness comes first, and is tested by the tests in its own files. [`program`] starts a
//! program, [`terminal`] watches what it draws, [`keys`] is what a user can do. [`moto`] is a
//! Secrets Manager that nobody here wrote, [`served`] our own one, [`boto`] looks into it, [`fault`] stands before it and
//! misbehaves, [`display`] has the clipboard of a desktop, [`memory`] looks into the memory of the program. What it is for
//! are the [`stories`].

mod boto;
mod detached;
mod display;
mod editor;
mod fault;
mod keys;
mod memory;
mod modes;
mod moto;
mod moto_tests;
mod osc52;
mod program;
#[expect(dead_code, reason = "the empty service is for the tests of the commands")]
mod served;
mod stories;
mod terminal;
mod waiting;
