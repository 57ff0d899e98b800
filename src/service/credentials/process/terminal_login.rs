//! Logins in the terminal: programs that ask for something there, and the credentials that they print.

use super::output::credentials;
use aws_credential_types::Credentials;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::watch;

/// The time before their end from which on printed credentials are not used any more.
const EXPIRY_MARGIN: Duration = Duration::from_secs(10);

/// The thing that a program prints credentials for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::service) enum ProcessOwner {
    /// The `credential_process` of a profile.
    Process {
        /// The profile.
        profile: String,
        /// The command line.
        command: String,
    },
    /// A role that a profile assumes.
    Role {
        /// The profile.
        profile: String,
        /// The role's ARN.
        role: String,
    },
}

/// The logins in the terminal. Clones share them.
#[derive(Clone, Debug, Default)]
pub(in crate::service) struct TerminalLogins(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    printed: Mutex<Vec<(ProcessOwner, Credentials)>>,
    /// True while a program that prints credentials has the terminal.
    is_running: watch::Sender<bool>,
}

impl TerminalLogins {
    /// Begins a login whose program prints credentials for `owner`. Those who want them wait for its end.
    pub(in crate::service) fn begin(&self, owner: ProcessOwner) -> TerminalLogin {
        self.0.is_running.send_replace(true);
        TerminalLogin { logins: self.clone(), owner }
    }

    /// True while a program that prints credentials has the terminal.
    pub(super) fn is_running(&self) -> bool {
        *self.0.is_running.borrow()
    }

    /// Waits until no program that prints credentials has the terminal.
    pub(super) async fn over(&self) {
        // The sender lives as long as `self`.
        let _ = self.0.is_running.subscribe().wait_for(|is_running| !is_running).await;
    }

    /// The credentials that a program printed for `owner` in the terminal, if they are still valid.
    pub(in crate::service) fn find(&self, owner: &ProcessOwner) -> Option<Credentials> {
        let mut printed = self.printed();
        let is_fresh = |keys: &Credentials| {
            keys.expiry().is_none_or(|expiry| expiry > SystemTime::now() + EXPIRY_MARGIN)
        };
        printed.retain(|(_, keys)| is_fresh(keys));
        printed.iter().find(|(of, _)| of == owner).map(|(_, keys)| keys.clone())
    }

    /// Forgets credentials that the service has refused.
    pub(in crate::service) fn refused(&self, refused: &Credentials) {
        self.printed().retain(|(_, keys)| keys.access_key_id() != refused.access_key_id());
    }

    fn printed(&self) -> MutexGuard<'_, Vec<(ProcessOwner, Credentials)>> {
        self.0.printed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A login whose program has the terminal and prints credentials. Dropping it ends the wait for them.
#[derive(Debug)]
pub(in crate::service) struct TerminalLogin {
    logins: TerminalLogins,
    owner: ProcessOwner,
}

impl TerminalLogin {
    /// Takes the credentials that the program has printed.
    ///
    /// # Errors
    /// The reason why they are none, which quotes nothing of the output.
    pub(in crate::service) fn take(&self, output: &[u8]) -> Result<(), String> {
        let keys = credentials(output)?;
        let mut printed = self.logins.printed();
        printed.retain(|(owner, _)| *owner != self.owner);
        printed.push((self.owner.clone(), keys));
        Ok(())
    }
}

impl Drop for TerminalLogin {
    fn drop(&mut self) {
        self.logins.0.is_running.send_replace(false);
    }
}
