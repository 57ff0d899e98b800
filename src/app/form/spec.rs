//! The definition of a form: its fields, its needs, the type of its input, and its review.

use super::conflict::{Conflict, Resolution};
use super::field::{FieldGroup, FieldRef, FormField, Rejected};
use super::need::{Answer, Need};
use super::note::Note;
use super::review::Review;
use crate::app::UpdateContext;
use crate::app::actions::Action;
use crate::app::connection_summary::ConnectionSummary;
use crate::app::effect::FormId;
use crate::app::event::Event;
use crate::app::left_text::EditOrigin;
use crate::app::problem::Problem;
use crate::secrets::{Arn, Summaries, Summary, SummaryView};
use crate::service::api::{ClientRequestToken, PasswordOptions, ServiceError};
use jiff::Timestamp;
use std::fmt::Debug;
use zeroize::Zeroizing;

/// The looks and the reactions of a form. One folder or file a form, under the name of what the user does with it.
///
/// The engine sends what a form needs, waits, cancels, fails, and submits the form again when all has been answered.
pub trait FormSpec: FieldGroup + Debug {
    /// The title: names the secret.
    fn title(&self) -> String;

    /// True if the form is a question: it has no fields, opens at its review, and closes when that is answered.
    fn is_question(&self) -> bool {
        false
    }

