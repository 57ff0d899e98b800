//! The open connections of the server. Clients that keep connections open without using them can't keep others out.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::Instant;

/// The limit of open connections. For a further one, the connection is closed that has waited the longest for its client.
pub const MAX_CONNECTIONS: usize = 1000;

/// The open connections. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Connections {
    table: Arc<Mutex<Table>>,
    /// Notified when a connection has ended or waits for its client again.
    changed: Arc<Notify>,
}

#[derive(Debug, Default)]
struct Table {
    last_id: u64,
    open: HashMap<u64, Entry>,
}

#[derive(Debug)]
struct Entry {
    activity: Activity,
    close: Arc<Notify>,
}

#[derive(Clone, Copy, Debug)]
enum Activity {
    /// The client has yet to send a request, or the rest of one, or to read its response.
    Waiting { since: Instant },
    /// The response is being made.
    Answering,
}

/// An open connection, which counts as open until it is dropped.
#[derive(Debug)]
pub struct OpenConnection {
    id: u64,
    close: Arc<Notify>,
    connections: Connections,
}

impl Connections {
    /// Accepts the next connection once there is room for it.
    ///
    /// # Errors
    /// The system can't accept one now. If it lacks file descriptors, a connection is being closed.
    pub async fn accept(&self, listener: &TcpListener) -> io::Result<(TcpStream, OpenConnection)> {
        let accepted = listener.accept().await;
        if accepted.is_err() {
            self.close_longest_waiting();
        }
        let (stream, _) = accepted?;
        stream.set_nodelay(true)?;
        while self.lock().open.len() >= MAX_CONNECTIONS && !self.close_longest_waiting() {
            self.changed.notified().await;
        }
        Ok((stream, self.open()))
    }

    fn open(&self) -> OpenConnection {
        let close = Arc::new(Notify::new());
        let mut table = self.lock();
        table.last_id += 1;
        let id = table.last_id;
        let activity = Activity::Waiting { since: Instant::now() };
        table.open.insert(id, Entry { activity, close: Arc::clone(&close) });
        drop(table);
        OpenConnection { id, close, connections: self.clone() }
    }

    /// Closes the connection that has waited the longest for its client. Returns false if none waits.
    fn close_longest_waiting(&self) -> bool {
        let mut table = self.lock();
        let waiting = table.open.iter().filter_map(|(id, entry)| match entry.activity {
            Activity::Waiting { since } => Some((since, *id)),
            Activity::Answering => None,
        });
        let Some((_, id)) = waiting.min() else { return false };
        if let Some(entry) = table.open.remove(&id) {
            entry.close.notify_one();
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OpenConnection {
    /// Awaits `response`. Meanwhile the connection is not closed to make room.
    pub async fn answer<T>(&self, response: impl Future<Output = T>) -> T {
        self.set(Activity::Answering);
        let response = response.await;
        self.set(Activity::Waiting { since: Instant::now() });
        self.connections.changed.notify_one();
        response
    }

    /// Waits until the connection must be closed to make room for another.
    pub async fn closed(&self) {
        self.close.notified().await;
    }

    fn set(&self, activity: Activity) {
        if let Some(entry) = self.connections.lock().open.get_mut(&self.id) {
            entry.activity = activity;
        }
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.connections.lock().open.remove(&self.id);
        self.connections.changed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::task::Poll;
    use std::time::Duration;

    async fn is_closed(connection: &OpenConnection) -> bool {
        let mut closed = pin!(connection.closed());
        std::future::poll_fn(|cx| Poll::Ready(closed.as_mut().poll(cx).is_ready())).await
    }

    #[tokio::test(start_paused = true)]
    async fn the_one_that_waits_the_longest_is_closed() {
        let connections = Connections::default();
        let first = connections.open();
        tokio::time::advance(Duration::from_secs(1)).await;
        let second = connections.open();
        tokio::time::advance(Duration::from_secs(1)).await;
        first.answer(async {}).await;
        assert!(connections.close_longest_waiting());
        assert!(is_closed(&second).await, "the first one was used after it");
        assert!(!is_closed(&first).await);
        assert!(connections.close_longest_waiting());
        assert!(is_closed(&first).await);
        assert!(!connections.close_longest_waiting(), "none is left");
    }

    #[tokio::test]
    async fn one_that_is_being_answered_is_kept() {
        let connections = Connections::default();
        let connection = connections.open();
        connection.answer(async { assert!(!connections.close_longest_waiting()) }).await;
        assert!(connections.close_longest_waiting());
        drop(connection);
        assert!(connections.lock().open.is_empty());
    }
}
