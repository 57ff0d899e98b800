//! Writing a resource policy (`PutResourcePolicy`): checked here as it is typed, then by the service
//! (`ValidateResourcePolicy`), then shown as a diff against the policy that is attached at that moment.

mod attached;
mod check;
mod conflict;
mod lines;
mod rebase;
mod template;
mod text;
mod verdict;

use crate::app::actions::Action;
use crate::app::form::{
    Confirmation, Field, FieldId, Fields, FormContext, FormEffect, FormEvent, FormSpec, Input, Note, Review,
    Submission, Switch, TextArea, Tone, where_to,
};
use crate::app::loadable::Loadable;
use crate::app::plan::Plan;
use crate::app::secret::{Breadth, Policy};
use crate::app::{LocalAnswer, LocalWork};
use crate::secrets::{Arn, Summary};
use crate::service::api::{ErrorKind, PublicPolicy, Reply, Request, ServiceError};
use attached::Attached;
use conflict::Resolved;
use template::Template;
use text::chosen;
use verdict::{Verdict, can_do_without_check};

pub use attached::put_back;
pub use check::{LIMIT, PolicyFault, check};

/// The sheet for a resource policy.
#[derive(Debug)]
pub struct EditPolicy {
    arn: Arn,
    name: String,
    attached: Attached,
    /// What the edit goes on from: someone else may have changed it since.
    began: Attached,
    /// What was attached when the user was asked to choose between both.
    shown: Option<Attached>,
    both_changed: bool,
    /// What the text was before a template was chosen.
    own: String,
    verdict: Verdict,
    submitted: bool,
}

impl EditPolicy {
    /// For a secret, with its policy if that was read already.
    pub fn of(secret: &Summary, policy: &Loadable<Option<Policy>>) -> Self {
        let known = policy.value().map(|policy| policy.as_ref().map(|policy| policy.text.clone()));
        let attached = known.map_or(Attached::Unread, Attached::SecretIndex);
        Self {
            arn: secret.arn.clone(),
            name: secret.name.clone(),
            own: attached.laid_out(),
            began: attached.clone(),
            attached,
            shown: None,
            both_changed: false,
            verdict: Verdict::None,
            submitted: false,
        }
    }

    fn read(&self) -> FormEffect {
        FormEffect::Read(Request::GetResourcePolicy { secret: self.arn.to_string() })
    }

    fn validate(&self, policy: String) -> FormEffect {
        FormEffect::Read(Request::ValidateResourcePolicy { secret: Some(self.arn.to_string()), policy })
    }

    /// An answer came: goes on once both did, unless one of them keeps from it.
    fn take_in(&mut self, request: &Request, result: Result<Reply, ServiceError>, fields: &mut Fields) {
        let expected = result.as_ref().err().is_none_or(|error| self.tolerates(request, error));
        match request {
            Request::ValidateResourcePolicy { policy, .. } if policy == fields.text(FieldId::Policy) => {
                self.verdict = Verdict::of(result);
            }
            Request::GetResourcePolicy { .. } => self.attached_came(result, fields),
            _ => {}
        }
        if !expected {
            self.verdict = Verdict::None;
            self.submitted = false;
        }
    }

    fn attached_came(&mut self, result: Result<Reply, ServiceError>, fields: &mut Fields) {
        let untouched = self.own == self.attached.laid_out() && chosen(fields).is_none();
        match result {
            Ok(Reply::GetResourcePolicy(policy)) => self.attached = Attached::SecretIndex(policy),
            Err(error) if matches!(error.kind, ErrorKind::AccessDenied { .. }) => {
                self.attached = Attached::Denied(error);
            }
            _ => {}
        }
        if self.began == Attached::Unread {
            self.began = self.attached.clone();
        }
        if untouched && !self.submitted {
            self.own = self.attached.laid_out();
            self.fill_in(fields);
        }
    }

    fn review(&mut self, policy: &str, public: PublicPolicy, cx: &FormContext<'_>) -> Submission {
        let mut notes = vec![where_to(Some(&self.arn), cx)];
        notes.extend(self.verdict.notes());
        notes.extend(public_note(public));
        notes.extend(self.attached.denial_note());
        notes.extend(self.both_note());
        let title = format!("Attach a policy to {}", self.name);
        let mut plan = Plan::of(title, self.arn.clone(), self.put_request(policy, public));
        if let Attached::SecretIndex(former) = &self.attached {
            if former.as_deref().is_some_and(|former| check::same(former, policy)) {
                return Submission::Nothing(
                    "This is the policy that is attached: there is nothing to change.".into(),
                );
            }
            notes
                .push(Note::new(Tone::Heading, if former.is_some() { "What changes" } else { "New policy" }));
            notes.extend(lines::diff(former.as_deref(), policy));
            plan = plan.with_undo(put_back(&self.arn, &self.name, former.as_deref()));
        } else {
            notes.extend(lines::diff(None, policy));
        }
        Submission::Review(Review { notes, plan, confirmation: Confirmation::Key })
    }

