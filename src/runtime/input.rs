//! Reads the terminal's input on a thread of its own, knows when there is no more of it, and leaves it to others when asked.

use super::event::{Event, EventSender, message_of};
use rustix::event::{PollFd, PollFlags, poll};
use std::io::{self, PipeReader, PipeWriter, Read, Write, pipe};
use std::sync::mpsc as blocking;
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;

/// How long crossterm looks for more input before the wait is ours again. At zero it looks at nothing, and if a busy
/// machine makes us late, it passes over keys that it has read already: so not too short either.
const PATIENCE: Duration = Duration::from_millis(100);

/// The thread, as others speak to it. It ends when this is dropped.
pub struct Input {
    requests: blocking::Sender<Request>,
    bell: PipeWriter,
}

/// Asks for a pause.
pub struct Request {
    paused: oneshot::Sender<()>,
    over: blocking::Receiver<()>,
}

/// As long as it lasts, nothing is read from the terminal.
pub struct Pause {
    _until_dropped: blocking::Sender<()>,
}

/// What the thread is asked, at its own end.
pub struct Requests {
    requests: blocking::Receiver<Request>,
    bell: PipeReader,
}

/// What ends a wait.
#[derive(Debug, PartialEq, Eq)]
enum Wake {
    /// There is something to read.
    Readable,
    /// A request was made, or none will be ever again.
    Rung,
    /// There never will be anything to read.
    Gone,
}

/// Begins to read keys, clicks and pastes. The thread ends with the input, or when no one receives any more.
pub fn start(events: EventSender) -> io::Result<Input> {
    let (input, mut requests) = channel()?;
    thread::Builder::new().name("input".into()).spawn(move || {
        if let Err(error) = pump(&events, &mut requests) {
            tracing::warn!(%error, "terminal input failed");
        }
        let _ = events.send(Event::InputEnded);
    })?;
    Ok(input)
}

/// Both ends, without a thread.
pub fn channel() -> io::Result<(Input, Requests)> {
    let (sender, requests) = blocking::channel();
    let (reader, writer) = pipe()?;
    Ok((Input { requests: sender, bell: writer }, Requests { requests, bell: reader }))
}

impl Input {
    /// Has the thread read nothing until the pause is dropped. Returns once that holds: by the thread's word, or because it
    /// has ended.
    pub async fn pause(&self) -> Pause {
        let (paused, is_paused) = oneshot::channel();
        let (until_dropped, over) = blocking::channel();
        if self.requests.send(Request { paused, over }).is_ok() && (&self.bell).write_all(b"!").is_ok() {
            let _ = is_paused.await;
        }
        Pause { _until_dropped: until_dropped }
    }
}

impl Requests {
    /// Keeps the pause that was asked for; `false` if no one is left who could ask.
    pub fn keep_pause(&mut self) -> bool {
        let Ok(Request { paused, over }) = self.requests.recv() else { return false };
        let _ = self.bell.read_exact(&mut [0]);
        let _ = paused.send(());
        let _ = over.recv();
        true
    }

    /// Whether the thread may go on reading.
    fn is_quiet(&self) -> io::Result<bool> {
        Ok(matches!(self.wait(Some(Duration::ZERO))?, None | Some(Wake::Readable)))
    }

    /// Waits for what there is to do, `patience` at most if there is one.
    fn wait(&self, patience: Option<Duration>) -> io::Result<Option<Wake>> {
        let stdin = io::stdin();
        let patience = patience.and_then(|patience| patience.try_into().ok());
        loop {
            let mut descriptors =
                [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&self.bell, PollFlags::IN)];
            match poll(&mut descriptors, patience.as_ref()) {
                Ok(_) => return Ok(wake(descriptors[0].revents(), descriptors[1].revents())),
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

fn wake(input: PollFlags, bell: PollFlags) -> Option<Wake> {
    if input.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
        Some(Wake::Gone)
    } else if !bell.is_empty() {
        Some(Wake::Rung)
    } else {
        input.contains(PollFlags::IN).then_some(Wake::Readable)
    }
}

/// Returns at the end of input. crossterm alone would read a terminal that hung up over and over.
fn pump(events: &EventSender, requests: &mut Requests) -> io::Result<()> {
    loop {
        match requests.wait(None)? {
            Some(Wake::Gone) => return Ok(()),
            Some(Wake::Rung) if !requests.keep_pause() => return Ok(()),
            _ => {}
        }
        // After a pause as well: crossterm may have read more than it had handed out before.
        while requests.is_quiet()? && crossterm::event::poll(PATIENCE)? {
            let Some(message) = message_of(crossterm::event::read()?) else { continue };
            if events.send(Event::Message(message)).is_err() {
                return Ok(());
            }
        }
    }
}
