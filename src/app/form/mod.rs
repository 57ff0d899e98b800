//! The form engine: it fills, waits, reviews and sends, so that a form only says what it is about.
//!
//! A [`FormSpec`] has the fields of a form, what it has to know and how it reacts; [`Submission`] turns the fields into a
//! value of the form's own type, and that into a [`Review`]. A [`Form`] is one that is open. A form without fields is a
//! question.

mod conflict;
mod contents;
mod drawn;
mod editing;
mod field;
mod focus;
mod logging_in;
mod masking;
mod need;
mod note;
mod passwords;
mod pending;
mod pointing;
mod review;
mod spec;
mod submitting;
#[cfg(test)]
mod tests;
mod waiting;

pub use super::effect::FormId;
pub use super::text_area::{Edit, TextArea};
pub use conflict::{Conflict, Resolution, Side};
pub use drawn::Target;
pub(in crate::app) use field::field_group;
pub use field::{
    AreaField, Cell, Choice, ChoiceField, Click, Demand, Field, FieldGroup, FieldRef, FormField, Help, Input,
    InputPart, InputView, KeyOrigin, LineField, Lock, Mask, PasswordPlace, Rejected, RowKind, SecretArea,
    SecretAreaField, SecretField, SecretLine, SwitchField, Table, TableField, TableRow, Touch,
};
pub use logging_in::AfterLogin;
pub use need::{Answer, Need};
pub use note::{ColumnWidths, Columns, HiddenLine, Note, Side as ComparedSide, Tone};
pub use review::{Confirmation, OnYes, Review};
pub use spec::{Advance, AnyForm, EditorText, FormContext, FormSpec, Outcome, Submission, where_to};

use super::UpdateContext;
use super::actions::{Action, Context};
use super::problem::Problem;
use super::scroll::{Scroll, Step};
use super::search::Search;
use super::text_line::TextLine;
use crate::service::api::ServiceError;
use conflict::ConflictChoice;
use drawn::Drawn;
use jiff::Timestamp;
use pending::{Blocked, Pending};

/// The fate of a form, or of another layer, after it has handled something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Flow {
    /// It stays open.
    Stay,
    /// It is to be closed.
    Close,
}

/// The field with the focus: its name, and its place among the fields that were there then.
#[derive(Clone, Copy, Debug, Default)]
struct Focus {
    field: Option<FieldRef>,
    at: usize,
}

/// A form that is open.
#[derive(Debug)]
pub struct Form {
    id: FormId,
    spec: Box<dyn AnyForm>,
    stage: Stage,
    focus: Focus,
    /// The lines below the fields.
    notes: Vec<Note>,
    /// The problem of the form as a whole; it stays until the form is submitted again.
    problem: Option<FormProblem>,
    /// The thing that failed for want of a login, which goes on once there is one.
    blocked: Option<Blocked>,
    /// Something was typed or chosen.
    is_touched: bool,
    /// The contents of the fields before anything was typed or chosen.
    initial: u64,
    /// The mask of the secret text of the notes, here or in the review.
    notes_mask: Mask,
    /// The moment at which revealed text is masked again; `None` while all is masked.
    hide_at: Option<Timestamp>,
    /// The scroll beyond the field with the focus: the lines below may be many.
    scroll: Scroll,
    /// The search through a form without fields.
    search: Search,
    /// The parts that can be clicked, where they were drawn last.
    drawn: Drawn,
    /// The conflict that the user has to choose about.
    choice: Option<ConflictChoice>,
    /// The needs that are not answered yet.
    pending: Vec<Pending>,
    /// Needs of the opening form that were sent.
    opened: Vec<Need>,
    /// Needs of this submission that are answered.
    answered: Vec<Need>,
}

/// The stage of a form.
#[derive(Debug)]
pub enum Stage {
    /// It is being filled.
    Filling,
    /// It was submitted, and waits for what must be read first.
    Waiting,
    /// Its review is on screen.
    Reviewing {
        /// The review.
        review: Box<Review>,
        /// The scroll of the notes.
        scroll: Scroll,
        /// The name typed to confirm what can't be undone.
        typed: TextLine,
    },
    /// Its plan is being carried out; the form comes back if that fails.
    Sending,
}

/// The problem of a form as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormProblem {
    /// The service failed or refused.
    Service(ServiceError),
    /// An editor or a file failed.
    Local(Problem),
    /// There is nothing to do.
    Nothing(String),
}

impl Form {
    /// Opens a form. A question is submitted at once.
    pub fn open(id: FormId, spec: Box<dyn AnyForm>, cx: &mut FormContext<'_>) -> Self {
        let mut form = Self {
            id,
            spec,
            stage: Stage::Filling,
            focus: Focus::default(),
            notes: Vec::new(),
            problem: None,
            blocked: None,
            is_touched: false,
            initial: 0,
            notes_mask: Mask::Masked,
            hide_at: None,
            scroll: Scroll::default(),
            search: Search::default(),
            drawn: Drawn::default(),
            choice: None,
            pending: Vec::new(),
            opened: Vec::new(),
            answered: Vec::new(),
        };
        if form.spec.is_question() {
            // A question that has just been asked is not over yet: whatever comes of it stays on screen.
            let _ = form.submit(cx);
        } else {
            form.send_opening(cx);
        }
        form.refresh(cx);
        form
    }

    /// Its number.
    pub fn id(&self) -> FormId {
        self.id
    }

    /// The title: names the secret.
    pub fn title(&self) -> String {
        self.spec.title()
    }

