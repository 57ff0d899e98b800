//! Turns signals into events, and ends the process if it does not end by itself after a signal.

use super::backend::terminal_size;
use super::children::Children;
use super::event::{EndSignal, Event, EventSender};
use super::terminal::Terminal;
use crate::app::Message;
use rustix::process::Signal;
use signal_hook::consts::{SIGINT, SIGQUIT};
use signal_hook::iterator::SignalsInfo;
use signal_hook::iterator::exfiltrator::origin::WithOrigin;
use signal_hook::low_level::siginfo::Cause;
use std::io;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

/// The time that the program may take to end by itself.
const END_TIMEOUT: Duration = Duration::from_secs(5);

/// The time that releasing the terminal may take when the process is forced to end. The terminal may accept no output.
const RELEASE_TIMEOUT: Duration = Duration::from_millis(500);

/// Starts to turn signals into events. Signals of ctrl-c and ctrl-\ that were typed are ignored while they are meant for
/// the program that has the terminal; those that another process sent never are. Needs a tokio runtime.
pub fn listen(events: &EventSender, terminal: &Terminal, children: &Children) -> io::Result<()> {
    let was_asked = Arc::new(AtomicBool::new(false));
    let end_on = {
        let (terminal, children) = (terminal.clone(), children.clone());
        move |end| {
            let timeout = if was_asked.swap(true, Ordering::SeqCst) { Duration::ZERO } else { END_TIMEOUT };
            force_exit_after(timeout, end, terminal.clone(), children.clone());
            Event::Signalled(end)
        }
    };
    for (kind, end) in
        [(SignalKind::hangup(), EndSignal::Hangup), (SignalKind::terminate(), EndSignal::Terminate)]
    {
        let end_on = end_on.clone();
        on_signal(kind, events, move || Some(end_on(end)))?;
    }
    let borrower = children.borrower.clone();
    on_keyboard_signal(events, move |end, sender| match sender {
        Sender::Keyboard if borrower.owns_ctrl_c() => None,
        Sender::Keyboard | Sender::Process => Some(end_on(end)),
    })?;
    on_signal(SignalKind::window_change(), events, || {
        Some(Event::Input(Message::Resized(terminal_size().ok()?)))
    })?;
    on_signal(SignalKind::from_raw(Signal::TSTP.as_raw()), events, || Some(Event::StopRequested))?;
    on_signal(SignalKind::from_raw(Signal::CONT.as_raw()), events, || Some(Event::Continued))
}

/// The sender of an interrupt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sender {
    /// The user, by ctrl-c or ctrl-\ where the terminal is not in raw mode.
    Keyboard,
    /// Another process, by `kill`.
    Process,
}

impl From<Cause> for Sender {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::Sent(_) => Self::Process,
            // Not every system tells.
            _ => Self::Keyboard,
        }
    }
}

/// Turns the signals of ctrl-c and ctrl-\ into events, on a thread of its own: tokio does not tell who sent a signal.
fn on_keyboard_signal(
    events: &EventSender,
    event: impl Fn(EndSignal, Sender) -> Option<Event> + Send + 'static,
) -> io::Result<()> {
    let mut signals = SignalsInfo::<WithOrigin>::new([SIGINT, SIGQUIT])?;
    let events = events.clone();
    let watch = move || {
        for origin in &mut signals {
            let end = if origin.signal == SIGQUIT { EndSignal::Quit } else { EndSignal::Interrupt };
            let Some(event) = event(end, origin.cause.into()) else { continue };
            if events.send(event).is_err() {
                break;
            }
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(watch).map(drop)
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

/// Ends the process after `timeout` if it has not ended by then. The event loop may be stuck writing to a terminal that
/// accepts no output.
fn force_exit_after(timeout: Duration, end: EndSignal, terminal: Terminal, children: Children) {
    thread::spawn(move || {
        thread::sleep(timeout);
        tracing::error!(signal = ?end, "did not end in time");
        children.kill();
        let _ = crossterm::terminal::disable_raw_mode();
        let (done, released) = mpsc::channel();
        thread::spawn(move || {
            terminal.leave();
            let _ = done.send(());
        });
        let _ = released.recv_timeout(RELEASE_TIMEOUT);
        process::exit(end.exit_status().into());
    });
}

/// Stops the process group until it is continued, like ctrl-z in a shell. Uses SIGTTIN, since the program handles SIGTSTP
/// itself. Like SIGTSTP and unlike SIGSTOP, the system ignores it if there is no shell to continue the group.
pub fn stop_process_group() -> io::Result<()> {
    Ok(rustix::process::kill_current_process_group(Signal::TTIN)?)
}
