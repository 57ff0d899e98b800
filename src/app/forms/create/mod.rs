//! Creating a secret (`CreateSecret`): its name, its value of any kind, key, tags and replicas.

mod engine;
mod folders;
mod review;
mod taken;
#[cfg(test)]
mod tests;
mod value;

pub(super) use folders::complete_folder;
pub(super) use review::setting_notes;

use super::details::{check_description, description_field};
use super::members::check_size;
use super::regions::ReplicaRegions;
use super::tags::{read_tags, tags_field};
use crate::app::Problem;
use crate::app::actions::Action;
use crate::app::form::{
    Answer, ChoiceField, EditorText, FieldRef, FormContext, FormField, FormSpec, Help, LineField, Mask, Need,
    Note, Outcome, Rejected, Submission, SwitchField, Table, TableField, Tone, field_group,
};
use crate::app::forms::completions::{complete_kms_key, complete_tag};
use crate::app::forms::engine_password::{self, PasswordFields};
use crate::app::forms::restore_text::restored_note;
use crate::app::left_text::{EditOrigin, EditedPart};
use crate::secrets::{Tag, ValueBody, check_name, ends_like_an_arn, json_fault, looks_like_json};
use crate::service::api::{
    NewSecret, Overwrite, PasswordOptions, ReplicaRegion, Reply, Request, ServiceError,
};
use taken::Taken;
use value::{Kind, NewValue, Value};
use zeroize::Zeroizing;

/// The form for a new secret.
#[derive(Debug)]
pub struct Create {
    name: LineField,
    description: LineField,
    kind: ChoiceField<Kind>,
    value: Value,
    /// The length and the alphabet of generated passwords, for credentials of a database.
    password: Option<PasswordFields>,
    kms_key: LineField,
    tags: TableField,
    replicas: TableField,
    overwrite: SwitchField,
    /// The value from a file, once it is read.
    file: Option<ValueBody>,
    /// The secret that the service says holds the name.
    taken: Option<Taken>,
    /// The form began with a text that the editor of a killed program has left.
    is_restored: bool,
}

field_group!(Create { name, description, kind, value, password, kms_key, tags, replicas, overwrite });

/// The secret described by the fields.
#[derive(Debug)]
pub struct Wanted(Choice);

#[derive(Debug)]
enum Choice {
    /// The old secret of this name is restored.
    Restore(Taken),
    /// A new secret is created.
    Create { value: NewValue, tags: Vec<Tag>, replicas: Vec<ReplicaRegion> },
}

impl Create {
    /// A secret whose name begins with `folder`, its slash included.
    pub fn in_folder(folder: impl Into<String>) -> Self {
        let name = Help::from("Letters, digits and / _ + = . @ - !, 512 at most; ")
            .key(Action::NextField, " completes a folder.");
        let replicas = "A Region, and the KMS key there; no key for the AWS managed one.";
        let overwrite = "Overwrites a secret with the same name in a replica's Region.";
        Self {
            name: LineField::line("Name", name, folder).required(),
            description: description_field(""),
            kind: ChoiceField::choice("Kind of value", "What the secret holds.", Kind::ALL),
            value: Value::new(Kind::KeyValue),
            password: None,
            kms_key: kms_key_field(""),
            tags: tags_field("Tags", "Key and value; 50 at most.", &[]),
            replicas: TableField::new("Replicas", replicas, Table::new(Vec::new(), Mask::Revealed)),
            overwrite: SwitchField::switch("Overwrite", overwrite, false),
            file: None,
            taken: None,
            is_restored: false,
        }
    }

    /// A secret of this name, with a value that the editor of a killed program has left.
    pub fn restoring(name: String, text: Zeroizing<String>) -> Self {
        let is_json = looks_like_json(&text) && json_fault(&text).is_none();
        let kind = if is_json { Kind::Json } else { Kind::Text };
        let mut form = Self { is_restored: true, value: Value::new(kind), ..Self::in_folder(name) };
        form.kind.input.choose(&kind);
        form.value.put_text(text);
        form
    }

    /// The secret that holds the name because it is still scheduled for deletion.
    fn taken(&self, cx: &FormContext<'_>) -> Option<Taken> {
        let name = self.name.text();
        let listed = cx.named(name).and_then(|secret| {
            Some(Taken { arn: secret.arn.clone(), name: secret.name.clone(), deletion: secret.deletion()? })
        });
        listed.or_else(|| self.taken.clone().filter(|taken| taken.name == name))
    }

