//! The processes of this machine, looked through for a value that they must not show.

use rustix::process::geteuid;
use std::fs;
use std::path::Path;

/// The processes that show this text in their arguments or their environment, but for this test itself.
pub fn holders(marker: &str) -> Vec<u32> {
    let shows = |pid: &u32| {
        ["cmdline", "environ"].iter().any(|file| {
            let bytes = fs::read(format!("/proc/{pid}/{file}")).unwrap_or_default();
            bytes.windows(marker.len()).any(|window| window == marker.as_bytes())
        })
    };
    all().into_iter().filter(|pid| *pid != std::process::id()).filter(shows).collect()
}

/// True if this process may look at the environment of the detached ones, which they keep from others of the same user.
pub fn may_look() -> bool {
    geteuid().is_root()
}

/// The processes whose home this is: those that a command started, and it itself.
pub fn of_home(home: &Path) -> Vec<u32> {
    let variable = format!("HOME={}\0", home.display()).into_bytes();
    let has_it = |pid: &u32| {
        let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        environment.windows(variable.len()).any(|window| window == variable)
    };
    all().into_iter().filter(has_it).collect()
}

/// True if the process is there.
pub fn is_there(pid: u32) -> bool {
    fs::exists(format!("/proc/{pid}")).unwrap_or_default()
}

/// All processes.
pub fn all() -> Vec<u32> {
    let entries = fs::read_dir("/proc").expect("the processes can be listed");
    entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect()
}
