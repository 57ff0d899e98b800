//! Bookmarks, recent secrets and filters: kept over a restart, for each account apart, shared by several dashboards, and
//! switched off.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{POSTGRES, REGION, SLACK, at, at_url, described, served};
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::program::Program;
use crate::served::Served;
use crate::terminal::Terminal;
use crate::waiting;

/// The profile and the account in the header: bookmarks are written once the account is known.
const ACCOUNT: &str = "default  123456789012";

/// A user's state folder, and a service.
struct Stand {
    served: Served,
    state: TempDir,
}

impl Stand {
    fn new() -> Stand {
        Stand { served: served(), state: TempDir::new().expect("a folder can be made") }
    }

    fn program(&self, region: &str, args: &[&str]) -> Program {
        at(&self.served, region, args).env([("XDG_STATE_HOME", self.state.path())])
    }

    /// The program with its list loaded.
    fn start(&self, args: &[&str]) -> Terminal {
        let terminal = self.program(REGION, args).start();
        terminal.wait_for("▌ci/docker/registry");
        terminal.wait_for(ACCOUNT);
        terminal
    }

    /// The files of bookmarks.
    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.state.path().join("strongroom")).into_iter().flatten().flatten();
        let is_history = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "json");
        entries.map(|entry| entry.path()).filter(is_history).collect()
    }

    /// Waits until the one file has a text.
    #[track_caller]
    fn wait_for_file(&self, text: &str) -> PathBuf {
        waiting::found(&format!("{text} in the one file of {}", self.state.path().display()), || {
            let [file] = self.files().try_into().ok()?;
            fs::read_to_string(&file).is_ok_and(|found| found.contains(text)).then_some(file)
        })
    }
}

#[track_caller]
fn quit(mut terminal: Terminal) {
    terminal.type_keys("q");
    assert_eq!(terminal.expect_exit().exit_code(), 0);
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").mode() & 0o777
}

#[test]
fn bookmarks_recent_secrets_and_filters_are_there_after_a_restart() {
    let stand = Stand::new();
    let mut terminal = stand.program(REGION, &[SLACK]).start();
    described(&terminal, SLACK);
    terminal.wait_for(ACCOUNT);
    terminal.type_keys("m");
    terminal.wait_for(&format!("Bookmarked: {SLACK}"));
    terminal.type_keys("/^prod/payments/postgres$");
    terminal.wait_for("1 of 7");
    terminal.press(Key::Enter);
    terminal.wait_for(&format!("╭─ {POSTGRES} ─"));
    terminal.type_keys("/");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Save the filter");
    terminal.type_keys("the database");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Filter saved: the database");
    // What was changed last is on disk when the program has ended.
    quit(terminal);
    let file = stand.wait_for_file("the database");
    assert_eq!((mode(&file), mode(file.parent().expect("a folder"))), (0o600, 0o700));

    let mut terminal = stand.start(&[]);
    terminal.type_keys("'");
    terminal.wait_for("bookmark");
    terminal.wait_for("opened recently");
    terminal.press(Key::Enter);
    described(&terminal, SLACK);
    terminal.type_keys("f");
    terminal.wait_for("the database");
    terminal.press(Key::Enter);
    terminal.wait_for("1 of 7");
    escape(&mut terminal, "/ ^prod/payments/postgres$");
    terminal.type_keys("/");
    terminal.wait_for("words in the name");
    terminal.press(Key::Up);
    terminal.wait_for("/ ^prod/payments/postgres$");
    escape(&mut terminal, "/ ^prod/payments/postgres$");
    terminal.type_keys("/is:bookmarked");
    terminal.press(Key::Enter);
    terminal.wait_for("1 of 7");
    quit(terminal);
}

#[test]
fn a_bookmark_opens_before_the_list_is_loaded() {
    let stand = Stand::new();
    let endpoint = Endpoint::before(stand.served.url());
    let program = |args: &[&str]| {
        at_url(&endpoint.url(), &[&["--region", REGION, "--no-cache"], args].concat())
            .env([("XDG_STATE_HOME", stand.state.path())])
    };
    let mut terminal = program(&[SLACK]).start();
    described(&terminal, SLACK);
    terminal.wait_for(ACCOUNT);
    terminal.type_keys("m");
    terminal.wait_for("Bookmarked");
    quit(terminal);
    endpoint.fail("ListSecrets", Fault::Hold);
    let mut terminal = program(&[]).start();
    terminal.wait_for("loading… 0");
    terminal.type_keys("'");
    terminal.wait_for(&format!("{SLACK}  bookmark"));
    terminal.press(Key::Enter);
    described(&terminal, SLACK);
}

/// Leaves a pick list, and the program.
fn quit_from_layer(mut terminal: Terminal) {
    escape(&mut terminal, "No bookmarks yet");
    quit(terminal);
}

/// Closes what shows a text.
#[track_caller]
fn escape(terminal: &mut Terminal, text: &str) {
    terminal.press(Key::Esc);
    terminal.wait_gone(text);
}

