//! Writing a resource policy (`PutResourcePolicy`): checked here as it is typed, then by the service
//! (`ValidateResourcePolicy`), then shown as a diff against the policy that is attached at that moment.

mod attached;
mod check;
mod conflict;
mod diff;
mod rebase;
mod statements;
mod template;
mod verdict;

use crate::app::actions::Action;
use crate::app::form::{
    Answer, AreaField, ChoiceField, Conflict, EditorText, FieldRef, FormContext, FormField, FormSpec, Help,
    Need, Note, Outcome, Rejected, Resolution, Review, Submission, SwitchField, TextArea, Tone, field_group,
    where_to,
};
use crate::app::forms::restore_text::restored_note;
use crate::app::known::Known;
use crate::app::left_text::{EditOrigin, EditedPart};
use crate::app::loadable::Loadable;
use crate::app::plan::Plan;
use crate::app::wording::grouped;
use crate::secrets::{Arn, Summary};
use crate::secrets::{Breadth, Policy, is_same_policy};
use crate::service::api::{ErrorKind, PublicPolicy, Reply, Request, ServiceError};
pub(super) use diff::diff as policy_diff;

use attached::Attached;
use check::{LIMIT, check};
use template::Template;
use verdict::{Verdict, can_do_without_check};
use zeroize::Zeroizing;

/// The form for a resource policy.
#[derive(Debug)]
pub struct EditPolicy {
    arn: Arn,
    name: String,
    policy: AreaField,
    template: ChoiceField<Option<Template>>,
    block_public: SwitchField,
    /// The policy that is attached, as it was read last.
    attached: Attached,
    /// The policy that the edit goes on from: someone else may have changed it since.
    began: Attached,
    /// Both sides of a conflict have changed a statement.
    both_changed: bool,
    /// The text before a template was chosen.
    own: String,
    verdict: Verdict,
    /// The form began with a text that the editor of a killed program has left.
    is_restored: bool,
}

field_group!(EditPolicy { policy, template, block_public });

impl EditPolicy {
    /// For a secret, with its policy if that was read already.
    pub fn of(secret: &Summary, policy: &Loadable<Option<Policy>>) -> Self {
        let known = policy.value().map(|policy| policy.as_ref().map(|policy| policy.text.clone()));
        Self::new(secret.arn.clone(), secret.name.clone(), known.map_or(Attached::Unread, Attached::Known))
    }

    /// For a secret, with a text that the editor of a killed program has left.
    pub fn restoring(arn: Arn, name: String, text: &str) -> Self {
        let mut form = Self { is_restored: true, ..Self::new(arn, name, Attached::Unread) };
        text.clone_into(&mut form.own);
        form.fill_in();
        form
    }

    fn new(arn: Arn, name: String, attached: Attached) -> Self {
        let own = attached.to_edit();
        let help = Help::from("JSON, 20,480 characters at most. ")
            .key(Action::ExternalEditor, " opens your editor.");
        let template = "Adds a statement to the policy above; none removes it again.";
        let templates = Template::ALL.map(|template| (Some(template), template.title()));
        let block_public = "BlockPublicPolicy: the service refuses a policy that lets everyone in.";
        Self {
            arn,
            name,
            policy: AreaField::new("Policy", help, TextArea::new(own.clone())),
            template: ChoiceField::choice(
                "Template",
                template,
                [(None, "none")].into_iter().chain(templates),
            ),
            block_public: SwitchField::switch("Block public", block_public, true),
            began: attached.clone(),
            attached,
            both_changed: false,
            own,
            verdict: Verdict::None,
            is_restored: false,
        }
    }

    fn read(&self) -> Need {
        Need::read(Request::GetResourcePolicy { secret: self.arn.to_string() })
    }

