//! The standard output of a command, and the error output.

use super::error::{CommandError, FailureKind};
use crate::secrets::printable;
use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// The standard output. A reader that has gone away is no error: it has read enough.
pub(super) struct Output<W> {
    writer: W,
    is_terminal: bool,
    is_closed: bool,
}

impl Output<io::BufWriter<io::Stdout>> {
    /// The standard output of the program.
    pub(super) fn stdout() -> Self {
        let stdout = io::stdout();
        let is_terminal = stdout.is_terminal();
        Self { writer: io::BufWriter::new(stdout), is_terminal, is_closed: false }
    }
}

impl Output<File> {
    /// Another file in the place of the standard output.
    pub(super) fn file(file: File) -> Self {
        let is_terminal = file.is_terminal();
        Self { writer: file, is_terminal, is_closed: false }
    }
}

impl<W: Write> Output<W> {
    /// True if people read the output on a terminal.
    pub(super) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// True once the reader has gone away: what is written after it is for nobody.
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Refuses to write a value to a terminal where it was not asked for. To be called before the value is read: a read is
    /// an audited event.
    pub(super) fn require_reveal(&self, reveal: bool) -> Result<(), CommandError> {
        if self.is_terminal && !reveal {
            return Err(CommandError::new(
                FailureKind::Usage,
                "The output is a terminal, which would show the value",
                "",
                "Add --reveal to see it, or send the output elsewhere.",
            ));
        }
        Ok(())
    }

    /// Writes bytes as they are.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), CommandError> {
        self.with(|writer| writer.write_all(bytes))
    }

    /// Writes text: as it is, but without anything that a terminal would obey if it goes to one. Tabs and line ends are text.
    pub(super) fn text(&mut self, text: &str) -> Result<(), CommandError> {
        if !self.is_terminal {
            return self.bytes(text.as_bytes());
        }
        for piece in text.split_inclusive(['\n', '\t']) {
            let (shown, end) = match piece.char_indices().next_back() {
                Some((at, '\n' | '\t')) => piece.split_at(at),
                Some(_) | None => (piece, ""),
            };
            self.bytes(printable(shown).as_bytes())?;
            self.bytes(end.as_bytes())?;
        }
        Ok(())
    }

    /// Writes text and ends the line.
    pub(super) fn line(&mut self, text: &str) -> Result<(), CommandError> {
        self.text(text)?;
        self.bytes(b"\n")
    }

    /// Writes what is buffered.
    pub(super) fn flush(&mut self) -> Result<(), CommandError> {
        self.with(Write::flush)
    }

    fn with(&mut self, write: impl FnOnce(&mut W) -> io::Result<()>) -> Result<(), CommandError> {
        if self.is_closed {
            return Ok(());
        }
        match write(&mut self.writer) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            result => result.map_err(CommandError::system("write the output")),
        }
    }
}

/// Tells something on the error output.
pub(super) fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "strongroom: {}", printable(text));
}
