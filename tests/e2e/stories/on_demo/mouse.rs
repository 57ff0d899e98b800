//! The mouse: clicks on rows and tabs, the wheel.

use super::listed;
use crate::keys::Mouse;

#[test]
fn a_click_selects_a_row_and_a_tab() {
    let mut terminal = listed();
    terminal.point_at("prod/catalog/mongo", Mouse::Click);
    terminal.wait_for("╭─ prod/catalog/mongo ─");
    terminal.point_at("Tags ", Mouse::Click);
    terminal.point_at("4 Tag", Mouse::Click);
    terminal.wait_for("Value");
    terminal.wait_for("catalog");
    terminal.point_at("3 Ver", Mouse::Click);
    terminal.wait_for("AWSPREVIOUS");
    terminal.point_at("AWSPREVIOUS", Mouse::Click);
    terminal.type_keys("\r");
    terminal.wait_for("••••••••");
}

#[test]
fn the_wheel_moves_what_is_under_it() {
    let mut terminal = listed();
    terminal.point_at("ci/github/app-key", Mouse::WheelDown);
    terminal.wait_for("╭─ ci/npm/publish-token ─");
    terminal.point_at("ci/github/app-key", Mouse::WheelUp);
    terminal.wait_for("╭─ ci/docker/registry ─");
}

#[test]
fn a_click_unfolds_a_folder() {
    let mut terminal = listed();
    terminal.type_keys("t");
    terminal.point_at("▸ staging/", Mouse::Click);
    terminal.wait_for("▾ staging/ 9");
    terminal.point_at("▾ staging/", Mouse::Click);
    terminal.wait_for("▸ staging/ 9");
}

#[test]
fn a_stray_click_answers_no_question() {
    let mut terminal = super::open("prod/payments/postgres");
    terminal.type_keys("R");
    terminal.point_at("y yes", Mouse::Click);
    terminal.point_at("Secrets", Mouse::Click);
    terminal.type_keys("cn");
    terminal.wait_gone("Rotate prod/payments/postgres?");
    terminal.type_keys("J");
    terminal.wait_for("DescribeSecret");
    assert!(!terminal.screen().contains("RotateSecret"));
}

#[test]
fn a_double_click_opens_and_a_click_on_a_heading_sorts() {
    let mut terminal = super::demo(&[]).size(80, 24).start();
    terminal.wait_for(super::ALL_LISTED);
    terminal.point_at("Changed", Mouse::Click);
    terminal.wait_for("Changed▲");
    terminal.point_at("Changed▲", Mouse::Click);
    terminal.wait_for("Changed▼");
    terminal.point_at("Name", Mouse::Click);
    terminal.wait_for("Name▲");
    let mut terminal = listed();
    terminal.point_at("ci/github/app-key", Mouse::Click);
    terminal.point_at("ci/github/app-key", Mouse::Click);
    terminal.wait_for("╭─ ci/github/app-key ─");
    // The panes have the keys now: this one is a key of Overview alone.
    terminal.type_keys("d");
    terminal.wait_for("d hides the empty fields");
}

#[test]
fn a_click_in_a_field_sets_the_cursor_and_one_on_a_button_presses_it() {
    let mut terminal = super::open("prod/payments/postgres");
    terminal.type_keys("D");
    terminal.wait_for("[ctrl-s] review");
    terminal.point_at("KMS key ", Mouse::Click);
    terminal.wait_for("Key id, ARN or alias");
    terminal.point_at("Description ", Mouse::Click);
    terminal.wait_for("2,048 characters at most");
    terminal.type_keys("!");
    terminal.point_at("[ctrl-s] review", Mouse::Click);
    terminal.wait_for("n or enter back to the form");
    terminal.point_at("n or enter back to the form", Mouse::Click);
    terminal.wait_for("[esc] close");
    terminal.point_at("[esc] close", Mouse::Click);
    terminal.wait_for("Leave the form?");
    terminal.point_at("[y] yes", Mouse::Click);
    terminal.wait_gone("Change the details of");
}
