//! What a process costs, as Linux tells. Elsewhere nothing is known.

use std::fs;
use std::time::Duration;

/// The clock ticks of a second in `/proc`: the same on every Linux.
const TICKS: u64 = 100;

/// A process that runs, by its id.
pub struct Process(pub Option<u32>);

impl Process {
    /// The CPU time used so far, in steps of 10 ms; that of ended threads included.
    pub fn cpu(&self) -> Option<Duration> {
        let stat = self.file("stat")?;
        // The name, in brackets, may contain anything.
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
        let mut ticks = || fields.next()?.parse::<u64>().ok();
        Some(Duration::from_millis((ticks()? + ticks()?) * 1_000 / TICKS))
    }

    /// The CPU time used so far by the threads that run, to the nanosecond.
    pub fn exact_cpu(&self) -> Option<Duration> {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.0?)).ok()?;
        let nanoseconds = tasks.filter_map(|task| {
            let text = fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
            text.split_whitespace().next()?.parse::<u64>().ok()
        });
        Some(Duration::from_nanos(nanoseconds.sum()))
    }

    /// The resident memory in bytes.
    pub fn resident(&self) -> Option<u64> {
        let status = self.file("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        Some(line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? * 1_024)
    }

    fn file(&self, name: &str) -> Option<String> {
        fs::read_to_string(format!("/proc/{}/{name}", self.0?)).ok()
    }
}
