//! The reads and changes of bookmarks and filters on disk, one after the other: a change must not overtake the one before it.

use super::event::{Event, EventSender};
use super::local::HistoryFiles;
use crate::app::Message;
use crate::app::remembered::{HistoryChange, HistoryPlace, HistoryRead, Remembered};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::timeout;

/// The time that the end of the program waits for changes that are being written.
const TIMEOUT: Duration = Duration::from_secs(2);

/// A read, or a change, of what is kept of a place.
type Work = (HistoryPlace, Option<HistoryChange>);

/// Reads and changes bookmarks and filters on disk. Needs a tokio runtime.
pub struct HistoryWorker {
    files: Option<HistoryFiles>,
    events: EventSender,
    running: Option<(UnboundedSender<Work>, JoinHandle<()>)>,
}

impl HistoryWorker {
    /// The worker for these files, if there is a place for them. It sends its answers to `events`.
    pub fn new(files: Option<HistoryFiles>, events: EventSender) -> Self {
        Self { files, events, running: None }
    }

    /// Reads, or makes a change, after the work before it.
    pub fn perform(&mut self, place: HistoryPlace, change: Option<HistoryChange>) {
        let (queue, _) = self.running.get_or_insert_with(|| {
            let (queue, work) = unbounded_channel();
            (queue, tokio::spawn(work_off(work, self.files.clone(), self.events.clone())))
        });
        let _ = queue.send((place, change));
    }

    /// Waits until everything is written, at most two seconds.
    pub async fn finish(&mut self) {
        let Some((queue, task)) = self.running.take() else { return };
        drop(queue);
        if timeout(TIMEOUT, task).await.is_err() {
            tracing::warn!("bookmarks and filters were not written in time");
        }
    }
}

async fn work_off(mut work: UnboundedReceiver<Work>, files: Option<HistoryFiles>, events: EventSender) {
    while let Some((place, change)) = work.recv().await {
        let (files, here) = (files.clone(), place.clone());
        let done = spawn_blocking(move || match (files, change) {
            (Some(files), Some(change)) => files.change(&here, &change),
            (Some(files), None) => files.read(&here),
            (None, Some(_)) => HistoryRead::Failed("the environment has no home".to_owned()),
            (None, None) => HistoryRead::Ready(Remembered::default()),
        });
        let read =
            done.await.unwrap_or_else(|_| HistoryRead::Failed("internal error in strongroom".to_owned()));
        let _ = events.send(Event::Message(Message::History(place, read)));
    }
}
