//! Stories on the embedded Secrets Manager as `strongroom serve` has it, by what the user is at. All 23 operations:
//! boto3 looks at the same service, and checks every effect.

mod certificates;
mod changed_meanwhile;
mod commands;
mod completions;
mod copying_as;
mod copying_in_scripts;
mod copying_secrets;
mod custom_commands;
mod deleting;
mod edges;
mod ending_in_a_change;
mod faults;
mod history;
mod http_faults;
mod list_cache;
pub mod marker;
mod memory;
mod narrow;
mod odd_lists;
mod outcome_matrix;
mod outcomes;
mod picking;
mod policy;
mod profiles;
mod reading;
mod replication;
mod rotation;
mod tags;
mod unanswered;
mod undoing;
mod values;
mod variables;

use serde_json::{Value, json};

use crate::boto::{Boto, connection};
use crate::keys::Key;
use crate::program::Program;
use crate::served::Served;
use crate::terminal::Terminal;

/// Where the company of the demo has most of its secrets.
const REGION: &str = "eu-central-1";
/// A secret with a value of one text, two versions, and nothing else.
const SLACK: &str = "shared/slack/bot-token";
const POSTGRES: &str = "prod/payments/postgres";

/// A server of its own.
fn served() -> Served {
    Served::start(REGION)
}

/// The program at that server, in this Region, wide.
fn at(served: &Served, region: &str, args: &[&str]) -> Program {
    at_url(served.url(), &[&["--region", region], args].concat())
}

/// The program at this endpoint, wide.
fn at_url(url: &str, args: &[&str]) -> Program {
    Program::strongroom(args).size(160, 48).env(connection(url)).env([("AWS_REGION", REGION)])
}

/// The program with this secret open and described.
fn open(served: &Served, name: &str) -> Terminal {
    let terminal = at(served, REGION, &[name]).start();
    described(&terminal, name);
    terminal
}

/// Waits until the secret is open and described.
#[track_caller]
fn described(terminal: &Terminal, name: &str) {
    terminal.wait_for(&format!("╭─ {name} ─"));
    terminal.wait_for("read just now");
}

/// What `DescribeSecret` says.
fn describe(boto: &Boto, name: &str) -> Value {
    boto.call("describe_secret", &json!({ "SecretId": name }))
}

/// The current value, if it is text.
fn text(boto: &Boto, name: &str) -> Value {
    boto.call("get_secret_value", &json!({ "SecretId": name }))["SecretString"].clone()
}

/// Answers a question that must stand on screen.
#[track_caller]
fn confirm(terminal: &mut Terminal, question: &str) {
    terminal.wait_for(question);
    terminal.type_keys("y");
}

/// Adds a tag to the secret of [`SLACK`], which must be open.
#[track_caller]
fn add_audit_tag(terminal: &mut Terminal) {
    review_audit_tag(terminal);
    confirm(terminal, "+ audit = 2026");
}

/// Types a tag for the secret of [`SLACK`], which must be open, and asks for its review.
#[track_caller]
fn review_audit_tag(terminal: &mut Terminal) {
    terminal.type_keys("4T");
    terminal.wait_for("Tags of shared/slack/bot-token");
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("audit");
    terminal.press(Key::Tab);
    terminal.type_keys("2026");
    terminal.press(Key::Ctrl('s'));
}
