//! The secret that is to be deleted, and the obstacles to that.

use crate::app::actions::Action;
use crate::app::form::{Answer, FormContext, Need, Note, Tone};
use crate::app::known::Known;
use crate::app::plan::Plan;
use crate::secrets::{Arn, Deletion, Summary};
use crate::service::api::{Recovery, Reply, Request, ServiceError};
use jiff::Timestamp;

/// The secret that is to be deleted.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) arn: Arn,
    pub(super) name: String,
    /// The deletion that is scheduled already.
    pub(super) deletion: Option<Deletion>,
    last_accessed: Option<Timestamp>,
    replicas: Replicas,
    known: Known,
}

/// The known replicas: a secret with replicas can't be deleted.
#[derive(Debug)]
enum Replicas {
    /// They were not read yet.
    Unread,
    /// Their Regions.
    In(Vec<String>),
    /// `DescribeSecret` is denied: only the service knows.
    Denied,
}

impl Target {
    pub(super) fn of(secret: &Summary) -> Self {
        Self {
            arn: secret.arn.clone(),
            name: secret.name.clone(),
            deletion: secret.deletion(),
            last_accessed: secret.last_accessed,
            replicas: Replicas::Unread,
            known: Known::from(secret),
        }
    }

    /// The read of the replicas, unless they are known.
    pub(super) fn needs(&self) -> Vec<Need> {
        match self.replicas {
            Replicas::Unread => {
                vec![Need::read(Request::DescribeSecret { secret: self.arn.to_string() })]
            }
            Replicas::In(_) | Replicas::Denied => Vec::new(),
        }
    }

    pub(super) fn tolerates(error: &ServiceError) -> bool {
        error.is_denied()
    }

    pub(super) fn learn(&mut self, answer: Answer) {
        match answer {
            Answer::Reply(Reply::DescribeSecret(detail)) => {
                self.known = Known::from(&*detail);
                self.last_accessed = detail.summary.last_accessed;
                let regions = detail.replicas.into_iter().map(|replica| replica.region);
                self.replicas = Replicas::In(regions.collect());
            }
            Answer::Failed(_) => self.replicas = Replicas::Denied,
            _ => {}
        }
    }

    /// Why the secret can't be deleted, and the way out.
    pub(super) fn obstacle(&self, cx: &FormContext<'_>) -> Option<String> {
        match &self.replicas {
            Replicas::In(regions) if !regions.is_empty() => Some(format!(
                "It has replicas in {}, and the service does not delete a secret that has replicas. Remove those \
                 Regions in the Replication pane ({}) first.",
                regions.join(", "),
                cx.key(Action::PaneReplication)
            )),
            Replicas::Unread | Replicas::In(_) | Replicas::Denied => None,
        }
    }

    pub(super) fn replica_note(&self, cx: &FormContext<'_>) -> Option<Note> {
        match &self.replicas {
            Replicas::Unread => Some(Note::new(Tone::Dim, "Looking for replicas, which prevent deletion…")),
            Replicas::In(_) => self.obstacle(cx).map(|text| Note::new(Tone::Danger, text)),
            Replicas::Denied => Some(Note::new(
                Tone::Warning,
                "Replicas are not known, as DescribeSecret is denied; a secret that has some can't be deleted.",
            )),
        }
    }

    pub(super) fn last_read_note(&self) -> Note {
        match self.last_accessed {
            Some(day) => Note::plain(format!("It was last read on {}.", day.strftime("%Y-%m-%d"))),
            None => Note::new(Tone::Dim, "It was never read, according to the service."),
        }
    }

    pub(super) fn plan(&self, title: String, recovery: Recovery) -> Plan {
        let request = Request::DeleteSecret { secret: self.arn.to_string(), recovery };
        Plan::of(title, &self.known, request)
    }
}
