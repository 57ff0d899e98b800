//! The config file: mistakes in it, what comes before what, and the commands that explain it.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{ALL_LISTED, POSTGRES, demo, described, escape};
use crate::program::Program;
use crate::terminal::Terminal;

const PATH: &str = ".config/strongroom/config.toml";

/// Runs `strongroom config` with this file, to its end; the exit code, and the screen.
fn config(args: &[&str], file: Option<&str>) -> (u32, String) {
    let program = Program::strongroom(args).size(150, 48);
    let terminal = match file {
        Some(text) => program.file(PATH, text),
        None => program,
    }
    .start();
    let code = terminal.expect_exit().exit_code();
    (code, terminal.screen())
}

/// The demo with this config file.
pub(super) fn configured(file: &str, args: &[&str]) -> Terminal {
    let terminal = demo(args).file(PATH, file).start();
    terminal.wait_for(ALL_LISTED);
    terminal
}

#[test]
fn a_mistake_is_told_at_the_start_and_the_rest_holds() {
    let mut terminal = configured("read_only = true\nhide_afer = \"5s\"\nclear_after = \"2h\"\n", &[]);
    terminal.wait_for("config.toml:2: hide_afer: there is no such key; did you mean `hide_after`?");
    terminal.wait_for("And one more mistake.");
    terminal.wait_for("Run `strongroom config check` to see all");
    terminal.wait_for("READ-ONLY");
    escape(&mut terminal, "config.toml:2");
    super::quit(terminal);
}

#[test]
fn a_file_that_can_t_be_read_stops_nothing() {
    for (path, words) in [("missing.toml", "can't be read"), (".", "it is a folder")] {
        let terminal = demo(&["--config", path]).start();
        terminal.wait_for(words);
        terminal.wait_for(ALL_LISTED);
        super::quit(terminal);
    }
}

#[test]
fn what_forbids_holds_where_it_is_not_understood() {
    let terminal = configured("readonly = true\n", &[]);
    terminal.wait_for("config.toml:1: readonly: there is no such key; did you mean `read_only`?");
    terminal.wait_for("READ-ONLY");
    super::quit(terminal);
    let terminal = demo(&[]).env([("STRONGROOM_READONLY", "1")]).start();
    terminal.wait_for(ALL_LISTED);
    terminal.wait_for("STRONGROOM_READONLY: there is no such variable; did you mean `STRONGROOM_READ_ONLY`?");
    terminal.wait_for("READ-ONLY");
    super::quit(terminal);
    let (code, screen) = config(&["config", "show"], Some("[profiles.prod-*]\nread_only = true\n"));
    assert_eq!(code, 0);
    assert!(screen.contains("profiles.\"prod-*\".read_only = true"), "{screen}");
}

#[test]
fn check_prints_every_mistake_with_its_line() {
    let (code, screen) = config(&["config", "check"], Some("\nthem = 1\nhide_after = \"5\"\n= 1\n"));
    assert_eq!(code, 1, "{screen}");
    for expected in [
        "config.toml:2: them",
        "config.toml:3: hide_after: expected a duration from 1s to 1h",
        "config.toml:4: ",
    ] {
        assert!(screen.contains(expected), "{screen}");
    }
    let (code, screen) = config(&["config", "check"], Some("hide_after = \"5s\"\n"));
    assert!(code == 0 && screen.contains("no mistakes"), "{screen}");
    let (code, screen) = config(&["config", "check"], None);
    assert!(code == 0 && screen.contains("the defaults hold"), "{screen}");
}

#[test]
fn show_tells_where_each_value_comes_from() {
    let terminal = Program::strongroom(&["--clear-after", "9s", "config", "show"])
        .size(150, 48)
        .file(PATH, "# x\nhide_after = \"5s\"\ntimeout = \"5s\"\nclear_after = \"5s\"\n")
        .env([("STRONGROOM_TIMEOUT", "7s")])
        .start();
    assert!(terminal.expect_exit().success());
    let screen = terminal.screen();
    let has = |parts: [&str; 2]| screen.lines().any(|line| parts.iter().all(|part| line.contains(part)));
    assert!(has(["hide_after = \"5s\"", "config.toml:2"]), "{screen}");
    assert!(has(["timeout = \"7s\"", "STRONGROOM_TIMEOUT"]), "{screen}");
    assert!(has(["clear_after = \"9s\"", "flag --clear-after"]), "{screen}");
    assert!(has(["cache_for = \"7d\"", "default"]), "{screen}");
}

