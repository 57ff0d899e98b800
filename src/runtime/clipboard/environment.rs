//! The routes that a copy can take, found from the environment.

use crate::app::copy::CopyRoute;
use std::ffi::OsString;

/// The facts about the environment that decide how to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClipboardEnvironment {
    /// True if there is a display on this machine and the user is not connected by SSH.
    display: bool,
    /// True if the user is connected by SSH.
    remote: bool,
    /// True if tmux runs on this machine, where it takes commands.
    tmux: bool,
    multiplexer: Option<Multiplexer>,
    terminal: TerminalOutput,
}

/// The terminal that OSC 52 goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TerminalOutput {
    /// It can be written to.
    Open,
    /// There is none.
    None,
}

/// A terminal multiplexer between the program and the terminal, here or where the user is connected from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplexer {
    /// tmux.
    Tmux,
    /// GNU screen, or a tmux that calls itself screen.
    Screen,
}

impl ClipboardEnvironment {
    /// Reads environment variables by `variable`, which works like `std::env::var_os`.
    pub fn read(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default().to_string_lossy().into_owned();
        let remote = set("SSH_CONNECTION") || set("SSH_TTY");
        let display = cfg!(target_os = "macos") || set("DISPLAY") || set("WAYLAND_DISPLAY");
        let tmux = set("TMUX");
        let multiplexer = match () {
            () if tmux || term.starts_with("tmux") => Some(Multiplexer::Tmux),
            () if set("STY") || term.starts_with("screen") => Some(Multiplexer::Screen),
            () => None,
        };
        Self { display: display && !remote, remote, tmux, multiplexer, terminal: TerminalOutput::Open }
    }

    /// The same environment without a terminal.
    #[must_use]
    pub fn without_terminal(self) -> Self {
        Self { terminal: TerminalOutput::None, ..self }
    }

    /// The multiplexer between the program and the terminal.
    pub fn multiplexer(self) -> Option<Multiplexer> {
        self.multiplexer
    }

    /// True if an empty text may be ignored where it ought to clear the terminal's clipboard: tmux does so, and over SSH
    /// the terminal is not known.
    pub fn may_ignore_empty(self) -> bool {
        self.remote || self.multiplexer.is_some()
    }

    /// The routes to try, in order.
    pub fn routes(self) -> Vec<CopyRoute> {
        let mut routes = Vec::with_capacity(3);
        if self.display {
            routes.push(CopyRoute::System);
        }
        if self.tmux {
            routes.push(CopyRoute::Tmux);
        }
        if self.terminal == TerminalOutput::Open {
            routes.push(CopyRoute::Osc52);
        }
        routes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CopyRoute::{Osc52, System, Tmux};

    fn routes(variables: &[(&str, &str)]) -> Vec<CopyRoute> {
        ClipboardEnvironment::read(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        })
        .routes()
    }

    #[test]
    fn at_a_display_its_clipboard_comes_first() {
        assert_eq!(routes(&[("DISPLAY", ":0")]), [System, Osc52]);
        assert_eq!(
            routes(&[("WAYLAND_DISPLAY", "wayland-0"), ("TMUX", "/tmp/x,1,0")]),
            [System, Tmux, Osc52]
        );
    }

    #[test]
    fn over_ssh_the_display_is_not_used() {
        assert_eq!(routes(&[("DISPLAY", "localhost:10.0"), ("SSH_CONNECTION", "::1 1 ::1 22")]), [Osc52]);
        assert_eq!(routes(&[("DISPLAY", ":0"), ("SSH_TTY", "/dev/pts/1"), ("TMUX", "x")]), [Tmux, Osc52]);
    }

    #[cfg(not(target_os = "macos"))]
    #[test]
    fn without_a_display_the_terminal_is_used() {
        assert_eq!(routes(&[]), [Osc52]);
        assert_eq!(routes(&[("DISPLAY", ""), ("TMUX", "x")]), [Tmux, Osc52]);
    }

    #[test]
    fn a_multiplexer_is_known_by_its_terminal_even_over_ssh() {
        let multiplexer = |variables: &[(&str, &str)]| {
            ClipboardEnvironment::read(|name| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
            })
            .multiplexer()
        };
        assert_eq!(multiplexer(&[("TERM", "xterm-256color")]), None);
        assert_eq!(multiplexer(&[("TERM", "tmux-256color"), ("SSH_TTY", "x")]), Some(Multiplexer::Tmux));
        assert_eq!(multiplexer(&[("TERM", "screen-256color"), ("SSH_TTY", "x")]), Some(Multiplexer::Screen));
        assert_eq!(multiplexer(&[("TERM", "screen-256color"), ("TMUX", "x")]), Some(Multiplexer::Tmux));
        assert_eq!(multiplexer(&[("TERM", "xterm"), ("STY", "1.x")]), Some(Multiplexer::Screen));
    }
}
