//! The JSON of a page. Texts are borrowed from it where they have no escapes, and packed.

use super::json::{Json, Odd, Text};
use crate::secrets::{Fields, PagePacker, RuleFields, SummaryPage};
use crate::service::convert;
use aws_smithy_types::DateTime;
use jiff::Timestamp;

/// A page: its secrets, and the token of the next page unless it is the last.
#[derive(Debug, PartialEq)]
pub(in crate::service) struct ListPage {
    pub(in crate::service) secrets: SummaryPage,
    pub(in crate::service) next_token: Option<String>,
}

/// The page in the body of a response; `None` if it is anything else, or has a field twice or of another type.
pub(super) fn page(body: &[u8]) -> Option<ListPage> {
    read_page(body).ok()
}

fn read_page(body: &[u8]) -> Result<ListPage, Odd> {
    let mut json = Json::new(body)?;
    let (mut secrets, mut next_token) = (None, None);
    json.object(|json, name| match &*name {
        "SecretList" => once(&mut secrets, Some(read_secrets(json)?)),
        "NextToken" => once(&mut next_token, json.optional(Json::text)?),
        _ => json.skip(),
    })?;
    json.end()?;
    let next_token = next_token.map(Text::into_owned).filter(|token| !token.is_empty());
    Ok(ListPage { secrets: secrets.ok_or(Odd)?, next_token })
}

/// Reads the secrets of a page. Each is packed before the next is read.
fn read_secrets(json: &mut Json<'_>) -> Result<SummaryPage, Odd> {
    let mut packer = PagePacker::default();
    json.array(|json| {
        let mut entry = Entry::default();
        json.object(|json, name| entry.read_field(json, &name))?;
        entry.pack(&mut packer);
        Ok(())
    })?;
    Ok(packer.finish())
}

/// Sets a field that was not set yet.
fn once<T>(field: &mut Option<T>, value: Option<T>) -> Result<(), Odd> {
    if field.is_some() {
        return Err(Odd);
    }
    *field = value;
    Ok(())
}

/// API: `SecretListEntry`.
#[derive(Default)]
struct Entry<'a> {
    arn: Option<Text<'a>>,
    name: Option<Text<'a>>,
    kind: Option<Text<'a>>,
    description: Option<Text<'a>>,
    kms_key_id: Option<Text<'a>>,
    rotation_enabled: Option<bool>,
    rotation_lambda_arn: Option<Text<'a>>,
    rotation_rules: Option<Rules<'a>>,
    last_rotated: Option<Timestamp>,
    last_changed: Option<Timestamp>,
    last_accessed: Option<Timestamp>,
    deleted: Option<Timestamp>,
    next_rotation: Option<Timestamp>,
    created: Option<Timestamp>,
    tags: Option<Vec<EntryTag<'a>>>,
    versions: Option<Vec<Version<'a>>>,
    owning_service: Option<Text<'a>>,
    primary_region: Option<Text<'a>>,
}

/// API: `RotationRules`.
#[derive(Default)]
struct Rules<'a> {
    automatically_after_days: Option<i64>,
    duration: Option<Text<'a>>,
    schedule_expression: Option<Text<'a>>,
}

/// API: `Tag`.
#[derive(Default)]
struct EntryTag<'a> {
    key: Option<Text<'a>>,
    value: Option<Text<'a>>,
}

/// The ID of a version, and one of its labels.
type Version<'a> = (Text<'a>, Option<Text<'a>>);

impl<'a> Entry<'a> {
    fn read_field(&mut self, json: &mut Json<'a>, name: &str) -> Result<(), Odd> {
        let text = match name {
            "ARN" => &mut self.arn,
            "Name" => &mut self.name,
            "Type" => &mut self.kind,
            "Description" => &mut self.description,
            "KmsKeyId" => &mut self.kms_key_id,
            "RotationLambdaARN" => &mut self.rotation_lambda_arn,
            "OwningService" => &mut self.owning_service,
            "PrimaryRegion" => &mut self.primary_region,
            "RotationEnabled" => return once(&mut self.rotation_enabled, json.optional(Json::bool)?),
            "RotationRules" => return once(&mut self.rotation_rules, json.optional(Rules::read)?),
            "Tags" => return once(&mut self.tags, json.optional(EntryTag::read_all)?),
            "SecretVersionsToStages" => return once(&mut self.versions, json.optional(read_versions)?),
            // Not shown in a list. Read so that a page is refused for the same reasons as by the SDK.
            "ExternalSecretRotationRoleArn" => return json.optional(Json::text).map(drop),
            "ExternalSecretRotationMetadata" => return json.optional(EntryTag::read_all).map(drop),
            _ => return self.read_time(json, name),
        };
        once(text, json.optional(Json::text)?)
    }