#[test]
fn init_writes_a_file_once_for_its_owner_alone() {
    let program = Program::new(
        "sh",
        &[
            "-c",
            "\"$0\" config init; \"$0\" config init; echo \"then $?\"; \"$0\" config check; \
                                              stat -c %a .config/strongroom/config.toml",
            env!("CARGO_BIN_EXE_strongroom"),
        ],
    );
    let path = program.home().join(PATH);
    let terminal = program.size(150, 24).start();
    assert!(terminal.expect_exit().success());
    let screen = terminal.screen();
    for expected in ["Wrote ", "There is a file ", "then 7", "no mistakes", "600"] {
        assert!(screen.contains(expected), "{expected}: {screen}");
    }
    let written = fs::metadata(path).expect("it was written");
    assert_eq!(written.permissions().mode() & 0o777, 0o600);
}

#[test]
fn flags_come_before_the_environment_before_the_file() {
    let start = |args: &[&str], variables: &[(&str, &str)]| {
        let terminal = demo(&[args, &[POSTGRES]].concat())
            .file(PATH, "read_only = true\nregion = \"us-east-1\"\n")
            .env(variables.iter().copied())
            .start();
        terminal.wait_for("secrets");
        terminal
    };
    let terminal = start(&[], &[]);
    terminal.wait_for("us-east-1");
    terminal.wait_for("READ-ONLY");
    let terminal = start(&[], &[("STRONGROOM_REGION", "eu-west-1"), ("STRONGROOM_READ_ONLY", "false")]);
    terminal.wait_for("eu-west-1");
    assert!(!terminal.screen().contains("READ-ONLY"), "{}", terminal.screen());
    let terminal = start(&["--region", "eu-central-1"], &[("STRONGROOM_REGION", "eu-west-1")]);
    described(&terminal, POSTGRES);
    assert!(terminal.screen().contains("eu-central-1"), "{}", terminal.screen());
}

#[test]
fn other_keys_work_and_show_in_footer_help_and_palette() {
    let file = "[keys]\nrotate-now = \"z r\"\nsort = []\nmark = \"s\"\n";
    let mut terminal = configured(file, &[POSTGRES]);
    described(&terminal, POSTGRES);
    terminal.wait_for("z r rotate");
    terminal.type_keys("zr");
    terminal.wait_for(&format!("Rotate {POSTGRES}?"));
    escape(&mut terminal, &format!("Rotate {POSTGRES}?"));
    terminal.type_keys("R");
    terminal.type_keys("?");
    terminal.wait_for("z r");
    terminal.wait_for("Rotate the secret now");
    let help = terminal.screen();
    assert!(!help.contains("Rotate prod"), "the old key does nothing: {help}");
    escape(&mut terminal, "Rotate the secret now");
    super::quit(terminal);
}

#[test]
fn keys_that_conflict_are_told_and_the_others_work() {
    let file = "[keys]\nsort = \"r\"\nquit = \"Q\"\nrefresh = \"esc\"\n";
    let (code, screen) = config(&["config", "check"], Some(file));
    assert_eq!(code, 1, "{screen}");
    assert!(
        screen.contains("config.toml:2: keys.sort: r means both sort and refresh in the list"),
        "{screen}"
    );
    assert!(screen.contains("config.toml:4: keys.refresh: `esc` is reserved"), "{screen}");
    let mut terminal = configured(file, &[]);
    terminal.wait_for("config.toml:2: keys.sort");
    terminal.type_keys("Q");
    assert!(terminal.expect_exit().success());
}

#[test]
fn the_keymap_emacs_moves_as_emacs_does() {
    let mut terminal = configured("keymap = \"emacs\"\n", &[]);
    terminal.wait_for("▌ci/docker/registry");
    terminal.press(crate::keys::Key::Ctrl('n'));
    terminal.wait_gone("▌ci/docker/registry");
    terminal.press(crate::keys::Key::Ctrl('p'));
    terminal.wait_for("▌ci/docker/registry");
    terminal.press(crate::keys::Key::Alt('x'));
    terminal.wait_for("Commands");
    terminal.press(crate::keys::Key::Ctrl('g'));
    terminal.wait_gone("Commands");
    super::quit(terminal);
}

