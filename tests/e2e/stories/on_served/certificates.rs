//! A server whose certificate can't be trusted: the screen says why, and what to do.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::at_url;
use super::faults::goes_on;
use crate::boto::from_venv;

/// An HTTPS server with a fault in its certificate; dropping it ends it. It has no secrets.
struct TlsServer {
    process: Child,
    url: String,
    folder: TempDir,
}

impl TlsServer {
    /// The kinds are those of `tls_server.py`.
    fn start(kind: &str) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        let mut process = Command::new(from_venv("python"))
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/service/tests/tls_server.py"))
            .args([folder.path().join("ca.pem").as_os_str(), kind.as_ref()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("python can be started");
        let mut line = String::new();
        let mut out = BufReader::new(process.stdout.take().expect("its output is piped"));
        out.read_line(&mut line).expect("it prints its port");
        let url = format!("https://127.0.0.1:{}", line.trim());
        Self { process, url, folder }
    }

    fn ca(&self) -> String {
        self.folder.path().join("ca.pem").display().to_string()
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_certificate_that_is_not_trusted_is_told_in_words_and_its_ca_helps() {
    for (kind, says, next) in [
        ("self-signed", "self-signed", "AWS_CA_BUNDLE"),
        ("ca-as-server", "probably", "AWS_CA_BUNDLE"),
        ("expired", "expired", "clock"),
        ("other-name", "elsewhere.test", "--endpoint-url"),
    ] {
        let server = TlsServer::start(kind);
        let ca = server.ca();
        let program = at_url(&server.url, &["--no-cache"]).env([("AWS_CA_BUNDLE", ca.as_str())]);
        let terminal = program.start();
        terminal.wait_until(&format!("{says:?} and {next:?}"), |screen| {
            let text = screen.contents();
            ["No secure connection to", says, next].iter().all(|part| text.contains(part))
        });
        assert!(!terminal.screen().contains("OtherError"), "{}", terminal.screen());
        goes_on(terminal);
    }
    let server = TlsServer::start("good");
    let ca = server.ca();
    let terminal = at_url(&server.url, &["--no-cache"]).env([("AWS_CA_BUNDLE", ca.as_str())]).start();
    terminal.wait_for("0 secrets");
    goes_on(terminal);
}
