//! tmux's paste buffers. tmux copies a buffer to the terminal's clipboard even where it ignores OSC 52 from programs
//! (`set-clipboard external`, the default).

use crate::app::copy::{ClearOutcome, CopyText};
use std::io;
use std::process::{Output, Stdio};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;
use zeroize::{Zeroize, Zeroizing};

/// The name of our paste buffer, so that the user's buffers are left alone.
const BUFFER: &str = "strongroom";

/// The time that tmux may take for a command.
const TIMEOUT: Duration = Duration::from_secs(2);

/// The reason why a tmux command failed.
#[derive(Debug, thiserror::Error)]
pub enum TmuxError {
    /// tmux could not be started, or its input or output failed.
    #[error("tmux can't be run: {0}")]
    Unusable(#[from] io::Error),
    /// tmux took longer than two seconds.
    #[error("tmux does not respond")]
    TimedOut,
    /// tmux exited with an error.
    #[error("tmux failed: {0}")]
    Failed(String),
}

/// Runs tmux commands, one at a time. Must not be used inside a tokio runtime.
pub struct Tmux {
    runtime: Runtime,
    /// The options that select a server; empty for the one that the environment names.
    server_options: Vec<String>,
}

impl Tmux {
    /// The tmux server that the program runs in.
    pub fn current() -> io::Result<Self> {
        Self::with_server(Vec::new())
    }

    fn with_server(server_options: Vec<String>) -> io::Result<Self> {
        Ok(Self { runtime: Builder::new_current_thread().enable_all().build()?, server_options })
    }

    /// Copies `text` to our buffer and to the terminal's clipboard. The text goes through a pipe, as other users can read
    /// the arguments of a process.
    pub fn copy(&self, text: &CopyText) -> Result<(), TmuxError> {
        self.load(text.expose().as_bytes())
    }

    /// Deletes our buffer if `text` is still in it, and asks for the terminal's clipboard to be cleared if nothing was copied since. A
    /// space stays on the clipboard, since tmux copies no empty text.
    pub fn clear(&self, text: &CopyText) -> Result<ClearOutcome, TmuxError> {
        let buffers = self.run(&["list-buffers", "-F", "#{buffer_name}"], b"")?;
        let names: Vec<&[u8]> = buffers.split(|byte| *byte == b'\n').collect();
        if !names.contains(&BUFFER.as_bytes()) {
            return Ok(ClearOutcome::Replaced);
        }
        let held = self.run(&["save-buffer", "-b", BUFFER, "-"], b"")?;
        if !text.is(&held) {
            return Ok(ClearOutcome::Replaced);
        }
        let newest = names.first() == Some(&BUFFER.as_bytes());
        if newest {
            self.load(b" ")?;
        }
        self.run(&["delete-buffer", "-b", BUFFER], b"")?;
        Ok(if newest { ClearOutcome::Requested } else { ClearOutcome::Replaced })
    }

    fn load(&self, bytes: &[u8]) -> Result<(), TmuxError> {
        self.run(&["load-buffer", "-w", "-b", BUFFER, "-"], bytes).map(drop)
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Zeroizing<Vec<u8>>, TmuxError> {
        let answer = self.runtime.block_on(async {
            timeout(TIMEOUT, run_tmux(&self.server_options, arguments, input))
                .await
                .map_err(|_| TmuxError::TimedOut)
        })??;
        let Output { status, mut stdout, stderr } = answer;
        if status.success() {
            return Ok(Zeroizing::new(stdout));
        }
        stdout.zeroize();
        Err(TmuxError::Failed(String::from_utf8_lossy(&stderr).trim().to_owned()))
    }
}

async fn run_tmux(server_options: &[String], arguments: &[&str], input: &[u8]) -> io::Result<Output> {
    let mut child = Command::new("tmux")
        .args(server_options)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let mut stdin = child.stdin.take();
    let feed = async move {
        if let Some(mut stdin) = stdin.take() {
            // If tmux ends without reading its input, its exit status says why.
            let _ = stdin.write_all(input).await;
        }
    };
    let ((), output) = tokio::join!(feed, child.wait_with_output());
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tmux server for one test, ended with it.
    struct Server {
        tmux: Tmux,
        _directory: tempfile::TempDir,
    }

    impl Server {
        fn start() -> Self {
            let directory = tempfile::tempdir().unwrap();
            let socket = directory.path().join("socket").display().to_string();
            let tmux = Tmux::with_server(vec!["-f".into(), "/dev/null".into(), "-S".into(), socket]).unwrap();
            tmux.run(&["new-session", "-d", "-x", "80", "-y", "24", "cat"], b"").unwrap();
            Self { tmux, _directory: directory }
        }

        fn buffers(&self) -> String {
            String::from_utf8(self.tmux.run(&["list-buffers", "-F", "#{buffer_name}"], b"").unwrap().to_vec())
                .unwrap()
        }
    }

    impl Drop for Server {
        fn drop(&mut self) {
            let _ = self.tmux.run(&["kill-server"], b"");
        }
    }

    fn text(text: &str) -> CopyText {
        CopyText::secret(text.to_owned())
    }

    #[test]
    fn a_copy_is_found_again_and_cleared() {
        let server = Server::start();
        let awkward = text("line\n\u{1b}[31m ünï\ttab\n\n");
        server.tmux.copy(&awkward).unwrap();
        assert_eq!(server.buffers(), "strongroom\n");
        assert_eq!(server.tmux.clear(&awkward).unwrap(), ClearOutcome::Requested);
        assert_eq!(server.buffers(), "");
    }

    #[test]
    fn the_largest_value_passes_through_the_pipe() {
        let server = Server::start();
        let large = text(&"x".repeat(65_536));
        server.tmux.copy(&large).unwrap();
        assert_eq!(server.tmux.clear(&large).unwrap(), ClearOutcome::Requested);
    }

    #[test]
    fn another_text_in_the_buffer_is_left_alone() {
        let server = Server::start();
        server.tmux.copy(&text("ours")).unwrap();
        server.tmux.copy(&text("theirs")).unwrap();
        assert_eq!(server.tmux.clear(&text("ours")).unwrap(), ClearOutcome::Replaced);
        assert_eq!(server.buffers(), "strongroom\n");
    }

    #[test]
    fn a_later_copy_of_the_user_keeps_the_clipboard_but_our_buffer_goes() {
        let server = Server::start();
        server.tmux.copy(&text("ours")).unwrap();
        server.tmux.run(&["load-buffer", "-"], b"theirs").unwrap();
        assert_eq!(server.tmux.clear(&text("ours")).unwrap(), ClearOutcome::Replaced);
        assert_eq!(server.buffers(), "buffer0\n");
    }

    #[test]
    fn without_a_server_the_error_quotes_tmux() {
        let directory = tempfile::tempdir().unwrap();
        let socket = directory.path().join("nobody").display().to_string();
        let error = Tmux::with_server(vec!["-S".into(), socket]).unwrap().copy(&text("x")).unwrap_err();
        assert!(matches!(&error, TmuxError::Failed(why) if !why.is_empty()), "{error}");
    }
}