    fn check_name(&self, cx: &FormContext<'_>) -> Result<(), String> {
        let name = self.name.text();
        check_name(name).map_err(|error| error.to_string())?;
        if cx.named(name).is_some() && self.taken(cx).is_none() {
            return Err("A secret with this name already exists.".into());
        }
        Ok(())
    }

    fn new_secret(
        &self,
        value: Option<ValueBody>,
        tags: Vec<Tag>,
        replicas: Vec<ReplicaRegion>,
        cx: &mut FormContext<'_>,
    ) -> NewSecret {
        NewSecret {
            name: self.name.text().to_owned(),
            description: self.description.filled(),
            kms_key_id: self.kms_key.filled(),
            value,
            tags,
            replicas,
            overwrite: if self.overwrite.is_on() { Overwrite::Overwrite } else { Overwrite::Keep },
            token: cx.mint_token(),
        }
    }
}

/// The field for the KMS key of a new secret.
pub(super) fn kms_key_field(key: &str) -> LineField {
    let help = "Key id, ARN or alias/…; empty for the AWS managed key aws/secretsmanager.";
    LineField::line("KMS key", help, key)
}

impl FormSpec for Create {
    fn title(&self) -> String {
        "New secret".into()
    }

    fn forget_answers(&mut self) {
        self.file = None;
    }

    /// The file was read; or the secret that holds the name was looked up, unless another name is typed by now.
    fn learn(&mut self, _need: &Need, answer: Answer, _cx: &FormContext<'_>) {
        match answer {
            Answer::File(bytes) => self.file = Some(ValueBody::Binary(bytes)),
            Answer::Reply(Reply::DescribeSecret(detail)) => {
                let secret = detail.summary;
                let still_wanted = self.name.text() == secret.name;
                self.taken = secret.deletion().filter(|_| still_wanted).map(|deletion| Taken {
                    arn: secret.arn,
                    name: secret.name,
                    deletion,
                });
            }
            _ => {}
        }
    }

    fn file_failed(&mut self, problem: &Problem) {
        self.value.reject_file(problem.text.clone());
    }

    fn changed(&mut self, field: FieldRef, cx: &FormContext<'_>) {
        if field.is(&self.kind) {
            let value = std::mem::replace(&mut self.value, Value::Nothing(()));
            self.value = value.turned_to(self.kind.chosen());
            let is_database = self.kind.chosen() == Kind::Database;
            self.password = is_database.then(|| PasswordFields::of(self.value.rows()));
        } else if field.is(&self.name) {
            self.name.error = self.check_name(cx).err();
        } else if field.is(&self.description) {
            self.description.error = check_description(self.description.text()).err();
        } else if field.is(&self.tags) {
            self.tags.error = read_tags(&self.tags.input).err();
        } else {
            let has_other_engine = self.value.changed(field);
            if let Some(password) = self.password.as_mut().filter(|_| has_other_engine) {
                password.engine_changed(self.value.rows());
            }
        }
    }

    fn can_complete(&self, field: FieldRef) -> bool {
        [field.is(&self.name), field.is(&self.kms_key), field.is(&self.tags), field.is(&self.replicas)]
            .contains(&true)
    }

    fn complete(&mut self, field: FieldRef, cx: &FormContext<'_>) {
        if field.is(&self.name) {
            complete_folder(&mut self.name, cx);
        } else if field.is(&self.kms_key) {
            complete_kms_key(&mut self.kms_key.input, cx);
        } else if field.is(&self.tags) {
            complete_tag(&mut self.tags.input, cx);
        } else {
            ReplicaRegions::of_new(cx.connection.region).complete(&mut self.replicas.input);
        }
    }

    fn password_options(&self) -> PasswordOptions {
        let options = engine_password::options_of(self.value.rows(), self.password.as_ref());
        options.unwrap_or_else(PasswordOptions::without_awkward)
    }

    fn has_editor(&self, field: FieldRef) -> bool {
        self.value.text().is_some_and(|(text, _)| field.is(text))
    }

    fn editor_text(&mut self, cx: &FormContext<'_>) -> Option<EditorText> {
        let (field, extension) = self.value.text()?;
        let [account, region] =
            [cx.connection.account, cx.connection.region].map(|part| part.map(str::to_owned));
        let part = EditedPart::NewValue { account, region };
        let origin = EditOrigin { name: self.name.text().to_owned(), part };
        let text = Zeroizing::new(field.input.area.text().to_owned());
        Some(EditorText { text, extension, origin: Some(origin) })
    }

