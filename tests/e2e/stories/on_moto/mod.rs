//! Stories on moto.

mod marks;
mod policy;
mod tags;

use crate::boto::connection;
use crate::program::Program;
use crate::terminal::Terminal;

/// The dashboard at the endpoint at `url`, started with these arguments, wide enough for list and panes side by side.
fn dashboard(url: &str, args: &[&str]) -> Terminal {
    Program::strongroom(args).env(connection(url)).size(160, 48).start()
}

/// The dashboard there with this secret open and described.
fn open(url: &str, name: &str) -> Terminal {
    let terminal = dashboard(url, &[name]);
    terminal.wait_for(&format!("╭─ {name} ─"));
    terminal.wait_for("as of just now");
    terminal
}
