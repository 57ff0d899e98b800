//! A text that is edited in the user's editor, and the result.

use super::editor_command::EditorEnvironment;
use super::editor_file::EditorFile;
use super::process::ProcessExit;
use crate::app::{EditOrigin, Problem};
use crate::secrets::is_same_secret;
use std::io;
use std::process::Command;
use zeroize::Zeroizing;

/// The edited text; `None` if the editor did not change it.
pub type EditResult = Result<Option<Zeroizing<String>>, Problem>;

/// A text in its file, and the command that edits it. Dropping it wipes the file.
pub struct EditSession {
    command: Command,
    file: EditorFile,
    before: Zeroizing<String>,
    newline: AddedNewline,
}

/// The treatment of the line end that most editors add to a last line that had none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AddedNewline {
    /// It stays: JSON is the same with it, and what the editor left is saved byte by byte.
    Kept,
    /// It goes: in a password it would be a character of its own.
    Removed,
}

impl EditSession {
    /// Puts `text` into a file with this extension, for the editor that `environment` names. `origin` is what it is of.
    pub fn prepare(
        environment: &EditorEnvironment,
        text: Zeroizing<String>,
        extension: &str,
        origin: Option<&EditOrigin>,
    ) -> Result<Self, Problem> {
        let mut command = environment.command()?;
        let file =
            EditorFile::create(&environment.directories(), &text, extension).map_err(|error| Problem {
                text: format!("Can't create a file for the editor: {error}."),
                next: "Free space in the directory for temporary files, or edit the text here.".to_owned(),
            })?;
        if let Some(Err(error)) = origin.map(|origin| file.note_origin(origin)) {
            tracing::warn!(%error, "a text that is left will not be offered");
        }
        command.arg(file.path());
        let newline = if extension == "json" { AddedNewline::Kept } else { AddedNewline::Removed };
        Ok(Self { command, file, before: text, newline })
    }

    /// The command that starts the editor.
    pub fn command(&mut self) -> &mut Command {
        &mut self.command
    }

    /// The result after the editor has ended. A text that was saved before a crash counts; one that was saved before an
    /// exit with an error status does not, as that is how users and editors discard changes.
    pub fn result(&self, exit: ProcessExit) -> EditResult {
        if let ProcessExit::Status(status @ 1..) = exit {
            return Err(unchanged(&format!("The editor ended with status {status}")));
        }
        let after = self.file.read().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => unchanged("The editor left no file"),
            _ => unchanged(&format!("The file saved by the editor can't be read ({error})")),
        })?;
        let after =
            str::from_utf8(&after).map_err(|_| unchanged("The file saved by the editor is not UTF-8"))?;
        let after = match self.newline {
            AddedNewline::Kept => after,
            AddedNewline::Removed => without_added_newline(&self.before, after),
        };
        match exit {
            _ if !is_same_secret(after.as_bytes(), self.before.as_bytes()) => {
                Ok(Some(Zeroizing::new(after.to_owned())))
            }
            ProcessExit::Status(_) => Ok(None),
            ProcessExit::Signal(signal) => {
                Err(unchanged(&format!("The editor was ended by signal {signal}")))
            }
        }
    }
}

fn unchanged(reason: &str) -> Problem {
    Problem {
        text: format!("{reason}: the text is unchanged."),
        next: "Try again, or edit it here.".to_owned(),
    }
}

