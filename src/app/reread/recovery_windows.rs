//! The recovery windows that this program has started. Only the answer to `DeleteSecret` tells when a window ends, so the
//! end is kept here and added to every description of the secret.

use crate::secrets::{Arn, Summary, recovery_window};
use crate::service::api::Reply;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;

/// The time by which `DeletedDate` may differ from the end less the window. AWS: 6 milliseconds.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(1);

/// The recovery windows that this program has started, by secret.
#[derive(Debug, Default)]
pub(super) struct RecoveryWindows(HashMap<Arn, Started>);

/// A recovery window.
#[derive(Debug)]
struct Started {
    /// `DeletionDate` of the answer.
    ends: Timestamp,
    /// The length, in days.
    days: u8,
    /// `DeletedDate` as it was described first. Another date means that another client restored and deleted the secret.
    described: Option<Timestamp>,
}

impl RecoveryWindows {
    /// Keeps the end of a window.
    pub(super) fn started(&mut self, arn: Arn, days: u8, ends: Timestamp) {
        self.0.insert(arn, Started { ends, days, described: None });
    }

    /// Forgets the window of a secret that was restored.
    pub(super) fn restored(&mut self, arn: &Arn) {
        self.0.remove(arn);
    }

    /// Adds the known ends to the secrets of an answer.
    pub(super) fn complete(&mut self, reply: &mut Reply) {
        if self.0.is_empty() {
            return;
        }
        match reply {
            Reply::ListSecrets { secrets, .. } => {
                let mut summaries = secrets.to_summaries();
                for secret in &mut summaries {
                    self.add_end(secret);
                }
                *secrets = summaries.into();
            }
            Reply::DescribeSecret(detail) => self.add_end(&mut detail.summary),
            Reply::CreateSecret { .. }
            | Reply::PutSecretValue { .. }
            | Reply::UpdateSecret { .. }
            | Reply::UpdateSecretVersionStage { .. }
            | Reply::DeleteSecret { .. }
            | Reply::RestoreSecret { .. }
            | Reply::TagResource
            | Reply::UntagResource
            | Reply::PutResourcePolicy
            | Reply::DeleteResourcePolicy
            | Reply::RotateSecret { .. }
            | Reply::CancelRotateSecret { .. }
            | Reply::ReplicateSecretToRegions { .. }
            | Reply::RemoveRegionsFromReplication { .. }
            | Reply::StopReplicationToReplica { .. }
            | Reply::GetSecretValue(_)
            | Reply::ListSecretVersionIds { .. }
            | Reply::GetResourcePolicy(_)
            | Reply::BatchGetSecretValue { .. }
            | Reply::GetRandomPassword(_)
            | Reply::ValidateResourcePolicy(_) => {}
        }
    }

    fn add_end(&mut self, secret: &mut Summary) {
        let Some((window, deleted)) = self.0.get_mut(&secret.arn).zip(secret.deleted) else { return };
        let is_same = match window.described {
            Some(described) => described == deleted,
            None => window.may_be_described_as(deleted),
        };
        if is_same {
            window.described = Some(deleted);
            secret.deletion_date = Some(window.ends);
        }
    }
}

impl Started {
    /// True if `DeletedDate` is the time of the request, or, as emulators of the service have it, the end of the window.
    fn may_be_described_as(&self, deleted: Timestamp) -> bool {
        let asked = self.ends.saturating_sub(recovery_window(self.days)).unwrap_or(Timestamp::MIN);
        deleted.duration_since(asked).abs() < TOLERANCE || deleted == self.ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: i64 = 1_790_000_000_240;

    fn at(milliseconds: i64) -> Timestamp {
        Timestamp::from_millisecond(milliseconds).unwrap()
    }

    fn arn() -> Arn {
        Arn::new("arn:aws:secretsmanager:eu-west-1:1:secret:gone-AbCdEf")
    }

    fn end_in(windows: &mut RecoveryWindows, deleted: Option<i64>) -> Option<Timestamp> {
        let mut secret = Summary::new(arn(), "gone");
        secret.deleted = deleted.map(at);
        let mut reply = Reply::ListSecrets { secrets: vec![secret].into(), next_token: None };
        windows.complete(&mut reply);
        let Reply::ListSecrets { secrets, .. } = reply else { unreachable!() };
        secrets.get(0).facts().deletion_date
    }

    #[test]
    fn the_end_is_added_while_the_deletion_is_the_same() {
        let week = 7 * 86_400_000;
        let mut windows = RecoveryWindows::default();
        assert_eq!(end_in(&mut windows, Some(ASKED)), None);
        windows.started(arn(), 7, at(ASKED - 6 + week));
        assert_eq!(end_in(&mut windows, None), None, "a list that lags behind");
        assert_eq!(end_in(&mut windows, Some(ASKED)), Some(at(ASKED - 6 + week)));
        assert_eq!(end_in(&mut windows, Some(ASKED + 400)), None, "deleted again by another client");
        assert_eq!(end_in(&mut windows, Some(ASKED)), Some(at(ASKED - 6 + week)));
        windows.restored(&arn());
        assert_eq!(end_in(&mut windows, Some(ASKED)), None);
    }

    #[test]
    fn an_older_deletion_is_not_taken_for_the_new_one() {
        let mut windows = RecoveryWindows::default();
        windows.started(arn(), 7, at(ASKED + 7 * 86_400_000));
        assert_eq!(end_in(&mut windows, Some(ASKED - 5_000)), None);
    }

    #[test]
    fn an_emulator_may_give_the_end_in_place_of_the_request() {
        let end = ASKED + 30 * 86_400_000;
        let mut windows = RecoveryWindows::default();
        windows.started(arn(), 30, at(end));
        assert_eq!(end_in(&mut windows, Some(end)), Some(at(end)));
    }
}
