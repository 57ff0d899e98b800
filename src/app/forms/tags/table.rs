//! The table in which tags are typed.

use crate::app::form::{Field, FieldError, FieldId, Fields, Lock, Mask, PairRow, Pairs};
use crate::app::forms::limits::{self, open_table};
use crate::secrets::Tag;

/// A field for tags, those of AWS itself locked.
pub fn field(label: &'static str, help: &'static str, tags: &[Tag]) -> Field {
    let rows = tags.iter().map(|tag| {
        let mut row = PairRow::new(&*tag.key, tag.value.clone());
        row.value.mask = Mask::Revealed;
        row.lock = if tag.is_reserved() { Lock::Locked } else { Lock::Open };
        row
    });
    Field::new(FieldId::Tags, label, help, open_table(rows.collect()))
}

/// The tags that are typed; rows that are empty are none.
pub fn typed(fields: &Fields) -> Vec<Tag> {
    let rows = fields.pairs(FieldId::Tags).map_or(&[][..], Pairs::rows);
    let tags = rows.iter().map(|row| Tag { key: row.key.text().into(), value: row.value.text().into() });
    tags.filter(|tag| !(tag.key.is_empty() && tag.value.is_empty())).collect()
}

/// The tags that are typed, or what the service would not take of them, said at the table as well.
pub fn validate(fields: &mut Fields) -> Result<Vec<Tag>, FieldError> {
    let tags = limits::tags(fields);
    fields.set_error(FieldId::Tags, tags.as_ref().err().map(|error| error.text.clone()));
    tags
}
