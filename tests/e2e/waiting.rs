//! Waiting for something that no output of the program tells of.

use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take before a test fails. It only ever waits that long to fail.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits until this holds.
#[track_caller]
pub fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    found(what, || holds().then_some(()));
}

/// Waits until there is something, and answers it.
#[track_caller]
pub fn found<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < deadline, "waited for: {what}");
        thread::yield_now();
    }
}
