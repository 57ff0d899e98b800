//! Running a command as a script does: with pipes, in an environment that holds nothing of the machine's.

use crate::boto::connection;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A command that is about to be run, in an empty home.
pub struct Run {
    command: Command,
    input: Vec<u8>,
    home: TempDir,
}

/// What a command left.
#[derive(Debug)]
pub struct Ended {
    /// The exit status; `None` after a signal.
    pub status: Option<i32>,
    /// The standard output, byte by byte.
    pub out: Vec<u8>,
    /// The error output.
    pub errors: String,
}

impl Run {
    /// `strongroom` with these arguments, at the endpoint at `url`.
    pub fn at(url: &str, args: &[&str]) -> Self {
        Self::offline(args).env(connection(url))
    }

    /// `strongroom` with these arguments, without anything that names an endpoint or credentials.
    pub fn offline(args: &[&str]) -> Self {
        let home = TempDir::new().expect("a home can be made");
        let mut command = Command::new(env!("CARGO_BIN_EXE_strongroom"));
        command.args(args).current_dir(home.path()).env_clear();
        command.env("PATH", std::env::var_os("PATH").expect("PATH is set"));
        command.env("HOME", home.path()).env("LANG", "C.UTF-8").env("AWS_EC2_METADATA_DISABLED", "true");
        Self { command, input: Vec::new(), home }
    }

    /// Another program in its place, in the same environment.
    pub fn instead_of_strongroom(mut self, program: &str, args: &[&str]) -> Self {
        let mut command = Command::new(program);
        command.args(args).current_dir(self.home.path()).env_clear();
        command.envs(self.command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        self.command = command;
        self
    }

    /// Sets variables.
    pub fn env<'a>(mut self, variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        self.command.envs(variables);
        self
    }

    /// Gives it this on the standard input.
    pub fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    /// Puts a file into the home, which is also where the command runs.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.home.path().join(path);
        fs::create_dir_all(path.parent().expect("a file of the home has a folder")).expect("it can be made");
        fs::write(path, content).expect("the home can be written");
        self
    }

    /// The home.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Starts it with pipes, to look at it while it runs.
    pub fn start(&mut self) -> Child {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        self.command.spawn().expect("the program can be started")
    }

    /// Runs it to its end.
    pub fn end(self) -> Ended {
        self.end_in(|ended, _| ended)
    }

    /// Runs it to its end, and looks at what it left there and in its home, before that is gone.
    pub fn end_in<T>(mut self, look: impl FnOnce(Ended, &Path) -> T) -> T {
        let mut child = self.start();
        let mut stdin = child.stdin.take().expect("its input is piped");
        // A command that reads no input closes it, which is no fault of the test.
        let _ = stdin.write_all(&self.input);
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        let ended = Ended {
            status: output.status.code(),
            out: output.stdout,
            errors: String::from_utf8(output.stderr).expect("errors are text"),
        };
        look(ended, self.home.path())
    }

    /// Runs it to its end, which is a success, and answers what it printed.
    #[track_caller]
    pub fn out(self) -> String {
        let ended = self.end();
        assert_eq!(ended.status, Some(0), "{}", ended.errors);
        String::from_utf8(ended.out).expect("the output is text")
    }

    /// Runs it to its end, which is a failure with this status that prints nothing, and answers what it told.
    #[track_caller]
    pub fn fails(self, status: i32) -> String {
        let ended = self.end();
        assert_eq!(ended.status, Some(status), "{}", ended.errors);
        assert!(ended.out.is_empty(), "{}", String::from_utf8_lossy(&ended.out));
        ended.errors
    }
}