    /// The attached policy was read. The form begins from it unless something is written already.
    fn attached_came(&mut self, attached: Attached) {
        self.attached = attached;
        if self.began == Attached::Unread {
            self.began = self.attached.clone();
            if self.own.is_empty() && self.template.chosen().is_none() {
                self.own = self.attached.to_edit();
                self.fill_in();
            }
        }
    }

    /// Puts the text of the template that is chosen into the editor; with none chosen, the one that was there.
    fn fill_in(&mut self) {
        let text = match self.template.chosen() {
            Some(template) => template.added_to(&self.own, &self.arn),
            None => self.own.clone(),
        };
        self.policy.input.replace(text);
        self.text_changed();
        // Puts the cursor where the user has to write something.
        let fault = check::first_placeholder(self.policy.input.text());
        if let Some((line, column)) = fault.and_then(|fault| fault.place()) {
            self.policy.input.go_to(line, column);
        }
    }

    /// The text is another: the findings about the one before say nothing of it.
    fn text_changed(&mut self) {
        (self.verdict, self.both_changed) = (Verdict::None, false);
        let text = self.policy.input.text();
        let fault = Some(text).filter(|text| !text.trim().is_empty()).and_then(|text| check(text).err());
        self.policy.error = fault.map(|fault| fault.to_string());
    }

    fn public(&self) -> PublicPolicy {
        if self.block_public.is_on() { PublicPolicy::Block } else { PublicPolicy::Allow }
    }

    fn public_note(&self) -> Option<Note> {
        let text = "BlockPublicPolicy is off: a policy that lets everyone in is attached as well.";
        (self.public() == PublicPolicy::Allow).then(|| Note::new(Tone::Danger, text))
    }

    /// Attaches the policy in place of the one that is known.
    fn plan(&self, policy: String) -> Plan {
        let secret = self.arn.to_string();
        let request = Request::PutResourcePolicy { secret, policy, public: self.public() };
        let known = Known::nothing_of(self.arn.clone());
        let known = match &self.attached {
            Attached::Known(former) => known.with_policy(former.as_deref()),
            Attached::Unread | Attached::Denied(_) => known,
        };
        Plan::of(format!("Attach a policy to {}", self.name), &known, request)
    }

    fn review_notes(&self, policy: &str, cx: &FormContext<'_>) -> Vec<Note> {
        let mut notes = vec![where_to(Some(&self.arn), cx)];
        notes.extend(self.verdict.notes());
        notes.extend(self.public_note());
        notes.extend(self.attached.denial_note());
        notes.extend(self.both_note());
        if let Attached::Known(former) = &self.attached {
            let heading = if former.is_some() { "What changes" } else { "New policy" };
            notes.push(Note::new(Tone::Heading, heading));
            notes.extend(diff::diff(former.as_deref(), policy));
        } else {
            notes.extend(diff::diff(None, policy));
        }
        notes
    }
}

impl FormSpec for EditPolicy {
    fn title(&self) -> String {
        format!("Resource policy of {}", self.name)
    }

    fn opening(&self) -> Vec<Need> {
        if self.attached == Attached::Unread { vec![self.read()] } else { Vec::new() }
    }

    fn tolerates(&self, need: &Need, error: &ServiceError) -> bool {
        match need.request() {
            Some(Request::ValidateResourcePolicy { .. }) => can_do_without_check(error),
            _ => error.is_denied(),
        }
    }

    fn learn(&mut self, need: &Need, answer: Answer, _cx: &FormContext<'_>) {
        match (need.request(), answer) {
            (Some(Request::ValidateResourcePolicy { .. }), answer) => self.verdict = Verdict::of(answer),
            (_, Answer::Reply(Reply::GetResourcePolicy(policy))) => {
                self.attached_came(Attached::Known(policy));
            }
            (_, Answer::Failed(error)) => self.attached_came(Attached::Denied(error)),
            _ => {}
        }
    }

    fn forget_answers(&mut self) {
        self.verdict = Verdict::None;
    }

