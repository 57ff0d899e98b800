//! The value that is being edited, as keys and values, as text, or as a file; and the ways between them.

use super::EditValue;
use crate::app::diff::members_of;
use crate::app::form::{Field, FieldError, FieldId, Fields, Input, Mask, PairKind, PairRow, Pairs, TextArea};
use crate::secrets::{
    JsonFault, Member, MemberValue, Members, MembersError, ValueBody, json_fault, looks_like_json,
};
use zeroize::Zeroizing;

/// How the value is edited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum View {
    /// The members of a JSON object, in a table.
    #[default]
    Members,
    /// Any text.
    Text,
    /// A file takes the value's place, as binary.
    File,
}

impl View {
    const ALL: [Self; 3] = [Self::Members, Self::Text, Self::File];
    const NAMES: [&str; 3] = ["key/value", "text", "binary file"];

    /// How a value is edited at first.
    pub(super) fn of(body: Option<&ValueBody>) -> Self {
        match body {
            None => Self::Members,
            Some(ValueBody::Binary(_)) => Self::File,
            Some(body) if members_of(body).is_some() => Self::Members,
            Some(_) => Self::Text,
        }
    }

    /// The field of the content.
    pub(super) fn field(self) -> FieldId {
        match self {
            Self::Members => FieldId::Members,
            Self::Text => FieldId::Text,
            Self::File => FieldId::File,
        }
    }
}

/// The value as it is in the form.
pub(super) enum Draft {
    /// It is there.
    Body(ValueBody),
    /// It is in the file of that path.
    File(String),
}

impl EditValue {
    /// The fields for a value that was read.
    pub(super) fn fields_for(&mut self, body: Option<&ValueBody>) -> Vec<Field> {
        self.view = View::of(body);
        let text = match body {
            Some(ValueBody::Text(text)) => text.clone(),
            _ => Zeroizing::default(),
        };
        let members = body.and_then(members_of).unwrap_or_default();
        let content = match self.view {
            View::Members => members_field(&members),
            View::Text => text_field(text),
            View::File => file_field(),
        };
        let mut kind = Field::choice(
            FieldId::Kind,
            "Value as",
            "←/→ switches between key/value and text; a file makes the value binary.",
            &View::NAMES,
        );
        choose(&mut kind, self.view);
        let labels = Field::line(
            FieldId::Labels,
            "Labels",
            "Empty saves as AWSCURRENT. Labels, spaces between, save beside it: AWSCURRENT stays where it is.",
            "",
        );
        vec![kind, content, labels]
    }

    /// What the form holds now.
    pub(super) fn draft(&self, fields: &Fields) -> Result<Draft, FieldError> {
        let wrong = |text: String| FieldError { field: self.view.field(), text };
        match self.view {
            View::Members => {
                let pairs = fields.pairs(FieldId::Members);
                let members = pairs.map_or_else(|| Ok(Members::default()), members_in).map_err(wrong)?;
                if members.0.is_empty() {
                    return Err(wrong("There is no key yet: ctrl-n adds one.".into()));
                }
                Ok(Draft::Body(ValueBody::Text(self.written(&members))))
            }
            View::Text => {
                let text = fields.text(FieldId::Text);
                if let Err(MembersError::Duplicate(key)) = Members::parse(text) {
                    return Err(wrong(twice(&key)));
                }
                Ok(Draft::Body(ValueBody::text(text.to_owned())))
            }
            View::File => match fields.filled(FieldId::File) {
                Some(path) => Ok(Draft::File(path)),
                None => Err(wrong("Which file? ~ stands for your home.".into())),
            },
        }
    }

    /// Members as text: as it was if none was changed, else with a line for each where the value had lines.
    fn written(&self, members: &Members) -> Zeroizing<String> {
        match self.base().map(|value| &value.body) {
            Some(ValueBody::Text(text)) if Members::parse(text).as_ref() == Ok(members) => text.clone(),
            Some(ValueBody::Text(text)) if text.trim().contains('\n') => members.to_lines(),
            _ => members.to_line(),
        }
    }

    /// The user chose to edit the value in another way.
    pub(super) fn switch_view(&mut self, fields: &mut Fields) {
        let to = View::ALL[fields.choice(FieldId::Kind).min(View::ALL.len() - 1)];
        let switched = self.text_of(fields).and_then(|text| {
            let content = match to {
                View::Members if text.trim().is_empty() => members_field(&Members::default()),
                View::Members => members_field(&Members::parse(&text).map_err(|error| no_members(&error))?),
                View::Text => text_field(text.clone()),
                View::File => file_field(),
            };
            Ok((text, content))
        });
        match switched {
            Ok((text, content)) => {
                self.kept = text;
                self.show(fields, to, content);
            }
            Err(text) => {
                if let Some(kind) = fields.get_mut(FieldId::Kind) {
                    choose(kind, self.view);
                }
                fields.set_error(FieldId::Kind, Some(text));
            }
        }
    }

    /// The content as text; of a file, the text that was there before it.
    pub(super) fn text_of(&self, fields: &Fields) -> Result<Zeroizing<String>, String> {
        match (self.view, fields.pairs(FieldId::Members)) {
            (View::Members, Some(pairs)) => {
                let members = members_in(pairs)?;
                // A table that nothing was typed into is no text yet, rather than an empty object.
                if members.0.is_empty() && self.base().is_none() {
                    return Ok(Zeroizing::default());
                }
                let as_it_was = match self.base().map(|value| &value.body) {
                    Some(ValueBody::Text(text)) => Members::parse(text).as_ref() == Ok(&members),
                    _ => false,
                };
                Ok(if as_it_was { self.written(&members) } else { members.to_lines() })
            }
            (View::Text, _) => Ok(Zeroizing::new(fields.text(FieldId::Text).to_owned())),
            (View::Members | View::File, _) => Ok(self.kept.clone()),
        }
    }

