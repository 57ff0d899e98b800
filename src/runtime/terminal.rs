//! The terminal: taken for the dashboard, and given back as it was, whatever happens.

use super::output::Output;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, is_raw_mode_enabled,
};
use crossterm::{Command, cursor, event, queue, style};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use std::fmt;
use std::io::{self, IsTerminal};

/// Standard input or output is no terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{stream} is not a terminal: strongroom draws on one and reads keys from it")]
pub struct NotATerminal {
    stream: &'static str,
}

/// Says whether there is a terminal on both sides, touching nothing.
pub fn require() -> Result<(), NotATerminal> {
    if !io::stdin().is_terminal() {
        return Err(NotATerminal { stream: "standard input" });
    }
    if !io::stdout().is_terminal() {
        return Err(NotATerminal { stream: "standard output" });
    }
    Ok(())
}

/// Whether the terminal hung up, which a failing write or a SIGCONT may tell before SIGHUP does.
pub fn is_gone() -> bool {
    tcgetattr(io::stdin()).is_err()
}

/// The terminal, to be taken and given back. All clones are of the same one.
#[derive(Clone)]
pub struct Terminal {
    output: Output,
    line: Line,
}

/// Where the keys come from.
#[derive(Clone, Copy)]
enum Line {
    /// The terminal at standard input.
    Tty,
    /// None.
    #[cfg(test)]
    Absent,
}

/// The modes of a line that was left to another program.
pub struct Lent(Option<Termios>);

impl Terminal {
    /// The terminal behind `output`; nothing is done to it yet.
    pub fn new(output: Output) -> Self {
        Self { output, line: Line::Tty }
    }

    /// A terminal that is nothing but its output.
    #[cfg(test)]
    pub fn without_line(output: Output) -> Self {
        Self { output, line: Line::Absent }
    }

    /// Raw mode, the alternate screen, clicks and wheel, bracketed paste, no cursor. Also after the shell had the
    /// terminal in between.
    pub fn enter(&self) -> io::Result<()> {
        self.line.make_raw()?;
        self.output.take(&entering()?)
    }

    /// Undoes [`Terminal::enter`]; does nothing if that is done. A terminal that is gone is no error.
    pub fn leave(&self) {
        if let Ok(sequence) = leaving() {
            let _ = self.output.give_back(&sequence);
        }
        self.line.make_cooked();
    }

    /// Leaves the terminal to a program that runs in our place, until its modes are restored and it is entered again.
    pub fn lend(&self) -> Lent {
        self.leave();
        Lent(self.line.modes())
    }
}

impl Line {
    fn make_raw(self) -> io::Result<()> {
        match self {
            Self::Tty => {
                if is_raw_mode_enabled()? {
                    disable_raw_mode()?;
                }
                enable_raw_mode()
            }
            #[cfg(test)]
            Self::Absent => Ok(()),
        }
    }

    fn make_cooked(self) {
        match self {
            Self::Tty => drop(disable_raw_mode()),
            #[cfg(test)]
            Self::Absent => {}
        }
    }

    fn modes(self) -> Option<Termios> {
        match self {
            Self::Tty => tcgetattr(io::stdin()).ok(),
            #[cfg(test)]
            Self::Absent => None,
        }
    }
}

impl Lent {
    /// Puts the line back as it was, whatever the program left of it, and drops what was typed to the program after its
    /// end: none of that was meant as a key of ours.
    pub fn restore(self) {
        if let Some(modes) = self.0 {
            let _ = tcsetattr(io::stdin(), OptionalActions::Flush, &modes);
        }
    }
}

/// Gives the terminal back when dropped.
pub struct TerminalGuard(Terminal);

impl TerminalGuard {
    /// Takes the terminal.
    pub fn enter(terminal: Terminal) -> io::Result<Self> {
        let guard = Self(terminal);
        guard.0.enter()?;
        Ok(guard)
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        self.0.leave();
    }
}

fn entering() -> io::Result<Vec<u8>> {
    let mut sequence = Vec::new();
    queue!(sequence, EnterAlternateScreen, ReportClicks, event::EnableBracketedPaste, cursor::Hide)?;
    Ok(sequence)
}

fn leaving() -> io::Result<Vec<u8>> {
    let mut sequence = Vec::new();
    queue!(
        sequence,
        event::DisableBracketedPaste,
        ForgetClicks,
        style::ResetColor,
        LeaveAlternateScreen,
        cursor::Show
    )?;
    Ok(sequence)
}

/// Reports of clicks and the wheel, in the SGR form. crossterm's own command asks for each move of the mouse as well:
/// messages that nothing would come of.
struct ReportClicks;

/// Ends [`ReportClicks`].
struct ForgetClicks;

impl Command for ReportClicks {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[?1000h\x1b[?1006h")
    }
}

impl Command for ForgetClicks {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[?1006l\x1b[?1000l")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modes(sequence: &[u8], end: char) -> Vec<String> {
        let text = String::from_utf8(sequence.to_vec()).unwrap();
        let mut modes: Vec<String> = text
            .split("\x1b[?")
            .filter_map(|part| part.split_once(end))
            .filter(|(mode, _)| mode.chars().all(|c| c.is_ascii_digit()))
            .map(|(mode, _)| mode.to_owned())
            .collect();
        modes.sort();
        modes
    }

    #[test]
    fn each_mode_that_is_set_is_unset_again() {
        let mut set = modes(&entering().unwrap(), 'h');
        let unset = modes(&leaving().unwrap(), 'l');
        assert_eq!(modes(&entering().unwrap(), 'l'), ["25"], "the cursor alone is switched off");
        assert_eq!(modes(&leaving().unwrap(), 'h'), ["25"]);
        set.retain(|mode| !unset.contains(mode));
        assert!(set.is_empty(), "left on: {set:?}");
    }
}
