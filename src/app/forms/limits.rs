//! What several sheets ask for in the same way: tags, replicas; and what the service takes of them.

use crate::app::form::{Field, FieldError, FieldId, Fields, Input, Lock, Mask, PairRow, Pairs, Switch};
use crate::secrets::Tag;
use crate::service::api::{Overwrite, ReplicaRegion};
use std::collections::HashSet;

/// Tags that a secret may have.
pub const TAG_LIMIT: usize = 50;
/// Characters that a tag's key may have.
pub const TAG_KEY_LIMIT: usize = 128;
/// Characters that a tag's value may have.
pub const TAG_VALUE_LIMIT: usize = 256;

/// A table whose values are no secret.
pub fn open_table(rows: Vec<PairRow>) -> Input {
    Input::Pairs(Pairs::new(rows, Mask::Revealed))
}

/// Where KMS key, tags and replicas of a new secret are asked for.
pub fn new_secret_fields() -> Vec<Field> {
    vec![
        Field::line(
            FieldId::KmsKey,
            "KMS key",
            "Key id, ARN or alias/…; empty for the AWS managed key aws/secretsmanager.",
            "",
        ),
        Field::new(FieldId::Tags, "Tags", "Key and value; 50 at most.", open_table(Vec::new())),
        Field::new(
            FieldId::Replicas,
            "Replicas",
            "A Region, and the KMS key there; no key for the AWS managed one.",
            open_table(Vec::new()),
        ),
        Field::switch(
            FieldId::Overwrite,
            "Overwrite",
            "Whether a secret of that name in a replica's Region is overwritten.",
            Switch::Off,
        ),
    ]
}

/// The tags of a table.
///
/// # Errors
/// What is wrong with the first one that the service would not take.
pub fn tags(fields: &Fields) -> Result<Vec<Tag>, FieldError> {
    let wrong = |text: String| FieldError { field: FieldId::Tags, text };
    let mut tags = Vec::new();
    let mut seen = HashSet::new();
    for row in written_rows(fields, FieldId::Tags) {
        let tag = Tag { key: row.key.text().trim().to_owned(), value: row.value.text().to_owned() };
        if row.lock == Lock::Open {
            check_tag(&tag).map_err(wrong)?;
        }
        if !seen.insert(tag.key.clone()) {
            return Err(wrong(format!("The key {} is there twice.", tag.key)));
        }
        tags.push(tag);
    }
    // Those of AWS itself are not counted.
    let own = tags.iter().filter(|tag| !tag.is_reserved()).count();
    if own > TAG_LIMIT {
        return Err(wrong(format!("{own} tags; {TAG_LIMIT} at most.")));
    }
    Ok(tags)
}

fn check_tag(tag: &Tag) -> Result<(), String> {
    let (key, value) = (tag.key.chars().count(), tag.value.chars().count());
    if key == 0 {
        return Err("A tag has no key.".into());
    }
    if tag.is_reserved() {
        return Err(format!("{}: keys that begin with aws: are AWS's own.", tag.key));
    }
    if key > TAG_KEY_LIMIT {
        return Err(format!("A key has {key} characters; {TAG_KEY_LIMIT} at most."));
    }
    if value > TAG_VALUE_LIMIT {
        return Err(format!("The value of {} has {value} characters; {TAG_VALUE_LIMIT} at most.", tag.key));
    }
    Ok(())
}

/// The replicas of a table; `here` is the Region of the secret itself.
///
/// # Errors
/// What is wrong with the first one that the service would not take.
pub fn replicas(fields: &Fields, here: Option<&str>) -> Result<Vec<ReplicaRegion>, FieldError> {
    let wrong = |text: String| FieldError { field: FieldId::Replicas, text };
    let mut replicas: Vec<ReplicaRegion> = Vec::new();
    for row in written_rows(fields, FieldId::Replicas) {
        let region = row.key.text().trim().to_owned();
        if !is_region(&region) {
            return Err(wrong(format!("{region:?} is no Region: eu-west-1 is one.")));
        }
        if here == Some(region.as_str()) {
            return Err(wrong(format!("{region} is the Region of the secret itself.")));
        }
        if replicas.iter().any(|replica| replica.region == region) {
            return Err(wrong(format!("{region} is there twice.")));
        }
        let key = Some(row.value.text().trim()).filter(|key| !key.is_empty());
        replicas.push(ReplicaRegion { region, kms_key_id: key.map(str::to_owned) });
    }
    Ok(replicas)
}

/// What becomes of secrets that stand in the way of replicas.
pub fn overwrite(fields: &Fields) -> Overwrite {
    if fields.is_on(FieldId::Overwrite) { Overwrite::Overwrite } else { Overwrite::Keep }
}

/// Whether a text has the form of a Region's name.
pub fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let Some((number, words)) = parts.split_last() else { return false };
    let is_word = |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
    words.len() >= 2 && words.iter().all(is_word) && !number.is_empty() && number.parse::<u8>().is_ok()
}

/// The rows of a table that have anything in them.
fn written_rows(fields: &Fields, id: FieldId) -> impl Iterator<Item = &PairRow> {
    let rows = fields.pairs(id).map_or(&[][..], Pairs::rows);
    rows.iter().filter(|row| !row.key.text().trim().is_empty() || !row.value.text().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(id: FieldId, rows: &[(&str, &str)]) -> Fields {
        let rows = rows.iter().map(|(key, value)| PairRow::new(*key, (*value).to_owned())).collect();
        Fields::new(vec![Field::new(id, "", "", open_table(rows))])
    }

    fn tags_of(rows: &[(&str, &str)]) -> Result<usize, String> {
        let tags = tags(&table(FieldId::Tags, rows));
        tags.map(|tags| tags.len()).map_err(|error| error.text)
    }

    #[test]
    fn tags_have_the_limits_of_the_service() {
        let long = "k".repeat(129);
        assert_eq!(tags_of(&[("team", ""), ("", ""), (&"k".repeat(128), &"v".repeat(256))]), Ok(2));
        for (rows, word) in [
            ([("", "x"), ("a", "")], "no key"),
            ([("AWS:x", "x"), ("a", "")], "AWS's own"),
            ([("a", "x"), ("a", "y")], "twice"),
            ([(long.as_str(), "x"), ("a", "")], "129 characters"),
            ([("b", &"v".repeat(257)), ("a", "")], "257 characters"),
        ] {
            let error = tags_of(&rows).unwrap_err();
            assert!(error.contains(word), "{error}");
        }
        let keys: Vec<String> = (0..51).map(|n| n.to_string()).collect();
        let rows: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), "")).collect();
        assert!(tags_of(&rows).unwrap_err().contains("51 tags"));
    }

    #[test]
    fn replicas_are_other_regions_each_once() {
        let of = |rows: &[(&str, &str)]| replicas(&table(FieldId::Replicas, rows), Some("eu-west-1"));
        let right = of(&[("us-east-1", " "), ("us-gov-west-1", "alias/k")]).unwrap();
        assert_eq!(right[0].kms_key_id, None);
        assert_eq!(right[1].kms_key_id.as_deref(), Some("alias/k"));
        for wrong in ["eu-west-1", "Mars", "us-east", "us-east-1x", "-1"] {
            assert!(of(&[(wrong, "")]).is_err(), "{wrong}");
        }
        assert!(of(&[("us-east-1", ""), ("us-east-1", "")]).is_err());
    }
}
