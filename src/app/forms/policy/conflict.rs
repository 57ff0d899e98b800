//! Someone else has changed the policy since the form began from it: what each side changed, and how the edit goes on.

use super::attached::Attached;
use super::rebase::rebase;
use super::{EditPolicy, Verdict, diff};
use crate::app::form::{Conflict, Note, Resolution, Side, Tone};
use crate::secrets::is_same_policy;

impl EditPolicy {
    /// The policy that the form began from and the one that is there now, if they differ.
    fn sides(&self) -> Option<(Option<&str>, Option<&str>)> {
        let (Attached::Known(before), Attached::Known(now)) = (&self.began, &self.attached) else {
            return None;
        };
        let same = match (before, now) {
            (Some(before), Some(now)) => is_same_policy(before, now),
            (before, now) => before == now,
        };
        (!same).then_some((before.as_deref(), now.as_deref()))
    }

    /// The conflict, unless both sides have the same policy.
    pub(super) fn find_conflict(&self) -> Option<Conflict> {
        let (before, now) = self.sides()?;
        let mine = self.policy.input.text();
        if now.is_some_and(|now| is_same_policy(now, mine)) {
            return None;
        }
        let theirs = match now {
            Some(now) => diff::diff(before, now),
            None => vec![Note::new(Tone::Removed, "The policy was deleted.")],
        };
        Some(Conflict {
            text: "Someone else has changed the policy since you began.".into(),
            theirs: Side { heading: "What they changed".into(), diff: theirs },
            mine: Side { heading: "What you changed".into(), diff: diff::diff(before, mine) },
            can_rebase: rebase(before, mine, now).is_some(),
        })
    }

    /// Goes on from the policy that is attached now, with the user's changes put into it or instead of it.
    pub(super) fn go_on_from_theirs(&mut self, resolution: Resolution) {
        let rebased = match (resolution, self.sides()) {
            (Resolution::Rebase, Some((before, now))) => rebase(before, self.policy.input.text(), now),
            _ => None,
        };
        if let Some(rebased) = rebased {
            self.both_changed = rebased.both;
            self.own.clone_from(&rebased.text);
            self.policy.input.replace(rebased.text);
            self.verdict = Verdict::None;
        }
        self.began = self.attached.clone();
    }

    /// A warning, if both sides have changed a statement.
    pub(super) fn both_note(&self) -> Option<Note> {
        let text = "They changed a statement that you changed too: check that you want both.";
        self.both_changed.then(|| Note::new(Tone::Warning, text))
    }
}
