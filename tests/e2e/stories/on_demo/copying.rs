//! Copying without revealing, by each way that a terminal session has.

use std::process::Command;

use super::{POSTGRES, WIDE, demo, described, open};
use crate::detached::detached_of;
use crate::display::Display;
use crate::editor;
use crate::keys::Key;
use crate::memory;
use crate::program::Program;
use crate::terminal::Terminal;
use crate::waiting::eventually;

/// The password of `prod/payments/postgres`, and its whole value.
const PASSWORD: &str = "demo-dbvb3y4qfjxw3svlwgra";
const TOKEN: &str = "ghp_demo_notarealtoken";

/// Nothing that the program wrote shows this text; OSC 52 carries base64.
#[track_caller]
fn assert_never_shown(terminal: &Terminal, text: &str) {
    let raw = terminal.raw();
    assert!(!raw.windows(text.len()).any(|window| window == text.as_bytes()), "{text:?} was on screen");
}

#[test]
fn one_key_of_a_value_is_copied_and_cleared_on_leaving() {
    let mut terminal = open(POSTGRES);
    terminal.type_keys("v");
    terminal.wait_for("••••••••");
    terminal.type_keys("y");
    terminal.wait_clipboard(PASSWORD);
    terminal.wait_for("✓ key password copied · terminal (OSC 52) · clears in 45 s");
    terminal.wait_for("clears in 44 s");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    assert_eq!(terminal.clipboard_writes(), [PASSWORD, ""]);
    assert_never_shown(&terminal, PASSWORD);
    terminal.assert_restored();
}

#[test]
fn a_whole_value_is_copied_from_any_pane() {
    let mut terminal = open("ci/github/deploy-token");
    for pane in ["1", "2", "3", "4", "5", "6", "7"] {
        terminal.type_keys(pane);
        terminal.type_keys("Y");
        terminal.wait_clipboard(TOKEN);
        // In Versions, the version is named too.
        terminal.wait_for("✓ value of ci/github/deploy-token");
        terminal.type_keys("cn");
        terminal.wait_clipboard("ci/github/deploy-token");
    }
    assert_never_shown(&terminal, TOKEN);
}

#[test]
fn copying_again_restarts_the_countdown() {
    let mut terminal = open("ci/github/deploy-token");
    terminal.type_keys("Y");
    terminal.wait_for("clears in 43 s");
    terminal.type_keys("Y");
    terminal.wait_for("clears in 45 s");
}

/// What is told once a token has gone off a clipboard that can be read.
const CLEARED: &str = "value of ci/github/deploy-token cleared from the clipboard";

/// What is told where the terminal was asked: it never says what it did.
const ASKED: &str = "asked the terminal to clear value of ci/github/deploy-token";

#[test]
fn a_copied_value_is_cleared_by_itself() {
    let name = "ci/github/deploy-token";
    let mut terminal = demo(&["--clear-after", "1s", name]).start();
    described(&terminal, name);
    terminal.type_keys("Y");
    terminal.wait_for(ASKED);
    assert_eq!(terminal.clipboard_writes(), [TOKEN, ""]);
}

#[test]
fn a_display_loses_a_copied_value_by_itself() {
    let display = Display::start();
    let name = "ci/github/deploy-token";
    let mut terminal = demo(&["--clear-after", "1s", name]).env([("DISPLAY", display.name())]).start();
    described(&terminal, name);
    terminal.type_keys("Y");
    terminal.wait_for(CLEARED);
    assert_eq!(display.clipboard().unwrap_or_default(), "");
}

#[test]
fn what_is_no_secret_is_copied_too_and_left_there() {
    let mut terminal = open(POSTGRES);
    terminal.type_keys("cn");
    terminal.wait_clipboard(POSTGRES);
    terminal.wait_for("✓ name of ");
    terminal.type_keys("4");
    terminal.wait_for("cost-center");
    terminal.type_keys("y");
    terminal.wait_for("✓ tag ");
    terminal.type_keys("5");
    terminal.wait_for("ReadFromCheckout");
    terminal.type_keys("y");
    terminal.wait_for("✓ resource policy of ");
    terminal.type_keys("3");
    terminal.wait_for("AWSPREVIOUS");
    terminal.type_keys("cv");
    terminal.wait_for("✓ ID of version ");
    terminal.type_keys("a");
    terminal.wait_for("✓ ARN of ");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());

    let writes = terminal.clipboard_writes();
    let [name, tag, policy, version, arn] = writes.as_slice() else { panic!("{writes:#?}") };
    assert_eq!([name, tag], [POSTGRES, "prod"]);
    let policy: serde_json::Value = serde_json::from_str(policy).expect("the policy is JSON");
    assert_eq!(policy["Statement"][0]["Sid"], "ReadFromCheckout");
    assert_eq!(version.len(), 36, "{version}");
    assert!(
        arn.starts_with("arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/payments/postgres-")
    );
}

