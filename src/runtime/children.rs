//! The processes that end with the dashboard. Shared by all who may have to end them: the event loop, signals and panics.

use super::local::{Borrower, CommandRunner};
use crate::service::Connector;

/// The processes that the dashboard has started. Clones share them.
#[derive(Clone)]
pub struct Children {
    /// The program that has the terminal.
    pub borrower: Borrower,
    /// The user's own commands that run beside the dashboard.
    pub commands: CommandRunner,
    /// The connector, whose credential process runs beside the dashboard.
    pub connector: Connector,
}

impl Children {
    /// Kills all that run, and wipes the editor's file.
    pub fn kill(&self) {
        self.borrower.kill();
        self.commands.kill();
        self.connector.kill_credential_process();
    }
}
