//! Seeds: secrets, rotation functions and denied operations from a JSON file.
//!
//! Times are relative to now: `-3d`, `+12d6h`, `-5m`. Replicas are created as the service would create
//! them, so each is in sync or has failed for a real reason; a `stalled` replica stays in progress.

mod format;
mod load;

pub use load::{SecretError, SeedError, load};
