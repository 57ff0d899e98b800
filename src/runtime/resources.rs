//! The file descriptors and threads that the program needs, asked for before it starts: without them it would fail halfway,
//! with the screen already taken.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder};

/// The file descriptors that are needed: terminal, signals, timers, and some connections, files and programs at a time.
const DESCRIPTORS: usize = 24;

/// The threads that are needed at a time: tasks, input, clipboard, and files that are read.
pub const THREADS: usize = 8;

/// A limit of the system that leaves too little to start.
#[derive(Debug, thiserror::Error)]
pub enum Lacking {
    /// Too few file descriptors.
    #[error("too few file descriptors are left ({0}): raise the limit (`ulimit -n 256`), then start again")]
    Descriptors(io::Error),
    /// Too few threads.
    #[error(
        "too few threads are left ({0}): end other programs or raise the limit (`ulimit -u`), then start again"
    )]
    Threads(io::Error),
}

/// Checks that the descriptors, and this many threads, can be had.
pub fn check(threads: usize) -> Result<(), Lacking> {
    let stdin = io::stdin();
    let descriptors = (0..DESCRIPTORS).map(|_| stdin.as_fd().try_clone_to_owned());
    let descriptors: Vec<OwnedFd> = descriptors.collect::<Result<_, _>>().map_err(Lacking::Descriptors)?;
    drop(descriptors);
    check_threads(threads).map_err(Lacking::Threads)
}

/// Starts threads that wait for each other, and lets them end.
fn check_threads(threads: usize) -> io::Result<()> {
    let gate = Mutex::new(());
    let wait = || drop(gate.lock().unwrap_or_else(PoisonError::into_inner));
    thread::scope(|scope| {
        let closed = gate.lock().unwrap_or_else(PoisonError::into_inner);
        let started = (0..threads).try_for_each(|_| Builder::new().spawn_scoped(scope, wait).map(drop));
        drop(closed);
        started
    })
}
