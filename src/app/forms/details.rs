//! Changing the description and the KMS key of a secret (`UpdateSecret`).

use super::completions::complete_kms_key;
use crate::app::form::{
    FieldRef, FormContext, FormField, FormSpec, LineField, Note, Outcome, Rejected, Review, Submission, Tone,
    field_group, where_to,
};
use crate::app::known::Known;
use crate::app::plan::Plan;
use crate::secrets::{Arn, Summary};
use crate::service::api::{ClientRequestToken, Request, ServiceError};

/// Characters that a description may have.
const DESCRIPTION_LIMIT: usize = 2_048;

/// The form for description and KMS key.
#[derive(Debug)]
pub struct Details {
    arn: Arn,
    name: String,
    known: Known,
    before: Before,
    description: LineField,
    kms_key: LineField,
}

field_group!(Details { description, kms_key });

/// The details as they are; empty where there are none.
#[derive(Debug)]
struct Before {
    description: String,
    kms_key: String,
}

/// The details that change.
#[derive(Debug)]
pub struct DetailChange {
    description: Option<String>,
    kms_key: Option<String>,
}

impl Details {
    /// For a secret as it is known.
    pub fn of(secret: &Summary) -> Self {
        let before = Before {
            description: secret.description.clone().unwrap_or_default(),
            kms_key: secret.kms_key_id.clone().unwrap_or_default(),
        };
        let help =
            "Key id, ARN or alias/…; empty leaves the key as it is. New versions are encrypted with it.";
        Self {
            arn: secret.arn.clone(),
            name: secret.name.clone(),
            known: Known::from(secret),
            description: description_field(&before.description),
            kms_key: LineField::line("KMS key", help, &*before.kms_key),
            before,
        }
    }

    fn request(&self, change: DetailChange, token: ClientRequestToken) -> Request {
        Request::UpdateSecret {
            secret: self.arn.to_string(),
            description: change.description,
            kms_key_id: change.kms_key,
            value: None,
            token,
        }
    }
}

impl FormSpec for Details {
    fn title(&self) -> String {
        format!("Change the details of {}", self.name)
    }

    fn changed(&mut self, field: FieldRef, _cx: &FormContext<'_>) {
        if field.is(&self.description) {
            self.description.error = check_description(self.description.text()).err();
        }
    }

    fn can_complete(&self, field: FieldRef) -> bool {
        field.is(&self.kms_key)
    }

    fn complete(&mut self, _field: FieldRef, cx: &FormContext<'_>) {
        complete_kms_key(&mut self.kms_key.input, cx);
    }

    fn field_for_error(&mut self, error: &ServiceError) -> Option<&mut dyn FormField> {
        let about_key = ["KMS", "kms", "key"].iter().any(|word| error.message.contains(word));
        if about_key { Some(&mut self.kms_key) } else { None }
    }
}

impl Submission for Details {
    type Input = DetailChange;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<DetailChange, Rejected> {
        self.description.checked(check_description(self.description.text()))?;
        let description = self.description.text().to_owned();
        let change = DetailChange {
            description: Some(description).filter(|text| *text != self.before.description),
            kms_key: self.kms_key.filled().filter(|key| *key != self.before.kms_key),
        };
        if change.description.is_none() && change.kms_key.is_none() {
            let text = "Description and key are as they were: there is nothing to change.";
            return Err(Rejected::Nothing(text.into()));
        }
        Ok(change)
    }

    fn review(&mut self, change: DetailChange, cx: &mut FormContext<'_>) -> Outcome {
        let mut notes = vec![where_to(Some(&self.arn), cx)];
        notes.extend(diff("Description", &self.before.description, change.description.as_deref()));
        notes.extend(diff("KMS key", &self.before.kms_key, change.kms_key.as_deref()));
        if change.kms_key.is_some() {
            let text = "Existing versions stay encrypted with the key that they have.";
            notes.push(Note::new(Tone::Dim, text));
        }
        let request = self.request(change, cx.mint_token());
        Outcome::review(Review::of(Plan::of(self.title(), &self.known, request), notes))
    }
}

/// The field for a description.
pub(super) fn description_field(text: &str) -> LineField {
    LineField::line("Description", "2,048 characters at most.", text)
}

/// Checks a description.
pub(super) fn check_description(text: &str) -> Result<(), String> {
    let length = text.chars().count();
    if length > DESCRIPTION_LIMIT {
        return Err(format!("{length} characters; {DESCRIPTION_LIMIT} at most."));
    }
    Ok(())
}

/// A change of one line, as a diff.
fn diff(what: &str, old: &str, new: Option<&str>) -> Vec<Note> {
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
