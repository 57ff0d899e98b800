//! A marker goes through all 23 operations with the log at its most talkative: it is in no file, and in nothing that was
//! written to the terminal, in any encoding.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use strongroom::service::api::Request;

use super::{REGION, SLACK, at_url, confirm, described, served};
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::memory::forms;
use crate::program::Program;
use crate::terminal::Terminal;

const FUNCTION: &str = "arn:aws:lambda:eu-central-1:123456789012:function:SecretsManager-rotate-postgres";
const THERE: &str = "us-east-1";

/// The value that is looked for.
pub fn marker() -> String {
    ["Zk5", "vQx8", "Hd2", "Wn6", "Tr9", "Gb3", "Lm7", "Pc4"].concat()
}

/// A program that logs everything, and the folder that holds all that it writes.
pub struct Watched {
    pub terminal: Terminal,
    home: PathBuf,
}

impl Watched {
    /// Starts the program with the log at the level trace, and its temporary files in its home.
    pub fn start(program: Program) -> Self {
        let home = program.home().to_owned();
        let (log, temporary) = (home.join("strongroom.log"), home.join("tmp"));
        fs::create_dir(&temporary).expect("the home can be written");
        let log = log.to_str().expect("the path is text").to_owned();
        let variables = [("STRONGROOM_LOG", Path::new("trace")), ("TMPDIR", &temporary)];
        let terminal = program.args(&["--log-file", &log]).env(variables).start();
        Self { terminal, home }
    }

    /// Ends the program, and fails if the marker is anywhere in what it wrote.
    #[track_caller]
    pub fn assert_silent(self, operation: &str) {
        let found = self.end(operation);
        assert!(found.is_empty(), "{found:#?}");
    }

    /// Ends the program. Returns where the marker is, and how it is encoded there.
    #[track_caller]
    fn end(mut self, operation: &str) -> Vec<String> {
        let raw = self.terminal.raw();
        self.terminal.press(Key::Ctrl('c'));
        assert!(self.terminal.expect_exit().success());
        let log = fs::read_to_string(self.home.join("strongroom.log")).expect("there is a log");
        assert!(log.contains(operation), "{log}");
        let mut written = vec![(PathBuf::from("the terminal"), raw)];
        files(&self.home, &mut written);
        let forms = forms(&marker());
        let is_in = |(place, text): &(PathBuf, Vec<u8>)| {
            let found = forms.iter().filter(|(_, bytes)| memchr::memmem::find(text, bytes).is_some());
            found.map(|(form, _)| format!("{form} in {}", place.display())).collect::<Vec<_>>()
        };
        written.iter().flat_map(is_in).collect()
    }
}

/// The contents of each file below a folder.
fn files(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
        let path = entry.path();
        let kind = entry.file_type().expect("a file has a type");
        if kind.is_dir() {
            files(&path, found);
        } else if kind.is_file() {
            let bytes = fs::read(&path).expect("the file can be read");
            found.push((path, bytes));
        }
    }
}

/// Types the marker into the value, which the service first refuses in words that quote it, and saves it.
pub fn save(terminal: &mut Terminal, endpoint: &Endpoint, name: &str) {
    let quoted = format!("Value '{}' at 'secretString' failed to satisfy constraint", marker());
    endpoint.fail_times("PutSecretValue", 1, Fault::error("ValidationException", &quoted));
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::End);
    terminal.paste(&marker());
    terminal.press(Key::Ctrl('s'));
    confirm(terminal, &format!("Save the value of {name}?"));
    terminal.wait_for("(withheld)");
    terminal.press(Key::Ctrl('s'));
    confirm(terminal, &format!("Save the value of {name}?"));
    terminal.wait_for(&format!("Value saved: {name}."));
}

