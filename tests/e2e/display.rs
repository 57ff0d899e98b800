//! An X11 display with nothing on it, for its clipboard.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running Xvfb; dropping it ends it.
pub struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts a display under a free number and waits until it is ready.
    pub fn start() -> Display {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "64x64x24"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb can be started: tests/run installs it");
        let mut number = String::new();
        let output = server.stdout.take().expect("its output is piped");
        BufReader::new(output).read_line(&mut number).expect("Xvfb says which display it serves");
        assert!(!number.trim().is_empty(), "Xvfb ended: {:?}", server.wait());
        Display { server, name: format!(":{}", number.trim()) }
    }

    /// Its name, for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text on its clipboard; none if nothing owns it.
    pub fn clipboard(&self) -> Option<String> {
        let output = self.xclip("-o").output().expect("xclip can be started: tests/run installs it");
        output.status.success().then(|| String::from_utf8(output.stdout).expect("the tests copy text only"))
    }

    fn xclip(&self, direction: &str) -> Command {
        let mut xclip = Command::new("xclip");
        xclip.args(["-selection", "clipboard", "-display", self.name(), direction]);
        xclip
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn what_is_copied_on_a_display_is_read_back() {
    use std::io::Write;

    let display = Display::start();
    assert!(display.name().starts_with(':'), "{}", display.name());
    assert_eq!(display.clipboard(), None);
    let mut copy = display.xclip("-i").stdin(Stdio::piped()).spawn().unwrap();
    copy.stdin.take().unwrap().write_all(b"copied").unwrap();
    // It forks once it owns the clipboard.
    assert!(copy.wait().unwrap().success());
    assert_eq!(display.clipboard().as_deref(), Some("copied"));
}
