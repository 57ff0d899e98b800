//! An editor for the stories: a script of a shell that goes on when it is let go, so that no key is typed at it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::terminal::Terminal;

/// The words on the terminal while the editor has it.
pub const RUNS: &str = "the editor runs";

/// Writes an editor that is this script into a folder; the file to edit is `$1`.
pub fn script(folder: &Path, script: &str) -> PathBuf {
    let (editor, gate) = (folder.join("edit.sh"), gate(folder));
    let wait = format!("mkfifo '{0}'\necho {RUNS}\nread -r _ < '{0}'", gate.display());
    fs::write(&editor, format!("#!/bin/sh\n{wait}\n{script}\n")).expect("the folder can be written");
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o700)).expect("it can be made to run");
    editor
}

/// Lets the editor of that folder go on once it has the terminal. What the dashboard shows then, it shows after it.
#[track_caller]
pub fn let_go(terminal: &Terminal, folder: &Path) {
    terminal.wait_for(RUNS);
    fs::write(gate(folder), "\n").expect("the editor waits at its gate");
}

fn gate(folder: &Path) -> PathBuf {
    folder.join("edit.gate")
}
