//! Making a secret (`CreateSecret`): its name, its value of any kind, key, tags and replicas.

mod engine;
mod folders;
mod kind;
mod review;
#[cfg(test)]
mod tests;

pub(super) use folders::complete_folder;
pub(super) use review::setting_notes;

use super::details::description_error;
use super::limits;
use crate::app::actions::Action;
use crate::app::form::{
    Field, FieldError, FieldId, Fields, FormContext, FormEffect, FormEvent, FormSpec, Input, Note,
    Submission, Tone,
};
use crate::app::forms::replication::complete_region;
use crate::app::{LocalAnswer, LocalWork};
use crate::secrets::{Arn, Detail, ValueBody, check_name, ends_like_an_arn};
use crate::service::api::{NewSecret, Reply, Request, ServiceError};
use jiff::Timestamp;
use kind::{KINDS, Kind};
use zeroize::Zeroizing;

/// Folders that are named below the form at most.
const FOLDERS_SHOWN: usize = 8;

/// The sheet for a new secret.
#[derive(Debug, Default)]
pub struct Create {
    folder: String,
    file: Option<ReadFile>,
    reading: Option<String>,
    taken: Option<Taken>,
}

/// A file that was read.
#[derive(Debug)]
struct ReadFile {
    path: String,
    value: ValueBody,
}

/// A secret that is scheduled for deletion and holds a name.
#[derive(Clone, Debug)]
struct Taken {
    arn: Arn,
    name: String,
    until: Timestamp,
}

impl Create {
    /// A secret whose name begins with `folder`, its slash included.
    pub fn in_folder(folder: impl Into<String>) -> Self {
        Self { folder: folder.into(), ..Self::default() }
    }

    /// The fields behind the kind of value.
    fn fields_behind(kind: Kind) -> Vec<Field> {
        let mut fields = kind.fields();
        fields.extend(limits::new_secret_fields());
        fields
    }

    /// The secret that holds the name because it is still scheduled for deletion.
    fn taken(&self, name: &str, cx: &FormContext<'_>) -> Option<Taken> {
        let listed = cx.named(name).and_then(|secret| {
            Some(Taken { arn: secret.arn.clone(), name: secret.name.clone(), until: secret.deleted? })
        });
        listed.or_else(|| self.taken.clone().filter(|taken| taken.name == name))
    }

    fn name_error(&self, name: &str, cx: &FormContext<'_>) -> Option<String> {
        if let Err(error) = check_name(name) {
            return Some(error.to_string());
        }
        let there = cx.named(name).is_some() && self.taken(name, cx).is_none();
        there.then(|| "A secret of this name is there already.".to_owned())
    }

    /// All that is wrong, in the order of the fields.
    fn errors(&self, fields: &Fields, cx: &FormContext<'_>) -> Vec<FieldError> {
        let wrong = |field| move |text| FieldError { field, text };
        let mut errors = Vec::new();
        errors.extend(self.name_error(fields.text(FieldId::Name), cx).map(wrong(FieldId::Name)));
        let description = description_error(fields.text(FieldId::Description));
        errors.extend(description.map(wrong(FieldId::Description)));
        errors.extend(Kind::chosen(fields).value(fields).err());
        if Kind::chosen(fields) == Kind::File {
            errors.extend(self.file_error(fields).map(wrong(FieldId::File)));
        }
        errors.extend(limits::tags(fields).err());
        errors.extend(limits::replicas(fields, cx.connection.region).err());
        errors
    }

    fn file_error(&self, fields: &Fields) -> Option<String> {
        let Some(path) = fields.filled(FieldId::File) else { return Some("Which file?".into()) };
        let read = self.file.as_ref().filter(|file| file.path == path)?;
        kind::check_size(read.value.len()).err()
    }

    /// The file has to be read first, unless this very file was read.
    fn file_to_read(&mut self, fields: &Fields) -> Option<String> {
        let path = fields.filled(FieldId::File).filter(|_| Kind::chosen(fields) == Kind::File)?;
        if self.file.as_ref().is_some_and(|file| file.path == path) {
            return None;
        }
        self.reading = Some(path.clone());
        Some(path)
    }

