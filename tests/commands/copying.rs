//! `strongroom copy`.

use crate::display::Display;
use crate::processes::{holders, may_look, of_home};
use crate::run::Run;
use crate::service::{Service, on_both};
use crate::waiting::eventually;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use std::path::Path;
use std::process::Command;

const DB: &str = r#"{"user": "ada", "password": "hünter2\n"}"#;

/// Waits until nothing that the command started is left, as far as this process may look.
#[track_caller]
fn wait_for_end(home: &Path) {
    eventually("the end of the detached process", || of_home(home).is_empty());
}

#[test]
fn a_copy_is_served_after_the_command_has_ended_and_cleared_in_time() {
    let display = Display::start();
    let secrets = json!([{ "name": "app/db", "text": DB }, { "name": "app/key", "base64": "AJ+SlgoN/w==" }]);
    on_both(&secrets, |service| {
        for (args, text) in [
            (&["app/db"][..], DB),
            (&["app/db", "--key", "password"], "hünter2\n"),
            (&["app/key"], "AJ+SlgoN/w=="),
        ] {
            let line = [&["copy"], args, &["--clear-after", "2s"]].concat();
            service.run(&line).env([("DISPLAY", display.name())]).end_in(|ended, home| {
                assert_eq!((ended.status, ended.out.as_slice()), (Some(0), &b""[..]), "{}", ended.errors);
                assert!(ended.errors.contains("system clipboard") && ended.errors.contains("2s"));
                assert!(!ended.errors.contains(text), "{}", ended.errors);
                assert_eq!(display.clipboard().as_deref(), Some(text));
                assert!(!may_look() || of_home(home).len() == 1, "one process serves it");
                eventually("it is cleared", || display.clipboard().is_none());
                wait_for_end(home);
            });
        }
        service.run(&["copy", "app/db", "--key", "none"]).env([("DISPLAY", display.name())]).fails(3);
        service.run(&["copy", "app/none"]).env([("DISPLAY", display.name())]).fails(3);
    });
}

#[test]
fn what_another_program_copied_since_is_left_alone() {
    if !may_look() {
        return;
    }
    let display = Display::start();
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": DB }]));
    let run = service.run(&["copy", "app/db", "--clear-after", "2s"]).env([("DISPLAY", display.name())]);
    run.end_in(|_, home| {
        display.copy("theirs");
        wait_for_end(home);
        assert_eq!(display.clipboard().as_deref(), Some("theirs"));
    });
}

#[test]
fn the_value_is_in_no_arguments_and_no_environment() {
    let display = Display::start();
    let service = Service::embedded();
    let marker = format!("marker-{}", std::process::id());
    service.boto().create(&json!([{ "name": "app/db", "text": marker }]));
    let line = ["copy", "app/db", "--clear-after", "2s"];
    let mut run = service.run(&line).env([("DISPLAY", display.name())]);
    let mut child = run.start();
    while child.try_wait().unwrap().is_none() {
        assert_eq!(holders(&marker), [0; 0]);
    }
    assert_eq!(display.clipboard().as_deref(), Some(marker.as_str()));
    eventually("it is cleared", || {
        assert_eq!(holders(&marker), [0; 0]);
        display.clipboard().is_none()
    });
    wait_for_end(run.home());
}

#[test]
fn in_tmux_the_buffer_is_cleared_unless_it_has_other_text() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("tmux").display().to_string();
    let tmux = |args: &[&str]| {
        let output =
            Command::new("tmux").args(["-f", "/dev/null", "-S", &socket]).args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    tmux(&["new-session", "-d", "cat"]);
    let inside = format!("{socket},1,0");
    on_both(&json!([{ "name": "app/db", "text": DB }]), |service| {
        let run =
            |time| service.run(&["copy", "app/db", "--clear-after", time]).env([("TMUX", inside.as_str())]);
        run("1s").end_in(|ended, home| {
            assert!(ended.errors.contains("tmux"), "{}", ended.errors);
            assert_eq!(tmux(&["show-buffer", "-b", "strongroom"]), DB);
            eventually("it is cleared", || tmux(&["list-buffers"]).is_empty());
            wait_for_end(home);
        });
        if !may_look() {
            return;
        }
        run("1s").end_in(|_, home| {
            tmux(&["set-buffer", "-b", "strongroom", "theirs"]);
            wait_for_end(home);
            assert_eq!(tmux(&["show-buffer", "-b", "strongroom"]), "theirs");
            tmux(&["delete-buffer", "-b", "strongroom"]);
        });
    });
    tmux(&["kill-server"]);
}

#[test]
fn a_detached_process_that_is_asked_to_end_clears_the_copy_first() {
    if !may_look() {
        return;
    }
    let display = Display::start();
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": DB }]));
    service.run(&["copy", "app/db"]).env([("DISPLAY", display.name())]).end_in(|_, home| {
        assert_eq!(display.clipboard().as_deref(), Some(DB));
        let [pid] = of_home(home)[..] else { panic!("one process serves the copy") };
        let pid = Pid::from_raw(pid.try_into().unwrap()).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
        wait_for_end(home);
        assert_eq!(display.clipboard(), None);
    });
}

#[test]
fn without_a_way_nothing_is_copied_and_no_process_is_left() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": DB }]));
    // `setsid` takes the terminal away that this test may have been started from.
    let program = env!("CARGO_BIN_EXE_strongroom");
    let run = service.run(&[]).instead_of_strongroom("setsid", &["--wait", program, "copy", "app/db"]);
    run.end_in(|ended, home| {
        assert_eq!(ended.status, Some(9), "{}", ended.errors);
        assert!(ended.errors.contains("neither a display nor tmux nor a terminal"), "{}", ended.errors);
        wait_for_end(home);
    });
}

#[test]
fn the_detached_process_does_nothing_by_hand() {
    for input in [&b""[..], b"word\n", &[0xff; 64], &[2, 0, 0, 0, 9, 9]] {
        let told = Run::offline(&["__keep-clipboard"]).input(input).fails(2);
        assert!(told.contains("start it themselves"), "{told}");
    }
    let from_file = Run::offline(&[]).file("input", "word");
    let script = "\"$0\" __keep-clipboard < input";
    let told =
        from_file.instead_of_strongroom("sh", &["-c", script, env!("CARGO_BIN_EXE_strongroom")]).fails(2);
    assert!(told.contains("start it themselves"), "{told}");
    assert!(!Run::offline(&["--help"]).out().contains("keep-clipboard"));
}
