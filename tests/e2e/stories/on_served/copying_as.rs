//! Copying in the formats of other programs: each byte of what reaches the clipboard.

use serde_json::json;

use super::{POSTGRES, REGION, at, described, open, served};
use crate::boto::Boto;
use crate::keys::Key;
use crate::stories::copy_as;

fn arn(boto: &Boto, name: &str) -> String {
    super::describe(boto, name)["ARN"].as_str().expect("it has one").to_owned()
}

#[test]
fn each_format_reaches_the_clipboard_byte_by_byte() {
    let served = served();
    let value =
        json!({ "engine": "mysql", "host": "::1", "username": "a:b", "password": "p@'\"$\n", "dbname": "d" });
    let name = "app/it+s@home";
    let created = json!({ "Name": name, "SecretString": value.to_string() });
    served.boto().call("create_secret", &created);
    let arn = arn(served.boto(), name);
    let mut terminal = open(&served, name);
    terminal.type_keys("v");
    terminal.wait_for("••••");
    let url = served.url();
    for (typed, expected) in [
        ("conn", "mysql://a%3Ab:p%40%27%22%24%0A@[::1]/d".to_owned()),
        (".env line", "password='p@\\'\"$\n'".to_owned()),
        (".env file", "engine=mysql\nhost=::1\nusername=a:b\npassword='p@\\'\"$\n'\ndbname=d\n".to_owned()),
        (
            "cli",
            format!(
                "aws secretsmanager get-secret-value --secret-id {arn} --region {REGION} --endpoint-url {url} \
                 --query SecretString --output text | jq -r '.[\"password\"]'"
            ),
        ),
        ("ecs", format!("{arn}:password::")),
        ("cloudf", format!("{{{{resolve:secretsmanager:{arn}:SecretString:password}}}}")),
        (
            "terra",
            format!(
                "data \"aws_secretsmanager_secret_version\" \"app_it_s_home\" {{\n  secret_id = \"{name}\"\n}}\n\nlocals {{\n  \
                 app_it_s_home_password = jsondecode(data.aws_secretsmanager_secret_version.app_it_s_home.secret_string)[\"password\"]\n}}\n"
            ),
        ),
        (
            "console",
            format!(
                "https://{REGION}.console.aws.amazon.com/secretsmanager/secret?name=app%2Fit%2Bs%40home&region={REGION}"
            ),
        ),
    ] {
        copy_as(&mut terminal, typed, &expected);
    }
    for (typed, title, part) in [
        ("rust", "Rust SDK", "value.get(\"password\")"),
        ("python", "Python SDK (boto3)", "[\"password\"]"),
        ("javasc", "JavaScript SDK", "JSON.parse(response.SecretString)[\"password\"]"),
        ("go sdk", "Go SDK", "value[\"password\"]"),
        ("external", "External Secrets manifest", "property: \"password\""),
    ] {
        terminal.type_keys("cc");
        terminal.wait_for("Copy as");
        terminal.type_keys(typed);
        terminal.wait_for(&format!("› {typed}"));
        terminal.press(Key::Enter);
        terminal.wait_for(&format!("{title} of {name} copied"));
        let last = terminal.clipboard_writes().pop().expect("it was copied");
        assert!(last.contains(part) && last.contains(name), "{last}");
    }
}

#[test]
fn what_holds_the_value_is_cleared_and_what_does_not_stays() {
    let served = served();
    let mut terminal = at(&served, REGION, &["--clear-after", "1s", POSTGRES]).start();
    described(&terminal, POSTGRES);
    terminal.type_keys("cc");
    terminal.wait_for("Copy as");
    terminal.press(Key::Enter);
    terminal.wait_for("asked the terminal to clear Connection URL of prod/payments/postgres");
    let writes = terminal.clipboard_writes();
    assert!(writes[0].starts_with("postgresql://payments_app:") && writes[1].is_empty(), "{}", writes.len());
    let password = writes[0].split([':', '@']).nth(2).expect("it has one").to_owned();
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw.contains(&password), "it was on screen");
    copy_as(&mut terminal, "ecs", &arn(served.boto(), POSTGRES));
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    assert_eq!(terminal.clipboard_writes().last(), Some(&arn(served.boto(), POSTGRES)), "it is not cleared");
}

#[test]
fn scripts_get_the_same_and_a_terminal_no_value_unless_it_is_asked_for() {
    let served = served();
    let output = |args: &[&str]| {
        let terminal = at(&served, REGION, args).start();
        let status = terminal.expect_exit().exit_code();
        (status, terminal.screen())
    };
    let (status, screen) = output(&["get", POSTGRES, "--as", "ecs-value-from", "--key", "password"]);
    assert_eq!(status, 0, "{screen}");
    assert!(
        screen.replace('\n', "").contains(&format!("{}:password::", arn(served.boto(), POSTGRES))),
        "{screen}"
    );
    let (status, screen) = output(&["get", POSTGRES, "--as", "connection-url"]);
    assert_eq!(status, 2, "a terminal gets no value: {screen}");
    let (status, screen) = output(&["get", POSTGRES, "--as", "connection-url", "--reveal"]);
    assert!(status == 0 && screen.starts_with("postgresql://payments_app:"), "{screen}");
    let (status, screen) = output(&["get", POSTGRES, "--as", "env-line", "--reveal"]);
    assert!(status != 0 && screen.contains("Choose a member with --key."), "{screen}");
    let (_, screen) = output(&["get", POSTGRES, "--as", "conection-url"]);
    assert!(screen.contains("connection-url"), "{screen}");
}
