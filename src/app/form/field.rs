//! A field of a form: its label, its input, and what is wrong with it.

use super::pairs::Pairs;
use super::secret_line::{Mask, SecretLine};
use crate::app::text_area::{Edit, TextArea};
use crate::app::text_line::TextLine;
use crossterm::event::{KeyCode, KeyEvent};

/// Names a field; a form has each at most once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is named as on screen; its help says what it takes")]
pub enum FieldId {
    Name,
    Description,
    KmsKey,
    Kind,
    Engine,
    Members,
    Text,
    File,
    Tags,
    TagKeys,
    Replicas,
    Overwrite,
    Labels,
    Region,
    Window,
    TypedName,
    Function,
    Schedule,
    Days,
    Expression,
    Duration,
    Immediately,
    Policy,
    Template,
    BlockPublic,
    Length,
    ExcludeCharacters,
    ExcludeNumbers,
    ExcludePunctuation,
    ExcludeUppercase,
    ExcludeLowercase,
    IncludeSpace,
    RequireEach,
    Password,
    CopyTags,
    CopyPolicy,
    Label,
    Version,
    Conflict,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in the program.
    pub id: FieldId,
    /// Its name on screen.
    pub label: &'static str,
    /// What it takes, in one line; shown while it is typed into.
    pub help: String,
    /// What is typed or chosen.
    pub input: Input,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// Something wrong with a field, found by the form or answered by the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field.
    pub field: FieldId,
    /// What is wrong, and what is right.
    pub text: String,
}

/// What is typed or chosen.
#[derive(Clone, Debug)]
pub enum Input {
    /// A line.
    Line(TextLine),
    /// A line of secret text.
    Secret(SecretLine),
    /// A text of several lines.
    Area(TextArea),
    /// A secret text of several lines.
    SecretArea {
        /// The text.
        area: TextArea,
        /// Whether it shows.
        mask: Mask,
    },
    /// One of several.
    Choice {
        /// What there is to choose from.
        options: Vec<String>,
        /// Which one is chosen.
        at: usize,
    },
    /// On or off.
    Switch(Switch),
    /// Keys and values.
    Pairs(Pairs),
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}

impl Switch {
    /// The other one.
    #[must_use]
    pub fn toggled(self) -> Self {
        match self {
            Self::On => Self::Off,
            Self::Off => Self::On,
        }
    }
}

impl Field {
    /// A field with nothing wrong.
    pub fn new(id: FieldId, label: &'static str, help: impl Into<String>, input: Input) -> Self {
        Self { id, label, help: help.into(), input, error: None }
    }

    /// A line that begins with `text`.
    pub fn line(id: FieldId, label: &'static str, help: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(id, label, help, Input::Line(TextLine::new(text)))
    }

    /// A choice, the first option chosen.
    pub fn choice(id: FieldId, label: &'static str, help: impl Into<String>, options: &[&str]) -> Self {
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        Self::new(id, label, help, Input::Choice { options, at: 0 })
    }

    /// A switch.
    pub fn switch(id: FieldId, label: &'static str, help: impl Into<String>, switch: Switch) -> Self {
        Self::new(id, label, help, Input::Switch(switch))
    }

    /// What is typed, as text; of a choice, the option chosen. Nothing for switches and tables.
    pub fn text(&self) -> &str {
        match &self.input {
            Input::Line(line) => line.text(),
            Input::Secret(line) => line.text(),
            Input::Area(area) | Input::SecretArea { area, .. } => area.text(),
            Input::Choice { options, at } => options.get(*at).map_or("", String::as_str),
            Input::Switch(_) | Input::Pairs(_) => "",
        }
    }

    /// Takes a key in.
    pub fn key(&mut self, key: KeyEvent) -> Edit {
        match &mut self.input {
            Input::Line(_) if key.code == KeyCode::Enter => Edit::Unknown,
            Input::Line(line) => {
                if line.key(key) {
                    Edit::Changed
                } else {
                    Edit::Moved
                }
            }
            Input::Secret(line) => line.key(key),
            Input::Area(area) | Input::SecretArea { area, .. } => area.key(key),
            Input::Choice { options, at } => {
                let len = options.len().max(1);
                match key.code {
                    KeyCode::Left => *at = (*at + len - 1) % len,
                    KeyCode::Right | KeyCode::Char(' ') => *at = (*at + 1) % len,
                    _ => return Edit::Unknown,
                }
                Edit::Changed
            }
            Input::Switch(switch) => match key.code {
                KeyCode::Left | KeyCode::Right | KeyCode::Char(' ') => {
                    *switch = switch.toggled();
                    Edit::Changed
                }
                _ => Edit::Unknown,
            },
            Input::Pairs(pairs) => pairs.key(key),
        }
    }

    /// Whether the keys up and down move inside the field.
    pub fn takes_rows(&self) -> bool {
        matches!(self.input, Input::Area(_) | Input::SecretArea { .. } | Input::Pairs(_))
    }

    /// Takes pasted text in.
    pub fn paste(&mut self, text: &str) {
        match &mut self.input {
            Input::Line(line) => line.paste(text),
            Input::Secret(line) => line.insert(text.trim_end_matches(['\n', '\r'])),
            Input::Area(area) | Input::SecretArea { area, .. } => {
                area.insert(&text.replace("\r\n", "\n").replace('\r', "\n"));
            }
            Input::Pairs(pairs) => pairs.paste(text),
            Input::Choice { .. } | Input::Switch(_) => {}
        }
    }
}
