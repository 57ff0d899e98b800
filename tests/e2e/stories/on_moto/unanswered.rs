//! A save whose answer is lost: it is said to be unknown, the truth is read, and nothing is done twice.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{at, behind_faults, open};
use crate::boto::Boto;
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::terminal::Terminal;

/// Attempts that the SDK makes at a call whose connection is lost.
const ATTEMPTS: usize = 3;

const SECRET: &str = "app/token";

/// All versions that the secret has, those without labels too.
fn versions(boto: &Boto) -> usize {
    let all = json!({ "SecretId": SECRET, "IncludeDeprecated": true });
    boto.call("list_secret_version_ids", &all)["Versions"].as_array().map_or(0, Vec::len)
}

fn text(boto: &Boto) -> Value {
    let current = json!({ "SecretId": SECRET, "VersionStage": "AWSCURRENT" });
    boto.call("get_secret_value", &current)["SecretString"].clone()
}

/// A value was typed and looked over; `y` sends it.
fn reviewed(endpoint: &Endpoint) -> Terminal {
    reviewed_in(open(&endpoint.url(), SECRET))
}

pub(super) fn reviewed_in(mut terminal: Terminal) -> Terminal {
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('k'));
    terminal.type_keys("hunter3");
    review(&mut terminal);
    terminal
}

fn review(terminal: &mut Terminal) {
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Save the value of app/token?");
}

/// What was typed is still there, and makes one version when it is sent once more.
#[track_caller]
fn is_kept_and_sent(terminal: &mut Terminal, boto: &Boto) {
    terminal.press(Key::Ctrl('r'));
    terminal.wait_for("hunter3");
    review(terminal);
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/token.");
    assert_eq!((text(boto), versions(boto)), (json!("hunter3"), 2));
}

/// The token of each attempt at the save.
fn tokens(endpoint: &Endpoint) -> Vec<String> {
    let token = |call: &Value| call["ClientRequestToken"].as_str().expect("each has a token").to_owned();
    endpoint.parameters("PutSecretValue").iter().map(token).collect()
}

/// The answers to a save are lost in this way; it is tried once more after the truth was read, unless that shows it.
#[track_caller]
fn is_saved_once(fault: Fault, versions_meanwhile: usize) {
    let (moto, endpoint) = behind_faults(&super::one_secret());
    let boto = moto.boto();
    let mut terminal = reviewed(&endpoint);
    endpoint.fail_times("PutSecretValue", ATTEMPTS, fault);
    // The read right before the save is answered, the one after it is not.
    endpoint.fail_after("DescribeSecret", 1, usize::MAX, Fault::Hold);
    let looks = endpoint.count("DescribeSecret");
    terminal.type_keys("y");
    terminal.wait_for("so the outcome is unknown. Reading again, then retrying");
    endpoint.wait_for_calls("DescribeSecret", looks + 2);
    assert_eq!(endpoint.count("PutSecretValue"), ATTEMPTS, "not again before the truth is known");
    assert_eq!(versions(&boto), versions_meanwhile);
    endpoint.mend("DescribeSecret");
    terminal.wait_for("Value saved: app/token.");
    assert_eq!(text(&boto), "hunter3");
    assert_eq!(versions(&boto), 2, "one more than before");
    let tokens = tokens(&endpoint);
    let shown = versions_meanwhile == 2;
    assert_eq!(tokens.len(), if shown { ATTEMPTS } else { ATTEMPTS + 1 });
    assert_eq!(tokens.into_iter().collect::<HashSet<_>>().len(), 1, "one token for all attempts");
}

#[test]
fn a_save_that_took_effect_unheard_makes_one_version() {
    is_saved_once(Fault::LoseAnswer, 2);
}

#[test]
fn a_save_that_never_arrived_makes_one_version() {
    is_saved_once(Fault::Reset, 1);
}

