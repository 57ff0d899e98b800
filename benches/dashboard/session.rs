//! The dashboard in a pseudo-terminal: what it writes and when, what is on its screen, what it costs.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::collections::BTreeSet;
use std::env;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

use crate::process::Process;

pub type Failure = Box<dyn std::error::Error>;

/// The path of the program under measurement, which `benches/run` has built. It is not the one that Cargo would build for
/// this bench: that has the features of what only tests need.
pub fn program() -> Result<String, Failure> {
    env::var(PROGRAM)
        .map_err(|_| format!("{PROGRAM} doesn't say which program to measure: start benches/run").into())
}

const PROGRAM: &str = "STRONGROOM_PROGRAM";
/// The longest that anything may take before the run fails.
const TIMEOUT: Duration = Duration::from_mins(10);
/// The time after which rows are taken to stay as they are.
const ROWS_TIMEOUT: Duration = Duration::from_secs(3);
/// The silence after which what a key caused is on screen.
const SILENCE: Duration = Duration::from_millis(10);
/// The first column's title, in the row above the list.
const TITLE: &str = "Name";
/// What the rows below the last secret begin with.
const BORDER: [char; 2] = ['│', '┃'];
/// The rows below the list: border, footer.
const ROWS_BELOW: usize = 2;

/// A running dashboard. Dropping it kills the program.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    /// The moment before the exec.
    started: Instant,
    _home: TempDir,
}

/// What a key caused.
pub struct Reaction {
    /// The time from the key to the first byte written.
    pub first_byte: Duration,
    /// The bytes written until nothing came for a while.
    pub bytes: usize,
}

impl Session {
    /// Starts the program with these arguments in a terminal of `columns` by `rows`, with an empty home.
    pub fn start(arguments: &[&str], columns: u16, rows: u16) -> Result<Self, Failure> {
        Self::start_other(&program()?, arguments, columns, rows)
    }

