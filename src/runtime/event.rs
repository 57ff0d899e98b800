//! Events: everything that reaches the event loop. All sources use one channel, which keeps the order.

use crate::app::Message;
use crossterm::event::{Event as TerminalEvent, KeyEventKind, MouseEventKind};
use tokio::sync::mpsc;

/// An event.
#[derive(Debug)]
pub enum Event {
    /// A message for the model.
    Message(Message),
    /// The terminal input has ended; no key will arrive any more.
    InputEnded,
    /// A signal asks the program to end.
    Signalled(EndSignal),
    /// SIGTSTP asks the program to stop until it is continued.
    StopRequested,
    /// SIGCONT: the program was stopped and is running again.
    Continued,
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
    /// All signals that end the program.
    pub(super) const ALL: [Self; 4] = [Self::Hangup, Self::Interrupt, Self::Quit, Self::Terminate];

    /// True for the signals of ctrl-c and ctrl-\ where the terminal is not in raw mode.
    pub(super) fn is_from_keyboard(self) -> bool {
        match self {
            Self::Interrupt | Self::Quit => true,
            Self::Hangup | Self::Terminate => false,
        }
    }

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

/// The sending end of the channel.
pub type EventSender = mpsc::UnboundedSender<Event>;

/// The receiving end of the channel, which the event loop owns.
pub type EventReceiver = mpsc::UnboundedReceiver<Event>;

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
