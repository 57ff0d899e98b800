//! A copy in another Region: which one, what is another there (names, KMS keys), and whether the name is free.

use super::CopySecret;
use crate::app::form::{FieldId, Fields, FormContext, FormEffect, Input, Note, Tone};
use crate::app::text_line::TextLine;
use crate::secrets::{Arn, REGIONS, Summary, common_prefix, is_region_name, partition};
use crate::service::api::{ErrorKind, Reply, Request, ServiceError};

/// Regions that are offered at a time.
const OFFERED: usize = 8;

/// A name that was looked up in another Region.
#[derive(Clone, Debug)]
pub(super) struct Looked {
    region: String,
    name: String,
    found: Found,
}

/// What is there under that name.
#[derive(Clone, Debug)]
enum Found {
    /// Nothing.
    Nothing,
    /// A secret.
    Secret(Box<Summary>),
    /// That can't be known.
    Denied(ServiceError),
}

/// Whether an error says that the name is free, or that this can't be known: the copy can be tried all the same.
pub(super) fn tells_enough(error: &ServiceError) -> bool {
    matches!(error.kind, ErrorKind::NotFound | ErrorKind::AccessDenied { .. })
}

impl CopySecret {
    /// The Region of the secret that is copied.
    pub(super) fn own_region<'a>(&'a self, cx: &FormContext<'a>) -> Option<&'a str> {
        self.source.arn.region().or(cx.connection.region)
    }

    /// The Region that the copy is to be made in, if it is another one.
    pub(super) fn target(&self, fields: &Fields, cx: &FormContext<'_>) -> Option<String> {
        let region = fields.filled(FieldId::Region)?;
        (Some(region.as_str()) != self.own_region(cx)).then_some(region)
    }

    /// What a copy in the same Region is called at first.
    pub(super) fn name_here(&self) -> String {
        format!("{}-copy", self.source.name)
    }

    /// The Region was changed: in another one the name is free, most likely, and the key is another.
    pub(super) fn aim(&mut self, fields: &mut Fields, cx: &FormContext<'_>) {
        let typed = fields.text(FieldId::Region).trim();
        if !typed.is_empty() && !is_region_name(typed) {
            return;
        }
        let target = self.target(fields, cx);
        let before = std::mem::replace(&mut self.aimed, target);
        let key = self.source.kms_key_id.clone().unwrap_or_default();
        let (here, there) = (self.name_here(), self.source.name.clone());
        match (before, &self.aimed) {
            (None, Some(region)) => {
                swap(fields, FieldId::Name, &here, &there);
                if !holds_in(&key, region) {
                    swap(fields, FieldId::KmsKey, &key, "");
                }
            }
            (Some(_), None) => {
                swap(fields, FieldId::Name, &there, &here);
                swap(fields, FieldId::KmsKey, "", &key);
            }
            _ => {}
        }
        let wrong = self.name_error(fields, cx);
        fields.set_error(FieldId::Name, wrong);
    }

    pub(super) fn region_error(&self, fields: &Fields, cx: &FormContext<'_>) -> Option<String> {
        let region = self.target(fields, cx)?;
        if !is_region_name(&region) {
            return Some(format!("{region:?} is no name of a Region; one is like us-east-1."));
        }
        let own = self.own_region(cx)?;
        (partition(&region) != partition(own))
            .then(|| format!("{region} is in another partition than {own}: this account is not there."))
    }

    pub(super) fn key_error(&self, fields: &Fields, cx: &FormContext<'_>) -> Option<String> {
        let (region, key) = (self.target(fields, cx)?, fields.filled(FieldId::KmsKey)?);
        let is_the_sources = self.source.kms_key_id.as_deref() == Some(key.as_str());
        let elsewhere = Arn::new(key.as_str()).region().is_some() || is_the_sources;
        (elsewhere && !holds_in(&key, &region)).then(|| {
            format!("A key is one of its Region: name a key of {region}, or none for aws/secretsmanager.")
        })
    }

    /// Asks for a secret of that name in the other Region, unless that was asked.
    pub(super) fn look(&mut self, fields: &Fields, cx: &FormContext<'_>) -> Option<FormEffect> {
        let region = self.target(fields, cx)?;
        if self.looking.is_some() || self.is_looked_up(fields, cx) {
            return None;
        }
        let name = fields.text(FieldId::Name).to_owned();
        let looked = Looked { region: region.clone(), name: name.clone(), found: Found::Nothing };
        self.looking = Some(looked);
        Some(FormEffect::ReadIn(region, Request::DescribeSecret { secret: name }))
    }

