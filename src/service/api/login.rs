//! The ways to log in: commands for the user to run, and programs that get the dashboard's terminal.

use std::fmt;

/// The way to renew a login that is missing or no longer valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginFix {
    /// `aws sso login`.
    SsoLogin {
        /// The profile to log in; `None` for the default one.
        profile: Option<String>,
    },
    /// `aws login`.
    Login {
        /// The profile to log in; `None` for the default one.
        profile: Option<String>,
    },
    /// `aws configure`: the profile has no login, so it needs access keys.
    Configure {
        /// The profile to configure; `None` for the default one.
        profile: Option<String>,
    },
    /// The `credential_process` of a profile: the login that it asks for.
    Process {
        /// The profile.
        profile: String,
    },
    /// New access keys in the environment. They take effect when the program is started again.
    Environment,
}

impl LoginFix {
    /// The advice to renew the login, as sentences.
    pub(super) fn advice(&self) -> String {
        let (command, profile) = match self {
            Self::SsoLogin { profile } => ("aws sso login", profile),
            Self::Login { profile } => ("aws login", profile),
            Self::Configure { profile } => ("aws configure", profile),
            Self::Process { profile } => {
                return format!(
                    "Renew the login that the credential process of profile {profile} uses, then refresh."
                );
            }
            Self::Environment => {
                return "The keys come from the environment: run `export AWS_ACCESS_KEY_ID=… \
                        AWS_SECRET_ACCESS_KEY=… AWS_SESSION_TOKEN=…` and start again, or switch the profile."
                    .to_owned();
            }
        };
        let profile = profile.as_ref().map(|profile| format!(" --profile {}", shell_words::quote(profile)));
        format!("Run `{command}{}` in another terminal, then refresh.", profile.unwrap_or_default())
    }
}

/// A program that logs in, and needs the terminal to ask for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginProgram {
    /// `aws sso login`. It renews the login that this program reads.
    SsoLogin {
        /// The profile to log in; `None` for the default one.
        profile: Option<String>,
    },
    /// `aws login`. It renews the login that this program reads.
    Login {
        /// The profile to log in; `None` for the default one.
        profile: Option<String>,
    },
    /// The `credential_process` of a profile, which prints credentials.
    CredentialProcess {
        /// The profile.
        profile: String,
    },
    /// `aws configure export-credentials`, which asks for the code of an MFA device and prints the credentials of a role.
    ExportCredentials {
        /// The profile with the role.
        profile: String,
        /// The role's ARN.
        role: String,
    },
}

impl LoginProgram {
    /// The program that renews a login, if there is one.
    pub(super) fn renewing(fix: &LoginFix) -> Option<Self> {
        match fix {
            LoginFix::SsoLogin { profile } => Some(Self::SsoLogin { profile: profile.clone() }),
            LoginFix::Login { profile } => Some(Self::Login { profile: profile.clone() }),
            LoginFix::Process { profile } => Some(Self::CredentialProcess { profile: profile.clone() }),
            LoginFix::Configure { .. } | LoginFix::Environment => None,
        }
    }

    /// The words of the command; `None` for a credential process, whose command is in the config file.
    pub fn words(&self) -> Option<Vec<String>> {
        let (words, profile): (&[&str], _) = match self {
            Self::SsoLogin { profile } => (&["aws", "sso", "login"], profile.as_ref()),
            Self::Login { profile } => (&["aws", "login"], profile.as_ref()),
            Self::ExportCredentials { profile, .. } => {
                (&["aws", "configure", "export-credentials", "--format", "process"], Some(profile))
            }
            Self::CredentialProcess { .. } => return None,
        };
        let profile = profile.map(|profile| ["--profile".to_owned(), profile.clone()]);
        let words = words.iter().map(|word| (*word).to_owned());
        Some(words.chain(profile.into_iter().flatten()).collect())
    }
}

impl fmt::Display for LoginProgram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CredentialProcess { profile } => {
                write!(f, "the credential process of profile {profile}")
            }
            Self::SsoLogin { .. } | Self::Login { .. } | Self::ExportCredentials { .. } => {
                write!(f, "`{}`", shell_words::join(self.words().unwrap_or_default()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_one_word_whatever_its_name() {
        let program = LoginProgram::SsoLogin { profile: Some("two; words".to_owned()) };
        assert_eq!(program.words().unwrap(), ["aws", "sso", "login", "--profile", "two; words"]);
        assert_eq!(program.to_string(), "`aws sso login --profile 'two; words'`");
        assert_eq!(LoginProgram::Login { profile: None }.words().unwrap(), ["aws", "login"]);
    }
}