    fn new_secret(&self, fields: &Fields, cx: &mut FormContext<'_>) -> Result<NewSecret, FieldError> {
        let kind = Kind::chosen(fields);
        let value = match kind {
            Kind::File => self.file.as_ref().map(|file| file.value.clone()),
            _ => kind.value(fields)?,
        };
        Ok(NewSecret {
            name: fields.text(FieldId::Name).to_owned(),
            description: fields.filled(FieldId::Description),
            kms_key_id: fields.filled(FieldId::KmsKey),
            value,
            tags: limits::tags(fields)?,
            replicas: limits::replicas(fields, cx.connection.region)?,
            overwrite: limits::overwrite(fields),
            token: cx.mint_token(),
        })
    }

    fn file_came(&mut self, bytes: Zeroizing<Vec<u8>>) -> Vec<FormEffect> {
        let Some(path) = self.reading.take() else { return Vec::new() };
        self.file = Some(ReadFile { path, value: ValueBody::Binary(bytes) });
        vec![FormEffect::Submit]
    }

    /// The restore is offered at once, unless another name is being typed by now.
    fn found_taken(&mut self, detail: &Detail, fields: &Fields) -> Vec<FormEffect> {
        let secret = &detail.summary;
        let still_wanted = fields.text(FieldId::Name) == secret.name;
        let Some(until) = secret.deleted.filter(|_| still_wanted) else { return Vec::new() };
        self.taken = Some(Taken { arn: secret.arn.clone(), name: secret.name.clone(), until });
        vec![FormEffect::Submit]
    }
}

impl FormSpec for Create {
    fn title(&self) -> String {
        "New secret".into()
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        let kinds: Vec<&str> = KINDS.iter().map(|(_, name)| *name).collect();
        let mut fields = vec![
            Field::line(
                FieldId::Name,
                "Name",
                "Letters, digits and / _ + = . @ - !, 512 at most; ctrl-f completes a folder.",
                &*self.folder,
            ),
            Field::line(FieldId::Description, "Description", "2,048 characters at most.", ""),
            Field::choice(FieldId::Kind, "Kind of value", "What the secret holds; ← and → choose.", &kinds),
        ];
        fields.extend(Self::fields_behind(Kind::KeyValue));
        fields
    }

    fn changed(&mut self, fields: &mut Fields, field: FieldId, cx: &FormContext<'_>) -> Vec<FormEffect> {
        let wrong = match field {
            FieldId::Kind | FieldId::Engine => {
                let kind = Kind::chosen(fields);
                if field == FieldId::Kind {
                    fields.replace_behind(FieldId::Kind, Self::fields_behind(kind));
                }
                kind.settle(fields);
                None
            }
            FieldId::Name => self.name_error(fields.text(field), cx),
            FieldId::Description => description_error(fields.text(field)),
            FieldId::Members | FieldId::Text => return Vec::new(),
            FieldId::Tags => limits::tags(fields).err().map(|error| error.text),
            _ => None,
        };
        fields.set_error(field, wrong);
        Vec::new()
    }

    fn act(&mut self, action: Action, fields: &mut Fields, cx: &FormContext<'_>) -> Vec<FormEffect> {
        let focused = fields.focused().map(|field| field.id);
        match (action, focused) {
            (Action::Complete, Some(FieldId::Name)) => {
                complete_folder(fields, cx);
                Vec::new()
            }
            (Action::Complete, Some(FieldId::Replicas)) => {
                if let Some(pairs) = fields.pairs_mut(FieldId::Replicas) {
                    complete_region(pairs, cx.connection.region);
                }
                Vec::new()
            }
            (Action::ExternalEditor, Some(FieldId::Text)) => {
                let extension = if Kind::chosen(fields) == Kind::Json { "json" } else { "txt" };
                let text = Zeroizing::new(fields.text(FieldId::Text).to_owned());
                vec![FormEffect::Local(LocalWork::Edit { text, extension })]
            }
            _ => Vec::new(),
        }
    }

