//! An X11 display with nothing on it, for its clipboard.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long another program may take to own the clipboard.
const PATIENCE: Duration = Duration::from_secs(30);

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

    /// Puts text on its clipboard, as another program of the desktop would.
    pub fn copy(&self, text: &str) {
        let mut copy = self.xclip("-i").stdin(Stdio::piped()).spawn().expect("xclip can be started");
        copy.stdin.take().expect("its input is piped").write_all(text.as_bytes()).expect("xclip reads");
        assert!(copy.wait().expect("our own child can be waited for").success());
        // It goes into the background before the display has heard of it.
        let deadline = Instant::now() + PATIENCE;
        while self.clipboard().as_deref() != Some(text) {
            assert!(Instant::now() < deadline, "xclip does not take the clipboard");
        }
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
    let display = Display::start();
    assert!(display.name().starts_with(':'), "{}", display.name());
    assert_eq!(display.clipboard(), None);
    display.copy("copied");
    assert_eq!(display.clipboard().as_deref(), Some("copied"));
}
