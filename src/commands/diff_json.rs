//! The document of `strongroom diff --json`.

use super::json::{self, Object};
use crate::app::diff::{Change, KeyChange, Layout, ValueDiff};
use crate::secrets::{MemberValue, SecretValue};
use serde_json::Value;

/// The differences as JSON text. Values are in it only if they are revealed.
pub(super) fn document(old: &SecretValue, new: &SecretValue, diff: &ValueDiff, reveal: bool) -> String {
    let (kind, changes, layout) = match diff {
        ValueDiff::Same => ("none", &[][..], Layout::Kept),
        ValueDiff::Keys { changes, .. } if changes.is_empty() => ("layout", &[][..], Layout::Changed),
        ValueDiff::Keys { changes, layout } => ("members", changes.as_slice(), *layout),
        ValueDiff::Whole { .. } => ("whole", &[][..], Layout::Kept),
    };
    let is_whole = matches!(diff, ValueDiff::Whole { .. });
    let side = |value| json::version_of_value(value, reveal && is_whole);
    let changes: Vec<Value> = changes.iter().map(|found| change(found, reveal)).collect();
    let object = Object::default()
        .with("Old", Some(Value::from(side(old))))
        .with("New", Some(Value::from(side(new))))
        .with("Difference", Some(kind))
        .with("LayoutDiffers", Some(layout == Layout::Changed))
        .with("Members", Some(changes));
    json::pretty(&object.into())
}

fn change(KeyChange { key, nth, change }: &KeyChange, reveal: bool) -> Value {
    let (what, old, new) = match change {
        Change::Added(new) => ("added", None, Some(new)),
        Change::Removed(old) => ("removed", Some(old), None),
        Change::Changed { before, after } => ("changed", Some(before), Some(after)),
    };
    let kind = |value: &MemberValue| value.kind().name();
    // Numbers and escapes stay as they are written.
    let written =
        |value: Option<&MemberValue>| value.filter(|_| reveal).map(|value| value.to_json().to_string());
    Object::default()
        .with("Key", Some(key.as_str()))
        .with("Occurrence", *nth)
        .with("Change", Some(what))
        .with("OldType", old.map(kind))
        .with("NewType", new.map(kind))
        .with("OldJson", written(old))
        .with("NewJson", written(new))
        .into()
}
