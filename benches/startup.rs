//! How long the program takes to its first frame, and to the first secrets on screen: started in a pseudo-terminal, as a
//! user starts it.
//!
//! Times depend on the machine, so each also stands beside the time that a program takes that does nothing but print its
//! version. The two ways differ in what they must not wait for: one endpoint answers at once, the other never.

#![allow(clippy::print_stdout)] // A bench reports on stdout.

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::error::Error;
use std::io::Read;
use std::net::TcpListener;
use std::num::NonZeroU16;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_strongroom");
const RUNS: usize = 20;
const ROWS: NonZeroU16 = NonZeroU16::new(40).expect("40 is not 0");
const COLUMNS: NonZeroU16 = NonZeroU16::new(140).expect("140 is not 0");
/// What the header of each frame begins with.
const FIRST_FRAME: &str = "Strongroom";
/// The first secret of the demo's list.
const FIRST_SECRET: &str = "ci/";

fn main() -> Result<(), Box<dyn Error>> {
    let silent = TcpListener::bind("127.0.0.1:0")?;
    let endpoint = format!("http://{}", silent.local_addr()?);
    let plain = best(&["--version"], "strongroom ")?;
    println!("{:<52} {:>9} {:>8}", "from the start to", "best", "ratio");
    for (title, words, awaited) in [
        ("the version, printed", &["--version"][..], "strongroom "),
        ("the first frame of the demo", &["demo"], FIRST_FRAME),
        ("the demo's first secrets", &["demo"], FIRST_SECRET),
        ("the first frame, with an endpoint that never answers", &["--endpoint-url", &endpoint], FIRST_FRAME),
        ("the first frame of a demo with 100,000 secrets", &["demo", "--secrets", "100000"], FIRST_FRAME),
    ] {
        let time = best(words, awaited)?;
        let ratio = time.as_secs_f64() / plain.as_secs_f64();
        println!("{title:<52} {:>6.1} ms {ratio:>7.1}x", time.as_secs_f64() * 1000.0);
    }
    Ok(())
}

/// The shortest of several runs: what the machine can do when nothing else is in its way.
fn best(words: &[&str], awaited: &str) -> Result<Duration, Box<dyn Error>> {
    let mut best = Duration::MAX;
    for _ in 0..RUNS {
        best = best.min(time_until(words, awaited)?);
    }
    Ok(best)
}

/// Starts the program, and measures until `awaited` is among what it draws.
fn time_until(words: &[&str], awaited: &str) -> Result<Duration, Box<dyn Error>> {
    let size = PtySize { rows: ROWS.get(), cols: COLUMNS.get(), pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size)?;
    let mut reader = pair.master.try_clone_reader()?;
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(words);
    command.cwd("/");
    command.env_clear();
    for (name, value) in
        [("TERM", "xterm-256color"), ("AWS_REGION", "eu-central-1"), ("HOME", "/nonexistent")]
    {
        command.env(name, value);
    }
    let start = Instant::now();
    let mut child = pair.slave.spawn_command(command)?;
    drop(pair.slave);
    let mut screen = vt100::Parser::new(ROWS, COLUMNS, 0);
    let mut bytes = [0; 8192];
    while !screen.screen().contents().contains(awaited) {
        let read = reader.read(&mut bytes)?;
        if read == 0 {
            return Err(format!("{words:?} ended without {awaited:?}").into());
        }
        screen.process(&bytes[..read]);
    }
    let time = start.elapsed();
    child.kill()?;
    child.wait()?;
    Ok(time)
}
