//! The terminal: acquired for the dashboard, and always restored to its previous state.

use super::output::Output;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
    is_raw_mode_enabled,
};
use crossterm::{Command, cursor, event, queue};
use rustix::stdio::{dup2_stdin, dup2_stdout};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use std::fmt;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;

/// Standard input or output is not a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{stream} is not a terminal: strongroom needs one to draw on and to read keys from")]
pub struct NotATerminal {
    stream: &'static str,
}

/// Checks that standard input and output are terminals, without changing them.
///
/// # Errors
/// One of them is not a terminal.
pub fn require_terminal() -> Result<(), NotATerminal> {
    if !io::stdin().is_terminal() {
        return Err(NotATerminal { stream: "standard input" });
    }
    if !io::stdout().is_terminal() {
        return Err(NotATerminal { stream: "standard output" });
    }
    Ok(())
}

/// Lets the program draw on the terminal though its standard output is a pipe, and read keys though its standard input is
/// one: puts the terminal in their place. Returns the former standard output.
///
/// # Errors
/// There is no terminal.
pub fn take_streams() -> Result<File, NotATerminal> {
    let lacking = |stream| move |_: io::Error| NotATerminal { stream };
    let own_terminal = || File::options().read(true).write(true).open("/dev/tty");
    let output = io::stdout().as_fd().try_clone_to_owned().map_err(lacking("standard output"))?;
    if !io::stdin().is_terminal() {
        let terminal = own_terminal().map_err(lacking("standard input"))?;
        dup2_stdin(&terminal).map_err(|error| lacking("standard input")(error.into()))?;
    }
    if !io::stdout().is_terminal() {
        // Standard error first: macOS can't wait for `/dev/tty`.
        let taken = if io::stderr().is_terminal() {
            dup2_stdout(io::stderr())
        } else {
            dup2_stdout(own_terminal().map_err(lacking("standard error"))?)
        };
        taken.map_err(|error| lacking("standard error")(error.into()))?;
    }
    Ok(File::from(output))
}

/// True if the terminal hung up. A failed write or SIGCONT can come before SIGHUP says so.
pub fn has_hung_up() -> bool {
    tcgetattr(io::stdin()).is_err()
}

/// The terminal. Clones share the same terminal.
#[derive(Clone)]
pub struct Terminal {
    output: Output,
    modes: ModeControl,
    mouse: Mouse,
}

/// The reports of the mouse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mouse {
    /// The terminal reports clicks and the wheel; it selects text with shift held.
    #[default]
    On,
    /// The terminal keeps the mouse to itself.
    Off,
}

/// The control of the input modes of a terminal: raw mode and others.
#[derive(Clone, Copy)]
enum ModeControl {
    /// The modes of the terminal at standard input.
    Stdin,
    /// No modes, for tests without a terminal.
    #[cfg(test)]
    None,
}

/// A terminal that is lent to another program, with its modes from before.
pub struct LentTerminal(Option<Termios>);

impl Terminal {
    /// The terminal behind `output`. It is not changed before [`Terminal::enter`].
    pub fn new(output: Output, mouse: Mouse) -> Self {
        Self { output, modes: ModeControl::Stdin, mouse }
    }

    /// A terminal that has an output only.
    #[cfg(test)]
    pub fn output_only(output: Output) -> Self {
        Self { output, modes: ModeControl::None, mouse: Mouse::On }
    }

    /// Acquires the terminal: raw mode, the alternate screen, clicks and wheel, bracketed paste, no cursor. Also works after
    /// the shell has changed the modes.
    pub fn enter(&self) -> io::Result<()> {
        self.modes.set_raw()?;
        self.output.acquire(&enter_sequence(self.mouse)?)
    }

    /// Releases the terminal and undoes [`Terminal::enter`]. Does nothing if the terminal is not acquired. A terminal that
    /// hung up is not an error.
    pub fn leave(&self) {
        if let Ok(sequence) = leave_sequence() {
            let _ = self.output.release(&sequence);
        }
        self.modes.unset_raw();
    }

