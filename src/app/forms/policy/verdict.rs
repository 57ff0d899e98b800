//! What the service says of a policy before it is attached (`ValidateResourcePolicy`).

use crate::app::form::{Note, Tone};
use crate::service::api::{ErrorKind, PolicyFinding, Reply, ServiceError};

/// What `ValidateResourcePolicy` said of the text.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was not asked, or about another text.
    None,
    /// It found this; nothing if the policy passed.
    Findings(Vec<PolicyFinding>),
    /// It could not be asked.
    Unchecked(ServiceError),
}

impl Verdict {
    /// What an answer comes to.
    pub fn of(result: Result<Reply, ServiceError>) -> Self {
        match result {
            Ok(Reply::ValidateResourcePolicy(findings)) => Self::Findings(findings),
            Ok(_) => Self::None,
            Err(error) if is_about_policy(&error) => {
                let check = error.code.unwrap_or_default();
                Self::Findings(vec![PolicyFinding { check, message: error.message }])
            }
            Err(error) => Self::Unchecked(error),
        }
    }

    /// What the user is told, finding by finding.
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

/// Whether a policy that could not be checked can be attached all the same: the check is denied, or the endpoint has none.
pub fn can_do_without_check(error: &ServiceError) -> bool {
    matches!(
        error.kind,
        ErrorKind::AccessDenied { .. }
            | ErrorKind::Refused
            | ErrorKind::InvalidResponse
            | ErrorKind::ServiceFailure
            | ErrorKind::Other
    )
}

/// Whether the service found fault with the policy itself.
fn is_about_policy(error: &ServiceError) -> bool {
    let codes = ["MalformedPolicyDocumentException", "PublicPolicyException"];
    error.code.as_deref().is_some_and(|code| codes.contains(&code))
}
