//! Stories on moto, by what the user is at.

mod bookmarks;
mod bytes;
mod changing;
mod config_files;
mod connecting;
mod copying_as;
mod creating;
mod credentials;
mod custom_commands;
mod deleting;
mod listing;
mod logging_in;
mod marker;
mod marks;
mod policy;
mod reading;
mod rotation;
mod saving;
mod several_values;
mod tags;
mod trouble;
mod unanswered;
mod values;
mod waiting;

use serde_json::{Value, json};

use crate::boto::{Boto, connection};
use crate::fault::Endpoint;
use crate::moto::Moto;
use crate::program::Program;
use crate::terminal::Terminal;

/// The program, wide, at the endpoint at `url`.
fn at(url: &str, args: &[&str]) -> Program {
    Program::strongroom(args).size(160, 48).env(connection(url))
}

/// The program with this secret open and described.
fn open(url: &str, name: &str) -> Terminal {
    let terminal = at(url, &[name]).start();
    terminal.wait_for(&format!("╭─ {name} ─"));
    terminal.wait_for("read just now");
    terminal
}

/// A moto server with these secrets (see `create` in `seed.py`), and an endpoint before it that can misbehave.
fn behind_faults(secrets: &Value) -> (Moto, Endpoint) {
    let moto = Moto::start();
    moto.boto().create(secrets);
    let endpoint = Endpoint::before(moto.url());
    (moto, endpoint)
}

/// A secret of one text.
fn one_secret() -> Value {
    json!([{ "name": "app/token", "text": "hunter2", "tags": { "team": "web" } }])
}

/// The id of the version that has this label.
fn version(boto: &Boto, name: &str, label: &str) -> Option<String> {
    let described = boto.call("describe_secret", &json!({ "SecretId": name }));
    let versions = described["VersionIdsToStages"].as_object().expect("the secret has versions").clone();
    let labelled = |stages: &Value| stages.as_array().is_some_and(|stages| stages.contains(&json!(label)));
    versions.into_iter().find(|(_, stages)| labelled(stages)).map(|(id, _)| id)
}

/// Answers a question that must stand on screen.
#[track_caller]
fn confirm(terminal: &mut Terminal, question: &str) {
    terminal.wait_for(question);
    terminal.type_keys("y");
}
