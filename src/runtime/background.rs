//! The question to the terminal for its background: asked after the first frame, and answered among the input. Nothing waits
//! for the answer but the end of the program: one that came later would be typed at the shell.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use termina::escape::osc::{ColorOrQuery, DynamicColorNumber, Osc};
use termina::event::Event;
use tokio::time::sleep;

/// The time in which a terminal answers, if it does.
const LIMIT: Duration = Duration::from_millis(200);
/// The pause between two looks for the answer at the end of the program.
const PAUSE: Duration = Duration::from_millis(10);

/// The sequence that asks for the background (OSC 11).
pub const QUERY: &[u8] = b"\x1b]11;?\x1b\\";

/// The background of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// Light text is read on it.
    Dark,
    /// Dark text is read on it.
    Light,
}

/// The state of the question. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct BackgroundQuery(Arc<Mutex<State>>);

#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    NotAsked,
    Asked(Instant),
    Answered,
}

impl BackgroundQuery {
    /// Notes that the terminal was asked.
    pub fn asked(&self) {
        self.set(State::Asked(Instant::now()));
    }

    /// Notes that the terminal has answered.
    pub fn answered(&self) {
        self.set(State::Answered);
    }

    /// True as long as an answer may come.
    pub fn is_open(&self) -> bool {
        match *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            State::Asked(at) => at.elapsed() < LIMIT,
            State::NotAsked | State::Answered => false,
        }
    }

    /// Waits until no answer can come any more.
    pub async fn settle(&self) {
        while self.is_open() {
            sleep(PAUSE).await;
        }
    }

    fn set(&self, state: State) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

/// The background, if an event of the terminal tells it.
pub fn background_in(event: &Event) -> Option<Background> {
    let Event::Osc(Osc::ChangeDynamicColors(DynamicColorNumber::TextBackgroundColor, colors)) = event else {
        return None;
    };
    let [ColorOrQuery::Color(color)] = colors.as_slice() else { return None };
    // The weights of the eye, in thousandths.
    let brightness = 299 * u32::from(color.red) + 587 * u32::from(color.green) + 114 * u32::from(color.blue);
    Some(if brightness < 127_500 { Background::Dark } else { Background::Light })
}
