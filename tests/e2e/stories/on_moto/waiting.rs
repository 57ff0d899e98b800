//! An answer that does not come: it is said to be on its way, and nothing else waits for it.

use super::{at, behind_faults, one_secret, open};
use crate::fault::{Endpoint, Fault};

#[test]
fn a_pane_that_hangs_leaves_the_others_usable_and_fills_when_it_can() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    endpoint.fail("ListSecretVersionIds", Fault::Hold);
    let mut terminal = open(&endpoint.url(), "app/token");
    terminal.type_keys("3");
    terminal.wait_for("loading… since ");
    terminal.type_keys("4");
    terminal.wait_for("team");
    terminal.type_keys("v");
    terminal.wait_for("text, under 64 bytes");
    terminal.type_keys("3");
    terminal.wait_for("loading… since ");
    endpoint.mend("ListSecretVersionIds");
    terminal.wait_for("AWSCURRENT  ");
    terminal.wait_gone("loading…");
}

#[test]
fn a_value_that_is_no_longer_waited_for_is_let_go_of() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    endpoint.fail("GetSecretValue", Fault::Hold);
    let mut terminal = open(&endpoint.url(), "app/token");
    terminal.type_keys("v");
    terminal.wait_for("Reading the value…");
    terminal.type_keys("1J");
    terminal.wait_for("abandoned");
    endpoint.mend("GetSecretValue");
    terminal.type_keys("q");
    terminal.wait_gone("abandoned");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
}

#[test]
fn the_screen_is_there_before_any_answer() {
    let endpoint = Endpoint::only(Fault::Hold);
    let mut terminal = at(&endpoint.url(), &[]).start();
    terminal.wait_for("Loading secrets…");
    terminal.wait_for("us-east-1");
    terminal.type_keys("?");
    terminal.wait_for("Keys in the list");
    terminal.type_keys("q");
    terminal.wait_gone("Keys in the list");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}

#[test]
fn an_account_that_is_not_known_stops_nothing() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    endpoint.fail("GetCallerIdentity", Fault::Hold);
    let mut terminal = open(&endpoint.url(), "app/token");
    terminal.wait_for("1 secret ");
    terminal.type_keys("v");
    terminal.wait_for("text, under 64 bytes");

    endpoint.fail("GetCallerIdentity", Fault::denied("GetCallerIdentity"));
    terminal.wait_for("account unknown");
}
