//! Copying a secret to a new name or to another Region: its value is read and put into a new secret (`GetSecretValue`,
//! `CreateSecret`), with its tags and its resource policy if they are wanted.

mod elsewhere;
mod review;

use super::create::complete_folder;
use super::details::description_error;
use crate::app::actions::Action;
use crate::app::form::{
    Field, FieldError, FieldId, Fields, FormContext, FormEffect, FormEvent, FormSpec, Note, Submission,
    Switch, Tone,
};
use crate::secrets::{Summary, ValueBody, check_name};
use crate::service::api::{Operation, Reply, Request, ServiceError, VersionSelector};
use elsewhere::Looked;

/// The sheet for a copy.
#[derive(Debug)]
pub struct CopySecret {
    source: Summary,
    value: Part<ValueBody>,
    policy: Part<String>,
    /// The other Region that the form was filled in for.
    aimed: Option<String>,
    /// The look that is out for a secret of that name in another Region, and what one found.
    looking: Option<Looked>,
    looked: Option<Looked>,
    submitted: bool,
}

/// A part of the secret that is copied: it is read for the copy alone.
#[derive(Debug, PartialEq, Eq)]
enum Part<T> {
    /// Not read yet.
    Unread,
    /// On its way.
    Reading,
    /// There, or known not to be.
    Read(Option<T>),
}

impl<T> Part<T> {
    /// What was on its way will not come.
    fn let_go(&mut self) {
        if let Self::Reading = self {
            *self = Self::Unread;
        }
    }
}

impl CopySecret {
    /// For a secret as it is known.
    pub fn of(secret: &Summary) -> Self {
        let value = if secret.versions.current().is_some() { Part::Unread } else { Part::Read(None) };
        Self {
            source: secret.clone(),
            value,
            policy: Part::Unread,
            aimed: None,
            looking: None,
            looked: None,
            submitted: false,
        }
    }

    /// What has to be read before the copy can be made, and is not on its way.
    fn missing(&mut self, fields: &Fields, cx: &FormContext<'_>) -> Vec<FormEffect> {
        let secret = self.source.arn.to_string();
        let mut effects: Vec<FormEffect> = self.look(fields, cx).into_iter().collect();
        if self.value == Part::Unread {
            self.value = Part::Reading;
            let version = VersionSelector::Current;
            effects.push(FormEffect::Read(Request::GetSecretValue { secret: secret.clone(), version }));
        }
        if fields.is_on(FieldId::CopyPolicy) && self.policy == Part::Unread {
            self.policy = Part::Reading;
            effects.push(FormEffect::Read(Request::GetResourcePolicy { secret }));
        }
        effects
    }

    fn is_read(&self, fields: &Fields, cx: &FormContext<'_>) -> bool {
        let policy = !fields.is_on(FieldId::CopyPolicy) || matches!(self.policy, Part::Read(_));
        policy && matches!(self.value, Part::Read(_)) && self.is_looked_up(fields, cx)
    }

    fn errors(&self, fields: &Fields, cx: &FormContext<'_>) -> Vec<FieldError> {
        let wrong = |field| move |text| FieldError { field, text };
        let mut errors = Vec::new();
        errors.extend(self.name_error(fields, cx).map(wrong(FieldId::Name)));
        errors.extend(self.region_error(fields, cx).map(wrong(FieldId::Region)));
        let description = description_error(fields.text(FieldId::Description));
        errors.extend(description.map(wrong(FieldId::Description)));
        errors.extend(self.key_error(fields, cx).map(wrong(FieldId::KmsKey)));
        errors
    }

    fn name_error(&self, fields: &Fields, cx: &FormContext<'_>) -> Option<String> {
        let name = fields.text(FieldId::Name);
        if let Err(error) = check_name(name) {
            return Some(error.to_string());
        }
        if self.target(fields, cx).is_some() {
            return self.taken_there(fields, cx);
        }
        cx.named(name).map(|secret| match secret.deleted {
            Some(_) => "A secret of this name is scheduled for deletion, and holds it until then.".to_owned(),
            None => "A secret of this name is there already.".to_owned(),
        })
    }

    fn came(&mut self, request: Request, result: Result<Reply, ServiceError>) {
        match (request, result) {
            (Request::GetSecretValue { .. }, Ok(Reply::GetSecretValue(value))) => {
                self.value = Part::Read(Some(value.body));
            }
            (Request::GetResourcePolicy { .. }, Ok(Reply::GetResourcePolicy(policy))) => {
                self.policy = Part::Read(policy);
            }
            (Request::DescribeSecret { .. }, result) => {
                self.submitted &= self.found(result);
            }
            (request, _) => {
                self.submitted = false;
                match request {
                    Request::GetSecretValue { .. } => self.value = Part::Unread,
                    _ => self.policy = Part::Unread,
                }
            }
        }
    }
}