#[test]
fn bytes_are_copied_as_base64() {
    let mut terminal = open("ci/signing/apple");
    terminal.type_keys("Y");
    terminal.wait_for("✓ value of ci/signing/apple copied");
    let copied = terminal.clipboard_writes();
    assert!(copied[0].starts_with("MIK0E/R9E+4v5shFsu4UGvgd"), "{copied:?}");
}

#[test]
fn a_value_that_is_denied_is_not_copied_and_says_why() {
    let mut terminal = open("prod/vault/root-token");
    terminal.type_keys("Y");
    terminal.wait_for("Could not copy the value of prod/vault/root-token");
    terminal.wait_for("Ask for the permission secretsmanager:GetSecretValue");
    assert_eq!(terminal.clipboard_writes(), [""; 0]);
}

/// The demo on a display, with this secret open.
fn on(display: &Display, name: &str) -> Terminal {
    let terminal = demo(&[name]).env([("DISPLAY", display.name())]).start();
    described(&terminal, name);
    terminal
}

#[test]
fn a_display_has_the_clipboard_and_loses_it_on_leaving() {
    let display = Display::start();
    let mut terminal = on(&display, "ci/github/deploy-token");
    terminal.type_keys("Y");
    terminal.wait_for("copied · system clipboard · clears in ");
    assert_eq!(display.clipboard().as_deref(), Some(TOKEN));
    assert_eq!(terminal.clipboard_writes(), [""; 0], "not by the terminal as well");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    assert_eq!(display.clipboard().unwrap_or_default(), "");
    assert_never_shown(&terminal, TOKEN);
}

#[test]
fn what_someone_else_copied_since_is_left_alone() {
    let display = Display::start();
    let mut terminal = on(&display, "ci/github/deploy-token");
    terminal.type_keys("Y");
    terminal.wait_for("copied · system clipboard");
    display.copy("mine");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    assert_eq!(display.clipboard().as_deref(), Some("mine"));
}

#[test]
fn over_ssh_the_terminal_at_the_other_end_gets_it() {
    let display = Display::start();
    let name = "ci/github/deploy-token";
    let ssh = [("DISPLAY", display.name()), ("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")];
    let mut terminal = demo(&[name]).env(ssh).start();
    described(&terminal, name);
    terminal.type_keys("Y");
    terminal.wait_clipboard(TOKEN);
    terminal.wait_for("copied · terminal (OSC 52)");
    assert_eq!(display.clipboard(), None);
}

/// A tmux server of its own; dropping it ends it.
struct Tmux {
    socket: tempfile::TempDir,
}

impl Tmux {
    fn run(&self, args: &[&str]) -> String {
        let output = Command::new("tmux").arg("-S").arg(self.socket.path().join("tmux")).args(args).output();
        let output = output.expect("tmux can be started: tests/run installs it");
        String::from_utf8(output.stdout).expect("the tests copy text only")
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

#[test]
fn inside_tmux_its_buffer_and_the_terminal_get_it() {
    let tmux = Tmux { socket: tempfile::TempDir::new().expect("a folder can be made") };
    let socket = tmux.socket.path().join("tmux").display().to_string();
    let program = env!("CARGO_BIN_EXE_strongroom");
    let session =
        ["-S", &socket, "-f", "/dev/null", "new-session", program, "demo", "ci/github/deploy-token"];
    let mut terminal = Program::new("tmux", &session).size(WIDE.0, WIDE.1).start();
    terminal.wait_for("read just now");
    terminal.type_keys("Y");
    terminal.wait_for("copied · tmux · clears in ");
    assert_eq!(tmux.run(&["show-buffer", "-b", "strongroom"]), TOKEN);
    terminal.wait_clipboard(TOKEN);
    terminal.press(Key::Ctrl('c'));
    assert!(terminal.expect_exit().success());
    assert_eq!(tmux.run(&["list-buffers"]), "");
}

#[test]
fn over_ssh_from_inside_tmux_the_copy_is_overwritten_and_no_more_is_claimed() {
    let tmux = Tmux { socket: tempfile::TempDir::new().expect("a folder can be made") };
    let socket = tmux.socket.path().join("tmux").display().to_string();
    let name = "ci/github/deploy-token";
    let program = env!("CARGO_BIN_EXE_strongroom");
    // As `ssh` leaves it: the terminal is tmux, and nothing here can reach its server.
    let inner = ["env", "-u", "TMUX", "SSH_TTY=/dev/pts/9", program, "demo", "--clear-after", "2s", name];
    let outer = ["-S", &socket, "-f", "/dev/null", "new-session"];
    let session = [&outer[..], &inner[..], &[";", "set-option", "-g", "set-clipboard", "on"][..]].concat();
    let mut terminal = Program::new("tmux", &session).size(WIDE.0, WIDE.1).start();
    terminal.wait_for("read just now");
    terminal.type_keys("Y");
    terminal.wait_for("copied · terminal (OSC 52) · clears in ");
    terminal.wait_until("tmux has the copy", |_| tmux.run(&["show-buffer"]) == TOKEN);
    terminal.wait_for(ASKED);
    terminal.wait_for("tmux or screen outside may keep it");
    assert_eq!(tmux.run(&["show-buffer"]), " ", "a paste gives the secret no longer");
    terminal.press(Key::Ctrl('c'));
    assert!(terminal.expect_exit().success());
}

#[test]
fn a_copied_value_is_cleared_while_an_editor_has_the_terminal() {
    let display = Display::start();
    let name = "ci/github/deploy-token";
    let program = demo(&["--clear-after", "4s", name]);
    let home = program.home().to_owned();
    let editor = editor::script(&home, "");
    let mut terminal =
        program.env([("DISPLAY", display.name()), ("VISUAL", editor.to_str().expect("text"))]).start();
    described(&terminal, name);
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Esc);
    terminal.wait_gone("Began from version");
    terminal.type_keys("Y");
    terminal.wait_for("copied · system clipboard");
    assert_eq!(display.clipboard().as_deref(), Some(TOKEN));
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('o'));
    terminal.wait_for(editor::RUNS);
    eventually("the clipboard is empty", || display.clipboard().unwrap_or_default().is_empty());
    assert!(terminal.screen().contains(editor::RUNS), "the editor still has the terminal");
    editor::let_go(&terminal, &home);
    terminal.wait_for(CLEARED);
}

