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
        let rebase = conflict.can_rebase.then_some((Resolution::Rebase, "rebase"));
        let others = [(Resolution::Overwrite, "overwrite"), (Resolution::Drop, "drop")];
        let help =
            "rebase: their change and yours. overwrite: yours alone. drop: theirs alone, yours is lost.";
        let mut field = ChoiceField::choice("Conflict", help, rebase.into_iter().chain(others));
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
