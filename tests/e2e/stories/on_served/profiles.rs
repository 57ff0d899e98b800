//! Settings of the config file for profiles and accounts.

use serde_json::json;

use super::{SLACK, describe, described, served};
use crate::keys::Key;
use crate::program::Program;
use crate::served::Served;

/// The program on a profile of this name, with this config file.
fn on_profile(served: &Served, profile: &str, file: &str) -> Program {
    let section = format!(
        "[profile {profile}]\nregion = {}\nendpoint_url = {}\naws_access_key_id = testing\n\
         aws_secret_access_key = testing\n",
        super::REGION,
        served.url()
    );
    Program::strongroom(&["--profile", profile, SLACK])
        .size(160, 48)
        .file(".aws/config", &section)
        .file(".config/strongroom/config.toml", file)
}

#[test]
fn a_section_makes_the_profiles_that_match_read_only() {
    let served = served();
    let file = "[profiles.\"prod-*\"]\nread_only = true\n";
    let mut terminal = on_profile(&served, "prod-eu", file).start();
    described(&terminal, SLACK);
    terminal.wait_for("READ-ONLY");
    terminal.type_keys("R");
    terminal.wait_for("RotateSecret refused: this session is read-only.");
    terminal.wait_for("The rule for \"prod-*\" in the config file says so.");
    let terminal = on_profile(&served, "dev-eu", file).start();
    described(&terminal, SLACK);
    assert!(!terminal.screen().contains("READ-ONLY"), "{}", terminal.screen());
}

#[test]
fn a_section_for_the_account_counts_once_the_account_is_known() {
    let served = served();
    let file = "[profiles.\"123456789012\"]\nread_only = true\n[profiles.\"9999*\"]\ncolor = \"blue\"\n";
    let terminal = on_profile(&served, "any", file).start();
    described(&terminal, SLACK);
    terminal.wait_for("READ-ONLY");
}

#[test]
fn a_section_has_a_timeout_of_its_own_unless_a_flag_says_otherwise() {
    let served = served();
    let endpoint = crate::fault::Endpoint::before(served.url());
    endpoint.fail("ListSecrets", crate::fault::Fault::Hold);
    let file = "timeout = \"1h\"\n[profiles.\"prod\"]\ntimeout = \"1s\"\n";
    let section = format!(
        "[profile prod]\nregion = {}\nendpoint_url = {}\naws_access_key_id = testing\naws_secret_access_key = testing\n",
        super::REGION,
        endpoint.url()
    );
    let program = |args: &[&str]| {
        Program::strongroom(&[&["--profile", "prod"], args].concat())
            .size(160, 48)
            .file(".aws/config", &section)
            .file(".config/strongroom/config.toml", file)
    };
    let terminal = program(&[]).start();
    terminal.wait_for("attempts of 1 second");
    terminal.wait_for("ListSecrets: no response in time");
    let calls = endpoint.count("ListSecrets");
    let terminal = program(&["--timeout", "1h"]).start();
    endpoint.wait_for_calls("ListSecrets", calls + 1);
    terminal.wait_for("Loading secrets… no answer for 5 s.");
}

#[test]
fn a_section_may_ask_for_the_name_before_each_change() {
    let served = served();
    let file = "[profiles.\"*\"]\nconfirm = \"type-name\"\n";
    let mut terminal = on_profile(&served, "prod", file).start();
    described(&terminal, SLACK);
    terminal.type_keys("T");
    terminal.wait_for(&format!("Tags of {SLACK}"));
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("asked");
    terminal.press(Key::Tab);
    terminal.type_keys("yes");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("tag-resource");
    terminal.type_keys("y");
    terminal.press(Key::Enter);
    terminal.wait_for("The name does not match");
    terminal.press(Key::Backspace);
    terminal.type_keys(SLACK);
    terminal.press(Key::Enter);
    terminal.wait_gone("tag-resource");
    terminal.wait_until("the change to be done", |_| {
        describe(served.boto(), SLACK)["Tags"]
            .as_array()
            .is_some_and(|tags| tags.contains(&json!({ "Key": "asked", "Value": "yes" })))
    });
}

#[test]
fn a_profile_named_like_production_stands_out_unless_a_section_says_otherwise() {
    let served = served();
    let stands_out = |profile: &str, file: &str| {
        let terminal = on_profile(&served, profile, file).start();
        described(&terminal, SLACK);
        let mut inverse = false;
        terminal.wait_until("the header", |screen| {
            let line = screen.rows(0, 160).next().unwrap_or_default();
            let Some(at) = line.find(profile) else { return false };
            let column = u16::try_from(line[..at].chars().count()).expect("it is on the screen");
            inverse = screen.cell(0, column).is_some_and(vt100::Cell::inverse);
            true
        });
        inverse
    };
    assert!(stands_out("prod-eu", ""));
    assert!(!stands_out("staging", ""));
    assert!(!stands_out("live-demo", "[profiles.live-demo]\ncolor = \"none\"\n"));
    assert!(stands_out("staging", "[profiles.\"stag*\"]\ncolor = \"blue\"\n"));
}
