//! Ending replication: deleting a replica (`RemoveRegionsFromReplication`), or making it a secret of its own
//! (`StopReplicationToReplica`). Neither has fields: they open at their question.

use crate::app::form::{
    Confirmation, Field, Fields, FormContext, FormEffect, FormSpec, Note, Review, Submission, Tone, where_to,
};
use crate::app::plan::Plan;
use crate::secrets::{Arn, Replica, ReplicaStatus, Summary};
use crate::service::api::{Overwrite, ReplicaRegion, Request};

/// The sheet for deleting a replica.
#[derive(Debug)]
pub struct RemoveReplica {
    arn: Arn,
    name: String,
    replica: Replica,
}

impl RemoveReplica {
    /// For one replica of a primary.
    pub fn of(secret: &Summary, replica: Replica) -> Self {
        Self { arn: secret.arn.clone(), name: secret.name.clone(), replica }
    }
}

impl FormSpec for RemoveReplica {
    fn title(&self) -> String {
        format!("Remove {} from the replication of {}", self.replica.region, self.name)
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        Vec::new()
    }

    fn opened(&mut self, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        vec![FormEffect::Submit]
    }

    fn submit(&mut self, _fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        let (region, secret) = (self.replica.region.clone(), self.arn.to_string());
        let what = match self.replica.status {
            ReplicaStatus::Failed => Note::plain(format!(
                "Replication to {region} failed: the service stops trying. A secret there that is none of its \
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
        let notes = vec![where_to(Some(&self.arn), cx), what, read];
        let again = ReplicaRegion { region: region.clone(), kms_key_id: self.replica.kms_key_id.clone() };
        let back = Request::ReplicateSecretToRegions {
            secret: secret.clone(),
            replicas: vec![again],
            overwrite: Overwrite::Keep,
        };
        let undo = Plan::of(format!("Replicate {} to {region} again", self.name), self.arn.clone(), back);
        let request = Request::RemoveRegionsFromReplication { secret, regions: vec![region] };
        let plan = Plan::of(self.title(), self.arn.clone(), request).with_undo(undo);
        Submission::Review(Review { notes, plan, confirmation: Confirmation::Key })
    }
}

/// The sheet for making a replica a secret of its own.
#[derive(Debug)]
pub struct PromoteReplica {
    arn: Arn,
    name: String,
    primary: String,
}

impl PromoteReplica {
    /// For a replica of the secret in the Region `primary`.
    pub fn of(secret: &Summary, primary: &str) -> Self {
        Self { arn: secret.arn.clone(), name: secret.name.clone(), primary: primary.to_owned() }
    }
}

impl FormSpec for PromoteReplica {
    fn title(&self) -> String {
        format!("Cut {} off from its primary in {}", self.name, self.primary)
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        Vec::new()
    }

    fn opened(&mut self, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        vec![FormEffect::Submit]
    }

    fn submit(&mut self, _fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        let primary = &self.primary;
        let notes = vec![
            where_to(Some(&self.arn), cx),
            Note::new(
                Tone::Danger,
                format!(
                    "It cuts the link for good: this replica becomes a secret of its own, and follows the one in \
                     {primary} no longer."
                ),
            ),
            Note::plain(format!(
                "Values, tags and rotation of {primary} reach it no more; it can be changed, rotated and deleted here."
            )),
            Note::plain(format!(
                "To link it again, {primary} has to replicate here with overwriting, which loses what it holds then."
            )),
        ];
        let request = Request::StopReplicationToReplica { secret: self.arn.to_string() };
        let plan = Plan::of(self.title(), self.arn.clone(), request);
        Submission::Review(Review { notes, plan, confirmation: Confirmation::TypedName(self.name.clone()) })
    }
}
