//! The detached processes that serve and clear copies.
//!
//! Only root may look at them: they keep their environment from other processes of the same user.

use std::fs;
use std::path::Path;

use rustix::process::Pid;

use crate::memory::may_look;

/// The detached processes of the program that has this home; `None` if this process may not look.
pub fn detached_of(home: &Path) -> Option<Vec<Pid>> {
    if !may_look() {
        return None;
    }
    let home = format!("HOME={}\0", home.display()).into_bytes();
    let is_one = |pid: &i32| {
        let has = |file: &str, text: &[u8]| {
            let read = fs::read(format!("/proc/{pid}/{file}")).unwrap_or_default();
            read.windows(text.len()).any(|part| part == text)
        };
        has("cmdline", b"__keep-clipboard") && has("environ", &home)
    };
    let entries = fs::read_dir("/proc").expect("the processes can be listed");
    let pids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    Some(pids.filter(is_one).filter_map(Pid::from_raw).collect())
}
