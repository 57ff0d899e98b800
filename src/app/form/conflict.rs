//! The choice between two changes of the same thing: the user's, and one that someone else made meanwhile.

use super::field::{ChoiceField, FormField};
use super::note::{Note, Tone};

/// A change that someone else made since the form began, against the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The event, in one sentence.
    pub text: String,
    /// The change of the other one.
    pub theirs: Side,
    /// The user's change.
    pub mine: Side,
    /// Both changes can be put together.
    pub can_rebase: bool,
}

/// The change of one side: a heading and a diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The heading: whose change it is.
    pub heading: String,
    /// The diff.
    pub diff: Vec<Note>,
}

/// The resolution of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Theirs, with the user's changes.
    Rebase,
    /// The user's alone.
    Overwrite,
    /// Theirs alone: the form closes.
    Drop,
}

impl Resolution {
    /// The name on screen.
    fn name(self) -> &'static str {
        match self {
            Self::Rebase => "rebase",
            Self::Overwrite => "overwrite",
            Self::Drop => "drop",
        }
    }

    /// The result, in words.
    fn meaning(self) -> &'static str {
        match self {
            Self::Rebase => "their change and yours",
            Self::Overwrite => "yours alone",
            Self::Drop => "theirs alone, yours is lost",
        }
    }
}

/// The conflict on screen, and the choice that it wants.
#[derive(Debug)]
pub(super) struct ConflictChoice {
    /// The field of the choice: the last one of the form.
    pub(super) field: ChoiceField<Resolution>,
    theirs: Side,
}

impl ConflictChoice {
    /// Asks for a choice.
    pub(super) fn new(conflict: Conflict) -> Self {
        let all = [Resolution::Rebase, Resolution::Overwrite, Resolution::Drop];
        let offered = all.into_iter().filter(|choice| conflict.can_rebase || *choice != Resolution::Rebase);
        let offered: Vec<Resolution> = offered.collect();
        let help: Vec<String> =
            offered.iter().map(|choice| format!("{}: {}.", choice.name(), choice.meaning())).collect();
        let options = offered.into_iter().map(|choice| (choice, choice.name()));
        let mut field = ChoiceField::choice("Conflict", help.join(" "), options);
        field.set_error(Some(format!("{} Choose what to do, then review again.", conflict.text)));
        Self { field, theirs: conflict.theirs }
    }

    /// The user's choice, if it was about this conflict.
    pub(super) fn resolution(&self, conflict: &Conflict) -> Option<Resolution> {
        (self.theirs == conflict.theirs).then(|| self.field.chosen())
    }
}

impl Conflict {
    /// Both sides, for the user to compare; `reveal` is the key that reveals secret text.
    pub(super) fn notes(self, reveal: &str) -> Vec<Note> {
        let side = |side: Side| std::iter::once(Note::new(Tone::Heading, side.heading)).chain(side.diff);
        let mut notes: Vec<Note> = side(self.theirs).chain(side(self.mine)).collect();
        if notes.iter().any(Note::hides) {
            notes.push(Note::new(Tone::Dim, format!("{reveal} reveals the values of both.")));
        }
        notes
    }
}
