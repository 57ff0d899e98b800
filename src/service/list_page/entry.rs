//! The JSON of a page. Texts are borrowed from it where they have no escapes.

use crate::secrets::{Arn, LabelSet, RotationRules, StagingLabel, Summary, Tag, VersionId, VersionLabels};
use crate::service::convert;
use aws_smithy_types::DateTime;
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Place;
use std::fmt;

/// A page: its secrets, and the token of the next page unless it is the last.
#[derive(Debug, PartialEq)]
pub(in crate::service) struct ListPage {
    pub(in crate::service) secrets: Vec<Summary>,
    pub(in crate::service) next_token: Option<String>,
}

/// The page in the body of a response; `None` if it is anything else, or has a field twice or of another type.
pub(super) fn page(body: &[u8]) -> Option<ListPage> {
    let page: Page<'_> = serde_json::from_slice(body).ok()?;
    Some(ListPage {
        secrets: page.secret_list.into_iter().filter_map(Entry::into_summary).collect(),
        next_token: owned(page.next_token),
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Page<'a> {
    #[serde(borrow)]
    secret_list: Vec<Entry<'a>>,
    #[serde(borrow)]
    next_token: Option<Text<'a>>,
}

/// API: `SecretListEntry`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", bound(deserialize = "'de: 'a"))]
struct Entry<'a> {
    #[serde(rename = "ARN")]
    arn: Option<Text<'a>>,
    name: Option<Text<'a>>,
    r#type: Option<Text<'a>>,
    description: Option<Text<'a>>,
    kms_key_id: Option<Text<'a>>,
    rotation_enabled: Option<bool>,
    #[serde(rename = "RotationLambdaARN")]
    rotation_lambda_arn: Option<Text<'a>>,
    rotation_rules: Option<Rules<'a>>,
    last_rotated_date: Option<Seconds>,
    last_changed_date: Option<Seconds>,
    last_accessed_date: Option<Seconds>,
    deleted_date: Option<Seconds>,
    next_rotation_date: Option<Seconds>,
    created_date: Option<Seconds>,
    tags: Option<Vec<EntryTag<'a>>>,
    secret_versions_to_stages: Option<Versions>,
    owning_service: Option<Text<'a>>,
    primary_region: Option<Text<'a>>,
    // Not shown in a list. Here so that a page is refused for the same reasons as by the SDK.
    #[serde(rename = "ExternalSecretRotationMetadata")]
    _metadata: Option<Vec<EntryTag<'a>>>,
    #[serde(rename = "ExternalSecretRotationRoleArn")]
    _role: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", bound(deserialize = "'de: 'a"))]
struct Rules<'a> {
    automatically_after_days: Option<i64>,
    duration: Option<Text<'a>>,
    schedule_expression: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", bound(deserialize = "'de: 'a"))]
struct EntryTag<'a> {
    key: Option<Text<'a>>,
    value: Option<Text<'a>>,
}

impl Entry<'_> {
    /// The summary; `None` without ARN or name.
    fn into_summary(self) -> Option<Summary> {
        Some(Summary {
            arn: Arn::new(owned(self.arn)?),
            name: owned(self.name)?,
            kind: owned(self.r#type),
            description: owned(self.description),
            kms_key_id: owned(self.kms_key_id),
            rotation_enabled: self.rotation_enabled,
            rotation_lambda_arn: owned(self.rotation_lambda_arn),
            rotation_rules: self.rotation_rules.and_then(Rules::into_rules),
            last_rotated: timestamp(self.last_rotated_date),
            next_rotation: timestamp(self.next_rotation_date),
            last_changed: timestamp(self.last_changed_date),
            last_accessed: timestamp(self.last_accessed_date),
            deleted: timestamp(self.deleted_date),
            deletion_date: None,
            created: timestamp(self.created_date),
            tags: self.tags.unwrap_or_default().into_iter().filter_map(EntryTag::into_tag).collect(),
            versions: self.secret_versions_to_stages.map(|versions| versions.0).unwrap_or_default(),
            owning_service: owned(self.owning_service),
            primary_region: owned(self.primary_region),
            replicas: None,
        })
    }
}

impl Rules<'_> {
    fn into_rules(self) -> Option<RotationRules> {
        let rules = RotationRules {
            automatically_after_days: self.automatically_after_days.filter(|days| *days > 0),
            schedule_expression: owned(self.schedule_expression),
            duration: owned(self.duration),
        };
        (rules != RotationRules::default()).then_some(rules)
    }
}

impl EntryTag<'_> {
    fn into_tag(self) -> Option<Tag> {
        Some(Tag {
            key: owned(self.key)?,
            value: self.value.map(|value| value.0.into_owned()).unwrap_or_default(),
        })
    }
}

/// The text, unless it is empty.
fn owned(text: Option<Text<'_>>) -> Option<String> {
    text.map(|text| text.0.into_owned()).filter(|text| !text.is_empty())
}

fn timestamp(time: Option<Seconds>) -> Option<Timestamp> {
    convert::timestamp(time.map(|Seconds(seconds)| DateTime::from_secs_f64(seconds)))
}

/// A time as the service writes it: seconds since the epoch, with a fraction.
#[derive(Deserialize)]
struct Seconds(f64);

/// A text, borrowed if it has no escapes. serde's `Cow` in an `Option` never borrows.
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfText;

        impl<'de> Visitor<'de> for OfText {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(OfText)
    }
}

/// The staging labels by version, without versions that have none.
struct Versions(VersionLabels);

impl<'de> Deserialize<'de> for Versions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfVersions;

        impl<'de> Visitor<'de> for OfVersions {
            type Value = Versions;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("staging labels by version")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut versions = BTreeMap::new();
                while let Some((id, stages)) = map.next_entry::<Text<'de>, Vec<Text<'de>>>()? {
                    let Place::Vacant(place) = versions.entry(VersionId(id.0.into_owned())) else {
                        return Err(A::Error::custom("a version twice"));
                    };
                    let labels = stages.into_iter().filter(|label| !label.0.is_empty());
                    place
                        .insert(labels.map(|label| StagingLabel(label.0.into_owned())).collect::<LabelSet>());
                }
                versions.retain(|_, labels| !labels.is_empty());
                Ok(Versions(VersionLabels(versions)))
            }
        }

        deserializer.deserialize_map(OfVersions)
    }
}