    /// Lends the terminal to another program. Afterwards the modes must be restored and the terminal entered again.
    pub fn lend(&self) -> LentTerminal {
        self.leave();
        LentTerminal(self.modes.read())
    }
}

impl ModeControl {
    fn set_raw(self) -> io::Result<()> {
        match self {
            Self::Stdin => {
                if is_raw_mode_enabled()? {
                    disable_raw_mode()?;
                }
                enable_raw_mode()
            }
            #[cfg(test)]
            Self::None => Ok(()),
        }
    }

    fn unset_raw(self) {
        match self {
            Self::Stdin => drop(disable_raw_mode()),
            #[cfg(test)]
            Self::None => {}
        }
    }

    fn read(self) -> Option<Termios> {
        match self {
            Self::Stdin => tcgetattr(io::stdin()).ok(),
            #[cfg(test)]
            Self::None => None,
        }
    }
}

impl LentTerminal {
    /// Restores the modes from before. Drops keys that were typed for the other program and not read by it, since they are
    /// not meant for us.
    pub fn restore(self) {
        if let Some(modes) = self.0 {
            let _ = tcsetattr(io::stdin(), OptionalActions::Flush, &modes);
        }
    }
}

/// Releases the terminal when dropped.
pub struct TerminalGuard(Terminal);

impl TerminalGuard {
    /// Acquires the terminal.
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

fn enter_sequence(mouse: Mouse) -> io::Result<Vec<u8>> {
    let mut sequence = Vec::new();
    queue!(
        sequence,
        EnterAlternateScreen,
        // Where there is no alternate screen, blank cells must not show what was there before.
        cursor::MoveTo(0, 0),
        Clear(ClearType::FromCursorDown),
        event::EnableBracketedPaste,
        cursor::Hide
    )?;
    match mouse {
        Mouse::On => queue!(sequence, ReportClicks)?,
        Mouse::Off => {}
    }
    Ok(sequence)
}

fn leave_sequence() -> io::Result<Vec<u8>> {
    let mut sequence = Vec::new();
    queue!(
        sequence,
        event::DisableBracketedPaste,
        StopReportingClicks,
        // Where there is no alternate screen, values must not stay behind. Erased from the top on, since some terminals
        // keep what is erased as a whole.
        cursor::MoveTo(0, 0),
        SetAttribute(Attribute::Reset),
        Clear(ClearType::FromCursorDown),
        LeaveAlternateScreen,
        cursor::Show
    )?;
    Ok(sequence)
}

/// Enables reports of clicks and the wheel, in SGR format. Not crossterm's own command, which also enables reports of each
/// mouse move.
struct ReportClicks;

/// Disables the reports of [`ReportClicks`].
struct StopReportingClicks;

impl Command for ReportClicks {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[?1000h\x1b[?1006h")
    }
}

impl Command for StopReportingClicks {
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
    fn the_screen_is_cleared_before_it_is_given_back() {
        let sequence = String::from_utf8(leave_sequence().unwrap()).unwrap();
        let (cleared, left) = (sequence.find("\x1b[1;1H\x1b[0m\x1b[J"), sequence.find("\x1b[?1049l"));
        assert!(cleared.is_some() && cleared < left, "{sequence:?}");
    }

    #[test]
    fn the_mouse_is_left_to_the_terminal_if_it_is_off() {
        let clicks = "1000".to_owned();
        assert!(modes(&enter_sequence(Mouse::On).unwrap(), 'h').contains(&clicks));
        assert!(!modes(&enter_sequence(Mouse::Off).unwrap(), 'h').contains(&clicks));
    }

    #[test]
    fn each_mode_that_is_set_is_unset() {
        let mut set = modes(&enter_sequence(Mouse::On).unwrap(), 'h');
        let unset = modes(&leave_sequence().unwrap(), 'l');
        assert_eq!(
            modes(&enter_sequence(Mouse::On).unwrap(), 'l'),
            ["25"],
            "the cursor alone is switched off"
        );
        assert_eq!(modes(&leave_sequence().unwrap(), 'h'), ["25"]);
        set.retain(|mode| !unset.contains(mode));
        assert!(set.is_empty(), "left on: {set:?}");
    }
}
