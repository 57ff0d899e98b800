//! When to draw: after a change, and at most 60 times a second.

use std::time::Duration;
use tokio::time::Instant;

/// The time from one frame to the next, at least.
pub const FRAME: Duration = Duration::from_nanos(1_000_000_000 / 60);

/// Knows whether a frame is owed, and when the last one was drawn.
#[derive(Debug, Default)]
pub struct Pacer {
    owed: Option<Instant>,
    last: Option<Instant>,
}

impl Pacer {
    /// Something changed: a frame is owed.
    pub fn changed(&mut self) {
        let now = Instant::now();
        self.owed.get_or_insert(self.last.map_or(now, |last| now.max(last + FRAME)));
    }

    /// A frame was drawn `now`: none is owed.
    pub fn drawn(&mut self, now: Instant) {
        self.owed = None;
        self.last = Some(now);
    }

    /// When the next frame is to be drawn, if one is owed.
    pub fn due(&self) -> Option<Instant> {
        self.owed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_frame_is_owed_once_until_it_is_drawn() {
        let mut pacer = Pacer::default();
        assert_eq!(pacer.due(), None);
        pacer.changed();
        let start = Instant::now();
        assert_eq!(pacer.due(), Some(start), "the first one at once");
        pacer.drawn(start);
        assert_eq!(pacer.due(), None);
        pacer.changed();
        tokio::time::advance(FRAME / 2).await;
        pacer.changed();
        assert_eq!(pacer.due(), Some(start + FRAME), "later changes don't put it off");
    }
}
