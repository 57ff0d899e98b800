//! The credential processes that run: told to the screen, stopped by the user, killed at the end of the program.

use super::terminal_login::TerminalLogins;
use crate::service::api::CredentialProcess;
use rustix::process::{Pid, Signal, kill_process_group};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// The credential processes that run now. Clones share them.
#[derive(Clone, Debug)]
pub(in crate::service) struct CredentialProcesses(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    running: Mutex<Vec<Entry>>,
    /// The process that was started last of those that run.
    shown: watch::Sender<Option<CredentialProcess>>,
    /// Counts the requests to stop.
    stops: watch::Sender<u64>,
    /// The programs that ask in the terminal.
    logins: TerminalLogins,
}

#[derive(Debug)]
struct Entry {
    group: Pid,
    process: CredentialProcess,
}

impl Default for CredentialProcesses {
    fn default() -> Self {
        let (shown, stops) = (watch::Sender::new(None), watch::Sender::new(0));
        Self(Arc::new(Shared { running: Mutex::default(), shown, stops, logins: TerminalLogins::default() }))
    }
}

impl CredentialProcesses {
    /// The process that runs, `None` while none does.
    pub(in crate::service) fn watch(&self) -> watch::Receiver<Option<CredentialProcess>> {
        self.0.shown.subscribe()
    }

    /// Asks every process that runs to stop: what waits for its credentials fails.
    pub(in crate::service) fn stop(&self) {
        self.0.stops.send_modify(|stops| *stops += 1);
    }

    /// Kills every process that runs, with its children, for the end of the program.
    pub(in crate::service) fn kill(&self) {
        self.change(|running| {
            for entry in running.drain(..) {
                kill(entry.group);
            }
        });
    }

    /// The logins in the terminal.
    pub(in crate::service) fn logins(&self) -> &TerminalLogins {
        &self.0.logins
    }

    /// Tells the last line that the process which leads `group` has written.
    pub(super) fn tell_line(&self, group: Pid, line: String) {
        self.change(|running| {
            if let Some(entry) = running.iter_mut().find(|entry| entry.group == group) {
                entry.process.says = line;
            }
        });
    }

    /// Registers the process that leads `group`.
    pub(super) fn register(&self, group: Pid, process: CredentialProcess) -> Running {
        self.change(|running| running.push(Entry { group, process }));
        Running { processes: self.clone(), group, stops: self.0.stops.subscribe() }
    }

    /// Changes the list, and tells what is shown now. Who waits for a process that was killed is not told of it here.
    fn change(&self, change: impl FnOnce(&mut Vec<Entry>)) {
        let mut running = self.0.running.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut running);
        let shown = running.last().map(|entry| entry.process.clone());
        self.0.shown.send_if_modified(|now| {
            let differs = *now != shown;
            *now = shown;
            differs
        });
    }
}

/// A credential process that runs. Dropping it kills the process with its children, unless it has ended.
#[derive(Debug)]
pub(super) struct Running {
    processes: CredentialProcesses,
    group: Pid,
    stops: watch::Receiver<u64>,
}

impl Running {
    /// Waits until the user stops the process.
    pub(super) async fn stopped(&mut self) {
        // The sender lives as long as `processes`.
        let _ = self.stops.changed().await;
    }

    /// The process has ended by itself: nothing is left to kill. Its number may belong to another process soon.
    pub(super) fn ended(self) {
        self.forget();
    }

    /// Removes the process from the list; `false` if it was killed already.
    fn forget(&self) -> bool {
        let mut found = false;
        self.processes.change(|running| {
            let before = running.len();
            running.retain(|entry| entry.group != self.group);
            found = running.len() < before;
        });
        found
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.forget() {
            kill(self.group);
        }
    }
}

fn kill(group: Pid) {
    if let Err(error) = kill_process_group(group, Signal::KILL) {
        tracing::debug!(%error, "the credential process is gone");
    }
}
