//! The first look, and going straight to a secret.

use super::{ALL_LISTED, POSTGRES, demo, described, listed, quit};
use crate::boto::connection;

#[test]
fn the_demo_shows_a_company_and_leaves_no_trace() {
    let terminal = listed();
    for text in
        ["Strongroom", "DEMO", "123456789012", "eu-central-1", "╭─ Secrets", "ci/docker/registry", "? help"]
    {
        terminal.wait_for(text);
    }
    quit(terminal);
}

#[test]
fn the_secret_under_the_cursor_is_described_without_reading_its_value() {
    let mut terminal = listed();
    terminal.wait_for("docker/registry-");
    terminal.type_keys("J");
    terminal.wait_for("DescribeSecret");
    assert!(!terminal.screen().contains("GetSecretValue"));
}

#[test]
fn a_secret_is_opened_by_its_name() {
    let mut terminal = demo(&[POSTGRES]).start();
    described(&terminal, POSTGRES);
    terminal.wait_for("Primary database of the payments service");
    terminal.type_keys("4");
    terminal.wait_for("cost-center");
}

#[test]
fn a_secret_is_opened_by_a_part_that_no_other_name_has() {
    let terminal = demo(&["stripe-webhook"]).start();
    described(&terminal, "prod/payments/stripe-webhook");
}

#[test]
fn a_part_of_several_names_shows_which() {
    let terminal = demo(&["mariadb"]).start();
    terminal.wait_for("2 secrets have mariadb in their names.");
    terminal.wait_for("2 of 73");
    terminal.wait_for("prod/customers/mariadb");
    terminal.wait_for("staging/customers/mariadb");
}

#[test]
fn a_part_of_no_name_says_so_and_shows_the_list() {
    let terminal = demo(&["atlantis"]).start();
    terminal.wait_for("No secret has atlantis in its name.");
    terminal.wait_for("or filter the list (/)");
    terminal.wait_for(ALL_LISTED);
    quit(terminal);
}

#[test]
fn a_region_and_a_filter_are_given_at_the_start() {
    let terminal = demo(&["--region", "us-east-1", "--filter", "tag:team=tax"]).start();
    terminal.wait_for("us-east-1");
    terminal.wait_for("/ tag:team=tax");
}

#[test]
fn the_environment_and_config_of_aws_do_not_touch_the_demo() {
    let elsewhere = connection("http://127.0.0.1:9");
    let terminal = demo(&[]).env(elsewhere).env([("AWS_PROFILE", "missing")]).start();
    terminal.wait_for(ALL_LISTED);
    terminal.wait_for("eu-central-1");
}
