//! Reads the terminal's input on a thread of its own. Reading can be paused, so that another program gets the input.

use super::background::BackgroundQuery;
use super::event::{Event, EventSender, message_from};
use super::keyboard::Keyboard;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::{Errno, read};
use std::io::{self, PipeReader, PipeWriter, Read, Write, pipe};
use std::sync::mpsc as blocking;
use std::thread;
use tokio::sync::oneshot;
use zeroize::Zeroizing;

/// The bytes that are read from the terminal at a time.
const READ_SIZE: usize = 4096;

/// A handle to the input thread, which ends when the handle is dropped.
pub struct Input {
    requests: blocking::Sender<PauseRequest>,
    waker: PipeWriter,
}

/// A request for a pause.
pub struct PauseRequest {
    paused: oneshot::Sender<()>,
    ended: blocking::Receiver<()>,
}

/// A pause. Nothing is read from the terminal until it is dropped.
pub struct Pause {
    _until_dropped: blocking::Sender<()>,
}

/// The input thread's end of the channel for pauses. A byte in the pipe interrupts its wait for input.
pub struct PauseRequests {
    requests: blocking::Receiver<PauseRequest>,
    waker: PipeReader,
}

/// The event that ends a wait.
#[derive(Debug, PartialEq, Eq)]
enum Wake {
    /// Input can be read.
    Input,
    /// A pause was requested, or the handle was dropped.
    PauseRequest,
    /// The terminal hung up.
    HangUp,
}

/// Starts the thread, which sends keys, clicks and pastes to `events`. It ends with the input, or when `events` is closed.
pub fn start(events: EventSender, query: BackgroundQuery) -> io::Result<Input> {
    let (input, mut requests) = channel()?;
    thread::Builder::new().name("input".into()).spawn(move || {
        if let Err(error) = forward_input(&events, &mut requests, &query) {
            tracing::warn!(%error, "terminal input failed");
        }
        let _ = events.send(Event::InputEnded);
    })?;
    Ok(input)
}

/// A handle and the thread's end of it, without a thread.
pub fn channel() -> io::Result<(Input, PauseRequests)> {
    let (sender, requests) = blocking::channel();
    let (reader, writer) = pipe()?;
    Ok((Input { requests: sender, waker: writer }, PauseRequests { requests, waker: reader }))
}

impl Input {
    /// Pauses reading until the returned pause is dropped. Waits until the thread has paused, or has ended.
    pub async fn pause(&self) -> Pause {
        let (paused, is_paused) = oneshot::channel();
        let (until_dropped, ended) = blocking::channel();
        if self.requests.send(PauseRequest { paused, ended }).is_ok() && (&self.waker).write_all(b"!").is_ok()
        {
            let _ = is_paused.await;
        }
        Pause { _until_dropped: until_dropped }
    }
}

impl PauseRequests {
    /// Waits for the requested pause to end. Returns false if the handle was dropped, so that the thread must end.
    pub fn wait_for_end(&mut self) -> bool {
        let Ok(PauseRequest { paused, ended }) = self.requests.recv() else { return false };
        let _ = self.waker.read_exact(&mut [0]);
        let _ = paused.send(());
        let _ = ended.recv();
        true
    }

    /// Waits for an event. `None` if none of those that count has occurred.
    fn wait(&self) -> io::Result<Option<Wake>> {
        let stdin = io::stdin();
        loop {
            let mut descriptors =
                [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&self.waker, PollFlags::IN)];
            match poll(&mut descriptors, None) {
                Ok(_) => return Ok(wake(descriptors[0].revents(), descriptors[1].revents())),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

fn wake(input: PollFlags, waker: PollFlags) -> Option<Wake> {
    if input.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
        Some(Wake::HangUp)
    } else if !waker.is_empty() {
        Some(Wake::PauseRequest)
    } else {
        input.contains(PollFlags::IN).then_some(Wake::Input)
    }
}

/// Sends input to `events` until the input ends.
fn forward_input(
    events: &EventSender,
    requests: &mut PauseRequests,
    query: &BackgroundQuery,
) -> io::Result<()> {
    let mut keyboard = Keyboard::default();
    loop {
        match requests.wait()? {
            Some(Wake::HangUp) => return Ok(()),
            Some(Wake::PauseRequest) if !requests.wait_for_end() => return Ok(()),
            Some(Wake::PauseRequest) | None => continue,
            Some(Wake::Input) => {}
        }
        // Not by `io::stdin`, whose buffer would keep what was typed.
        let mut bytes = Zeroizing::new([0; READ_SIZE]);
        let count = match read(io::stdin(), &mut *bytes) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(Errno::INTR | Errno::AGAIN) => continue,
            Err(error) => return Err(error.into()),
        };
        keyboard.expect_answer(query.is_open());
        for message in keyboard.read(&bytes[..count], count == READ_SIZE).into_iter().filter_map(message_from)
        {
            if events.send(Event::Input(message)).is_err() {
                return Ok(());
            }
        }
        if let Some(background) = keyboard.take_background() {
            query.answered();
            if events.send(Event::BackgroundTold(background)).is_err() {
                return Ok(());
            }
        }
    }
}
