//! Ending replication: deleting a replica (`RemoveRegionsFromReplication`), or promoting it to a standalone secret
//! (`StopReplicationToReplica`). Both are questions.

use crate::app::form::{
    FormContext, FormSpec, Note, Outcome, Rejected, Review, Submission, Tone, field_group, where_to,
};
use crate::app::known::Known;
use crate::app::plan::Plan;
use crate::secrets::{Arn, Replica, ReplicaStatus, Summary};
use crate::service::api::Request;

/// The question before a replica is deleted.
#[derive(Debug)]
pub struct RemoveReplica {
    known: Known,
    arn: Arn,
    name: String,
    replica: Replica,
}

field_group!(RemoveReplica {});

impl RemoveReplica {
    /// For one replica of a primary.
    pub fn of(secret: &Summary, replica: Replica) -> Self {
        let known = Known::from(secret).with_replicas(std::slice::from_ref(&replica));
        Self { known, arn: secret.arn.clone(), name: secret.name.clone(), replica }
    }

    fn plan(&self) -> Plan {
        let (region, secret) = (self.replica.region.clone(), self.arn.to_string());
        let request = Request::RemoveRegionsFromReplication { secret, regions: vec![region] };
        Plan::of(self.title(), &self.known, request)
    }
}

impl FormSpec for RemoveReplica {
    fn title(&self) -> String {
        format!("Remove {} from the replication of {}", self.replica.region, self.name)
    }

    fn is_question(&self) -> bool {
        true
    }
}

impl Submission for RemoveReplica {
    type Input = ();

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<(), Rejected> {
        Ok(())
    }

    fn review(&mut self, (): (), cx: &mut FormContext<'_>) -> Outcome {
        let region = &self.replica.region;
        let what = match self.replica.status {
            ReplicaStatus::Failed => Note::plain(format!(
                "Replication to {region} failed: the service stops trying. A secret there that is not one of its \
                 replicas stays."
            )),
            _ => Note::new(
                Tone::Warning,
                format!(
                    "The replica in {region} is deleted, at once and without recovery. The secret here stays."
                ),
            ),
        };
        let read = Note::plain(format!("Whatever reads it in {region} fails from then on."));
        Outcome::review(Review::of(self.plan(), vec![where_to(Some(&self.arn), cx), what, read]))
    }
}

/// The question before a replica is promoted to a standalone secret.
#[derive(Debug)]
pub struct PromoteReplica {
    known: Known,
    arn: Arn,
    name: String,
    primary: String,
}

field_group!(PromoteReplica {});

impl PromoteReplica {
    /// For a replica of the secret in the Region `primary`.
    pub fn of(secret: &Summary, primary: &str) -> Self {
        let known = Known::from(secret);
        Self { known, arn: secret.arn.clone(), name: secret.name.clone(), primary: primary.to_owned() }
    }
}

impl FormSpec for PromoteReplica {
    fn title(&self) -> String {
        format!("Promote {} to standalone", self.name)
    }

    fn is_question(&self) -> bool {
        true
    }
}

impl Submission for PromoteReplica {
    type Input = ();

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<(), Rejected> {
        Ok(())
    }

    fn review(&mut self, (): (), cx: &mut FormContext<'_>) -> Outcome {
        let primary = &self.primary;
        let notes = vec![
            where_to(Some(&self.arn), cx),
            Note::new(
                Tone::Danger,
                format!(
                    "This replica becomes a standalone secret for good: it no longer follows its primary in {primary}."
                ),
            ),
            Note::plain(format!(
                "Values, tags and rotation of the secret in {primary} no longer reach it. It can be changed, rotated \
                 and deleted here."
            )),
            Note::plain(format!(
                "To make it a replica again, replicate the secret in {primary} to this Region with overwriting: what \
                 this secret holds by then is lost."
            )),
        ];
        let request = Request::StopReplicationToReplica { secret: self.arn.to_string() };
        let plan = Plan::of(self.title(), &self.known, request);
        Outcome::review(Review::of(plan, notes).by_typing(&*self.name))
    }
}
