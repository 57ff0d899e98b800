//! boto3's paginator, as the reference for a list.

use std::path::Path;
use std::process::Command;

use crate::served::Served;
use crate::session::Failure;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A list that boto3 has read.
#[derive(serde::Deserialize)]
pub struct Race {
    /// The time from the first request to the last page.
    pub seconds: f64,
    /// The CPU time of that.
    pub cpu_seconds: f64,
    /// The names of the secrets.
    pub names: Vec<String>,
}

/// Lists the secrets of a server with boto3's paginator.
pub fn race(server: &Served) -> Result<Race, Failure> {
    let python = Path::new(ROOT).join("target/venv/bin/python");
    let output = Command::new(&python)
        .arg(Path::new(ROOT).join("benches/race_boto3.py"))
        .arg(server.url())
        .env_clear()
        .output()
        .map_err(|error| format!("{}: {error}; benches/run makes it", python.display()))?;
    if !output.status.success() {
        return Err(format!("boto3 failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
