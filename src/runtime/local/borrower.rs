//! The program that the terminal is lent to: the user's editor, or one that logs in. Shared by all who may have to end it: the
//! event loop, signals and panics.

use super::edit_session::EditSession;
use super::process::Process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// The time after the program's end in which a ctrl-c that was meant for it may still reach us.
const LATE_INTERRUPT: Duration = Duration::from_millis(200);

/// The program that the terminal is lent to, of which at most one runs at a time. Clones share it.
#[derive(Clone)]
pub struct Borrower(Arc<Mutex<State>>);

enum State {
    /// None runs. Holds the time at which the last one ended.
    Idle(Option<Instant>),
    /// A program has the terminal. An editor works on a file, which is wiped when it is dropped.
    Running(Process, Option<Box<EditSession>>),
}

impl Default for Borrower {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(State::Idle(None))))
    }
}

impl Borrower {
    /// Notes a program that was started.
    pub fn started(&self, process: Process, session: Option<Box<EditSession>>) {
        *self.lock() = State::Running(process, session);
    }

    /// Notes that the program has ended. Returns the text that it edited.
    pub fn ended(&self) -> Option<Box<EditSession>> {
        match self.take() {
            State::Running(_, session) => session,
            State::Idle(_) => None,
        }
    }

    /// True while a ctrl-c is meant for the program: as long as it runs, and shortly after.
    pub fn owns_ctrl_c(&self) -> bool {
        match &*self.lock() {
            State::Running(..) => true,
            State::Idle(ended) => ended.is_some_and(|ended| ended.elapsed() < LATE_INTERRUPT),
        }
    }

    /// Kills the program if it runs, and wipes the editor's file. For a dashboard that ends immediately.
    pub fn kill(&self) {
        if let State::Running(process, _session) = self.take() {
            process.kill();
        }
    }

    fn take(&self) -> State {
        std::mem::replace(&mut *self.lock(), State::Idle(Some(Instant::now())))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
