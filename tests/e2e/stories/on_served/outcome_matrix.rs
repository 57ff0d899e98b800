//! Every operation that changes something, with every fault that leaves its outcome open: it is told as done, and has reached
//! the service once.

mod changes;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::thread;

use serde_json::json;

use super::faults::{OK, raw};
use super::{at_url, described, served};
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use changes::{Change, changes};

/// Makes each change at an endpoint whose first answers are these faults.
fn each_change(faults: fn() -> Vec<Fault>) {
    let waiting = Mutex::new(changes().into_iter());
    let failed = Mutex::new(Vec::new());
    let next = || waiting.lock().expect("no thread panics with it").next();
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while let Some(change) = next() {
                    if catch_unwind(AssertUnwindSafe(|| make_once(&change, &faults()))).is_err() {
                        failed.lock().expect("no thread panics with it").push(change.operation);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().expect("no thread panics with it");
    assert!(failed.is_empty(), "failed: {failed:?}");
}

fn make_once(change: &Change, faults: &[Fault]) {
    let served = served();
    (change.prepare)(&served);
    let endpoint = Endpoint::before(served.url());
    let args = ["--no-cache", "--region", change.region, change.secret];
    let mut terminal = at_url(&endpoint.url(), &args).start();
    described(&terminal, change.secret);
    endpoint.fail_in_turn(change.operation, faults);
    (change.make)(&mut terminal);
    terminal.wait_for(change.says);
    assert!((change.is_done)(&served), "{} is told as done, and is not", change.operation);
    assert_eq!(endpoint.arrived(change.operation), 1, "{} has arrived once", change.operation);
    terminal.press(Key::Ctrl('c'));
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}

fn failure() -> Fault {
    let body = json!({ "__type": "InternalServiceError", "Message": "An error occurred" }).to_string();
    Fault::Answer { status: 500, content_type: "application/x-amz-json-1.1", body }
}

fn throttled() -> Fault {
    Fault::error("ThrottlingException", "Rate exceeded")
}

/// The request arrives; the client meets the fault instead of the answer.
fn heard(fault: Fault) -> Fault {
    Fault::AfterArrival(Box::new(fault))
}

#[test]
fn every_change_is_among_them() {
    let mut operations: Vec<&str> = changes().iter().map(|change| change.operation).collect();
    operations.sort_unstable();
    operations.dedup();
    assert_eq!(operations.len(), 15, "{operations:?}");
}

#[test]
fn the_answer_is_lost() {
    each_change(|| vec![Fault::LoseAnswer, Fault::Reset, Fault::Reset]);
}

#[test]
fn the_answer_is_cut() {
    each_change(|| {
        let cut = raw(&format!("{OK}\r\nContent-Length: 500"), b"{\"ARN\":\"arn:aws");
        vec![heard(cut), Fault::Reset, Fault::Reset]
    });
}

#[test]
fn it_is_a_failure_of_the_service_after_the_effect() {
    each_change(|| vec![heard(failure()), failure(), failure()]);
}

#[test]
fn it_is_throttled_after_the_effect() {
    each_change(|| vec![Fault::LoseAnswer, throttled(), throttled()]);
}

#[test]
fn the_login_ends_after_the_effect() {
    each_change(|| {
        let message = "The security token included in the request is expired";
        vec![Fault::LoseAnswer, Fault::error("ExpiredTokenException", message)]
    });
}

#[test]
fn the_connection_is_reset_before_the_effect() {
    each_change(|| vec![Fault::Reset]);
}
