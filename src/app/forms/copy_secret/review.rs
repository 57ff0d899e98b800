//! What a copy will be, for a last look: all but the value.

use super::{CopySecret, Part};
use crate::app::connection::ConnectionSummary;
use crate::app::form::{Confirmation, FieldId, Fields, FormContext, Note, Review, Tone};
use crate::app::forms::create::setting_notes;
use crate::app::plan::{Plan, Step, Subject};
use crate::service::api::{NewSecret, Overwrite, PublicPolicy, Request};

impl CopySecret {
    /// The review of a copy; all that it needs is read.
    pub(super) fn review(&self, fields: &Fields, cx: &mut FormContext<'_>) -> Review {
        let new = self.new_secret(fields, cx);
        let region = self.target(fields, cx);
        let mut notes = self.place_notes(region.as_deref(), cx);
        notes.push(Note::plain(match &new.value {
            Some(value) => format!("The value of AWSCURRENT is copied: {} bytes.", value.len()),
            None => "It has no value: the copy has none either.".into(),
        }));
        notes.extend(setting_notes(&new));
        let (name, subject) = (new.name.clone(), Subject::New(new.name.clone()));
        let mut requests = vec![Request::CreateSecret(Box::new(new))];
        if let Some(policy) = self.wanted_policy(fields) {
            notes.push(Note::plain("Its resource policy is put as it is."));
            notes.extend(self.policy_notes(policy, region.as_deref(), self.own_region(cx)));
            let (policy, public) = (policy.to_owned(), PublicPolicy::Block);
            requests.push(Request::PutResourcePolicy { secret: name.clone(), policy, public });
        } else if fields.is_on(FieldId::CopyPolicy) {
            notes.push(Note::new(Tone::Dim, "It has no resource policy."));
        }
        notes.push(Note::new(Tone::Dim, "Older versions, rotation and replicas are not copied."));
        let steps = requests.into_iter();
        let steps = steps.map(|request| Step::new(subject.clone(), request).in_region(region.as_deref()));
        let place = region.as_ref().map_or_else(String::new, |region| format!(" in {region}"));
        let title = format!("Copy {} to {name}{place}", self.source.name);
        Review { notes, plan: Plan::of_steps(title, steps.collect()), confirmation: Confirmation::Key }
    }

    /// Where the copy goes, and where it comes from if that is another Region.
    fn place_notes(&self, region: Option<&str>, cx: &FormContext<'_>) -> Vec<Note> {
        let arn = &self.source.arn;
        let (Some(region), own) = (region, self.own_region(cx)) else {
            return vec![Note::plain(cx.connection.line(Some(arn)))];
        };
        let account = cx.connection.account.or(arn.account());
        let there = ConnectionSummary { region: Some(region), account, ..cx.connection };
        let mut notes = vec![Note::plain(there.line(None))];
        let own = own.unwrap_or("this Region");
        notes.push(Note::new(Tone::Warning, format!("It is made in {region}, from the secret in {own}.")));
        notes.extend(self.unknown_note());
        notes
    }

    fn new_secret(&self, fields: &Fields, cx: &mut FormContext<'_>) -> NewSecret {
        let tags = if fields.is_on(FieldId::CopyTags) {
            self.source.tags.iter().filter(|tag| !tag.is_reserved()).cloned().collect()
        } else {
            Vec::new()
        };
        let value = match &self.value {
            Part::Read(value) => value.clone(),
            Part::Unread | Part::Reading => None,
        };
        NewSecret {
            name: fields.text(FieldId::Name).to_owned(),
            description: fields.filled(FieldId::Description),
            kms_key_id: fields.filled(FieldId::KmsKey),
            value,
            tags,
            replicas: Vec::new(),
            overwrite: Overwrite::Keep,
            token: cx.mint_token(),
        }
    }

    /// The policy that is copied.
    fn wanted_policy(&self, fields: &Fields) -> Option<&str> {
        match &self.policy {
            Part::Read(Some(policy)) if fields.is_on(FieldId::CopyPolicy) => Some(policy),
            _ => None,
        }
    }
}
