//! The guard of the dashboard's copies: a detached process that clears what the terminal or tmux has of them if the dashboard is
//! killed. It learns of that by the end of the pipe through which it gets its orders.

use super::fingerprint::Fingerprint;
use super::order::{self, Order};
use crate::app::copy::CopyRoute;
use std::io;
use std::os::fd::AsFd;
use std::process::{ChildStdin, Stdio};

/// The guard. It is not started before there is something to guard, and ends with the dashboard.
pub enum Guard {
    /// There is none.
    None,
    /// It is started with the first copy.
    Ready,
    /// It runs, and gets its orders here.
    Running(ChildStdin),
}

impl Guard {
    /// Has a secret on the clipboard cleared if this process is killed.
    pub fn watch(&mut self, route: CopyRoute, fingerprint: Fingerprint) {
        let order =
            if outlives_its_owner(route) { Order::Watch { route, fingerprint } } else { Order::Forget };
        match self {
            Self::None => {}
            Self::Ready if matches!(order, Order::Forget) => {}
            Self::Ready => match start() {
                Ok(orders) => {
                    *self = Self::Running(orders);
                    self.send(&order);
                }
                Err(error) => tracing::warn!(%error, "the guard of the clipboard can't be started"),
            },
            Self::Running(_) => self.send(&order),
        }
    }

    /// No secret is on the clipboard any longer.
    pub fn forget(&mut self) {
        self.send(&Order::Forget);
    }

    /// A guard that is gone is started again with the next copy.
    fn send(&mut self, order: &Order) {
        if let Self::Running(orders) = self
            && let Err(error) = order::send(orders, order)
        {
            tracing::warn!(%error, "the guard of the clipboard is gone");
            *self = Self::Ready;
        }
    }
}

/// True if a copy stays when the process that made it is killed. On X11 and Wayland it goes with its owner.
fn outlives_its_owner(route: CopyRoute) -> bool {
    match route {
        CopyRoute::System => cfg!(target_os = "macos"),
        CopyRoute::Osc52 | CopyRoute::Tmux => true,
    }
}

fn start() -> io::Result<ChildStdin> {
    let terminal = io::stdout().as_fd().try_clone_to_owned()?;
    let mut guard = order::command()?.stdout(Stdio::null()).stderr(terminal).spawn()?;
    guard.stdin.take().ok_or_else(|| io::Error::other("it has no input"))
}
