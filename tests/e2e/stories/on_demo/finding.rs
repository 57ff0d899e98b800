//! Finding a secret among many.

use super::{ALL_LISTED, POSTGRES, demo, escape, listed};
use crate::keys::Key;
use crate::terminal::Terminal;

/// Waits until this is the first name in the list.
#[track_caller]
fn wait_first(terminal: &Terminal, name: &str) {
    terminal.wait_until(&format!("{name} to be the first row"), |screen| {
        let rows: Vec<String> = screen.rows(0, screen.size().1.get()).collect();
        let heading = rows.iter().position(|row| row.contains("Changed"));
        heading.and_then(|at| rows.get(at + 1)).is_some_and(|row| row.contains(name))
    });
}

#[test]
fn a_few_letters_find_a_secret_and_enter_opens_it() {
    let mut terminal = listed();
    terminal.type_keys("/prpapo");
    terminal.wait_for("3 of 73");
    wait_first(&terminal, POSTGRES);
    terminal.press(Key::Enter);
    terminal.press(Key::Enter);
    terminal.wait_for(&format!("╭─ {POSTGRES} ─"));
    terminal.wait_for("Primary database of the payments service");
}

#[test]
fn keys_typed_ahead_reach_the_secret_that_is_found() {
    let mut terminal = listed();
    terminal.type_keys("/prpapo\r\rv");
    terminal.wait_for("payments");
    terminal.wait_for("••••");
    terminal.type_keys("J");
    terminal.wait_for("GetSecretValue");
    let screen = terminal.screen();
    let read: Vec<&str> = screen.lines().filter(|line| line.contains("GetSecretValue ")).collect();
    assert!(read.iter().all(|line| line.contains(POSTGRES)), "{read:#?}");
}

#[test]
fn words_and_terms_narrow_the_list_and_esc_widens_it() {
    let mut terminal = listed();
    terminal.type_keys("/tag:team=payments !staging");
    terminal.wait_for("7 of 73");
    terminal.type_keys(" rotation:on");
    terminal.wait_for("3 of 73");
    terminal.wait_for("prod/payments/ledger/mysql");
    escape(&mut terminal, "3 of 73");
    terminal.wait_for(ALL_LISTED);
}

#[test]
fn each_term_of_the_filter_finds_what_it_says() {
    for (filter, count, name) in [
        ("desc:stripe", "1 of 73", "prod/payments/stripe-api-key"),
        ("rotation:overdue !staging", "2 of 73", "prod/warehouse/analytics-api"),
        ("rotation:failed", "2 of 73", "prod/customers/tickets"),
        ("deleted:yes", "4 of 73", "staging/load-test/users"),
        ("owner:rds", "2 of 73", "rds!db-2f6d1c7e"),
        ("changed:<1d", "6 of 73", "shared/smtp/ses"),
        ("accessed:never kms:7f3c9a52", "4 of 73", "prod/vault/unseal-keys"),
    ] {
        let terminal = demo(&["--filter", filter]).start();
        terminal.wait_for(count);
        terminal.wait_for(name);
    }
}

#[test]
fn a_wrong_filter_says_what_is_wrong_and_keeps_the_last_good_result() {
    let mut terminal = listed();
    terminal.type_keys("/redshift ");
    terminal.wait_for("4 of 73");
    terminal.paste("rotation:sideways");
    terminal.wait_for("rotation: needs on, off");
    terminal.wait_for("4 of 73");
    terminal.wait_for("prod/warehouse/redshift-serverless");
}

#[test]
fn nothing_found_says_so_and_how_to_go_on() {
    let mut terminal = listed();
    terminal.type_keys("/xyzzy");
    terminal.wait_for("No secret matches the filter.");
    terminal.wait_for("esc clears the filter.");
    escape(&mut terminal, "No secret matches the filter.");
    terminal.wait_for(ALL_LISTED);
}

#[test]
fn pasted_text_is_a_filter_where_one_types_and_nothing_elsewhere() {
    let mut terminal = listed();
    terminal.paste("q\nR\ny");
    terminal.type_keys("/");
    terminal.paste("ledger\n");
    terminal.wait_for("2 of 73");
}

