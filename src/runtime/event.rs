//! Events: everything that reaches the event loop. Input and signals come before the results of
//! tasks, so that no key waits behind thousands of pages. Both keep their order among themselves.

use super::background::Background;
use crate::app::Message;
use crossterm::event::{Event as TerminalEvent, KeyEventKind, MouseEventKind};
use tokio::sync::mpsc;

/// An event.
#[derive(Debug)]
pub enum Event {
    /// The result of a task, for the model.
    Message(Message),
    /// A key, a click, a paste or a new size of the terminal, for the model.
    Input(Message),
    /// The terminal has told its background.
    BackgroundTold(Background),
    /// The terminal input has ended; no key will arrive any more.
    InputEnded,
    /// A signal asks the program to end.
    Signalled(EndSignal),
    /// SIGTSTP asks the program to stop until it is continued.
    StopRequested,
    /// SIGCONT: the program was stopped and is running again.
    Continued,
}

impl Event {
    /// True for everything but the results of tasks.
    pub fn is_input(&self) -> bool {
        match self {
            Self::Message(_) => false,
            Self::Input(_)
            | Self::BackgroundTold(_)
            | Self::InputEnded
            | Self::Signalled(_)
            | Self::StopRequested
            | Self::Continued => true,
        }
    }
}

/// A signal that ends the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndSignal {
    /// SIGHUP: the terminal was closed.
    Hangup,
    /// SIGINT, from another process: in raw mode ctrl-c is a key.
    Interrupt,
    /// SIGQUIT, from another process: in raw mode ctrl-\ is a key.
    Quit,
    /// SIGTERM.
    Terminate,
}

impl EndSignal {
    /// The exit status of a program that the signal has ended: 128 plus the signal's number.
    pub fn exit_status(self) -> u8 {
        let number = match self {
            Self::Hangup => 1,
            Self::Interrupt => 2,
            Self::Quit => 3,
            Self::Terminate => 15,
        };
        128 + number
    }
}

/// The sending end of the channel: two queues, of input and of results. They hold boxes: a queue keeps what was in it
/// until it is overwritten, while the memory of a box, which may hold a key of a password, is wiped when it is freed.
#[derive(Clone, Debug)]
pub struct EventSender {
    input: mpsc::UnboundedSender<Box<Event>>,
    results: mpsc::UnboundedSender<Box<Event>>,
}

/// The receiving end of the channel, which the event loop owns.
#[derive(Debug)]
pub struct EventReceiver {
    input: mpsc::UnboundedReceiver<Box<Event>>,
    results: mpsc::UnboundedReceiver<Box<Event>>,
}

/// The event loop has ended, and takes no more events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoopEnded;

/// A channel for events.
pub fn channel() -> (EventSender, EventReceiver) {
    let (send_input, input) = mpsc::unbounded_channel();
    let (send_result, results) = mpsc::unbounded_channel();
    (EventSender { input: send_input, results: send_result }, EventReceiver { input, results })
}

impl EventSender {
    /// Sends an event.
    ///
    /// # Errors
    /// The event loop has ended.
    pub fn send(&self, event: Event) -> Result<(), LoopEnded> {
        let queue = if event.is_input() { &self.input } else { &self.results };
        queue.send(Box::new(event)).map_err(|_| LoopEnded)
    }
}

impl EventReceiver {
    /// Waits for the next event, input first. `None` if all senders are gone.
    pub async fn recv(&mut self) -> Option<Event> {
        tokio::select! {
            biased;
            Some(event) = self.input.recv() => Some(*event),
            Some(event) = self.results.recv() => Some(*event),
            else => None,
        }
    }

    /// The next event that is waiting, input first.
    pub fn next_waiting(&mut self) -> Option<Event> {
        self.next_waiting_input().or_else(|| self.results.try_recv().ok().map(|event| *event))
    }

    /// The next input that is waiting.
    pub fn next_waiting_input(&mut self) -> Option<Event> {
        self.input.try_recv().ok().map(|event| *event)
    }
}

/// The message for a terminal event, if the model needs one. Sizes are left to SIGWINCH, which reports them at once.
pub fn message_from(event: TerminalEvent) -> Option<Message> {
    match event {
        TerminalEvent::Key(key) if key.kind != KeyEventKind::Release => Some(Message::Key(key)),
        TerminalEvent::Mouse(mouse) if mouse.kind != MouseEventKind::Moved => Some(Message::Mouse(mouse)),
        TerminalEvent::Paste(text) => Some(Message::Paste(text)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    #[test]
    fn key_presses_and_repeats_count_and_releases_do_not() {
        let key = |kind| {
            let key = KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, kind);
            message_from(TerminalEvent::Key(key)).is_some()
        };
        assert!(key(KeyEventKind::Press));
        assert!(key(KeyEventKind::Repeat));
        assert!(!key(KeyEventKind::Release));
    }
}