    fn put_request(&self, policy: &str, public: PublicPolicy) -> Request {
        Request::PutResourcePolicy { secret: self.arn.to_string(), policy: policy.to_owned(), public }
    }
}

fn public_note(public: PublicPolicy) -> Option<Note> {
    let text = "BlockPublicPolicy is off: a policy that lets everyone in is attached as well.";
    (public == PublicPolicy::Allow).then(|| Note::new(Tone::Danger, text))
}

fn public_choice(fields: &Fields) -> PublicPolicy {
    if fields.is_on(FieldId::BlockPublic) { PublicPolicy::Block } else { PublicPolicy::Allow }
}

impl FormSpec for EditPolicy {
    fn title(&self) -> String {
        format!("Resource policy of {}", self.name)
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        let mut templates = vec!["none"];
        templates.extend(Template::ALL.map(Template::title));
        vec![
            Field::new(
                FieldId::Policy,
                "Policy",
                "JSON, 20,480 characters at most. ctrl-o opens your editor.",
                Input::Area(TextArea::new(self.own.clone())),
            ),
            Field::choice(
                FieldId::Template,
                "Template",
                "Adds a statement to the policy above; none takes it out again.",
                &templates,
            ),
            Field::switch(
                FieldId::BlockPublic,
                "Block public",
                "BlockPublicPolicy: the service refuses a policy that lets everyone in.",
                Switch::On,
            ),
        ]
    }

    fn opened(&mut self, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        if self.attached == Attached::Unread { vec![self.read()] } else { Vec::new() }
    }

    fn changed(&mut self, fields: &mut Fields, field: FieldId, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        match field {
            FieldId::Policy => return self.own_text(fields),
            FieldId::Template => self.fill_in(fields),
            _ => {}
        }
        Vec::new()
    }

    fn act(&mut self, action: Action, fields: &mut Fields, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        if action != Action::ExternalEditor {
            return Vec::new();
        }
        let text = fields.text(FieldId::Policy).to_owned();
        vec![FormEffect::Local(LocalWork::Edit { text: text.into(), extension: "json" })]
    }

    fn answered(
        &mut self,
        answer: FormEvent,
        fields: &mut Fields,
        _facts: &FormContext<'_>,
    ) -> Vec<FormEffect> {
        match answer {
            FormEvent::Local(LocalAnswer::Edited(Ok(Some(text)))) => {
                self.put(fields, text.trim_end().to_owned());
                return self.own_text(fields);
            }
            FormEvent::Reply { request, result } => self.take_in(&request, *result, fields),
            FormEvent::Local(_) => {}
        }
        let is_known = self.attached != Attached::Unread && self.verdict != Verdict::None;
        if self.submitted && is_known { vec![FormEffect::Submit] } else { Vec::new() }
    }

    fn tolerates(&self, request: &Request, error: &ServiceError) -> bool {
        match request {
            Request::ValidateResourcePolicy { .. } => can_do_without_check(error),
            _ => matches!(error.kind, ErrorKind::AccessDenied { .. }),
        }
    }

    fn cancelled(&mut self) {
        self.submitted = false;
        self.verdict = Verdict::None;
        self.attached = self.began.clone();
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        let policy = fields.text(FieldId::Policy).to_owned();
        if let Err(fault) = check(&policy) {
            return Self::wrong(fields, &fault);
        }
        if !std::mem::take(&mut self.submitted) {
            // Someone else may have changed the policy since it was read: the diff is against what is attached now.
            (self.submitted, self.verdict, self.both_changed) = (true, Verdict::None, false);
            self.attached = Attached::Unread;
            return Submission::Wait(vec![self.validate(policy), self.read()]);
        }
        match self.resolve(&policy, fields) {
            Resolved::Mine => self.review(&policy, public_choice(fields), cx),
            Resolved::Rebased => {
                self.submitted = true;
                Submission::Wait(vec![self.validate(fields.text(FieldId::Policy).to_owned())])
            }
            Resolved::Ended(submission) => submission,
        }
    }

    fn field_for_error(&self, error: &ServiceError) -> Option<FieldId> {
        match error.code.as_deref() {
            Some("PublicPolicyException") => Some(FieldId::BlockPublic),
            _ if error.kind == ErrorKind::Refused => Some(FieldId::Policy),
            _ => None,
        }
    }

    fn notes(&self, fields: &Fields, _facts: &FormContext<'_>) -> Vec<Note> {
        let text = fields.text(FieldId::Policy);
        let count = text.chars().count();
        let mut notes = vec![Note::new(Tone::Dim, format!("{count} of {LIMIT} characters"))];
        notes.extend(chosen(fields).map(|template| Note::plain(template.besides())));
        notes.extend(self.attached.denial_note());
        if Policy::new(text.to_owned()).breadth == Breadth::Everyone {
            let text = "A statement allows the principal * without a condition: this may let everyone in.";
            notes.push(Note::new(Tone::Warning, text));
        }
        notes.extend(public_note(public_choice(fields)));
        notes.extend(self.verdict.notes());
        notes.extend(self.conflict_notes(fields));
        notes
    }
}
