//! Changing the KMS key of a replica (`UpdateSecret` in the replica's Region): the one thing that a replica has of its own.

use crate::app::actions::Action;
use crate::app::form::{
    FieldRef, FormContext, FormField, FormSpec, LineField, Note, Outcome, Rejected, Review, Submission, Tone,
    field_group, where_to,
};
use crate::app::forms::completions::complete_kms_key;
use crate::app::known::Known;
use crate::app::plan::{Plan, Step};
use crate::secrets::{Arn, Replica, ReplicaStatus, Summary};
use crate::service::api::{ClientRequestToken, Request, ServiceError};

/// The key of a secret that names none.
const MANAGED_KEY: &str = "alias/aws/secretsmanager";

/// The form for the KMS key of a replica.
#[derive(Debug)]
pub struct ReplicaKey {
    /// The selected secret: the replica itself, or its primary.
    subject: Arn,
    /// The replica, with the key that it has.
    replica: Summary,
    name: String,
    place: Place,
    before: String,
    kms_key: LineField,
}

field_group!(ReplicaKey { kms_key });

/// The place of the replica, seen from the connection.
#[derive(Debug)]
enum Place {
    /// The connection's Region; the primary is in `primary`.
    Here { primary: String },
    /// Another Region.
    In { region: String, status: ReplicaStatus },
}

impl ReplicaKey {
    /// For the selected secret, a replica of the secret in the Region `primary`.
    pub fn of_replica(secret: &Summary, primary: &str) -> Self {
        let place = Place::Here { primary: primary.to_owned() };
        Self::new(secret, secret.clone(), place)
    }

    /// For a replica of the selected secret, which is a primary.
    pub fn in_its_region(secret: &Summary, replica: &Replica) -> Self {
        let arn = secret.arn.in_region(&replica.region);
        let kms_key_id = replica.kms_key_id.clone();
        let place = Place::In { region: replica.region.clone(), status: replica.status.clone() };
        Self::new(secret, Summary { arn, kms_key_id, ..secret.clone() }, place)
    }

    fn new(secret: &Summary, replica: Summary, place: Place) -> Self {
        let before = replica.kms_key_id.as_deref().unwrap_or(MANAGED_KEY).to_owned();
        let help = "Key id, ARN or alias/… of a key in the replica's Region; empty is aws/secretsmanager.";
        Self {
            subject: secret.arn.clone(),
            name: secret.name.clone(),
            kms_key: LineField::line("KMS key", help, &*before),
            replica,
            place,
            before,
        }
    }

    fn plan(&self, title: String, key: &str, token: ClientRequestToken) -> Plan {
        let request = Request::UpdateSecret {
            secret: self.replica.arn.to_string(),
            description: None,
            kms_key_id: Some(key.to_owned()),
            value: None,
            token,
        };
        let region = match &self.place {
            Place::Here { .. } => None,
            Place::In { region, .. } => Some(region.as_str()),
        };
        let known = Known::from(&self.replica).without_labels();
        Plan::of_steps(title, vec![Step::on_replica(&self.subject, &known, request).in_region(region)])
    }

    /// The replica in words: "prod/db in us-east-1".
    fn replica_in_words(&self) -> String {
        match &self.place {
            Place::Here { .. } => format!("the replica {}", self.name),
            Place::In { region, .. } => format!("the replica of {} in {region}", self.name),
        }
    }
}

impl FormSpec for ReplicaKey {
    fn title(&self) -> String {
        format!("Change the KMS key of {}", self.replica_in_words())
    }

    fn can_complete(&self, field: FieldRef) -> bool {
        field.is(&self.kms_key)
    }

    fn complete(&mut self, _field: FieldRef, cx: &FormContext<'_>) {
        complete_kms_key(&mut self.kms_key.input, cx);
    }

    fn notes(&self, _focus: Option<FieldRef>, _cx: &FormContext<'_>) -> Vec<Note> {
        match &self.place {
            Place::Here { primary } => vec![Note::new(
                Tone::Dim,
                format!("Everything else follows the primary in {primary}, and is changed there."),
            )],
            Place::In { .. } => Vec::new(),
        }
    }

    fn field_for_error(&mut self, _error: &ServiceError) -> Option<&mut dyn FormField> {
        Some(&mut self.kms_key)
    }
}

impl Submission for ReplicaKey {
    /// The key.
    type Input = String;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<String, Rejected> {
        let key = self.kms_key.filled().unwrap_or_else(|| MANAGED_KEY.to_owned());
        if key == self.before {
            return Err(Rejected::Nothing("The key is as it was: there is nothing to change.".into()));
        }
        Ok(key)
    }

    fn review(&mut self, key: String, cx: &mut FormContext<'_>) -> Outcome {
        let place = match &self.place {
            Place::Here { .. } => where_to(Some(&self.subject), cx),
            Place::In { region, status: ReplicaStatus::Failed } => {
                return Outcome::nothing(format!(
                    "Replication to {region} failed, so there is no replica. Retry it with this key ({}).",
                    cx.key(Action::RetryReplica)
                ));
            }
            Place::In { .. } => where_to(Some(&self.replica.arn), cx),
        };
        let notes = vec![
            place,
            Note::new(Tone::Heading, "KMS key"),
            Note::new(Tone::Removed, &*self.before),
            Note::new(Tone::Added, &*key),
            Note::new(
                Tone::Dim,
                "The service encrypts the replica with it from now on; the primary keeps its own.",
            ),
        ];
        let plan = self.plan(self.title(), &key, cx.mint_token());
        Outcome::review(Review::of(plan, notes))
    }
}
