//! Schedules frames: one after each change, at most 60 a second.

use std::time::Duration;
use tokio::time::Instant;

/// The least time between two frames.
pub const FRAME_INTERVAL: Duration = Duration::from_nanos(1_000_000_000 / 60);

/// Decides when the next frame is drawn.
#[derive(Debug, Default)]
pub struct FrameScheduler {
    due: Option<Instant>,
    last_frame: Option<Instant>,
}

impl FrameScheduler {
    /// Requests a frame, after a change.
    pub fn request_frame(&mut self) {
        let now = Instant::now();
        self.due.get_or_insert(self.last_frame.map_or(now, |last| now.max(last + FRAME_INTERVAL)));
    }

    /// Notes that a frame was drawn at `now`.
    pub fn frame_drawn(&mut self, now: Instant) {
        self.due = None;
        self.last_frame = Some(now);
    }

    /// The time at which the next frame is to be drawn, if one was requested.
    pub fn due(&self) -> Option<Instant> {
        self.due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_requested_frame_is_due_until_it_is_drawn() {
        let mut frames = FrameScheduler::default();
        assert_eq!(frames.due(), None);
        frames.request_frame();
        let start = Instant::now();
        assert_eq!(frames.due(), Some(start), "the first one at once");
        frames.frame_drawn(start);
        assert_eq!(frames.due(), None);
        frames.request_frame();
        tokio::time::advance(FRAME_INTERVAL / 2).await;
        frames.request_frame();
        assert_eq!(frames.due(), Some(start + FRAME_INTERVAL), "later changes don't delay it");
    }
}
