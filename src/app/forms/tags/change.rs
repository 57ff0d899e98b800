//! The change between two sets of tags, and the fewest requests that make it so.

use super::table::TAG_LIMIT;
use crate::app::form::{Note, Tone};
use crate::app::known::Known;
use crate::app::plan::Step;
use crate::secrets::Tag;
use crate::service::api::Request;

/// A change of tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagChange {
    before: Vec<Tag>,
    /// Tags that are added or get another value.
    pub set: Vec<Tag>,
    /// Keys that are removed.
    pub removed: Vec<String>,
}

impl TagChange {
    /// The most tags that a secret may have.
    pub const LIMIT: usize = TAG_LIMIT;

    /// The change that makes `after` of `before`. Tags of AWS itself stay as they are.
    pub fn between(before: &[Tag], after: &[Tag]) -> Self {
        let own =
            |tags: &[Tag]| -> Vec<Tag> { tags.iter().filter(|tag| !tag.is_reserved()).cloned().collect() };
        let (before, after) = (own(before), own(after));
        let set = after.iter().filter(|tag| !before.contains(tag)).cloned().collect();
        let stays = |tag: &&Tag| after.iter().all(|kept| kept.key != tag.key);
        let removed = before.iter().filter(stays).map(|tag| tag.key.clone()).collect();
        Self { before, set, removed }
    }

    /// The change that sets some tags and removes some keys; a key in both is set.
    pub fn applied(before: &[Tag], set: &[Tag], removed: &[String]) -> Self {
        let goes = |tag: &Tag| removed.contains(&tag.key) || set.iter().any(|new| new.key == tag.key);
        let kept = before.iter().filter(|tag| !goes(tag));
        let after: Vec<Tag> = kept.chain(set).cloned().collect();
        Self::between(before, &after)
    }

    /// True if nothing changes.
    pub fn is_nothing(&self) -> bool {
        self.set.is_empty() && self.removed.is_empty()
    }

    /// The number of tags afterwards.
    pub fn count_after(&self) -> usize {
        self.before.len() - self.removed.len() + self.added().count()
    }

    fn added(&self) -> impl Iterator<Item = &Tag> {
        self.set.iter().filter(|new| self.before.iter().all(|tag| tag.key != new.key))
    }

    /// At most one `TagResource` and one `UntagResource`. What is added goes first, so that nothing is lost if the second
    /// fails; unless there would be too many tags in between.
    pub fn steps(&self, known: &Known) -> Vec<Step> {
        let secret = known.arn().to_string();
        let tag = (!self.set.is_empty())
            .then(|| Request::TagResource { secret: secret.clone(), tags: self.set.clone() });
        let untag =
            (!self.removed.is_empty()).then(|| Request::UntagResource { secret, keys: self.removed.clone() });
        let crowded = self.before.len() + self.added().count() > TAG_LIMIT;
        let order = if crowded { [untag, tag] } else { [tag, untag] };
        order.into_iter().flatten().map(|request| Step::on(known, request)).collect()
    }

    /// The change as a diff.
    pub fn notes(&self) -> Vec<Note> {
        let line = |tag: &Tag| format!("{} = {}", tag.key, tag.value);
        let mut notes = Vec::new();
        for tag in &self.before {
            let new = self.set.iter().find(|new| new.key == tag.key);
            if new.is_some() || self.removed.contains(&tag.key) {
                notes.push(Note::new(Tone::Removed, line(tag)));
            }
            notes.extend(new.map(|new| Note::new(Tone::Added, line(new))));
        }
        notes.extend(self.added().map(|tag| Note::new(Tone::Added, line(tag))));
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::plan::{Plan, StepState};
    use crate::app::reversal::undo_of;
    use crate::secrets::{Arn, Summary};
    use crate::service::api::ClientRequestToken;
    use proptest::prelude::*;

    fn tag(key: &str, value: &str) -> Tag {
        Tag { key: key.into(), value: value.into() }
    }

    fn known(tags: &[Tag]) -> Known {
        let mut secret = Summary::new(Arn::new("arn"), "arn");
        secret.tags = tags.to_vec();
        Known::from(&secret)
    }

    fn operations(change: &TagChange) -> Vec<&'static str> {
        change.steps(&known(&[])).iter().map(|step| step.request.operation()).collect()
    }

