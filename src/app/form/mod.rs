//! Forms: what is asked before something is made or changed. A form keeps what was typed until it has taken effect.
//!
//! A [`Form`] is a list of fields and a [`FormSpec`]; the spec says which fields there are, what is wrong with them, and
//! which plan they come to. Filling, reviewing and sending are the same for all.

mod engine;
mod field;
mod fields;
mod pairs;
mod password_target;
mod secret_line;
mod spec;

pub use super::effect::FormId;
pub use super::text_area::{Edit, TextArea};
pub use engine::FormFlow;
pub use field::{Field, FieldError, FieldId, Input, Switch};
pub use fields::Fields;
pub use pairs::{Cell, Lock, PairKind, PairRow, Pairs};
pub use password_target::PasswordTarget;
pub use secret_line::{Mask, SecretLine};
pub use spec::{
    Confirmation, Destination, FormContext, FormEffect, FormEvent, FormSpec, HiddenLine, Note, Review,
    Submission, Tone, where_to,
};

use super::actions::{Action, Context};
use super::local::Trouble;
use super::scroll::{Scroll, Step};
use super::text_line::TextLine;
use crate::service::api::{Request, ServiceError, Ticket};
use jiff::Timestamp;

/// A form that is open.
#[derive(Debug)]
pub struct Form {
    /// Its number.
    pub id: FormId,
    /// What it is about.
    pub spec: Box<dyn FormSpec>,
    /// Its fields.
    pub fields: Fields,
    /// How far it has come.
    pub stage: Stage,
    /// What stands below the fields.
    pub notes: Vec<Note>,
    /// What went wrong with the form as a whole.
    pub trouble: Option<FormTrouble>,
    /// Whether anything was changed: leaving asks then.
    pub touched: Touched,
    /// Whether the secret text of the notes shows, here or in the review.
    pub notes_mask: Mask,
    /// When what is revealed is masked again; `None` while all is masked.
    pub hide_at: Option<Timestamp>,
    /// How far the form is scrolled beyond the field that is typed into: what stands below may be long.
    pub scroll: Scroll,
    /// The reads that are out for it.
    pub reads: Vec<(Ticket, Request)>,
    /// Those among them that make a password, and where it goes.
    pub passwords: Vec<(Ticket, PasswordTarget)>,
}

/// How far a form has come.
#[derive(Debug)]
pub enum Stage {
    /// It is being filled.
    Filling,
    /// It was submitted, and waits for what has to be read first.
    Waiting,
    /// What will be done is on screen.
    Reviewing {
        /// What will be done.
        review: Box<Review>,
        /// Where the notes are scrolled to.
        scroll: Scroll,
        /// What was typed where yes is said by typing.
        typed: TextLine,
    },
    /// The plan is being carried out; the form comes back if it fails.
    Sending,
}

/// What went wrong with a form as a whole; it stays until the form is sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormTrouble {
    /// The service said no, or nothing.
    Service(ServiceError),
    /// An editor or a file failed.
    Local(Trouble),
    /// There is nothing to change.
    Nothing(String),
}

/// Whether anything was typed or chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Touched {
    /// All is as it was opened.
    #[default]
    Untouched,
    /// Leaving would lose something.
    Touched,
}

impl Form {
    /// Where the keys go.
    pub fn context(&self) -> Context {
        match &self.stage {
            Stage::Reviewing { review, .. } if review.confirmation == Confirmation::Key => Context::Review,
            Stage::Reviewing { .. } => Context::TypedName,
            Stage::Filling | Stage::Waiting | Stage::Sending => Context::Form,
        }
    }

    /// Whether something was typed that is not on its way to the service.
    pub fn is_unsaved(&self) -> bool {
        self.touched == Touched::Touched && !matches!(self.stage, Stage::Sending)
    }

    /// What will be done, while it is on screen.
    pub fn review(&self) -> Option<&Review> {
        match &self.stage {
            Stage::Reviewing { review, .. } => Some(review),
            Stage::Filling | Stage::Waiting | Stage::Sending => None,
        }
    }

    /// Moves through the review, the table under the cursor, or what stands below the fields.
    pub fn step(&mut self, step: Step, page: usize) {
        if let Stage::Reviewing { scroll, .. } = &mut self.stage {
            return scroll.step(step);
        }
        match self.fields.focused_mut().map(|field| &mut field.input) {
            Some(Input::Pairs(pairs)) => pairs.step(step, page),
            _ => self.scroll.step(step),
        }
    }

    /// Reveals what is secret under the cursor `until` then, or masks it; where that is nothing, the secret text of the
    /// notes.
    pub fn toggle_mask(&mut self, until: Timestamp) {
        let reviewing = matches!(self.stage, Stage::Reviewing { .. });
        if reviewing || !self.fields.toggle_mask() {
            self.notes_mask = self.notes_mask.toggled();
        }
        self.hide_at = self.shows_secrets().then_some(until);
    }

    /// Whether anything secret is in the open, or would be if it were there.
    pub fn shows_secrets(&self) -> bool {
        self.notes_mask == Mask::Revealed || self.fields.show_secrets()
    }

    /// Whether an action could come to something where the cursor is.
    pub fn offers(&self, action: Action) -> bool {
        let input = self.fields.focused().map(|field| &field.input);
        let table = match input {
            Some(Input::Pairs(pairs)) => Some(pairs),
            _ => None,
        };
        let hides = match &self.stage {
            Stage::Reviewing { review, .. } => review.notes.iter().any(Note::hides),
            _ => self.notes.iter().any(Note::hides),
        };
        if matches!(self.stage, Stage::Reviewing { .. }) && action == Action::RevealField {
            return hides;
        }
        let secret_table = table.is_some_and(Pairs::is_secret);
        match action {
            Action::Submit => !self.fields.all().is_empty(),
            Action::AddRow | Action::RemoveRow => table.is_some(),
            Action::RetypeRow => secret_table,
            Action::Generate => self.fields.password_target().is_some(),
            Action::CopyField => {
                secret_table || matches!(input, Some(Input::Secret(_) | Input::SecretArea { .. }))
            }
            Action::Complete => self
                .fields
                .focused()
                .is_some_and(|field| matches!(field.id, FieldId::Name | FieldId::Region | FieldId::Replicas)),
            Action::ExternalEditor => {
                secret_table || matches!(input, Some(Input::Area(_) | Input::SecretArea { .. }))
            }
            Action::RevealField => {
                hides || secret_table || matches!(input, Some(Input::Secret(_) | Input::SecretArea { .. }))
            }
            _ => true,
        }
    }

    /// Masks all that is secret.
    pub fn mask_all(&mut self) {
        self.fields.mask_all();
        self.notes_mask = Mask::Masked;
        self.hide_at = None;
    }

    /// Opens a form.
    pub fn open(id: FormId, spec: Box<dyn FormSpec>, cx: &FormContext<'_>) -> Self {
        let fields = Fields::new(spec.fields(cx));
        let notes = spec.notes(&fields, cx);
        Self {
            id,
            spec,
            fields,
            stage: Stage::Filling,
            notes,
            trouble: None,
            touched: Touched::Untouched,
            notes_mask: Mask::Masked,
            hide_at: None,
            scroll: Scroll::default(),
            reads: Vec::new(),
            passwords: Vec::new(),
        }
    }
}
