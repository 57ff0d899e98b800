//! The memory of the program is kept from other processes of the same user, and from core files.

use std::fs;
use std::process::Command;

use rustix::process::geteuid;

use super::{ALL_LISTED, WIDE};
use crate::program::Program;

/// A user without any rights, as whom the program runs where the tests run as root, who may read all memory.
const NOBODY: [&str; 4] = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

/// True if another process of the user who runs `pid` can read its memory.
fn can_be_read(pid: i32) -> bool {
    let reads = ["head", "-c", "1", &format!("/proc/{pid}/auxv")].map(str::to_owned);
    let words: Vec<String> = if geteuid().is_root() {
        NOBODY.iter().map(|&word| word.to_owned()).chain(reads).collect()
    } else {
        reads.to_vec()
    };
    // Opening it asks for the same right as to trace the process.
    Command::new(&words[0]).args(&words[1..]).output().expect("it can be started").status.success()
}

#[test]
fn no_process_of_the_same_user_reads_its_memory() {
    // Nobody may enter the folders above the program: a copy beside its home can be run by all.
    let place = tempfile::tempdir_in("/tmp").expect("there is a place for all");
    let copy = place.path().join("strongroom");
    fs::copy(env!("CARGO_BIN_EXE_strongroom"), &copy).expect("the program can be copied");
    let all = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(place.path(), all).expect("it is ours");
    let copy = copy.to_str().expect("the path is text");
    let start = |words: &[&str]| {
        let words = if geteuid().is_root() { [&NOBODY[..], words].concat() } else { words.to_vec() };
        Program::new(words[0], &words[1..]).size(WIDE.0, WIDE.1).start()
    };
    let other = start(&["sh", "-c", "echo started; exec tail -f /dev/null"]);
    other.wait_for("started");
    assert!(can_be_read(other.pid()), "as the memory of any other program of the user");
    let terminal = start(&[copy, "demo"]);
    terminal.wait_for(ALL_LISTED);
    assert!(!can_be_read(terminal.pid()));
    let limits = fs::read_to_string(format!("/proc/{}/limits", terminal.pid())).expect("it runs");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("it is limited");
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"]);
}
