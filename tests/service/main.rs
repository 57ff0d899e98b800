//! The service room against services that run: moto over HTTP, and the embedded one in process.

#[path = "../e2e/boto.rs"]
mod boto;
#[path = "../e2e/moto.rs"]
mod moto;
mod on_embedded;
mod on_moto;
mod perform;
mod profile;
mod sockets;
