//! Reads the terminal's input on a thread of its own, and knows when there is no more of it.

use super::event::{Event, EventSender, message_of};
use rustix::event::{PollFd, PollFlags, poll};
use std::io;
use std::thread;
use std::time::Duration;

/// How long crossterm looks for more input before the wait is ours again. At zero it looks at nothing, and if a busy
/// machine makes us late, it passes over keys that it has read already: so not too short either.
const PATIENCE: Duration = Duration::from_millis(100);

/// Begins to read keys, clicks and pastes. The thread ends with the input, or when no one receives any more.
pub fn start(events: EventSender) -> io::Result<()> {
    thread::Builder::new().name("input".into()).spawn(move || {
        if let Err(error) = pump(&events) {
            tracing::warn!(%error, "terminal input failed");
        }
        let _ = events.send(Event::InputEnded);
    })?;
    Ok(())
}

/// Returns at the end of input. crossterm alone would read a terminal that hung up over and over.
fn pump(events: &EventSender) -> io::Result<()> {
    while wait_for_input()? {
        while crossterm::event::poll(PATIENCE)? {
            let Some(message) = message_of(crossterm::event::read()?) else { continue };
            if events.send(Event::Message(message)).is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Waits until there is something to read: `false` if there never will be.
fn wait_for_input() -> io::Result<bool> {
    let stdin = io::stdin();
    loop {
        let mut descriptors = [PollFd::new(&stdin, PollFlags::IN)];
        match poll(&mut descriptors, None) {
            Ok(_) => {
                let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
                return Ok(!descriptors[0].revents().intersects(gone));
            }
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
