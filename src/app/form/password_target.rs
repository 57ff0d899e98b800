//! Where a password that is made for a form goes.

use super::{Field, FieldId, Fields, Input, Lock};

/// A place for a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordTarget {
    /// A line of secret text.
    Line(FieldId),
    /// The value of a row of a table: the row's place and its key, by which it is known again.
    Row(FieldId, usize, String),
}

impl Fields {
    /// The place under the cursor, if a password can stand there.
    pub fn password_target(&self) -> Option<PasswordTarget> {
        let Field { id, input, .. } = self.focused()?;
        match input {
            Input::Secret(_) => Some(PasswordTarget::Line(*id)),
            Input::Pairs(pairs) if pairs.is_secret() => {
                let row = pairs.row_under_cursor().filter(|row| row.lock == Lock::Open)?;
                Some(PasswordTarget::Row(*id, pairs.cursor.at, row.key.text().to_owned()))
            }
            _ => None,
        }
    }

    /// Puts a password in its place; answers the field that it changed, none if the place is no longer there.
    pub fn put_password(&mut self, spot: &PasswordTarget, password: &str) -> Option<FieldId> {
        let (PasswordTarget::Line(id) | PasswordTarget::Row(id, ..)) = spot;
        match (&mut self.get_mut(*id)?.input, spot) {
            (Input::Secret(line), PasswordTarget::Line(_)) => line.replace(password.to_owned()),
            (Input::Pairs(pairs), PasswordTarget::Row(_, at, key)) => {
                let row = pairs.row_mut(*at).filter(|row| row.key.text() == key)?;
                row.value.replace(password.to_owned());
            }
            _ => return None,
        }
        Some(*id)
    }
}
