//! Copying a secret to a new name: its value is read and put into a new secret (`GetSecretValue`, `CreateSecret`), with its
//! tags and its resource policy if they are wanted.

use super::details::description_error;
use crate::app::form::{
    Answer, Ask, Facts, Field, FieldError, FieldId, Fields, Gate, Note, Review, Sheet, Submission, Switch,
    Tone, where_to,
};
use crate::app::plan::{Plan, Step, Subject};
use crate::secrets::{Summary, ValueBody, check_name};
use crate::service::{NewSecret, Overwrite, PublicPolicy, Reply, Request, ServiceError, VersionSelector};

/// The sheet for a copy.
#[derive(Debug)]
pub struct CopySecret {
    source: Summary,
    value: Part<ValueBody>,
    policy: Part<String>,
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

impl CopySecret {
    /// For a secret as it is known.
    pub fn of(secret: &Summary) -> Self {
        let value = if secret.versions.current().is_some() { Part::Unread } else { Part::Read(None) };
        Self { source: secret.clone(), value, policy: Part::Unread, submitted: false }
    }

    /// What has to be read before the copy can be made, and is not on its way.
    fn missing(&mut self, fields: &Fields) -> Vec<Ask> {
        let secret = self.source.arn.to_string();
        let mut asks = Vec::new();
        if self.value == Part::Unread {
            self.value = Part::Reading;
            let version = VersionSelector::Current;
            asks.push(Ask::Read(Request::GetSecretValue { secret: secret.clone(), version }));
        }
        if fields.is_on(FieldId::CopyPolicy) && self.policy == Part::Unread {
            self.policy = Part::Reading;
            asks.push(Ask::Read(Request::GetResourcePolicy { secret }));
        }
        asks
    }

    fn is_read(&self, fields: &Fields) -> bool {
        let policy = !fields.is_on(FieldId::CopyPolicy) || matches!(self.policy, Part::Read(_));
        policy && matches!(self.value, Part::Read(_))
    }

    fn errors(fields: &Fields, facts: &Facts<'_>) -> Vec<FieldError> {
        let wrong = |field| move |text| FieldError { field, text };
        let mut errors = Vec::new();
        errors.extend(name_error(fields.text(FieldId::Name), facts).map(wrong(FieldId::Name)));
        let description = description_error(fields.text(FieldId::Description));
        errors.extend(description.map(wrong(FieldId::Description)));
        errors
    }

    fn new_secret(&self, fields: &Fields, facts: &mut Facts<'_>) -> NewSecret {
        let tags = if fields.is_on(FieldId::CopyTags) {
            self.source.tags.iter().filter(|tag| !tag.is_reserved()).cloned().collect()
        } else {
            Vec::new()
        };
        let value = match &self.value {
            Part::Read(value) => value.clone(),
            Part::Unread | Part::Reading => None,
        };
        NewSecret {
            name: fields.text(FieldId::Name).to_owned(),
            description: fields.filled(FieldId::Description),
            kms_key_id: fields.filled(FieldId::KmsKey),
            value,
            tags,
            replicas: Vec::new(),
            overwrite: Overwrite::Keep,
            token: facts.mint_token(),
        }
    }

    /// The policy that is copied.
    fn wanted_policy(&self, fields: &Fields) -> Option<&str> {
        match &self.policy {
            Part::Read(Some(policy)) if fields.is_on(FieldId::CopyPolicy) => Some(policy),
            _ => None,
        }
    }

