//! Describing secrets again after a change, and adding what a description lacks: the end of a recovery window.

mod recovery_windows;

use self::recovery_windows::RecoveryWindows;
use super::UpdateContext;
use super::event::{Event, RereadResult};
use crate::secrets::Arn;
use crate::service::api::{ErrorKind, Reply, ServiceError, Ticket};
use jiff::Timestamp;
use std::collections::HashSet;

/// The secrets whose next description has a special meaning.
#[derive(Debug, Default)]
pub struct Reread {
    /// A secret that was just created, to select once it is described.
    created: Option<Arn>,
    /// Deleted secrets: it is no failure if they can't be found.
    deleted: HashSet<Arn>,
    /// Secrets that could not be described for want of a login.
    awaiting_login: HashSet<Arn>,
    recovery_windows: RecoveryWindows,
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

    /// Describes a secret again once the user has logged in.
    pub fn await_login(&mut self, arn: Arn) {
        self.awaiting_login.insert(arn);
    }

    /// Describes the secrets that waited for a login.
    pub fn logged_in(&mut self, cx: &mut UpdateContext) {
        for arn in self.awaiting_login.drain() {
            cx.reread_secret(arn);
        }
    }

    /// Forgets the secrets that wait for a login: they belong to another connection.
    pub fn connection_replaced(&mut self) {
        self.awaiting_login.clear();
    }

    /// Keeps the end of a recovery window that this program started, `days` long.
    pub fn deletion_scheduled(&mut self, arn: Arn, days: u8, ends: Timestamp) {
        self.recovery_windows.started(arn, days, ends);
    }

    /// Forgets the recovery window of a secret that was restored.
    pub fn restored(&mut self, arn: &Arn) {
        self.recovery_windows.restored(arn);
    }

    /// Adds the known ends of recovery windows to the secrets of an answer.
    pub fn add_deletion_dates(&mut self, reply: &mut Reply) {
        self.recovery_windows.complete(reply);
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
            Ok(detail) => {
                self.awaiting_login.remove(&arn);
                RereadResult::Described(Box::new(detail))
            }
            Err(error) if error.kind == ErrorKind::NotFound && self.deleted.remove(&arn) => {
                RereadResult::Gone
            }
            Err(error) => RereadResult::Failed(error),
        };
        cx.raise(Event::SecretReread { arn, ticket, result });
    }
}
