//! A terminal with a program in it: what it shows, what is typed into it, how it ends.
//!
//! Nothing here sleeps: a reader and a waiter thread report each change, and who waits is woken by it.

use std::fs;
use std::io::{self, Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use tempfile::TempDir;

use crate::keys::{self, Key, Mouse};
use crate::memory::{self, Copy};
use crate::modes::left_behind;
use crate::osc52::clipboard_writes;
use crate::program::Program;

/// How long a value may stay in memory after it was left: answers on their way are dropped by other threads.
const FORGETTING: Duration = Duration::from_secs(3);

/// A running or ended program and its terminal. Dropping it kills the program.
pub struct Terminal {
    /// None once it was closed.
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Box<dyn Write + Send>,
    shared: Arc<Shared>,
    pid: Pid,
    settings_before: String,
    patience: Duration,
    _home: TempDir,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    parser: vt100::Parser,
    raw: Vec<u8>,
    /// Whether all output has been read: the program and what it started have let the terminal go.
    closed: bool,
    /// The terminal is being closed: no more output is read.
    hangs_up: bool,
    exit: Option<ExitStatus>,
}

impl Terminal {
    /// Opens a terminal and starts the program in it.
    pub fn start(program: Program) -> Terminal {
        let (columns, rows) = (program.columns, program.rows);
        let pty = native_pty_system().openpty(pty_size(columns, rows)).expect("a terminal can be opened");
        let settings_before = settings(pty.master.as_ref());
        let reader = pty.master.try_clone_reader().expect("a terminal can be read");
        let writer = pty.master.take_writer().expect("a terminal can be written");
        let child = pty.slave.spawn_command(program.command).expect("the program can be started");
        let pid = pid_of(child.as_ref());
        let state = State {
            parser: vt100::Parser::new(cells(rows), cells(columns), 0),
            raw: Vec::new(),
            closed: false,
            hangs_up: false,
            exit: None,
        };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        thread::spawn({
            let shared = Arc::clone(&shared);
            move || read_all(reader, &shared)
        });
        thread::spawn({
            let shared = Arc::clone(&shared);
            move || await_end(child, pid, &shared)
        });
        let (master, patience, home) = (Some(pty.master), program.patience, program.home);
        Terminal { master, writer, shared, pid, settings_before, patience, _home: home }
    }

    /// Types text, character by character.
    pub fn type_keys(&mut self, text: &str) {
        self.send(text.as_bytes());
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) {
        self.send(&key.bytes());
    }

    /// Pastes text, as a terminal does under bracketed paste.
    pub fn paste(&mut self, text: &str) {
        self.send(&keys::paste(text));
    }

    /// Uses the mouse on the first place where `text` stands, once it stands there.
    #[track_caller]
    pub fn point_at(&mut self, text: &str, mouse: Mouse) {
        let mut place = None;
        self.wait_until(&format!("{text:?} to point at"), |screen| {
            place = find(screen, text);
            place.is_some()
        });
        let (row, column) = place.expect("waited for");
        self.send(&mouse.bytes(row, column));
    }

    fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).expect("the terminal takes input");
        self.writer.flush().expect("the terminal takes input");
    }

    /// Changes the size of the terminal, of which the kernel tells the program.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.shared.lock().parser.screen_mut().set_size(cells(rows), cells(columns));
        self.master().resize(pty_size(columns, rows)).expect("the terminal can be resized");
    }

    fn master(&self) -> &dyn MasterPty {
        self.master.as_deref().expect("the terminal was not closed")
    }

    /// Closes the terminal, as its window is closed. A program that only waits writes something because of the size, and an
    /// editor because of the echo, so that the reader lets go of the terminal too.
    #[track_caller]
    pub fn close(&mut self) {
        self.shared.lock().hangs_up = true;
        self.resize(100, 30);
        // The program may have ended by itself.
        let _ = self.writer.write_all(b" ").and_then(|()| self.writer.flush());
        self.wait("the reader to let go", |state| state.closed);
        self.writer = Box::new(io::sink());
        self.master = None;
    }

    /// The bytes that the program holds in memory.
    pub fn resident(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid)).expect("the program runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok());
        kilobytes.expect("the kernel tells the size") * 1_024
    }

    /// Waits until the program has written this many bytes in all, or this text is on screen.
    #[track_caller]
    pub fn wait_for_output(&self, bytes: usize, or: &str) {
        self.wait(&format!("{bytes} bytes, or {or:?}"), |state| {
            state.raw.len() >= bytes || contents(state.parser.screen()).contains(or)
        });
    }

    /// The id of the program's process.
    pub fn pid(&self) -> i32 {
        self.pid.as_raw_pid()
    }

    /// The copies of a text in the memory of the program.
    #[track_caller]
    pub fn copies_in_memory(&self, text: &str) -> Vec<Copy> {
        memory::copies(self.pid, text).expect("root may look into the memory of a running program")
    }

    /// Waits until `text` is nowhere in the memory of the program.
    #[track_caller]
    pub fn wait_forgotten(&self, text: &str) {
        let deadline = Instant::now() + FORGETTING;
        let mut is_last = false;
        let mut left = self.copies_in_memory(text);
        while !left.is_empty() && !is_last {
            // To look takes a while: the last look begins after the deadline.
            is_last = Instant::now() >= deadline;
            left = self.copies_in_memory(text);
        }
        let screen = picture(&self.shared.lock());
        assert!(left.is_empty(), "{} copies are left: {left:#?}\n{screen}", left.len());
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        let state = self.shared.lock();
        assert!(state.exit.is_none(), "the program has ended before it got {signal:?}");
        kill_process(self.pid, signal).expect("our own child takes signals");
    }

    /// Waits until `text` is on the screen.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?} to appear"), |screen| contents(screen).contains(text));
    }

    /// Waits until `text` is nowhere on the screen.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("{text:?} to go"), |screen| !contents(screen).contains(text));
    }

    /// Waits until the screen is as described; `what` says in the failure what was waited for.
    #[track_caller]
    pub fn wait_until(&self, what: &str, mut holds: impl FnMut(&vt100::Screen) -> bool) {
        self.wait(what, |state| holds(state.parser.screen()));
    }

    /// Waits until the program has written these bytes, seen or not.
    #[track_caller]
    pub fn wait_written(&self, bytes: &str) {
        self.wait(&format!("{bytes:?} to be written"), |state| {
            state.raw.windows(bytes.len()).any(|window| window == bytes.as_bytes())
        });
    }

    /// Waits until `text` is the last that the program wrote to the clipboard by OSC 52.
    #[track_caller]
    pub fn wait_clipboard(&self, text: &str) {
        self.wait(&format!("{text:?} on the clipboard"), |state| {
            clipboard_writes(&state.raw).last().is_some_and(|last| last == text)
        });
    }

    /// Waits until the program has ended and all of its output is read.
    #[track_caller]
    pub fn expect_exit(&self) -> ExitStatus {
        self.wait("the program to end", |state| state.exit.is_some() && state.closed);
        self.shared.lock().exit.clone().expect("waited for")
    }

    /// Waits until the program itself has ended. What it started may still have the terminal.
    #[track_caller]
    pub fn expect_killed(&self) {
        self.wait("the program to be gone", |state| state.exit.is_some());
    }

    /// The text on the screen of a terminal that has no alternate screen.
    pub fn screen_without_alternate(&self) -> String {
        let raw = self.raw();
        let (rows, columns) = self.shared.lock().parser.screen().size();
        let mut parser = vt100::Parser::new(rows, columns, 0);
        let text = String::from_utf8_lossy(&raw);
        parser.process(text.replace("\x1b[?1049h", "").replace("\x1b[?1049l", "").as_bytes());
        contents(parser.screen())
    }

    #[track_caller]
    fn wait(&self, what: &str, mut holds: impl FnMut(&State) -> bool) {
        let deadline = Instant::now() + self.patience;
        let mut state = self.shared.lock();
        while !holds(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            let ended = state.closed && state.exit.is_some();
            if ended || left.is_zero() {
                let why = if ended { "the program ended" } else { "time ran out" };
                let message = format!("{why}, waiting for {what}\n{}", picture(&state));
                drop(state);
                panic!("{message}");
            }
            state = self.shared.changed.wait_timeout(state, left).expect("no thread panics with the state").0;
        }
    }

    /// The text on the screen, a line a row.
    pub fn screen(&self) -> String {
        contents(self.shared.lock().parser.screen())
    }

    /// All that the program has written so far.
    pub fn raw(&self) -> Vec<u8> {
        self.shared.lock().raw.clone()
    }

    /// All that the program has written to the clipboard by OSC 52.
    pub fn clipboard_writes(&self) -> Vec<String> {
        clipboard_writes(&self.shared.lock().raw)
    }

    /// How often the threads of the program have gone to sleep so far, and so woken up.
    pub fn context_switches(&self) -> usize {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.pid)).expect("the program runs");
        let switches = |task: io::Result<fs::DirEntry>| {
            let status = fs::read_to_string(task.ok()?.path().join("status")).ok()?;
            let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            line?.trim().parse::<usize>().ok()
        };
        tasks.filter_map(switches).sum()
    }

    /// What is otherwise than before the program started: terminal modes and line settings.
    pub fn unrestored(&self) -> Vec<String> {
        let mut left = left_behind(&self.shared.lock().raw);
        let settings = settings(self.master());
        if settings != self.settings_before {
            left.push(format!("line settings {settings}, before {}", self.settings_before));
        }
        left
    }

    /// Fails unless the terminal is as it was before the program started.
    #[track_caller]
    pub fn assert_restored(&self) {
        let left = self.unrestored();
        assert!(left.is_empty(), "left behind in the terminal: {left:#?}\n{}", picture(&self.shared.lock()));
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let state = self.shared.lock();
        if state.exit.is_none() {
            // It may end by itself right now; both are fine.
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics with the state")
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }
}

