//! The clock of timers. It counts the time that the machine sleeps, and nobody sets it: a secret must not stay visible because
//! the time of day was set back, and a rotation must not count as overdue because it was set on.

use jiff::{SignedDuration, Timestamp};
use rustix::time::{ClockId, clock_gettime};
use std::sync::OnceLock;

/// The time of day at which the clock was first asked.
static START: OnceLock<Start> = OnceLock::new();

/// A clock that counts sleep: that of Linux for the time since boot, and the Mac's monotonic one.
#[cfg(target_os = "linux")]
const STEADY: ClockId = ClockId::Boottime;
#[cfg(not(target_os = "linux"))]
const STEADY: ClockId = ClockId::Monotonic;

/// The time of the timers: the time of day when it was first asked for, and all that has passed since.
pub fn now() -> Timestamp {
    let steady = steady();
    START.get_or_init(|| Start { time: Timestamp::now(), steady }).after(steady)
}

/// The time of day, which may have been set since the program started.
pub fn wall() -> Timestamp {
    Timestamp::now()
}

fn steady() -> SignedDuration {
    let steady = clock_gettime(STEADY);
    let nanoseconds = i32::try_from(steady.tv_nsec).unwrap_or_default();
    SignedDuration::new(steady.tv_sec, nanoseconds)
}

/// The start of the clock.
#[derive(Clone, Copy, Debug)]
struct Start {
    /// The time of day.
    time: Timestamp,
    /// The time of the steady clock.
    steady: SignedDuration,
}

impl Start {
    fn after(self, steady: SignedDuration) -> Timestamp {
        let passed = steady.saturating_sub(self.steady);
        self.time.checked_add(passed).unwrap_or(self.time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_with_the_clock_that_nobody_sets() {
        let noon: Timestamp = "2026-11-26T12:00:00Z".parse().unwrap();
        let seconds = SignedDuration::from_secs;
        let start = Start { time: noon, steady: seconds(1_000) };
        assert_eq!(start.after(seconds(1_000)), noon);
        assert_eq!(start.after(seconds(1_090)), noon + seconds(90));
        let (before, began) = (now(), steady());
        let passed = now().duration_since(before);
        assert!(!passed.is_negative() && passed <= steady() - began + seconds(1), "{passed:?}");
    }

    #[test]
    fn it_tells_the_time() {
        let apart = wall().duration_since(now()).abs();
        assert!(apart < SignedDuration::from_secs(60), "{apart:?}");
    }
}
