//! Keys pressed where they have no action: a sentence on their actions in the list and the panes.

use super::action::Action;
use super::chord::Chord;
use super::context::Context;
use super::keymap::{Keymap, Resolved};
use crossterm::event::KeyEvent;

/// The actions that a chord has in the list and the panes, but not in the context in which it was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The chord.
    pub chord: Chord,
    /// The actions, each with the contexts in which the chord has it. At least one.
    pub meanings: Vec<(Action, Vec<Context>)>,
}

impl Keymap {
    /// The actions of a key in the list and the panes, if it has none in `context`. `None` if the key has an action or is
    /// text in `context`, or has no action anywhere.
    pub fn elsewhere(&self, context: Context, key: KeyEvent) -> Option<Elsewhere> {
        let chord = Chord::of(key)?;
        let is_text = context.takes_text() && chord.is_typed();
        if is_text || self.resolve(context, None, key) != Resolved::Unbound {
            return None;
        }
        let mut meanings: Vec<(Action, Vec<Context>)> = Vec::new();
        for other in Context::ALL.iter().copied().filter(|other| other.is_main()) {
            let Some(action) = self.resolve(other, None, key).action() else { continue };
            match meanings.iter_mut().find(|(known, _)| *known == action) {
                Some((_, contexts)) => contexts.push(other),
                None => meanings.push((action, vec![other])),
            }
        }
        (!meanings.is_empty()).then_some(Elsewhere { chord, meanings })
    }

    /// A sentence on the actions of a key elsewhere: "F: recover rotation, in Rotation (7)."
    pub fn describe(&self, elsewhere: &Elsewhere) -> String {
        let meaning = |(action, contexts): &(Action, Vec<Context>)| {
            format!("{}, in {}", action.row().title, self.places(contexts))
        };
        let meanings: Vec<String> = elsewhere.meanings.iter().map(meaning).collect();
        format!("{}: {}.", elsewhere.chord, meanings.join("; "))
    }

    /// The list and the panes by name, each pane with the key that shows it.
    fn places(&self, contexts: &[Context]) -> String {
        let list = contexts.contains(&Context::List).then(|| Context::List.name().to_owned());
        let panes = Context::ALL.iter().copied().filter(|context| context.is_pane());
        let (with, without): (Vec<Context>, Vec<Context>) = panes.partition(|pane| contexts.contains(pane));
        let panes = match without.as_slice() {
            [] => vec!["every pane".to_owned()],
            [pane] => vec![format!("every pane but {}", pane.name())],
            _ => with.into_iter().map(|pane| self.pane(pane)).collect(),
        };
        joined(&list.into_iter().chain(panes).collect::<Vec<_>>())
    }

    /// A pane's name, with the key that shows it.
    fn pane(&self, pane: Context) -> String {
        let key = Action::showing(pane).and_then(|action| self.key(action));
        key.map_or_else(|| pane.name().to_owned(), |key| format!("{} ({key})", pane.name()))
    }
}

/// "a", "a and b", "a, b and c".
fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    /// The sentence on a key that was pressed in `context`.
    fn told(keymap: &Keymap, context: Context, key: char) -> Option<String> {
        let key = KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE);
        keymap.elsewhere(context, key).map(|elsewhere| keymap.describe(&elsewhere))
    }

    /// The title of an action.
    fn title(action: Action) -> &'static str {
        action.row().title
    }

    #[test]
    fn a_key_tells_what_it_means_elsewhere_and_where() {
        let told = |context, key| told(Keymap::defaults(), context, key).unwrap_or_default();
        let recover = title(Action::RecoverRotation);
        assert_eq!(told(Context::List, 'F'), format!("F: {recover}, in Rotation (7)."));
        let sort = title(Action::Sort);
        assert_eq!(told(Context::Tags, 's'), format!("s: {sort}, in the list."));
        let (label, tag) = (title(Action::RemoveLabel), title(Action::RemoveTag));
        let (policy, replica) = (title(Action::DeletePolicy), title(Action::RemoveReplica));
        let expected = format!(
            "x: {label}, in Versions (3); {tag}, in Tags (4); {policy}, in Policy (5); {replica}, in Replication (6)."
        );
        assert_eq!(told(Context::Value, 'x'), expected);
        let rotate = title(Action::RotateNow);
        assert_eq!(told(Context::Journal, 'R'), format!("R: {rotate}, in the list and every pane."));
        let (add, replicas) = (title(Action::Create), title(Action::AddReplicas));
        let told = told(Context::Help, '+');
        assert!(told.contains(&format!("{add}, in the list")) && told.contains(replicas), "{told}");
    }

    #[test]
    fn nothing_is_told_of_a_key_that_means_something_here_or_nothing_at_all() {
        let told = |context, key| told(Keymap::defaults(), context, key);
        assert_eq!(told(Context::Rotation, 'F'), None);
        assert_eq!(told(Context::FilterLine, 'F'), None, "it is text");
        assert_eq!(told(Context::List, 'Z'), None);
    }

    #[test]
    fn a_pane_without_a_key_goes_by_its_name() {
        let keymap = Keymap::with([(Action::PaneRotation, Vec::new())]).unwrap();
        let recover = title(Action::RecoverRotation);
        assert_eq!(told(&keymap, Context::List, 'F'), Some(format!("F: {recover}, in Rotation.")));
    }
}
