//! The secret that a change is about, and what hinders the change.

use crate::app::actions::{Action, Hindrance, check_requirements};
use crate::app::connection_summary::ConnectionSummary;
use crate::app::known::Known;
use crate::commands::error::{CommandError, FailureKind};
use crate::commands::session::Session;
use crate::secrets::{Arn, Detail};
use crate::service::api::Request;

/// The secret that a change is about.
#[derive(Debug)]
pub(in crate::commands) struct Target {
    /// The name or the ARN on the command line.
    given: String,
    /// The secret as it was read; `None` where that is denied. The service itself refuses what can't be done then.
    detail: Option<Detail>,
}

impl Target {
    /// Reads the secret. Refuses what the dashboard's `action` can't do to it.
    pub(in crate::commands) async fn read(
        session: &Session,
        given: &str,
        action: Action,
    ) -> Result<Self, CommandError> {
        let request = Request::DescribeSecret { secret: given.to_owned() };
        let detail = match session.complete(&request).await?.result {
            Ok(reply) => Some(reply.into_detail()?),
            Err(error) if error.is_denied() => None,
            Err(error) => return Err(error.into()),
        };
        if let Some(detail) = &detail {
            check_requirements(action, &detail.summary)
                .map_err(|hindrance| refusal(&hindrance, &detail.summary.name))?;
        }
        Ok(Self { given: given.to_owned(), detail })
    }

    /// The secret as it was read.
    pub(in crate::commands) fn detail(&self) -> Option<&Detail> {
        self.detail.as_ref()
    }

    /// The name; what the command line has where the name could not be read.
    pub(in crate::commands) fn name(&self) -> &str {
        self.detail.as_ref().map_or(&self.given, |detail| &detail.summary.name)
    }

    /// The account, the Region and the profile of the secret, in a line for the question before a change.
    pub(in crate::commands) async fn place(&self, session: &Session) -> Result<String, CommandError> {
        let to = session.connection().await?.destination();
        let summary = ConnectionSummary {
            region: Some(&to.region),
            profile: to.profile.as_deref(),
            ..ConnectionSummary::default()
        };
        Ok(summary.line(Some(self.known().arn())))
    }

    /// The state in which the secret was read.
    pub(in crate::commands) fn known(&self) -> Known {
        match &self.detail {
            Some(detail) => Known::from(detail),
            None => Known::nothing_of(Arn::new(&*self.given)),
        }
    }

    /// The ARN, or what the command line has where that could not be read (API: `SecretId`).
    pub(in crate::commands) fn id(&self) -> String {
        self.known().arn().to_string()
    }
}

/// The refusal of a change, in the dashboard's words.
fn refusal(hindrance: &Hindrance, name: &str) -> CommandError {
    let next = match hindrance {
        Hindrance::Replica { primary, action: Action::Delete | Action::ForceDelete } => format!(
            "Remove this Region from the replication of the primary, in the dashboard or with `aws secretsmanager \
             remove-regions-from-replication --region {primary}`."
        ),
        Hindrance::Replica { primary, .. } => format!("Add `--region {primary}`."),
        Hindrance::ScheduledForDeletion { .. } => {
            format!("Restore it first: `strongroom restore {}`.", shell_words::quote(name))
        }
        Hindrance::NotScheduled => "There is nothing to restore.".to_owned(),
        Hindrance::ManagedValue { service } => format!("Change the value in {service}."),
        Hindrance::ManagedDeletion { service } => {
            format!("Delete the resource that the secret belongs to in {service}.")
        }
        Hindrance::NoRotationFunction => {
            "Set up rotation first, in the dashboard or with `aws secretsmanager rotate-secret`.".to_owned()
        }
        Hindrance::NoReplica | Hindrance::NotRotating | Hindrance::NoPreviousVersion => String::new(),
    };
    let reason = hindrance.reason(name);
    CommandError::new(FailureKind::Conflict, reason.trim_end_matches('.'), "", next)
}