/// Makes a secret whose value has the marker.
pub fn create(terminal: &mut Terminal) {
    terminal.type_keys("1+");
    terminal.wait_for("New secret");
    terminal.type_keys("new/secret");
    (0..3).for_each(|_| terminal.press(Key::Tab));
    terminal.type_keys("password");
    terminal.press(Key::Tab);
    terminal.paste(&marker());
    terminal.press(Key::Ctrl('s'));
    confirm(terminal, "Create new/secret?");
    terminal.wait_for("Created: new/secret.");
}

/// Reads what has the marker: the value, two versions of it side by side.
pub fn read(terminal: &mut Terminal) {
    terminal.type_keys("v");
    terminal.wait_for("text, ");
    terminal.type_keys("3");
    // The overview of before has the labels too.
    terminal.wait_gone("VersionIdsToStages");
    terminal.wait_for("VersionStages  ");
    terminal.wait_for("AWSPREVIOUS");
    terminal.press(Key::Down);
    terminal.type_keys("=");
    terminal.wait_for("Compare two versions");
    terminal.wait_gone("not read yet");
    terminal.press(Key::Esc);
    terminal.wait_gone("Compare two versions");
}

fn labels_details_and_tags(terminal: &mut Terminal) {
    terminal.type_keys("B");
    confirm(terminal, "Roll back shared/slack/bot-token?");
    terminal.wait_for("AWSCURRENT moved to version ");
    terminal.type_keys("D");
    terminal.wait_for("Change the details of shared/slack/bot-token");
    terminal.type_keys("x");
    terminal.press(Key::Ctrl('s'));
    confirm(terminal, "$ aws secretsmanager update-secret");
    terminal.wait_for("Details changed: shared/slack/bot-token.");
    terminal.type_keys("4T");
    terminal.wait_for("Tags of shared/slack/bot-token");
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("audit");
    terminal.press(Key::Ctrl('s'));
    confirm(terminal, "$ aws secretsmanager tag-resource");
    terminal.wait_for("Tags changed: shared/slack/bot-token.");
    terminal.type_keys("u");
    confirm(terminal, "$ aws secretsmanager untag-resource");
    terminal.wait_gone("undoes it");
    terminal.wait_for("Tags changed: shared/slack/bot-token.");
}

fn policy(terminal: &mut Terminal) {
    terminal.type_keys("5e");
    terminal.wait_for("Resource policy of shared/slack/bot-token");
    terminal.press(Key::Tab);
    terminal.press(Key::Left);
    terminal.wait_for("\"DenyDeletion\"");
    terminal.press(Key::Ctrl('s'));
    confirm(terminal, "The service has checked the policy and found nothing wrong with it.");
    terminal.wait_for("Resource policy attached: shared/slack/bot-token.");
    terminal.type_keys("x");
    confirm(terminal, "Delete the resource policy of shared/slack/bot-token?");
    terminal.wait_for("Resource policy deleted: shared/slack/bot-token.");
}

fn replicate(terminal: &mut Terminal) {
    terminal.type_keys("6+");
    terminal.wait_for("Replicate shared/slack/bot-token");
    terminal.type_keys(THERE);
    terminal.press(Key::Ctrl('s'));
    confirm(terminal, "$ aws secretsmanager replicate-secret-to-regions");
    terminal.wait_for("shared/slack/bot-token is in sync in us-east-1.");
}

fn rotation(terminal: &mut Terminal) {
    terminal.type_keys("7e");
    terminal.wait_for("Rotation of shared/slack/bot-token");
    terminal.paste(FUNCTION);
    terminal.press(Key::Ctrl('s'));
    confirm(terminal, "It rotates at once");
    terminal.wait_for("Rotated shared/slack/bot-token: AWSCURRENT is on version ");
    terminal.type_keys("C");
    confirm(terminal, "Cancel rotation of shared/slack/bot-token?");
    terminal.wait_for("Rotation cancelled: shared/slack/bot-token.");
}

/// Schedules the deletion of the secret, and takes that back.
pub fn delete_and_restore(terminal: &mut Terminal, name: &str) {
    terminal.type_keys("X");
    terminal.wait_for("It can be restored until");
    terminal.press(Key::Ctrl('s'));
    confirm(terminal, "From now on it can't be read");
    terminal.wait_for(&format!("Deletion scheduled: {name}."));
    terminal.type_keys("u");
    confirm(terminal, &format!("Restore {name}?"));
    terminal.wait_for(&format!("Restored: {name}."));
}

