//! Signals, as events; and the way out when the program does not end though it was told to.

use super::event::{EndSignal, Event, EventSender};
use super::local::Editor;
use super::terminal::Terminal;
use crate::app::Message;
use ratatui::layout::Size;
use rustix::process::Signal;
use std::io;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

/// How long the program may take to end by itself.
const GRACE: Duration = Duration::from_secs(5);

/// How long giving the terminal back may take then: it may be one that takes no output.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Turns signals into events from now on; those of the keys only while `editor` does not have them. Needs a tokio runtime.
pub fn watch(events: &EventSender, terminal: &Terminal, editor: &Editor) -> io::Result<()> {
    let asked = Arc::new(AtomicBool::new(false));
    for end in EndSignal::ALL {
        let (terminal, editor, asked) = (terminal.clone(), editor.clone(), Arc::clone(&asked));
        on_signal(kind(end), events, move || {
            if end.is_of_the_keys() && editor.has_the_keys() {
                return None;
            }
            let again = asked.swap(true, Ordering::SeqCst);
            insist(end, terminal.clone(), editor.clone(), if again { Duration::ZERO } else { GRACE });
            Some(Event::Signalled(end))
        })?;
    }
    on_signal(SignalKind::window_change(), events, || {
        let (width, height) = crossterm::terminal::size().ok()?;
        Some(Event::Message(Message::Resized(Size { width, height })))
    })?;
    on_signal(SignalKind::from_raw(Signal::TSTP.as_raw()), events, || Some(Event::StopRequested))?;
    on_signal(SignalKind::from_raw(Signal::CONT.as_raw()), events, || Some(Event::Continued))
}

fn kind(end: EndSignal) -> SignalKind {
    match end {
        EndSignal::Hangup => SignalKind::hangup(),
        EndSignal::Interrupt => SignalKind::interrupt(),
        EndSignal::Quit => SignalKind::quit(),
        EndSignal::Terminate => SignalKind::terminate(),
    }
}

fn on_signal(
    kind: SignalKind,
    events: &EventSender,
    event: impl Fn() -> Option<Event> + Send + 'static,
) -> io::Result<()> {
    let mut signals = signal(kind)?;
    let events = events.clone();
    tokio::spawn(async move {
        while signals.recv().await.is_some() {
            let Some(event) = event() else { continue };
            if events.send(event).is_err() {
                break;
            }
        }
    });
    Ok(())
}

/// Ends the process `after` a while, unless it has ended by then: the event loop may be stuck in a write to a terminal
/// that takes no output.
fn insist(end: EndSignal, terminal: Terminal, editor: Editor, after: Duration) {
    thread::spawn(move || {
        thread::sleep(after);
        tracing::error!(signal = ?end, "did not end in time");
        editor.abandon();
        let _ = crossterm::terminal::disable_raw_mode();
        let (done, restored) = mpsc::channel();
        thread::spawn(move || {
            terminal.leave();
            let _ = done.send(());
        });
        let _ = restored.recv_timeout(LAST_WORDS);
        process::exit(end.exit_status().into());
    });
}

/// Stops the process group, as ctrl-z in a shell does, until it is continued. The program's own handler has SIGTSTP, so
/// SIGTTIN does it: like SIGTSTP and unlike SIGSTOP, the system ignores it where no shell could ever continue us.
pub fn stop_process_group() -> io::Result<()> {
    Ok(rustix::process::kill_current_process_group(Signal::TTIN)?)
}
