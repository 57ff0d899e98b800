//! The user's editor.

use super::borrower::Borrower;
use super::edit_session::{EditResult, EditSession};
use super::editor_command::EditorEnvironment;
use super::process::{Process, ProcessExit};
use crate::app::{EditOrigin, Problem};
use zeroize::Zeroizing;

/// The user's editor. Clones share the terminal that it borrows.
#[derive(Clone)]
pub struct Editor {
    environment: EditorEnvironment,
    borrower: Borrower,
}

impl Editor {
    /// The editor that `environment` names. The program is looked for when it is needed.
    pub fn new(environment: EditorEnvironment) -> Self {
        Self { environment, borrower: Borrower::default() }
    }

    /// The program that the terminal is lent to, be it the editor or another.
    pub fn borrower(&self) -> &Borrower {
        &self.borrower
    }

    /// Finds a program like the editor: on the user's PATH.
    pub fn environment(&self) -> &EditorEnvironment {
        &self.environment
    }

    /// Puts `text` into a file with this extension, to be edited.
    pub fn prepare(
        &self,
        text: Zeroizing<String>,
        extension: &str,
        origin: Option<&EditOrigin>,
    ) -> Result<EditSession, Problem> {
        EditSession::prepare(&self.environment, text, extension, origin)
    }

    /// Starts the editor. The terminal must have been given up before.
    pub fn start(&self, mut session: EditSession) -> Result<Process, Problem> {
        let process = Process::start(session.command()).map_err(|error| Problem {
            text: format!("The editor can't be started: {error}."),
            next: "Check $VISUAL and $EDITOR, or edit the text here.".to_owned(),
        })?;
        self.borrower.started(process, Some(Box::new(session)));
        Ok(process)
    }

    /// The result of an editor that has ended. Wipes its file.
    pub fn finish(&self, exit: ProcessExit) -> EditResult {
        tracing::info!(?exit, "the editor ended");
        self.borrower.ended().map_or(Ok(None), |session| session.result(exit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::local::process::ProcessEvent;
    use std::fs;
    use std::time::Duration;
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
        let session = editor.prepare(Zeroizing::new("text".to_owned()), "txt", None).unwrap();
        let process = editor.start(session).unwrap();
        assert!(editor.borrower().owns_ctrl_c());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        editor.borrower().kill();
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
        let event = process.next_event().await.unwrap();
        assert_eq!(event, ProcessEvent::Exited(ProcessExit::Signal(9)));
        assert_eq!(editor.finish(ProcessExit::Signal(9)), Ok(None), "no one waits for it");
        assert!(editor.borrower().owns_ctrl_c(), "a ctrl-c may be on its way to us");
        tokio::time::advance(Duration::from_millis(200)).await;
        assert!(!editor.borrower().owns_ctrl_c());
    }
}
