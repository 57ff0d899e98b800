//! What reaches the event loop, from all sources by one channel: in the order in which it happened.

use crate::app::Message;
use crossterm::event::{Event as TerminalEvent, KeyEventKind, MouseEventKind};
use tokio::sync::mpsc;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// For the model.
    Message(Message),
    /// The terminal hung up: no key will ever come again.
    InputEnded,
    /// The system asks the program to end.
    Signalled(EndSignal),
    /// SIGTSTP: the system asks the program to stop until it is continued.
    StopRequested,
    /// SIGCONT: the program was stopped and runs again.
    Continued,
}

/// A signal that ends the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndSignal {
    /// SIGHUP: the terminal is gone.
    Hangup,
    /// SIGINT, from outside: in raw mode ctrl-c is a key.
    Interrupt,
    /// SIGQUIT, likewise.
    Quit,
    /// SIGTERM.
    Terminate,
}

impl EndSignal {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [Self::Hangup, Self::Interrupt, Self::Quit, Self::Terminate];

    /// Whether it comes of ctrl-c or ctrl-\ where the terminal isn't in raw mode.
    pub(super) fn is_of_the_keys(self) -> bool {
        matches!(self, Self::Interrupt | Self::Quit)
    }

    /// The exit status of a program that the signal ended: 128 and its number.
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

/// Where events are sent to.
pub type EventSender = mpsc::UnboundedSender<Event>;

/// Where the event loop takes them from.
pub type EventReceiver = mpsc::UnboundedReceiver<Event>;

/// What a terminal event says to the model. Sizes come by SIGWINCH, which tells of them at once.
pub fn message_of(event: TerminalEvent) -> Option<Message> {
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
    fn a_key_counts_when_it_goes_down_and_while_it_is_held() {
        let key = |kind| {
            let key = KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, kind);
            message_of(TerminalEvent::Key(key)).is_some()
        };
        assert!(key(KeyEventKind::Press));
        assert!(key(KeyEventKind::Repeat));
        assert!(!key(KeyEventKind::Release));
    }
}
