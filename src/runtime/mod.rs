//! The system side of the dashboard: terminal, event loop, tasks, clipboard, files, editor, signals, logging.
//!
//! [`run`] runs the dashboard. All events reach the event loop through one channel, input before the results of effects. Each
//! frame is written to the terminal in one piece.

mod alarm;
mod allocator;
mod backend;
mod background;
mod children;
pub mod clipboard;
pub mod clock;
mod effects;
mod event;
mod event_loop;
mod frame_scheduler;
mod history;
mod input;
mod keyboard;
pub mod local;
pub mod logging;
mod output;
mod panic;
mod process_memory;
mod resources;
mod screen;
mod serve;
mod signals;
mod start;
mod terminal;

pub use clipboard::{DetachedError, copy_detached, keep_clipboard};
pub use event::EndSignal;
pub use event_loop::ExitReason;
pub use process_memory::{CoreLimit, Unprotected, protect_memory};
pub use resources::Lacking;
pub use serve::{ServeError, serve};
pub use start::{pick, start};
pub use terminal::{Mouse, NotATerminal};

use crate::app::{self, Model, StartOptions};
use crate::config::ThemeChoice;
use crate::service::Connector;
use crate::ui::{Look, Theme};
use alarm::Alarm;
use backend::CompactBackend;
use background::BackgroundQuery;
use children::Children;
use clipboard::{Clipboard, ClipboardEnvironment, Leftover};
use effects::Effects;
use event_loop::EventLoop;
use local::{CommandRunner, Editor, EditorEnvironment, HistoryFiles, ListCache};
use output::{Frames, Output};
use screen::Screen;
use std::env;
use std::io::{self, Write};
use std::time::Duration;
use terminal::{Terminal, TerminalGuard};
use tokio::runtime::Builder;

/// The threads for tasks, besides that of the event loop. Few are enough, as tasks mostly wait for responses.
const TASK_THREADS: usize = 2;

/// The time that a thread for blocking work waits for more. Its end is work too: it comes soon, so that a program at which
/// nobody types rests.
const SPARE_THREADS: Duration = Duration::from_millis(500);

/// The settings of the system side.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The age up to which the list of an earlier run is shown.
    pub cache_for: Duration,
    /// The styles of everything on screen.
    pub theme: ThemeChoice,
    /// The mouse.
    pub mouse: Mouse,
}

/// The reason why the dashboard could not start, or ended with an error.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Standard input or output is not a terminal.
    #[error(transparent)]
    NotATerminal(#[from] NotATerminal),
    /// The system leaves too little to start.
    #[error(transparent)]
    Lacking(#[from] Lacking),
    /// The terminal, or another part of the system, failed.
    #[error("the terminal failed: {0}")]
    Terminal(#[from] io::Error),
}

/// Runs the dashboard until it ends. Restores the terminal on return, on a panic, and when a signal ends the program. Waits
/// for nothing but the terminal before the first frame is on screen.
pub fn run(connector: Connector, options: StartOptions, setup: Setup) -> Result<ExitReason, RunError> {
    terminal::require_terminal()?;
    allocator::return_large_blocks();
    resources::check(resources::THREADS)?;
    let processes = connector.clone();
    let runtime = Builder::new_multi_thread()
        .worker_threads(TASK_THREADS)
        .thread_keep_alive(SPARE_THREADS)
        .enable_all()
        .build()?;
    let result = runtime.block_on(dashboard(connector, options, setup));
    processes.kill_credential_process();
    runtime.shutdown_background();
    Ok(result?)
}

async fn dashboard(connector: Connector, options: StartOptions, setup: Setup) -> io::Result<ExitReason> {
    let Setup { cache_for, theme, mouse } = setup;
    let output = Output::stdout()?;
    let terminal = Terminal::new(output.clone(), mouse);
    let (sender, events) = event::channel();
    let editor = Editor::new(EditorEnvironment::read(|name| env::var_os(name)));
    let children = Children {
        borrower: editor.borrower().clone(),
        commands: CommandRunner::default(),
        connector: connector.clone(),
    };
    signals::listen(&sender, &terminal, &children)?;
    let clipboard = Clipboard::start_guarded(
        ClipboardEnvironment::read(|name| env::var_os(name)),
        output.clone(),
        options.longest_on_clipboard(),
    )?;
    panic::install(terminal.clone(), clipboard.clone(), children.clone());

    let guard = TerminalGuard::enter(terminal.clone())?;
    let query = BackgroundQuery::default();
    let (theme, question): (&'static Theme, _) = match theme {
        // It lives as long as the program.
        ThemeChoice::Fixed(theme) => (Box::leak(theme), None),
        ThemeChoice::OfBackground => (&Theme::ANSI, Some(output.clone())),
    };
    let look = Look { theme, ..Look::of(|name| env::var(name).ok()) };
    let frames = Frames::new(output);
    let backend = CompactBackend::new(frames.writer());
    let backend = if look.is_monochrome() { backend.without_colours() } else { backend };
    let screen = Screen::new(backend, frames, look)?;
    let screen = match question {
        Some(output) => screen.asking(query.clone(), output),
        None => screen,
    };
    let list_cache = match options.list_cache {
        app::ListCache::On => ListCache::of_environment(cache_for),
        app::ListCache::Off => None,
    };
    let history = match options.keep_history {
        app::KeepHistory::On => HistoryFiles::of_environment(),
        app::KeepHistory::Off => None,
    };
    let model = Model::new(options, screen.size()?, clock::now());
    let input = input::start(sender.clone(), query.clone())?;
    tokio::spawn(logging::tell_of_failure(sender.clone()));
    let effects = Effects::new(connector, clipboard.clone(), sender)
        .with_list_cache(list_cache.clone())
        .with_history(history)
        .with_commands(children.commands.clone());
    let alarm = Alarm::new()?;
    let parts = EventLoop {
        model,
        screen,
        terminal,
        input,
        editor,
        events,
        effects,
        clock: clock::now,
        wall_clock: clock::wall,
        alarm,
    };
    let result = parts.run().await;
    children.commands.kill();
    if result.is_err() {
        clipboard.clear_before_exit();
    }
    query.settle().await;
    drop(guard);
    if clipboard.close() == Leftover::Secret {
        let _ = writeln!(
            io::stderr(),
            "strongroom: a copied value may still be on the clipboard; it could not be cleared"
        );
    }
    // After the clipboard: what was copied must not wait for a disk.
    if let Some(list_cache) = list_cache {
        list_cache.end();
    }
    result
}
