//! Changing description and KMS key of a secret (`UpdateSecret`).

use crate::app::form::{
    Field, FieldError, FieldId, Fields, FormContext, FormSpec, Note, Review, Submission, Tone, where_to,
};
use crate::app::plan::Plan;
use crate::secrets::{Arn, Summary};
use crate::service::api::{ClientRequestToken, Request, ServiceError};

/// Characters that a description may have.
pub const DESCRIPTION_LIMIT: usize = 2_048;

/// The sheet for description and KMS key.
#[derive(Debug)]
pub struct Details {
    arn: Arn,
    name: String,
    description: String,
    kms_key: String,
}

impl Details {
    /// For a secret as it is known.
    pub fn of(secret: &Summary) -> Self {
        Self {
            arn: secret.arn.clone(),
            name: secret.name.clone(),
            description: secret.description.clone().unwrap_or_default(),
            kms_key: secret.kms_key_id.clone().unwrap_or_default(),
        }
    }

    fn request(
        &self,
        description: Option<&str>,
        kms_key: Option<&str>,
        token: ClientRequestToken,
    ) -> Request {
        Request::UpdateSecret {
            secret: self.arn.to_string(),
            description: description.map(str::to_owned),
            kms_key_id: kms_key.map(str::to_owned),
            value: None,
            token,
        }
    }
}

impl FormSpec for Details {
    fn title(&self) -> String {
        format!("Change the details of {}", self.name)
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        vec![
            Field::line(FieldId::Description, "Description", "2,048 characters at most.", &*self.description),
            Field::line(
                FieldId::KmsKey,
                "KMS key",
                "Key id, ARN or alias/…; empty leaves the key as it is. New versions are encrypted with it.",
                &*self.kms_key,
            ),
        ]
    }

    fn changed(
        &mut self,
        fields: &mut Fields,
        field: FieldId,
        _facts: &FormContext<'_>,
    ) -> Vec<crate::app::form::FormEffect> {
        if field == FieldId::Description {
            let wrong = description_error(fields.text(FieldId::Description));
            fields.set_error(FieldId::Description, wrong);
        }
        Vec::new()
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        if let Some(text) = description_error(fields.text(FieldId::Description)) {
            return Submission::Wrong(vec![FieldError { field: FieldId::Description, text }]);
        }
        let description = fields.text(FieldId::Description);
        let description = (description != self.description).then_some(description);
        let kms_key = fields.text(FieldId::KmsKey).trim();
        let kms_key = (kms_key != self.kms_key && !kms_key.is_empty()).then_some(kms_key);
        if description.is_none() && kms_key.is_none() {
            return Submission::Nothing(
                "Description and key are as they were: there is nothing to change.".into(),
            );
        }
        let mut notes = vec![where_to(Some(&self.arn), cx)];
        notes.extend(change("Description", &self.description, description));
        notes.extend(change("KMS key", &self.kms_key, kms_key));
        if kms_key.is_some() {
            notes.push(Note::new(
                Tone::Dim,
                "Versions that are there stay encrypted with the key that they have.",
            ));
        }
        let title = format!("Change the details of {}", self.name);
        let plan = Plan::of(&*title, self.arn.clone(), self.request(description, kms_key, cx.mint_token()));
        let back = self.request(
            description.map(|_| &*self.description),
            kms_key
                .map(|_| if self.kms_key.is_empty() { "alias/aws/secretsmanager" } else { &*self.kms_key }),
            cx.mint_token(),
        );
        let undo = Plan::of(format!("Change the details of {} back", self.name), self.arn.clone(), back);
        Submission::Review(Review {
            notes,
            plan: plan.with_undo(undo),
            confirmation: crate::app::form::Confirmation::Key,
        })
    }

    fn field_for_error(&self, error: &ServiceError) -> Option<FieldId> {
        let about_key = ["KMS", "kms", "key"].iter().any(|word| error.message.contains(word));
        about_key.then_some(FieldId::KmsKey)
    }
}

/// What is wrong with a description.
pub fn description_error(text: &str) -> Option<String> {
    let length = text.chars().count();
    (length > DESCRIPTION_LIMIT).then(|| format!("{length} characters; {DESCRIPTION_LIMIT} at most."))
}

/// A change of one line, as a diff.
fn change(what: &str, old: &str, new: Option<&str>) -> Vec<Note> {
    let Some(new) = new else { return Vec::new() };
    let mut notes = vec![Note::new(Tone::Heading, what)];
    if !old.is_empty() {
        notes.push(Note::new(Tone::Removed, old));
    }
    if !new.is_empty() {
        notes.push(Note::new(Tone::Added, new));
    }
    notes
}
