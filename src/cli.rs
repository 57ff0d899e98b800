//! The command line: options, and what they mean.
