//! Adding replicas, and trying failed ones again (`ReplicateSecretToRegions`).

use crate::app::actions::Action;
use crate::app::form::{
    FieldRef, FormContext, FormField, FormSpec, Help, Mask, Note, Outcome, Rejected, Review, Submission,
    SwitchField, Table, TableField, Tone, field_group, where_to,
};
use crate::app::forms::regions::{self, ReplicaRegions, unknown_regions};
use crate::app::known::Known;
use crate::app::plan::Plan;
use crate::secrets::{Arn, Replica, Summary};
use crate::service::api::{Overwrite, ReplicaRegion, Request, ServiceError};

/// The form for Regions to replicate to.
#[derive(Debug)]
pub struct AddReplicas {
    arn: Arn,
    name: String,
    known: Known,
    regions: ReplicaRegions,
    /// The replica that failed and is tried again.
    failed: Option<Replica>,
    replicas: TableField,
    overwrite: SwitchField,
}

field_group!(AddReplicas { replicas, overwrite });

impl AddReplicas {
    /// For a secret as it is known, and its replicas.
    pub fn of(secret: &Summary, replicas: &[Replica]) -> Self {
        Self::new(secret, replicas, None)
    }

    /// The same, to try one that failed again: prefilled, and with overwriting.
    pub fn again(secret: &Summary, replicas: &[Replica], failed: Replica) -> Self {
        Self::new(secret, replicas, Some(failed))
    }

    fn new(secret: &Summary, replicas: &[Replica], failed: Option<Replica>) -> Self {
        let own = secret.arn.region().map(str::to_owned);
        let row = match &failed {
            Some(failed) => regions::row(&failed.region, failed.kms_key_id.as_deref()),
            None => regions::row("", None),
        };
        let regions_help = Help::from("").key(
            Action::NextField,
            " completes a Region. The key is one of that Region; empty is aws/secretsmanager.",
        );
        let overwrite_help =
            "Overwrites a secret with the same name there; otherwise replication there fails.";
        Self {
            arn: secret.arn.clone(),
            name: secret.name.clone(),
            known: Known::from(secret).with_replicas(replicas),
            regions: ReplicaRegions { own, replicas: replicas.to_vec() },
            replicas: TableField::new("Region, KMS key", regions_help, Table::new(vec![row], Mask::Revealed)),
            overwrite: SwitchField::switch("Overwrite", overwrite_help, failed.is_some()),
            failed,
        }
    }

    fn read(&self) -> Result<Vec<ReplicaRegion>, String> {
        let replicas = self.regions.read(&self.replicas.input)?;
        if replicas.is_empty() { Err("Name a Region, such as us-east-1.".into()) } else { Ok(replicas) }
    }

    fn overwrite(&self) -> Overwrite {
        if self.overwrite.is_on() { Overwrite::Overwrite } else { Overwrite::Keep }
    }

    fn overwrite_note(&self) -> Note {
        let name = &self.name;
        match self.overwrite() {
            Overwrite::Keep => Note::plain(format!(
                "Where another secret is named {name}, it stays, and replication there fails."
            )),
            Overwrite::Overwrite => Note::new(
                Tone::Danger,
                format!("A secret named {name} there is overwritten: what it holds is lost."),
            ),
        }
    }

    fn plan(&self, replicas: Vec<ReplicaRegion>) -> Plan {
        let regions: Vec<String> = replicas.iter().map(|replica| replica.region.clone()).collect();
        let (name, places) = (&self.name, regions.join(", "));
        let secret = self.arn.to_string();
        let request = Request::ReplicateSecretToRegions { secret, replicas, overwrite: self.overwrite() };
        Plan::of(format!("Replicate {name} to {places}"), &self.known, request)
    }
}

impl FormSpec for AddReplicas {
    fn title(&self) -> String {
        match &self.failed {
            Some(failed) => format!("Replicate {} to {} again", self.name, failed.region),
            None => format!("Replicate {}", self.name),
        }
    }

    fn can_complete(&self, field: FieldRef) -> bool {
        field.is(&self.replicas)
    }

    fn complete(&mut self, _field: FieldRef, _cx: &FormContext<'_>) {
        self.regions.complete(&mut self.replicas.input);
        self.replicas.error = None;
    }

    fn field_for_error(&mut self, error: &ServiceError) -> Option<&mut dyn FormField> {
        let about = |word: &str| error.message.to_lowercase().contains(word);
        if about("region") || about("kms") || about("key") { Some(&mut self.replicas) } else { None }
    }

    fn notes(&self, _focus: Option<FieldRef>, cx: &FormContext<'_>) -> Vec<Note> {
        let mut notes = Vec::new();
        if let Some(message) = self.failed.as_ref().and_then(|failed| failed.message.as_deref()) {
            notes.push(Note::new(Tone::Warning, message));
        }
        notes.extend(self.regions.note(&self.replicas.input, &cx.update.settings().applied.regions));
        notes
    }
}

impl Submission for AddReplicas {
    type Input = Vec<ReplicaRegion>;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<Vec<ReplicaRegion>, Rejected> {
        self.replicas.checked(self.read())
    }

    fn review(&mut self, replicas: Vec<ReplicaRegion>, cx: &mut FormContext<'_>) -> Outcome {
        let mut notes = vec![where_to(Some(&self.arn), cx), Note::new(Tone::Heading, "Replicas")];
        notes.extend(replicas.iter().map(|replica| {
            let key = replica.kms_key_id.as_deref().unwrap_or("aws/secretsmanager");
            Note::new(Tone::Added, format!("{} · key {key}", replica.region))
        }));
        notes.extend(unknown_regions(replicas.iter().map(|replica| replica.region.as_str())));
        notes.push(self.overwrite_note());
        notes.push(Note::new(Tone::Dim, "Each replica is charged as a secret."));
        Outcome::review(Review::of(self.plan(replicas), notes))
    }
}
