//! The editor that has the terminal, as all those know it who may have to take the terminal back from it.

use super::command::Environment;
use super::process::{End, Process};
use super::session::{EditSession, Edited};
use crate::app::Trouble;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use zeroize::Zeroizing;

/// How long after the editor's end a ctrl-c may still reach us that was meant for it.
const ECHO: Duration = Duration::from_millis(200);

/// The user's editor: at most one runs at a time. All clones are of the same one.
#[derive(Clone)]
pub struct Editor {
    environment: Environment,
    state: Arc<Mutex<State>>,
}

enum State {
    /// None runs; the last one ended then.
    Idle(Option<Instant>),
    /// One has the terminal.
    Running(Process, Box<EditSession>),
}

impl Editor {
    /// The editor that `environment` names; nothing is looked for yet.
    pub fn new(environment: Environment) -> Self {
        Self { environment, state: Arc::new(Mutex::new(State::Idle(None))) }
    }

    /// Makes `text` ready to be edited, in a file whose name ends in `extension`.
    pub fn prepare(&self, text: Zeroizing<String>, extension: &str) -> Result<EditSession, Trouble> {
        EditSession::prepare(&self.environment, text, extension)
    }

    /// Starts the editor: the terminal must have been left to it.
    pub fn start(&self, mut session: EditSession) -> Result<Process, Trouble> {
        let process = Process::start(session.command()).map_err(|error| Trouble {
            text: format!("The editor can't be started: {error}."),
            next: "Check $VISUAL and $EDITOR, or edit the text here.".to_owned(),
        })?;
        *self.lock() = State::Running(process, Box::new(session));
        Ok(process)
    }

    /// What came of it, now that it has ended. Its file is wiped.
    pub fn finish(&self, end: End) -> Edited {
        tracing::info!(?end, "the editor ended");
        match self.take() {
            State::Running(_, session) => session.outcome(end),
            State::Idle(_) => Ok(None),
        }
    }

    /// Whether ctrl-c is the editor's: while it runs, and just after it.
    pub fn has_the_keys(&self) -> bool {
        match &*self.lock() {
            State::Running(..) => true,
            State::Idle(ended) => ended.is_some_and(|ended| ended.elapsed() < ECHO),
        }
    }

    /// Ends the editor if it runs and wipes its file: the program ends at once.
    pub fn abandon(&self) {
        if let State::Running(process, _session) = self.take() {
            process.kill();
        }
    }

    fn take(&self) -> State {
        std::mem::replace(&mut *self.lock(), State::Idle(Some(Instant::now())))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::local::process::Change;
    use std::fs;
    use tempfile::tempdir;

    #[tokio::test(start_paused = true)]
    async fn a_program_that_ends_at_once_leaves_neither_editor_nor_file() {
        let place = tempdir().unwrap();
        let editor = Editor::new(Environment::read(|name| match name {
            "VISUAL" => Some("sh -c 'exec tail -f /dev/null'".into()),
            "PATH" => std::env::var_os(name),
            "XDG_RUNTIME_DIR" => Some(place.path().into()),
            _ => None,
        }));
        let session = editor.prepare(Zeroizing::new("text".to_owned()), "txt").unwrap();
        let process = editor.start(session).unwrap();
        assert!(editor.has_the_keys());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
        editor.abandon();
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
        let end = process.next_change().await.unwrap();
        assert_eq!(end, Change::Ended(End::Signal(9)));
        assert_eq!(editor.finish(End::Signal(9)), Ok(None), "no one waits for it");
        assert!(editor.has_the_keys(), "a ctrl-c may be on its way to us");
        tokio::time::advance(ECHO).await;
        assert!(!editor.has_the_keys());
    }
}
