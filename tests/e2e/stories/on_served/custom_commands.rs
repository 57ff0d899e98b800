//! The user's own commands: what they get, where it shows, and how they end.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::{REGION, SLACK, at, confirm, described, served, text};
use crate::keys::Key;
use crate::program::Program;
use crate::served::Served;
use crate::terminal::Terminal;
use crate::waiting::{self, eventually};

const CONFIG: &str = ".config/strongroom/config.toml";

/// The program at a secret, with a command on the key Z that has these lines in its section.
fn program(served: &Served, args: &[&str], name: &str, section: &str) -> Program {
    let config = format!("[commands.mine]\nkey = \"Z\"\n{section}\n");
    at(served, REGION, &[args, &[name]].concat()).file(CONFIG, &config)
}

/// The same, started, with the secret described.
#[track_caller]
fn started(served: &Served, name: &str, section: &str) -> (Terminal, PathBuf) {
    let program = program(served, &[], name, section);
    let home = program.home().to_owned();
    let terminal = program.start();
    described(&terminal, name);
    (terminal, home)
}

/// A command that is a shell script, as a line of the section.
fn shell(script: &str) -> String {
    format!("run = [\"/bin/sh\", \"-c\", {script:?}]")
}

/// The content of a file once it has some.
#[track_caller]
fn content(path: &Path) -> Vec<u8> {
    let read = || fs::read(path).ok().filter(|bytes| !bytes.is_empty());
    waiting::found(&format!("something in {}", path.display()), read)
}

/// The processes whose file of this name in `/proc` contains a text.
fn processes(file: &str, text: &str) -> Vec<i32> {
    let folders = fs::read_dir("/proc").expect("it is there").flatten();
    let pids = folders.filter_map(|folder| folder.file_name().to_str()?.parse::<i32>().ok());
    let holds = |pid: &i32| {
        let bytes = fs::read(format!("/proc/{pid}/{file}")).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    };
    pids.filter(holds).collect()
}

fn is_alive(pid: i32) -> bool {
    let status = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    !status.is_empty() && !status.contains(") Z ")
}

#[test]
fn a_value_is_in_the_environment_alone_and_in_no_argument_and_not_on_screen() {
    let served = served();
    let token = text(served.boto(), SLACK).as_str().expect("it is text").to_owned();
    let script = "printf %s \"$TOKEN\" > \"$HOME/got\"; echo \"$NAME at $AWS_REGION: $TOKEN\"; \
                  while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done";
    let section = format!("{}\nenv = {{ TOKEN = \"{{value}}\", NAME = \"{{name}}\" }}", shell(script));
    let (mut terminal, home) = started(&served, SLACK, &section);
    terminal.type_keys("Z");
    terminal.wait_for("mine runs since");
    terminal.wait_for(&format!("{SLACK} at {REGION}: (withheld)"));
    assert_eq!(content(&home.join("got")), token.as_bytes());
    assert!(!processes("environ", &token).is_empty(), "it has the value");
    assert_eq!(processes("cmdline", &token), [0; 0], "no argument has it");
    fs::write(home.join("go"), "").expect("the folder is there");
    terminal.wait_for("mine ended.");
    terminal.wait_for(&format!("{SLACK} at {REGION}: (withheld)"));
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw.contains(&token), "the value was on screen");
}

#[test]
fn the_input_is_the_value_byte_by_byte() {
    let served = served();
    served.boto().create(&json!([{ "name": "app/bytes", "base64": "AAEC/wob" }]));
    let section = format!("{}\nstdin = \"value\"", shell("cat > \"$HOME/got\""));
    let (mut terminal, home) = started(&served, "app/bytes", &section);
    terminal.type_keys("Z");
    terminal.wait_for("mine ended.");
    assert_eq!(content(&home.join("got")), [0, 1, 2, 255, 10, 27]);
}

#[test]
fn a_dangerous_command_asks_and_is_refused_in_read_only_mode() {
    let served = served();
    let section = format!("{}\ndangerous = true", shell("echo ran > \"$HOME/got\""));
    let (mut terminal, home) = started(&served, SLACK, &section);
    terminal.type_keys("Z");
    terminal.wait_for(&format!("Run mine for {SLACK}?"));
    terminal.press(Key::Enter);
    terminal.wait_gone("Run mine for");
    assert!(!home.join("got").exists(), "enter is No");
    terminal.type_keys("Z");
    confirm(&mut terminal, "Run mine for");
    terminal.wait_for("mine ended.");
    assert_eq!(content(&home.join("got")), b"ran\n");
    let program = program(&served, &["--read-only"], SLACK, &section);
    let home = program.home().to_owned();
    let mut terminal = program.start();
    described(&terminal, SLACK);
    terminal.type_keys("Z");
    terminal.wait_for("mine refused: this session is read-only.");
    assert!(!home.join("got").exists());
}

