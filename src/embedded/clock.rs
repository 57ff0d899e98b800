//! The time of the embedded service: the system's, or one that a test sets.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};

/// A source of the current time. Clones of a manual clock share their time.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The system time.
    #[default]
    System,
    /// A time that changes only through [`Clock::advance`].
    Manual(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// Creates a manual clock that shows `start`.
    pub fn manual(start: Timestamp) -> Self {
        Self::Manual(Arc::new(Mutex::new(start)))
    }

    /// Moves a manual clock forward. Does nothing to the system clock.
    pub fn advance(&self, by: SignedDuration) {
        if let Self::Manual(time) = self {
            let mut time = time.lock().unwrap_or_else(PoisonError::into_inner);
            *time = time.saturating_add(by).unwrap_or(Timestamp::MAX);
        }
    }

    /// The current time in whole milliseconds, the resolution of the service.
    pub fn now(&self) -> Timestamp {
        let now = match self {
            Self::System => Timestamp::now(),
            Self::Manual(time) => *time.lock().unwrap_or_else(PoisonError::into_inner),
        };
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}

/// The time `delay` after `time`, or the latest possible time.
pub fn after(time: Timestamp, delay: Duration) -> Timestamp {
    let delay = SignedDuration::try_from(delay).unwrap_or(SignedDuration::MAX);
    time.saturating_add(delay).unwrap_or(Timestamp::MAX)
}

/// Parses a time relative to `now`: a sign, then a duration of up to weeks, as in `-3d12h`. A day has
/// 24 hours. None for any other text.
pub fn from_now(text: &str, now: Timestamp) -> Option<Timestamp> {
    text.starts_with(['-', '+']).then_some(())?;
    let span: Span = text.parse().ok()?;
    let offset = span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
    now.checked_add(offset).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_times_count_from_now() {
        let now: Timestamp = "2026-03-02T12:00:00Z".parse().unwrap();
        let read = |text: &str| from_now(text, now).map(|time| time.to_string());
        assert_eq!(read("-3d12h").as_deref(), Some("2026-02-27T00:00:00Z"));
        assert_eq!(read("+5m30s").as_deref(), Some("2026-03-02T12:05:30Z"));
        for wrong in ["", "-", "3d", "-3", "-d", "-3mo", "+3dü", "-99999999999999999999d", "+9999999999d"] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}
