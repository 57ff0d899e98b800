//! The selected secret and its panes. Each pane loads when it is first shown, and fails on its own.

mod overview;
mod pane;
mod panes;
mod policy;
mod record;
mod replication;
mod rotation;
mod selected;
mod tags;
mod value;
mod version_list;
mod versions;

pub use overview::{EmptyFields, OverviewPane};
pub use pane::{Pane, RowArea, SecretPane};
pub use panes::{InView, SecretPanes};
pub use policy::PolicyPane;
pub use record::SecretRecord;
pub use replication::ReplicationPane;
pub use rotation::RotationPane;
pub use selected::Selected;
pub use tags::TagsPane;
pub use value::{Brackets, EMPTY_KEY, Fold, RowKind, ShownValue, ValuePane, ValueRow};
pub use version_list::{Deprecated, VersionList};
pub use versions::VersionsPane;
