//! Describing secrets again after a change.

use super::UpdateContext;
use super::event::{Event, RereadResult};
use crate::secrets::Arn;
use crate::service::api::{ErrorKind, Reply, ServiceError, Ticket};
use std::collections::HashSet;

/// The secrets whose next description has a special meaning.
#[derive(Debug, Default)]
pub struct Reread {
    /// A secret that was just created, to select once it is described.
    created: Option<Arn>,
    /// Deleted secrets: it is no failure if they can't be found.
    deleted: HashSet<Arn>,
}

impl Reread {
    /// Selects a created secret once it is described.
    pub fn select_when_read(&mut self, arn: Arn) {
        self.created = Some(arn);
    }

    /// Expects that a secret can't be found, because it was deleted.
    pub fn expect_deleted(&mut self, arn: Arn) {
        self.deleted.insert(arn);
    }

    /// True if a secret was just created; `true` only once.
    pub fn take_created(&mut self, arn: &Arn) -> bool {
        self.created.take_if(|created| created == arn).is_some()
    }

    /// Handles the answer to `DescribeSecret`, and raises an event for it.
    pub fn answered(
        &mut self,
        ticket: &Ticket,
        arn: &Arn,
        result: Result<Reply, ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let (arn, ticket) = (arn.clone(), ticket.clone());
        let result = match result.and_then(Reply::into_detail) {
            Ok(detail) => RereadResult::Described(Box::new(detail)),
            Err(error) if error.kind == ErrorKind::NotFound && self.deleted.remove(&arn) => {
                RereadResult::Gone
            }
            Err(error) => RereadResult::Failed(error),
        };
        cx.raise(Event::SecretReread { arn, ticket, result });
    }
}
