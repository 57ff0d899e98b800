//! The cache of the list: the last whole list, kept on disk between runs. It has no values.

use crate::secrets::{Summaries, Summary};
use jiff::Timestamp;

/// A step of reading the cached list of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CacheStep {
    /// The first chunk, if the list is of this account. `None` while the account is not known.
    Open {
        /// The account of the caller.
        account: Option<String>,
    },
    /// The next chunk.
    Next,
}

/// The result of a step.
#[derive(Clone, Debug)]
pub enum CacheRead {
    /// There is no list that may be shown.
    Nothing,
    /// The config files don't tell the account of the credentials: the list must wait until STS has named it.
    NeedsAccount,
    /// Some secrets.
    Chunk(EarlierSecrets),
    /// The rest can't be read: what came before is not to be trusted.
    Damaged,
}

/// Some secrets of an earlier list.
#[derive(Clone, Debug)]
pub struct EarlierSecrets {
    /// The time of the list.
    pub as_of: Timestamp,
    /// The account that the list is of.
    pub account: String,
    /// At most 1,000 secrets.
    pub secrets: Vec<Summary>,
    /// True if this is the last chunk.
    pub last: bool,
}

/// A whole list, to be cached. Cheap to clone.
#[derive(Clone, Debug)]
pub struct WholeList {
    /// The time of the list.
    pub as_of: Timestamp,
    /// The account that the list is of.
    pub account: String,
    /// The secrets.
    pub secrets: Summaries,
}