impl FormSpec for CopySecret {
    fn title(&self) -> String {
        format!("Copy {}", self.source.name)
    }

    fn fields(&self, cx: &FormContext<'_>) -> Vec<Field> {
        let source = &self.source;
        let description = source.description.as_deref().unwrap_or_default();
        let key = source.kms_key_id.as_deref().unwrap_or_default();
        vec![
            Field::line(
                FieldId::Name,
                "New name",
                "What the copy is called; ctrl-f completes a folder.",
                self.name_here(),
            ),
            Field::line(
                FieldId::Region,
                "Region",
                "Where the copy is made; ctrl-f completes. Empty is this one.",
                self.own_region(cx).unwrap_or_default(),
            ),
            Field::line(FieldId::Description, "Description", "2,048 characters at most.", description),
            Field::line(
                FieldId::KmsKey,
                "KMS key",
                "Key id, ARN or alias/…; empty for the AWS managed key aws/secretsmanager.",
                key,
            ),
            Field::switch(FieldId::CopyTags, "With its tags", "AWS's own aside.", Switch::On),
            Field::switch(
                FieldId::CopyPolicy,
                "With its policy",
                "The resource policy; one that is open to everyone is refused.",
                Switch::Off,
            ),
        ]
    }

    fn changed(&mut self, fields: &mut Fields, field: FieldId, cx: &FormContext<'_>) -> Vec<FormEffect> {
        self.looked = None;
        if field == FieldId::Region {
            self.aim(fields, cx);
            // What is still being typed is not wrong yet.
            return Vec::new();
        }
        let errors = self.errors(fields, cx);
        let wrong = errors.into_iter().find(|error| error.field == field);
        fields.set_error(field, wrong.map(|error| error.text));
        Vec::new()
    }

    fn act(&mut self, action: Action, fields: &mut Fields, cx: &FormContext<'_>) -> Vec<FormEffect> {
        match (action, fields.focused().map(|field| field.id)) {
            (Action::Complete, Some(FieldId::Name)) => complete_folder(fields, cx),
            (Action::Complete, Some(FieldId::Region)) => self.complete_region(fields, cx),
            _ => {}
        }
        Vec::new()
    }

    fn answered(&mut self, answer: FormEvent, fields: &mut Fields, cx: &FormContext<'_>) -> Vec<FormEffect> {
        let FormEvent::Reply { request, result } = answer else { return Vec::new() };
        self.came(*request, *result);
        let go_on = self.submitted && self.is_read(fields, cx);
        if go_on { vec![FormEffect::Submit] } else { Vec::new() }
    }

    fn tolerates(&self, request: &Request, error: &ServiceError) -> bool {
        matches!(request, Request::DescribeSecret { .. }) && elsewhere::tells_enough(error)
    }

    fn cancelled(&mut self) {
        self.value.let_go();
        self.policy.let_go();
        self.looking = None;
        self.submitted = false;
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        if !std::mem::take(&mut self.submitted) {
            // The name may have been taken there, or become free, since it was looked up.
            self.looked = None;
        }
        let errors = self.errors(fields, cx);
        if !errors.is_empty() {
            return Submission::Wrong(errors);
        }
        if !self.is_read(fields, cx) {
            self.submitted = true;
            return Submission::Wait(self.missing(fields, cx));
        }
        Submission::Review(self.review(fields, cx))
    }

    fn field_for_error(&self, error: &ServiceError) -> Option<FieldId> {
        let says = |word: &str| error.message.contains(word);
        if error.activity == Operation::CreateSecret.into() && (says("already") || says("Invalid name")) {
            Some(FieldId::Name)
        } else if says("KMS") || says("kms") {
            Some(FieldId::KmsKey)
        } else if self.aimed.is_some() && says("egion") {
            Some(FieldId::Region)
        } else {
            None
        }
    }

    fn notes(&self, fields: &Fields, cx: &FormContext<'_>) -> Vec<Note> {
        let mut notes = self.region_notes(fields, cx);
        notes.push(Note::new(
            Tone::Dim,
            "Reviewing reads the value, an audited event (GetSecretValue); it is not shown.",
        ));
        notes
    }
}
