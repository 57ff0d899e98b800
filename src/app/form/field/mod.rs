//! The fields of a form: a type for each kind of input, and one object-safe trait for the engine and the view.

mod choice;
mod group;
mod help;
mod input;
mod kinds;
mod secret_area;
mod secret_line;
mod table;
mod table_search;

pub use choice::Choice;
pub use group::FieldGroup;
pub(in crate::app) use group::field_group;
pub use help::Help;
pub use input::{Click, Input, InputPart, InputView, PasswordPlace};
pub use secret_area::SecretArea;
pub use secret_line::{Mask, SecretLine, Touch};
pub use table::{Cell, KeyOrigin, Lock, RowKind, Table, TableRow};

use crate::app::text_area::TextArea;
use crate::app::text_line::TextLine;
use std::fmt::Debug;
use zeroize::Zeroizing;

/// A field: its label and help, what is typed or chosen, and what is wrong with that.
#[derive(Clone, Debug)]
pub struct Field<I> {
    label: &'static str,
    help: Help,
    demand: Demand,
    /// The most bytes that the service takes of the text.
    byte_limit: Option<usize>,
    /// The input: what is typed or chosen.
    pub input: I,
    /// The error: what is wrong, and what is right.
    pub error: Option<String>,
}

/// The demand that a field be filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Demand {
    /// It may stay empty.
    #[default]
    Optional,
    /// The form can't be submitted without it.
    Required,
}

/// A line of text.
pub type LineField = Field<TextLine>;
/// A line of secret text.
pub type SecretField = Field<SecretLine>;
/// A text of several lines.
pub type AreaField = Field<TextArea>;
/// A secret text of several lines.
pub type SecretAreaField = Field<SecretArea>;
/// One of several options.
pub type ChoiceField<T> = Field<Choice<T>>;
/// Yes or no.
pub type SwitchField = Field<bool>;
/// Keys and values.
pub type TableField = Field<Table>;

/// Names a field among those of its form, by its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldRef(&'static str);

/// The reason for which a form can't be submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// Fields are wrong, and say so.
    Fields,
    /// There is nothing to do, for this reason.
    Nothing(String),
}

/// A field of any kind, as the engine and the view see it.
pub trait FormField: Debug {
    /// The name on screen. A form shows each label at most once.
    fn label(&self) -> &'static str;
    /// The help, one line; shown while the field has the focus.
    fn help(&self) -> &Help;
    /// The demand that it be filled.
    fn demand(&self) -> Demand;
    /// The most bytes that the service takes of its text, if they are worth counting.
    fn byte_limit(&self) -> Option<usize>;
    /// The error.
    fn error(&self) -> Option<&str>;
    /// Sets the error, or removes it.
    fn set_error(&mut self, error: Option<String>);
    /// The input: what is typed or chosen.
    fn input(&self) -> &dyn Input;
    /// The input, to be changed.
    fn input_mut(&mut self) -> &mut dyn Input;

    /// Names the field among those of its form.
    fn id(&self) -> FieldRef {
        FieldRef(self.label())
    }
}

impl<I: Input> FormField for Field<I> {
    fn label(&self) -> &'static str {
        self.label
    }

    fn help(&self) -> &Help {
        &self.help
    }

    fn demand(&self) -> Demand {
        self.demand
    }

    fn byte_limit(&self) -> Option<usize> {
        self.byte_limit
    }

    fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    fn set_error(&mut self, error: Option<String>) {
        self.error = error;
    }

    fn input(&self) -> &dyn Input {
        &self.input
    }

    fn input_mut(&mut self) -> &mut dyn Input {
        &mut self.input
    }
}

impl FieldRef {
    /// True if it names this field.
    pub fn is<I: Input>(self, field: &Field<I>) -> bool {
        self.0 == field.label
    }
}

impl<I: Input> Field<I> {
    /// A field without an error.
    pub fn new(label: &'static str, help: impl Into<Help>, input: I) -> Self {
        Self { label, help: help.into(), demand: Demand::Optional, byte_limit: None, input, error: None }
    }

    /// The field, marked as one that must be filled.
    #[must_use]
    pub fn required(self) -> Self {
        Self { demand: Demand::Required, ..self }
    }

    /// The field, its bytes counted against a limit of the service.
    #[must_use]
    pub fn at_most_bytes(self, limit: usize) -> Self {
        Self { byte_limit: Some(limit), ..self }
    }

    /// Takes what was read of the field: its value, or what is wrong with it, which is then said at the field.
    pub fn checked<T>(&mut self, read: Result<T, String>) -> Result<T, Rejected> {
        match read {
            Ok(value) => {
                self.error = None;
                Ok(value)
            }
            Err(error) => Err(self.reject(error)),
        }
    }

    /// Says what is wrong with the field.
    pub fn reject(&mut self, error: impl Into<String>) -> Rejected {
        self.error = Some(error.into());
        Rejected::Fields
    }
}

impl LineField {
    /// A line that begins with `text`.
    pub fn line(label: &'static str, help: impl Into<Help>, text: impl Into<String>) -> Self {
        Self::new(label, help, TextLine::new(text))
    }

    /// The text as it is typed.
    pub fn text(&self) -> &str {
        self.input.text()
    }

    /// The text without the spaces around it; `None` if that is empty.
    pub fn filled(&self) -> Option<String> {
        Some(self.text().trim()).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// Puts another text into the line; nothing is wrong with it yet.
    pub fn put(&mut self, text: impl Into<String>) {
        self.input = TextLine::new(text);
        self.error = None;
    }
}

impl SecretAreaField {
    /// A secret text of several lines, masked unless it is empty.
    pub fn secret_area(label: &'static str, help: impl Into<Help>, text: Zeroizing<String>) -> Self {
        Self::new(label, help, SecretArea::new(text))
    }
}

impl<T: Clone + PartialEq + Debug> ChoiceField<T> {
    /// A choice among options, each with its name; the first is chosen.
    pub fn choice<S: Into<String>>(
        label: &'static str,
        help: impl Into<Help>,
        options: impl IntoIterator<Item = (T, S)>,
    ) -> Self {
        Self::new(label, help, Choice::new(options))
    }

    /// The option that is chosen.
    pub fn chosen(&self) -> T {
        self.input.chosen().clone()
    }
}

impl SwitchField {
    /// A switch.
    pub fn switch(label: &'static str, help: impl Into<Help>, is_on: bool) -> Self {
        Self::new(label, help, is_on)
    }

    /// True if it says yes.
    pub fn is_on(&self) -> bool {
        self.input
    }
}
