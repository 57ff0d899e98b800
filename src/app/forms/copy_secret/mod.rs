//! Copying a secret to a new name or to another Region: its value is read and put into a new secret (`GetSecretValue`,
//! `CreateSecret`), with its tags and its resource policy if they are wanted.

mod elsewhere;
mod looked;
mod review;

use super::create::{complete_folder, kms_key_field};
use super::details::{check_description, description_field};
use crate::app::actions::Action;
use crate::app::form::{
    Answer, FieldRef, FormContext, FormField, FormSpec, Help, LineField, Need, Note, Outcome, Rejected,
    Review, Submission, SwitchField, Tone, field_group,
};
use crate::app::forms::completions::complete_kms_key;
use crate::secrets::{Summary, ValueBody, check_name, check_region};
use crate::service::api::{Operation, Reply, Request, ServiceError, VersionSelector};
use looked::Looked;

/// The form for a copy.
#[derive(Debug)]
pub struct CopySecret {
    source: Summary,
    name: LineField,
    region: LineField,
    description: LineField,
    kms_key: LineField,
    with_tags: SwitchField,
    with_policy: SwitchField,
    /// The value, once it is read; read once.
    value: Option<ValueBody>,
    /// The resource policy; read once.
    policy: SourcePolicy,
    /// The other Region that the form was filled in for.
    aimed: Option<String>,
    /// The finding under that name in the other Region; looked up for each submission.
    looked: Option<Looked>,
}

field_group!(CopySecret { name, region, description, kms_key, with_tags, with_policy });

/// The resource policy of the source.
#[derive(Debug, PartialEq, Eq)]
enum SourcePolicy {
    /// It was not read yet.
    Unread,
    /// The source has none.
    Missing,
    /// This one.
    Attached(String),
}

/// The copy described by the fields.
#[derive(Debug)]
pub struct Copy {
    name: String,
    /// The Region, if it is not the source's own.
    region: Option<String>,
    description: Option<String>,
    kms_key: Option<String>,
}

impl CopySecret {
    /// For a secret as it is known.
    pub fn of(secret: &Summary) -> Self {
        let name = Help::from("The name of the copy; ").key(Action::NextField, " completes a folder.");
        let region = Help::from("Where the copy is created; ")
            .key(Action::NextField, " completes. Empty is the Region of the source.");
        let policy = "The resource policy; one that is open to everyone is refused.";
        Self {
            name: LineField::line("New name", name, name_here(secret)).required(),
            region: LineField::line("Region", region, secret.arn.region().unwrap_or_default()),
            description: description_field(secret.description.as_deref().unwrap_or_default()),
            kms_key: kms_key_field(secret.kms_key_id.as_deref().unwrap_or_default()),
            with_tags: SwitchField::switch("With its tags", "All but AWS's own.", true),
            with_policy: SwitchField::switch("With its policy", policy, false),
            source: secret.clone(),
            value: None,
            policy: SourcePolicy::Unread,
            aimed: None,
            looked: None,
        }
    }

    fn check_name(&self, cx: &FormContext<'_>) -> Result<(), String> {
        let name = self.name.text();
        check_name(name).map_err(|error| error.to_string())?;
        if self.target(cx).is_some() {
            return self.looked.as_ref().map_or(Ok(()), |looked| looked.check(&self.source));
        }
        match cx.named(name).map(|secret| secret.deleted) {
            Some(Some(_)) => {
                Err("A secret of this name is scheduled for deletion, and holds it until then.".into())
            }
            Some(None) => Err("A secret with this name already exists.".into()),
            None => Ok(()),
        }
    }
}

/// The first name of a copy in the same Region.
fn name_here(source: &Summary) -> String {
    format!("{}-copy", source.name)
}

impl FormSpec for CopySecret {
    fn title(&self) -> String {
        format!("Copy {}", self.source.name)
    }

    fn holds_values(&self) -> bool {
        self.value.is_some()
    }

    fn forget_answers(&mut self) {
        self.looked = None;
    }

    fn tolerates(&self, need: &Need, error: &ServiceError) -> bool {
        matches!(need.request(), Some(Request::DescribeSecret { .. })) && looked::tells_enough(error)
    }

