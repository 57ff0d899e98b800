//! The whole way of a request through the unmodified SDK client, with canned answers in place of a network.

mod answers;
mod batch;
mod canned;
mod changes;
mod credentials;
mod failures;
mod secrecy;
