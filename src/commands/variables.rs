//! The members of secrets as variables, for `run` and `env`.

use super::error::{CommandError, FailureKind};
use super::session::Session;
use crate::cli::VariablesArgs;
use crate::secrets::{Variable, VariablesError, variables_of};
use crate::service::api::VersionSelector;

/// Reads the secrets, a request each, and makes variables of their members. One secret that fails fails all.
pub(super) async fn read(
    session: &Session,
    secrets: Vec<String>,
    args: &VariablesArgs,
) -> Result<Vec<Variable>, CommandError> {
    let mut values = Vec::with_capacity(secrets.len());
    for secret in secrets {
        let value = session.value(&secret, VersionSelector::Current).await?;
        values.push((secret, value.body));
    }
    Ok(variables_of(&values, &args.choice())?)
}

impl From<VariablesError> for CommandError {
    fn from(error: VariablesError) -> Self {
        const OTHERS: &str = "Choose others with --only, or change the value.";
        let (kind, why, next) = match &error {
            VariablesError::Binary(_) => (
                FailureKind::Conflict,
                "A variable holds text.",
                "Read it with `strongroom get --raw` and a file.",
            ),
            VariablesError::Unnamed(_) => (
                FailureKind::Usage,
                "",
                "Give the variable a name with --as NAME, once for each such secret.",
            ),
            VariablesError::UnusedName(_) => (
                FailureKind::Usage,
                "A name is for a value that is not a JSON object.",
                "Leave it out, or choose a member with --only.",
            ),
            VariablesError::NoSuchMember(_) => {
                (FailureKind::NotFound, "", "Check the key: the dashboard shows those that the value has.")
            }
            VariablesError::Ambiguous(_) => {
                (FailureKind::Conflict, "Programs differ in which one they take.", OTHERS)
            }
            VariablesError::NotUnicode(_) => {
                (FailureKind::Conflict, "It has an escape that stands for no character.", OTHERS)
            }
            VariablesError::Nul(_) => (FailureKind::Conflict, "No variable can hold it.", OTHERS),
            VariablesError::Name { fault, .. } => (FailureKind::Conflict, fault.why(), fault.next()),
            VariablesError::Collision { .. } => (
                FailureKind::Conflict,
                "Only one of them would be seen.",
                "Choose one with --only, or read one secret at a time.",
            ),
        };
        Self::new(kind, error.to_string(), why, next)
    }
}
