//! The list of an earlier run: on screen before the service answers, and never under another account.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::PathBuf;

use serde_json::json;
use tempfile::TempDir;

use super::{REGION, SLACK, at_url, served, text};
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::program::Program;
use crate::served::Served;
use crate::terminal::Terminal;
use crate::waiting;

/// The first secret of the list.
const SHOWN: &str = "ci/docker/registry";

/// A user's cache folder, and a service that can be made to fail.
struct Stand {
    served: Served,
    endpoint: Endpoint,
    caches: TempDir,
}

impl Stand {
    /// After a run that listed everything.
    fn after_a_run() -> Stand {
        let served = served();
        let endpoint = Endpoint::before(served.url());
        let stand = Stand { served, endpoint, caches: TempDir::new().expect("a folder can be made") };
        let mut terminal = stand.program(&[]).start();
        terminal.wait_for(SHOWN);
        stand.wait_for_list();
        quit(&mut terminal);
        stand
    }

    fn program(&self, args: &[&str]) -> Program {
        at_url(&self.endpoint.url(), &[&["--region", REGION], args].concat())
            .env([("XDG_CACHE_HOME", self.caches.path())])
    }

    fn folder(&self) -> PathBuf {
        self.caches.path().join("strongroom")
    }

    /// The files of the cache that are whole.
    fn lists(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder()).into_iter().flatten().flatten();
        let is_list = |path: &PathBuf| {
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("list-"))
        };
        entries.map(|entry| entry.path()).filter(is_list).collect()
    }

    /// Waits until the list is kept.
    #[track_caller]
    fn wait_for_list(&self) -> PathBuf {
        waiting::found(&format!("a list in {}", self.folder().display()), || self.lists().pop())
    }

    /// Lists are not answered from now on.
    fn hold_lists(&self) {
        self.endpoint.fail("ListSecrets", Fault::Hold);
    }

    /// Starts the program, which must show no earlier list while the service does not answer.
    #[track_caller]
    fn shows_nothing(&self, program: Program) {
        self.hold_lists();
        let calls = self.endpoint.count("ListSecrets");
        let mut terminal = program.start();
        self.endpoint.wait_for_calls("ListSecrets", calls + 1);
        terminal.wait_for("loading… 0");
        // What is typed comes after whatever was read before.
        terminal.type_keys("/registry");
        terminal.wait_for("/ registry");
        assert!(!terminal.screen().contains(SHOWN), "{}", terminal.screen());
        self.endpoint.mend("ListSecrets");
        terminal.wait_for(SHOWN);
        terminal.press(Key::Esc);
        terminal.wait_gone("/ registry");
        quit(&mut terminal);
    }
}

#[track_caller]
fn quit(terminal: &mut Terminal) {
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
}

#[test]
fn the_earlier_list_shows_before_the_service_answers_and_is_replaced() {
    let stand = Stand::after_a_run();
    let boto = stand.served.boto();
    boto.call("create_secret", &json!({ "Name": "aa/new", "SecretString": "x" }));
    boto.call("delete_secret", &json!({ "SecretId": SHOWN, "ForceDeleteWithoutRecovery": true }));
    stand.hold_lists();
    let mut terminal = stand.program(&[]).start();
    terminal.wait_for(SHOWN);
    terminal.wait_for("as of just now");
    terminal.wait_for("loading… 0");
    stand.endpoint.mend("ListSecrets");
    terminal.wait_for("aa/new");
    terminal.wait_gone("as of just now");
    assert!(!terminal.screen().contains(SHOWN), "{}", terminal.screen());
    quit(&mut terminal);
}

#[test]
fn names_can_be_found_while_the_service_can_not_be_reached() {
    let stand = Stand::after_a_run();
    stand.endpoint.fail("ListSecrets", Fault::denied("ListSecrets"));
    let mut terminal = stand.program(&[]).start();
    terminal.wait_for("failed: an earlier list is shown");
    terminal.wait_for("as of just now");
    terminal.wait_for("Ask for the permission secretsmanager:ListSecrets");
    terminal.type_keys("/registry");
    terminal.wait_for("1 of ");
    terminal.wait_for(SHOWN);
    terminal.press(Key::Esc);
    terminal.wait_gone("/ registry");
    quit(&mut terminal);
}

#[test]
fn the_kept_list_is_the_users_alone_and_has_no_value() {
    let stand = Stand::after_a_run();
    let list = stand.wait_for_list();
    assert_eq!(fs::metadata(&list).expect("it is there").mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(stand.folder()).expect("it is there").mode() & 0o777, 0o700);
    let bytes = fs::read(&list).expect("it can be read");
    let has = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    let value = text(stand.served.boto(), SLACK);
    let value = value.as_str().expect("it is text").to_owned();
    assert!(has(SLACK) && !has(&value));
    // Nor after one was on screen.
    let mut terminal = stand.program(&[SLACK]).start();
    terminal.wait_for("read just now");
    terminal.type_keys("v ");
    terminal.wait_for(&value[..8]);
    quit(&mut terminal);
    let bytes = fs::read(stand.wait_for_list()).expect("it can be read");
    assert!(!bytes.windows(value.len()).any(|window| window == value.as_bytes()));
}

