//! What the program has to say beside the panes: one line of news, or an error that stays until it is put away.

use crate::service::ServiceError;
use jiff::Timestamp;

/// Seconds that good news stays.
pub const NEWS_SECONDS: i64 = 8;

/// Something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// News; goes by itself.
    News {
        /// One sentence.
        text: String,
        /// When it goes.
        until: Timestamp,
    },
    /// Something that can't be done, and what can; stays until it is put away.
    Refusal {
        /// What can't be done, and why.
        text: String,
        /// What to do instead.
        next: String,
    },
    /// A request that failed; stays until it is put away.
    Failure {
        /// What was being done, in words: names the secret.
        doing: String,
        /// What, why and what next.
        error: ServiceError,
    },
}