    fn read_time(&mut self, json: &mut Json<'a>, name: &str) -> Result<(), Odd> {
        let time = match name {
            "LastRotatedDate" => &mut self.last_rotated,
            "LastChangedDate" => &mut self.last_changed,
            "LastAccessedDate" => &mut self.last_accessed,
            "DeletedDate" => &mut self.deleted,
            "NextRotationDate" => &mut self.next_rotation,
            "CreatedDate" => &mut self.created,
            _ => return json.skip(),
        };
        // Seconds since the epoch, with a fraction.
        let seconds = json.optional(Json::float)?;
        once(time, convert::timestamp(seconds.map(DateTime::from_secs_f64)))
    }
}

impl Entry<'_> {
    /// Packs the secret. Without an ARN or a name it is only counted.
    fn pack(&self, page: &mut PagePacker) {
        let (Some(arn), Some(name)) = (text(self.arn.as_ref()), text(self.name.as_ref())) else {
            return page.leave_out();
        };
        let tags = self.tags.iter().flatten().filter_map(EntryTag::fields);
        let versions = self.versions.iter().flatten();
        page.push(&Fields {
            arn,
            name,
            kind: text(self.kind.as_ref()),
            description: text(self.description.as_ref()),
            kms_key_id: text(self.kms_key_id.as_ref()),
            rotation_enabled: self.rotation_enabled,
            rotation_lambda_arn: text(self.rotation_lambda_arn.as_ref()),
            rotation_rules: self.rotation_rules.as_ref().and_then(Rules::fields),
            last_rotated: self.last_rotated,
            next_rotation: self.next_rotation,
            last_changed: self.last_changed,
            last_accessed: self.last_accessed,
            deleted: self.deleted,
            deletion_date: None,
            created: self.created,
            tags,
            versions: versions.map(|(id, label)| (&**id, label.as_deref())),
            owning_service: text(self.owning_service.as_ref()),
            primary_region: text(self.primary_region.as_ref()),
            replicas: None,
        });
    }
}

impl<'a> Rules<'a> {
    fn read(json: &mut Json<'a>) -> Result<Self, Odd> {
        let mut rules = Self::default();
        json.object(|json, name| match &*name {
            "AutomaticallyAfterDays" => {
                once(&mut rules.automatically_after_days, json.optional(Json::integer)?)
            }
            "Duration" => once(&mut rules.duration, json.optional(Json::text)?),
            "ScheduleExpression" => once(&mut rules.schedule_expression, json.optional(Json::text)?),
            _ => json.skip(),
        })?;
        Ok(rules)
    }

    fn fields(&self) -> Option<RuleFields<'_>> {
        let rules = RuleFields {
            automatically_after_days: self.automatically_after_days.filter(|days| *days > 0),
            schedule_expression: text(self.schedule_expression.as_ref()),
            duration: text(self.duration.as_ref()),
        };
        (rules != RuleFields::default()).then_some(rules)
    }
}

impl<'a> EntryTag<'a> {
    fn read_all(json: &mut Json<'a>) -> Result<Vec<Self>, Odd> {
        let mut tags = Vec::new();
        json.array(|json| {
            let mut tag = Self::default();
            json.object(|json, name| match &*name {
                "Key" => once(&mut tag.key, json.optional(Json::text)?),
                "Value" => once(&mut tag.value, json.optional(Json::text)?),
                _ => json.skip(),
            })?;
            tags.push(tag);
            Ok(())
        })?;
        Ok(tags)
    }

    fn fields(&self) -> Option<(&str, &str)> {
        Some((text(self.key.as_ref())?, text(self.value.as_ref()).unwrap_or_default()))
    }
}

/// The text, unless it is empty.
fn text<'a>(text: Option<&'a Text<'_>>) -> Option<&'a str> {
    text.map(|text| &**text).filter(|text| !text.is_empty())
}

/// Reads the versions in the order of their IDs, each with one of its labels. Versions without labels are left out.
fn read_versions<'a>(json: &mut Json<'a>) -> Result<Vec<Version<'a>>, Odd> {
    let mut versions = Vec::with_capacity(USUAL_VERSIONS);
    json.object(|json, id| {
        json.array(|json| {
            let label = json.text()?;
            if !label.is_empty() {
                versions.push((id.clone(), Some(label)));
            }
            Ok(())
        })?;
        versions.push((id, None));
        Ok(())
    })?;
    versions.sort_unstable();
    let is_twice = |pair: &[Version<'_>]| pair[0] == pair[1] && pair[0].1.is_none();
    if versions.windows(2).any(is_twice) {
        return Err(Odd);
    }
    versions.dedup();
    versions.retain(|(_, label)| label.is_some());
    Ok(versions)
}

/// The version itself and its staging labels: a secret has three at most in most cases.
const USUAL_VERSIONS: usize = 6;
