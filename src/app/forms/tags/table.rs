//! The table in which tags are typed, and the limits of the service.

use crate::app::form::{Help, Lock, Mask, Table, TableField, TableRow};
use crate::secrets::Tag;
use std::collections::HashSet;

/// Tags that a secret may have.
pub const TAG_LIMIT: usize = 50;
/// Characters that a tag's key may have.
const KEY_LIMIT: usize = 128;
/// Characters that a tag's value may have.
const VALUE_LIMIT: usize = 256;

/// A field for tags, those of AWS itself locked.
pub fn tags_field(label: &'static str, help: impl Into<Help>, tags: &[Tag]) -> TableField {
    let rows = tags.iter().map(|tag| TableRow {
        lock: if tag.is_reserved() { Lock::Locked } else { Lock::Open },
        ..TableRow::open(&*tag.key, &*tag.value)
    });
    TableField::new(label, help, Table::new(rows.collect(), Mask::Revealed))
}

/// The tags as they are typed, right or wrong; rows that are empty are none.
pub fn typed_tags(table: &Table) -> Vec<Tag> {
    let tags =
        table.rows().iter().map(|row| Tag { key: row.key.text().into(), value: row.value.text().into() });
    tags.filter(|tag| !(tag.key.is_empty() && tag.value.is_empty())).collect()
}

/// Reads the tags; says what is wrong with the first one that the service would refuse.
pub fn read_tags(table: &Table) -> Result<Vec<Tag>, String> {
    let row = |row: &TableRow| {
        let tag = Tag { key: row.key.text().trim().to_owned(), value: row.value.text().to_owned() };
        (tag, row.lock)
    };
    let rows: Vec<_> = table.rows().iter().filter(|row| !row.is_empty()).map(row).collect();
    for (tag, _) in rows.iter().filter(|(_, lock)| *lock == Lock::Open) {
        check_tag(tag)?;
    }
    let tags: Vec<_> = rows.into_iter().map(|(tag, _)| tag).collect();
    check_keys(&tags)?;
    check_count(&tags)?;
    Ok(tags)
}

/// Checks tags that are set.
///
/// # Errors
/// The mistake in the first tag that the service would refuse.
pub fn check_tags(tags: &[Tag]) -> Result<(), String> {
    tags.iter().try_for_each(check_tag)?;
    check_keys(tags)?;
    check_count(tags)
}

fn check_keys(tags: &[Tag]) -> Result<(), String> {
    let mut seen = HashSet::new();
    match tags.iter().find(|tag| !seen.insert(&tag.key)) {
        Some(tag) => Err(format!("The key {} appears twice.", tag.key)),
        None => Ok(()),
    }
}

/// Checks the number of tags. Those of AWS itself are not counted.
fn check_count(tags: &[Tag]) -> Result<(), String> {
    match tags.iter().filter(|tag| !tag.is_reserved()).count() {
        own if own > TAG_LIMIT => Err(format!("{own} tags; {TAG_LIMIT} at most.")),
        _ => Ok(()),
    }
}

fn check_tag(tag: &Tag) -> Result<(), String> {
    let (key, value) = (tag.key.chars().count(), tag.value.chars().count());
    if key == 0 {
        return Err("A tag has no key.".into());
    }
    if tag.is_reserved() {
        return Err(format!("{}: keys that begin with aws: are AWS's own.", tag.key));
    }
    if key > KEY_LIMIT {
        return Err(format!("A key has {key} characters; {KEY_LIMIT} at most."));
    }
    if value > VALUE_LIMIT {
        return Err(format!("The value of {} has {value} characters; {VALUE_LIMIT} at most.", tag.key));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags_of(rows: &[(&str, &str)]) -> Result<usize, String> {
        let rows = rows.iter().map(|(key, value)| TableRow::open(*key, *value)).collect();
        read_tags(&Table::new(rows, Mask::Revealed)).map(|tags| tags.len())
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
}
