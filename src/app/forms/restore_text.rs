//! The question whether to restore a text that the editor of a killed program has left.

use crate::app::event::Event;
use crate::app::form::{
    FormContext, FormSpec, Note, OnYes, Outcome, Rejected, Review, Submission, field_group,
};
use crate::app::left_text::{EditedPart, LeftText};

/// The question. Yes opens the form with the text; no wipes it.
#[derive(Debug)]
pub struct RestoreText {
    left: LeftText,
}

field_group!(RestoreText {});

impl RestoreText {
    /// Asks about this text.
    pub fn of(left: LeftText) -> Self {
        Self { left }
    }
}

/// The note in a form that was opened with a text that was left.
pub(super) fn restored_note() -> Note {
    Note::plain("The text is that of an editor whose strongroom was killed.")
}

impl FormSpec for RestoreText {
    fn title(&self) -> String {
        "Restore".into()
    }

    fn is_question(&self) -> bool {
        true
    }

    fn declined(&self) -> Option<Event> {
        Some(Event::LeftTextRefused(self.left.id))
    }
}

impl Submission for RestoreText {
    type Input = ();

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<(), Rejected> {
        Ok(())
    }

    fn review(&mut self, (): (), _cx: &mut FormContext<'_>) -> Outcome {
        let origin = &self.left.origin;
        let name = &origin.name;
        let (of, opens) = match &origin.part {
            EditedPart::Value { version: Some(version), .. } => {
                (format!("It was of {name}, version {}.", version.short()), "the value")
            }
            EditedPart::Value { version: None, .. } => {
                (format!("It was of {name}, which had no value."), "the value")
            }
            EditedPart::Policy { .. } => (format!("It was the resource policy of {name}."), "the policy"),
            EditedPart::NewValue { .. } if name.is_empty() => {
                ("It was the value of a new secret without a name.".to_owned(), "a new secret")
            }
            EditedPart::NewValue { .. } => {
                (format!("It was the value of a new secret, {name}."), "a new secret")
            }
        };
        let notes = vec![
            Note::plain(
                "An earlier strongroom was killed while an editor was open, and left its text in a file.",
            ),
            Note::plain(of),
            Note::plain(format!(
                "Yes opens {opens} with that text: nothing is saved yet. No wipes the text."
            )),
        ];
        let of = if name.is_empty() { "a new secret" } else { name };
        let title = format!("Restore the text for {of}?");
        Outcome::review(Review::asking(title, notes, OnYes::RestoreText(self.left.clone())))
    }
}