/// Has a password made, and looks at none of it.
pub fn make_password(terminal: &mut Terminal, endpoint: &Endpoint) {
    terminal.type_keys("W");
    terminal.wait_for("characters to choose from");
    terminal.press(Key::Ctrl('s'));
    endpoint.wait_for_calls("GetRandomPassword", 1);
    terminal.wait_for("••••••••");
    terminal.press(Key::Esc);
    terminal.wait_gone("characters to choose from");
}

#[test]
fn a_marker_through_every_operation_is_in_no_file_and_in_no_frame() {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    served.boto().call("put_secret_value", &json!({ "SecretId": SLACK, "SecretString": marker() }));
    let mut it = Watched::start(at_url(&endpoint.url(), &[SLACK]));
    let terminal = &mut it.terminal;
    described(terminal, SLACK);
    save(terminal, &endpoint, SLACK);
    read(terminal);
    labels_details_and_tags(terminal);
    policy(terminal);
    replicate(terminal);
    terminal.type_keys("x");
    confirm(terminal, "Remove us-east-1 from the replication of");
    terminal.wait_for("Not replicated to any other Region.");
    rotation(terminal);
    delete_and_restore(terminal, SLACK);
    make_password(terminal, &endpoint);
    create(terminal);
    it.assert_silent("PutSecretValue");

    let mut several = Watched::start(at_url(&endpoint.url(), &["--filter", "shared/slack/"]));
    several.terminal.wait_for("2 of ");
    several.terminal.type_keys("*=");
    several.terminal.wait_for("(whole value)");
    several.terminal.press(Key::Esc);
    several.terminal.wait_gone("(whole value)");
    several.assert_silent("BatchGetSecretValue");

    let replicas = json!({ "SecretId": SLACK, "AddReplicaRegions": [{ "Region": THERE }] });
    served.boto().call("replicate_secret_to_regions", &replicas);
    let mut there = Watched::start(at_url(&endpoint.url(), &["--region", THERE, SLACK]));
    described(&there.terminal, SLACK);
    there.terminal.type_keys("6P");
    there.terminal.wait_for("becomes a standalone secret for good");
    there.terminal.type_keys(SLACK);
    there.terminal.press(Key::Enter);
    there.terminal.wait_for("Promoted to standalone: ");
    there.assert_silent("StopReplicationToReplica");

    let called: BTreeSet<String> = endpoint.calls().into_iter().collect();
    let missing: Vec<_> =
        Request::OPERATIONS.iter().filter(|operation| !called.contains(**operation)).collect();
    assert!(missing.is_empty(), "not called in {REGION} or {THERE}: {missing:?}");
}

#[test]
fn a_marker_that_is_revealed_copied_and_saved_is_found() {
    let served = served();
    served.boto().call("put_secret_value", &json!({ "SecretId": SLACK, "SecretString": marker() }));
    let mut it = Watched::start(at_url(served.url(), &[SLACK]));
    described(&it.terminal, SLACK);
    it.terminal.type_keys("vV");
    it.terminal.wait_for(&marker());
    it.terminal.type_keys("Y");
    it.terminal.wait_clipboard(&marker());
    it.terminal.type_keys(">");
    it.terminal.wait_for("to a file");
    it.terminal.press(Key::Ctrl('u'));
    it.terminal.type_keys("~/value.txt");
    it.terminal.press(Key::Enter);
    it.terminal.wait_for("only you can read it");
    let found = it.end("GetSecretValue").join("\n");
    for place in ["UTF-8 in the terminal", "base64 in the terminal", "value.txt"] {
        assert!(found.contains(place), "{place} is not among {found}");
    }
    assert!(!found.contains("strongroom.log") && !found.contains(".cache"), "{found}");
}
