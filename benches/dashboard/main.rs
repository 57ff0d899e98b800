//! Measures the dashboard as a user has it: the real program in a pseudo-terminal, against a server that is a process of
//! its own. `benches/run` starts this, and `docs/performance.md` says what the figures mean.
//!
//! Times depend on the machine, so most also stand beside a reference from the same run.

#![allow(clippy::print_stdout, clippy::print_stderr)] // A bench reports on both.
#![allow(clippy::cast_precision_loss)] // No measurement has 53 bits.

mod boto;
mod build;
mod interaction;
mod listing;
mod machine;
mod paginator;
mod process;
mod report;
mod served;
mod session;
mod startup;
mod steady;

use std::time::{Duration, Instant};
use std::{env, fs};

use report::Row;
use session::Failure;

/// The size of the terminal for lists.
const SIZE: (u16, u16) = (200, 60);
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/performance.md");

/// How much is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All, at the quota of a Region.
    Full,
    /// A tenth of the secrets and fewer repetitions, to try a change.
    Quick,
}

impl Extent {
    fn is_full(self) -> bool {
        self == Self::Full
    }

    /// The secrets of the largest list.
    fn many(self) -> usize {
        if self.is_full() { 500_000 } else { 50_000 }
    }

    /// How often the program is started for a median.
    fn starts(self) -> usize {
        if self.is_full() { 50 } else { 10 }
    }

    /// The steps of the cursor.
    fn steps(self) -> usize {
        if self.is_full() { 200 } else { 30 }
    }
}

fn main() -> Result<(), Failure> {
    // Cargo passes `--bench` to each bench.
    let options: Vec<String> = env::args().skip(1).filter(|option| option != "--bench").collect();
    if let Some((steady::ARGUMENT, arguments)) = options.split_first().map(|(first, rest)| (&**first, rest)) {
        return steady::run(arguments);
    }
    let is_set = |name: &str| options.iter().any(|option| option == name);
    if let Some(unknown) =
        options.iter().find(|option| !["--quick", "--write", "--build"].contains(&option.as_str()))
    {
        return Err(format!("unknown option {unknown}; known are --quick, --write and --build").into());
    }
    let extent = if is_set("--quick") { Extent::Quick } else { Extent::Full };
    if is_set("--write") && !extent.is_full() {
        return Err("--quick measures too little to be written".into());
    }
    let mut rows = measure(extent)?;
    rows.push(build::size()?);
    if is_set("--build") {
        rows.push(build::time()?);
    }
    println!("{}\n\n{}", machine::described(), report::plain(&rows));
    if is_set("--write") {
        let table = report::markdown(&rows, &machine::described());
        let document = fs::read_to_string(DOCUMENT)?;
        fs::write(
            DOCUMENT,
            report::inserted(&document, &table).ok_or("docs/performance.md has no place for the table")?,
        )?;
    }
    Ok(())
}

fn measure(extent: Extent) -> Result<Vec<Row>, Failure> {
    let begun = Instant::now();
    let tell = |what: &str| eprintln!("{:>4} s  {what}", begun.elapsed().as_secs());
    tell("start");
    let mut rows = startup::measure(extent)?;
    tell("lists of 20,000");
    rows.extend(listing::slow_link(extent)?);
    tell("the largest list, without latency");
    let (costs, names) = listing::costs(extent)?;
    rows.extend(costs);
    tell("the largest list, over a slow link");
    let (listed, server, mut session) = listing::throttled(extent)?;
    rows.push(listed);
    tell("keys");
    rows.extend(interaction::step(extent, &mut session)?);
    rows.extend(interaction::filter(&mut session, &names)?);
    rows.extend(interaction::sort(&mut session)?);
    rows.extend(interaction::memory(extent, &mut session)?);
    rows.extend(interaction::tree(&mut session)?);
    rows.extend(interaction::memory_with_tree(&mut session)?);
    rows.extend(interaction::idle(&mut session)?);
    drop(server);
    tell("done");
    Ok(rows)
}

/// The value that this share of all, in per cent, doesn't exceed.
///
/// # Panics
/// There are no values.
fn percentile<T: Ord + Copy>(mut values: Vec<T>, share: usize) -> T {
    values.sort_unstable();
    values[(values.len() * share).div_ceil(100).clamp(1, values.len()) - 1]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// A number of secrets with its thousands divided.
fn thousands(count: usize) -> String {
    format!("{},{:03}", count / 1_000, count % 1_000)
}
