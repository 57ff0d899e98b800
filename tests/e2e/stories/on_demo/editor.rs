//! The user's own editor: what it saves comes back, what goes wrong in it changes nothing, and no file is left.

use std::fs;
use std::path::PathBuf;

use rustix::process::Signal;

use super::{ALL_LISTED, WIDE, described};
use crate::editor;
use crate::keys::Key;
use crate::program::Program;
use crate::terminal::Terminal;

const SLACK: &str = "shared/slack/bot-token";

/// The demo with the value of a secret in the form, after this editor was called.
struct Called {
    terminal: Terminal,
    /// Where the editor's file was.
    place: PathBuf,
    /// What the editor saw of its file and folder before it did anything.
    seen: PathBuf,
}

/// Calls an editor that is this script of a shell, for the value of a secret; its file is `$1`.
fn call(script: &str) -> Called {
    call_in(script, |terminal| {
        terminal.type_keys("2e");
        terminal.wait_for("Began from version");
    })
}

/// Calls an editor in a form that is opened so.
fn call_in(script: &str, open: impl FnOnce(&mut Terminal)) -> Called {
    let text = format!("ls -ld \"$1\" \"$(dirname \"$1\")\" > \"$HOME/seen\"\n{script}");
    let program = Program::strongroom(&["demo", SLACK]).size(WIDE.0, WIDE.1);
    let home = program.home().to_owned();
    let (editor, place) = (editor::script(&home, &text), home.join("run"));
    fs::create_dir(&place).expect("the home can be written");
    let mut terminal = program.env([("VISUAL", &editor), ("XDG_RUNTIME_DIR", &place)]).start();
    described(&terminal, SLACK);
    open(&mut terminal);
    terminal.press(Key::Ctrl('o'));
    editor::let_go(&terminal, &home);
    Called { terminal, place, seen: home.join("seen") }
}

impl Called {
    /// The file was the user's alone, and is gone.
    #[track_caller]
    fn assert_private_and_gone(&self) {
        let seen = fs::read_to_string(&self.seen).expect("the editor ran");
        assert!(seen.contains("-rw-------") && seen.contains("drwx------"), "{seen}");
        assert!(seen.contains(self.place.to_str().expect("the path is text")), "{seen}");
        let left: Vec<_> = fs::read_dir(&self.place).expect("it is there").flatten().collect();
        assert!(left.is_empty(), "{left:?}");
    }

    /// The number of folders of editors that are left.
    fn left(&self) -> usize {
        fs::read_dir(&self.place).expect("it is there").count()
    }

    /// Esc leaves without a question: nothing was changed.
    #[track_caller]
    fn assert_unchanged(&mut self) {
        self.terminal.press(Key::Esc);
        self.terminal.wait_gone("Edit the value of");
        assert!(!self.terminal.screen().contains("What you typed is lost"));
    }
}

#[test]
fn what_it_saves_comes_back() {
    let mut called = call("printf 'from-the-editor' > \"$1\"");
    called.terminal.wait_for(ALL_LISTED);
    called.terminal.press(Key::Ctrl('r'));
    called.terminal.wait_for("from-the-editor");
    called.assert_private_and_gone();
    called.terminal.press(Key::Ctrl('s'));
    called.terminal.wait_for("under 64 bytes of text");
    called.terminal.type_keys("y");
    called.terminal.wait_for("Value saved: shared/slack/bot-token.");
}

#[test]
fn a_text_that_it_leaves_alone_is_no_change() {
    let mut called = call("exit 0");
    called.terminal.wait_for("Began from version");
    called.terminal.press(Key::Ctrl('s'));
    called.terminal.wait_for("The value is as it was: there is nothing to save.");
    called.assert_private_and_gone();
    called.assert_unchanged();
}

#[test]
fn one_that_fails_or_is_killed_changes_nothing_and_says_so() {
    for (end, why) in [
        ("printf other > \"$1\"; exit 1", "The editor ended with status 1: the text is unchanged."),
        ("kill -KILL $$", "The editor was ended by signal 9: the text is unchanged."),
    ] {
        let mut called = call(end);
        called.terminal.wait_for(why);
        called.assert_private_and_gone();
        called.assert_unchanged();
    }
}

#[test]
fn one_that_leaves_a_fifo_neither_hangs_the_program_nor_leaves_a_folder() {
    let mut called = call("rm \"$1\"; mkfifo \"$1\"");
    called.terminal.wait_for("it is not a regular file");
    called.assert_private_and_gone();
    called.assert_unchanged();
}