fn read_all(mut reader: Box<dyn Read + Send>, shared: &Shared) {
    let mut buffer = [0; 16 * 1024];
    // Linux ends a terminal that all have let go with an error instead of an end of file.
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        shared.change(|state| {
            state.raw.extend_from_slice(&buffer[..count]);
            state.parser.process(&buffer[..count]);
        });
        if shared.lock().hangs_up {
            break;
        }
    }
    drop(reader);
    shared.change(|state| state.closed = true);
}

fn await_end(mut child: Box<dyn Child + Send + Sync>, pid: Pid, shared: &Shared) {
    // The process is reaped under the lock, so that its id is never signalled after it is free.
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    waitid(WaitId::Pid(pid), options).expect("our own child can be waited for");
    shared.change(|state| state.exit = Some(child.wait().expect("our own child can be waited for")));
}

fn pid_of(child: &dyn Child) -> Pid {
    let pid = child.process_id().and_then(|id| i32::try_from(id).ok());
    pid.and_then(Pid::from_raw).expect("a child has a process id")
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, ..PtySize::default() }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has cells")
}

fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a terminal has settings"))
}

fn contents(screen: &vt100::Screen) -> String {
    let (_, columns) = screen.size();
    screen.rows(0, columns.get()).collect::<Vec<_>>().join("\n")
}

fn find(screen: &vt100::Screen, text: &str) -> Option<(u16, u16)> {
    let (rows, columns) = screen.size();
    let all = |row| (0..columns.get()).map(move |column| (row, column));
    (0..rows.get())
        .flat_map(all)
        .find(|&(row, column)| screen.contents_between(row, column, row, columns.get()).starts_with(text))
}

/// The screen in a frame, for the message of a failure.
fn picture(state: &State) -> String {
    let screen = state.parser.screen();
    let (_, columns) = screen.size();
    let edge = "─".repeat(usize::from(columns.get()));
    let end = state.exit.as_ref().map_or("running".to_owned(), ToString::to_string);
    format!("┌{edge}\n│{}\n└{edge} {end}", contents(screen).replace('\n', "\n│"))
}

#[cfg(test)]
mod tests;
