//! End-to-end tests: the real program in a pseudo-terminal.

mod osc52;
