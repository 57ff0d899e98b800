//! The value that is being edited, as keys and values, as text, or as a file; and the ways between them.

use crate::app::actions::Action;
use crate::app::diff::object_of;
use crate::app::form::{
    ChoiceField, FormContext, FormField, Help, LineField, Note, Rejected, SecretAreaField, TableField,
    TableRow, field_group,
};
use crate::app::forms::members::{
    check_size, key_warnings, members_field, members_table, no_key_yet, read_edits,
};
use crate::secrets::{
    JsonFault, MemberEdit, Members, MembersError, ObjectText, ValueBody, json_fault, looks_like_json,
};
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
            Some(body) if object_of(body).is_some() => Self::Members,
            Some(_) => Self::Text,
        }
    }
}

/// The way in which a text is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Storage {
    /// API: `SecretString`.
    String,
    /// API: `SecretBinary`.
    Binary,
}

impl Storage {
    const ALL: [(Self, &'static str); 2] =
        [(Self::Binary, "binary (SecretBinary)"), (Self::String, "text (SecretString)")];

    /// A text as a value that is stored this way.
    fn body(self, text: Zeroizing<String>) -> ValueBody {
        match self {
            Self::String => ValueBody::Text(text),
            Self::Binary => ValueBody::binary(text.as_bytes().to_vec()),
        }
    }
}

/// The members in a table, and the text that they are spliced into.
#[derive(Debug)]
struct MembersInput {
    table: TableField,
    source: ObjectText,
}

field_group!(MembersInput { table });

impl MembersInput {
    fn of(source: ObjectText) -> Self {
        Self { table: members_field(members_table(source.members())), source }
    }

    fn edits(&self, cx: &FormContext<'_>) -> Result<Vec<MemberEdit>, String> {
        read_edits(self.table.input.rows(), self.source.members(), cx)
    }
}

/// The field of the value, in the view that is chosen.
#[derive(Debug)]
enum Content {
    Members(MembersInput),
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
    /// The way in which a text in place of a binary value is stored; shown only then.
    storage: Option<ChoiceField<Storage>>,
    pub(super) labels: LineField,
    /// The text that was there before a file was chosen.
    kept: Zeroizing<String>,
}

field_group!(Fields { view, content, storage, labels });

impl Fields {
    /// The fields for a value; `None` if there is none, or none that can be read.
    pub(super) fn of(body: Option<&ValueBody>) -> Self {
        let view = View::of(body);
        let help = "A binary file replaces the value as a whole.";
        let mut choice = ChoiceField::choice("Value as", help, View::ALL);
        choice.input.choose(&view);
        let content = match (view, body) {
            (View::Members, body) => members_content(body.and_then(object_of).unwrap_or_default()),
            (View::Text, Some(ValueBody::Text(text))) => Content::Text(text_field(text.clone())),
            (View::Text, _) => Content::Text(text_field(Zeroizing::default())),
            (View::File, _) => Content::File(file_field()),
        };
        let labels = "Empty saves as AWSCURRENT. Labels, separated by spaces, save beside it: AWSCURRENT stays where it is.";
        Self {
            view: choice,
            content,
            storage: None,
            labels: LineField::line("Labels", labels, ""),
            kept: Zeroizing::new(body.and_then(ValueBody::as_text).unwrap_or_default().to_owned()),
        }
    }

    /// The field of the value.
    pub(super) fn content(&self) -> &dyn FormField {
        match &self.content {
            Content::Members(members) => &members.table,
            Content::Text(field) => field,
            Content::File(field) => field,
        }
    }

    /// The field of the value, to be changed.
    pub(super) fn content_mut(&mut self) -> &mut dyn FormField {
        match &mut self.content {
            Content::Members(members) => &mut members.table,
            Content::Text(field) => field,
            Content::File(field) => field,
        }
    }

    /// The rows of the table, if the value is edited as one.
    pub(super) fn rows(&self) -> &[TableRow] {
        match &self.content {
            Content::Members(field) => field.table.input.rows(),
            Content::Text(_) | Content::File(_) => &[],
        }
    }

    /// The way in which the value is stored, unless it is read from a file.
    fn stored(&self) -> Storage {
        self.storage.as_ref().map_or(Storage::String, ChoiceField::chosen)
    }

    /// Warnings about keys that programs read in different ways.
    pub(super) fn key_warnings(&self, cx: &FormContext<'_>) -> Vec<Note> {
        let members = match &self.content {
            Content::Members(members) => members
                .edits(cx)
                .map(|edits| Members(edits.into_iter().map(|edit| edit.member).collect()))
                .ok(),
            Content::Text(field) => Members::parse(field.input.area.text()).ok(),
            Content::File(_) => None,
        };
        members.map(|members| key_warnings(&members)).unwrap_or_default()
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

    /// The value as it is in the form.
    pub(super) fn draft(&self, cx: &FormContext<'_>) -> Result<Draft, String> {
        let text = match &self.content {
            Content::Members(members) => {
                let edits = members.edits(cx)?;
                if edits.is_empty() {
                    return Err(no_key_yet(cx));
                }
                members.source.edited(&edits)
            }
            Content::Text(field) => Zeroizing::new(field.input.area.text().to_owned()),
            Content::File(field) => {
                let path = field.filled();
                return path.map(Draft::File).ok_or("Which file? ~ is your home directory.".into());
            }
        };
        let body = self.stored().body(text);
        check_size(body.len())?;
        Ok(Draft::Body(body))
    }

    /// The user chose another view: the value is converted, or the choice goes back.
    pub(super) fn switch_view(&mut self, base: Option<&ValueBody>, cx: &FormContext<'_>) {
        let converted = self.text(base, cx).and_then(|text| {
            let content = match self.view.chosen() {
                View::Members if text.trim().is_empty() => members_content(ObjectText::default()),
                View::Members => {
                    members_content(ObjectText::parse(text.clone()).map_err(|error| no_members(&error))?)
                }
                View::Text => Content::Text(text_field(text.clone())),
                View::File => Content::File(file_field()),
            };
            Ok((text, content))
        });
        match converted {
            Ok((text, content)) => {
                self.kept = text;
                self.content = content;
                self.ask_for_storage(base);
            }
            Err(error) => {
                self.show_view();
                self.view.set_error(Some(error));
            }
        }
    }

    /// Asks how to store a text in place of a binary value. One that held text stays binary unless the user says otherwise.
    fn ask_for_storage(&mut self, base: Option<&ValueBody>) {
        let Some(base @ ValueBody::Binary(_)) = base.filter(|_| !self.is_file()) else {
            self.storage = None;
            return;
        };
        self.storage.get_or_insert_with(|| {
            let help = "The value is stored as binary now; programs may read only the one or the other.";
            let mut choice = ChoiceField::choice("Store as", help, Storage::ALL);
            if base.as_text().is_none() {
                choice.input.choose(&Storage::String);
            }
            choice
        });
    }

    /// The value as text; of a file, the text that was there before it.
    pub(super) fn text(
        &self,
        base: Option<&ValueBody>,
        cx: &FormContext<'_>,
    ) -> Result<Zeroizing<String>, String> {
        match &self.content {
            Content::Members(members) => {
                let edits = members.edits(cx)?;
                let is_new = base.is_none() && members.source == ObjectText::default();
                // A table that nothing was typed into is no text yet, rather than an empty object.
                if edits.is_empty() && is_new {
                    return Ok(Zeroizing::default());
                }
                if is_new {
                    return Ok(Members(edits.into_iter().map(|edit| edit.member).collect()).to_lines());
                }
                Ok(members.source.edited(&edits))
            }
            Content::Text(field) => Ok(Zeroizing::new(field.input.area.text().to_owned())),
            Content::File(_) => Ok(self.kept.clone()),
        }
    }

    /// Replaces the value by a text: in the table if it is an object and the table is shown, else as text.
    pub(super) fn put_text(&mut self, text: Zeroizing<String>, cx: &FormContext<'_>) {
        match (&mut self.content, ObjectText::parse(text.clone())) {
            (Content::Members(_), Ok(object)) => self.content = members_content(object),
            (Content::Text(field), _) => field.input.area.replace(text),
            _ => self.content = Content::Text(text_field(text)),
        }
        self.show_view();
        self.show_errors(cx);
    }

    /// Says what is wrong with the value while it is typed.
    pub(super) fn show_errors(&mut self, cx: &FormContext<'_>) {
        match &mut self.content {
            Content::Members(members) => members.table.error = members.edits(cx).err(),
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

/// The error of a text that looks like JSON.
fn text_error(text: &str) -> Option<String> {
    if !looks_like_json(text) {
        return None;
    }
    json_fault(text).map(|fault| format!("Not valid JSON yet. {fault}"))
}

/// The place where a text that looks like JSON is not valid; it can be saved all the same.
pub(super) fn fault_of(body: &ValueBody) -> Option<JsonFault> {
    body.as_text().filter(|text| looks_like_json(text)).and_then(json_fault)
}

fn no_members(error: &MembersError) -> String {
    match error {
        MembersError::NotJson(fault) => format!("The text is not a JSON object. {fault}"),
        MembersError::NotObject => "The text is JSON, but not an object: it has no keys.".into(),
    }
}

fn members_content(source: ObjectText) -> Content {
    Content::Members(MembersInput::of(source))
}

fn text_field(text: Zeroizing<String>) -> SecretAreaField {
    let help = Help::from("").key(Action::RevealField, " reveals it, ").key(
        Action::ExternalEditor,
        " opens your editor; in text that is not JSON, a last line end that it adds is left out.",
    );
    SecretAreaField::secret_area("Text", help, text).at_most_bytes(ValueBody::LIMIT)
}

fn file_field() -> LineField {
    let help = "Its bytes replace the value, 65,536 at most; ~ is your home directory.";
    LineField::line("File", help, "").required()
}