#[test]
fn control_characters_in_the_output_do_nothing() {
    let served = served();
    let section = shell(r"printf '\033[2J\033]0;evil\007\033[31mred\033[0m\002\tend\n'");
    let (mut terminal, _) = started(&served, SLACK, &section);
    terminal.type_keys("Z");
    terminal.wait_for("mine ended.");
    terminal.wait_for("red");
    terminal.wait_for("end");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw.contains("evil") && !raw.contains('\u{2}'));
    terminal.wait_for(&format!("╭─ {SLACK} ─"));
}

#[test]
fn a_command_that_hangs_is_stopped_with_what_it_has_started() {
    let served = served();
    let script = "trap '' TERM; sleep 1000 & echo $! > \"$HOME/child\"; echo $$ > \"$HOME/pid\"; \
                  while :; do wait; done";
    let (mut terminal, home) = started(&served, SLACK, &shell(script));
    terminal.type_keys("Z");
    terminal.wait_for("stops it");
    let number =
        |name: &str| String::from_utf8(content(&home.join(name))).expect("digits").trim().parse::<i32>();
    let (leader, child) = (number("pid").expect("a number"), number("child").expect("a number"));
    terminal.press(Key::Esc);
    terminal.wait_for("mine was stopped.");
    eventually("both are gone", || !is_alive(leader) && !is_alive(child));
    terminal.press(Key::Esc);
    terminal.wait_gone("mine was stopped.");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}

#[test]
fn a_command_that_runs_ends_with_the_program() {
    let served = served();
    let script = "trap '' HUP TERM; echo $$ > \"$HOME/pid\"; while :; do sleep 1; done";
    let (mut terminal, home) = started(&served, SLACK, &shell(script));
    terminal.type_keys("Z");
    let pid: i32 =
        String::from_utf8(content(&home.join("pid"))).expect("digits").trim().parse().expect("a number");
    terminal.press(Key::Ctrl('c'));
    assert!(terminal.expect_exit().success());
    eventually("it is gone", || !is_alive(pid));
}

#[test]
fn a_time_that_is_over_and_a_program_that_is_missing_are_told() {
    let served = served();
    let section = format!("{}\ntimeout = \"1s\"", shell("echo began; exec sleep 1000"));
    let (mut terminal, _) = started(&served, SLACK, &section);
    terminal.type_keys("Z");
    terminal.wait_for("mine was stopped: it took longer than 1s.");
    terminal.wait_for("began");
    let (mut terminal, _) = started(&served, SLACK, "run = [\"no-such-program\"]");
    terminal.type_keys("Z");
    terminal.wait_for("mine could not be started: there is no program \"no-such-program\" in PATH.");
}

#[test]
fn a_command_gets_the_terminal_and_gives_it_back() {
    let served = served();
    let script = "printf 'what? '; read answer; printf %s \"$answer/$PW\" > \"$HOME/got\"; exit 4";
    let section = format!("{}\nterminal = true\nenv = {{ PW = \"{{value}}\" }}", shell(script));
    let (mut terminal, home) = started(&served, SLACK, &section);
    let token = text(served.boto(), SLACK).as_str().expect("it is text").to_owned();
    terminal.type_keys("Z");
    terminal.wait_for("what? ");
    assert_eq!(processes("cmdline", &token), [0; 0]);
    terminal.type_keys("this");
    terminal.press(Key::Enter);
    terminal.wait_for("mine ended with status 4.");
    assert_eq!(content(&home.join("got")), format!("this/{token}").as_bytes());
    described(&terminal, SLACK);
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw.contains(&token));
}

#[test]
fn the_check_refuses_secret_data_in_arguments_with_the_line() {
    let config = "[commands.mine]\nrun = [\n  \"psql\",\n  \"--password={member:password}\",\n]\n";
    let terminal = Program::strongroom(&["config", "check"]).size(150, 30).file(CONFIG, config).start();
    assert_eq!(terminal.expect_exit().exit_code(), 1);
    let screen = terminal.screen().replace('\n', " ");
    assert!(
        screen.contains("config.toml:4: commands.mine.run: `{member:password}` is secret data"),
        "{screen}"
    );
}

#[test]
fn help_footer_and_palette_have_it() {
    let served = served();
    let section = format!("description = \"Says hello\"\n{}", shell("echo hello"));
    let (mut terminal, _) = started(&served, SLACK, &section);
    terminal.wait_for("Z mine");
    terminal.type_keys("?");
    terminal.wait_for("Keys in");
    terminal.type_keys("/Says");
    terminal.press(Key::Enter);
    terminal.wait_for("Says hello");
    terminal.type_keys("q");
    terminal.wait_gone("Keys in");
    terminal.type_keys(":mine");
    terminal.wait_for("your command · Says hello");
    terminal.press(Key::Enter);
    terminal.wait_for("hello");
    terminal.wait_for("mine ended.");
}
