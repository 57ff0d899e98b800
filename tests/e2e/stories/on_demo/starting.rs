//! Starting where the system gives too little, or a log file that is none.

use crate::program::Program;

/// The program, started by a shell after these commands.
fn after(commands: &str, arguments: &str) -> Program {
    let script = format!("{commands}; exec {} {arguments}", env!("CARGO_BIN_EXE_strongroom"));
    Program::new("sh", &["-c", &script])
}

#[test]
fn too_few_file_descriptors_are_told_before_the_screen_is_taken() {
    for limit in [6, 8, 10, 12, 16] {
        let terminal = after(&format!("ulimit -n {limit}"), "demo").start();
        assert_eq!(terminal.expect_exit().exit_code(), 1, "{limit}");
        let said = String::from_utf8_lossy(&terminal.raw()).into_owned();
        assert!(
            said.contains("too few file descriptors") && said.contains("ulimit -n 256"),
            "{limit}: {said}"
        );
        assert!(!said.contains("panicked") && !said.contains("\u{1b}[?1049h"), "{limit}: {said}");
        terminal.assert_restored();
    }
}

#[test]
fn a_log_file_that_is_none_is_refused() {
    let refused = [
        ("mkfifo log", "demo --log-file log", "can't write the log file log: it is not a regular file"),
        ("mkdir log", "demo --log-file log", "can't write the log file log: "),
        ("true", "demo --log-file /dev/tty", "can't write the log file /dev/tty: it is a terminal"),
        ("true", "demo --log-file \"$(tty)\"", ": it is a terminal"),
    ];
    for (commands, arguments, words) in refused {
        let terminal = after(commands, arguments).size(120, 24).start();
        assert_eq!(terminal.expect_exit().exit_code(), 2, "{arguments}");
        assert!(terminal.screen().contains(words), "{arguments}: {}", terminal.screen());
        terminal.assert_restored();
    }
}

#[test]
fn a_log_file_that_takes_nothing_is_told_once() {
    let mut terminal = Program::strongroom(&["demo", "--log-file", "/dev/full"]).size(120, 40).start();
    terminal.wait_for("The log file can't be written: No space left on device");
    terminal.press(crate::keys::Key::Esc);
    terminal.wait_gone("The log file");
    terminal.type_keys("r");
    terminal.type_keys("?");
    terminal.wait_for("Keys in the list");
    assert!(!terminal.screen().contains("The log file"), "{}", terminal.screen());
    terminal.type_keys("qq");
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}

#[test]
fn a_file_that_never_ends_is_no_bundle_of_certificates() {
    for (commands, bundle) in [("true", "/dev/zero"), ("mkfifo ca", "ca"), ("mkdir ca", "ca")] {
        let settings = "export AWS_REGION=eu-west-1 AWS_ENDPOINT_URL=http://127.0.0.1:9";
        let script = format!("{commands}; {settings} AWS_CA_BUNDLE={bundle}");
        let mut terminal = after(&script, "").size(120, 40).start();
        terminal.wait_for("AWS_CA_BUNDLE can't be used");
        terminal.type_keys("q");
        assert!(terminal.expect_exit().success());
        terminal.assert_restored();
    }
}

#[test]
fn settings_that_the_sdk_panics_at_are_told_with_their_name() {
    for (setting, says) in [
        ("AWS_MAX_ATTEMPTS=0", "AWS_MAX_ATTEMPTS can't be used"),
        ("AWS_MAX_ATTEMPTS=99999999999", "AWS_MAX_ATTEMPTS can't be used"),
        ("AWS_RETRY_MODE=wild", "AWS_RETRY_MODE can't be used"),
        ("AWS_RETRY_MODE=legacy", "was refused"),
        ("AWS_ACCESS_KEY_ID=\"$(printf 'AK\\nID')\"", "The access key ID has a"),
        ("AWS_SESSION_TOKEN=\"$(printf 'to\\nken')\"", "The session token has a"),
    ] {
        let keys = "export AWS_ACCESS_KEY_ID=AKID AWS_SECRET_ACCESS_KEY=x AWS_REGION=eu-west-1";
        let script = format!("{keys} AWS_ENDPOINT_URL=http://127.0.0.1:9 {setting}");
        let mut terminal = after(&script, "").size(160, 40).start();
        terminal.wait_for(says);
        terminal.type_keys("q");
        assert!(terminal.expect_exit().success(), "{setting}");
    }
}

#[test]
fn a_terminal_of_any_size_is_drawn_on() {
    for size in ["cols 65535 rows 65535", "cols 65535 rows 30", "cols 1 rows 65535", "cols 0 rows 0"] {
        let mut terminal = after(&format!("stty {size}"), "demo").start();
        // The end of a frame.
        terminal.wait_written("\u{1b}[?2026l");
        terminal.type_keys("q");
        assert!(terminal.expect_exit().success(), "{size}");
        terminal.assert_restored();
    }
}
