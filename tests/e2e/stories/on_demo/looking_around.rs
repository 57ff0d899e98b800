//! Help, palette, journal, Regions, panes.

use super::{ALL_LISTED, POSTGRES, escape, listed, open};
use crate::keys::Key;
use crate::program::Program;

#[test]
fn help_shows_the_keys_of_where_one_is() {
    let mut terminal = listed();
    terminal.type_keys("?");
    terminal.wait_for("Keys in the list");
    terminal.wait_for("Filter the list as you type");
    terminal.type_keys("?");
    terminal.wait_gone("Keys in the list");
    terminal.type_keys("3?");
    terminal.wait_for("Keys in Versions");
    terminal.wait_for("Show or hide deprecated versions: those without a staging label");
    terminal.type_keys("G");
    terminal.wait_for("Mark all secrets that match the filter");
    escape(&mut terminal, "Keys in Versions");
}

#[test]
fn the_palette_finds_an_action_by_its_name_and_does_it() {
    let mut terminal = listed();
    terminal.type_keys(":");
    terminal.wait_for("a command, or words from its description");
    terminal.type_keys("jour");
    terminal.wait_for("Show the requests of this session");
    terminal.press(Key::Enter);
    terminal.wait_for("╭─ Journal ─");
    escape(&mut terminal, "╭─ Journal ─");
    terminal.press(Key::Ctrl('p'));
    terminal.wait_for("a command, or words from its description");
    terminal.type_keys("tre");
    terminal.press(Key::Enter);
    terminal.wait_for("▸ ci/ 7");
}

#[test]
fn layers_are_as_tall_as_what_they_say_and_no_tab_is_cut() {
    let mut terminal = super::demo(&[POSTGRES]).size(100, 30).start();
    super::described(&terminal, POSTGRES);
    for tab in ["1 Overview", "2 Value", "3 Versions", "4 Tags", "5 Policy", "6 Replication", "7 Rotation"] {
        assert!(terminal.screen().contains(tab), "{tab} is cut: {}", terminal.screen());
    }
    let last_line = |screen: &str, title: &str| {
        let from = screen.lines().position(|line| line.contains(title)).unwrap_or_default();
        from + screen.lines().skip(from).position(|line| line.contains('╰')).unwrap_or_default()
    };
    terminal.type_keys("J");
    terminal.wait_for("╭─ Journal ─");
    terminal.wait_for("ListSecrets");
    let screen = terminal.screen();
    assert!(last_line(&screen, "╭─ Journal ─") < 15, "{screen}");
    assert!(screen.contains("123456789012  eu-central-1"), "account and Region stay readable: {screen}");
    escape(&mut terminal, "╭─ Journal ─");
    terminal.type_keys("'");
    terminal.wait_for("opened recently");
    let screen = terminal.screen();
    assert_eq!(last_line(&screen, "╭─ Bookmarks and recent secrets ─"), 4, "{screen}");
}

#[test]
fn the_journal_tells_every_request_and_never_a_value() {
    let mut terminal = open(POSTGRES);
    terminal.type_keys("v");
    terminal.wait_for("••••••••");
    terminal.type_keys("35J");
    terminal.wait_for("╭─ Journal ─");
    for operation in
        ["ListSecrets", "DescribeSecret", "GetSecretValue", "ListSecretVersionIds", "GetResourcePolicy"]
    {
        terminal.wait_for(operation);
    }
    terminal.wait_for("Request ID ");
    let screen = terminal.screen();
    for value in ["demo-dbvb3y4qfjxw3svlwgra", "payments_app", "payments.cluster-c1demo"] {
        assert!(!screen.contains(value), "{screen}");
    }
}

#[test]
fn the_journal_has_the_id_and_the_reason_of_what_failed() {
    let mut terminal = open("prod/vault/root-token");
    terminal.type_keys("v");
    terminal.wait_for("Ask for the permission secretsmanager:GetSecretValue");
    terminal.type_keys("J");
    terminal.wait_for("✗ AccessDenied");
    terminal.wait_for("Access denied: GetSecretValue");
}

