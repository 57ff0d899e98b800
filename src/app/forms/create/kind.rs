//! Kinds of value: which fields each has, and the value that they come to.

use super::engine::{ENGINES, Engine, may_be_left_out};
use crate::app::form::{
    Field, FieldError, FieldId, Fields, Input, Lock, Mask, PairKind, PairRow, Pairs, TextArea,
};
use crate::secrets::{Member, MemberValue, Members, ValueBody, json_fault};
use zeroize::Zeroizing;

/// Bytes that a value may have.
pub const VALUE_LIMIT: usize = 65_536;

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

/// All kinds, as the form has them.
pub const KINDS: [(Kind, &str); 6] = [
    (Kind::KeyValue, "key/value"),
    (Kind::Text, "plain text"),
    (Kind::Json, "JSON"),
    (Kind::File, "binary file"),
    (Kind::Database, "database"),
    (Kind::Nothing, "none yet"),
];

impl Kind {
    /// The kind that is chosen.
    pub fn chosen(fields: &Fields) -> Self {
        KINDS.get(fields.choice(FieldId::Kind)).map_or(Self::KeyValue, |(kind, _)| *kind)
    }

    /// The fields of its value.
    pub fn fields(self) -> Vec<Field> {
        match self {
            Self::KeyValue => vec![members(Pairs::new(vec![PairRow::new("", String::new())], Mask::Masked))],
            Self::Text | Self::Json => {
                let input = Input::SecretArea { area: TextArea::default(), mask: Mask::Masked };
                let help = "Type or paste it; ctrl-o opens $EDITOR. 65,536 bytes at most.";
                vec![Field::new(FieldId::Text, "Value", help, input)]
            }
            Self::File => {
                let help = "The path of the file whose bytes become the value.";
                vec![Field::line(FieldId::File, "File", help, "")]
            }
            Self::Database => {
                let names: Vec<&str> = ENGINES.iter().map(|engine| engine.name).collect();
                let engine = Field::choice(FieldId::Engine, "Engine", "Which database it is for.", &names);
                vec![engine, members(ENGINES[0].table(&[]))]
            }
            Self::Nothing => Vec::new(),
        }
    }

    /// After the kind or the engine was changed: the table of keys is the one that belongs to it.
    pub fn settle(self, fields: &mut Fields) {
        let engine = chosen_engine(fields);
        let Some(pairs) = fields.pairs_mut(FieldId::Members) else { return };
        if self == Self::Database {
            *pairs = engine.table(pairs.rows());
        } else if pairs.rows().iter().any(|row| row.lock == Lock::Locked) {
            let open = |row: &PairRow| PairRow { lock: Lock::Open, ..row.clone() };
            *pairs = Pairs::new(pairs.rows().iter().map(open).collect(), Mask::Masked);
        }
    }

    /// The value that was typed; none for no value, and for a file, which has to be read.
    ///
    /// # Errors
    /// What the service would not take, or what is no JSON.
    pub fn value(self, fields: &Fields) -> Result<Option<ValueBody>, FieldError> {
        let text = match self {
            Self::KeyValue | Self::Database => self.members(fields).map(|members| members.to_line()),
            Self::Text => Ok(Zeroizing::new(fields.text(FieldId::Text).to_owned())),
            Self::Json => {
                let text = fields.text(FieldId::Text);
                match json_fault(text) {
                    Some(fault) if !text.trim().is_empty() => Err(wrong(FieldId::Text, fault.to_string())),
                    _ => Ok(Zeroizing::new(text.to_owned())),
                }
            }
            Self::File | Self::Nothing => return Ok(None),
        }?;
        let field = if matches!(self, Self::Text | Self::Json) { FieldId::Text } else { FieldId::Members };
        check_size(text.len()).map_err(|text| wrong(field, text))?;
        Ok(Some(ValueBody::Text(text)))
    }

    fn members(self, fields: &Fields) -> Result<Members, FieldError> {
        let wrong = |text: String| wrong(FieldId::Members, text);
        let mut members = Members::default();
        for row in fields.pairs(FieldId::Members).map_or(&[][..], Pairs::rows) {
            let (key, text) = (row.key.text(), row.value.text());
            let empty = text.is_empty();
            if empty && (key.is_empty() || self == Self::Database && may_be_left_out(key)) {
                continue;
            }
            if key.is_empty() {
                return Err(wrong("A value has no key.".into()));
            }
            if empty && self == Self::Database {
                return Err(wrong(format!("{key} is still empty.")));
            }
            if row.kind == PairKind::Json && json_fault(text).is_some() {
                return Err(wrong(format!("The value of {key} is no JSON; ctrl-t takes it for text.")));
            }
            let text = Zeroizing::new(text.to_owned());
            let value = match row.kind {
                PairKind::Text => MemberValue::Text(text),
                PairKind::Json => MemberValue::Json(text),
            };
            members.0.push(Member { key: key.to_owned(), value });
        }
        match members.duplicate() {
            Some(key) => Err(wrong(format!("The key {key} is there twice."))),
            None if members.0.is_empty() => Err(wrong("There is no key yet; ctrl-n adds one.".into())),
            None => Ok(members),
        }
    }
}

/// What is wrong with a value of that many bytes.
///
/// # Errors
/// It is empty, or too much.
pub fn check_size(bytes: usize) -> Result<(), String> {
    match bytes {
        0 => Err("The value is empty: the service takes one byte at least.".into()),
        1..=VALUE_LIMIT => Ok(()),
        _ => Err(format!("{bytes} bytes; {VALUE_LIMIT} at most.")),
    }
}

fn chosen_engine(fields: &Fields) -> Engine {
    ENGINES.get(fields.choice(FieldId::Engine)).copied().unwrap_or(ENGINES[0])
}

fn members(pairs: Pairs) -> Field {
    let help = "Keys and their values; ctrl-g has a password made, ctrl-t turns text into JSON and back.";
    Field::new(FieldId::Members, "Keys", help, Input::Pairs(pairs))
}

fn wrong(field: FieldId, text: String) -> FieldError {
    FieldError { field, text }
}