#[test]
fn names_unfold_as_a_tree_with_counts() {
    let mut terminal = listed();
    terminal.type_keys("t");
    terminal.wait_for("▸ ci/ 7");
    terminal.wait_for("▸ staging/ 9");
    terminal.wait_for("ci/ holds 7 secrets.");
    terminal.press(Key::Enter);
    terminal.wait_for("▾ ci/ 7");
    terminal.wait_for("▸ github/ 2");
    terminal.press(Key::Down);
    terminal.press(Key::Right);
    terminal.wait_for("▾ docker/ 1");
    terminal.press(Key::Down);
    terminal.wait_for("╭─ ci/docker/registry ─");
    terminal.press(Key::Left);
    terminal.wait_for("▸ docker/ 1");
    terminal.press(Key::Left);
    terminal.wait_for("▸ ci/ 7");
    terminal.type_keys("t");
    terminal.wait_for("ci/github/app-key");
}

#[test]
fn a_filtered_tree_shows_what_matches_unfolded() {
    let mut terminal = listed();
    terminal.type_keys("t");
    terminal.wait_for("▸ ci/ 7");
    terminal.type_keys("/mariadb");
    terminal.wait_for("2 of 73");
    terminal.wait_for("▾ prod/ 1");
    terminal.wait_for("▾ staging/ 1");
}

#[test]
fn the_list_is_sorted_by_any_column_and_back() {
    let mut terminal = listed();
    wait_first(&terminal, "ci/docker/registry");
    terminal.type_keys("S");
    terminal.wait_for("Name▼");
    wait_first(&terminal, "vpn.psk@office");
    terminal.type_keys("s");
    terminal.wait_for("Changed▼");
    terminal.type_keys("S");
    terminal.wait_for("Changed▲");
    wait_first(&terminal, "prod/legacy/fax-gateway");
}

#[test]
fn a_column_that_has_no_room_is_named_where_it_sorts() {
    let mut terminal = demo(&[]).size(100, 30).start();
    terminal.wait_for(ALL_LISTED);
    terminal.wait_until("no column of tags", |screen| {
        !screen.rows(0, screen.size().1.get()).any(|row| row.contains("Changed") && row.contains("Tags"))
    });
    terminal.type_keys("sssss");
    terminal.wait_for("by tags▲");
    terminal.type_keys("S");
    terminal.wait_for("by tags▼");
    wait_first(&terminal, "many-tags");
}

#[test]
fn the_ends_of_the_list_are_a_key_away() {
    let mut terminal = listed();
    terminal.press(Key::End);
    terminal.wait_for("╭─ vpn.psk@office ─");
    terminal.press(Key::Home);
    terminal.wait_for("╭─ ci/docker/registry ─");
    terminal.press(Key::PageDown);
    terminal.wait_gone("╭─ ci/docker/registry ─");
    terminal.press(Key::PageUp);
    terminal.wait_for("╭─ ci/docker/registry ─");
    terminal.type_keys("jjk");
    terminal.wait_for("╭─ ci/github/app-key ─");
}

#[test]
fn scattered_letters_find_nothing_and_words_may_be_alternatives() {
    let mut terminal = listed();
    terminal.type_keys("/pretty");
    terminal.wait_for("No secret matches the filter.");
    terminal.type_keys("\r/ledger|mariadb");
    terminal.wait_for("4 of 73");
    terminal.type_keys(" ^prod");
    terminal.wait_for("3 of 73");
}

#[test]
fn tab_completes_the_filter_and_an_arn_that_is_pasted_finds_its_secret() {
    let mut terminal = listed();
    terminal.type_keys("/rot");
    terminal.wait_for("tab  rotation:");
    terminal.press(Key::Tab);
    terminal.wait_for("tab  on  off  none  pending  overdue  failed");
    terminal.type_keys("f");
    terminal.press(Key::Tab);
    terminal.wait_for("2 of 73");
    terminal.press(Key::Enter);
    terminal.type_keys("/");
    terminal.paste(" \"arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/payments/postgres\"\n");
    terminal.wait_for("1 of 73");
    terminal.wait_for("The ARN is in eu-west-1");
    wait_first(&terminal, POSTGRES);
}
