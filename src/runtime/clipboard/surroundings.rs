//! Which ways a copy can take, told by the environment.

use crate::app::copy::CopyRoute;
use std::ffi::OsString;

/// What the environment says of where the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// Whether there is a display here, and the user sits before it.
    display: bool,
    /// Whether the terminal is tmux.
    tmux: bool,
}

impl Surroundings {
    /// Reads the environment by `variable`, as `std::env::var_os` would.
    pub fn read(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let remote = set("SSH_CONNECTION") || set("SSH_TTY");
        let display = cfg!(target_os = "macos") || set("DISPLAY") || set("WAYLAND_DISPLAY");
        Self { display: display && !remote, tmux: set("TMUX") }
    }

    /// Whether the terminal is tmux.
    pub fn inside_tmux(self) -> bool {
        self.tmux
    }

    /// The ways to try, the best first.
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

    fn routes(environment: &[(&str, &str)]) -> Vec<CopyRoute> {
        Surroundings::read(|name| {
            environment.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
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
    fn over_ssh_the_display_is_someone_elses() {
        assert_eq!(routes(&[("DISPLAY", "localhost:10.0"), ("SSH_CONNECTION", "::1 1 ::1 22")]), [Osc52]);
        assert_eq!(routes(&[("DISPLAY", ":0"), ("SSH_TTY", "/dev/pts/1"), ("TMUX", "x")]), [Tmux, Osc52]);
    }

    #[cfg(not(target_os = "macos"))]
    #[test]
    fn without_a_display_the_terminal_is_asked() {
        assert_eq!(routes(&[]), [Osc52]);
        assert_eq!(routes(&[("DISPLAY", ""), ("TMUX", "x")]), [Tmux, Osc52]);
    }
}
