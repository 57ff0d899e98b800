//! Completion of what the list knows: KMS keys, functions, and the keys and values of tags.

use crate::app::form::{Cell, FormContext, Table};
use crate::app::text_line::TextLine;
use std::collections::BTreeSet;

/// Completes a KMS key from those that listed secrets are encrypted with.
pub(super) fn complete_kms_key(line: &mut TextLine, cx: &FormContext<'_>) {
    let known = cx.secrets.iter().filter_map(|secret| secret.facts().kms_key_id());
    complete(line, known);
}

/// Completes a function from those that rotate listed secrets.
pub(super) fn complete_function(line: &mut TextLine, cx: &FormContext<'_>) {
    let known = cx.secrets.iter().filter_map(|secret| secret.facts().rotation_lambda_arn());
    complete(line, known);
}

/// Completes the key of a tag from those of listed secrets, or its value from those that the key has there.
pub(super) fn complete_tag(table: &mut Table, cx: &FormContext<'_>) {
    let cell = table.cell;
    let Some(row) = table.open_row() else { return };
    let key = row.key.text().to_owned();
    match cell {
        Cell::Key => complete_tag_key(&mut row.key, cx),
        Cell::Value => {
            let mut values = BTreeSet::new();
            for secret in cx.secrets.iter() {
                values.extend(secret.facts().tags().filter(|tag| tag.0 == key).map(|tag| tag.1));
            }
            if let Some(longer) = agreed(row.value.text(), values.into_iter()) {
                row.value.replace(longer);
            }
        }
    }
}

/// Completes the key of a tag from those of listed secrets.
pub(super) fn complete_tag_key(line: &mut TextLine, cx: &FormContext<'_>) {
    let mut keys = BTreeSet::new();
    for secret in cx.secrets.iter() {
        keys.extend(secret.facts().tags().map(|tag| tag.0).filter(|key| !key.starts_with("aws:")));
    }
    complete(line, keys.into_iter());
}

fn complete<'a>(line: &mut TextLine, known: impl Iterator<Item = &'a str>) {
    if let Some(longer) = agreed(line.text(), known) {
        line.replace(longer);
    }
}

/// The beginning that all known texts share which begin with `typed`, if it is longer than that.
fn agreed<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut fitting = known.filter(|known| known.starts_with(typed));
    let first = fitting.next()?;
    let shared = |other: &str| {
        let same = first.char_indices().zip(other.chars()).find(|((_, one), other)| one != other);
        same.map_or(first.len().min(other.len()), |((at, _), _)| at)
    };
    let end = fitting.map(shared).min().unwrap_or(first.len());
    (end > typed.len()).then(|| first[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_is_completed_as_far_as_all_that_begin_with_it_agree() {
        let known = ["env", "environment", "team"];
        let completed = |typed: &str| agreed(typed, known.into_iter());
        assert_eq!(completed("e").as_deref(), Some("env"));
        assert_eq!(completed("envi").as_deref(), Some("environment"));
        assert_eq!(completed("t").as_deref(), Some("team"));
        assert_eq!((completed("env"), completed("team"), completed("x")), (None, None, None));
    }

    proptest! {
        #[test]
        fn what_is_completed_goes_on_from_what_was_typed(typed in "[aé漢]{0,3}", known in proptest::collection::vec("[aé漢]{0,6}", 0..6)) {
            let found = agreed(&typed, known.iter().map(String::as_str));
            if let Some(longer) = &found {
                prop_assert!(longer.starts_with(&typed) && longer.len() > typed.len());
                for text in known.iter().filter(|text| text.starts_with(&typed)) {
                    prop_assert!(text.starts_with(longer.as_str()));
                }
            }
        }
    }
}