    fn changed(&mut self, field: FieldRef, _cx: &FormContext<'_>) {
        if field.is(&self.policy) {
            self.policy.input.text().clone_into(&mut self.own);
            self.text_changed();
        } else if field.is(&self.template) {
            self.fill_in();
        }
    }

    fn has_editor(&self, _field: FieldRef) -> bool {
        true
    }

    fn editor_text(&mut self, _cx: &FormContext<'_>) -> Option<EditorText> {
        let text = Zeroizing::new(self.policy.input.text().to_owned());
        let origin =
            EditOrigin { name: self.name.clone(), part: EditedPart::Policy { arn: self.arn.clone() } };
        Some(EditorText { text, extension: "json", origin: Some(origin) })
    }

    fn edited(&mut self, text: Zeroizing<String>, _cx: &FormContext<'_>) {
        // Editors add a line end that means nothing to a policy, and would be one of its characters.
        let had_line_end = self.policy.input.text().ends_with('\n');
        let text = text.strip_suffix('\n').filter(|_| !had_line_end).unwrap_or(&text);
        text.clone_into(&mut self.own);
        self.policy.input.replace(self.own.clone());
        self.text_changed();
    }

    fn finds_conflicts(&self) -> bool {
        true
    }

    fn conflict(&self, _cx: &FormContext<'_>) -> Option<Conflict> {
        self.find_conflict()
    }

    fn resolve(&mut self, resolution: Resolution, _cx: &FormContext<'_>) {
        self.go_on_from_theirs(resolution);
    }

    fn dropped(&self) -> String {
        format!("The policy of {} stays as it is now: your change was dropped.", self.name)
    }

    fn field_for_error(&mut self, error: &ServiceError) -> Option<&mut dyn FormField> {
        match error.code.as_deref() {
            Some("PublicPolicyException") => Some(&mut self.block_public),
            _ if error.kind == ErrorKind::Refused => Some(&mut self.policy),
            _ => None,
        }
    }

    fn notes(&self, _focus: Option<FieldRef>, _cx: &FormContext<'_>) -> Vec<Note> {
        let text = self.policy.input.text();
        let count = text.chars().count();
        let mut notes =
            vec![Note::new(Tone::Dim, format!("{} of {} characters", grouped(count), grouped(LIMIT)))];
        notes.extend(self.is_restored.then(restored_note));
        notes.extend(self.template.chosen().map(|template| Note::plain(template.besides())));
        notes.extend(self.attached.denial_note());
        if Policy::new(text.to_owned()).breadth == Breadth::Everyone {
            let text = "A statement allows the principal * without a condition: this may let everyone in.";
            notes.push(Note::new(Tone::Warning, text));
        }
        notes.extend(self.public_note());
        notes.extend(self.verdict.notes());
        notes
    }
}

impl Submission for EditPolicy {
    /// The text of the policy.
    type Input = String;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<String, Rejected> {
        let text = self.policy.input.text().to_owned();
        match check(&text) {
            Ok(()) => Ok(text),
            Err(fault) => {
                if let Some((line, column)) = fault.place() {
                    self.policy.input.go_to(line, column);
                }
                Err(self.policy.reject(fault.to_string()))
            }
        }
    }

    fn needs(&self, policy: &String) -> Vec<Need> {
        let secret = Some(self.arn.to_string());
        let check = Need::read(Request::ValidateResourcePolicy { secret, policy: policy.clone() });
        vec![check, self.read()]
    }

    fn review(&mut self, policy: String, cx: &mut FormContext<'_>) -> Outcome {
        self.began = self.attached.clone();
        if let Attached::Known(Some(attached)) = &self.attached
            && is_same_policy(attached, &policy)
        {
            return Outcome::nothing("This is the policy that is attached: there is nothing to change.");
        }
        let notes = self.review_notes(&policy, cx);
        Outcome::review(Review::of(self.plan(policy), notes))
    }
}
