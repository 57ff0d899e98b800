//! The service's own check of a policy before it is attached (`ValidateResourcePolicy`).

use crate::app::form::{Answer, Note, Tone};
use crate::service::api::{ErrorKind, PolicyFinding, Reply, ServiceError};

/// The result of `ValidateResourcePolicy` for the text.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The text was not checked.
    None,
    /// The findings; none if the policy passed.
    Findings(Vec<PolicyFinding>),
    /// The check failed.
    Unchecked(ServiceError),
}

impl Verdict {
    /// Takes in an answer.
    pub fn of(answer: Answer) -> Self {
        match answer {
            Answer::Reply(Reply::ValidateResourcePolicy(findings)) => Self::Findings(findings),
            Answer::Failed(error) if is_about_policy(&error) => {
                let check = error.code.unwrap_or_default();
                Self::Findings(vec![PolicyFinding { check, message: error.message }])
            }
            Answer::Failed(error) => Self::Unchecked(error),
            Answer::Reply(_) | Answer::File(_) | Answer::Saved => Self::None,
        }
    }

    /// The findings as notes.
    pub fn notes(&self) -> Vec<Note> {
        match self {
            Self::None => Vec::new(),
            Self::Findings(findings) if findings.is_empty() => {
                vec![Note::new(
                    Tone::Good,
                    "The service has checked the policy and found nothing wrong with it.",
                )]
            }
            Self::Findings(findings) => {
                let found = findings.iter().map(|finding| match finding.check.as_str() {
                    "" => Note::new(Tone::Danger, &*finding.message),
                    check => Note::new(Tone::Danger, format!("{check}: {}", finding.message)),
                });
                found.collect()
            }
            Self::Unchecked(error) => vec![Note::new(
                Tone::Warning,
                format!("The service has not checked the policy: {}. {}", error.what(), error.why()),
            )],
        }
    }
}

/// True if a policy that could not be checked can be attached all the same: the check is denied, or the endpoint has none.
pub fn can_do_without_check(error: &ServiceError) -> bool {
    matches!(
        error.kind,
        ErrorKind::AccessDenied { .. }
            | ErrorKind::ExplicitDeny { .. }
            | ErrorKind::Refused
            | ErrorKind::InvalidResponse
            | ErrorKind::ServiceFailure
            | ErrorKind::Other
    )
}

/// True if the service rejected the policy itself.
fn is_about_policy(error: &ServiceError) -> bool {
    let codes = ["MalformedPolicyDocumentException", "PublicPolicyException"];
    error.code.as_deref().is_some_and(|code| codes.contains(&code))
}
