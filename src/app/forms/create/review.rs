//! The review of a new secret: all but the value.

use super::value::Kind;
use crate::app::form::{FormContext, Note, Review, Tone, where_to};
use crate::app::forms::members::{key_name, key_warnings};
use crate::app::forms::regions::unknown_regions;
use crate::app::plan::{Plan, Step};
use crate::app::wording::masked_size;
use crate::secrets::{JsonKind, Member, Members, Tag, ValueBody, ends_like_an_arn};
use crate::service::api::{NewSecret, Overwrite, Request};

/// The review of a new secret.
pub(super) fn of(secret: NewSecret, kind: Kind, cx: &FormContext<'_>) -> Review {
    let mut notes = vec![where_to(None, cx)];
    notes.extend(value_notes(&secret, kind));
    notes.extend(setting_notes(secret.description.as_deref(), secret.kms_key_id.as_deref(), &secret.tags));
    notes.extend(replica_notes(&secret));
    if ends_like_an_arn(&secret.name) {
        notes.push(Note::new(
            Tone::Warning,
            "The name ends as ARNs do: a partial ARN may be mistaken for it.",
        ));
    }
    let title = format!("Create {}", secret.name);
    let name = secret.name.clone();
    let step = Step::on_new(&name, Request::CreateSecret(Box::new(secret)));
    Review::of(Plan::of_steps(title, vec![step]), notes)
}

fn value_notes(secret: &NewSecret, kind: Kind) -> Vec<Note> {
    let Some(value) = &secret.value else {
        return vec![Note::plain("Value: none yet. It has no version until a value is put.")];
    };
    let what = match kind {
        Kind::KeyValue | Kind::Json => "JSON",
        Kind::Database => "credentials of a database, JSON",
        Kind::File => "binary",
        Kind::Text | Kind::Nothing => "text",
    };
    let mut notes =
        vec![Note::plain(format!("Value: {what}, {}; it gets AWSCURRENT.", masked_size(value.len())))];
    if let ValueBody::Text(text) = value
        && let Ok(members) = Members::parse(text)
    {
        let keys: Vec<&str> = members.0.iter().map(|member| key_name(&member.key)).collect();
        notes.push(Note::plain(format!("Keys: {}", keys.join(", "))));
        let others = members.0.iter().filter(|member| member.value.kind() != JsonKind::String);
        let others: Vec<_> = others
            .map(|Member { key, value }| format!("{} ({})", key_name(key), value.kind().name()))
            .collect();
        if !others.is_empty() {
            notes.push(Note::plain(format!("Not a string: {}", others.join(", "))));
        }
        notes.extend(key_warnings(&members));
    }
    notes
}

/// Description, key and tags.
pub(in crate::app::forms) fn setting_notes(
    description: Option<&str>,
    kms_key: Option<&str>,
    tags: &[Tag],
) -> Vec<Note> {
    let mut notes = Vec::new();
    notes.extend(description.map(|text| Note::plain(format!("Description: {text}"))));
    notes.push(match kms_key {
        Some(key) => Note::plain(format!("KMS key: {key}")),
        None => Note::new(Tone::Dim, "KMS key: aws/secretsmanager, the AWS managed one."),
    });
    if !tags.is_empty() {
        notes.push(Note::new(Tone::Heading, "Tags"));
        let tags = tags.iter().map(|tag| format!("{} = {}", tag.key, tag.value));
        notes.extend(tags.map(|text| Note::new(Tone::Added, text)));
    }
    notes
}

fn replica_notes(secret: &NewSecret) -> Vec<Note> {
    if secret.replicas.is_empty() {
        return Vec::new();
    }
    let mut notes = vec![Note::new(Tone::Heading, "Replicas")];
    notes.extend(secret.replicas.iter().map(|replica| {
        let key = replica.kms_key_id.as_deref().unwrap_or("the AWS managed key");
        Note::new(Tone::Added, format!("{} with {key}", replica.region))
    }));
    notes.extend(unknown_regions(secret.replicas.iter().map(|replica| replica.region.as_str())));
    if secret.overwrite == Overwrite::Overwrite {
        let text = "A secret of that name in one of these Regions is overwritten.";
        notes.push(Note::new(Tone::Warning, text));
    }
    notes
}
