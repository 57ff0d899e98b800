//! The whole way of a request through the unmodified SDK client, with canned answers in place of a network.

mod answers;
mod canned;
mod credentials;
mod failures;
