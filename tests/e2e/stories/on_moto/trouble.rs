//! What goes wrong: each says what, why and what next, and the program goes on.

use super::{at, behind_faults, one_secret, open};
use crate::fault::{Endpoint, Fault, Refusing};
use crate::terminal::Terminal;

/// Whatever has failed, help opens and `q` leaves.
#[track_caller]
fn goes_on(mut terminal: Terminal) {
    terminal.type_keys("?");
    terminal.wait_for("Keys in ");
    terminal.type_keys("?");
    terminal.wait_gone("Keys in ");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}

#[test]
fn an_endpoint_that_refuses_connections() {
    let refusing = Refusing::start();
    let terminal = at(&refusing.url(), &[]).start();
    terminal.wait_for(&format!("Can't reach {}", refusing.url()));
    terminal.wait_for("Check the network, a proxy or VPN, and --endpoint-url");
    goes_on(terminal);
}

#[test]
fn an_endpoint_that_answers_garbage() {
    let endpoint = Endpoint::only(Fault::garbage());
    let terminal = at(&endpoint.url(), &[]).start();
    terminal.wait_for("ListSecrets: not a Secrets Manager response");
    terminal.wait_for("Check that the endpoint is Secrets Manager");
    goes_on(terminal);
}

#[test]
fn an_endpoint_that_resets_connections() {
    let endpoint = Endpoint::only(Fault::Reset);
    let terminal = at(&endpoint.url(), &[]).start();
    terminal.wait_for("ListSecrets: the connection was lost");
    terminal.wait_for(&format!("The connection to {} was closed", endpoint.url()));
    goes_on(terminal);
}

#[test]
fn credentials_that_the_service_does_not_accept() {
    for code in ["UnrecognizedClientException", "InvalidSignatureException", "InvalidClientTokenId"] {
        let endpoint =
            Endpoint::only(Fault::error(code, "The security token included in the request is invalid."));
        let terminal = at(&endpoint.url(), &[]).start();
        terminal.wait_for("AWS does not accept these credentials");
        terminal.wait_for(code);
        terminal.wait_for("Check the access key");
        goes_on(terminal);
    }
}

#[test]
fn a_login_that_has_expired_and_is_renewed() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    endpoint.fail("ListSecrets", Fault::error("ExpiredTokenException", "The security token is expired"));
    let mut terminal = at(&endpoint.url(), &[]).start();
    terminal.wait_for("The AWS login has expired");
    terminal.wait_for("start again");
    endpoint.mend("ListSecrets");
    terminal.type_keys("r");
    terminal.wait_for("1 secret ");
    goes_on(terminal);
}

#[test]
fn a_login_that_has_expired_leaves_the_list_however_often_it_is_refreshed() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    let mut terminal = at(&endpoint.url(), &["--no-cache"]).start();
    terminal.wait_for("1 secret ");
    terminal.type_keys(" ");
    terminal.wait_for("1 marked");
    endpoint.fail("ListSecrets", Fault::error("ExpiredTokenException", "The security token is expired"));
    terminal.type_keys("r");
    terminal.wait_for("refresh failed");
    for _ in 0..2 {
        let calls = endpoint.count("ListSecrets");
        terminal.type_keys("r");
        endpoint.wait_for_calls("ListSecrets", calls + 1);
        terminal.wait_for("failed: an earlier list is shown");
        terminal.wait_for("app/token");
        terminal.wait_for("1 marked");
    }
    endpoint.mend("ListSecrets");
    terminal.type_keys("r");
    terminal.wait_gone("as of just now");
    terminal.wait_for("1 secret ");
    terminal.wait_for("1 marked");
    goes_on(terminal);
}

#[test]
fn listing_that_is_denied_names_the_permission_and_a_known_secret_opens_all_the_same() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    endpoint.fail("ListSecrets", Fault::denied("ListSecrets"));
    let mut terminal = open(&endpoint.url(), "app/token");
    terminal.wait_for("Ask for the permission secretsmanager:ListSecrets");
    terminal.type_keys("v");
    terminal.wait_for("text, under 64 bytes");
    goes_on(terminal);
}

#[test]
fn one_denied_operation_hides_no_other() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    endpoint.fail("GetSecretValue", Fault::denied("GetSecretValue"));
    let mut terminal = open(&endpoint.url(), "app/token");
    terminal.type_keys("v");
    terminal.wait_for("Ask for the permission secretsmanager:GetSecretValue");
    terminal.type_keys("3");
    terminal.wait_for("AWSCURRENT  ");
    terminal.type_keys("4");
    terminal.wait_for("web");
    endpoint.mend("GetSecretValue");
    terminal.type_keys("v");
    terminal.wait_for("text, under 64 bytes");
}

#[test]
fn throttling_without_end_says_so() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    let mut terminal = open(&endpoint.url(), "app/token");
    endpoint.fail("GetSecretValue", Fault::error("ThrottlingException", "Rate exceeded"));
    terminal.type_keys("v");
    terminal.wait_for("GetSecretValue: too many requests");
    terminal.wait_for("Wait a few seconds, then refresh.");
    assert_eq!(endpoint.count("GetSecretValue"), 3);
    goes_on(terminal);
}

#[test]
fn a_service_that_fails_says_whose_fault_it_is() {
    let fault = Fault::Answer {
        status: 500,
        content_type: "application/x-amz-json-1.1",
        body: r#"{"__type":"InternalServiceError","Message":"An error occurred on the server side."}"#
            .to_owned(),
    };
    let (_moto, endpoint) = behind_faults(&one_secret());
    let mut terminal = open(&endpoint.url(), "app/token");
    endpoint.fail("GetResourcePolicy", fault);
    terminal.type_keys("5");
    terminal.wait_for("GetResourcePolicy: internal server error");
    terminal.wait_for("Try again in a few minutes.");
    goes_on(terminal);
}

#[test]
fn words_of_an_error_that_command_the_terminal_are_shown_not_sent() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    let mut terminal = open(&endpoint.url(), "app/token");
    endpoint.fail("GetSecretValue", Fault::error("AccessDeniedException", "no\x1b]0;title\x07 \u{202e}way"));
    terminal.type_keys("v");
    terminal.wait_for("no\\u{1b}]0;title");
    let raw = terminal.raw();
    assert!(!raw.windows(4).any(|window| window == b"\x1b]0;"));
    goes_on(terminal);
}
