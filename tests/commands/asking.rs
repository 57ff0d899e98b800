//! Questions on a terminal.

use crate::boto::connection;
use crate::service::Service;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use serde_json::json;
use std::io::{Read, Write};
use tempfile::TempDir;

/// Runs a command on a terminal, types `answer` once it asks, and tells its exit status and what was shown.
fn answered(service: &Service, args: &[&str], answer: &str) -> (u32, String) {
    let pty = native_pty_system().openpty(PtySize::default()).expect("a terminal can be opened");
    let home = TempDir::new().expect("a home can be made");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_strongroom"));
    command.args(args);
    command.cwd(home.path());
    command.env_clear();
    command.env("HOME", home.path());
    for (name, value) in connection(service.url()) {
        command.env(name, value);
    }
    let mut child = pty.slave.spawn_command(command).expect("the program can be started");
    drop(pty.slave);
    let (mut reader, mut writer) = (
        pty.master.try_clone_reader().expect("a terminal can be read"),
        pty.master.take_writer().expect("a terminal can be written"),
    );
    let (mut shown, mut is_typed) = (Vec::new(), false);
    let mut piece = [0; 1024];
    // Reading fails once the command has let the terminal go.
    while let Ok(count @ 1..) = reader.read(&mut piece) {
        shown.extend_from_slice(&piece[..count]);
        if !is_typed && String::from_utf8_lossy(&shown).contains("[y/N]") {
            writer.write_all(answer.as_bytes()).expect("the terminal takes input");
            is_typed = true;
        }
    }
    (child.wait().expect("it ends").exit_code(), String::from_utf8(shown).expect("the terminal shows text"))
}

#[test]
fn a_change_is_made_after_a_yes_only() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": "one", "versions": ["two"] }]));
    for answer in ["\n", "n\n", "x\n", "\u{4}"] {
        let (status, shown) = answered(&service, &["delete", "app/db"], answer);
        assert_eq!(status, 1, "{shown}");
        assert!(shown.contains("Delete app/db? [y/N]") && shown.contains("nothing was changed"), "{shown}");
        assert!(shown.contains("Account 123456789012 · Region us-east-1"), "{shown}");
    }
    assert!(service.described("app/db").get("DeletedDate").is_none());
    let (status, shown) =
        answered(&service, &["label", "app/db", "AWSCURRENT", "--to", "AWSPREVIOUS"], "y\n");
    assert_eq!(status, 0, "{shown}");
    assert!(shown.contains("Labels before and after"), "{shown}");
    assert_eq!(service.read("app/db")["SecretString"], "one");
    let (status, shown) = answered(&service, &["delete", "app/db"], "YES\n");
    assert_eq!(status, 0, "{shown}");
    assert!(service.described("app/db")["DeletedDate"].is_string());
}

#[test]
fn a_value_is_not_typed_on_the_terminal() {
    let service = Service::embedded();
    let (status, shown) = answered(&service, &["set", "app/db"], "");
    assert_eq!(status, 2, "{shown}");
    assert!(shown.contains("--file"), "{shown}");
}
