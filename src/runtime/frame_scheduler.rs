//! Schedules frames: at most 60 in any second. A few may follow each other at once, so that neither the first rows nor a key
//! wait for the frame before them.

use std::time::Duration;
use tokio::time::Instant;

/// The frames that may follow each other without a pause.
const BURST: u32 = 6;

/// The time between frames when the burst is used up. Burst and pace together allow 60 frames in any second.
pub const FRAME_INTERVAL: Duration = Duration::from_nanos(1_000_000_000 / (60 - BURST as u64));

/// The time that a result waits for those that follow from it: the rows of a page come a moment after the page, and end the
/// wait.
const SETTLE: Duration = Duration::from_millis(3);

/// The time between frames while results stream in and nobody types: as smooth as a count that grows need be. A frame costs
/// more than a page of the list.
const STREAM_INTERVAL: Duration = Duration::from_millis(50);

/// The time after an input in which all results are drawn at the full pace: they may be what the input is for.
const ATTENTION: Duration = Duration::from_millis(500);

/// The cause of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A key or another input. The last frame of the burst is kept for these.
    Input,
    /// Rows of the list, which the results before them were waited for.
    Rows,
    /// Anything else.
    Result,
}

/// Decides when the next frame is drawn.
#[derive(Debug, Default)]
pub struct FrameScheduler {
    due: Option<Instant>,
    /// The time at which the whole burst is allowed again.
    rested: Option<Instant>,
    /// The same for results that stream in.
    streamed: Option<Instant>,
    last_input: Option<Instant>,
}

impl FrameScheduler {
    /// Requests a frame, after a change.
    pub fn request_frame(&mut self, cause: Cause) {
        let now = Instant::now();
        let due = match cause {
            Cause::Input => {
                self.last_input = Some(now);
                after_burst(self.rested, now, BURST - 1, FRAME_INTERVAL)
            }
            Cause::Rows | Cause::Result => {
                let settled = if cause == Cause::Rows { now } else { now + SETTLE };
                let due = after_burst(self.rested, settled, BURST - 2, FRAME_INTERVAL);
                if self.last_input.is_some_and(|input| now < input + ATTENTION) {
                    due
                } else {
                    after_burst(self.streamed, due, BURST - 2, STREAM_INTERVAL)
                }
            }
        };
        self.due = Some(self.due.map_or(due, |earlier| earlier.min(due)));
    }

    /// Notes that a frame was drawn at `now`.
    pub fn frame_drawn(&mut self, now: Instant) {
        self.due = None;
        let after = |rested: Option<Instant>| rested.map_or(now, |rested| rested.max(now));
        self.rested = Some(after(self.rested) + FRAME_INTERVAL);
        self.streamed = Some(after(self.streamed) + STREAM_INTERVAL);
    }

    /// The time at which the next frame is to be drawn, if one was requested.
    pub fn due(&self) -> Option<Instant> {
        self.due
    }
}

/// The first time from `earliest` on at which `burst` frames more than the pace are not used up.
fn after_burst(rested: Option<Instant>, earliest: Instant, burst: u32, pace: Duration) -> Instant {
    rested.map_or(earliest, |rested| earliest.max(rested - pace * burst))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws whenever a frame is due, with a change every millisecond. Returns the times of the frames.
    async fn frames_during(length: Duration, cause: impl Fn(usize) -> Cause) -> Vec<Duration> {
        let (mut frames, start, mut drawn) = (FrameScheduler::default(), Instant::now(), Vec::new());
        for change in 0.. {
            let now = Instant::now();
            if now - start > length {
                break;
            }
            frames.request_frame(cause(change));
            if frames.due().is_some_and(|due| due <= now) {
                frames.frame_drawn(now);
                drawn.push(now - start);
            }
            tokio::time::advance(Duration::from_millis(1)).await;
        }
        drawn
    }

    #[tokio::test(start_paused = true)]
    async fn a_requested_frame_is_due_until_it_is_drawn() {
        let mut frames = FrameScheduler::default();
        assert_eq!(frames.due(), None);
        let start = Instant::now();
        frames.request_frame(Cause::Result);
        assert_eq!(frames.due(), Some(start + SETTLE));
        frames.request_frame(Cause::Input);
        assert_eq!(frames.due(), Some(start), "at once");
        frames.frame_drawn(start);
        assert_eq!(frames.due(), None);
    }

    #[tokio::test(start_paused = true)]
    async fn rows_end_the_wait_for_what_follows_from_a_result() {
        let mut frames = FrameScheduler::default();
        let start = Instant::now();
        frames.request_frame(Cause::Result);
        frames.request_frame(Cause::Rows);
        assert_eq!(frames.due(), Some(start));
    }

    #[tokio::test(start_paused = true)]
    async fn no_second_has_more_than_sixty_frames() {
        for (cause, least) in [(Cause::Input, 150), (Cause::Rows, 60), (Cause::Result, 60)] {
            let drawn = frames_during(Duration::from_secs(3), |_| cause).await;
            assert!(drawn.len() > least, "{} frames in three seconds", drawn.len());
            let most = drawn
                .iter()
                .map(|from| {
                    drawn.iter().filter(|at| (*from..*from + Duration::from_secs(1)).contains(*at)).count()
                })
                .max();
            assert!(most <= Some(60), "{most:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_input_is_drawn_at_once_while_results_stream_in() {
        let mut frames = FrameScheduler::default();
        for _ in 0..BURST - 1 {
            frames.request_frame(Cause::Result);
            assert_eq!(frames.due(), Some(Instant::now() + SETTLE));
            frames.frame_drawn(Instant::now());
        }
        frames.request_frame(Cause::Result);
        assert_eq!(frames.due(), Some(Instant::now() + STREAM_INTERVAL));
        tokio::time::advance(STREAM_INTERVAL / 2).await;
        frames.request_frame(Cause::Result);
        assert_eq!(frames.due(), Some(Instant::now() + STREAM_INTERVAL / 2), "later changes don't delay it");
        frames.request_frame(Cause::Input);
        assert_eq!(frames.due(), Some(Instant::now()));
    }

    #[tokio::test(start_paused = true)]
    async fn what_an_input_leads_to_is_drawn_sooner_than_what_streams_in() {
        let mut frames = FrameScheduler::default();
        for _ in 0..BURST {
            frames.request_frame(Cause::Result);
            frames.frame_drawn(Instant::now());
        }
        tokio::time::advance(3 * FRAME_INTERVAL).await;
        frames.request_frame(Cause::Input);
        frames.frame_drawn(Instant::now());
        frames.request_frame(Cause::Result);
        assert_eq!(frames.due(), Some(Instant::now() + SETTLE));
    }
}
