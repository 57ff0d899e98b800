//! Terminal, event loop, tasks, clipboard, files and editor, signals, logging: all that the dashboard needs of the system it runs on.
//!
//! [`run`] is the way in. Whatever happens reaches the event loop by one channel; effects run as tasks and come back by the
//! same channel; a frame goes to the terminal in one piece.

mod clipboard;
mod effects;
mod event;
mod event_loop;
mod input;
mod local;
pub mod logging;
mod output;
mod pacer;
mod panic;
mod screen;
mod serving;
mod signals;
mod terminal;

pub use event::EndSignal;
pub use event_loop::Ending;
pub use serving::{ServeError, serve};
pub use terminal::NotATerminal;

use crate::app::{Model, StartOptions};
use crate::service::Connector;
use clipboard::{Clipboard, Surroundings};
use effects::Effects;
use event_loop::EventLoop;
use jiff::Timestamp;
use local::{Editor, Environment};
use output::{Frames, Output};
use ratatui::backend::CrosstermBackend;
use screen::Screen;
use std::env;
use std::io;
use terminal::{Terminal, TerminalGuard};
use tokio::runtime::Builder;
use tokio::sync::mpsc;

/// Threads for tasks, beside the event loop's own: the work is waiting for answers.
const TASK_THREADS: usize = 2;

/// Why the dashboard could not run, or not go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no terminal to run on.
    #[error(transparent)]
    NotATerminal(#[from] NotATerminal),
    /// The system denied something that the dashboard can't do without.
    #[error("the terminal failed: {0}")]
    Terminal(#[from] io::Error),
}

/// Runs the dashboard until it ends. The terminal is as it was before when this returns, panics or is ended by a signal.
/// Nothing but the terminal is touched before the first frame is on screen.
pub fn run(connector: Connector, options: StartOptions) -> Result<Ending, RunError> {
    terminal::require()?;
    let runtime = Builder::new_multi_thread().worker_threads(TASK_THREADS).enable_all().build()?;
    let ending = runtime.block_on(dashboard(connector, options));
    runtime.shutdown_background();
    Ok(ending?)
}

async fn dashboard(connector: Connector, options: StartOptions) -> io::Result<Ending> {
    let output = Output::stdout()?;
    let terminal = Terminal::new(output.clone());
    let (sender, events) = mpsc::unbounded_channel();
    let editor = Editor::new(Environment::read(|name| env::var_os(name)));
    signals::watch(&sender, &terminal, &editor)?;
    let clipboard = Clipboard::start(Surroundings::read(|name| env::var_os(name)), output.clone())?;
    panic::install(terminal.clone(), clipboard.clone(), editor.clone());

    let guard = TerminalGuard::enter(terminal.clone())?;
    let frames = Frames::new(output);
    let screen = Screen::new(CrosstermBackend::new(frames.writer()), frames)?;
    let model = Model::new(options, screen.size()?, Timestamp::now());
    let input = input::start(sender.clone())?;
    let effects = Effects::new(connector, clipboard.clone(), sender);
    let parts = EventLoop { model, screen, terminal, input, editor, events, effects, clock: Timestamp::now };
    let ending = parts.run().await;
    if ending.is_err() {
        clipboard.clear_before_end();
    }
    drop(guard);
    clipboard.close();
    ending
}
