//! Adding replicas, and trying failed ones again (`ReplicateSecretToRegions`).

use super::regions::{self, Taken};
use crate::app::actions::Action;
use crate::app::form::{
    Confirmation, Field, FieldError, FieldId, Fields, FormContext, FormEffect, FormSpec, Input, Mask, Note,
    Pairs, Review, Submission, Switch, Tone, where_to,
};
use crate::app::plan::Plan;
use crate::secrets::{Arn, REGIONS, Replica, Summary};
use crate::service::api::{Overwrite, ReplicaRegion, Request, ServiceError};

/// The sheet for Regions to replicate to.
#[derive(Debug)]
pub struct AddReplicas {
    arn: Arn,
    name: String,
    taken: Taken,
    /// The replica that failed and is tried again.
    failed: Option<Replica>,
}

impl AddReplicas {
    /// For a secret as it is known, and its replicas.
    pub fn of(secret: &Summary, replicas: &[Replica]) -> Self {
        let own = secret.arn.region().map(str::to_owned);
        let taken = Taken { own, replicas: replicas.to_vec() };
        Self { arn: secret.arn.clone(), name: secret.name.clone(), taken, failed: None }
    }

    /// The same, to try one that failed again: prefilled, and with overwriting.
    pub fn again(secret: &Summary, replicas: &[Replica], failed: Replica) -> Self {
        Self { failed: Some(failed), ..Self::of(secret, replicas) }
    }

    fn read(&self, fields: &Fields) -> Result<Vec<ReplicaRegion>, String> {
        fields.pairs(FieldId::Replicas).map_or_else(|| Ok(Vec::new()), |pairs| self.taken.read(pairs))
    }

    fn review(&self, replicas: Vec<ReplicaRegion>, overwrite: Overwrite, cx: &mut FormContext<'_>) -> Review {
        let mut notes = vec![where_to(Some(&self.arn), cx), Note::new(Tone::Heading, "Replicas")];
        notes.extend(replicas.iter().map(|replica| {
            let key = replica.kms_key_id.as_deref().unwrap_or("aws/secretsmanager");
            Note::new(Tone::Added, format!("{} · key {key}", replica.region))
        }));
        notes.push(match overwrite {
            Overwrite::Keep => Note::plain(format!(
                "Where another secret is named {}, it stays, and replication there fails.",
                self.name
            )),
            Overwrite::Overwrite => Note::new(
                Tone::Danger,
                format!("A secret named {} there is overwritten: what it holds is lost.", self.name),
            ),
        });
        notes.push(Note::new(Tone::Dim, "Each replica is charged as a secret."));
        let regions: Vec<String> = replicas.iter().map(|replica| replica.region.clone()).collect();
        let (title, place) = (format!("Replicate {}", self.name), regions.join(", "));
        let secret = self.arn.to_string();
        let back = Request::RemoveRegionsFromReplication { secret: secret.clone(), regions };
        let undo =
            Plan::of(format!("Delete the replicas of {} in {place}", self.name), self.arn.clone(), back);
        let request = Request::ReplicateSecretToRegions { secret, replicas, overwrite };
        let plan = Plan::of(format!("{title} to {place}"), self.arn.clone(), request).with_undo(undo);
        Review { notes, plan, confirmation: Confirmation::Key }
    }
}

impl FormSpec for AddReplicas {
    fn title(&self) -> String {
        match &self.failed {
            Some(failed) => format!("Replicate {} to {} again", self.name, failed.region),
            None => format!("Replicate {}", self.name),
        }
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        let row = match &self.failed {
            Some(failed) => regions::row(&failed.region, failed.kms_key_id.as_deref()),
            None => regions::row("", None),
        };
        let overwrite = if self.failed.is_some() { Switch::On } else { Switch::Off };
        vec![
            Field::new(
                FieldId::Replicas,
                "Region, KMS key",
                "ctrl-f completes a Region. The key is one of that Region; empty is aws/secretsmanager.",
                Input::Pairs(Pairs::new(vec![row], Mask::Revealed)),
            ),
            Field::switch(
                FieldId::Overwrite,
                "Overwrite",
                "Whether a secret of the same name there is overwritten; else replication there fails.",
                overwrite,
            ),
        ]
    }

    fn act(&mut self, action: Action, fields: &mut Fields, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        if action == Action::Complete
            && let Some(pairs) = fields.pairs_mut(FieldId::Replicas)
        {
            regions::complete(pairs, &self.taken);
            fields.set_error(FieldId::Replicas, None);
        }
        Vec::new()
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        let overwrite = if fields.is_on(FieldId::Overwrite) { Overwrite::Overwrite } else { Overwrite::Keep };
        match self.read(fields) {
            Err(text) => Submission::Wrong(vec![FieldError { field: FieldId::Replicas, text }]),
            Ok(replicas) => Submission::Review(self.review(replicas, overwrite, cx)),
        }
    }

    fn field_for_error(&self, error: &ServiceError) -> Option<FieldId> {
        let about = |word: &str| error.message.to_lowercase().contains(word);
        (about("region") || about("kms") || about("key")).then_some(FieldId::Replicas)
    }

    fn notes(&self, fields: &Fields, _facts: &FormContext<'_>) -> Vec<Note> {
        let mut notes = Vec::new();
        if let Some(message) = self.failed.as_ref().and_then(|failed| failed.message.as_deref()) {
            notes.push(Note::new(Tone::Warning, message));
        }
        let Some(pairs) = fields.pairs(FieldId::Replicas) else { return notes };
        let typed = pairs.row_under_cursor().map_or("", |row| row.key.text().trim());
        let offers = self.taken.offers(typed);
        if REGIONS.contains(&typed) {
            notes.extend(self.read(fields).err().map(|text| Note::new(Tone::Danger, text)));
        } else if offers.is_empty() && !typed.is_empty() {
            notes.push(Note::new(Tone::Warning, format!("No Region known here begins with {typed}.")));
        } else {
            notes.push(Note::new(Tone::Dim, format!("Regions: {}", offers.join("  "))));
        }
        notes
    }
}