/// Saves a text, and stays.
fn saves(text: &str) -> String {
    format!("printf '%s' '{text}' > \"$1\"; echo it has the text; exec tail -f /dev/null")
}

/// A start after a program was killed whose editor had saved the text of a value.
fn start_after_a_kill() -> (Called, Terminal) {
    restarted(call(&saves("typed-and-saved")), "Restore the text for shared/slack/bot-token?")
}

/// Kills the program, and starts another one, which asks this.
fn restarted(called: Called, question: &str) -> (Called, Terminal) {
    called.terminal.wait_for("it has the text");
    called.terminal.signal(Signal::KILL);
    called.terminal.expect_killed();
    assert_eq!(called.left(), 1, "no one could wipe it");
    let program = Program::strongroom(&["demo"]).size(WIDE.0, WIDE.1);
    let terminal = program.env([("XDG_RUNTIME_DIR", &called.place)]).start();
    terminal.wait_for(question);
    (called, terminal)
}

#[test]
fn the_next_start_offers_what_a_killed_program_has_left_and_restores_it() {
    let (called, mut terminal) = start_after_a_kill();
    terminal.type_keys("y");
    terminal.wait_for("Edit the value of shared/slack/bot-token");
    terminal.wait_for("The text is that of an editor whose strongroom was killed.");
    assert_eq!(called.left(), 0);
    terminal.press(Key::Ctrl('r'));
    terminal.wait_for("typed-and-saved");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("under 64 bytes of text");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: shared/slack/bot-token.");
}

#[test]
fn the_next_start_restores_a_policy() {
    let policy = r#"{"Version":"2012-10-17","Statement":[]}"#;
    let called = call_in(&saves(policy), |terminal| {
        terminal.type_keys("5e");
        terminal.wait_for("Resource policy of shared/slack/bot-token");
    });
    let (called, mut terminal) = restarted(called, "Restore the text for shared/slack/bot-token?");
    terminal.wait_for("It was the resource policy of shared/slack/bot-token.");
    terminal.type_keys("y");
    terminal.wait_for("Resource policy of shared/slack/bot-token");
    terminal.wait_for("The text is that of an editor whose strongroom was killed.");
    terminal.wait_for(policy);
    assert_eq!(called.left(), 0);
}

#[test]
fn the_next_start_restores_the_value_of_a_new_secret_with_its_name() {
    let called = call_in(&saves("typed-and-saved"), |terminal| {
        terminal.type_keys("+");
        terminal.wait_for("New secret");
        terminal.press(Key::Ctrl('k'));
        terminal.type_keys("prod/brand-new");
        terminal.press(Key::Tab);
        terminal.press(Key::Tab);
        terminal.press(Key::Right);
        terminal.press(Key::Tab);
    });
    let (called, mut terminal) = restarted(called, "Restore the text for prod/brand-new?");
    terminal.wait_for("It was the value of a new secret, prod/brand-new.");
    terminal.type_keys("y");
    terminal.wait_for("The text is that of an editor whose strongroom was killed.");
    assert_eq!(called.left(), 0);
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Value: text, under 64 bytes");
    terminal.type_keys("y");
    terminal.wait_for("Created: prod/brand-new.");
}

#[test]
fn the_next_start_wipes_what_a_killed_program_has_left_if_it_is_not_wanted() {
    let (called, mut terminal) = start_after_a_kill();
    // The focus is on No.
    terminal.press(Key::Enter);
    terminal.wait_for("The text that was left is wiped.");
    let began = std::time::Instant::now();
    while called.left() > 0 {
        assert!(began.elapsed() < std::time::Duration::from_secs(10), "it is still there");
        std::thread::yield_now();
    }
}

#[test]
fn a_text_that_is_left_open_to_others_is_wiped_and_told() {
    let called = call("chmod 644 \"$1\"; echo it has the text; exec tail -f /dev/null");
    called.terminal.wait_for("it has the text");
    called.terminal.signal(Signal::KILL);
    called.terminal.expect_killed();
    let program = Program::strongroom(&["demo"]).size(WIDE.0, WIDE.1);
    let terminal = program.env([("XDG_RUNTIME_DIR", &called.place)]).start();
    terminal.wait_for("An earlier strongroom was killed while an editor was open.");
    assert_eq!(called.left(), 0);
}
