//! A program of fixed work, as a reference for the slowest keys: it counts at each key, and then writes a byte. What the
//! slowest of its keys take longer than the others, the machine takes.

use std::hint::black_box;
use std::io::{self, Read, Write};
use std::time::{Duration, Instant};
use std::{env, thread};

use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

use crate::interaction::ANSWERS;
use crate::session::{Failure, Session};

/// The argument by which this program is that one: the microseconds of work and the number of threads follow.
pub const ARGUMENT: &str = "--steady";
/// What it writes once it is ready.
const READY: &str = "ready";
/// What is counted to for a try.
const TRIES: u64 = 20_000_000;

/// The times from `keys` keys to the first byte of a program that works for `work` at each, on as many threads at once.
pub fn times(keys: usize, work: Duration, threads: usize) -> Result<Vec<Duration>, Failure> {
    let this = env::current_exe()?;
    let this = this.to_str().ok_or("this program's path is no text")?;
    let arguments = [ARGUMENT, &work.as_micros().to_string(), &threads.to_string()];
    let mut session = Session::start_other(this, &arguments, 80, 24)?;
    session.wait_until(READY, |lines| lines.iter().any(|line| line.contains(READY)))?;
    let mut times = Vec::new();
    for _ in 0..keys {
        times.push(session.press("j")?.first_byte);
        // As long as between two keys of the dashboard.
        session.settle(ANSWERS)?;
    }
    Ok(times)
}

/// Is that program, until its terminal is closed.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    let [micros, threads] = arguments else { return Err(format!("{ARGUMENT} needs two numbers").into()) };
    let (work, threads) = (Duration::from_micros(micros.parse()?), threads.parse::<usize>()?);
    let mut terminal = tcgetattr(io::stdin())?;
    terminal.make_raw();
    tcsetattr(io::stdin(), OptionalActions::Now, &terminal)?;
    let count = counted_in(work);
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let mut answer = |text: &str| output.write_all(text.as_bytes()).and_then(|()| output.flush());
    answer(READY)?;
    while input.read(&mut [0])? > 0 {
        thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(|| count_to(count));
            }
            count_to(count);
        });
        answer(".")?;
    }
    Ok(())
}

/// The number that can be counted to in this time, by the fastest of some tries.
fn counted_in(work: Duration) -> u64 {
    let once = || {
        let start = Instant::now();
        count_to(TRIES);
        start.elapsed().as_micros()
    };
    let fastest = (0..5).map(|_| once()).min().unwrap_or_default().max(1);
    u64::try_from(u128::from(TRIES) * work.as_micros() / fastest).unwrap_or(u64::MAX)
}

fn count_to(count: u64) {
    for number in 0..count {
        black_box(number);
    }
}
