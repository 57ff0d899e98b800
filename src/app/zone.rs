//! The user's time zone. Schedules are in UTC; forms show them in local time too.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::DateTime};

/// The user's time zone; UTC if it is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalZone(TimeZone);

impl LocalZone {
    /// The time zone of the system: from `TZ`, else from its configuration, else UTC. Reads files, several hundred of them
    /// on some systems.
    pub fn system() -> Self {
        Self(TimeZone::system())
    }

    /// A given time zone.
    pub fn new(zone: TimeZone) -> Self {
        Self(zone)
    }

    /// The local date and time of a timestamp.
    pub fn show(&self, at: Timestamp) -> DateTime {
        self.0.to_datetime(at)
    }
}

impl Default for LocalZone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}
