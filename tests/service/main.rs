//! The service room against running services: moto over HTTP, and the embedded service in process and over HTTP.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../e2e/boto.rs"]
mod boto;
mod changes;
mod cli;
#[path = "../e2e/moto.rs"]
mod moto;
mod on_embedded;
mod on_moto;
mod perform;
mod profile;
mod requests;
mod sockets;
mod stand;