#[test]
fn another_region_and_another_account_have_their_own() {
    let stand = Stand::new();
    let mut terminal = stand.start(&[]);
    terminal.type_keys("m");
    terminal.wait_for("Bookmarked: ci/docker/registry");
    stand.wait_for_file("ci/docker/registry");
    quit(terminal);
    let mut terminal = stand.program("us-east-1", &[]).start();
    terminal.wait_for("secrets");
    terminal.type_keys("'");
    terminal.wait_for("No bookmarks yet");
    quit_from_layer(terminal);
    // The same place in a file of another account: its content does not count.
    let file = stand.wait_for_file("ci/docker/registry");
    let text = fs::read_to_string(&file).expect("it can be read");
    assert!(text.contains("123456789012"), "{text}");
    fs::write(&file, text.replace("123456789012", "210987654321")).expect("it can be written");
    let mut terminal = stand.start(&[]);
    terminal.wait_for("The file of bookmarks and filters of this account was damaged.");
    escape(&mut terminal, "was damaged");
    terminal.type_keys("'");
    terminal.wait_for("No bookmarks yet");
    quit_from_layer(terminal);
}

#[test]
fn switched_off_nothing_is_read_or_written() {
    let stand = Stand::new();
    let mut terminal = stand.start(&["--no-history"]);
    terminal.type_keys("m");
    terminal.wait_for("It lasts until the program ends.");
    quit(terminal);
    assert!(!stand.state.path().join("strongroom").exists());
    let mut terminal = stand.start(&[]);
    terminal.type_keys("m");
    terminal.wait_for("Bookmarked");
    let file = stand.wait_for_file("ci/docker/registry");
    quit(terminal);
    let before = fs::read(&file).expect("it can be read");
    let mut terminal = stand.program(REGION, &[]).env([("STRONGROOM_HISTORY", "false")]).start();
    terminal.wait_for("▌ci/docker/registry");
    terminal.type_keys("'");
    terminal.wait_for("No bookmarks yet");
    escape(&mut terminal, "No bookmarks yet");
    terminal.type_keys("m");
    terminal.wait_for("It lasts until the program ends.");
    quit(terminal);
    assert_eq!(fs::read(&file).expect("it can be read"), before);
}

#[test]
fn two_dashboards_at_once_lose_nothing_of_each_other() {
    let stand = Stand::new();
    let mut one = stand.start(&[]);
    let mut other = stand.start(&[]);
    one.type_keys("m");
    one.wait_for("Bookmarked: ci/docker/registry");
    stand.wait_for_file("ci/docker/registry");
    other.type_keys("/^shared/slack/bot-token$");
    other.wait_for("1 of 73");
    other.press(Key::Enter);
    described(&other, SLACK);
    other.type_keys("m");
    other.wait_for(&format!("Bookmarked: {SLACK}"));
    let file = stand.wait_for_file(&format!("\"{SLACK}\""));
    let text = fs::read_to_string(&file).expect("it can be read");
    assert!(text.contains("\"ci/docker/registry\""), "{text}");
    // The other one sees both by now.
    other.type_keys("'");
    other.wait_for("Bookmarks and recent secrets");
    other.wait_for("ci/docker/registry      bookmark");
    // The last to end writes nothing over what the other one has added.
    escape(&mut other, "Bookmarks and recent secrets");
    quit(other);
    quit(one);
    let mut again = stand.start(&[]);
    again.type_keys("/is:bookmarked");
    again.wait_for("2 of 73");
    again.press(Key::Esc);
    again.wait_gone("/ is:bookmarked");
    quit(again);
}

#[test]
fn a_damaged_file_is_dropped_and_told_and_one_that_others_can_read_is_left_alone() {
    let stand = Stand::new();
    let mut terminal = stand.start(&[]);
    terminal.type_keys("m");
    let file = stand.wait_for_file("ci/docker/registry");
    quit(terminal);
    let whole = fs::read(&file).expect("it can be read");
    fs::write(&file, &whole[..whole.len() / 2]).expect("it can be written");
    let terminal = stand.start(&[]);
    terminal.wait_for("was damaged");
    terminal.wait_for("set the bookmarks that you miss again");
    assert!(!file.exists());
    drop(terminal);
    fs::write(&file, &whole).expect("it can be written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("the mode can be set");
    let mut terminal = stand.start(&[]);
    terminal.wait_for("is not a file that only you can read");
    escape(&mut terminal, "is not a file that only you can read");
    terminal.type_keys("m");
    terminal.wait_for("It lasts until the program ends.");
    quit(terminal);
    assert_eq!(fs::read(&file).expect("it can be read"), whole);
}

#[test]
fn a_bookmark_whose_secret_is_gone_says_so_and_can_be_removed_and_all_can_be_forgotten() {
    let stand = Stand::new();
    let mut terminal = stand.start(&[]);
    terminal.type_keys("m");
    stand.wait_for_file("ci/docker/registry");
    let parameters =
        serde_json::json!({ "SecretId": "ci/docker/registry", "ForceDeleteWithoutRecovery": true });
    stand.served.boto().call("delete_secret", &parameters);
    terminal.type_keys("r");
    terminal.wait_gone("ci/docker/registry");
    terminal.type_keys("'");
    terminal.wait_for("no longer listed");
    terminal.press(Key::Enter);
    terminal.wait_for("There is no secret ci/docker/registry in this account and Region any more.");
    escape(&mut terminal, "any more.");
    terminal.type_keys("'");
    terminal.wait_for("no longer listed");
    terminal.press(Key::Ctrl('x'));
    terminal.wait_for("No bookmarks yet");
    escape(&mut terminal, "No bookmarks yet");
    terminal.type_keys("m:forget-bookmarks");
    terminal.press(Key::Enter);
    terminal.wait_for("Forget bookmarks, recent secrets and filters of this account and Region?");
    terminal.type_keys("y");
    terminal.wait_for("are forgotten");
    quit(terminal);
    assert_eq!(stand.files(), Vec::<PathBuf>::new());
}
