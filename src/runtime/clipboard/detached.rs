//! The detached clipboard process: this program, started again without a terminal of its own. It serves a copy after the
//! command that made it has ended, and clears it; or it guards the copies of the dashboard.

use super::environment::ClipboardEnvironment;
use super::order::{self, Copied, Order};
use super::worker::ClipboardWorker;
use crate::app::copy::{ClearOutcome, CopyFailure, CopyId, CopyText};
use crate::cli::KEEP_CLIPBOARD;
use crate::runtime::clock;
use crate::runtime::output::Output;
use jiff::SignedDuration;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{FileType, fstat};
use rustix::process::setsid;
use std::env;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};

/// The time between two looks at the clock. A timer alone would not count the time that the machine sleeps.
const LOOK: Duration = Duration::from_millis(250);

/// The number of times that clearing is tried, [`LOOK`] apart.
const ATTEMPTS: usize = 240;

/// The reason why the detached process did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum DetachedError {
    /// It was not started by this program.
    #[error("`{KEEP_CLIPBOARD}` is a part of `copy` and of the dashboard, which start it themselves")]
    ByHand,
    /// The orders can't be read or answered.
    #[error("the detached clipboard process failed: {0}")]
    Failed(#[from] io::Error),
}

/// Copies a text in a detached process, which serves it and clears it after `clear_after`. Returns when it is copied.
pub fn copy_detached(text: &CopyText, clear_after: Duration) -> Copied {
    let order = Order::Copy { text: text.expose().to_owned(), clear_after };
    let copied = || -> io::Result<Option<Copied>> {
        let terminal =
            File::options().write(true).open("/dev/tty").map_or_else(|_| Stdio::null(), Stdio::from);
        let mut process = order::command()?.stdout(Stdio::piped()).stderr(terminal).spawn()?;
        let (Some(orders), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Ok(None);
        };
        order::send(orders, &order)?;
        order::receive(answers)
    };
    let failed = |why: String| Err(CopyFailure { why });
    match copied() {
        Ok(Some(copied)) => copied,
        Ok(None) => failed("the detached process ended".to_owned()),
        Err(error) => failed(format!("the detached process failed: {error}")),
    }
}

/// Carries out the orders at standard input.
///
/// # Errors
/// There are none, or they can't be answered.
pub fn keep_clipboard() -> Result<(), DetachedError> {
    let is_piped =
        fstat(io::stdin()).is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Fifo);
    // Not by `io::stdin`, whose buffer would keep the value.
    let mut orders = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let first = if is_piped { order::receive(&mut orders).ok().flatten() } else { None };
    let Some(first) = first else { return Err(DetachedError::ByHand) };
    // Neither ctrl-c nor the end of the terminal ends it. It is no leader of a group, so that nothing is in the way.
    setsid().map_err(io::Error::from)?;
    let environment = ClipboardEnvironment::read(|name| env::var_os(name));
    let environment = if io::stderr().is_terminal() { environment } else { environment.without_terminal() };
    let output = Output::stderr()?;
    output.acquire(b"")?;
    // This function keeps the time; the worker's own is for copies that nothing else clears.
    let mut worker = ClipboardWorker::new(environment, output, SignedDuration::from_hours(1));
    match first {
        Order::Copy { text, clear_after } => serve(&mut worker, text, clear_after)?,
        Order::Watch { .. } | Order::Forget => guard(&mut worker, first, &mut orders),
    }
    Ok(())
}

/// Copies a text, says so, and clears it in time.
fn serve(worker: &mut ClipboardWorker, text: String, clear_after: Duration) -> io::Result<()> {
    let copied = worker.copy(CopyId::default(), &CopyText::secret(text));
    let is_copied = copied.is_ok();
    let deadline = clock::now() + clear_after;
    let answered = order::send(io::stdout(), &copied);
    if !is_copied || answered.is_err() {
        clear(worker);
        return answered;
    }
    let waited = wait(|| clock::now() < deadline && !worker.is_lost_with_terminal(has_hung_up));
    clear(worker);
    waited
}

/// Waits while something holds, or until a signal asks the process to end.
fn wait(holds: impl Fn() -> bool) -> io::Result<()> {
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        let mut terminated = signal(SignalKind::terminate())?;
        let mut interrupted = signal(SignalKind::interrupt())?;
        while holds() {
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                _ = terminated.recv() => break,
                _ = interrupted.recv() => break,
            }
        }
        Ok(())
    })
}

/// Clears what is on the clipboard when the orders end, which is when the program that gives them does.
fn guard(worker: &mut ClipboardWorker, first: Order, orders: &mut File) {
    let mut next = Some(first);
    while let Some(order) = next {
        match order {
            Order::Watch { route, fingerprint } => worker.take_over(route, fingerprint),
            Order::Copy { .. } | Order::Forget => worker.forget(),
        }
        // Half an order is no order: the program was killed while it wrote.
        next = order::receive(&mut *orders).unwrap_or(None);
    }
    clear(worker);
}

fn clear(worker: &mut ClipboardWorker) {
    for _ in 0..ATTEMPTS {
        if worker.is_lost_with_terminal(has_hung_up) || worker.clear_last() != ClearOutcome::Failed {
            return;
        }
        sleep(LOOK);
    }
}

/// True if the terminal at standard error is gone.
fn has_hung_up() -> bool {
    let stderr = io::stderr();
    let mut terminal = [PollFd::new(&stderr, PollFlags::OUT)];
    let polled = poll(&mut terminal, Some(&Timespec { tv_sec: 0, tv_nsec: 0 }));
    polled.is_ok() && terminal[0].revents().intersects(PollFlags::HUP | PollFlags::ERR)
}
