//! Ways of getting credentials that failed, with what helps.

use super::login::LoginProgram;

/// A credential process that runs now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialProcess {
    /// The profile.
    pub profile: String,
    /// The command line, without the words that may be secret.
    pub command: String,
    /// The last line that it has written, without the words that may be secret; empty if it has written nothing.
    pub says: String,
}

/// A configured way of getting credentials that failed. The message of the error says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialProblem {
    /// The program of `credential_process` failed, or printed no credentials.
    Process {
        /// The profile.
        profile: String,
    },
    /// The user stopped the program of `credential_process`.
    ProcessStopped {
        /// The profile.
        profile: String,
    },
    /// The program of `credential_process` gave no answer in time.
    ProcessTimedOut {
        /// The profile.
        profile: String,
    },
    /// The program of `credential_process` could not be started.
    ProcessMissing {
        /// The profile.
        profile: String,
    },
    /// STS does not let the caller assume the role.
    RoleDenied {
        /// The role's ARN.
        role: String,
    },
    /// The role asks for a code of an MFA device, or may do so.
    Mfa {
        /// The profile with the role.
        profile: String,
        /// The role's ARN.
        role: String,
        /// The device: `mfa_serial`.
        device: String,
    },
    /// STS failed to give credentials for the role for another reason.
    RoleFailed {
        /// The role's ARN.
        role: String,
    },
    /// The settings of a profile contradict each other, or name something that is not there.
    Settings {
        /// The settings to correct, such as `source_profile of profile dev`.
        settings: String,
    },
    /// The login was renewed with one of another account.
    OtherAccount {
        /// The account on screen.
        shown: String,
        /// The account of the renewed login.
        now: String,
    },
    /// `credential_source` names a place that has no credentials.
    Source {
        /// The profile.
        profile: String,
        /// The value of `credential_source`.
        source: &'static str,
    },
    /// The file with a token or a cached login can't be read.
    TokenFile {
        /// The file.
        path: String,
    },
}

impl CredentialProblem {
    /// The program that mends the problem once it has the terminal.
    pub(super) fn login_program(&self) -> Option<LoginProgram> {
        match self {
            Self::Process { profile }
            | Self::ProcessStopped { profile }
            | Self::ProcessTimedOut { profile } => {
                Some(LoginProgram::CredentialProcess { profile: profile.clone() })
            }
            Self::Mfa { profile, role, device: _ } => {
                Some(LoginProgram::ExportCredentials { profile: profile.clone(), role: role.clone() })
            }
            Self::ProcessMissing { .. }
            | Self::RoleDenied { .. }
            | Self::RoleFailed { .. }
            | Self::Settings { .. }
            | Self::OtherAccount { .. }
            | Self::Source { .. }
            | Self::TokenFile { .. } => None,
        }
    }

    /// The failure in a few words, without a full stop.
    pub(super) fn what(&self) -> String {
        match self {
            Self::Process { profile } => format!("The credential process of profile {profile} failed"),
            Self::ProcessMissing { profile } => {
                format!("The credential process of profile {profile} can't be started")
            }
            Self::ProcessStopped { profile } => {
                format!("The credential process of profile {profile} was stopped")
            }
            Self::ProcessTimedOut { profile } => {
                format!("The credential process of profile {profile} did not answer")
            }
            Self::RoleDenied { role } => format!("Not allowed to assume {role}"),
            Self::Mfa { profile, .. } => format!("Profile {profile} needs an MFA code"),
            Self::RoleFailed { role } => format!("Can't assume {role}"),
            Self::Settings { settings } => format!("Can't use {settings}"),
            Self::OtherAccount { now, .. } => format!("The login is of account {now} now"),
            Self::Source { source, .. } => format!("No credentials from {source}"),
            Self::TokenFile { .. } => "A file with a token or login can't be read".to_owned(),
        }
    }

    /// The advice on what to do next, as a sentence.
    pub(super) fn next(&self) -> String {
        match self {
            Self::Process { profile } => format!(
                "Run the command of credential_process in another terminal (`aws configure get credential_process \
                 --profile {}` shows it) until it works, then refresh.",
                quoted(profile)
            ),
            Self::ProcessStopped { .. } => "Refresh to run it again, or switch the profile.".to_owned(),
            Self::ProcessTimedOut { profile } => format!(
                "Run the command of credential_process in another terminal (`aws configure get credential_process \
                 --profile {}` shows it) until it works without asking, then refresh.",
                quoted(profile)
            ),
            Self::ProcessMissing { profile } => format!(
                "Install the program, or correct credential_process of profile {profile} in the AWS config file; \
                 then refresh."
            ),
            Self::RoleDenied { role } => format!(
                "Ask for two things: that the trust policy of {role} names the caller, and that the caller has the \
                 permission sts:AssumeRole for it. Then refresh."
            ),
            Self::Mfa { profile, device, .. } => format!(
                "Run `eval \"$(aws configure export-credentials --profile {} --format env)\"`, which asks for the code of \
                 {device}, then start again without --profile.",
                quoted(profile)
            ),
            Self::RoleFailed { .. } => {
                "Correct the role's settings in the AWS config file as the message says, then refresh."
                    .to_owned()
            }
            Self::Settings { settings } => {
                format!("Correct {settings} in the AWS config file, then refresh, or switch the profile.")
            }
            Self::OtherAccount { shown, now } => {
                format!("Refresh to go on in account {now}, or log in to account {shown} again.")
            }
            Self::Source { profile, source } => {
                let hint = match *source {
                    "Ec2InstanceMetadata" => "It works on an EC2 instance with a role only",
                    "EcsContainer" => "It works in a container of ECS or EKS only",
                    _ => "It needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment",
                };
                format!("{hint}: elsewhere set source_profile of profile {profile} instead, then refresh.")
            }
            Self::TokenFile { path } => {
                format!("Check that {path} is a plain file that you may read, then refresh.")
            }
        }
    }
}

/// A profile's name as a word of the shell.
fn quoted(name: &str) -> String {
    shell_words::quote(name).into_owned()
}