/// `after` without the line end that editors add to the last line, if `before` had none.
fn without_added_newline<'a>(before: &str, after: &'a str) -> &'a str {
    if before.ends_with('\n') {
        return after;
    }
    let whole = after.strip_suffix("\r\n").filter(|_| before.contains("\r\n"));
    whole.or_else(|| after.strip_suffix('\n')).unwrap_or(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::local::process::{Process, ProcessEvent};
    use std::fs;
    use std::path::Path;
    use tempfile::tempdir;

    /// The result of editing `text` with a shell script as the editor. Its `$1` is the file.
    async fn edited(text: &str, script: &str) -> EditResult {
        edited_as("txt", text, script).await
    }

    async fn edited_as(extension: &str, text: &str, script: &str) -> EditResult {
        let directory = tempdir().unwrap();
        let mut session = session(directory.path(), extension, text, script);
        let process = Process::start(session.command()).unwrap();
        let ProcessEvent::Exited(exit) = process.next_event().await.unwrap() else {
            panic!("the editor stopped")
        };
        let outcome = session.result(exit);
        drop(session);
        let names = fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().file_name());
        assert_eq!(names.collect::<Vec<_>>(), ["editor"], "its file is gone");
        outcome
    }

    fn session(directory: &Path, extension: &str, text: &str, script: &str) -> EditSession {
        let editor = directory.join("editor");
        fs::write(&editor, script).unwrap();
        let environment = EditorEnvironment::read(|name| match name {
            "EDITOR" => Some(format!("sh '{}'", editor.display()).into()),
            "PATH" => std::env::var_os(name),
            "XDG_RUNTIME_DIR" => Some(directory.into()),
            _ => None,
        });
        EditSession::prepare(&environment, Zeroizing::new(text.to_owned()), extension, None).unwrap()
    }

    fn text(edited: EditResult) -> Option<String> {
        edited.unwrap().map(|text| text.to_string())
    }

    #[tokio::test]
    async fn the_saved_text_is_returned() {
        let add = r#"printf ' and more' >> "$1""#;
        assert_eq!(text(edited("some", add).await).as_deref(), Some("some and more"));
        let replace = r#"printf new > "$1.new"; mv "$1.new" "$1""#;
        assert_eq!(text(edited("old", replace).await).as_deref(), Some("new"));
        let empty = r#": > "$1""#;
        assert_eq!(text(edited("old", empty).await).as_deref(), Some(""));
    }

    #[tokio::test]
    async fn an_unchanged_text_is_no_result() {
        assert_eq!(text(edited("same\n", "exit 0").await), None);
        assert_eq!(text(edited("same", r#"echo >> "$1""#).await), None, "a newline is the editor's");
    }

    #[test]
    fn a_line_end_is_removed_if_there_was_none() {
        assert_eq!(without_added_newline("a", "b\n"), "b");
        assert_eq!(without_added_newline("a", "b\n\n"), "b\n");
        assert_eq!(without_added_newline("a\n", "b\n"), "b\n");
        assert_eq!(without_added_newline("a\r\nb", "a\r\nb\r\n"), "a\r\nb");
        assert_eq!(without_added_newline("a", "a\r\n"), "a\r", "the user's own");
        assert_eq!(without_added_newline("", "\n"), "");
    }

    #[tokio::test]
    async fn json_is_returned_byte_by_byte() {
        let reformat = r#"printf '{\r\n  "a": 1\r\n}\n' > "$1""#;
        let found = text(edited_as("json", r#"{"a":1}"#, reformat).await);
        assert_eq!(found.as_deref(), Some("{\r\n  \"a\": 1\r\n}\n"));
        let found = text(edited_as("json", "{}", r#"echo >> "$1""#).await);
        assert_eq!(found.as_deref(), Some("{}\n"));
    }

    #[tokio::test]
    async fn an_editor_that_fails_changes_nothing() {
        let problem = edited("old", r#"printf new > "$1"; exit 1"#).await.unwrap_err();
        assert_eq!(problem.text, "The editor ended with status 1: the text is unchanged.");
        let problem = edited("old", r#"rm "$1""#).await.unwrap_err();
        assert_eq!(problem.text, "The editor left no file: the text is unchanged.");
        let problem = edited("old", r#"printf '\377' > "$1""#).await.unwrap_err();
        assert_eq!(problem.text, "The file saved by the editor is not UTF-8: the text is unchanged.");
    }

    #[tokio::test]
    async fn a_crash_loses_nothing_that_was_saved() {
        let saved = r#"printf new > "$1"; kill -SEGV $$"#;
        assert_eq!(text(edited("old", saved).await).as_deref(), Some("new"));
        let problem = edited("old", "kill -SEGV $$").await.unwrap_err();
        assert_eq!(problem.text, "The editor was ended by signal 11: the text is unchanged.");
    }
}
