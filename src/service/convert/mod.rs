//! Conversion of SDK responses into the types of [`crate::secrets`], and of parameters into SDK types ([`to_sdk`]).
//!
//! Services that speak the protocol differ in the fields that they leave out or fill with empty text and zero times.
//! Fields that are absent, empty or zero all become `None`. Entries without a name or ID are dropped.

mod field;
mod policy;
mod replica;
mod secret;
mod secret_value;
pub(super) mod to_sdk;
mod version;

pub(super) use field::timestamp;
pub(super) use policy::findings;
pub(super) use replica::replicas;
pub(super) use secret::{detail, summary};
pub(super) use secret_value::{batch_error, batch_value, value};
pub(super) use version::version;