/// The parameters of all sequences that set a style.
fn styles(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw).into_owned();
    let sequences = text.split("\u{1b}[").skip(1).filter_map(|rest| rest.split_once('m'));
    let is_style = |parameters: &&str| parameters.chars().all(|c| c.is_ascii_digit() || c == ';' || c == ':');
    sequences.map(|(parameters, _)| parameters).filter(is_style).map(str::to_owned).collect()
}

/// True if one of the parameters begins one of the 256 colours, or is one of the 16.
fn has_colour(styles: &[String], is_one: fn(u32) -> bool) -> bool {
    let codes = styles.iter().flat_map(|style| style.split([';', ':']).filter_map(|code| code.parse().ok()));
    codes.into_iter().any(is_one)
}

#[test]
fn themes_with_16_colours_and_none_use_no_others() {
    let sixteen: fn(u32) -> bool = |code| matches!(code, 30..=37 | 40..=47 | 90..=97 | 100..=107);
    let more: fn(u32) -> bool = |code| matches!(code, 38 | 48);
    for (theme, variables, has_sixteen, has_more) in [
        ("16", &[][..], true, false),
        ("none", &[], false, false),
        ("dark", &[], false, true),
        ("dark", &[("NO_COLOR", "1")], false, false),
        ("high-contrast", &[], false, true),
    ] {
        let terminal = demo(&[POSTGRES])
            .file(PATH, &format!("theme = {theme:?}\n"))
            .env(variables.iter().copied())
            .start();
        described(&terminal, POSTGRES);
        // The secret is asked for by name, and may be there before the list, in which some rows stand out by colour.
        terminal.wait_for("overdue");
        let styles = styles(&terminal.raw());
        assert!(!styles.is_empty(), "bold and dim tell what colours would");
        assert_eq!(has_colour(&styles, more), has_more, "{theme} {variables:?}: {styles:?}");
        assert!(!has_sixteen || has_colour(&styles, sixteen), "{theme}: {styles:?}");
        assert!(
            has_sixteen || has_more || !has_colour(&styles, sixteen),
            "{theme} {variables:?}: {styles:?}"
        );
    }
    let terminal = demo(&["--theme", "dark", POSTGRES]).env([("NO_COLOR", "1")]).start();
    described(&terminal, POSTGRES);
    assert!(has_colour(&styles(&terminal.raw()), more), "a flag comes before NO_COLOR");
}

#[test]
fn an_own_theme_colours_what_it_names() {
    let file = "theme = \"mine\"\n[themes.mine]\nbase = \"none\"\naccent = \"#123456\"\naccnt = \"red\"\n";
    let terminal = configured(file, &[]);
    terminal.wait_for("config.toml:5: themes.mine.accnt: there is no style `accnt`; did you mean `accent`?");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(raw.contains("38;2;18;52;86"), "{raw:?}");
}

#[test]
fn the_mouse_can_be_left_to_the_terminal() {
    let reports = |terminal: Terminal| String::from_utf8_lossy(&terminal.raw()).contains("\u{1b}[?1000h");
    assert!(reports(configured("", &[])));
    assert!(!reports(configured("mouse = false\n", &[])));
}

#[test]
fn the_theme_follows_the_background_that_the_terminal_answers() {
    for (answer, accent) in [
        ("\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\", "38;5;25m"),
        ("\u{1b}]11;rgb:1e1e/1e1e/2e2e\u{7}", "38;5;81m"),
    ] {
        let mut terminal = demo(&[]).start();
        terminal.wait_written("\u{1b}]11;?");
        terminal.type_keys(answer);
        terminal.wait_for(ALL_LISTED);
        terminal.wait_written(accent);
        super::quit(terminal);
    }
    let terminal = configured("theme = \"16\"\n", &[]);
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw.contains("\u{1b}]11;?"), "who has chosen is not asked about");
}
