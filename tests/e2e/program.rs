//! Starting a program in a pseudo-terminal, in an environment that holds nothing of the machine's.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::time::Duration;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::terminal::Terminal;

/// How long a test waits for anything before it fails. It only ever waits that long to fail.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program that is about to be started: 80×24, an empty home, no AWS settings.
pub struct Program {
    pub(crate) command: CommandBuilder,
    pub(crate) columns: u16,
    pub(crate) rows: u16,
    pub(crate) patience: Duration,
    pub(crate) home: TempDir,
}

impl Program {
    /// Any program, looked up in PATH.
    pub fn new(program: &str, args: &[&str]) -> Program {
        let home = TempDir::new().expect("a home can be made");
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(home.path());
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").expect("PATH is set"));
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("AWS_EC2_METADATA_DISABLED", "true");
        Program { command, columns: 80, rows: 24, patience: PATIENCE, home }
    }

    /// The program under test.
    pub fn strongroom(args: &[&str]) -> Program {
        Program::new(env!("CARGO_BIN_EXE_strongroom"), args)
    }

    /// Sets variables on top of the few that every program gets.
    pub fn env<N, V>(mut self, variables: impl IntoIterator<Item = (N, V)>) -> Program
    where
        N: AsRef<OsStr>,
        V: AsRef<OsStr>,
    {
        for (name, value) in variables {
            self.command.env(name, value);
        }
        self
    }

    /// Adds arguments.
    pub fn args(mut self, args: &[&str]) -> Program {
        self.command.args(args);
        self
    }

    /// Sets the size of the terminal.
    pub fn size(mut self, columns: u16, rows: u16) -> Program {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// Sets how long waiting may take before it fails.
    pub fn patience(mut self, patience: Duration) -> Program {
        self.patience = patience;
        self
    }

    /// Puts a file into the home, such as `.aws/config`.
    pub fn file(self, path: &str, text: &str) -> Program {
        let path = self.home.path().join(path);
        fs::create_dir_all(path.parent().expect("a file of the home has a folder")).expect("it can be made");
        fs::write(path, text).expect("the home can be written");
        self
    }

    /// The home folder, which is also where the program starts.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Starts it.
    pub fn start(self) -> Terminal {
        Terminal::start(self)
    }
}
