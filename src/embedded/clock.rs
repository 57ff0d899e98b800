//! The time by which the embedded service goes: the machine's, or one that a test sets.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// A source of the time. Clones of a manual clock show the same time.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's time.
    #[default]
    System,
    /// A time that stands still until it is moved.
    Manual(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// A clock that stands at this time until [`Clock::advance`].
    pub fn manual(start: Timestamp) -> Self {
        Self::Manual(Arc::new(Mutex::new(start)))
    }

    /// Moves a manual clock forward; the machine's time is left alone.
    pub fn advance(&self, by: SignedDuration) {
        if let Self::Manual(time) = self {
            let mut time = time.lock().unwrap_or_else(PoisonError::into_inner);
            *time = time.saturating_add(by).unwrap_or(Timestamp::MAX);
        }
    }

    /// The time now, in whole milliseconds, as the service knows it.
    pub fn now(&self) -> Timestamp {
        let now = match self {
            Self::System => Timestamp::now(),
            Self::Manual(time) => *time.lock().unwrap_or_else(PoisonError::into_inner),
        };
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}

/// A time counted from now: a sign, then numbers with their units of `d`, `h`, `m` and `s`, as in
/// `-3d12h`. None for any other text.
pub fn from_now(text: &str, now: Timestamp) -> Option<Timestamp> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("-", rest) => (-1, rest),
        ("+", rest) => (1, rest),
        _ => return None,
    };
    let mut seconds: i64 = 0;
    let mut parts = rest;
    while !parts.is_empty() {
        let end = parts.find(|c: char| !c.is_ascii_digit())?;
        let number: i64 = parts[..end].parse().ok()?;
        let unit = match parts.as_bytes()[end] {
            b'd' => 86_400,
            b'h' => 3_600,
            b'm' => 60,
            b's' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(number.checked_mul(unit)?)?;
        parts = &parts[end + 1..];
    }
    let counted = !rest.is_empty();
    counted.then(|| now.checked_add(SignedDuration::from_secs(sign * seconds)).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_count_from_now() {
        let now: Timestamp = "2026-03-02T12:00:00Z".parse().unwrap();
        let read = |text: &str| from_now(text, now).map(|time| time.to_string());
        assert_eq!(read("-3d12h").as_deref(), Some("2026-02-27T00:00:00Z"));
        assert_eq!(read("+5m30s").as_deref(), Some("2026-03-02T12:05:30Z"));
        for wrong in ["", "-", "3d", "-3", "-d", "-3w", "+3dü", "-99999999999999999999d", "+9999999999d"] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}
