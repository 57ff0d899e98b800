//! A secret described again after a change: the facts that follow from it.

use super::UpdateContext;
use super::event::{Event, Reading};
use crate::secrets::Arn;
use crate::service::api::{ErrorKind, Reply, ServiceError, Ticket};
use std::collections::HashSet;

/// The secrets whose next description means more than new metadata.
#[derive(Debug, Default)]
pub struct Reread {
    /// The secret that was just created: selected once it is read.
    created: Option<Arn>,
    /// Secrets that were deleted: that they can't be found is no failure.
    deleted: HashSet<Arn>,
}

impl Reread {
    /// Selects a secret that was created once it is read, so that the panes show what was read.
    pub fn select_when_read(&mut self, arn: Arn) {
        self.created = Some(arn);
    }

    /// Expects that a deleted secret can't be found.
    pub fn expect_gone(&mut self, arn: Arn) {
        self.deleted.insert(arn);
    }

    /// Whether that secret was just created; answers so once.
    pub fn take_created(&mut self, arn: &Arn) -> bool {
        self.created.take_if(|created| created == arn).is_some()
    }

    /// Takes in the answer to `DescribeSecret`, and tells what it means.
    pub fn answered(
        &mut self,
        ticket: &Ticket,
        arn: &Arn,
        result: Result<Reply, ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let (arn, ticket) = (arn.clone(), ticket.clone());
        let reading = match result.and_then(Reply::into_detail) {
            Ok(detail) => Reading::Described(Box::new(detail)),
            Err(error) if error.kind == ErrorKind::NotFound && self.deleted.remove(&arn) => Reading::Gone,
            Err(error) => Reading::Failed(error),
        };
        cx.raise(Event::SecretReread { arn, ticket, reading });
    }
}
