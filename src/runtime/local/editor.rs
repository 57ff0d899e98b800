//! The user's editor. Shared by all who may have to end it: the event loop, signals and panics.

use super::commands::CommandRunner;
use super::edit_session::{EditResult, EditSession};
use super::editor_command::EditorEnvironment;
use super::process::{Process, ProcessExit};
use crate::app::Problem;
use std::io;
use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use zeroize::Zeroizing;

/// The time after the editor's end in which a ctrl-c that was meant for it may still reach us.
const LATE_INTERRUPT: Duration = Duration::from_millis(200);

/// The user's editor, of which at most one runs at a time. Clones share the same editor.
#[derive(Clone)]
pub struct Editor {
    environment: EditorEnvironment,
    state: Arc<Mutex<State>>,
    /// The user's own commands, which end with the program too.
    commands: CommandRunner,
}

enum State {
    /// No editor runs. Holds the time at which the last one ended.
    Idle(Option<Instant>),
    /// An editor has the terminal, with its text; or another program, without one.
    Running(Process, Option<Box<EditSession>>),
}

impl Editor {
    /// The editor that `environment` names. The program is looked for when it is needed.
    pub fn new(environment: EditorEnvironment) -> Self {
        Self {
            environment,
            state: Arc::new(Mutex::new(State::Idle(None))),
            commands: CommandRunner::default(),
        }
    }

    /// Puts `text` into a file with this extension, to be edited.
    pub fn prepare(&self, text: Zeroizing<String>, extension: &str) -> Result<EditSession, Problem> {
        EditSession::prepare(&self.environment, text, extension)
    }

    /// Starts the editor. The terminal must have been given up before.
    pub fn start(&self, mut session: EditSession) -> Result<Process, Problem> {
        let process = Process::start(session.command()).map_err(|error| Problem {
            text: format!("The editor can't be started: {error}."),
            next: "Check $VISUAL and $EDITOR, or edit the text here.".to_owned(),
        })?;
        *self.lock() = State::Running(process, Some(Box::new(session)));
        Ok(process)
    }

    /// Starts another program than the editor. The terminal must have been given up before.
    pub fn start_program(&self, command: &mut Command) -> io::Result<Process> {
        let process = Process::start(command)?;
        *self.lock() = State::Running(process, None);
        Ok(process)
    }

    /// Notes that another program has ended.
    pub fn finish_program(&self) {
        self.take();
    }

    /// The user's own commands that run beside the dashboard.
    pub fn commands(&self) -> &CommandRunner {
        &self.commands
    }

    /// The result of an editor that has ended. Wipes its file.
    pub fn finish(&self, exit: ProcessExit) -> EditResult {
        tracing::info!(?exit, "the editor ended");
        match self.take() {
            State::Running(_, Some(session)) => session.result(exit),
            State::Running(_, None) | State::Idle(_) => Ok(None),
        }
    }

    /// True while a ctrl-c is meant for the editor: as long as it runs, and shortly after.
    pub fn owns_ctrl_c(&self) -> bool {
        match &*self.lock() {
            State::Running(..) => true,
            State::Idle(ended) => ended.is_some_and(|ended| ended.elapsed() < LATE_INTERRUPT),
        }
    }

    /// Kills the editor if it runs, wipes its file, and kills the user's own commands. For a program that ends immediately.
    pub fn kill(&self) {
        if let State::Running(process, _session) = self.take() {
            process.kill();
        }
        self.commands.kill();
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
    use crate::runtime::local::process::ProcessEvent;
    use std::fs;
    use tempfile::tempdir;

    #[tokio::test(start_paused = true)]
    async fn killing_the_editor_leaves_no_process_and_no_file() {
        let directory = tempdir().unwrap();
        let editor = Editor::new(EditorEnvironment::read(|name| match name {
            "VISUAL" => Some("sh -c 'exec tail -f /dev/null'".into()),
            "PATH" => std::env::var_os(name),
            "XDG_RUNTIME_DIR" => Some(directory.path().into()),
            _ => None,
        }));
        let session = editor.prepare(Zeroizing::new("text".to_owned()), "txt").unwrap();
        let process = editor.start(session).unwrap();
        assert!(editor.owns_ctrl_c());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        editor.kill();
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
        let event = process.next_event().await.unwrap();
        assert_eq!(event, ProcessEvent::Exited(ProcessExit::Signal(9)));
        assert_eq!(editor.finish(ProcessExit::Signal(9)), Ok(None), "no one waits for it");
        assert!(editor.owns_ctrl_c(), "a ctrl-c may be on its way to us");
        tokio::time::advance(LATE_INTERRUPT).await;
        assert!(!editor.owns_ctrl_c());
    }
}
