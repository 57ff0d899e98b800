//! The question whether to restore a text that the editor of a killed program has left.

use crate::app::LeftText;
use crate::app::event::Event;
use crate::app::form::{
    FormContext, FormSpec, Note, OnYes, Outcome, Rejected, Review, Submission, field_group,
};
use crate::secrets::VersionId;

/// The question. Yes opens the value with the text; no wipes it.
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
        let from = origin.version.as_ref().map(VersionId::short);
        let of = match from {
            Some(version) => format!("It was of {}, version {version}.", origin.name),
            None => format!("It was of {}, which had no value.", origin.name),
        };
        let notes = vec![
            Note::plain(
                "An earlier strongroom was killed while an editor was open, and left its text in a file.",
            ),
            Note::plain(of),
            Note::plain("Yes opens the value with that text: nothing is saved yet. No wipes the text."),
        ];
        let title = format!("Restore the text for {}?", origin.name);
        Outcome::review(Review::asking(title, notes, OnYes::RestoreText(self.left.clone())))
    }
}
