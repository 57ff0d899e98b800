//! Where the program goes: environment, config files, options, and from inside.

use super::{at, one_secret};
use crate::fault::Refusing;
use crate::keys::Key;
use crate::moto::Moto;
use crate::program::Program;

const KEYS: &str = "aws_access_key_id = testing\naws_secret_access_key = testing\n";

/// The program, wide, with nothing set.
fn bare(args: &[&str]) -> Program {
    Program::strongroom(args).size(160, 48)
}

/// A config file with a profile for each server.
fn config(profiles: &[(&str, &Moto)]) -> String {
    let profile = |(name, moto): &(&str, &Moto)| {
        format!("[profile {name}]\nregion = us-east-1\nendpoint_url = {}\n{KEYS}", moto.url())
    };
    profiles.iter().map(profile).collect()
}

#[test]
fn the_variable_for_secrets_manager_alone_is_heeded_and_sts_may_fail() {
    let (moto, refusing) = (Moto::start(), Refusing::start());
    moto.boto().create(&one_secret());
    let (url, sts) = (moto.url().to_owned(), refusing.url());
    let variables = [
        ("AWS_ENDPOINT_URL_SECRETS_MANAGER", url.as_str()),
        ("AWS_ENDPOINT_URL_STS", &sts),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "testing"),
        ("AWS_SECRET_ACCESS_KEY", "testing"),
    ];
    let terminal = bare(&[]).env(variables).start();
    terminal.wait_for("1 secret ");
    terminal.wait_for(&url);
    terminal.wait_for("account unknown");
}

#[test]
fn the_options_come_before_the_environment() {
    let (moto, refusing) = (Moto::start(), Refusing::start());
    moto.boto().create(&one_secret());
    let terminal = at(&refusing.url(), &["--endpoint-url", moto.url(), "--region", "us-east-1"]).start();
    terminal.wait_for("1 secret ");
    terminal.wait_for(moto.url());
}

#[test]
fn a_profile_of_the_config_file_is_used_and_named() {
    let moto = Moto::start();
    moto.boto().create(&one_secret());
    let terminal =
        bare(&["--profile", "staging"]).file(".aws/config", &config(&[("staging", &moto)])).start();
    terminal.wait_for("staging");
    terminal.wait_for("1 secret ");
    terminal.wait_for("123456789012");
    terminal.wait_for("app/token");
}

#[test]
fn profiles_are_switched_from_inside() {
    let (first, second) = (Moto::start(), Moto::start());
    first.boto().create(&one_secret());
    second.boto().create_many("other/", 3);
    let file = config(&[("first", &first), ("second", &second)]);
    let mut terminal = bare(&["--profile", "first"]).file(".aws/config", &file).start();
    terminal.wait_for("app/token");
    terminal.type_keys("p");
    terminal.wait_for("in use");
    terminal.type_keys("sec");
    terminal.wait_until("one profile", |screen| {
        !screen.rows(0, screen.size().1.get()).any(|row| row.contains("in use"))
    });
    terminal.press(Key::Enter);
    terminal.wait_for("3 secrets");
    terminal.wait_for("other/0002");
    terminal.wait_gone("app/token");
    terminal.type_keys("p");
    terminal.wait_for("in use");
    terminal.type_keys("fir");
    terminal.press(Key::Enter);
    terminal.wait_for("app/token");
}

#[test]
fn a_profile_that_is_missing_is_named_and_another_chosen() {
    let moto = Moto::start();
    moto.boto().create(&one_secret());
    let file = config(&[("staging", &moto)]);
    let mut terminal = bare(&["--profile", "atlantis"]).file(".aws/config", &file).start();
    terminal.wait_for("No profile named atlantis");
    terminal.wait_for("Switch to a profile that exists.");
    terminal.type_keys("p");
    terminal.wait_for("staging  us-east-1");
    terminal.press(Key::Enter);
    terminal.wait_for("1 secret ");
}

#[test]
fn no_region_asks_for_one_and_goes_there() {
    let moto = Moto::start();
    moto.boto().create(&one_secret());
    let variables = [
        ("AWS_ENDPOINT_URL", moto.url()),
        ("AWS_ACCESS_KEY_ID", "testing"),
        ("AWS_SECRET_ACCESS_KEY", "testing"),
    ];
    let mut terminal = bare(&[]).env(variables).start();
    terminal.wait_for("No Region is set");
    terminal.wait_for("start with --region");
    terminal.type_keys("w");
    terminal.wait_for("Switch Region");
    terminal.type_keys("us-east-1");
    terminal.press(Key::Enter);
    terminal.wait_for("1 secret ");
}

#[test]
fn no_credentials_say_which_command_makes_them() {
    let moto = Moto::start();
    let variables = [("AWS_ENDPOINT_URL", moto.url()), ("AWS_REGION", "us-east-1")];
    let terminal = bare(&[]).env(variables).start();
    terminal.wait_for("No AWS credentials");
    terminal.wait_for("aws configure");
}

#[test]
fn another_region_of_the_same_server_is_another_list() {
    let moto = Moto::start();
    moto.boto().create(&one_secret());
    let mut terminal = at(moto.url(), &[]).start();
    terminal.wait_for("1 secret ");
    terminal.type_keys("w");
    terminal.wait_for("Switch Region");
    terminal.type_keys("eu-west-3");
    terminal.press(Key::Enter);
    terminal.wait_for("No secrets in eu-west-3.");
}

#[test]
fn a_log_file_tells_requests_and_never_a_value() {
    let moto = Moto::start();
    moto.boto().create(&one_secret());
    let folder = tempfile::TempDir::new().expect("a folder can be made");
    let path = folder.path().join("strongroom.log");
    let args = ["--log-file", path.to_str().expect("the path is text"), "app/token"];
    let mut terminal = at(moto.url(), &args).env([("STRONGROOM_LOG", "trace")]).start();
    terminal.wait_for("read just now");
    terminal.type_keys("v");
    terminal.wait_for("text, under 64 bytes");
    terminal.type_keys("v");
    terminal.wait_for("hunter2");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    let log = std::fs::read_to_string(&path).expect("the log can be read");
    assert!(log.contains("GetSecretValue"), "{log}");
    assert!(!log.contains("hunter2"), "{log}");
}
