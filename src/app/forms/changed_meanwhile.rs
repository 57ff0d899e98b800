//! A plan that was not sent, because its secrets have changed since the review: the choice to make the change all the same,
//! or to drop it.

use super::fact_notes::{fact_notes, step_notes};
use crate::app::effect::FormId;
use crate::app::form::{
    Conflict, FormContext, FormSpec, Note, Outcome, Rejected, Resolution, Review, Side, Submission, Tone,
    field_group, where_to,
};
use crate::app::plan::Plan;
use crate::app::wording::counted;
use crate::secrets::Arn;
use std::collections::BTreeSet;

/// The question about a plan whose secrets have changed.
#[derive(Debug)]
pub struct ChangedMeanwhile {
    plan: Plan,
    /// The form that made the plan.
    form: Option<FormId>,
    /// The user has chosen to overwrite what the secrets have now.
    overwrites: bool,
}

field_group!(ChangedMeanwhile {});

impl ChangedMeanwhile {
    /// Asks about a plan that was made by `form`, if by one.
    pub fn of(plan: Plan, form: Option<FormId>) -> Self {
        Self { plan, form, overwrites: false }
    }

    fn secrets(&self) -> BTreeSet<&Arn> {
        self.plan.changed().map(|(step, _)| step.before.arn()).collect()
    }

    /// The secrets that have changed, in words.
    fn names(&self) -> String {
        let secrets = self.secrets();
        match secrets.first() {
            Some(arn) if secrets.len() == 1 => arn.name().to_owned(),
            _ => counted(secrets.len(), "secret"),
        }
    }

    /// Notes on each step that was not sent, under the name of its secret if there are several.
    fn sides(&self) -> (Vec<Note>, Vec<Note>) {
        let several = self.secrets().len() > 1;
        let again = self.plan.overwriting();
        let (mut theirs, mut mine) = (Vec::new(), Vec::new());
        for (at, step) in self.plan.steps.iter().enumerate() {
            let Some(now) = step.found_changed() else { continue };
            let name = several.then(|| Note::plain(step.before.arn().name()));
            theirs.extend(name.clone());
            let changes = step.before.differences(now, &step.request);
            theirs.extend(changes.iter().flat_map(|change| fact_notes(&change.before, &change.now)));
            mine.extend(name);
            mine.extend(again.steps.get(at).map(step_notes).unwrap_or_default());
        }
        if mine.is_empty() {
            mine.push(Note::plain(&*self.plan.title));
        }
        (theirs, mine)
    }
}

impl FormSpec for ChangedMeanwhile {
    fn title(&self) -> String {
        self.plan.title.clone()
    }

    fn is_question(&self) -> bool {
        true
    }

    fn answers_for(&self) -> Option<FormId> {
        self.form
    }

    fn conflict(&self, _cx: &FormContext<'_>) -> Option<Conflict> {
        if self.overwrites {
            return None;
        }
        let (theirs, mine) = self.sides();
        let has = if self.secrets().len() == 1 { "has" } else { "have" };
        Some(Conflict {
            text: format!("{} {has} changed since the review, and nothing was sent.", self.names()),
            theirs: Side { heading: "What has changed".into(), diff: theirs },
            mine: Side { heading: "What your change makes of it".into(), diff: mine },
            can_rebase: false,
        })
    }

    fn resolve(&mut self, _resolution: Resolution, _cx: &FormContext<'_>) {
        self.overwrites = true;
    }

    fn dropped(&self) -> String {
        format!("Dropped: {}. {} stays as it is now.", self.plan.title, self.names())
    }
}

impl Submission for ChangedMeanwhile {
    type Input = ();

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<(), Rejected> {
        Ok(())
    }

    fn review(&mut self, (): (), cx: &mut FormContext<'_>) -> Outcome {
        let (theirs, mine) = self.sides();
        let mut notes = vec![where_to(self.secrets().first().copied(), cx)];
        notes.push(Note::new(Tone::Warning, "What has changed meanwhile is overwritten."));
        notes.extend(theirs);
        notes.push(Note::new(Tone::Heading, "What your change makes of it"));
        notes.extend(mine);
        Outcome::review(Review::of(self.plan.overwriting(), notes))
    }
}