    fn review(&self, fields: &Fields, facts: &mut Facts<'_>) -> Review {
        let new = self.new_secret(fields, facts);
        let mut notes = vec![where_to(Some(&self.source.arn), facts)];
        notes.push(Note::plain(match &new.value {
            Some(value) => format!("The value of AWSCURRENT is copied: {} bytes.", value.len()),
            None => "It has no value: the copy has none either.".into(),
        }));
        notes.extend(super::create::setting_notes(&new));
        let mut steps = Vec::new();
        let subject = Subject::New(new.name.clone());
        let (name, doing) = (new.name.clone(), format!("Copy {} to {}", self.source.name, new.name));
        steps.push(Step::new(subject.clone(), Request::CreateSecret(Box::new(new))));
        if let Some(policy) = self.wanted_policy(fields) {
            notes.push(Note::plain("Its resource policy is put as it is."));
            if policy.contains(self.source.arn.as_str()) {
                let text =
                    "The policy names the ARN of the secret that is copied: it will not hold for the copy.";
                notes.push(Note::new(Tone::Warning, text));
            }
            let (policy, public) = (policy.to_owned(), PublicPolicy::Block);
            steps.push(Step::new(subject, Request::PutResourcePolicy { secret: name, policy, public }));
        } else if fields.is_on(FieldId::CopyPolicy) {
            notes.push(Note::new(Tone::Dim, "It has no resource policy."));
        }
        notes.push(Note::new(Tone::Dim, "Older versions, rotation and replicas are not copied."));
        Review { notes, plan: Plan::of_steps(doing, steps), gate: Gate::Key }
    }
}

fn name_error(name: &str, facts: &Facts<'_>) -> Option<String> {
    if let Err(error) = check_name(name) {
        return Some(error.to_string());
    }
    facts.named(name).map(|secret| match secret.deleted {
        Some(_) => "A secret of this name is scheduled for deletion, and holds it until then.".to_owned(),
        None => "A secret of this name is there already.".to_owned(),
    })
}

impl Sheet for CopySecret {
    fn title(&self) -> String {
        format!("Copy {}", self.source.name)
    }

    fn fields(&self, _facts: &Facts<'_>) -> Vec<Field> {
        let source = &self.source;
        let description = source.description.as_deref().unwrap_or_default();
        let key = source.kms_key_id.as_deref().unwrap_or_default();
        vec![
            Field::line(
                FieldId::Name,
                "New name",
                "What the copy is called.",
                format!("{}-copy", source.name),
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

    fn changed(&mut self, fields: &mut Fields, field: FieldId, facts: &Facts<'_>) -> Vec<Ask> {
        let errors = Self::errors(fields, facts);
        let wrong = errors.into_iter().find(|error| error.field == field);
        fields.judge(field, wrong.map(|error| error.text));
        Vec::new()
    }

    fn answered(&mut self, answer: Answer, fields: &mut Fields, _facts: &Facts<'_>) -> Vec<Ask> {
        let Answer::Reply { request, result } = answer else { return Vec::new() };
        match (*request, *result) {
            (Request::GetSecretValue { .. }, Ok(Reply::GetSecretValue(value))) => {
                self.value = Part::Read(Some(value.body));
            }
            (Request::GetResourcePolicy { .. }, Ok(Reply::GetResourcePolicy(policy))) => {
                self.policy = Part::Read(policy);
            }
            (request, _) => {
                self.submitted = false;
                match request {
                    Request::GetSecretValue { .. } => self.value = Part::Unread,
                    _ => self.policy = Part::Unread,
                }
            }
        }
        let go_on = self.submitted && self.is_read(fields);
        if go_on { vec![Ask::Submit] } else { Vec::new() }
    }

    fn submit(&mut self, fields: &mut Fields, facts: &mut Facts<'_>) -> Submission {
        let errors = Self::errors(fields, facts);
        if !errors.is_empty() {
            return Submission::Wrong(errors);
        }
        self.submitted = !self.is_read(fields);
        if self.submitted {
            return Submission::Wait(self.missing(fields));
        }
        Submission::Review(self.review(fields, facts))
    }

    fn blame(&self, error: &ServiceError) -> Option<FieldId> {
        let says = |word: &str| error.message.contains(word);
        if error.operation == "CreateSecret" && (says("already") || says("Invalid name")) {
            Some(FieldId::Name)
        } else if says("KMS") || says("kms") {
            Some(FieldId::KmsKey)
        } else {
            None
        }
    }

    fn notes(&self, _fields: &Fields, _facts: &Facts<'_>) -> Vec<Note> {
        vec![Note::new(
            Tone::Dim,
            "Reviewing reads the value, an audited event (GetSecretValue); it is not shown.",
        )]
    }
}
