//! Saving the filter of the list under a name.

use crate::app::Event;
use crate::app::form::{
    FieldRef, FormContext, FormSpec, LineField, Note, Outcome, Rejected, Submission, field_group,
};
use crate::app::remembered::SavedFilter;

/// The longest name, in characters.
const LONGEST: usize = 100;

/// The form for the name of a filter.
#[derive(Debug)]
pub struct SaveFilter {
    filter: String,
    name: LineField,
}

field_group!(SaveFilter { name });

impl SaveFilter {
    /// For a filter as it is typed.
    pub fn of(filter: String) -> Self {
        let help = "A filter with the same name is replaced.";
        Self { filter, name: LineField::line("Name", help, "") }
    }
}

impl FormSpec for SaveFilter {
    fn title(&self) -> String {
        "Save the filter".into()
    }

    fn submit_label(&self) -> &'static str {
        "save"
    }

    fn notes(&self, _focus: Option<FieldRef>, _cx: &FormContext<'_>) -> Vec<Note> {
        vec![Note::plain(format!("Filter: {}", self.filter))]
    }
}

impl Submission for SaveFilter {
    /// The name.
    type Input = String;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<String, Rejected> {
        let name = self.name.filled().ok_or_else(|| self.name.reject("Which name?"))?;
        if name.chars().count() > LONGEST {
            return Err(self.name.reject(format!("{LONGEST} characters at most.")));
        }
        Ok(name)
    }

    fn review(&mut self, name: String, cx: &mut FormContext<'_>) -> Outcome {
        let filter = self.filter.clone();
        cx.update.raise(Event::FilterNamed(SavedFilter { name: name.clone(), filter }));
        Outcome::Close(Some(format!("Filter saved: {name}")))
    }
}
