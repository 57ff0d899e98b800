//! The size of the released program, and the time to build it.

use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use crate::report::Row;
use crate::session::{Failure, program};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Measures the program, which the release profile strips.
pub fn size() -> Result<Row, Failure> {
    let bytes = fs::metadata(program()?)?.len();
    Ok(Row::new("stripped release binary", bytes as f64 / 1e6, "MB").goal(11.0))
}

/// Measures a clean build in a folder of its own, which is removed afterwards.
pub fn time() -> Result<Row, Failure> {
    eprintln!("a clean release build, which takes minutes");
    let folder = tempfile::tempdir_in(format!("{ROOT}/target"))?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let start = Instant::now();
    let status = Command::new(cargo)
        .args(["build", "--release", "--locked", "--quiet", "--bin", "strongroom", "--target-dir"])
        .arg(folder.path())
        .current_dir(ROOT)
        .status()?;
    let seconds = start.elapsed().as_secs_f64();
    if status.success() {
        Ok(Row::new("clean release build", seconds, "s").goal(300.0))
    } else {
        Err("the build failed".into())
    }
}
