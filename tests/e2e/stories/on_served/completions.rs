//! Completions in the shells themselves: options from the program, names from the cached list, nothing from the service.
//! Each shell hands its words over in its own way.

use std::env;
use std::ffi::OsStr;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use super::{REGION, at_url, served};
use crate::boto::connection;
use crate::keys::Key;
use crate::program::Program;
use crate::terminal::Terminal;
use crate::waiting::eventually;

/// Names that bash cuts into words.
const CUT_NAMES: [&str; 2] = ["prod@DB01", "team=web@eu-1"];

/// A cache with the list of a service that is gone, and the address where it was.
fn cached_list() -> (TempDir, String) {
    let served = served();
    for name in CUT_NAMES {
        served.boto().call("create_secret", &json!({ "Name": name, "SecretString": "x" }));
    }
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

/// A shell, its arguments, and the line that loads the completions.
struct Shell {
    program: &'static str,
    args: &'static [&'static str],
    load: &'static str,
}

const BASH: Shell = Shell {
    program: "bash",
    args: &["--norc", "--noprofile", "-i"],
    load: "source <(strongroom completions bash)",
};
const ZSH: Shell = Shell {
    program: "zsh",
    args: &["-f", "-i"],
    load: "autoload -Uz compinit; compinit -u; source <(strongroom completions zsh)",
};
const FISH: Shell =
    Shell { program: "fish", args: &["--no-config", "-i"], load: "strongroom completions fish | source" };

impl Shell {
    /// The shell with the program in its PATH, and the cache, but no connection.
    fn program(&self, caches: &Path) -> Program {
        let program = Path::new(env!("CARGO_BIN_EXE_strongroom"));
        let folder = program.parent().expect("the program is in a folder").to_owned();
        let path = env::var_os("PATH").expect("PATH is set");
        let path = env::join_paths([folder].into_iter().chain(env::split_paths(&path)));
        let path = path.expect("folders are joined");
        Program::new(self.program, self.args).size(120, 40).env([
            ("PS1", OsStr::new("ready> ")),
            ("XDG_CACHE_HOME", caches.as_os_str()),
            ("PATH", &path),
        ])
    }

    /// Starts the shell, which completes the program once this returns.
    fn start(&self, program: Program) -> Terminal {
        let mut terminal = program.start();
        terminal.type_keys(&format!("{}; echo load\"\"ed", self.load));
        terminal.press(Key::Enter);
        terminal.wait_for("loaded");
        terminal
    }

    /// The shell with its connection in the environment.
    fn connected(&self, caches: &Path, url: &str) -> Terminal {
        self.start(self.program(caches).env(connection(url)).env([("AWS_REGION", REGION)]))
    }
}

/// Completes what is typed, and begins a new line.
fn completes_to(terminal: &mut Terminal, typed: &str, completed: &str) {
    terminal.type_keys(typed);
    terminal.press(Key::Tab);
    terminal.wait_for(completed);
    terminal.press(Key::Ctrl('e'));
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("clear");
    terminal.press(Key::Enter);
    terminal.wait_gone(completed);
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
    completes(BASH.connected(caches.path(), &url));
}

#[test]
fn zsh_completes_names_and_options() {
    let (caches, url) = cached_list();
    completes(ZSH.connected(caches.path(), &url));
}

#[test]
fn fish_completes_names_and_options() {
    let (caches, url) = cached_list();
    completes(FISH.connected(caches.path(), &url));
}

#[test]
fn names_are_completed_after_characters_that_bash_cuts_words_at() {
    let (caches, url) = cached_list();
    for shell in [BASH, ZSH, FISH] {
        let mut terminal = shell.connected(caches.path(), &url);
        completes_to(&mut terminal, "strongroom get prod@DB0", "strongroom get prod@DB01 ");
        completes_to(&mut terminal, "strongroom get team=", "strongroom get team=web@eu-1 ");
        completes_to(&mut terminal, "strongroom get team=web@", "strongroom get team=web@eu-1 ");
    }
}

#[test]
fn bash_completes_cut_words_in_quotes_and_before_other_words() {
    let (caches, url) = cached_list();
    let program = BASH.program(caches.path()).env(connection(&url)).env([("AWS_REGION", REGION)]);
    let program = program.file("odd:name.toml", "");
    let mut terminal = BASH.start(program);
    completes_to(&mut terminal, "strongroom get \"prod@DB0", "strongroom get \"prod@DB01\" ");
    completes_to(&mut terminal, "strongroom get --config=odd:na", "--config=odd:name.toml ");
    // The cursor goes back to the blank before the option, which is heeded.
    let back = "\u{1b}[D".repeat("  --region=eu-central-1".len() - 1);
    terminal.type_keys("unset AWS_REGION");
    terminal.press(Key::Enter);
    let line = format!("echo; strongroom get   --region=eu-central-1{back}vpn.psk@of");
    completes_to(&mut terminal, &line, "vpn.psk@office --region=eu-central-1");
}

#[test]
fn the_connection_of_the_config_file_is_completed_and_a_broken_file_is_silent() {
    let (caches, url) = cached_list();
    let config = format!("region = \"{REGION}\"\nendpoint_url = \"{url}\"\n");
    for shell in [BASH, ZSH, FISH] {
        let program = shell.program(caches.path());
        let keys =
            connection(&url).into_iter().filter(|(name, _)| name.starts_with("AWS_") && name.contains("KEY"));
        let program = program
            .env(keys)
            .file(".config/strongroom/config.toml", &config)
            .file("off.toml", &format!("{config}cache = false\n"))
            .file("broken.toml", "[");
        let mut terminal = shell.start(program);
        completes_to(&mut terminal, "strongroom get prod/payments/stripe-a", "stripe-api-key ");
        for file in ["off.toml", "broken.toml"] {
            terminal.type_keys(&format!("strongroom --config {file} get prod/payments/stripe-a"));
            terminal.press(Key::Tab);
            // Keys are taken in turn: the option is completed after the name was not.
            terminal.type_keys(" --version-i");
            terminal.press(Key::Tab);
            terminal.wait_for("--version-id");
            assert!(!terminal.screen().contains("stripe-api-key"), "{file}: {}", terminal.screen());
            terminal.press(Key::Ctrl('u'));
        }
    }
}
