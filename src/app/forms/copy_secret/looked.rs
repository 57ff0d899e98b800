//! The look at another Region: whether the name of the copy is free there.

use crate::app::form::{Answer, Note, Tone};
use crate::secrets::Summary;
use crate::service::api::{ErrorKind, Reply, ServiceError};

/// The finding under the name in another Region.
#[derive(Debug)]
pub(super) struct Looked {
    region: String,
    found: Found,
}

/// The secret under that name, if there is one.
#[derive(Debug)]
enum Found {
    /// Nothing: the name is free.
    Nothing,
    /// A secret.
    Secret(Box<Summary>),
    /// Not known, for this reason.
    Denied(ServiceError),
}

/// True if an error says that the name is free, or that this is not known: the copy can be tried all the same.
pub(super) fn tells_enough(error: &ServiceError) -> bool {
    error.kind == ErrorKind::NotFound || error.is_denied()
}

impl Looked {
    /// Takes in the answer of `DescribeSecret` in that Region.
    pub(super) fn of(region: String, answer: Answer) -> Option<Self> {
        let found = match answer {
            Answer::Reply(Reply::DescribeSecret(detail)) => Found::Secret(Box::new(detail.summary)),
            Answer::Failed(error) if error.kind == ErrorKind::NotFound => Found::Nothing,
            Answer::Failed(error) => Found::Denied(error),
            _ => return None,
        };
        Some(Self { region, found })
    }

    /// Checks that the name is free for a copy of `source`.
    pub(super) fn check(&self, source: &Summary) -> Result<(), String> {
        let Found::Secret(secret) = &self.found else { return Ok(()) };
        let region = &self.region;
        let own = source.primary_region.as_deref().or(source.arn.region());
        Err(if secret.deleted.is_some() {
            format!("A secret of this name is scheduled for deletion in {region}, and holds it until then.")
        } else if secret.primary_region.is_some() && secret.primary_region.as_deref() == own {
            format!("The replica in {region} has this name: the copy needs another.")
        } else {
            format!("A secret with this name already exists in {region}.")
        })
    }

    /// A warning, if it is not known that the name is free.
    pub(super) fn unknown_note(&self) -> Option<Note> {
        let Found::Denied(error) = &self.found else { return None };
        let text = format!("Could not check that the name is free in {}: {}", self.region, error.what());
        Some(Note::new(Tone::Warning, text))
    }
}