#[test]
fn a_save_that_times_out_makes_one_version_though_all_attempts_arrive_late() {
    let (moto, endpoint) = behind_faults(&super::one_secret());
    let boto = moto.boto();
    let terminal = at(&endpoint.url(), &["--timeout", "3s", SECRET]).start();
    terminal.wait_for("read just now");
    let mut terminal = reviewed_in(terminal);
    endpoint.fail("PutSecretValue", Fault::Hold);
    terminal.type_keys("y");
    terminal.wait_for("so the outcome is unknown. Reading again, then retrying");
    endpoint.wait_for_calls("PutSecretValue", ATTEMPTS + 1);
    assert_eq!(versions(&boto), 1, "nothing has arrived yet");
    endpoint.mend("PutSecretValue");
    terminal.wait_for("Value saved: app/token.");
    assert_eq!((text(&boto), versions(&boto)), (json!("hunter3"), 2));
    assert_eq!(tokens(&endpoint).into_iter().collect::<HashSet<_>>().len(), 1, "one token for all attempts");
}

#[test]
fn a_save_that_never_arrives_leaves_the_form_and_can_be_sent_again() {
    let (moto, endpoint) = behind_faults(&super::one_secret());
    let boto = moto.boto();
    let mut terminal = reviewed(&endpoint);
    endpoint.fail("PutSecretValue", Fault::Reset);
    terminal.type_keys("y");
    terminal.wait_for("PutSecretValue has not taken effect");
    assert_eq!(tokens(&endpoint).into_iter().collect::<HashSet<_>>().len(), 1);
    endpoint.mend("PutSecretValue");
    assert_eq!(endpoint.count("PutSecretValue"), 2 * ATTEMPTS);
    assert_eq!(versions(&boto), 1);
    is_kept_and_sent(&mut terminal, &boto);
}

#[test]
fn a_throttled_save_goes_out_by_itself_when_it_can() {
    let (moto, endpoint) = behind_faults(&super::one_secret());
    let boto = moto.boto();
    let mut terminal = reviewed(&endpoint);
    endpoint.fail_times("PutSecretValue", ATTEMPTS, Fault::error("ThrottlingException", "Rate exceeded"));
    terminal.type_keys("y");
    terminal.wait_for("throttled, again in ");
    assert_eq!((text(&boto), versions(&boto)), (json!("hunter2"), 1));
    terminal.wait_for("Value saved: app/token.");
    assert_eq!((text(&boto), versions(&boto)), (json!("hunter3"), 2));
    assert_eq!(tokens(&endpoint).into_iter().collect::<HashSet<_>>().len(), 1, "one token for all attempts");
}

#[test]
fn a_throttled_save_can_be_taken_back_and_sent_by_hand() {
    let (moto, endpoint) = behind_faults(&super::one_secret());
    let boto = moto.boto();
    let mut terminal = reviewed(&endpoint);
    endpoint.fail("PutSecretValue", Fault::error("ThrottlingException", "Rate exceeded"));
    terminal.type_keys("y");
    terminal.wait_for("throttled, again in ");
    terminal.press(Key::Esc);
    terminal.wait_for("Wait a few seconds, then try again");
    endpoint.mend("PutSecretValue");
    is_kept_and_sent(&mut terminal, &boto);
}

#[test]
fn leaving_while_a_save_is_out_or_unsaved_asks_first() {
    let (moto, endpoint) = behind_faults(&super::one_secret());
    let mut terminal = open(&endpoint.url(), SECRET);
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('k'));
    terminal.type_keys("hunter3");
    terminal.press(Key::Ctrl('c'));
    terminal.wait_for("Quit? What you typed is lost.");
    terminal.wait_for("Not saved: Edit the value of app/token");
    terminal.type_keys("n");
    terminal.wait_gone("Quit? What you typed is lost.");
    review(&mut terminal);
    endpoint.fail("PutSecretValue", Fault::Hold);
    terminal.type_keys("y");
    endpoint.wait_for_calls("PutSecretValue", 1);
    terminal.press(Key::Ctrl('c'));
    terminal.wait_for("Quit before the service has answered?");
    terminal.wait_for("In progress: Save the value of app/token");
    terminal.type_keys("n");
    endpoint.mend("PutSecretValue");
    terminal.wait_for("Value saved: app/token.");
    assert_eq!(text(&moto.boto()), "hunter3");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
}
