//! The JSON of a page. Texts are borrowed from it where they have no escapes, and packed.

use crate::secrets::{Fields, PagePacker, RuleFields, SummaryPage};
use crate::service::convert;
use aws_smithy_types::DateTime;
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A page: its secrets, and the token of the next page unless it is the last.
#[derive(Debug, PartialEq)]
pub(in crate::service) struct ListPage {
    pub(in crate::service) secrets: SummaryPage,
    pub(in crate::service) next_token: Option<String>,
}

/// The page in the body of a response; `None` if it is anything else, or has a field twice or of another type.
pub(super) fn page(body: &[u8]) -> Option<ListPage> {
    let page: Page<'_> = serde_json::from_slice(body).ok()?;
    let next_token = page.next_token.map(|token| token.0.into_owned()).filter(|token| !token.is_empty());
    Some(ListPage { secrets: page.secret_list.0, next_token })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Page<'a> {
    secret_list: Secrets,
    #[serde(borrow)]
    next_token: Option<Text<'a>>,
}

/// The secrets of a page. Each is packed before the next is read.
struct Secrets(SummaryPage);

impl<'de> Deserialize<'de> for Secrets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfSecrets;

        impl<'de> Visitor<'de> for OfSecrets {
            type Value = Secrets;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("secrets")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut packer = PagePacker::default();
                while let Some(entry) = entries.next_element::<Entry<'de>>()? {
                    entry.pack(&mut packer);
                }
                Ok(Secrets(packer.finish()))
            }
        }

        deserializer.deserialize_seq(OfSecrets)
    }
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
    secret_versions_to_stages: Option<Versions<'a>>,
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
    /// Packs the secret. Without an ARN or a name it is only counted.
    fn pack(&self, page: &mut PagePacker) {
        let (Some(arn), Some(name)) = (text(self.arn.as_ref()), text(self.name.as_ref())) else {
            return page.leave_out();
        };
        let tags = self.tags.iter().flatten().filter_map(EntryTag::fields);
        let versions = self.secret_versions_to_stages.iter().flat_map(|versions| &versions.0);
        page.push(&Fields {
            arn,
            name,
            kind: text(self.r#type.as_ref()),
            description: text(self.description.as_ref()),
            kms_key_id: text(self.kms_key_id.as_ref()),
            rotation_enabled: self.rotation_enabled,
            rotation_lambda_arn: text(self.rotation_lambda_arn.as_ref()),
            rotation_rules: self.rotation_rules.as_ref().and_then(Rules::fields),
            last_rotated: timestamp(self.last_rotated_date),
            next_rotation: timestamp(self.next_rotation_date),
            last_changed: timestamp(self.last_changed_date),
            last_accessed: timestamp(self.last_accessed_date),
            deleted: timestamp(self.deleted_date),
            deletion_date: None,
            created: timestamp(self.created_date),
            tags,
            versions: versions.map(|(id, label)| (&*id.0, label.as_ref().map(|label| &*label.0))),
            owning_service: text(self.owning_service.as_ref()),
            primary_region: text(self.primary_region.as_ref()),
            replicas: None,
        });
    }
}

impl Rules<'_> {
    fn fields(&self) -> Option<RuleFields<'_>> {
        let rules = RuleFields {
            automatically_after_days: self.automatically_after_days.filter(|days| *days > 0),
            schedule_expression: text(self.schedule_expression.as_ref()),
            duration: text(self.duration.as_ref()),
        };
        (rules != RuleFields::default()).then_some(rules)
    }
}

impl EntryTag<'_> {
    fn fields(&self) -> Option<(&str, &str)> {
        Some((text(self.key.as_ref())?, text(self.value.as_ref()).unwrap_or_default()))
    }
}

/// The text, unless it is empty.
fn text<'a>(text: Option<&'a Text<'_>>) -> Option<&'a str> {
    text.map(|text| &*text.0).filter(|text| !text.is_empty())
}

fn timestamp(time: Option<Seconds>) -> Option<Timestamp> {
    convert::timestamp(time.map(|Seconds(seconds)| DateTime::from_secs_f64(seconds)))
}

/// A time as the service writes it: seconds since the epoch, with a fraction.
#[derive(Clone, Copy, Deserialize)]
struct Seconds(f64);

/// A text, borrowed if it has no escapes. serde's `Cow` in an `Option` never borrows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
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

/// The versions in the order of their IDs, each with one of its labels. Versions without labels are left out.
struct Versions<'a>(Vec<(Text<'a>, Option<Text<'a>>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Versions<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfVersions;

        impl<'de> Visitor<'de> for OfVersions {
            type Value = Versions<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("staging labels by version")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut versions = Vec::with_capacity(USUAL_VERSIONS);
                while let Some(id) = map.next_key::<Text<'de>>()? {
                    map.next_value_seed(Labels { id, versions: &mut versions })?;
                }
                versions.sort_unstable();
                let is_twice =
                    |pair: &[(Text<'_>, Option<Text<'_>>)]| pair[0] == pair[1] && pair[0].1.is_none();
                if versions.windows(2).any(is_twice) {
                    return Err(A::Error::custom("a version twice"));
                }
                versions.dedup();
                versions.retain(|(_, label)| label.is_some());
                Ok(Versions(versions))
            }
        }

        deserializer.deserialize_map(OfVersions)
    }
}

/// The version itself and its staging labels: a secret has three at most in most cases.
const USUAL_VERSIONS: usize = 6;

/// Reads the labels of a version into a list, behind the version without a label.
struct Labels<'v, 'a> {
    id: Text<'a>,
    versions: &'v mut Vec<(Text<'a>, Option<Text<'a>>)>,
}

impl<'de> DeserializeSeed<'de> for Labels<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Labels<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("staging labels")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut labels: A) -> Result<(), A::Error> {
        while let Some(label) = labels.next_element::<Text<'de>>()? {
            if !label.0.is_empty() {
                self.versions.push((self.id.clone(), Some(label)));
            }
        }
        self.versions.push((self.id, None));
        Ok(())
    }
}