#[test]
fn without_a_cache_nothing_is_shown_or_written() {
    let stand = Stand::after_a_run();
    stand.shows_nothing(stand.program(&["--no-cache"]));
    fs::remove_dir_all(stand.folder()).expect("it can be removed");
    let mut terminal = stand.program(&["--no-cache"]).start();
    terminal.wait_for(SHOWN);
    quit(&mut terminal);
    assert!(!stand.folder().exists());
}

#[test]
fn the_demo_keeps_nothing() {
    let caches = TempDir::new().expect("a folder can be made");
    let mut terminal =
        Program::strongroom(&["demo"]).size(160, 48).env([("XDG_CACHE_HOME", caches.path())]).start();
    terminal.wait_for(SHOWN);
    quit(&mut terminal);
    assert_eq!(fs::read_dir(caches.path()).expect("it is there").count(), 0);
}

#[test]
fn other_keys_never_see_the_list() {
    let stand = Stand::after_a_run();
    let other = stand.program(&[]).env([("AWS_ACCESS_KEY_ID", "another")]);
    stand.shows_nothing(other);
    assert_eq!(stand.lists().len(), 2, "each has a list of its own");
}

/// A profile whose process gives the key in the file `key`.
fn with_process(stand: &Stand, key: &str) -> Program {
    let config = format!("[profile process]\nregion = {REGION}\ncredential_process = cat keys.json\n");
    let keys = json!({ "Version": 1, "AccessKeyId": key, "SecretAccessKey": "x" }).to_string();
    let args = ["--profile", "process", "--endpoint-url", &stand.endpoint.url()];
    let program = Program::strongroom(&args).size(160, 48).env([("XDG_CACHE_HOME", stand.caches.path())]);
    program.file(".aws/config", &config).file("keys.json", &keys)
}

#[test]
fn a_process_that_gives_keys_of_another_account_does_not_show_the_list() {
    let stand = Stand::after_a_run();
    let boto = stand.served.boto();
    boto.call("create_secret", &json!({ "Name": "aa/new", "SecretString": "x" }));
    fs::remove_dir_all(stand.folder()).expect("it can be removed");
    let mut terminal = with_process(&stand, "key-one").start();
    terminal.wait_for("aa/new");
    stand.wait_for_list();
    quit(&mut terminal);
    stand.hold_lists();
    let calls = stand.endpoint.count("ListSecrets");
    let mut terminal = with_process(&stand, "999988887777").start();
    stand.endpoint.wait_for_calls("ListSecrets", calls + 1);
    terminal.wait_for("loading… 0");
    terminal.type_keys("/new");
    terminal.wait_for("/ new");
    assert!(!terminal.screen().contains("aa/new"), "{}", terminal.screen());
    terminal.press(Key::Esc);
    terminal.wait_gone("/ new");
    quit(&mut terminal);
}

#[test]
fn a_damaged_list_is_dropped_and_one_that_others_can_read_is_not_trusted() {
    let stand = Stand::after_a_run();
    let list = stand.wait_for_list();
    let bytes = fs::read(&list).expect("it can be read");
    fs::write(&list, &bytes[..bytes.len() - 9]).expect("it can be written");
    stand.shows_nothing(stand.program(&[]));
    stand.wait_for_list();
    fs::set_permissions(&list, fs::Permissions::from_mode(0o644)).expect("it is the user's");
    stand.shows_nothing(stand.program(&[]));
    let elsewhere = stand.caches.path().join("elsewhere");
    fs::rename(stand.wait_for_list(), &elsewhere).expect("it can be moved");
    symlink(&elsewhere, &list).expect("a link can be made");
    stand.shows_nothing(stand.program(&[]));
}

#[test]
fn a_run_that_was_killed_while_it_wrote_leaves_the_list_before() {
    let stand = Stand::after_a_run();
    let half = stand.folder().join(".list-killed.tmp");
    fs::write(&half, &fs::read(stand.wait_for_list()).expect("it can be read")[..99])
        .expect("it can be written");
    stand.hold_lists();
    let mut terminal = stand.program(&[]).start();
    terminal.wait_for(SHOWN);
    terminal.wait_for("as of just now");
    quit(&mut terminal);
}

#[test]
fn two_dashboards_that_write_the_list_at_once_leave_a_whole_one() {
    let stand = Stand::after_a_run();
    let mut both = [stand.program(&[]).start(), stand.program(&[]).start()];
    for terminal in &both {
        terminal.wait_for("73 secrets");
    }
    let written = || fs::metadata(stand.wait_for_list()).map(|list| (list.ino(), list.mtime_nsec())).ok();
    for _ in 0..3 {
        let (before, calls) = (written(), stand.endpoint.count("ListSecrets"));
        for terminal in &mut both {
            terminal.type_keys("r");
        }
        stand.endpoint.wait_for_calls("ListSecrets", calls + 2);
        waiting::found("another list on disk", || (written() != before).then_some(()));
    }
    for terminal in &mut both {
        quit(terminal);
    }
    let names = fs::read_dir(stand.folder()).expect("it is there").flatten().map(|entry| entry.file_name());
    assert_eq!(names.collect::<Vec<_>>().len(), 1, "one list, and nothing unfinished");
    stand.hold_lists();
    let mut terminal = stand.program(&[]).start();
    terminal.wait_for("as of ");
    terminal.type_keys("/^shared/slack/bot-token$");
    terminal.wait_for("1 of 73");
    terminal.press(Key::Esc);
    terminal.wait_gone("/ ^shared");
    quit(&mut terminal);
}
