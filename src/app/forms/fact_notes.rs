//! Facts about secrets that change, as a diff.

use super::policy::policy_diff;
use crate::app::fact::Fact;
use crate::app::form::{Note, Tone};
use crate::app::plan::{Plan, Step};

/// The changes of a plan: the facts before and after each of its steps, under the secrets' names if there are several.
pub(super) fn plan_notes(plan: &Plan) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut last = None;
    for step in &plan.steps {
        let is_one = plan.steps.iter().all(|other| other.subject == step.subject);
        if !is_one && last != Some(&step.subject) {
            notes.push(Note::new(Tone::Heading, step.subject.name()));
        }
        last = Some(&step.subject);
        notes.extend(step_notes(step));
    }
    notes
}

/// The facts that the request of a step changes.
pub(super) fn step_notes(step: &Step) -> Vec<Note> {
    let after = step.before.after(&step.request);
    let changes = step.before.differences(&after, &step.request);
    changes.iter().flat_map(|change| fact_notes(&change.before, &change.now)).collect()
}

/// A fact before and after a change.
pub(super) fn fact_notes(before: &Fact, after: &Fact) -> Vec<Note> {
    if let (Fact::Policy(before), Fact::Policy(Some(after))) = (before, after) {
        let heading = Note::new(Tone::Heading, "Resource policy");
        return std::iter::once(heading).chain(policy_diff(before.as_deref(), after)).collect();
    }
    let line = |fact: &Fact| format!("{}: {}", fact.subject(), fact.state());
    vec![Note::new(Tone::Removed, line(before)), Note::new(Tone::Added, line(after))]
}
