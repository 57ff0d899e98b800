//! AWS config files as people have them: what the AWS CLI reads is used, and what is wrong is said.

use super::one_secret;
use crate::boto::connection;
use crate::moto::Moto;
use crate::program::Program;

const KEYS: &str = "aws_access_key_id = testing\naws_secret_access_key = testing\n";

#[test]
fn a_file_that_the_aws_cli_accepts_is_used_whole() {
    let moto = Moto::start();
    moto.boto().create(&one_secret());
    let url = moto.url();
    let config = format!(
        "[default]\n  region = eu-west-1\n\n[profile 'Team Prod'] /* the big one */\n  region: us-east-1\n  \
         endpoint_url = {url}\n  {KEYS}\n[profile broken\nregion = x\n[profile role]\nregion = eu-west-2\n\
         role_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = Team Prod\n"
    );
    let mut terminal =
        Program::strongroom(&["--profile", "Team Prod"]).size(120, 40).file(".aws/config", &config).start();
    terminal.wait_for("Team Prod");
    terminal.wait_for("app/token");
    terminal.type_keys("p");
    terminal.wait_for("in use · us-east-1");
    terminal.wait_for("eu-west-2 · 123456789012 Admin · assume role");
}

#[test]
fn a_file_that_cannot_be_read_is_told_instead_of_missing_credentials() {
    let moto = Moto::start();
    let variables = connection(moto.url()).into_iter().filter(|(name, _)| !name.contains("_KEY"));
    let terminal =
        Program::strongroom(&[]).size(120, 40).env(variables).file(".aws/credentials/file", "").start();
    terminal.wait_for("Can't read ~/.aws/credentials");
    terminal.wait_for("can't be read: it is a");
}

#[test]
fn a_failing_credential_process_says_how_it_failed() {
    let config =
        "[profile tool]\nregion = us-east-1\ncredential_process = sh -c \"echo no login >&2; exit 7\"\n";
    let terminal =
        Program::strongroom(&["--profile", "tool"]).size(160, 40).file(".aws/config", config).start();
    terminal.wait_for("The credential process of profile tool failed");
    terminal.wait_for("exit code 7: no");
    terminal.wait_for("│ login.");
}

#[test]
fn the_default_profile_is_called_default() {
    let moto = Moto::start();
    moto.boto().create(&one_secret());
    let config = format!("[default]\nregion = us-east-1\nendpoint_url = {}\n{KEYS}", moto.url());
    let terminal = Program::strongroom(&[]).size(120, 40).file(".aws/config", &config).start();
    terminal.wait_for("app/token");
    terminal.wait_for("Strongroom  default");
}
