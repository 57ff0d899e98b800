//! The lock of an unattended terminal: after a time without input, what is secret is masked, and what was read is dropped.

use jiff::{SignedDuration, Timestamp};

/// The lock, and the input that it waits for.
#[derive(Debug)]
pub struct IdleLock {
    /// The time without input after which the terminal counts as unattended; `None` for never.
    after: Option<SignedDuration>,
    /// The time of the last input.
    last_input: Timestamp,
    state: State,
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    /// The user is at the terminal, or was a short while ago.
    Open,
    /// The user's editor has the terminal: its keys are not seen here, so that no time is counted.
    InEditor,
    /// Nobody was there for too long.
    Locked {
        /// The titles of the layers that were closed, as they had values that were read.
        closed: Vec<String>,
    },
}

impl IdleLock {
    /// The lock of a program that starts now.
    pub fn new(after: Option<SignedDuration>, now: Timestamp) -> Self {
        Self { after, last_input: now, state: State::Open }
    }

    /// The time without input after which it locks.
    pub fn after(&self) -> Option<SignedDuration> {
        self.after
    }

    /// True while it is locked.
    pub fn is_locked(&self) -> bool {
        self.closed().is_some()
    }

    /// The titles of the layers that the lock has closed; `None` while it is open.
    pub fn closed(&self) -> Option<&[String]> {
        match &self.state {
            State::Locked { closed } => Some(closed),
            State::Open | State::InEditor => None,
        }
    }

    /// True if it has to lock now.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.next_wake().is_some_and(|due| due <= now)
    }

    /// The time at which it locks without input; `None` while no time is counted.
    pub fn next_wake(&self) -> Option<Timestamp> {
        match self.state {
            State::Open => self.after.and_then(|after| self.last_input.checked_add(after).ok()),
            State::InEditor | State::Locked { .. } => None,
        }
    }

    /// Locks. `closed` are the titles of the layers that were closed.
    pub fn lock(&mut self, closed: Vec<String>) {
        self.state = State::Locked { closed };
    }

    /// Notes a key, a click or a paste; `true` if it has opened the lock, and is to do nothing else.
    pub fn input(&mut self, now: Timestamp) -> bool {
        self.last_input = now;
        let was_locked = self.is_locked();
        self.state = State::Open;
        was_locked
    }

    /// The user's editor gets the terminal.
    pub fn editor_starts(&mut self) {
        self.state = State::InEditor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::UNIX_EPOCH;

    fn after(seconds: i64) -> Timestamp {
        NOON + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn it_is_due_after_its_time_without_input() {
        let mut lock = IdleLock::new(Some(SignedDuration::from_secs(60)), NOON);
        assert!(!lock.is_due(after(59)) && lock.is_due(after(60)));
        assert!(!lock.input(after(59)));
        assert_eq!(lock.next_wake(), Some(after(119)));
        lock.lock(vec!["Compare".into()]);
        assert_eq!((lock.next_wake(), lock.closed()), (None, Some(&["Compare".to_owned()][..])));
        assert!(lock.input(after(500)), "the key opens it");
        assert!(!lock.input(after(501)) && !lock.is_locked());
    }

    #[test]
    fn no_time_is_counted_in_the_editor_or_where_it_is_off() {
        let mut lock = IdleLock::new(None, NOON);
        assert!(!lock.is_due(after(1_000_000)));
        lock = IdleLock::new(Some(SignedDuration::from_secs(60)), NOON);
        lock.editor_starts();
        assert!(!lock.is_due(after(1_000)) && lock.next_wake().is_none());
        assert!(!lock.input(after(1_000)));
        assert_eq!(lock.next_wake(), Some(after(1_060)));
    }
}