    #[test]
    fn a_renamed_tag_is_one_added_and_one_removed_in_two_calls() {
        let change = TagChange::between(&[tag("a", "1"), tag("b", "2")], &[tag("c", "1"), tag("b", "3")]);
        assert_eq!(operations(&change), ["TagResource", "UntagResource"]);
        assert_eq!(change.set, [tag("c", "1"), tag("b", "3")]);
        assert_eq!(change.removed, ["a"]);
        let said: Vec<_> = change.notes().into_iter().map(|note| note.text).collect();
        assert_eq!(said, ["a = 1", "b = 2", "b = 3", "c = 1"]);
    }

    #[test]
    fn where_there_is_no_room_for_more_the_old_ones_go_first() {
        let before: Vec<_> = (0..50).map(|nth| tag(&nth.to_string(), "")).collect();
        let mut after = before.clone();
        after[0].key = "new".into();
        assert_eq!(operations(&TagChange::between(&before, &after)), ["UntagResource", "TagResource"]);
    }

    #[test]
    fn tags_of_aws_are_never_touched() {
        let change = TagChange::between(&[tag("aws:a", "1")], &[]);
        assert!(change.is_nothing() && change.steps(&known(&[])).is_empty());
    }

    fn tags() -> impl Strategy<Value = Vec<Tag>> {
        proptest::collection::btree_map("[a-e]|aws:[ab]", "[xy]?", 0..6)
            .prop_map(|map| map.into_iter().map(|(key, value)| Tag { key, value }).collect())
    }

    /// The steps that undo these once they have taken effect, each sent from the state that the one before left.
    fn reversed(mut steps: Vec<Step>) -> Vec<Step> {
        for at in 0..steps.len() {
            steps[at].state = StepState::Done;
            if let Some(last) = at.checked_sub(1) {
                steps[at].before = steps[last].before.after(&steps[last].request);
            }
        }
        let undo = undo_of(&Plan::of_steps("", steps), &mut || ClientRequestToken::new("t"));
        undo.map(|undo| undo.plan.steps).unwrap_or_default()
    }

    /// The tags that the service makes of the steps.
    fn served(before: &[Tag], steps: &[Step]) -> Vec<Tag> {
        let mut tags = before.to_vec();
        for step in steps {
            match &step.request {
                Request::TagResource { tags: new, .. } => {
                    tags.retain(|tag| new.iter().all(|new| new.key != tag.key));
                    tags.extend(new.iter().cloned());
                }
                Request::UntagResource { keys, .. } => tags.retain(|tag| !keys.contains(&tag.key)),
                other => panic!("{other:?}"),
            }
        }
        tags.sort();
        tags
    }

    proptest! {
        #[test]
        fn the_steps_lead_there_and_their_reverse_leads_back(before in tags(), after in tags()) {
            let change = TagChange::between(&before, &after);
            let is_reserved = |tag: &&Tag| tag.is_reserved();
            let mut expected: Vec<Tag> = after.iter().filter(|tag| !tag.is_reserved()).cloned().collect();
            expected.extend(before.iter().filter(is_reserved).cloned());
            expected.sort();
            let steps = change.steps(&known(&before));
            let reached = served(&before, &steps);
            prop_assert_eq!(&reached, &expected);
            let mut original = before.clone();
            original.sort();
            let back = reversed(steps);
            prop_assert!(back.len() <= 2, "{:?}", back);
            prop_assert_eq!(served(&reached, &back), original);
        }
    }
}
