//! The formats, read back by the programs that they are for.

use super::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Values that trouble one reader or another.
fn awkward() -> impl Strategy<Value = String> {
    let signs = r#"['"`\\$#=!%&|;<>(){}\[\]*?~ \t:\-A-Za-z0-9]{0,12}"#;
    prop_oneof![
        signs,
        "['\"\\\\\\$\\{\\}:\\-\\n\\r \\t#a]{0,10}",
        r"(\$\{[A-Za-z:\-]{0,6}\}?|\\|'|\n|\r\n|\\'|é){0,6}",
        r"[\x01-\x7f]{0,8}",
        r"\PC{0,10}",
        "[\u{1}-\u{ff}\u{2028}\u{feff}\u{1f600}]{0,8}",
    ]
}

/// Values that were seen to trouble readers, before those that are made up.
const KNOWN: [&str; 14] = [
    "",
    " ",
    "\\",
    "it's \\",
    "\\'",
    "${HOME}",
    "$HOME",
    "${:-x}",
    "a#b #c",
    "line\nline\n",
    "\r",
    "a\r\nb\\",
    "'\"`",
    "=",
];

fn values(count: usize) -> Vec<String> {
    let mut runner = TestRunner::new(Config::default());
    let mut values: Vec<String> = KNOWN.map(str::to_owned).to_vec();
    let mut made = || awkward().new_tree(&mut runner).expect("a value can be made").current();
    values.extend((0..count).map(|_| made()));
    values
}

fn variables(values: &[String]) -> Vec<Variable> {
    let variable = |(at, value): (usize, &String)| Variable::of_test(&format!("V_{at}"), value);
    values.iter().enumerate().map(variable).collect()
}

/// The variables as a reader found them, written to a file in a format.
fn read_back(values: &[String], format: EnvFormat, reader: impl Fn(&Path) -> Command) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, written(&variables(values), format).unwrap().as_bytes()).unwrap();
    let output =
        reader(&path).env_clear().env("HOME", "/home/of-the-reader").env("LC_ALL", "C.UTF-8").output();
    let output = output.expect("the reader can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("the values are UTF-8");
    text.strip_suffix('\0').expect("a value").split('\0').map(str::to_owned).collect()
}

#[track_caller]
fn assert_same(values: &[String], found: &[String]) {
    assert_eq!(values.len(), found.len());
    for (value, found) in values.iter().zip(found) {
        assert_eq!(value, found);
    }
}

#[test]
fn shells_read_back_every_value() {
    let values = values(400);
    // The count is reached in the shell itself: its arguments would be parsed another time.
    let script = format!(
        "set -eu; . \"$0\"; at=0; while [ $at -lt {} ]; do eval \"printf '%s\\0' \\\"\\$V_$at\\\"\"; at=$((at + 1)); done",
        values.len()
    );
    for shell in ["bash", "dash", "sh"] {
        let reader = |path: &Path| {
            let mut command = Command::new(format!("/bin/{shell}"));
            command.arg("-c").arg(&script).arg(path);
            command
        };
        assert_same(&values, &read_back(&values, EnvFormat::Export, reader));
    }
}

#[test]
fn python_dotenv_reads_back_every_value() {
    let values = values(600);
    let script = "import sys, dotenv\nfor value in dotenv.dotenv_values(sys.argv[1]).values():\n    sys.stdout.buffer.write(value.encode() + b'\\0')";
    let reader = |path: &Path| {
        let mut command = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/venv/bin/python"));
        command.args(["-X", "utf8", "-c", script]).arg(path);
        command
    };
    assert_same(&values, &read_back(&values, EnvFormat::Dotenv, reader));
}

#[test]
fn plain_values_are_bare_for_all_readers_of_dotenv_files() {
    for plain in ["5432", "https://a.b/c?d=e&f=%20", "C:\\dir\\", "a.b-c_d+e/f=="] {
        assert_eq!(crate::secrets::dotenv_value(plain), plain);
    }
    assert_eq!(crate::secrets::dotenv_value("a b"), "'a b'");
}

#[test]
fn json_reads_back_every_value_in_order() {
    let values = values(200);
    let text = written(&variables(&values), EnvFormat::Json).unwrap();
    let object: Value = serde_json::from_str(&text).unwrap();
    let found: Vec<String> =
        object.as_object().unwrap().values().map(|value| value.as_str().unwrap().to_owned()).collect();
    assert_same(&values, &found);
}

/// What docker's client makes of an `--env-file`, by its documented rules: lines of at most 64 KiB, a carriage return before the
/// end of a line is a part of it, blanks before the name and lines that begin with `#` are ignored, the rest is the value.
fn docker(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        assert!(line.len() < 65_536);
        let line = line.trim_start();
        if let Some((name, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            assert!(!name.is_empty() && !name.contains(char::is_whitespace));
            found.insert(name.to_owned(), value.to_owned());
        }
    }
    found
}

proptest! {
    #[test]
    fn docker_reads_back_every_value_that_is_not_refused(value in awkward()) {
        let variables = [Variable::of_test("V", &value)];
        match written(&variables, EnvFormat::Docker) {
            Ok(text) => prop_assert_eq!(docker(&text).remove("V"), Some(value)),
            Err(_) => prop_assert!(value.contains('\n') || value.ends_with('\r')),
        }
    }
}

#[test]
fn a_value_that_docker_can_not_read_is_refused_with_its_key() {
    for value in ["marker\nb".to_owned(), "marker\r".to_owned(), "marker".repeat(11_000)] {
        let told = written(&[Variable::of_test("V", &value)], EnvFormat::Docker).unwrap_err().to_string();
        assert!(told.contains("`V`") && !told.contains("marker"), "{told}");
    }
    assert!(written(&[Variable::of_test("V", &"x".repeat(65_533))], EnvFormat::Docker).is_ok());
}
