//! Reading values: only when asked, masked until revealed, gone when looked away from.

use super::{POSTGRES, demo, described, open};
use crate::keys::Key;
use crate::terminal::Terminal;

/// The values of `prod/payments/postgres`.
const PASSWORD: &str = "demo-dbvb3y4qfjxw3svlwgra";
const USER: &str = "payments_app";
/// A value that is not revealed.
const MASK: &str = "••••••••";

/// The pane Value of a secret, read and masked.
fn read(name: &str) -> Terminal {
    let mut terminal = open(name);
    terminal.type_keys("v");
    terminal.wait_for(MASK);
    terminal
}

#[test]
fn a_value_is_read_only_when_it_is_asked_for() {
    let mut terminal = open(POSTGRES);
    terminal.type_keys("2");
    terminal.wait_for("not read");
    terminal.wait_for("Press enter to read the value.");
    terminal.press(Key::Enter);
    terminal.wait_for(MASK);
    terminal.wait_for("password");
    assert!(!terminal.screen().contains(PASSWORD));
}

#[test]
fn one_key_is_revealed_while_the_others_stay_masked() {
    let mut terminal = read(POSTGRES);
    // The cursor is on the member that is most likely the secret.
    terminal.press(Key::Enter);
    terminal.wait_for(PASSWORD);
    terminal.wait_for("hides in ");
    let screen = terminal.screen();
    assert!(!screen.contains(USER), "{screen}");
    assert_eq!(screen.matches(MASK).count(), 5, "{screen}");
    terminal.press(Key::Enter);
    terminal.wait_gone(PASSWORD);
}

#[test]
fn all_of_it_is_revealed_and_masked_again() {
    let mut terminal = read(POSTGRES);
    terminal.type_keys("V");
    terminal.wait_for(PASSWORD);
    terminal.wait_for(USER);
    terminal.wait_gone(MASK);
    terminal.type_keys("V");
    terminal.wait_gone(PASSWORD);
    terminal.wait_for(MASK);
}

#[test]
fn a_value_is_gone_when_its_pane_is_left() {
    let mut terminal = read(POSTGRES);
    terminal.type_keys("V");
    terminal.wait_for(PASSWORD);
    terminal.press(Key::Tab);
    terminal.wait_gone(PASSWORD);
    terminal.wait_for("AWSPREVIOUS");
    terminal.press(Key::BackTab);
    terminal.wait_for("not read");
}

#[test]
fn a_value_is_gone_when_another_secret_is_selected() {
    let mut terminal = read(POSTGRES);
    terminal.type_keys("V");
    terminal.wait_for(PASSWORD);
    terminal.press(Key::Left);
    terminal.press(Key::Down);
    terminal.wait_gone(PASSWORD);
    terminal.press(Key::Up);
    terminal.wait_for(&format!("╭─ {POSTGRES} ─"));
    terminal.wait_for("not read");
}

#[test]
fn a_countdown_says_when_a_value_is_masked_again() {
    let mut terminal = read(POSTGRES);
    terminal.type_keys("V");
    terminal.wait_for("hides in 30 s");
    terminal.wait_for("hides in 29 s");
}

#[test]
fn a_revealed_value_is_masked_by_itself() {
    let mut terminal = demo(&["--hide-after", "1s", POSTGRES]).start();
    described(&terminal, POSTGRES);
    terminal.type_keys("vV");
    terminal.wait_for(PASSWORD);
    terminal.wait_gone(PASSWORD);
    terminal.wait_for(MASK);
    assert!(!terminal.screen().contains(USER));
}

#[test]
fn nested_json_folds_like_a_tree() {
    let mut terminal = read("prod/web/cdn");
    terminal.wait_for("▾ cdn");
    terminal.wait_for("provider");
    terminal.type_keys("gj");
    terminal.press(Key::Left);
    terminal.wait_for("▸ cdn");
    terminal.wait_gone("provider");
    terminal.press(Key::Right);
    terminal.wait_for("provider");
}

#[test]
fn text_bytes_and_nothing_each_have_their_view() {
    let mut terminal = read("ci/github/deploy-token");
    terminal.wait_for("text, under 64 bytes");
    terminal.type_keys("v");
    terminal.wait_for("ghp_demo_notarealtoken");

    let mut terminal = read("ci/signing/apple");
    terminal.wait_for("binary");
    terminal.type_keys("v");
    terminal.wait_for("00000  30 82");

    let mut terminal = open("prod/web/not-filled-yet");
    terminal.type_keys("v");
    terminal.wait_for("GetSecretValue: not found");
    terminal.wait_for("staging label: AWSCURRENT");
}

#[test]
fn a_large_object_scrolls() {
    let mut terminal = read("prod/web/storefront/env");
    terminal.wait_for("FEATURE_FLAG_00");
    terminal.type_keys("G");
    terminal.type_keys("v");
    terminal.wait_for("hides in ");
    terminal.type_keys("g");
    terminal.wait_for("FEATURE_FLAG_00");
}

#[test]
fn a_version_before_is_chosen_among_versions_and_read() {
    let mut terminal = open(POSTGRES);
    terminal.type_keys("3");
    terminal.wait_for("VersionStages  ");
    terminal.wait_for("AWSPREVIOUS  ");
    terminal.type_keys("j");
    terminal.press(Key::Enter);
    terminal.wait_for("AWSPREVIOUS");
    terminal.wait_for(MASK);
    terminal.type_keys("V");
    terminal.wait_for("demo-hspf2eolekgb42glrlef");
}

#[test]
fn deprecated_versions_are_shown_on_demand_and_can_be_read() {
    let mut terminal = open("shared/generated/many-versions");
    terminal.type_keys("3");
    terminal.wait_for("release-2026.11");
    assert!(!terminal.screen().contains("deprecated shown"));
    terminal.type_keys("d");
    terminal.wait_for("deprecated shown");
    terminal.wait_for("   deprecated ");
    terminal.type_keys("G");
    terminal.press(Key::Enter);
    terminal.wait_for(MASK);
    terminal.type_keys("V");
    terminal.wait_for("demo-key-v1");
}
