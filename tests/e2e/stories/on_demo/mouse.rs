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
