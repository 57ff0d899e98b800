//! Work beside the event loop, whose answer it is sent.

use crate::app::Message;
use crate::runtime::event::{Event, EventSender};
use crate::runtime::panic::contained;
use std::future::Future;
use tokio::task::AbortHandle;

/// Runs work beside the event loop. Cheap to clone.
#[derive(Clone)]
pub(super) struct Tasks {
    events: EventSender,
}

impl Tasks {
    pub(super) fn new(events: EventSender) -> Self {
        Self { events }
    }

    /// Sends a message. False if the event loop has ended.
    pub(super) fn send(&self, message: Message) -> bool {
        self.events.send(Event::Message(message)).is_ok()
    }

    /// Runs `work` and sends the message that it returns. Sends the message of `on_panic` if it panics, none if it is
    /// aborted.
    pub(super) fn spawn(
        &self,
        work: impl Future<Output = Message> + Send + 'static,
        on_panic: impl FnOnce() -> Message + Send + 'static,
    ) -> AbortHandle {
        let task = tokio::spawn(contained(work));
        let abort = task.abort_handle();
        let tasks = self.clone();
        tokio::spawn(async move {
            let message = match task.await {
                Ok(message) => message,
                Err(error) if error.is_panic() => on_panic(),
                Err(_) => return,
            };
            tasks.send(message);
        });
        abort
    }

    /// Runs work that blocks, and sends its message if it has one.
    pub(super) fn spawn_blocking(&self, work: impl FnOnce() -> Option<Message> + Send + 'static) {
        let tasks = self.clone();
        tokio::task::spawn_blocking(move || {
            if let Some(message) = work() {
                tasks.send(message);
            }
        });
    }
}
