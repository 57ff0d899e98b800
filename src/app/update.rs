//! The one function that changes the model.

use super::{Effect, Message, Model};
use jiff::Timestamp;

/// Takes a message in, answers with the work that it calls for. Never waits, never does I/O.
pub fn update(model: &mut Model, now: Timestamp, message: Message) -> Vec<Effect> {
    model.now = now;
    match message {
        Message::Resized(size) => {
            model.size = size;
            Vec::new()
        }
        Message::Key(key) if key.code == crossterm::event::KeyCode::Char('q') => vec![Effect::Quit],
        Message::Terminated => vec![Effect::Quit],
        other => {
            drop(other);
            Vec::new()
        }
    }
}