#[test]
fn another_region_has_its_own_secrets_and_the_way_back_is_the_same() {
    let mut terminal = open(POSTGRES);
    terminal.type_keys("w");
    terminal.wait_for("Switch Region");
    terminal.wait_for("in use");
    terminal.type_keys("us-e");
    terminal.wait_gone("ap-northeast-1");
    terminal.press(Key::Enter);
    terminal.wait_for("10 secrets");
    terminal.wait_for("prod/us/tax/avalara");
    terminal.wait_gone("ci/docker/registry");
    terminal.type_keys("w");
    terminal.wait_for("Switch Region");
    terminal.type_keys("eu-central-1");
    terminal.press(Key::Enter);
    terminal.wait_for(ALL_LISTED);
    terminal.wait_for("ci/docker/registry");
}

#[test]
fn the_panes_tell_replication_policy_and_rotation() {
    let mut terminal = open("shared/oauth/google-workspace");
    terminal.type_keys("6");
    terminal.wait_for("Failed");
    terminal.wait_for("Replication faile");

    let mut terminal = open("shared/maps/public-key");
    terminal.type_keys("5");
    terminal.wait_for("this may let everyone in");
    terminal.wait_for("\"Everyone\"");

    let mut terminal = open("shared/smtp/ses");
    terminal.type_keys("6");
    terminal.wait_for("InProgress");

    let mut terminal = open("prod/orders/postgres");
    terminal.type_keys("7");
    terminal.wait_for("overdue");
    terminal.wait_for("cron(0 4 ? * SUN *)");
}

#[test]
fn fifty_tags_scroll_and_long_names_keep_their_end() {
    let mut terminal = open("shared/generated/many-tags");
    terminal.type_keys("4");
    terminal.wait_for("Key");
    let first = terminal.screen();
    terminal.type_keys("G");
    terminal.wait_until("the last tags", |screen| {
        screen.rows(0, screen.size().1.get()).collect::<Vec<_>>().join("\n") != first
    });
}

#[test]
fn a_refresh_loads_the_list_and_a_pane_anew() {
    let mut terminal = open(POSTGRES);
    terminal.type_keys("rhrJ");
    terminal.wait_for("╭─ Journal ─");
    for operation in ["ListSecrets ", "DescribeSecret "] {
        terminal.wait_until(&format!("two of {operation}"), |screen| {
            // The one under the cursor is named once more below the rows.
            let is_row = |row: &String| row.contains(operation) && row.contains('✓');
            screen.rows(0, screen.size().1.get()).filter(is_row).count() == 2
        });
    }
}

#[test]
fn a_locale_without_unicode_gets_ascii() {
    let program = Program::strongroom(&["demo"]).env([("LC_ALL", "C")]);
    let mut terminal = program.start();
    terminal.wait_for("+- Secrets ");
    terminal.type_keys("?");
    terminal.wait_for("Keys in the list");
    assert!(terminal.screen().is_ascii(), "{}", terminal.screen());
}

#[test]
fn without_colours_the_cursor_is_seen_and_nothing_is_written_about_colours() {
    let terminal = Program::strongroom(&["demo"]).env([("NO_COLOR", "1")]).start();
    terminal.wait_for(ALL_LISTED);
    terminal.wait_for("ci/");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(raw.contains("\x1b[7m"), "the row under the cursor is reversed");
    for stray in ["\x1b[m", "\x1b[;m", "\x1b[39m", "\x1b[49m", "\x1b[38;", "\x1b[48;", "\x1b[36m"] {
        assert!(!raw.contains(stray), "{stray:?}");
    }
}

#[test]
fn the_screen_is_cleared_before_it_is_given_back() {
    let mut terminal = Program::strongroom(&["demo"]).env([("TERM", "dumb")]).start();
    terminal.wait_for("+- Secrets ");
    terminal.type_keys("q");
    terminal.expect_exit();
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    let cleared = raw.rfind("\x1b[1;1H\x1b[0m\x1b[J").expect("it is cleared");
    assert!(cleared < raw.rfind("\x1b[?1049l").expect("it is given back"));
}
