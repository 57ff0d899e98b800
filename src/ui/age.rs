//! Moments as text: how long ago, and when exactly (UTC).

use crate::app::wording::YEARS_FROM;
pub use crate::app::wording::ago as long;
use jiff::{SignedDuration, Timestamp};

/// The age of a moment, or the time until it, in at most ten cells: `just now`, `5m ago`, `30h ago`, `12d ago`, `in 3h`.
pub fn short(at: Timestamp, now: Timestamp) -> String {
    let age = now.duration_since(at);
    let (minutes, hours, days) = (age.as_mins().abs(), age.as_hours().abs(), age.as_hours().abs() / 24);
    let length = match (minutes, hours, days) {
        (0, ..) => return if age.is_negative() { "soon".into() } else { "just now".into() },
        (1..60, ..) => format!("{minutes}m"),
        (_, ..48, _) => format!("{hours}h"),
        (.., ..YEARS_FROM) => format!("{days}d"),
        _ => format!("{}y", days / 365),
    };
    placed(&length, age)
}

/// The age of a day, given as its midnight UTC: `today`, `12d ago`.
pub fn days(day: Timestamp, now: Timestamp) -> String {
    match now.duration_since(day).as_hours().div_euclid(24) {
        ..=0 => "today".into(),
        days @ 1..YEARS_FROM => format!("{days}d ago"),
        days => format!("{}y ago", days / 365),
    }
}

fn placed(length: &str, age: SignedDuration) -> String {
    if age.is_negative() { format!("in {length}") } else { format!("{length} ago") }
}

/// Whole seconds until `end`, rounded up; 0 after it.
pub fn seconds_left(end: Timestamp, now: Timestamp) -> i64 {
    let millis = end.duration_since(now).as_millis().max(0);
    i64::try_from((millis + 999) / 1_000).unwrap_or(i64::MAX)
}

/// Date and time.
pub fn stamp(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// Date and time without seconds, for a column of a table.
pub fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

/// The date.
pub fn date(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

/// The time of day.
pub fn clock(at: Timestamp) -> String {
    at.strftime("%H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_grow_by_units_that_say_enough() {
        let at = Timestamp::UNIX_EPOCH;
        let after = |seconds| at + SignedDuration::from_secs(seconds);
        let both = |seconds| (short(at, after(seconds)), long(at, after(seconds)));
        let texts = |short: &str, long: &str| (short.to_owned(), long.to_owned());
        assert_eq!(both(59), texts("just now", "just now"));
        assert_eq!(both(60), texts("1m ago", "1 minute ago"));
        assert_eq!(both(3_600), texts("1h ago", "1 hour ago"));
        assert_eq!(both(47 * 3_600), texts("47h ago", "47 hours ago"));
        assert_eq!(both(48 * 3_600), texts("2d ago", "2 days ago"));
        assert_eq!(both(1_000 * 86_400), texts("2y ago", "2 years ago"));
        assert_eq!(both(-7_200), texts("in 2h", "in 2 hours"));
        assert_eq!(both(-30), texts("soon", "soon"));
    }

    #[test]
    fn days_are_counted_from_midnight() {
        let day = Timestamp::UNIX_EPOCH;
        let after = |hours| day + SignedDuration::from_hours(hours);
        assert_eq!(days(day, after(23)), "today");
        assert_eq!(days(day, after(24)), "1d ago");
        assert_eq!(days(day, after(-3)), "today");
    }

    #[test]
    fn a_countdown_ends_at_zero() {
        let now = Timestamp::UNIX_EPOCH;
        let left = |millis| seconds_left(now + SignedDuration::from_millis(millis), now);
        assert_eq!((left(26_001), left(26_000), left(1), left(0), left(-5_000)), (27, 26, 1, 0, 0));
    }
}
