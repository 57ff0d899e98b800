//! The data of a secret as plain types, named as in the service's API, and the rules for them.
//!
//! Knows nothing of the SDK, the network or the screen.

mod arn;
mod deletion;
mod engine;
mod formats;
mod json;
mod members;
mod metadata;
mod name;
mod name_scope;
mod policy;
mod region;
mod replica;
mod rotation;
pub mod schedule;
mod summaries;
mod text;
mod value;
mod variables;
mod version;

pub use arn::Arn;
pub use deletion::{
    DEFAULT_RECOVERY_WINDOW_DAYS, Deletion, RECOVERY_WINDOW_DAYS, WindowEnd, recovery_window,
};
pub use engine::PasswordRules;
pub use formats::{
    CopyFormat, FormatError, FormatKind, FormatSubject, FormatVersion, UrlError, connection_url,
};
pub use json::{
    ItemEdit, ItemPlace, Items, JsonFault, JsonKind, JsonNode, JsonShape, decoded, indented, joined,
    json_fault, looks_like_json, quoted,
};
pub use members::{Member, MemberEdit, MemberValue, Members, MembersError, ObjectText, Pair, pair_up};
pub use metadata::{Detail, Summary, Tag};
pub use name::{NAME_LIMIT, NameError, check_name, ends_like_an_arn};
pub use name_scope::{Collation, NameScope, ReadEnds};
pub use policy::{Breadth, Policy, is_same_policy};
pub use region::{
    REGIONS, RegionError, check_region, common_prefix, is_region_name, partition, unknown_region,
};
pub use replica::{Replica, ReplicaRole, ReplicaStatus};
pub use rotation::{
    PendingRotation, ROTATION_TIMEOUT, RotationRules, RotationSchedule, RotationState, RotationView,
};
pub use summaries::{
    Facts, Fields, PageMerge, PagePacker, RuleFields, Summaries, SummaryPage, SummaryStore, SummaryView,
    Tags, Versions,
};
pub use text::{Untrusted, lower_first, printable, upper_first};
pub use value::{SecretValue, ValueBody, ValueContent, is_same_secret, text_in};
pub use variables::{
    NameFault, Origin, Variable, VariableChoice, VariablesError, dotenv_file, dotenv_line, dotenv_value,
    variable_of, variables_of,
};
pub use version::{
    AWSCURRENT, AWSPENDING, AWSPREVIOUS, LabelSet, StagingLabel, Version, VersionId, VersionLabels,
};
