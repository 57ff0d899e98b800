//! Requests through the unmodified SDK client, with scripted responses in place of a network.

mod batch;
mod canned;
mod changes;
mod credentials;
mod failures;
mod network;
mod quota;
mod reads;
mod renewal;
mod secrecy;
