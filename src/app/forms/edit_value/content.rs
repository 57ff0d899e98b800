//! The value that is being edited, as keys and values, as text, or as a file; and the ways between them.

use crate::app::actions::Action;
use crate::app::diff::members_of;
use crate::app::form::{
    ChoiceField, FormContext, FormField, Help, LineField, Rejected, SecretAreaField, TableField, TableRow,
    field_group,
};
use crate::app::forms::members::{
    check_size, duplicate_key, members_field, members_table, no_key_yet, read_members,
};
use crate::secrets::{JsonFault, Members, MembersError, ValueBody, json_fault, looks_like_json};
use zeroize::Zeroizing;

/// The view in which the value is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// The members of a JSON object, in a table.
    Members,
    /// Any text.
    Text,
    /// A file replaces the value, as binary.
    File,
}

impl View {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Members, "key/value"), (Self::Text, "text"), (Self::File, "binary file")];

    /// The view in which the editing of a value begins.
    fn of(body: Option<&ValueBody>) -> Self {
        match body {
            None => Self::Members,
            Some(ValueBody::Binary(_)) => Self::File,
            Some(body) if members_of(body).is_some() => Self::Members,
            Some(_) => Self::Text,
        }
    }
}

/// The field of the value, in the view that is chosen.
#[derive(Debug)]
enum Content {
    Members(TableField),
    Text(SecretAreaField),
    File(LineField),
}

field_group!(Content: Members, Text, File);

/// The value as it is in the form.
#[derive(Debug)]
pub(super) enum Draft {
    /// This value.
    Body(ValueBody),
    /// The bytes of the file of that path.
    File(String),
}

/// The fields of an edit.
#[derive(Debug)]
pub(super) struct Fields {
    pub(super) view: ChoiceField<View>,
    content: Content,
    pub(super) labels: LineField,
    /// The text that was there before a file was chosen.
    kept: Zeroizing<String>,
}

field_group!(Fields { view, content, labels });

impl Fields {
    /// The fields for a value; `None` if there is none, or none that can be read.
    pub(super) fn of(body: Option<&ValueBody>) -> Self {
        let view = View::of(body);
        let help = "A binary file replaces the value as a whole.";
        let mut choice = ChoiceField::choice("Value as", help, View::ALL);
        choice.input.choose(&view);
        let content = match (view, body) {
            (View::Members, body) => members_content(&body.and_then(members_of).unwrap_or_default()),
            (View::Text, Some(ValueBody::Text(text))) => Content::Text(text_field(text.clone())),
            (View::Text, _) => Content::Text(text_field(Zeroizing::default())),
            (View::File, _) => Content::File(file_field()),
        };
        let labels = "Empty saves as AWSCURRENT. Labels, separated by spaces, save beside it: AWSCURRENT stays where it is.";
        Self {
            view: choice,
            content,
            labels: LineField::line("Labels", labels, ""),
            kept: Zeroizing::default(),
        }
    }

    /// The field of the value.
    pub(super) fn content(&self) -> &dyn FormField {
        match &self.content {
            Content::Members(field) => field,
            Content::Text(field) => field,
            Content::File(field) => field,
        }
    }

    /// The field of the value, to be changed.
    pub(super) fn content_mut(&mut self) -> &mut dyn FormField {
        match &mut self.content {
            Content::Members(field) => field,
            Content::Text(field) => field,
            Content::File(field) => field,
        }
    }

    /// The rows of the table, if the value is edited as one.
    pub(super) fn rows(&self) -> &[TableRow] {
        match &self.content {
            Content::Members(field) => field.input.rows(),
            Content::Text(_) | Content::File(_) => &[],
        }
    }

    /// True if a file replaces the value.
    pub(super) fn is_file(&self) -> bool {
        matches!(self.content, Content::File(_))
    }

    /// Says what is wrong with the value.
    pub(super) fn reject(&mut self, error: String) -> Rejected {
        self.content_mut().set_error(Some(error));
        Rejected::Fields
    }

    /// The value as it is in the form; `base` is the value that the edit began from.
    pub(super) fn draft(&self, base: Option<&ValueBody>, cx: &FormContext<'_>) -> Result<Draft, String> {
        let body = match &self.content {
            Content::Members(field) => {
                let members = read_members(field.input.rows(), cx)?;
                if members.0.is_empty() {
                    return Err(no_key_yet(cx));
                }
                ValueBody::Text(written(&members, base))
            }
            Content::Text(field) => {
                let text = field.input.area.text();
                if let Err(MembersError::Duplicate(key)) = Members::parse(text) {
                    return Err(duplicate_key(&key));
                }
                ValueBody::text(text.to_owned())
            }
            Content::File(field) => {
                let path = field.filled();
                return path.map(Draft::File).ok_or("Which file? ~ is your home directory.".into());
            }
        };
        check_size(body.len())?;
        Ok(Draft::Body(body))
    }