#[test]
fn a_killed_program_leaves_no_copy_in_tmux() {
    let tmux = Tmux { socket: tempfile::TempDir::new().expect("a folder can be made") };
    let socket = tmux.socket.path().join("tmux").display().to_string();
    let program = env!("CARGO_BIN_EXE_strongroom");
    let session = [
        ["-S", &socket, "-f", "/dev/null", "new-session"].as_slice(),
        &[program, "demo", "ci/github/deploy-token"],
        &[";", "set-option", "-g", "remain-on-exit", "on"],
    ]
    .concat();
    let mut terminal = Program::new("tmux", &session).size(WIDE.0, WIDE.1).start();
    terminal.wait_for("read just now");
    terminal.type_keys("Y");
    terminal.wait_for("copied · tmux · clears in ");
    assert_eq!(tmux.run(&["show-buffer", "-b", "strongroom"]), TOKEN);
    let pid = tmux.run(&["display-message", "-p", "#{pane_pid}"]);
    let pid = rustix::process::Pid::from_raw(pid.trim().parse().expect("tmux knows it")).expect("it is one");
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).expect("it is ours");
    eventually("tmux has no copy", || tmux.run(&["list-buffers"]).is_empty());
}

#[test]
fn a_killed_program_leaves_no_copy_in_the_terminal_and_none_is_guarded_before_the_first() {
    let program = demo(&["ci/github/deploy-token"]);
    let home = program.home().to_owned();
    let mut terminal = program.start();
    described(&terminal, "ci/github/deploy-token");
    terminal.type_keys("cn");
    terminal.wait_clipboard("ci/github/deploy-token");
    assert!(detached_of(&home).is_none_or(|found| found.is_empty()), "a name is no secret");
    terminal.type_keys("Y");
    terminal.wait_clipboard(TOKEN);
    terminal.wait_for("✓ value of ci/github/deploy-token");
    if let Some(guards) = detached_of(&home) {
        let [guard] = guards[..] else { panic!("one guards the copy: {guards:?}") };
        let found = memory::copies(guard, TOKEN).expect("the guard runs");
        assert!(found.is_empty(), "the guard has the value: {found:?}");
    }
    terminal.signal(rustix::process::Signal::KILL);
    terminal.wait_clipboard("");
    eventually("the guard has ended", || detached_of(&home).is_none_or(|found| found.is_empty()));
}

#[test]
fn the_guard_ends_with_the_program_and_clears_nothing_more() {
    let program = demo(&["--clear-after", "1s", "ci/github/deploy-token"]);
    let home = program.home().to_owned();
    let mut terminal = program.start();
    described(&terminal, "ci/github/deploy-token");
    terminal.type_keys("Y");
    terminal.wait_clipboard("");
    terminal.type_keys("cn");
    terminal.wait_clipboard("ci/github/deploy-token");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    eventually("the guard has ended", || detached_of(&home).is_none_or(|found| found.is_empty()));
    assert_eq!(terminal.clipboard_writes(), [TOKEN, "", "ci/github/deploy-token"]);
}
