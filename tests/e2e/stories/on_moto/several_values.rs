//! Several values at once: compared, searched, copied.

use serde_json::json;

use super::at;
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::moto::Moto;

#[test]
fn several_values_are_compared_masked_revealed_and_copied() {
    let moto = Moto::start();
    moto.boto().create(&json!([
        { "name": "dev/db", "json": { "user": "app", "password": "dev-hunter2" } },
        { "name": "prod/db", "json": { "user": "app", "password": "prod-hunter2", "port": 5432 } },
    ]));
    let mut terminal = at(moto.url(), &[]).start();
    terminal.wait_for("2 secrets");
    terminal.type_keys("*=");
    terminal.wait_for("same");
    terminal.wait_for("differs");
    terminal.wait_for("only in prod/db");
    assert!(!terminal.screen().contains("hunter2"));
    terminal.press(Key::Ctrl('s'));
    let env = "# dev/db\nDEV_DB_USER=app\nDEV_DB_PASSWORD=dev-hunter2\n\
               # prod/db\nPROD_DB_USER=app\nPROD_DB_PASSWORD=prod-hunter2\nPORT=5432\n";
    terminal.wait_clipboard(env);
    assert!(!terminal.screen().contains("hunter2"));
    terminal.type_keys("port");
    terminal.wait_for("1 of 2 have the key port.");
    for _ in 0..4 {
        terminal.press(Key::Backspace);
    }
    terminal.press(Key::Ctrl('r'));
    terminal.wait_for("prod-hunter2");
    terminal.press(Key::Ctrl('r'));
    terminal.wait_gone("hunter2");
}

#[test]
fn values_that_are_denied_say_so_and_the_program_goes_on() {
    let moto = Moto::start();
    moto.boto().create(&json!([{ "name": "app/key", "text": "t" }]));
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail("BatchGetSecretValue", Fault::denied("BatchGetSecretValue"));
    let mut terminal = at(&endpoint.url(), &[]).start();
    terminal.wait_for("1 secret");
    terminal.type_keys("*=");
    terminal.wait_for("secretsmanager:BatchGetSecretValue");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("there is nothing to copy");
    terminal.press(Key::Esc);
    terminal.wait_gone("Values of 1 secret");
}