    fn learn(&mut self, need: &Need, answer: Answer, _cx: &FormContext<'_>) {
        match (need, answer) {
            (_, Answer::Reply(Reply::GetSecretValue(value))) => self.value = Some(value.body),
            (_, Answer::Reply(Reply::GetResourcePolicy(policy))) => {
                self.policy = policy.map_or(SourcePolicy::Missing, SourcePolicy::Attached);
            }
            (Need::Read { region: Some(region), .. }, answer) => {
                self.looked = Looked::of(region.clone(), answer);
            }
            _ => {}
        }
    }

    fn changed(&mut self, field: FieldRef, cx: &FormContext<'_>) {
        self.looked = None;
        if field.is(&self.region) {
            // What is still being typed is not wrong yet.
            self.aim(cx);
        } else if field.is(&self.name) {
            self.name.error = self.check_name(cx).err();
        } else if field.is(&self.description) {
            self.description.error = check_description(self.description.text()).err();
        } else if field.is(&self.kms_key) {
            self.kms_key.error = self.check_key(cx).err();
        }
    }

    fn can_complete(&self, field: FieldRef) -> bool {
        field.is(&self.name) || field.is(&self.region) || field.is(&self.kms_key)
    }

    fn complete(&mut self, field: FieldRef, cx: &FormContext<'_>) {
        if field.is(&self.name) {
            complete_folder(&mut self.name, cx);
        } else if field.is(&self.kms_key) {
            complete_kms_key(&mut self.kms_key.input, cx);
        } else {
            self.complete_region(cx);
        }
    }

    fn field_for_error(&mut self, error: &ServiceError) -> Option<&mut dyn FormField> {
        let says = |word: &str| error.message.contains(word);
        if error.activity == Operation::CreateSecret.into() && (says("already") || says("Invalid name")) {
            Some(&mut self.name)
        } else if says("KMS") || says("kms") {
            Some(&mut self.kms_key)
        } else if self.aimed.is_some() && says("egion") {
            Some(&mut self.region)
        } else {
            None
        }
    }

    fn notes(&self, focus: Option<FieldRef>, cx: &FormContext<'_>) -> Vec<Note> {
        let mut notes = self.region_notes(focus, cx);
        notes.push(Note::new(
            Tone::Dim,
            "Reviewing reads the value, an audited event (GetSecretValue); it is not shown.",
        ));
        notes
    }
}

impl Submission for CopySecret {
    type Input = Copy;

    fn validate(&mut self, cx: &FormContext<'_>) -> Result<Copy, Rejected> {
        let region = self.target(cx);
        let name = self.name.checked(self.check_name(cx));
        let place = region.as_deref().map_or(Ok(()), |region| {
            check_region(region, self.own_region(cx)).map_err(|error| error.to_string())
        });
        let place = self.region.checked(place);
        let description = self.description.checked(check_description(self.description.text()));
        let key = self.kms_key.checked(self.check_key(cx));
        name.and(place).and(description).and(key)?;
        Ok(Copy {
            name: self.name.text().to_owned(),
            region,
            description: self.description.filled(),
            kms_key: self.kms_key.filled(),
        })
    }

    fn needs(&self, copy: &Copy) -> Vec<Need> {
        let secret = self.source.arn.to_string();
        let mut needs = Vec::new();
        if let Some(region) = &copy.region {
            let request = Request::DescribeSecret { secret: copy.name.clone() };
            needs.push(Need::read_in(region.clone(), request));
        }
        if self.value.is_none() && self.source.versions.current().is_some() {
            let version = VersionSelector::Current;
            needs.push(Need::read(Request::GetSecretValue { secret: secret.clone(), version }));
        }
        if self.policy == SourcePolicy::Unread && self.with_policy.is_on() {
            needs.push(Need::read(Request::GetResourcePolicy { secret }));
        }
        needs
    }

    fn review(&mut self, copy: Copy, cx: &mut FormContext<'_>) -> Outcome {
        let notes = self.review_notes(&copy, cx);
        Outcome::review(Review::of(self.plan(copy, cx), notes))
    }
}