    /// The stage of the form.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The context in which its keys are resolved.
    pub fn context(&self) -> Context {
        match &self.stage {
            Stage::Reviewing { review, .. } if *review.confirmation() == Confirmation::Key => Context::Review,
            Stage::Reviewing { .. } => Context::TypedName,
            Stage::Filling | Stage::Waiting if self.is_read_only() => Context::Comparison,
            Stage::Filling | Stage::Waiting | Stage::Sending => Context::Form,
        }
    }

    /// True if it is a question, which has no fields.
    pub fn is_question(&self) -> bool {
        self.spec.is_question()
    }

    /// True if there is nothing to fill in or to answer: a comparison, or a question that can't be asked yet.
    pub fn is_read_only(&self) -> bool {
        matches!(self.stage, Stage::Filling | Stage::Waiting) && self.fields().is_empty()
    }

    /// The search through a form without fields.
    pub fn search(&self) -> &Search {
        &self.search
    }

    pub(in crate::app) fn search_mut(&mut self) -> &mut Search {
        &mut self.search
    }

    /// True if its plan is being carried out.
    pub fn is_sending(&self) -> bool {
        matches!(self.stage, Stage::Sending)
    }

    /// True if something was typed that is not on its way to the service.
    pub fn is_unsaved(&self) -> bool {
        self.is_changed() && !self.is_sending()
    }

    /// The review, while it is on screen.
    pub fn review(&self) -> Option<&Review> {
        match &self.stage {
            Stage::Reviewing { review, .. } => Some(review),
            Stage::Filling | Stage::Waiting | Stage::Sending => None,
        }
    }

    /// The fields that are there now, in tab order.
    pub fn fields(&self) -> Vec<&dyn FormField> {
        let mut fields = Vec::new();
        self.spec.list(&mut fields);
        fields.extend(self.choice.as_ref().map(|choice| &choice.field as &dyn FormField));
        fields
    }

    /// The place of the field with the focus among [`Self::fields`].
    pub fn focus_at(&self) -> usize {
        self.focus.at
    }

    /// The lines below the fields.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The mask of the secret text of the notes.
    pub fn notes_mask(&self) -> Mask {
        self.notes_mask
    }

    /// The problem of the form as a whole.
    pub fn problem(&self) -> Option<&FormProblem> {
        self.problem.as_ref()
    }

    /// The scroll beyond the field with the focus.
    pub fn scroll(&self) -> &Scroll {
        &self.scroll
    }

    /// True if an action can do something where the focus is.
    pub fn offers(&self, action: Action) -> bool {
        let fields = self.fields();
        let is_filling = matches!(self.stage, Stage::Filling);
        let input = fields.get(self.focus.at).map(|field| field.input().view());
        let is_table = matches!(input, Some(InputView::Table(_)));
        let is_secret = match &input {
            Some(InputView::Table(table)) => table.is_secret(),
            Some(InputView::Secret(_) | InputView::SecretArea(_)) => true,
            _ => false,
        };
        let notes = self.review().map_or(&*self.notes, Review::notes);
        let hides = notes.iter().any(Note::hides);
        let focus = self.focus.field;
        match action {
            Action::RevealField if self.review().is_some() => hides,
            Action::RevealField => hides || is_secret,
            Action::CopyCommands => self.review().is_some_and(|review| review.plan().is_some()),
            Action::Submit => is_filling,
            Action::NextField | Action::PreviousField => is_filling && (is_table || fields.len() > 1),
            Action::AddRow | Action::RemoveRow | Action::FindKey | Action::RenameKey => {
                is_filling && is_table
            }
            Action::RetypeRow => is_filling && is_table && is_secret,
            Action::Generate if is_filling => {
                fields.get(self.focus.at).is_some_and(|at| at.input().password_place().is_some())
            }
            Action::CopyField => is_filling && (is_secret || self.spec.secret_to_copy().is_some()),
            Action::Generate | Action::Complete | Action::ExternalEditor if !is_filling => false,
            Action::Complete => focus.is_some_and(|field| self.spec.can_complete(field)),
            Action::ExternalEditor => focus.is_some_and(|field| self.spec.has_editor(field)),
            _ => true,
        }
    }

    /// The form's own word for an action, for the footer.
    pub fn hint(&self, action: Action) -> Option<&'static str> {
        (action == Action::Submit).then(|| self.spec.submit_label())
    }

    /// Aborts the reads of a form that closes.
    pub fn close(&mut self, cx: &mut UpdateContext) {
        cx.abandon_all(self.pending.drain(..).filter_map(Pending::into_ticket));
    }

    /// Moves through the review, the table with the focus, or the lines below the fields.
    pub fn step(&mut self, step: Step) {
        if let Stage::Reviewing { scroll, .. } = &mut self.stage {
            return scroll.step(step);
        }
        let in_table = self
            .with_focused(|field| field.input_mut().table_mut().map(|table| table.move_rows(step)).is_some());
        if in_table != Some(true) {
            self.scroll.step(step);
        }
    }

    /// Brings up to date what depends on the fields: the focus, the notes, and when to mask.
    fn refresh(&mut self, cx: &FormContext<'_>) {
        self.settle_focus();
        if !self.is_touched {
            self.initial = self.contents();
        }
        self.notes = self.spec.notes(self.focus.field, cx);
        if self.choice.is_some() {
            let reveal = cx.key(Action::RevealField);
            let conflict = self.spec.conflict(cx).into_iter();
            self.notes.extend(conflict.flat_map(|conflict| conflict.notes(&reveal)));
        }
        self.hide_later(cx);
    }
}
