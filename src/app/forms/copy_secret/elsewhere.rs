//! A copy in another Region: the Region, what differs there (names, KMS keys), and whether the name is free.

use super::{CopySecret, name_here};
use crate::app::form::{FieldRef, FormContext, LineField, Note, Tone};
use crate::app::forms::regions::offers;
use crate::secrets::{Arn, check_region, common_prefix, is_region_name};

impl CopySecret {
    /// The Region of the secret that is copied.
    pub(super) fn own_region<'a>(&'a self, cx: &FormContext<'a>) -> Option<&'a str> {
        self.source.arn.region().or(cx.connection.region)
    }

    /// The Region of the copy, if it is another one.
    pub(super) fn target(&self, cx: &FormContext<'_>) -> Option<String> {
        let region = self.region.filled()?;
        (Some(region.as_str()) != self.own_region(cx)).then_some(region)
    }

    /// The Region was changed: in another one the name is most likely free, and the key differs.
    pub(super) fn aim(&mut self, cx: &FormContext<'_>) {
        let typed = self.region.text().trim();
        if !typed.is_empty() && !is_region_name(typed) {
            return;
        }
        let target = self.target(cx);
        let before = std::mem::replace(&mut self.aimed, target);
        let key = self.source.kms_key_id.as_deref().unwrap_or_default();
        let (here, there) = (name_here(&self.source), &*self.source.name);
        match (before, &self.aimed) {
            (None, Some(region)) => {
                swap(&mut self.name, &here, there);
                if !holds_in(key, region) {
                    swap(&mut self.kms_key, key, "");
                }
            }
            (Some(_), None) => {
                swap(&mut self.name, there, &here);
                swap(&mut self.kms_key, "", key);
            }
            _ => {}
        }
        self.name.error = self.check_name(cx).err();
    }

    /// Checks that the KMS key is one of the copy's Region.
    pub(super) fn check_key(&self, cx: &FormContext<'_>) -> Result<(), String> {
        let (Some(region), Some(key)) = (self.target(cx), self.kms_key.filled()) else { return Ok(()) };
        let is_the_sources = self.source.kms_key_id.as_deref() == Some(key.as_str());
        let has_a_region = Arn::new(key.as_str()).region().is_some() || is_the_sources;
        if has_a_region && !holds_in(&key, &region) {
            return Err(format!(
                "A key belongs to its Region: name a key of {region}, or none for aws/secretsmanager."
            ));
        }
        Ok(())
    }

    /// The consequences of another Region, and the Regions that are offered while one is typed.
    pub(super) fn region_notes(&self, focus: Option<FieldRef>, cx: &FormContext<'_>) -> Vec<Note> {
        let mut notes = Vec::new();
        let typed = self.region.text().trim();
        let offers = self.offers(cx);
        if focus.is_some_and(|field| field.is(&self.region)) && !offers.is_empty() && offers != [typed] {
            notes.push(Note::new(Tone::Dim, format!("Regions: {}", offers.join("  "))));
        }
        let (Some(region), Some(own)) = (self.aimed.as_deref(), self.own_region(cx)) else { return notes };
        notes.push(Note::plain(format!(
            "The copy is a standalone secret in {region}: changes in {own} do not reach it, as they would reach a replica."
        )));
        let key = self.source.kms_key_id.as_deref().unwrap_or_default();
        if !key.is_empty() && !holds_in(key, region) {
            let text = format!("The KMS key {key} is one of {own}, and can't be used in {region}.");
            notes.push(Note::new(Tone::Warning, text));
        }
        notes
    }

    pub(super) fn complete_region(&mut self, cx: &FormContext<'_>) {
        if let Some(shared) = common_prefix(&self.offers(cx)) {
            self.region.input.replace(shared);
            self.region.error = None;
            self.looked = None;
            self.aim(cx);
        }
    }

    /// Regions of the partition that the text may be completed to.
    fn offers(&self, cx: &FormContext<'_>) -> Vec<&'static str> {
        let preferred = &cx.update.settings().applied.regions;
        offers(self.region.text(), preferred, |region| check_region(region, self.own_region(cx)).is_ok())
    }

    /// The parts of a policy that do not hold for the copy.
    pub(super) fn policy_notes(&self, policy: &str, region: Option<&str>, own: Option<&str>) -> Vec<Note> {
        let mut notes = Vec::new();
        if policy.contains(self.source.arn.as_str()) {
            let text = "The policy names the ARN of the source: that statement will not hold for the copy.";
            notes.push(Note::new(Tone::Warning, text));
        }
        let (Some(region), Some(own)) = (region, own) else { return notes };
        if policy.replace(self.source.arn.as_str(), "").contains(own) {
            let text =
                format!("The policy names {own}: what it says of that Region does not hold in {region}.");
            notes.push(Note::new(Tone::Warning, text));
        }
        if policy.contains("vpce-") || policy.contains("vpc-") {
            let text =
                format!("The policy names a VPC or an endpoint of one: those of {own} are not in {region}.");
            notes.push(Note::new(Tone::Warning, text));
        }
        notes.push(Note::new(
            Tone::Dim,
            "The account is the same: the principals that it names hold there too.",
        ));
        notes
    }
}

/// True if a key named so can be one of that Region: an alias may exist there too, a multi-Region key does.
fn holds_in(key: &str, region: &str) -> bool {
    match Arn::new(key).region() {
        Some(of) => of == region,
        None => key.is_empty() || key.starts_with("alias/") || key.starts_with("mrk-"),
    }
}

/// Replaces the text of a line, unless the user has changed it.
fn swap(field: &mut LineField, before: &str, after: &str) {
    if field.text() == before {
        field.put(after);
    }
}
