//! The value of a new secret: a field or two for each kind of value.

use super::engine::{ENGINES, Engine, may_be_left_out};
use crate::app::actions::Action;
use crate::app::form::{
    ChoiceField, FieldRef, FormContext, Help, LineField, Mask, Rejected, SecretArea, SecretAreaField, Table,
    TableField, TableRow, field_group,
};
use crate::app::forms::members::{check_size, members_field, no_key_yet, read_members};
use crate::secrets::{Members, ValueBody, json_fault};
use zeroize::Zeroizing;

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON, as keys and values.
    KeyValue,
    /// Any text.
    Text,
    /// JSON, as text.
    Json,
    /// The bytes of a file.
    File,
    /// JSON with the credentials of a database.
    Database,
    /// No value: the secret has no version at first.
    Nothing,
}

impl Kind {
    /// All kinds, with their names.
    pub(super) const ALL: [(Self, &'static str); 6] = [
        (Self::KeyValue, "key/value"),
        (Self::Text, "plain text"),
        (Self::Json, "JSON"),
        (Self::File, "binary file"),
        (Self::Database, "database"),
        (Self::Nothing, "none yet"),
    ];
}

/// The fields of the value.
#[derive(Debug)]
pub(super) enum Value {
    Members(TableField),
    Text(SecretAreaField),
    Json(SecretAreaField),
    File(LineField),
    Database(Database),
    Nothing(()),
}

field_group!(Value: Members, Text, Json, File, Database, Nothing);

/// The fields of database credentials.
#[derive(Debug)]
pub(super) struct Database {
    engine: ChoiceField<Engine>,
    members: TableField,
}

field_group!(Database { engine, members });

impl Database {
    fn new() -> Self {
        let engines = ENGINES.map(|engine| (engine, engine.name));
        let engine = ChoiceField::choice("Engine", "The database that it is for.", engines);
        let members = members_field(engine.chosen().table(&[]));
        Self { engine, members }
    }
}

/// A value as it was read from the fields.
#[derive(Debug)]
pub(super) enum NewValue {
    /// This value.
    Body(ValueBody),
    /// The bytes of the file of that path, which is read next.
    File(String),
    /// No value.
    Nothing,
}

impl Value {
    /// The empty fields of a kind.
    pub(super) fn new(kind: Kind) -> Self {
        match kind {
            Kind::KeyValue => {
                let row = TableRow::new("", String::new());
                Self::Members(members_field(Table::new(vec![row], Mask::Masked)))
            }
            Kind::Text => Self::Text(text_field()),
            Kind::Json => Self::Json(text_field()),
            Kind::File => {
                let help = "The path of the file whose bytes become the value.";
                Self::File(LineField::line("File", help, "").required())
            }
            Kind::Database => Self::Database(Database::new()),
            Kind::Nothing => Self::Nothing(()),
        }
    }

    /// The fields of another kind; the text is kept if both kinds have one.
    #[must_use]
    pub(super) fn turned_to(self, kind: Kind) -> Self {
        match (kind, self) {
            (Kind::Text, Self::Text(text) | Self::Json(text)) => Self::Text(text),
            (Kind::Json, Self::Text(text) | Self::Json(text)) => Self::Json(text),
            (kind, _) => Self::new(kind),
        }
    }

    /// A field was changed: with another engine, the table of keys is another. Returns true if it is.
    pub(super) fn changed(&mut self, field: FieldRef) -> bool {
        if let Self::Database(Database { engine, members }) = self
            && field.is(engine)
        {
            members.input = engine.chosen().table(members.input.rows());
            return true;
        }
        false
    }

    /// The rows of the table, if the value is typed as keys and values.
    pub(super) fn rows(&self) -> &[TableRow] {
        match self {
            Self::Members(field) => field.input.rows(),
            Self::Database(database) => database.members.input.rows(),
            Self::Text(_) | Self::Json(_) | Self::File(_) | Self::Nothing(()) => &[],
        }
    }

    /// The text that the user's editor can edit, and the ending of its file.
    pub(super) fn text(&self) -> Option<(&SecretAreaField, &'static str)> {
        match self {
            Self::Text(text) => Some((text, "txt")),
            Self::Json(text) => Some((text, "json")),
            Self::Members(_) | Self::File(_) | Self::Database(_) | Self::Nothing(()) => None,
        }
    }

    /// Puts another text into the field of the text, if there is one.
    pub(super) fn put_text(&mut self, text: Zeroizing<String>) {
        if let Self::Text(field) | Self::Json(field) = self {
            field.input.area.replace(text);
        }
    }

    /// Reads the value; says at its field what the service would refuse, or where it is not valid JSON.
    pub(super) fn read(&mut self, cx: &FormContext<'_>) -> Result<NewValue, Rejected> {
        let text = match self {
            Self::Members(field) => field.checked(read_table(&field.input, cx))?,
            Self::Database(database) => {
                let read = read_credentials(&database.members.input, cx);
                database.members.checked(read)?
            }
            Self::Text(field) => field.checked(read_text(&field.input))?,
            Self::Json(field) => field.checked(read_json(&field.input))?,
            Self::File(field) => {
                let path = field.filled().ok_or_else(|| field.reject("Which file?"))?;
                return Ok(NewValue::File(path));
            }
            Self::Nothing(()) => return Ok(NewValue::Nothing),
        };
        Ok(NewValue::Body(ValueBody::Text(text)))
    }

    /// Says what is wrong with the file that was read.
    pub(super) fn reject_file(&mut self, error: String) -> Rejected {
        match self {
            Self::File(field) => field.reject(error),
            _ => Rejected::Nothing(error),
        }
    }
}

fn text_field() -> SecretAreaField {
    let help = Help::from("Type or paste it; ").key(
        Action::ExternalEditor,
        " opens $EDITOR (a last line end that it adds to plain text is left out). 65,536 bytes at most.",
    );
    SecretAreaField::new("Value", help, SecretArea::default()).required().at_most_bytes(ValueBody::LIMIT)
}

/// Reads the members of a table as JSON on one line.
fn read_table(table: &Table, cx: &FormContext<'_>) -> Result<Zeroizing<String>, String> {
    sized(&read_members(table.rows(), cx)?, cx)
}

/// Reads the credentials of a database: each key has a value, but for those that may be left out.
fn read_credentials(table: &Table, cx: &FormContext<'_>) -> Result<Zeroizing<String>, String> {
    let is_empty = |row: &&TableRow| row.value.text().is_empty();
    let needs_value = |row: &&TableRow| !may_be_left_out(row.key.text());
    let mut empty = table.rows().iter().filter(is_empty).filter(needs_value);
    if let Some(row) = empty.find(|row| !row.key.text().is_empty()) {
        return Err(format!("{} is still empty.", row.key.text()));
    }
    sized(&read_members(table.rows().iter().filter(|row| !is_empty(row)), cx)?, cx)
}

fn sized(members: &Members, cx: &FormContext<'_>) -> Result<Zeroizing<String>, String> {
    if members.0.is_empty() {
        return Err(no_key_yet(cx));
    }
    let text = members.to_line();
    check_size(text.len())?;
    Ok(text)
}

fn read_text(input: &SecretArea) -> Result<Zeroizing<String>, String> {
    let text = input.area.text();
    check_size(text.len())?;
    Ok(Zeroizing::new(text.to_owned()))
}

fn read_json(input: &SecretArea) -> Result<Zeroizing<String>, String> {
    match json_fault(input.area.text()) {
        Some(fault) if !input.area.text().trim().is_empty() => Err(fault.to_string()),
        _ => read_text(input),
    }
}
