//! The outcome of a login in the terminal, in words.

use super::UpdateContext;
use super::actions::Action;
use super::problem::Problem;
use crate::secrets::upper_first;
use crate::service::api::LoginProgram;

/// The reason why a login in the terminal failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginFailure {
    /// There is no command to run, for this reason.
    NoCommand(String),
    /// The program was not found.
    NotFound {
        /// Its name.
        program: String,
    },
    /// The system did not start the program, for this reason.
    NotStarted(String),
    /// The user ended the program with an interrupt.
    Interrupted,
    /// The program ended with a failure: "ended with status 1".
    Failed(String),
    /// The program printed no credentials, for this reason.
    InvalidOutput(String),
}

impl LoginFailure {
    /// The failure in words, and the next step.
    pub fn problem(&self, program: &LoginProgram, cx: &UpdateContext) -> Problem {
        let again = cx.key(Action::LogIn);
        let look = format!(
            "Its own messages are on the terminal: {} shows them. {again} runs it again.",
            cx.key(Action::Suspend)
        );
        let command = upper_first(&program.to_string());
        match self {
            Self::NoCommand(why) => {
                Problem::new(format!("{why}."), "Correct the AWS config file, or switch the profile.")
            }
            Self::NotFound { program } if program == "aws" => Problem::new(
                "The program aws was not found: the AWS CLI is not installed, or not on PATH.",
                "Install the AWS CLI (version 2), or log in another way and refresh.",
            ),
            Self::NotFound { program } => Problem::new(
                format!("The program {program} was not found."),
                "Install it, or correct credential_process in the AWS config file.",
            ),
            Self::NotStarted(why) => Problem::new(format!("{command} can't be started: {why}."), look),
            Self::Interrupted => {
                Problem::new(format!("{command} was interrupted."), format!("{again} runs it again."))
            }
            Self::Failed(how) => Problem::new(format!("{command} {how}."), look),
            Self::InvalidOutput(why) => {
                Problem::new(format!("{command} printed no valid credentials: {why}."), look)
            }
        }
    }
}