    fn answered(
        &mut self,
        answer: FormEvent,
        fields: &mut Fields,
        _facts: &FormContext<'_>,
    ) -> Vec<FormEffect> {
        match answer {
            FormEvent::Local(LocalAnswer::File(Ok(bytes))) => self.file_came(bytes),
            FormEvent::Local(LocalAnswer::Edited(Ok(Some(text)))) => {
                let field = fields.get_mut(FieldId::Text).map(|field| &mut field.input);
                if let Some(Input::SecretArea { area, .. }) = field {
                    area.replace(text);
                }
                Vec::new()
            }
            FormEvent::Reply { result, .. } => match *result {
                Ok(Reply::DescribeSecret(detail)) => self.found_taken(&detail, fields),
                _ => Vec::new(),
            },
            FormEvent::Local(_) => Vec::new(),
        }
    }

    fn cancelled(&mut self) {
        self.reading = None;
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        if let Some(taken) = self.taken(fields.text(FieldId::Name), cx) {
            return Submission::Review(review::restore(&taken, cx));
        }
        let errors = self.errors(fields, cx);
        if !errors.is_empty() {
            return Submission::Wrong(errors);
        }
        if let Some(path) = self.file_to_read(fields) {
            return Submission::Wait(vec![FormEffect::Local(LocalWork::ReadFile(path))]);
        }
        match self.new_secret(fields, cx) {
            Ok(secret) => Submission::Review(review::of(secret, Kind::chosen(fields), cx)),
            Err(error) => Submission::Wrong(vec![error]),
        }
    }

    fn field_for_error(&self, error: &ServiceError) -> Option<FieldId> {
        let says = |word: &str| error.message.contains(word);
        let exists = error.code.as_deref() == Some("ResourceExistsException");
        if exists || says("scheduled for deletion") || says("Invalid name") {
            Some(FieldId::Name)
        } else if says("KMS") || says("kms") {
            Some(FieldId::KmsKey)
        } else if says("replica") || says("region") {
            Some(FieldId::Replicas)
        } else if says("tag") {
            Some(FieldId::Tags)
        } else {
            None
        }
    }

    /// A name that is held: its secret is looked up, to be offered if it is scheduled for deletion.
    fn on_rejected(&mut self, error: &ServiceError, fields: &mut Fields) -> Vec<FormEffect> {
        if self.field_for_error(error) != Some(FieldId::Name) || error.message.contains("Invalid name") {
            return Vec::new();
        }
        vec![FormEffect::Read(Request::DescribeSecret { secret: fields.text(FieldId::Name).to_owned() })]
    }

    fn notes(&self, fields: &Fields, cx: &FormContext<'_>) -> Vec<Note> {
        let name = fields.text(FieldId::Name);
        let mut notes = Vec::new();
        if let Some(taken) = self.taken(name, cx) {
            notes.push(review::taken_note(&taken));
        }
        if ends_like_an_arn(name) {
            notes.push(Note::new(
                Tone::Warning,
                "The name ends in a hyphen and six characters, as ARNs do: parts of ARNs may be taken for it.",
            ));
        }
        if fields.focused().is_some_and(|field| field.id == FieldId::Name) {
            notes.extend(folder_note(name, cx));
        }
        if Kind::chosen(fields) == Kind::Database {
            notes.push(Note::new(
                Tone::Dim,
                "masterarn: for rotation with alternating users, the ARN of the superuser's secret. dbname and \
                 masterarn are left out while they are empty.",
            ));
        }
        notes
    }
}

fn folder_note(name: &str, cx: &FormContext<'_>) -> Option<Note> {
    let found = folders::folders(name, cx.secrets, FOLDERS_SHOWN);
    if found.is_empty() {
        return None;
    }
    let more = if found.len() > FOLDERS_SHOWN { " …" } else { "" };
    let shown: Vec<&str> = found.into_iter().take(FOLDERS_SHOWN).collect();
    Some(Note::new(Tone::Dim, format!("Folders: {}{more}", shown.join("  "))))
}