    /// Another text takes the content's place: in the table if it is an object, else as text.
    pub(super) fn take_text(&mut self, fields: &mut Fields, text: Zeroizing<String>) {
        match (self.view, Members::parse(&text)) {
            (View::Members, Ok(members)) => self.show(fields, View::Members, members_field(&members)),
            (View::Text, _) => {
                if let Some(Input::SecretArea { area, .. }) =
                    fields.get_mut(FieldId::Text).map(|field| &mut field.input)
                {
                    area.replace(text);
                }
            }
            _ => self.show(fields, View::Text, text_field(text)),
        }
        self.show_errors(fields);
    }

    /// Shows the content in a view.
    fn show(&mut self, fields: &mut Fields, view: View, content: Field) {
        self.view = view;
        if let Some(kind) = fields.get_mut(FieldId::Kind) {
            choose(kind, view);
        }
        let focus = fields.focused().map(|field| field.id);
        // The field of the content must not be kept, the others are.
        let others: Vec<Field> =
            [FieldId::Labels, FieldId::Conflict].iter().filter_map(|id| fields.get(*id).cloned()).collect();
        fields.replace_behind(FieldId::Kind, Vec::new());
        fields.replace_behind(FieldId::Kind, std::iter::once(content).chain(others).collect());
        fields.go_to(view.field());
        if let Some(focus @ (FieldId::Kind | FieldId::Labels | FieldId::Conflict)) = focus {
            fields.go_to(focus);
        }
    }

    /// Says what is wrong with the content while it is typed.
    pub(super) fn show_errors(&self, fields: &mut Fields) {
        match self.view {
            View::Members => {
                let wrong = fields.pairs(FieldId::Members).and_then(|pairs| members_in(pairs).err());
                fields.set_error(FieldId::Members, wrong);
            }
            View::Text => {
                let wrong = text_trouble(fields.text(FieldId::Text));
                fields.set_error(FieldId::Text, wrong);
            }
            View::File => {}
        }
    }
}

/// What is wrong with a text that looks like JSON.
fn text_trouble(text: &str) -> Option<String> {
    if !looks_like_json(text) {
        return None;
    }
    match Members::parse(text) {
        Err(MembersError::NotJson(fault)) => Some(format!("Not JSON yet. {fault}")),
        Err(MembersError::Duplicate(key)) => Some(twice(&key)),
        Ok(_) | Err(MembersError::NotObject) => None,
    }
}

/// Where a text that looks like JSON is none: it can be saved all the same.
pub(super) fn fault_of(body: &ValueBody) -> Option<JsonFault> {
    match body {
        ValueBody::Text(text) if looks_like_json(text) => json_fault(text),
        _ => None,
    }
}

fn twice(key: &str) -> String {
    format!("The key {key} is there twice: what reads the value would see one of them.")
}

fn no_members(error: &MembersError) -> String {
    match error {
        MembersError::NotJson(fault) => format!("The text is no JSON object. {fault}"),
        MembersError::NotObject => "The text is JSON, but no object: it has no keys.".into(),
        MembersError::Duplicate(key) => twice(key),
    }
}

/// The members of the table; rows without key and value are not among them.
fn members_in(pairs: &Pairs) -> Result<Members, String> {
    let mut members = Members::default();
    for row in pairs.rows() {
        let (key, text) = (row.key.text(), row.value.text());
        if key.is_empty() && text.is_empty() {
            continue;
        }
        if key.is_empty() {
            return Err("A value has no key.".into());
        }
        let value = match row.kind {
            PairKind::Text => MemberValue::Text(Zeroizing::new(text.to_owned())),
            PairKind::Json => match json_fault(text) {
                None => MemberValue::Json(Zeroizing::new(text.trim().to_owned())),
                Some(fault) => return Err(format!("{key} is no JSON: {fault} ctrl-t takes it for text.")),
            },
        };
        members.0.push(Member { key: key.to_owned(), value });
    }
    match members.duplicate() {
        Some(key) => Err(twice(key)),
        None => Ok(members),
    }
}

fn members_field(members: &Members) -> Field {
    let rows = members.0.iter().map(|Member { key, value }| {
        let mut row = PairRow::new(key, value.text().clone());
        row.kind = match value {
            MemberValue::Text(_) => PairKind::Text,
            MemberValue::Json(_) => PairKind::Json,
        };
        row
    });
    Field::new(
        FieldId::Members,
        "Keys",
        "tab goes to the next cell; ctrl-n adds a key, ctrl-x removes one, ctrl-r reveals, ctrl-t text or JSON.",
        Input::Pairs(Pairs::new(rows.collect(), Mask::Masked)),
    )
}

fn text_field(text: Zeroizing<String>) -> Field {
    let mask = if text.is_empty() { Mask::Revealed } else { Mask::Masked };
    Field::new(
        FieldId::Text,
        "Text",
        "ctrl-r reveals, ctrl-z undoes, ctrl-y redoes, ctrl-o opens your editor.",
        Input::SecretArea { area: TextArea::new(text), mask },
    )
}

fn file_field() -> Field {
    Field::line(
        FieldId::File,
        "File",
        "Its bytes take the value's place, 65,536 at most; ~ stands for your home.",
        "",
    )
}

fn choose(kind: &mut Field, view: View) {
    if let Input::Choice { at, .. } = &mut kind.input {
        *at = View::ALL.iter().position(|known| *known == view).unwrap_or(0);
    }
}
