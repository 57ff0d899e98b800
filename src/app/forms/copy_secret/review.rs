//! The review of a copy: all but the value.

use super::{Copy, CopySecret, SourcePolicy};
use crate::app::connection_summary::ConnectionSummary;
use crate::app::form::{FormContext, Note, Tone, where_to};
use crate::app::forms::create::setting_notes;
use crate::app::forms::regions::unknown_regions;
use crate::app::plan::{Plan, Step};
use crate::app::wording::masked_size;
use crate::secrets::Tag;
use crate::service::api::{NewSecret, Overwrite, PublicPolicy, Request};

impl CopySecret {
    /// The notes of the review; all that the copy needs is read.
    pub(super) fn review_notes(&self, copy: &Copy, cx: &FormContext<'_>) -> Vec<Note> {
        let region = copy.region.as_deref();
        let mut notes = self.place_notes(region, cx);
        notes.push(Note::plain(match &self.value {
            Some(value) => format!("The value of AWSCURRENT is copied: {}.", masked_size(value.len())),
            None => "It has no value: the copy has none either.".into(),
        }));
        notes.extend(setting_notes(copy.description.as_deref(), copy.kms_key.as_deref(), &self.tags()));
        if let Some(policy) = self.wanted_policy() {
            notes.push(Note::plain("Its resource policy is attached to the copy unchanged."));
            notes.extend(self.policy_notes(policy, region, self.own_region(cx)));
        } else if self.with_policy.is_on() {
            notes.push(Note::new(Tone::Dim, "It has no resource policy."));
        }
        notes.push(Note::new(Tone::Dim, "Older versions, rotation and replicas are not copied."));
        notes
    }

    /// The account and the Region of the copy, and the Region of the source if that is another one.
    fn place_notes(&self, region: Option<&str>, cx: &FormContext<'_>) -> Vec<Note> {
        let arn = &self.source.arn;
        let Some(region) = region else { return vec![where_to(Some(arn), cx)] };
        let account = cx.connection.account.or(arn.account());
        let there = ConnectionSummary { region: Some(region), account, ..cx.connection };
        let own = self.own_region(cx).unwrap_or("this Region");
        let text = format!("It is created in {region}, from the secret in {own}.");
        let mut notes = vec![Note::plain(there.line(None)), Note::new(Tone::Warning, text)];
        notes.extend(unknown_regions([region]));
        notes.extend(self.looked.as_ref().and_then(super::Looked::unknown_note));
        notes
    }

    /// Creates the copy, then attaches the policy.
    pub(super) fn plan(&self, copy: Copy, cx: &mut FormContext<'_>) -> Plan {
        let (name, region) = (copy.name.clone(), copy.region.clone());
        let place = region.as_ref().map_or_else(String::new, |region| format!(" in {region}"));
        let mut requests = vec![Request::CreateSecret(Box::new(self.new_secret(copy, cx)))];
        requests.extend(self.wanted_policy().map(|policy| Request::PutResourcePolicy {
            secret: name.clone(),
            policy: policy.to_owned(),
            public: PublicPolicy::Block,
        }));
        let step = |request| Step::on_new(&name, request).in_region(region.as_deref());
        let title = format!("Copy {} to {name}{place}", self.source.name);
        Plan::of_steps(title, requests.into_iter().map(step).collect())
    }

    fn new_secret(&self, copy: Copy, cx: &mut FormContext<'_>) -> NewSecret {
        NewSecret {
            name: copy.name,
            description: copy.description,
            kms_key_id: copy.kms_key,
            value: self.value.clone(),
            tags: self.tags(),
            replicas: Vec::new(),
            overwrite: Overwrite::Keep,
            token: cx.mint_token(),
        }
    }

    /// The tags that are copied.
    fn tags(&self) -> Vec<Tag> {
        if !self.with_tags.is_on() {
            return Vec::new();
        }
        self.source.tags.iter().filter(|tag| !tag.is_reserved()).cloned().collect()
    }

    /// The policy that is copied.
    fn wanted_policy(&self) -> Option<&str> {
        match &self.policy {
            SourcePolicy::Attached(policy) if self.with_policy.is_on() => Some(policy),
            SourcePolicy::Attached(_) | SourcePolicy::Missing | SourcePolicy::Unread => None,
        }
    }
}