    /// The same with another program.
    pub fn start_other(program: &str, arguments: &[&str], columns: u16, rows: u16) -> Result<Self, Failure> {
        let pair = native_pty_system().openpty(pty_size(columns, rows))?;
        let mut reader = pair.master.try_clone_reader()?;
        let writer = pair.master.take_writer()?;
        let home = TempDir::new()?;
        // The shell tells the moment of the exec: time counts from there, not from the start of the shell.
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", r#"printf . && exec "$0" "$@""#]);
        command.arg(program);
        command.args(arguments);
        command.cwd(home.path());
        command.env_clear();
        command.env("HOME", home.path());
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", "AKIABENCH"),
            ("AWS_SECRET_ACCESS_KEY", "bench"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
        ] {
            command.env(name, value);
        }
        let (sender, output) = channel();
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        thread::spawn(move || {
            let mut buffer = [0; 16 * 1024];
            // Of the shell one byte, then as much as comes.
            let mut most = 1;
            // Linux ends a terminal that all have let go with an error instead of an end of file.
            while let Ok(count @ 1..) = reader.read(&mut buffer[..most]) {
                most = buffer.len();
                if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    break;
                }
            }
        });
        let (started, written) = output.recv_timeout(TIMEOUT)?;
        if written != b"." {
            return Err(format!("the shell wrote {written:?}").into());
        }
        let screen = vt100::Parser::new(cells(rows), cells(columns), 0);
        Ok(Self { child, master: pair.master, writer, output, screen, started, _home: home })
    }

    /// The costs of the program so far.
    pub fn process(&self) -> Process {
        Process(self.child.process_id())
    }

    /// Waits for the first byte. Returns the time since the start.
    pub fn first_byte(&mut self) -> Result<Duration, Failure> {
        let at = self.receive(TIMEOUT)?.ok_or("the program wrote nothing")?.0;
        Ok(at - self.started)
    }

    /// Waits until the screen is as described. Returns the time since the start.
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&[String]) -> bool) -> Result<Duration, Failure> {
        let at = self.wait(TIMEOUT, holds)?;
        at.map(|at| at - self.started)
            .ok_or_else(|| format!("{what} did not come:\n{}", self.lines().join("\n")).into())
    }

    /// Waits until all of the list is there. Returns the time since the start.
    pub fn wait_listed(&mut self, count: usize) -> Result<Duration, Failure> {
        self.wait_until(&format!("a list of {count}"), |lines| {
            header_ends(lines, &format!("{count} secrets"))
        })
    }

    /// Presses a key, and waits until what it caused is written.
    pub fn press(&mut self, key: &str) -> Result<Reaction, Failure> {
        let pressed = self.send(key)?;
        let (first, mut bytes) = self.receive(TIMEOUT)?.ok_or("the key had no effect")?;
        while let Some((_, more)) = self.receive(SILENCE)? {
            bytes += more;
        }
        Ok(Reaction { first_byte: first - pressed, bytes })
    }

    /// Presses a key, and waits until other secrets of the list, or another number of matches, are on screen. Returns
    /// the time that this took; `None` if they stay the same.
    pub fn press_for_rows(&mut self, key: &str) -> Result<Option<Duration>, Failure> {
        let before = (matches(&self.lines()), list_names(&self.lines()));
        let pressed = self.send(key)?;
        let at = self.wait(ROWS_TIMEOUT, |lines| (matches(lines), list_names(lines)) != before)?;
        self.settle(Duration::from_millis(300))?;
        Ok(at.map(|at| at - pressed))
    }

    /// Reads until the program has been silent for this long. Returns the number of bytes that came.
    pub fn settle(&mut self, silence: Duration) -> Result<usize, Failure> {
        let mut bytes = 0;
        while let Some((_, more)) = self.receive(silence)? {
            bytes += more;
        }
        Ok(bytes)
    }

    /// Reads for this long. Returns the number of bytes that came.
    pub fn listen(&mut self, time: Duration) -> Result<usize, Failure> {
        let (until, mut bytes) = (Instant::now() + time, 0);
        while let Some((_, more)) = self.receive(until.saturating_duration_since(Instant::now()))? {
            bytes += more;
        }
        Ok(bytes)
    }

    /// All names of the list, as they are on screen page by page: long ones are cut in the middle. A page is on
    /// screen after `silence`.
    pub fn names(&mut self, silence: Duration) -> Result<BTreeSet<String>, Failure> {
        self.send(HOME)?;
        self.settle(Duration::from_millis(300))?;
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut ends = 0;
        // The first page down only takes the cursor to the last row.
        while ends < 2 {
            let shown = list_names(&self.lines());
            self.send(PAGE_DOWN)?;
            let moved = self.wait(ROWS_TIMEOUT, |lines| list_names(lines) != shown)?;
            names.extend(shown);
            ends = if moved.is_none() { ends + 1 } else { 0 };
            self.settle(silence)?;
        }
        Ok(names)
    }

    /// Makes the terminal larger, and waits for the new frame.
    pub fn resize(&mut self, columns: u16, rows: u16) -> Result<(), Failure> {
        self.screen.screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(pty_size(columns, rows))?;
        self.wait_until("a larger frame", |lines| lines.last().is_some_and(|footer| !footer.is_empty()))?;
        self.settle(Duration::from_millis(300))?;
        Ok(())
    }

    /// The rows of the screen.
    pub fn lines(&self) -> Vec<String> {
        lines(self.screen.screen())
    }

    /// Writes a key to the terminal. Returns the time before.
    fn send(&mut self, key: &str) -> Result<Instant, Failure> {
        let now = Instant::now();
        self.writer.write_all(key.as_bytes())?;
        self.writer.flush()?;
        Ok(now)
    }

    /// Waits until the screen is as described. Returns the time of the output that made it so; `None` if time ran out.
    fn wait(
        &mut self,
        timeout: Duration,
        holds: impl Fn(&[String]) -> bool,
    ) -> Result<Option<Instant>, Failure> {
        let until = Instant::now() + timeout;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let Some((at, _)) = self.receive(left)? else { return Ok(None) };
            if holds(&self.lines()) {
                return Ok(Some(at));
            }
        }
    }

    /// Takes the next output into the screen. Returns when it came and its length; `None` if none came in time.
    fn receive(&mut self, timeout: Duration) -> Result<Option<(Instant, usize)>, Failure> {
        match self.output.recv_timeout(timeout) {
            Ok((at, bytes)) => {
                self.screen.process(&bytes);
                Ok(Some((at, bytes.len())))
            }
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => {
                Err(format!("the program ended:\n{}", self.lines().join("\n")).into())
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub const ESCAPE: &str = "\x1b";
const HOME: &str = "\x1b[H";
const PAGE_DOWN: &str = "\x1b[6~";

/// The names in the rows of the list, from the top; in the tree, those of folders too.
fn list_names(lines: &[String]) -> Vec<String> {
    let below = lines.len().saturating_sub(ROWS_BELOW);
    // The first column has the border or the cursor.
    let rows = lines[..below].iter().map(|row| row.chars().skip(1).collect::<String>());
    let rows = rows.skip_while(|row| !row.starts_with(TITLE)).skip(1);
    // A folder is `▸ prod/ 73`, a name has no spaces.
    let name = |row: String| {
        row.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii())).map(str::to_owned)
    };
    let is_secret = |row: &String| !row.trim_start().is_empty() && !row.trim_start().starts_with(BORDER);
    rows.take_while(is_secret).filter_map(name).collect()
}

/// The number of secrets that match the filter, as the header tells it.
fn matches(lines: &[String]) -> Option<String> {
    let header = lines.first()?;
    let (before, _) = header.rsplit_once(" of ").or_else(|| header.rsplit_once(" secrets"))?;
    before.rsplit(' ').next().map(str::to_owned)
}

/// Whether the header tells this count, and not that more are to come.
fn header_ends(lines: &[String], count: &str) -> bool {
    let header = lines.first().map_or("", String::as_str).replace(',', "");
    header.split_once(count).is_some_and(|(before, _)| before.ends_with(' '))
}

fn lines(screen: &vt100::Screen) -> Vec<String> {
    let (_, columns) = screen.size();
    screen.rows(0, columns.get()).collect()
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, ..PtySize::default() }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has cells")
}