    /// The word for submitting the form, for the footer.
    fn submit_label(&self) -> &'static str {
        Action::Submit.row().title
    }

    /// The field that has the focus when fields appear; else the first one.
    fn first_focus(&self) -> Option<FieldRef> {
        None
    }

    /// Reads that begin when the form opens; it can be filled meanwhile. Asked again after each answer: what is listed
    /// then and was not asked for yet is sent.
    fn opening(&self) -> Vec<Need> {
        Vec::new()
    }

    /// A submission begins: forgets the answers that it needs afresh.
    fn forget_answers(&mut self) {}

    /// Takes in the answer to a need.
    fn learn(&mut self, _need: &Need, _answer: Answer, _cx: &FormContext<'_>) {}

    /// True if the form can do without the answer to a need; any other failure stops it.
    fn tolerates(&self, _need: &Need, _error: &ServiceError) -> bool {
        false
    }

    /// True if the form holds values that were read from the service. It is closed while nobody is at the terminal, unless
    /// something was typed.
    fn holds_values(&self) -> bool {
        false
    }

    /// True if leaving the form loses what was typed. A form that only reads and compares loses nothing.
    fn loses_input(&self) -> bool {
        true
    }

    /// A file that the form needs failed: the form may say so at its field.
    fn file_failed(&mut self, _problem: &Problem) {}

    /// A field was changed: others may come, go or be found wrong.
    fn changed(&mut self, _field: FieldRef, _cx: &FormContext<'_>) {}

    /// True if the text of a field can be completed.
    fn can_complete(&self, _field: FieldRef) -> bool {
        false
    }

    /// Completes the text of a field.
    fn complete(&mut self, _field: FieldRef, _cx: &FormContext<'_>) {}

    /// True if the user's editor can be opened while a field has the focus.
    fn has_editor(&self, _field: FieldRef) -> bool {
        false
    }

    /// The text for the user's editor; `None`, with an error at the field, if there is none that can be edited.
    fn editor_text(&mut self, _cx: &FormContext<'_>) -> Option<EditorText> {
        None
    }

    /// Takes in the text that the editor has left.
    fn edited(&mut self, _text: Zeroizing<String>, _cx: &FormContext<'_>) {}

    /// The options of a password that is generated for a field: without the characters that connection strings and shells trip over.
    fn password_options(&self) -> PasswordOptions {
        PasswordOptions::without_awkward()
    }

    /// The secret text that is copied where none is under the cursor.
    fn secret_to_copy(&self) -> Option<&str> {
        None
    }

    /// True if the form reads for each submission what its change depends on, and finds conflicts itself.
    fn finds_conflicts(&self) -> bool {
        false
    }

    /// The form whose plan a question is about: it stays open until that plan has ended.
    fn answers_for(&self) -> Option<FormId> {
        None
    }

    /// A change that someone else made meanwhile, if it conflicts with the user's.
    fn conflict(&self, _cx: &FormContext<'_>) -> Option<Conflict> {
        None
    }

    /// Goes on from what the other one made, so that there is no conflict any longer.
    fn resolve(&mut self, _resolution: Resolution, _cx: &FormContext<'_>) {}

    /// The fact that follows from no to the review, if one does.
    fn declined(&self) -> Option<Event> {
        None
    }

    /// The news when the user has dropped the change in favour of the other one.
    fn dropped(&self) -> String {
        String::new()
    }

    /// The service has rejected the plan: the field that this concerns.
    fn field_for_error(&mut self, _error: &ServiceError) -> Option<&mut dyn FormField> {
        None
    }

    /// The need to look up after a rejection.
    fn lookup(&self, _error: &ServiceError) -> Option<Need> {
        None
    }

    /// True if what was looked up lets the form offer something else, so that it is submitted again.
    fn has_alternative(&self, _cx: &FormContext<'_>) -> bool {
        false
    }

    /// The lines below the fields: previews, findings, a diff.
    fn notes(&self, _focus: Option<FieldRef>, _cx: &FormContext<'_>) -> Vec<Note> {
        Vec::new()
    }
}

/// The submission of a form: its fields become a value of its own type, and that value a review.
pub trait Submission: FormSpec {
    /// The value of the fields once they are right.
    type Input;

    /// Reads the fields, and says at each what is wrong with it.
    fn validate(&mut self, cx: &FormContext<'_>) -> Result<Self::Input, Rejected>;

    /// The needs that must be answered before the review. All that is listed is read afresh for each submission; asked again after
    /// the answers, so that one read may lead to another.
    fn needs(&self, _input: &Self::Input) -> Vec<Need> {
        Vec::new()
    }

    /// The outcome of the submission, once all needs are answered.
    fn review(&mut self, input: Self::Input, cx: &mut FormContext<'_>) -> Outcome;
}

/// The outcome of a submission.
#[derive(Debug)]
pub enum Outcome {
    /// The review of what will be done.
    Review(Box<Review>),
    /// Fields are wrong, or there is nothing to do.
    Rejected(Rejected),
    /// The form has done its work, and stays to do it again; the focus goes to a field.
    Stay(Option<FieldRef>),
    /// The form has done its work, and closes, with news or without.
    Close(Option<String>),
}

/// A text for the user's editor.
#[derive(Debug)]
pub struct EditorText {
    /// The text.
    pub text: Zeroizing<String>,
    /// The ending of the file's name, so that the editor knows what it is.
    pub extension: &'static str,
    /// The thing that the text is of; `None` for a text that is not offered again after a kill.
    pub origin: Option<EditOrigin>,
}

impl Outcome {
    /// A review.
    pub fn review(review: Review) -> Self {
        Self::Review(Box::new(review))
    }

    /// There is nothing to do.
    pub fn nothing(text: impl Into<String>) -> Self {
        Self::Rejected(Rejected::Nothing(text.into()))
    }
}

/// The context of a form: the context of the message, and what is known of the list and the connection.
pub struct FormContext<'a> {
    /// The context of the message.
    pub update: &'a mut UpdateContext,
    /// The secrets listed so far.
    pub secrets: &'a Summaries,
    /// The connection that requests go to, and its account.
    pub connection: ConnectionSummary<'a>,
}

impl FormContext<'_> {
    /// The time of day of the message.
    pub fn time_of_day(&self) -> Timestamp {
        self.update.time_of_day()
    }

    /// The key of an action, as texts name it.
    pub fn key(&self, action: Action) -> String {
        self.update.key(action)
    }

    /// A token for a request that is being planned: it stays the same for every attempt.
    pub fn mint_token(&mut self) -> ClientRequestToken {
        self.update.mint_token()
    }

    /// The listed secret of that name.
    pub fn named(&self, name: &str) -> Option<Summary> {
        self.secrets.iter().find(|secret| secret.name() == name).map(SummaryView::to_summary)
    }
}

/// Account, Region and profile in one line, for a review.
pub fn where_to(arn: Option<&Arn>, cx: &FormContext<'_>) -> Note {
    Note::plain(cx.connection.line(arn))
}

/// The next thing to do for a submission.
#[derive(Debug)]
pub enum Advance {
    /// These needs are to be answered first.
    Wait(Vec<Need>),
    /// The user is to choose between two changes first.
    Conflict(Conflict),
    /// All is known: this comes of it.
    Conclude(Outcome),
}

/// A form of any input type, as the engine holds it.
pub trait AnyForm: FormSpec {
    /// Goes on with a submission for which the needs in `answered` are answered.
    fn advance(&mut self, answered: &[Need], cx: &mut FormContext<'_>) -> Advance;
}

impl<F: Submission> AnyForm for F {
    fn advance(&mut self, answered: &[Need], cx: &mut FormContext<'_>) -> Advance {
        let input = match self.validate(cx) {
            Ok(input) => input,
            Err(rejected) => return Advance::Conclude(Outcome::Rejected(rejected)),
        };
        let missing: Vec<Need> =
            self.needs(&input).into_iter().filter(|need| !answered.contains(need)).collect();
        if !missing.is_empty() {
            return Advance::Wait(missing);
        }
        match self.conflict(cx) {
            Some(conflict) => Advance::Conflict(conflict),
            None => Advance::Conclude(self.review(input, cx)),
        }
    }
}
