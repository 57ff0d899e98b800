//! The user's own commands as one more client of the service, and the rule that asks for the name before a change.

use std::fs;

use serde_json::json;

use super::at;
use crate::boto::from_venv;
use crate::keys::Key;
use crate::moto::Moto;
use crate::terminal::Terminal;
use crate::waiting::eventually;

const CONFIG: &str = ".config/strongroom/config.toml";
const SECRET: &str = "app/token";
const BY_NAME: &str = "[profiles.\"*\"]\nconfirm = \"type-name\"\n";

#[track_caller]
fn type_name(terminal: &mut Terminal, question: &str, name: &str) {
    terminal.wait_for(question);
    terminal.press(Key::Enter);
    terminal.wait_for("does not match");
    terminal.type_keys(name);
    terminal.press(Key::Enter);
}

#[test]
fn a_dangerous_command_asks_for_the_name_and_changes_the_secret_in_the_same_place() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": SECRET, "text": "hunter2" }]));
    let script = "import boto3, os; boto3.client('secretsmanager').tag_resource(\
                  SecretId=os.environ['ARN'], Tags=[{{'Key': 'by', 'Value': 'command'}}]); print('tagged', os.environ['ARN'])";
    let python = from_venv("python");
    let config = format!(
        "{BY_NAME}[commands.mine]\nkey = \"Z\"\ndangerous = true\nrun = [{:?}, \"-c\", {script:?}]\n\
         env = {{ ARN = \"{{arn}}\", TOKEN = \"{{value}}\" }}\n",
        python.display().to_string()
    );
    let mut terminal = at(moto.url(), &[SECRET]).file(CONFIG, &config).start();
    terminal.wait_for("read just now");
    terminal.type_keys("Z");
    type_name(&mut terminal, &format!("Run mine for {SECRET}?"), SECRET);
    terminal.wait_for("mine ended.");
    // The whole ARN, in which nothing is withheld.
    terminal.wait_for("tagged arn:aws:secretsmanager:us-east-1:123456789012:secret:app/token-");
    let tags = boto.call("describe_secret", &json!({ "SecretId": SECRET }))["Tags"].clone();
    assert_eq!(tags, json!([{ "Key": "by", "Value": "command" }]));
}

#[test]
fn the_input_has_the_bytes_that_boto3_put_and_lines_come_while_it_runs() {
    let moto = Moto::start();
    moto.boto().create(&json!([{ "name": "app/bytes", "base64": "AAEC/wob" }]));
    let script =
        "cat > \"$HOME/got\"; echo first; while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done; echo last";
    let config = format!(
        "[commands.mine]\nkey = \"Z\"\nstdin = \"value\"\nrun = [\"/bin/sh\", \"-c\", {script:?}]\n\
         [commands.other]\nkey = \"K\"\nrun = [\"/bin/sh\", \"-c\", \"echo one; exec sleep 1000\"]\n"
    );
    let program = at(moto.url(), &["app/bytes"]).file(CONFIG, &config);
    let home = program.home().to_owned();
    let mut terminal = program.start();
    terminal.wait_for("read just now");
    terminal.type_keys("Z");
    eventually("the bytes are there", || {
        fs::read(home.join("got")).is_ok_and(|got| got == [0, 1, 2, 255, 10, 27])
    });
    fs::write(home.join("go"), "").expect("the home is there");
    terminal.wait_for("mine ended.");
    terminal.wait_for("last");
    terminal.press(Key::Esc);
    terminal.wait_gone("mine ended.");
    terminal.type_keys("K");
    terminal.wait_for("one");
    terminal.wait_for("other runs since");
    terminal.press(Key::Esc);
    terminal.wait_for("other was stopped.");
    terminal.wait_for("one");
}

#[test]
fn a_save_asks_for_the_name_where_the_rule_says_so() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": SECRET, "json": { "user": "app" }, "tags": { "team": "web" } }]));
    let mut terminal = at(moto.url(), &[SECRET]).file(CONFIG, BY_NAME).start();
    terminal.wait_for("read just now");
    terminal.type_keys("4x");
    type_name(&mut terminal, "Remove", SECRET);
    terminal.wait_for("Tags changed: app/token.");
    let described = boto.call("describe_secret", &json!({ "SecretId": SECRET }));
    assert!(described["Tags"].as_array().is_none_or(Vec::is_empty), "{described}");
}
