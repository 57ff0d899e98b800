//! The store: every secret of every account and Region, and the rules that keep them consistent.
//!
//! The store is a pure state machine: callers tell it the time, and all randomness comes from a
//! seeded generator. From the inside out:
//!
//! - `location`, `value`, `version`, `secret`: the data.
//! - `tokenizer`, `indexed_text`, `term_index`: the inverted index behind text filters.
//! - `catalog`, `search`: the secrets of one Region, sorted and filtered.
//! - `event_queue`, `lagged_listing`: changes that happen or become visible later.
//! - `state`: the [`Store`] itself; `authorization`, `replication` and `timeline` add to it.

mod authorization;
mod catalog;
mod event_queue;
mod indexed_text;
mod lagged_listing;
mod location;
mod replication;
mod search;
mod secret;
mod state;
mod term_index;
mod timeline;
mod tokenizer;
mod value;
mod version;

pub use self::authorization::caller_arn;
pub use self::catalog::{Catalog, CatalogEntry, DateKey, Order, SortKey};
pub use self::event_queue::Event;
pub use self::indexed_text::IndexField;
pub use self::location::{ArnSuffix, DEMO_ACCOUNT, Location};
pub use self::search::{Criterion, MAX_COLLECTED, Prefix};
pub use self::secret::{
    Replica, ReplicaStatus, Rotation, RotationMetadata, RunningRotation, ScheduledDeletion, Secret,
    SecretKey, Tag, Tags,
};
pub use self::state::{Delays, Store};
pub use self::tokenizer::{has_prefix, words};
pub use self::value::Value;
pub use self::version::{CURRENT, MAX_LABELS, PENDING, PREVIOUS, Version, Versions};
