//! The clock of timers. It counts the time that the machine sleeps, and never goes back: a secret must not stay visible
//! because the time of day was set back.

use jiff::Timestamp;
use rustix::time::{ClockId, clock_gettime};
use std::sync::atomic::{AtomicI64, Ordering};

/// The latest time of day that was seen, as its nanoseconds before the steady clock.
static OFFSET: AtomicI64 = AtomicI64::new(i64::MIN);

/// A clock that counts sleep: that of Linux for the time since boot, and the Mac's monotonic one.
#[cfg(target_os = "linux")]
const STEADY: ClockId = ClockId::Boottime;
#[cfg(not(target_os = "linux"))]
const STEADY: ClockId = ClockId::Monotonic;

/// The time of day, or a later one if it was set back while the program ran.
pub fn now() -> Timestamp {
    let steady = clock_gettime(STEADY);
    let steady = steady.tv_sec.saturating_mul(1_000_000_000).saturating_add(steady.tv_nsec);
    at(&OFFSET, Timestamp::now(), steady)
}

fn at(latest: &AtomicI64, now: Timestamp, steady: i64) -> Timestamp {
    let Ok(wall) = i64::try_from(now.as_nanosecond()) else { return now };
    let offset = wall.saturating_sub(steady);
    let offset = latest.fetch_max(offset, Ordering::Relaxed).max(offset);
    Timestamp::from_nanosecond(i128::from(steady.saturating_add(offset))).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn time_set_back_does_not_stop_it_and_time_set_on_is_followed() {
        let latest = AtomicI64::new(i64::MIN);
        let noon: Timestamp = "2026-11-26T12:00:00Z".parse().unwrap();
        let hours = SignedDuration::from_hours;
        let second = 1_000_000_000;
        assert_eq!(at(&latest, noon, 0), noon);
        assert_eq!(at(&latest, noon - hours(3), second), noon + SignedDuration::from_secs(1));
        assert_eq!(at(&latest, noon + hours(1), 2 * second), noon + hours(1));
        assert_eq!(at(&latest, noon, 3 * second), noon + hours(1) + SignedDuration::from_secs(1));
    }

    #[test]
    fn it_tells_the_time() {
        let apart = Timestamp::now().duration_since(now()).abs();
        assert!(apart < SignedDuration::from_secs(60), "{apart:?}");
    }
}
