//! The program ends while a change is under way: the terminal is closed, or a signal comes. The change is not sent twice, and
//! nothing stays behind.

use rustix::process::Signal;
use serde_json::json;

use super::{SLACK, at_url, confirm, described, served, text};
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::waiting;

/// The way in which the program ends.
#[derive(Clone, Copy, Debug)]
enum End {
    Closed,
    Signal(Signal, u32),
    Killed,
}

const ENDS: [End; 5] = [
    End::Closed,
    End::Signal(Signal::HUP, 129),
    End::Signal(Signal::TERM, 143),
    End::Signal(Signal::INT, 130),
    End::Killed,
];

/// A value is copied; another is saved at an endpoint that has this fault, and the program ends before it has an answer.
fn end_while_saving(end: End, fault: Fault, arrives: usize) {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let versions = || {
        let all = json!({ "SecretId": SLACK, "IncludeDeprecated": true });
        served.boto().call("list_secret_version_ids", &all)["Versions"].as_array().map_or(0, Vec::len)
    };
    let before = (versions(), text(served.boto(), SLACK));
    // Over SSH the terminal has the copy, and would keep it.
    let program = at_url(&endpoint.url(), &["--no-cache", SLACK]).env([("SSH_TTY", "/dev/pts/9")]);
    let mut terminal = program.start();
    described(&terminal, SLACK);
    terminal.type_keys("Y");
    terminal.wait_for("clears in");
    endpoint.fail("PutSecretValue", fault);
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('k'));
    terminal.type_keys("hunter3");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "Save the value of ");
    endpoint.wait_for_calls("PutSecretValue", 1);
    match end {
        End::Closed => {
            terminal.close();
            assert_eq!(terminal.expect_exit().exit_code(), 129, "{end:?}");
        }
        End::Signal(signal, status) => {
            terminal.signal(signal);
            assert_eq!(terminal.expect_exit().exit_code(), status, "{end:?}");
            terminal.assert_restored();
            terminal.wait_clipboard("");
        }
        End::Killed => {
            terminal.signal(Signal::KILL);
            terminal.expect_killed();
            terminal.wait_clipboard("");
        }
    }
    waiting::found("what has arrived", || (endpoint.arrived("PutSecretValue") == arrives).then_some(()));
    let made = if arrives == 0 { before } else { (before.0 + 1, json!("hunter3")) };
    waiting::found(&format!("{made:?} after {end:?}"), || {
        (made == (versions(), text(served.boto(), SLACK))).then_some(())
    });
}

#[test]
fn a_change_that_did_not_arrive_is_not_made() {
    for end in ENDS {
        end_while_saving(end, Fault::Hold, 0);
    }
}

#[test]
fn a_change_that_arrived_is_made_once() {
    for end in ENDS {
        end_while_saving(end, Fault::AfterArrival(Box::new(Fault::Hold)), 1);
    }
}
