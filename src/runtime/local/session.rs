//! One text that goes through an editor: the way there, and what came back.

use super::command::Environment;
use super::process::End;
use super::scratch::Scratch;
use crate::app::Trouble;
use std::io;
use std::process::Command;
use zeroize::Zeroizing;

/// What an editor made of a text: `None` if it left it as it was.
pub type Edited = Result<Option<Zeroizing<String>>, Trouble>;

/// A text in its file, and the command that edits it. The file is wiped when this is dropped.
pub struct EditSession {
    command: Command,
    scratch: Scratch,
    before: Zeroizing<String>,
}

impl EditSession {
    /// Puts `text` into a file whose name ends in `extension`, for the editor that `environment` names.
    pub fn prepare(
        environment: &Environment,
        text: Zeroizing<String>,
        extension: &str,
    ) -> Result<Self, Trouble> {
        let mut command = environment.command()?;
        let scratch = Scratch::create(&environment.places(), &text, extension).map_err(|error| Trouble {
            text: format!("The text can't be put into a file for the editor: {error}."),
            next: "Make room in the directory for temporary files, or edit the text here.".to_owned(),
        })?;
        command.arg(scratch.path());
        Ok(Self { command, scratch, before: text })
    }

    /// The command.
    pub fn command(&mut self) -> &mut Command {
        &mut self.command
    }

    /// What came of it, now that the editor has ended. A crash loses nothing that was saved before it; an exit status is
    /// the user's or the editor's own way to take all back.
    pub fn outcome(&self, end: End) -> Edited {
        if let End::Status(status @ 1..) = end {
            return Err(as_it_was(&format!("The editor ended with status {status}")));
        }
        let after = self.scratch.read().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => as_it_was("The editor left no file"),
            _ => as_it_was(&format!("What the editor saved can't be read ({error})")),
        })?;
        let after = str::from_utf8(&after).map_err(|_| as_it_was("What the editor saved is not UTF-8"))?;
        let after = without_added_newline(&self.before, after);
        match end {
            _ if after != self.before.as_str() => Ok(Some(Zeroizing::new(after.to_owned()))),
            End::Status(_) => Ok(None),
            End::Signal(signal) => Err(as_it_was(&format!("The editor was ended by signal {signal}"))),
        }
    }
}

fn as_it_was(what: &str) -> Trouble {
    Trouble {
        text: format!("{what}: the text is as it was."),
        next: "Try again, or edit it here.".to_owned(),
    }
}

/// `after` without the end of line that editors add to a last line that had none.
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
    use crate::runtime::local::process::{Change, Process};
    use std::fs;
    use std::path::Path;
    use tempfile::tempdir;

    /// What an editor that is `script` makes of `text`; its file is `$1`.
    async fn edited(text: &str, script: &str) -> Edited {
        let place = tempdir().unwrap();
        let mut session = session(place.path(), text, script);
        let process = Process::start(session.command()).unwrap();
        let Change::Ended(end) = process.next_change().await.unwrap() else { panic!("the editor stopped") };
        let outcome = session.outcome(end);
        drop(session);
        let names = fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name());
        assert_eq!(names.collect::<Vec<_>>(), ["editor"], "its file is gone");
        outcome
    }

    fn session(place: &Path, text: &str, script: &str) -> EditSession {
        let editor = place.join("editor");
        fs::write(&editor, script).unwrap();
        let environment = Environment::read(|name| match name {
            "EDITOR" => Some(format!("sh '{}'", editor.display()).into()),
            "PATH" => std::env::var_os(name),
            "XDG_RUNTIME_DIR" => Some(place.into()),
            _ => None,
        });
        EditSession::prepare(&environment, Zeroizing::new(text.to_owned()), "txt").unwrap()
    }

    fn text(edited: Edited) -> Option<String> {
        edited.unwrap().map(|text| text.to_string())
    }

    #[tokio::test]
    async fn what_was_saved_comes_back() {
        let add = r#"printf ' and more' >> "$1""#;
        assert_eq!(text(edited("some", add).await).as_deref(), Some("some and more"));
        let replace = r#"printf new > "$1.new"; mv "$1.new" "$1""#;
        assert_eq!(text(edited("old", replace).await).as_deref(), Some("new"));
        let empty = r#": > "$1""#;
        assert_eq!(text(edited("old", empty).await).as_deref(), Some(""));
    }

    #[tokio::test]
    async fn a_text_that_was_left_alone_is_no_answer() {
        assert_eq!(text(edited("same\n", "exit 0").await), None);
        assert_eq!(text(edited("same", r#"echo >> "$1""#).await), None, "a newline is the editor's");
    }

    #[test]
    fn one_end_of_line_is_taken_off_where_there_was_none() {
        assert_eq!(without_added_newline("a", "b\n"), "b");
        assert_eq!(without_added_newline("a", "b\n\n"), "b\n");
        assert_eq!(without_added_newline("a\n", "b\n"), "b\n");
        assert_eq!(without_added_newline("a\r\nb", "a\r\nb\r\n"), "a\r\nb");
        assert_eq!(without_added_newline("a", "a\r\n"), "a\r", "the user's own");
        assert_eq!(without_added_newline("", "\n"), "");
    }

    #[tokio::test]
    async fn an_editor_that_fails_changes_nothing() {
        let trouble = edited("old", r#"printf new > "$1"; exit 1"#).await.unwrap_err();
        assert_eq!(trouble.text, "The editor ended with status 1: the text is as it was.");
        let trouble = edited("old", r#"rm "$1""#).await.unwrap_err();
        assert_eq!(trouble.text, "The editor left no file: the text is as it was.");
        let trouble = edited("old", r#"printf '\377' > "$1""#).await.unwrap_err();
        assert_eq!(trouble.text, "What the editor saved is not UTF-8: the text is as it was.");
    }

    #[tokio::test]
    async fn a_crash_loses_nothing_that_was_saved() {
        let saved = r#"printf new > "$1"; kill -SEGV $$"#;
        assert_eq!(text(edited("old", saved).await).as_deref(), Some("new"));
        let trouble = edited("old", "kill -SEGV $$").await.unwrap_err();
        assert_eq!(trouble.text, "The editor was ended by signal 11: the text is as it was.");
    }
}
