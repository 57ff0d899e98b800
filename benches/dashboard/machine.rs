//! The circumstances of a run: the date and the machine, without anything that names it.

use std::process::Command;
use std::thread;
use std::{fs, num::NonZero};

/// A line on the date, the machine and the compiler.
pub fn described() -> String {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let date = jiff::Timestamp::now().strftime("%Y-%m-%d");
    let memory = memory().map(|gigabytes| format!(", {gigabytes:.0} GB of memory")).unwrap_or_default();
    let model = model().map(|model| format!(", {model}")).unwrap_or_default();
    format!("Measured on {date}: {cores} cores{memory}{model}, {}.", compiler())
}

fn memory() -> Option<f64> {
    let kilobytes = field("/proc/meminfo", "MemTotal")?;
    Some(kilobytes.strip_suffix(" kB")?.trim().parse::<f64>().ok()? / 1024.0 / 1024.0)
}

fn model() -> Option<String> {
    field("/proc/cpuinfo", "model name")
}

/// The first value of a field of a file in `/proc`.
fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn compiler() -> String {
    let version = Command::new("rustc").arg("--version").output().ok();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    version.filter(|version| !version.is_empty()).unwrap_or_else(|| "an unknown compiler".to_owned())
}
