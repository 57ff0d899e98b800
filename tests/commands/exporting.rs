//! `strongroom env`.

use crate::service::{Service, on_both};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

const DB: &str =
    "{\"USER_NAME\": \"ada\", \"PASSWORD\": \"it's ${HOME} \\\"q\\\" #x\\n\\\\\", \"PORT\": 5432.0}";
const PASSWORD: &str = "it's ${HOME} \"q\" #x\n\\";

#[test]
fn each_format_is_read_back_by_what_it_is_for() {
    on_both(&json!([{ "name": "app/db", "text": DB }, { "name": "app/token", "text": "tok" }]), |service| {
        let line = ["env", "app/db", "app/token", "--as", "TOKEN", "--format"];
        let text = |format: &str| service.run(&[&line[..], &[format]].concat()).out();
        let object: Value = serde_json::from_str(&text("json")).unwrap();
        let expected = json!({ "USER_NAME": "ada", "PASSWORD": PASSWORD, "PORT": "5432.0", "TOKEN": "tok" });
        assert_eq!(object, expected);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, text("export")).unwrap();
        let show = ". \"$0\"; printf '%s|%s|%s|%s' \"$USER_NAME\" \"$PASSWORD\" \"$PORT\" \"$TOKEN\"";
        for shell in ["bash", "dash"] {
            let shown = Command::new(shell).arg("-c").arg(show).arg(&file).output().unwrap();
            assert_eq!(String::from_utf8(shown.stdout).unwrap(), format!("ada|{PASSWORD}|5432.0|tok"));
        }
        std::fs::write(&file, text("dotenv")).unwrap();
        let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/venv/bin/python");
        let script = "import sys, json, dotenv; print(json.dumps(dotenv.dotenv_values(sys.argv[1])))";
        let read = Command::new(python).args(["-c", script]).arg(&file).output().unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&read.stdout).unwrap(), expected);
        let plain = service.run(&["env", "app/db", "--only", "USER_NAME,PORT", "--format", "docker"]).out();
        assert_eq!(plain, "USER_NAME=ada\nPORT=5432.0\n");
        assert_eq!(
            service.run(&["env", "app/db", "--only", "PORT", "--prefix", "DB_"]).out(),
            "DB_PORT=5432.0\n"
        );
        let refused = service.run(&["env", "app/db", "--format", "docker"]).fails(7);
        assert!(refused.contains("PASSWORD") && !refused.contains("it's"), "{refused}");
        service.run(&["env", "app/token"]).fails(2);
        service.run(&["env", "app/none"]).fails(3);
        service.run(&["env", "app/db", "--format", "yaml"]).fails(2);
    });
}

#[test]
fn docker_itself_sends_what_the_secret_has() {
    let service = Service::embedded();
    let members = json!({ "A": " leading", "B": "tra=iling ", "C": "\"q\" #x ${HOME}\t\u{feff}", "D": "" });
    service.boto().create(&json!([{ "name": "app/db", "text": members.to_string() }]));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, service.run(&["env", "app/db", "--format", "docker"]).out()).unwrap();
    let Some(variables) = crate::docker::variables_of(&file) else { return };
    let expected: Vec<String> = members
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| format!("{name}={}", value.as_str().unwrap()))
        .collect();
    assert_eq!(variables, expected);
}
