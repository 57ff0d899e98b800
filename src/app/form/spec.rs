//! A sheet is what one form is about: its fields, what is wrong with them, and the plan that they come to.

use super::field::{Field, FieldError, FieldId};
use super::fields::Fields;
use crate::app::UpdateContext;
use crate::app::actions::Action;
use crate::app::connection::ConnectionSummary;
use crate::app::copy::CopyText;
use crate::app::local::{LocalAnswer, LocalWork};
use crate::app::plan::Plan;
use crate::secrets::{Arn, Summary, VersionId};
use crate::service::api::{ClientRequestToken, PasswordOptions, Reply, Request, ServiceError};
use jiff::Timestamp;
use std::fmt::{self, Debug};
use std::sync::Arc;
use zeroize::Zeroizing;

/// What a form is about. One file a sheet, under the name of what the user does with it.
pub trait FormSpec: Debug {
    /// What the form makes or changes: names the secret.
    fn title(&self) -> String;

    /// The fields at first.
    fn fields(&self, cx: &FormContext<'_>) -> Vec<Field>;

    /// What is to be read before the form is any good; it can be filled meanwhile.
    fn opened(&mut self, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        Vec::new()
    }

    /// A field was changed: others may come, go or be found wrong.
    fn changed(
        &mut self,
        _fields: &mut Fields,
        _field: FieldId,
        _facts: &FormContext<'_>,
    ) -> Vec<FormEffect> {
        Vec::new()
    }

    /// An action other than moving and typing, such as generating a password.
    fn act(&mut self, _action: Action, _fields: &mut Fields, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        Vec::new()
    }

    /// What was asked for has come.
    fn answered(
        &mut self,
        _answer: FormEvent,
        _fields: &mut Fields,
        _facts: &FormContext<'_>,
    ) -> Vec<FormEffect> {
        Vec::new()
    }

    /// Whether the form gets along without what it asked for, and says so itself; else a read that failed stops it.
    fn tolerates(&self, _request: &Request, _error: &ServiceError) -> bool {
        false
    }

    /// The user would not wait any longer: what was asked for when the form was sent does not come.
    fn cancelled(&mut self) {}

    /// What sending the form does, in a word or two for the footer.
    fn submit_label(&self) -> &'static str {
        Action::Submit.row().title
    }

    /// The form is to be sent: what is wrong, what has to be read first, or the review.
    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission;

    /// The service has turned the plan down: the field that it concerns, if it is one of this form's.
    fn field_for_error(&self, _error: &ServiceError) -> Option<FieldId> {
        None
    }

    /// The same, to do something about it. The form has its fields again by then.
    fn on_rejected(&mut self, _error: &ServiceError, _fields: &mut Fields) -> Vec<FormEffect> {
        Vec::new()
    }

    /// How a password is made for a field: without the characters that connection strings and shells trip over.
    fn password_options(&self, _fields: &Fields) -> PasswordOptions {
        PasswordOptions { exclude_characters: "/@\"'\\`$".to_owned(), ..PasswordOptions::default() }
    }

    /// What stands below the fields: previews, findings, a diff.
    fn notes(&self, _fields: &Fields, _facts: &FormContext<'_>) -> Vec<Note> {
        Vec::new()
    }
}

/// The context of a form: the context of the message, and what is known of the list and the connection.
pub struct FormContext<'a> {
    /// The context of the message.
    pub update: &'a mut UpdateContext,
    /// The secrets listed so far.
    pub secrets: &'a [Arc<Summary>],
    /// The connection that requests go to, and its account.
    pub connection: ConnectionSummary<'a>,
}

impl FormContext<'_> {
    /// The time of the message.
    pub fn now(&self) -> Timestamp {
        self.update.now()
    }

    /// A token for a request that is being planned: it stays the same for every attempt.
    pub fn mint_token(&mut self) -> ClientRequestToken {
        self.update.mint_token()
    }

    /// The listed secret of that name.
    pub fn named(&self, name: &str) -> Option<&Arc<Summary>> {
        self.secrets.iter().find(|secret| secret.name == name)
    }
}

