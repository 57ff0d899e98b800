//! Scheduled deletion: when it was asked for, and what is known of its end.
//!
//! `DescribeSecret` and `ListSecrets` give the time of the request, as `DeletedDate`. The end of the recovery window,
//! `DeletionDate`, is in the answer of `DeleteSecret` alone: who has not seen that answer knows only its limits.

use jiff::{SignedDuration, Timestamp};
use std::ops::RangeInclusive;

/// The days that a recovery window may have (API: `RecoveryWindowInDays`).
pub const RECOVERY_WINDOW_DAYS: RangeInclusive<u8> = 7..=30;
/// The recovery window of a request that sets none, in days.
pub const DEFAULT_RECOVERY_WINDOW_DAYS: u8 = 30;
/// The time by which the clocks of the service and of this machine may differ.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_hours(1);

/// A scheduled deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// API: `DeletedDate`: the time of the request.
    pub asked: Timestamp,
    /// API: `DeletionDate`: the end of the recovery window, if this program made the request.
    pub ends: Option<Timestamp>,
}

/// The end of a recovery window, as far as it is known. All times are in the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowEnd {
    /// It ends then.
    At(Timestamp),
    /// It ends between these times.
    Between(Timestamp, Timestamp),
    /// The shortest window is over; the longest ends then.
    By(Timestamp),
    /// The window is over: the service deletes the secret soon.
    Over,
    /// The date of the request is in the future, so that nothing follows from it. AWS gives no such date.
    Unknown,
}

impl Deletion {
    /// True if the date of the request is in the past, as AWS has it. Emulators give the end of the window in its place.
    pub fn is_dated(&self, now: Timestamp) -> bool {
        self.asked.duration_since(now) <= CLOCK_SKEW
    }

    /// The end of the recovery window as it is known at `now`.
    pub fn window_end(&self, now: Timestamp) -> WindowEnd {
        let after = |days: &u8| self.asked.saturating_add(recovery_window(*days)).unwrap_or(Timestamp::MAX);
        match self.ends {
            Some(end) if end > now => WindowEnd::At(end),
            Some(_) => WindowEnd::Over,
            None if !self.is_dated(now) => WindowEnd::Unknown,
            None => {
                let (first, last) = (after(RECOVERY_WINDOW_DAYS.start()), after(RECOVERY_WINDOW_DAYS.end()));
                match (first > now, last > now) {
                    (true, _) => WindowEnd::Between(first, last),
                    (false, true) => WindowEnd::By(last),
                    (false, false) => WindowEnd::Over,
                }
            }
        }
    }
}

/// The length of a recovery window.
pub fn recovery_window(days: u8) -> SignedDuration {
    SignedDuration::from_hours(24 * i64::from(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(days: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000).unwrap() + SignedDuration::from_hours(24 * days)
    }

    #[test]
    fn the_end_is_known_by_its_limits_unless_the_answer_gave_it() {
        let asked = Deletion { asked: day(0), ends: None };
        assert_eq!(asked.window_end(day(0)), WindowEnd::Between(day(7), day(30)));
        assert_eq!(asked.window_end(day(6)), WindowEnd::Between(day(7), day(30)));
        assert_eq!(asked.window_end(day(7)), WindowEnd::By(day(30)), "what is over is no limit");
        assert_eq!(asked.window_end(day(30)), WindowEnd::Over);
        let answered = Deletion { asked: day(0), ends: Some(day(9)) };
        assert_eq!(answered.window_end(day(8)), WindowEnd::At(day(9)));
        assert_eq!(answered.window_end(day(9)), WindowEnd::Over);
    }

    #[test]
    fn a_request_in_the_future_tells_nothing_but_for_clocks_that_differ() {
        let asked = Deletion { asked: day(3), ends: None };
        assert_eq!(asked.window_end(day(2)), WindowEnd::Unknown);
        let soon = day(3) - SignedDuration::from_mins(5);
        assert_eq!(asked.window_end(soon), WindowEnd::Between(day(10), day(33)));
    }
}
