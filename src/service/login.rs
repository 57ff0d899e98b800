//! The way to renew the login of a connection, and the programs that log in, ready to get the dashboard's terminal.

use super::api::{LoginFix, LoginProgram};
use super::config_files;
use super::credentials::{CredentialProcesses, OUTPUT_LIMIT, ProcessOwner, TerminalLogin};
use super::environment::AwsEnvironment;
use std::sync::{Arc, Mutex, PoisonError};

/// The way to renew the login that the credentials in use come from. Each load of credentials reads the config files anew, and
/// sets it. Clones share it.
#[derive(Clone, Debug)]
pub(super) struct CurrentLogin(Arc<Mutex<LoginFix>>);

impl CurrentLogin {
    /// The login as it is when the connection is made.
    pub(super) fn new(fix: LoginFix) -> Self {
        Self(Arc::new(Mutex::new(fix)))
    }

    /// The way to renew it.
    pub(super) fn fix(&self) -> LoginFix {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces it: the config files name another login by now.
    pub(super) fn set(&self, fix: LoginFix) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = fix;
    }
}

/// A program that logs in. What needs credentials that it prints waits until this is dropped.
#[derive(Debug)]
pub struct PreparedLogin {
    words: Vec<String>,
    printing: Option<TerminalLogin>,
}

impl PreparedLogin {
    /// Finds the command of a program, and stops a credential process that is to run again in the terminal.
    ///
    /// # Errors
    /// The config file has no command, in words.
    pub(super) fn of(
        program: &LoginProgram,
        environment: &AwsEnvironment,
        processes: &CredentialProcesses,
    ) -> Result<Self, String> {
        let (words, owner) = match program {
            LoginProgram::SsoLogin { .. } | LoginProgram::Login { .. } => (program.words(), None),
            LoginProgram::ExportCredentials { profile, role } => {
                let (profile, role) = (profile.clone(), role.clone());
                (program.words(), Some(ProcessOwner::Role { profile, role }))
            }
            LoginProgram::CredentialProcess { profile } => {
                let files = environment.config_files();
                let command = files.profile(profile).and_then(|section| section.text("credential_process"));
                let command = command.unwrap_or_default().to_owned();
                let words = config_files::split(&command);
                (words, Some(ProcessOwner::Process { profile: profile.clone(), command }))
            }
        };
        let words = words.filter(|words| !words.is_empty()).ok_or_else(|| {
            "The profile has no credential_process any more, or one whose quotes don't match".to_owned()
        })?;
        let printing = owner.map(|owner| processes.logins().begin(owner));
        if printing.is_some() {
            processes.stop();
        }
        Ok(Self { words, printing })
    }

    /// The program and its arguments; at least one word.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The most bytes that the program may print where it prints credentials; `None` if its output is for the terminal.
    pub fn output_limit(&self) -> Option<usize> {
        self.printing.as_ref().map(|_| OUTPUT_LIMIT)
    }

    /// Takes the credentials that the program has printed, if it prints any.
    ///
    /// # Errors
    /// The reason why they are none, which quotes nothing of the output.
    pub fn take_output(&self, output: &[u8]) -> Result<(), String> {
        self.printing.as_ref().map_or(Ok(()), |printing| printing.take(output))
    }
}