/// Work that a sheet asks for.
#[derive(Clone, PartialEq, Eq)]
pub enum FormEffect {
    /// A read of the service: answered with `FormEvent::Reply`.
    Read(Request),
    /// The same in another Region.
    ReadIn(String, Request),
    /// An editor or a file: answered with `FormEvent::Local`.
    Local(LocalWork),
    /// Put text on the clipboard.
    Copy {
        /// What is copied, in words.
        what: String,
        /// The text.
        text: CopyText,
    },
    /// Submit again: what submitting waited for is there.
    Submit,
}

/// What came of an `FormEffect`.
#[derive(Clone)]
pub enum FormEvent {
    /// Of `FormEffect::Read`.
    Reply {
        /// What was asked.
        request: Box<Request>,
        /// What came of it.
        result: Box<Result<Reply, ServiceError>>,
    },
    /// Of `FormEffect::Local`.
    Local(LocalAnswer),
}

/// What submitting comes to.
pub enum Submission {
    /// Something is wrong; nothing is sent.
    Wrong(Vec<FieldError>),
    /// Something has to be read first; the sheet then answers `FormEffect::Submit`.
    Wait(Vec<FormEffect>),
    /// All is well: this is what will be done.
    Review(Review),
    /// There is nothing to change.
    Nothing(String),
    /// The form has done what it is for, and stays to do it again.
    Stay,
    /// The form has done what it is for, without a plan.
    Close,
    /// The same, with news.
    Done(String),
    /// The form closes, and the dashboard goes there.
    Go(Destination),
}

/// Where the dashboard goes when a form has closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// The pane Value, with that version of the selected secret read.
    Version(VersionId),
}

/// What will be done, for a last look.
#[derive(Debug)]
pub struct Review {
    /// What changes: names, lists, diffs. No value.
    pub notes: Vec<Note>,
    /// The requests.
    pub plan: Plan,
    /// How yes is said.
    pub confirmation: Confirmation,
}

/// How yes is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Confirmation {
    /// With one key.
    #[default]
    Key,
    /// By typing this, letter by letter.
    TypedName(String),
}

/// A line below a form, in a review or in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How it is meant.
    pub tone: Tone,
    /// What it says. May hold text of the service: drawn as any untrusted text.
    pub text: String,
    /// Secret text that belongs to it: shown below it only while the user has revealed the notes.
    pub hidden: Vec<HiddenLine>,
}

/// A secret text of a note, of one line or several.
#[derive(Clone, PartialEq, Eq)]
pub struct HiddenLine {
    /// How it is meant.
    pub tone: Tone,
    /// The secret text.
    pub text: Zeroizing<String>,
}

impl fmt::Debug for HiddenLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HiddenLine(redacted)")
    }
}

/// How a note is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A heading.
    Heading,
    /// As any text.
    Plain,
    /// By the way.
    Dim,
    /// All is well.
    Good,
    /// Take care.
    Warning,
    /// This is wrong, or can't be taken back.
    Danger,
    /// Added, in a diff.
    Added,
    /// Removed, in a diff.
    Removed,
    /// Changed, in a diff.
    Changed,
}

impl Note {
    /// A note.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into(), hidden: Vec::new() }
    }

    /// A note with secret text that is masked at first.
    pub fn hiding(tone: Tone, text: impl Into<String>, hidden: Vec<HiddenLine>) -> Self {
        Self { tone, text: text.into(), hidden }
    }

    /// Whether it has secret text.
    pub fn hides(&self) -> bool {
        !self.hidden.is_empty()
    }

    /// A plain note.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(Tone::Plain, text)
    }
}

/// Account, Region and profile in one line, for a review.
pub fn where_to(arn: Option<&Arn>, cx: &FormContext<'_>) -> Note {
    Note::plain(cx.connection.line(arn))
}