    fn edited(&mut self, text: Zeroizing<String>, _cx: &FormContext<'_>) {
        self.value.put_text(text);
    }

    fn field_for_error(&mut self, error: &ServiceError) -> Option<&mut dyn FormField> {
        let says = |word: &str| error.message.contains(word);
        if is_about_name(error) || says("Invalid name") {
            Some(&mut self.name)
        } else if says("KMS") || says("kms") {
            Some(&mut self.kms_key)
        } else if says("replica") || says("region") {
            Some(&mut self.replicas)
        } else if says("tag") {
            Some(&mut self.tags)
        } else {
            None
        }
    }

    /// A reserved name: its secret can be restored if it is scheduled for deletion.
    fn lookup(&self, error: &ServiceError) -> Option<Need> {
        let secret = self.name.text().to_owned();
        is_about_name(error).then(|| Need::read(Request::DescribeSecret { secret }))
    }

    fn has_alternative(&self, cx: &FormContext<'_>) -> bool {
        self.taken(cx).is_some()
    }

    fn notes(&self, focus: Option<FieldRef>, cx: &FormContext<'_>) -> Vec<Note> {
        let name = self.name.text();
        let mut notes = Vec::new();
        notes.extend(self.is_restored.then(restored_note));
        notes.extend(self.taken(cx).as_ref().map(|taken| taken.note(cx.time_of_day())));
        if ends_like_an_arn(name) {
            notes.push(Note::new(
                Tone::Warning,
                "The name ends in a hyphen and six characters, as ARNs do: a partial ARN may be mistaken for it.",
            ));
        }
        if focus == Some(self.name.id()) {
            notes.extend(folders::folder_note(name, cx));
        }
        if focus == Some(self.replicas.id()) {
            let regions = ReplicaRegions::of_new(cx.connection.region);
            notes.extend(regions.note(&self.replicas.input, &cx.update.settings().applied.regions));
        }
        if self.kind.chosen() == Kind::Database {
            notes.push(Note::new(
                Tone::Dim,
                "masterarn: for rotation with alternating users, the ARN of the superuser's secret. dbname and \
                 masterarn are left out while they are empty.",
            ));
        }
        notes.extend(engine_password::notes_of(self.value.rows(), self.password.as_ref()));
        notes
    }
}

impl Submission for Create {
    type Input = Wanted;

    fn validate(&mut self, cx: &FormContext<'_>) -> Result<Wanted, Rejected> {
        if let Some(taken) = self.taken(cx) {
            return Ok(Wanted(Choice::Restore(taken)));
        }
        let name = self.name.checked(self.check_name(cx));
        let description = self.description.checked(check_description(self.description.text()));
        let value = self.value.read(cx);
        let tags = self.tags.checked(read_tags(&self.tags.input));
        let regions = ReplicaRegions::of_new(cx.connection.region);
        let replicas = self.replicas.checked(regions.read(&self.replicas.input));
        name.and(description)?;
        Ok(Wanted(Choice::Create { value: value?, tags: tags?, replicas: replicas? }))
    }

    fn needs(&self, wanted: &Wanted) -> Vec<Need> {
        match &wanted.0 {
            Choice::Create { value: NewValue::File(path), .. } => vec![Need::file(path.clone())],
            Choice::Create { .. } | Choice::Restore(_) => Vec::new(),
        }
    }

    fn review(&mut self, wanted: Wanted, cx: &mut FormContext<'_>) -> Outcome {
        let (value, tags, replicas) = match wanted.0 {
            Choice::Restore(taken) => return Outcome::review(taken.restore(cx)),
            Choice::Create { value, tags, replicas } => (value, tags, replicas),
        };
        let body = match value {
            NewValue::Body(body) => Some(body),
            NewValue::File(_) => self.file.take(),
            NewValue::Nothing => None,
        };
        if let Some(Err(error)) = body.as_ref().map(|body| check_size(body.len())) {
            return Outcome::Rejected(self.value.reject_file(error));
        }
        let secret = self.new_secret(body, tags, replicas, cx);
        Outcome::review(review::of(secret, self.kind.chosen(), cx))
    }
}

/// True if the service rejected a secret because its name is taken.
fn is_about_name(error: &ServiceError) -> bool {
    error.code.as_deref() == Some("ResourceExistsException")
        || error.message.contains("scheduled for deletion")
}
