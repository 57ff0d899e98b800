//! Completions in the shells themselves: options from the program, names from the cached list, nothing from the service.

use std::env;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{REGION, at_url, served};
use crate::boto::connection;
use crate::keys::Key;
use crate::program::Program;
use crate::terminal::Terminal;
use crate::waiting::eventually;

/// A cache with the list of a service that is gone, and the address where it was.
fn cached_list() -> (TempDir, String) {
    let served = served();
    let url = served.url().to_owned();
    let caches = TempDir::new().expect("a folder can be made");
    let program = at_url(&url, &["--region", REGION]).env([("XDG_CACHE_HOME", caches.path())]);
    let mut terminal = program.start();
    terminal.wait_for("ci/docker/registry");
    let folder = caches.path().join("strongroom");
    let is_there = || {
        folder.read_dir().is_ok_and(|mut files| {
            files.any(|file| file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("list-")))
        })
    };
    eventually(&format!("a list in {}", folder.display()), is_there);
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    (caches, url)
}

/// A shell with the program in its PATH, which completes it once it has printed "loaded".
fn shell(name: &str, args: &[&str], load: &str, caches: &Path, url: &str) -> Terminal {
    let program = Path::new(env!("CARGO_BIN_EXE_strongroom"));
    let folder = program.parent().expect("the program is in a folder");
    let path = env::join_paths(
        [folder].into_iter().chain(
            env::split_paths(&env::var_os("PATH").expect("PATH is set"))
                .collect::<Vec<_>>()
                .iter()
                .map(PathBuf::as_path),
        ),
    )
    .expect("folders are joined");
    let mut terminal = Program::new(name, args)
        .size(120, 40)
        .env(connection(url))
        .env([("AWS_REGION", REGION), ("PS1", "ready> ")])
        .env([("XDG_CACHE_HOME", caches.as_os_str()), ("PATH", path.as_os_str())])
        .start();
    terminal.type_keys(&format!("{load}; echo load\"\"ed"));
    terminal.press(Key::Enter);
    terminal.wait_for("loaded");
    terminal
}

/// Completes the rest of a name and of an option.
fn completes(mut terminal: Terminal) {
    terminal.type_keys("strongroom get prod/payments/strip");
    terminal.press(Key::Tab);
    terminal.wait_for("strongroom get prod/payments/stripe-");
    terminal.type_keys("a");
    terminal.press(Key::Tab);
    terminal.wait_for("strongroom get prod/payments/stripe-api-key");
    terminal.type_keys(" --version-");
    terminal.press(Key::Tab);
    terminal.wait_for("--version-id");
}

#[test]
fn bash_completes_names_and_options() {
    let (caches, url) = cached_list();
    let load = "source <(strongroom completions bash)";
    completes(shell("bash", &["--norc", "--noprofile", "-i"], load, caches.path(), &url));
}

#[test]
fn zsh_completes_names_and_options() {
    let (caches, url) = cached_list();
    let load = "autoload -Uz compinit; compinit -u; source <(strongroom completions zsh)";
    completes(shell("zsh", &["-f", "-i"], load, caches.path(), &url));
}

#[test]
fn fish_completes_names_and_options() {
    let (caches, url) = cached_list();
    let load = "strongroom completions fish | source";
    completes(shell("fish", &["--no-config", "-i"], load, caches.path(), &url));
}