    /// The user chose another view: the value is converted, or the choice goes back.
    pub(super) fn switch_view(&mut self, base: Option<&ValueBody>, cx: &FormContext<'_>) {
        let converted = self.text(base, cx).and_then(|text| {
            let content = match self.view.chosen() {
                View::Members if text.trim().is_empty() => members_content(&Members::default()),
                View::Members => members_content(&Members::parse(&text).map_err(|error| no_members(&error))?),
                View::Text => Content::Text(text_field(text.clone())),
                View::File => Content::File(file_field()),
            };
            Ok((text, content))
        });
        match converted {
            Ok((text, content)) => {
                self.kept = text;
                self.content = content;
            }
            Err(error) => {
                self.show_view();
                self.view.set_error(Some(error));
            }
        }
    }

    /// The value as text; of a file, the text that was there before it.
    pub(super) fn text(
        &self,
        base: Option<&ValueBody>,
        cx: &FormContext<'_>,
    ) -> Result<Zeroizing<String>, String> {
        match &self.content {
            Content::Members(field) => {
                let members = read_members(field.input.rows(), cx)?;
                // A table that nothing was typed into is no text yet, rather than an empty object.
                if members.0.is_empty() && base.is_none() {
                    return Ok(Zeroizing::default());
                }
                Ok(unchanged(&members, base).cloned().unwrap_or_else(|| members.to_lines()))
            }
            Content::Text(field) => Ok(Zeroizing::new(field.input.area.text().to_owned())),
            Content::File(_) => Ok(self.kept.clone()),
        }
    }

    /// Replaces the value by a text: in the table if it is an object and the table is shown, else as text.
    pub(super) fn put_text(&mut self, text: Zeroizing<String>, cx: &FormContext<'_>) {
        match (&mut self.content, Members::parse(&text)) {
            (Content::Members(_), Ok(members)) => self.content = members_content(&members),
            (Content::Text(field), _) => field.input.area.replace(text),
            _ => self.content = Content::Text(text_field(text)),
        }
        self.show_view();
        self.show_errors(cx);
    }

    /// Says what is wrong with the value while it is typed.
    pub(super) fn show_errors(&mut self, cx: &FormContext<'_>) {
        match &mut self.content {
            Content::Members(field) => field.error = read_members(field.input.rows(), cx).err(),
            Content::Text(field) => field.error = text_error(field.input.area.text()),
            Content::File(_) => {}
        }
    }

    /// Makes the choice of the view agree with the content.
    fn show_view(&mut self) {
        self.view.input.choose(&match &self.content {
            Content::Members(_) => View::Members,
            Content::Text(_) => View::Text,
            Content::File(_) => View::File,
        });
    }
}

/// The text of the base, if it has just these members.
fn unchanged<'a>(members: &Members, base: Option<&'a ValueBody>) -> Option<&'a Zeroizing<String>> {
    match base {
        Some(ValueBody::Text(text)) if Members::parse(text).as_ref() == Ok(members) => Some(text),
        _ => None,
    }
}

/// Members as text: as it was if none was changed, else with a line for each where the value had lines.
fn written(members: &Members, base: Option<&ValueBody>) -> Zeroizing<String> {
    match (unchanged(members, base), base) {
        (Some(text), _) => text.clone(),
        (None, Some(ValueBody::Text(text))) if text.trim().contains('\n') => members.to_lines(),
        (None, _) => members.to_line(),
    }
}

/// The error of a text that looks like JSON.
fn text_error(text: &str) -> Option<String> {
    if !looks_like_json(text) {
        return None;
    }
    match Members::parse(text) {
        Err(MembersError::NotJson(fault)) => Some(format!("Not valid JSON yet. {fault}")),
        Err(MembersError::Duplicate(key)) => Some(duplicate_key(&key)),
        Ok(_) | Err(MembersError::NotObject) => None,
    }
}

/// The place where a text that looks like JSON is not valid; it can be saved all the same.
pub(super) fn fault_of(body: &ValueBody) -> Option<JsonFault> {
    match body {
        ValueBody::Text(text) if looks_like_json(text) => json_fault(text),
        _ => None,
    }
}

fn no_members(error: &MembersError) -> String {
    match error {
        MembersError::NotJson(fault) => format!("The text is not a JSON object. {fault}"),
        MembersError::NotObject => "The text is JSON, but not an object: it has no keys.".into(),
        MembersError::Duplicate(key) => duplicate_key(key),
    }
}

fn members_content(members: &Members) -> Content {
    Content::Members(members_field(members_table(members)))
}

fn text_field(text: Zeroizing<String>) -> SecretAreaField {
    let help = Help::from("")
        .key(Action::RevealField, " reveals it, ")
        .key(Action::ExternalEditor, " opens your editor. Changes can be undone while you type.");
    SecretAreaField::secret_area("Text", help, text)
}

fn file_field() -> LineField {
    let help = "Its bytes replace the value, 65,536 at most; ~ is your home directory.";
    LineField::line("File", help, "")
}
