//! A value as it is typed: the table of its members, and the limits of its size.

use crate::app::actions::Action;
use crate::app::form::{FormContext, Help, Mask, RowKind, Table, TableField, TableRow};
use crate::secrets::{Member, MemberValue, Members, ValueBody, json_fault};
use zeroize::Zeroizing;

/// The field for the members of a JSON object.
pub(super) fn members_field(table: Table) -> TableField {
    let help = Help::from("")
        .key(Action::AddRow, " adds a key, ")
        .key(Action::RemoveRow, " removes one, ")
        .key(Action::RenameKey, " renames it, ")
        .key(Action::FindKey, " finds one, ")
        .key(Action::RetypeRow, " switches between text and JSON, ")
        .key(Action::Generate, " generates a password.");
    TableField::new("Keys", help, table)
}

/// A table of these members, their values masked.
pub(super) fn members_table(members: &Members) -> Table {
    let row = |Member { key, value }: &Member| {
        let kind = match value {
            MemberValue::Text(_) => RowKind::Text,
            MemberValue::Json(_) => RowKind::Json,
        };
        TableRow { kind, ..TableRow::new(key, value.text().clone()) }
    };
    Table::new(members.0.iter().map(row).collect(), Mask::Masked)
}

/// Reads the members from the rows of a table. Rows without key and value are not among them.
pub(super) fn read_members<'a>(
    rows: impl IntoIterator<Item = &'a TableRow>,
    cx: &FormContext<'_>,
) -> Result<Members, String> {
    let mut members = Members::default();
    for row in rows {
        let (key, text) = (row.key.text(), row.value.text());
        if key.is_empty() && text.is_empty() {
            continue;
        }
        if key.is_empty() {
            return Err("A value has no key.".into());
        }
        let value = match row.kind {
            RowKind::Text => MemberValue::Text(Zeroizing::new(text.to_owned())),
            RowKind::Json => match json_fault(text) {
                None => MemberValue::Json(Zeroizing::new(text.trim().to_owned())),
                Some(fault) => {
                    let retype = cx.key(Action::RetypeRow);
                    return Err(format!("{key} is not valid JSON: {fault} {retype} makes it text."));
                }
            },
        };
        members.0.push(Member { key: key.to_owned(), value });
    }
    match members.duplicate() {
        Some(key) => Err(duplicate_key(key)),
        None => Ok(members),
    }
}

/// The error for a value without any key.
pub(super) fn no_key_yet(cx: &FormContext<'_>) -> String {
    format!("There is no key yet: {} adds one.", cx.key(Action::AddRow))
}

/// The error for a key that is there twice.
pub(super) fn duplicate_key(key: &str) -> String {
    format!("The key {key} is there twice: clients would see only one of them.")
}

/// Checks the size of a value, in bytes.
pub(super) fn check_size(bytes: usize) -> Result<(), String> {
    match bytes {
        0 => Err("The value is empty; it has at least one byte.".into()),
        size if size > ValueBody::LIMIT => {
            Err(format!("{size} bytes; a value has {} at most.", ValueBody::LIMIT))
        }
        _ => Ok(()),
    }
}
