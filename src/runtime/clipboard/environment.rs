//! The routes that a copy can take, found from the environment.

use crate::app::copy::CopyRoute;
use std::ffi::OsString;

/// The facts about the environment that decide how to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClipboardEnvironment {
    /// True if there is a display on this machine and the user is not connected by SSH.
    display: bool,
    /// True if the terminal is tmux.
    tmux: bool,
}

impl ClipboardEnvironment {
    /// Reads environment variables by `variable`, which works like `std::env::var_os`.
    pub fn read(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let remote = set("SSH_CONNECTION") || set("SSH_TTY");
        let display = cfg!(target_os = "macos") || set("DISPLAY") || set("WAYLAND_DISPLAY");
        Self { display: display && !remote, tmux: set("TMUX") }
    }

    /// True if the terminal is tmux.
    pub fn inside_tmux(self) -> bool {
        self.tmux
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
        routes.push(CopyRoute::Osc52);
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
}
