//! A value as it is typed: the table of its members, and the limits of its size.

use crate::app::actions::Action;
use crate::app::form::{
    FormContext, Help, KeyOrigin, Mask, Note, RowKind, Table, TableField, TableRow, Tone,
};
use crate::secrets::{Member, MemberEdit, MemberValue, Members, ValueBody, json_fault};
use zeroize::Zeroizing;

/// The field for the members of a JSON object.
pub(super) fn members_field(table: Table) -> TableField {
    let help = Help::from("")
        .key(Action::AddRow, " adds a key, ")
        .key(Action::RemoveRow, " removes one, ")
        .key(Action::RenameKey, " renames it, ")
        .key(Action::FindKey, " finds one, ")
        .key(Action::RetypeRow, " switches between a string and JSON (the type at the right is saved), ")
        .key(Action::Generate, " generates a password.");
    TableField::new("Keys", help, table)
}

/// A table of these members, their values masked.
pub(super) fn members_table(members: &Members) -> Table {
    let row = |(at, Member { key, value }): (usize, &Member)| {
        let kind = match value {
            MemberValue::Text(_) => RowKind::Text,
            MemberValue::Json(_) => RowKind::Json,
        };
        TableRow {
            kind,
            origin: KeyOrigin::Given,
            member: Some(at),
            ..TableRow::new(key, value.text().clone())
        }
    };
    Table::new(members.0.iter().enumerate().map(row).collect(), Mask::Masked)
}

/// Reads the members from the rows of a table made from `before`. New rows without key and value are not among them. A key
/// that `before` has twice, or empty, may stay; one that was typed may not be there twice, and a new row needs one.
pub(super) fn read_edits<'a>(
    rows: impl IntoIterator<Item = &'a TableRow>,
    before: &Members,
    cx: &FormContext<'_>,
) -> Result<Vec<MemberEdit>, String> {
    let is_blank =
        |row: &&TableRow| row.member.is_none() && row.key.text().is_empty() && row.value.text().is_empty();
    let rows = rows.into_iter().filter(|row| !is_blank(row));
    let edits: Vec<_> = rows.map(|row| read_row(row, before, cx)).collect::<Result<_, _>>()?;
    let was = |edit: &MemberEdit| edit.origin.and_then(|at| before.0.get(at));
    let is_typed = |edit: &&MemberEdit| was(edit).is_none_or(|was| was.key != edit.member.key);
    for MemberEdit { member, .. } in edits.iter().filter(is_typed) {
        if edits.iter().filter(|edit| edit.member.key == member.key).count() > 1 {
            return Err(format!("The key {} appears twice: clients would see only one of them.", member.key));
        }
    }
    Ok(edits)
}

fn read_row(row: &TableRow, before: &Members, cx: &FormContext<'_>) -> Result<MemberEdit, String> {
    let (key, text) = (row.key.text(), row.value.text());
    if row.member.is_none() && key.is_empty() {
        return Err("A value has no key.".into());
    }
    let value = match row.kind {
        RowKind::Text => MemberValue::Text(Zeroizing::new(text.to_owned())),
        RowKind::Json => MemberValue::Json(Zeroizing::new(text.to_owned())),
    };
    let is_as_before = row.member.and_then(|at| before.0.get(at)).is_some_and(|was| was.value == value);
    if let (RowKind::Json, false) = (row.kind, is_as_before)
        && let Some(fault) = json_fault(text)
    {
        let retype = cx.key(Action::RetypeRow);
        return Err(format!("{} is not valid JSON: {fault} {retype} makes it text.", key_name(key)));
    }
    let value = match value {
        MemberValue::Json(text) if !is_as_before => MemberValue::Json(Zeroizing::new(text.trim().to_owned())),
        value => value,
    };
    Ok(MemberEdit { origin: row.member, member: Member { key: key.to_owned(), value } })
}

/// Reads the members of a new value from the rows of a table.
pub(super) fn read_members<'a>(
    rows: impl IntoIterator<Item = &'a TableRow>,
    cx: &FormContext<'_>,
) -> Result<Members, String> {
    let edits = read_edits(rows, &Members::default(), cx)?;
    Ok(Members(edits.into_iter().map(|edit| edit.member).collect()))
}

/// A key as a text names it.
pub(super) fn key_name(key: &str) -> &str {
    if key.is_empty() { "(empty key)" } else { key }
}

/// Warnings about keys that programs read in different ways: those that are there twice, and the empty one.
pub(super) fn key_warnings(members: &Members) -> Vec<Note> {
    let mut notes = Vec::new();
    let twice = members.duplicates();
    if !twice.is_empty() {
        let keys: Vec<_> = twice.into_iter().map(key_name).collect();
        let text = format!("There twice: {}. Most programs see only the last one.", keys.join(", "));
        notes.push(Note::new(Tone::Warning, text));
    }
    if members.get("").is_some() {
        notes.push(Note::new(Tone::Warning, "A key is empty: some programs can't read it."));
    }
    notes
}

/// The error for a value without any key.
pub(super) fn no_key_yet(cx: &FormContext<'_>) -> String {
    format!("There is no key yet: {} adds one.", cx.key(Action::AddRow))
}

/// Checks the size of a value, in bytes.
///
/// # Errors
/// It is empty, or greater than [`ValueBody::LIMIT`].
pub fn check_size(bytes: usize) -> Result<(), String> {
    match bytes {
        0 => Err("The value is empty; it has at least one byte.".into()),
        size if size > ValueBody::LIMIT => {
            Err(format!("{size} bytes; a value has {} at most.", ValueBody::LIMIT))
        }
        _ => Ok(()),
    }
}
