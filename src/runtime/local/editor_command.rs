//! The command that starts the user's editor.

use crate::app::Problem;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The editor if the user has chosen none.
const DEFAULT_EDITOR: &str = "vi";

/// The names of Vim's programs.
const VIM: [&str; 3] = ["vim", "nvim", "gvim"];

/// Options that keep Vim from writing the secret to swap, register, undo and backup files, which are not wiped. They come
/// before the user's arguments, which can override them.
const VIM_OPTIONS: [&str; 5] = ["-n", "-i", "NONE", "-c", "set noundofile nobackup nowritebackup"];

/// The environment variables that concern the editor.
#[derive(Clone, Debug, Default)]
pub struct EditorEnvironment {
    visual: Option<OsString>,
    editor: Option<OsString>,
    path: Option<OsString>,
    runtime_directory: Option<PathBuf>,
}

impl EditorEnvironment {
    /// Reads environment variables by `variable`, which works like `std::env::var_os`.
    pub fn read(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        Self {
            visual: set("VISUAL"),
            editor: set("EDITOR"),
            path: set("PATH"),
            runtime_directory: set("XDG_RUNTIME_DIR")
                .map(PathBuf::from)
                .filter(|directory| directory.is_absolute()),
        }
    }

    /// The directories to try for the editor's file. The first ones are in memory on most systems.
    pub fn directories(&self) -> Vec<PathBuf> {
        let memory = self.runtime_directory.clone().into_iter().chain([PathBuf::from("/dev/shm")]);
        memory.chain([env::temp_dir()]).collect()
    }

    /// `$VISUAL`, else `$EDITOR`, else `vi`, as a command that lacks only the file.
    pub fn command(&self) -> Result<Command, Problem> {
        let chosen = [("$VISUAL", &self.visual), ("$EDITOR", &self.editor)];
        let chosen = chosen.into_iter().find_map(|(name, value)| Some((name, value.as_deref()?)));
        let Some((name, value)) = chosen else {
            let program = self.find(DEFAULT_EDITOR).ok_or_else(|| {
                problem(
                    "No editor found: $VISUAL and $EDITOR are not set, and vi is not installed.".to_owned(),
                )
            })?;
            return Ok(command(&program, &[]));
        };
        let words = words(value).map_err(|why| problem(format!("{name} can't be run: {why}.")))?;
        let Some((program, arguments)) = words.split_first() else {
            return Err(problem(format!("{name} does not name a program.")));
        };
        let found = self.find(program);
        let program =
            found.ok_or_else(|| problem(format!("{name} can't be run: {program} was not found.")))?;
        Ok(command(&program, arguments))
    }

    /// The program of this name or path; `None` if there is none that can be run.
    pub fn find(&self, program: &str) -> Option<PathBuf> {
        if program.contains('/') {
            return Some(PathBuf::from(program)).filter(|path| is_executable(path));
        }
        let path = self.path.as_deref()?;
        env::split_paths(path).map(|directory| directory.join(program)).find(|path| is_executable(path))
    }
}

fn words(value: &OsStr) -> Result<Vec<String>, String> {
    let value = value.to_str().ok_or("it is not UTF-8")?;
    shell_words::split(value).map_err(|error| error.to_string())
}

fn command(program: &Path, arguments: &[String]) -> Command {
    let mut command = Command::new(program);
    if is_vim(program) {
        command.args(VIM_OPTIONS);
    }
    command.args(arguments);
    command
}

/// True if the program is Vim, which most systems also install as `vi`.
fn is_vim(program: &Path) -> bool {
    let real = fs::canonicalize(program).unwrap_or_else(|_| program.to_owned());
    let name = real.file_name().and_then(OsStr::to_str).unwrap_or_default();
    VIM.contains(&name.split('.').next().unwrap_or_default())
}

fn is_executable(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
}

fn problem(text: String) -> Problem {
    Problem { text, next: "Set $VISUAL or $EDITOR to an editor and start strongroom again.".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use tempfile::{TempDir, tempdir};

    fn programs(names: &[&str]) -> TempDir {
        let directory = tempdir().unwrap();
        for name in names {
            let path = directory.path().join(name);
            fs::write(&path, "").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        directory
    }

    fn environment(directory: &TempDir, set: &[(&str, &str)]) -> EditorEnvironment {
        EditorEnvironment::read(|name| {
            let value = set.iter().find(|(set, _)| *set == name).map(|(_, value)| OsString::from(value));
            if name == "PATH" { Some(directory.path().into()) } else { value }
        })
    }

    /// The words of the command, with the program's file name only.
    fn call(command: &Command) -> Vec<String> {
        let program = Path::new(command.get_program()).file_name().unwrap();
        let words = [program].into_iter().chain(command.get_args());
        words.map(|word| word.to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn visual_comes_before_editor_and_empty_is_not_set() {
        let directory = programs(&["a", "b"]);
        let both = environment(&directory, &[("VISUAL", "a"), ("EDITOR", "b")]);
        assert_eq!(call(&both.command().unwrap()), ["a"]);
        let empty = environment(&directory, &[("VISUAL", ""), ("EDITOR", "b")]);
        assert_eq!(call(&empty.command().unwrap()), ["b"]);
    }

    #[test]
    fn arguments_are_split_as_a_shell_splits_them() {
        let directory = programs(&["code"]);
        let quoted = environment(&directory, &[("EDITOR", r#"code --wait 'two words' "a \"b\"""#)]);
        assert_eq!(call(&quoted.command().unwrap()), ["code", "--wait", "two words", "a \"b\""]);
    }

    #[test]
    fn an_editor_that_cannot_be_run_is_named_with_its_variable() {
        let directory = programs(&[]);
        fs::write(directory.path().join("plain"), "").unwrap();
        let text = |value| environment(&directory, &[("VISUAL", value)]).command().unwrap_err().text;
        assert_eq!(text("'open"), "$VISUAL can't be run: missing closing quote.");
        assert_eq!(text("plain -x"), "$VISUAL can't be run: plain was not found.");
        assert_eq!(text(" "), "$VISUAL does not name a program.");
    }

    #[test]
    fn vi_is_the_default_if_it_is_installed() {
        assert_eq!(call(&environment(&programs(&["vi"]), &[]).command().unwrap()), ["vi"]);
        let none = environment(&programs(&[]), &[]).command().unwrap_err();
        assert!(none.text.starts_with("No editor found"));
    }

    #[test]
    fn vim_gets_its_options_under_any_name() {
        let directory = programs(&["vim.basic"]);
        symlink(directory.path().join("vim.basic"), directory.path().join("vi")).unwrap();
        let call = call(&environment(&directory, &[("EDITOR", "vi +3")]).command().unwrap());
        let expected: Vec<_> = ["vi"].into_iter().chain(VIM_OPTIONS).chain(["+3"]).collect();
        assert_eq!(call, expected);
    }

    #[test]
    fn memory_is_preferred_to_disk() {
        let set = |directory: &'static str| {
            EditorEnvironment::read(move |name| (name == "XDG_RUNTIME_DIR").then(|| directory.into()))
        };
        let (shm, disk) = (PathBuf::from("/dev/shm"), env::temp_dir());
        assert_eq!(set("/run/me").directories(), ["/run/me".into(), shm.clone(), disk.clone()]);
        assert_eq!(set("relative").directories(), [shm, disk]);
    }
}