    /// What is there has come; answers whether the copy can go on.
    pub(super) fn found(&mut self, result: Result<Reply, ServiceError>) -> bool {
        let Some(looking) = self.looking.take() else { return false };
        let found = match result {
            Ok(Reply::DescribeSecret(detail)) => Found::Secret(Box::new(detail.summary)),
            Err(error) if error.kind == ErrorKind::NotFound => Found::Nothing,
            Err(error) if tells_enough(&error) => Found::Denied(error),
            _ => return false,
        };
        self.looked = Some(Looked { found, ..looking });
        true
    }

    pub(super) fn is_looked_up(&self, fields: &Fields, cx: &FormContext<'_>) -> bool {
        self.target(fields, cx).is_none_or(|region| {
            let name = fields.text(FieldId::Name);
            self.looked.as_ref().is_some_and(|looked| looked.region == region && looked.name == name)
        })
    }

    /// That the name is taken in the other Region, as far as it was looked up.
    pub(super) fn taken_there(&self, fields: &Fields, cx: &FormContext<'_>) -> Option<String> {
        let looked = self.looked.as_ref().filter(|_| self.is_looked_up(fields, cx))?;
        let Found::Secret(secret) = &looked.found else { return None };
        let region = &looked.region;
        let own = self.source.primary_region.as_deref().or(self.source.arn.region());
        Some(if secret.deleted.is_some() {
            format!("A secret of this name is scheduled for deletion in {region}, and holds it until then.")
        } else if secret.primary_region.is_some() && secret.primary_region.as_deref() == own {
            format!("The replica in {region} has this name: the copy needs another.")
        } else {
            format!("A secret of this name is there already in {region}.")
        })
    }

    /// That it could not be looked up whether the name is free.
    pub(super) fn unknown_note(&self) -> Option<Note> {
        let Looked { region, found: Found::Denied(error), .. } = self.looked.as_ref()? else { return None };
        let text = format!("Whether the name is free in {region} is not known: {}", error.what());
        Some(Note::new(Tone::Warning, text))
    }

    /// What another Region means, and which there are while one is typed.
    pub(super) fn region_notes(&self, fields: &Fields, cx: &FormContext<'_>) -> Vec<Note> {
        let mut notes = Vec::new();
        let typed = fields.text(FieldId::Region).trim();
        let is_typed = fields.focused().is_some_and(|field| field.id == FieldId::Region);
        let offers = self.offers(typed, cx);
        if is_typed && !offers.is_empty() && offers != [typed] {
            notes.push(Note::new(Tone::Dim, format!("Regions: {}", offers.join("  "))));
        }
        let (Some(region), Some(own)) = (self.aimed.as_deref(), self.own_region(cx)) else { return notes };
        notes.push(Note::plain(format!(
            "The copy is a secret of its own in {region}: what changes in {own} does not follow, as it would in a replica."
        )));
        let key = self.source.kms_key_id.as_deref().unwrap_or_default();
        if !key.is_empty() && !holds_in(key, region) {
            let text = format!("The KMS key {key} is one of {own}, and none of {region}.");
            notes.push(Note::new(Tone::Warning, text));
        }
        notes
    }

    pub(super) fn complete_region(&mut self, fields: &mut Fields, cx: &FormContext<'_>) {
        let offers = self.offers(fields.text(FieldId::Region).trim(), cx);
        if let Some(shared) = common_prefix(&offers) {
            put(fields, FieldId::Region, shared);
            self.looked = None;
            self.aim(fields, cx);
        }
    }

    /// Regions of the partition that what is typed may become.
    fn offers(&self, typed: &str, cx: &FormContext<'_>) -> Vec<&'static str> {
        let own = self.own_region(cx).map(partition);
        let fits =
            |region: &&&str| region.starts_with(typed) && own.is_none_or(|own| partition(region) == own);
        REGIONS.iter().filter(fits).copied().take(OFFERED).collect()
    }

    /// What a policy says that does not hold for the copy.
    pub(super) fn policy_notes(&self, policy: &str, region: Option<&str>, own: Option<&str>) -> Vec<Note> {
        let mut notes = Vec::new();
        if policy.contains(self.source.arn.as_str()) {
            let text =
                "The policy names the ARN of the secret that is copied: it will not hold for the copy.";
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

/// Whether a key named so can be one of that Region: an alias may be there too, a multi-Region key is.
fn holds_in(key: &str, region: &str) -> bool {
    match Arn::new(key).region() {
        Some(of) => of == region,
        None => key.is_empty() || key.starts_with("alias/") || key.starts_with("mrk-"),
    }
}

/// Puts a text into a line that still has the one that was there at first.
fn swap(fields: &mut Fields, id: FieldId, before: &str, after: &str) {
    if fields.text(id) == before {
        put(fields, id, after);
    }
}

fn put(fields: &mut Fields, id: FieldId, text: &str) {
    if let Some(field) = fields.get_mut(id) {
        field.input = Input::Line(TextLine::new(text));
        field.error = None;
    }
}
