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

#[test]
fn a_token_or_a_login_that_is_a_pipe_is_refused_instead_of_waited_for() {
    // The names of the files are the hashes of "corp", "https://x/start" and "arn".
    let cases = [
        (
            "mkdir -p .aws/sso/cache; mkfifo .aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json",
            "sso_session = corp\\nsso_account_id = 123456789012\\nsso_role_name = R\\n\
             [sso-session corp]\\nsso_start_url = https://x/start\\nsso_region = eu-west-1",
            "The cached SSO login of profile p can't be read",
        ),
        (
            "mkdir -p .aws/sso/cache/f9bd89c67fef27fcb5df8d2e4b64eabe5bae45a4.json",
            "sso_start_url = https://x/start\\nsso_region = eu-west-1\\nsso_account_id = 123456789012\\n\
             sso_role_name = R",
            "The cached SSO login of profile p can't be read",
        ),
        (
            "mkdir -p .aws/login/cache; mkfifo \
             .aws/login/cache/42e7ab5b52beca9d20fbc05fa6b72c0a48755ada50d340472ab6f1832cbf42ac.json",
            "login_session = arn",
            "The cached login of profile p can't be read",
        ),
        (
            "mkfifo token; export AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=$PWD/token \
             AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:9/",
            "output = json",
            "The authorization token of the container can't be read",
        ),
        (
            "mkfifo token",
            "role_arn = arn:aws:iam::123456789012:role/R\\nweb_identity_token_file = token",
            "The web identity token of profile p can't be read",
        ),
    ];
    for (commands, section, says) in cases {
        let script = format!(
            "mkdir -p .aws; printf '[profile p]\\n{section}\\n' > .aws/config; {commands}; \
             export AWS_REGION=eu-west-1 AWS_PROFILE=p AWS_ENDPOINT_URL=http://127.0.0.1:9"
        );
        let mut terminal = after(&script, "").size(240, 40).start();
        terminal.wait_for(says);
        terminal.wait_for("A file with a token or login can't be read");
        terminal.type_keys("q");
        assert!(terminal.expect_exit().success(), "{says}");
    }
}

#[test]
fn an_endpoint_that_is_none_is_refused_without_its_password() {
    for url in [
        "http://user:hunter2@127.0.0.1:99999",
        "http://user:hunter2@127.0.0.1:0",
        "http://user:hunter2@127.0.0.1/?q=1",
        "http://user:hunter2@127.0.0.1/#f",
        "https://user:hunter2@h o",
        "user:hunter2@127.0.0.1",
    ] {
        let flag = after("true", &format!("--endpoint-url '{url}'")).size(160, 24).start();
        assert_eq!(flag.expect_exit().exit_code(), 2, "{url}");
        assert!(flag.screen().contains("expected a URL such as"), "{}", flag.screen());
        let keys = "export AWS_REGION=eu-west-1 AWS_ACCESS_KEY_ID=AKID AWS_SECRET_ACCESS_KEY=x";
        let mut variable = after(&format!("{keys} AWS_ENDPOINT_URL='{url}'"), "").size(160, 40).start();
        variable.wait_for("is not an endpoint URL");
        let file = format!(
            "{keys}; mkdir -p .config/strongroom; echo 'endpoint_url = \"{url}\"' > .config/strongroom/config.toml"
        );
        let mut file = after(&file, "demo").size(160, 40).start();
        file.wait_for("expected a URL such as");
        for terminal in [&mut variable, &mut file] {
            terminal.type_keys("qq");
            assert!(terminal.expect_exit().success(), "{url}");
        }
        for terminal in [flag, variable, file] {
            assert!(!String::from_utf8_lossy(&terminal.raw()).contains("hunter2"), "{url}");
        }
    }
}

#[test]
fn a_config_file_as_editors_of_other_systems_write_it_is_read() {
    let section = "[profile x]\\nregion = eu-west-1\\nendpoint_url = http://127.0.0.1:9\\n\
                   aws_access_key_id = AK\\naws_secret_access_key = x\\n";
    for (name, text) in [
        ("a mark of the byte order", format!("\\0357\\0273\\0277{section}")),
        ("lines of Windows", section.replace("\\n", "\\r\\n")),
        ("tabs", section.replace(" = ", "\\t=\\t")),
        ("a comment in Latin-1", format!("# caf\\0351\\n{section}")),
        ("a zero in a comment", format!("# a\\0000b\\n{section}")),
        ("no end of the last line", section.trim_end_matches("\\n").to_owned()),
    ] {
        let commands = format!("mkdir -p .aws; printf '%b' '{text}' > .aws/config");
        let mut terminal = after(&commands, "--profile x").size(120, 40).start();
        terminal.wait_until(name, |screen| screen.contents().contains("Can't reach http://127.0.0.1:9"));
        terminal.type_keys("q");
        assert!(terminal.expect_exit().success(), "{name}");
    }
}

#[test]
fn a_terminal_of_any_kind_and_any_locale_are_drawn_on_and_restored() {
    for setting in [
        "TERM=dumb",
        "TERM=linux",
        "TERM=screen",
        "TERM=vt100",
        "TERM=no-such-terminal",
        "TERM=",
        "LC_ALL=C",
        "LC_ALL=de_DE.ISO-8859-1",
        "LC_ALL=none LANG=",
        "NO_COLOR=1",
        "COLUMNS=0 LINES=0",
    ] {
        let mut terminal = after(&format!("export {setting}"), "demo").start();
        terminal.wait_for("73 secrets");
        terminal.type_keys("?");
        terminal.wait_for("Keys in the list");
        terminal.type_keys("qq");
        assert!(terminal.expect_exit().success(), "{setting}");
        terminal.assert_restored();
    }
}

#[test]
fn streams_that_are_closed_or_files_are_told_before_the_screen_is_taken() {
    for (redirection, says) in [
        ("<&-", "standard input is not a terminal"),
        ("< /dev/null", "standard input is not a terminal"),
        ("> out", "standard output is not a terminal"),
        (">&-", "standard output is not a terminal"),
        (">&- <&- 2>&-", ""),
    ] {
        let terminal = after("true", &format!("demo {redirection}")).size(120, 24).start();
        assert_eq!(terminal.expect_exit().exit_code(), 2, "{redirection}");
        assert!(terminal.screen().contains(says), "{redirection}: {}", terminal.screen());
        terminal.assert_restored();
    }
}

#[test]
fn folders_of_the_user_that_are_none_stop_nothing() {
    for commands in [
        "unset HOME",
        "export HOME=/etc/passwd",
        "mkdir gone; cd gone; rmdir ../gone",
        "export XDG_STATE_HOME=/proc XDG_CACHE_HOME=/proc XDG_CONFIG_HOME=/proc XDG_RUNTIME_DIR=/proc TMPDIR=/proc",
        "mkfifo f; export XDG_STATE_HOME=$PWD/f XDG_CACHE_HOME=$PWD/f XDG_CONFIG_HOME=$PWD/f",
        "mkfifo f; export TZ=:$PWD/f",
        "export TZ=:/dev/zero",
    ] {
        let mut terminal = after(commands, "demo").start();
        terminal.wait_for("73 secrets");
        terminal.type_keys("b");
        terminal.type_keys("q");
        assert!(terminal.expect_exit().success(), "{commands}");
        terminal.assert_restored();
    }
}
