//! The user's time zone. Schedules are in UTC; what they mean to the user is said beside it.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::DateTime};

/// The user's time zone; UTC unless it was found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalZone(TimeZone);

impl LocalZone {
    /// The system's: `TZ`, else what the system is set to, else UTC.
    pub fn system() -> Self {
        Self(TimeZone::system())
    }

    /// That zone.
    pub fn new(zone: TimeZone) -> Self {
        Self(zone)
    }

    /// A moment as clocks there show it.
    pub fn show(&self, at: Timestamp) -> DateTime {
        self.0.to_datetime(at)
    }
}

impl Default for LocalZone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}
