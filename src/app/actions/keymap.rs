//! The keymap: which keys each action has, and which action a key means.

use super::action::Action;
use super::chord::Chord;
use super::context::{Context, Contexts};
use super::sequence::KeySequence;
use crate::app::custom_command::CommandId;
use crossterm::event::KeyEvent;
use hashbrown::HashMap;
use std::sync::LazyLock;
use thiserror::Error;

/// As many bindings as the table has, and some more.
const USUAL_BINDINGS: usize = 800;

/// The keys of every action. The table of actions gives the defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    /// The keys of each action, in the order of [`Action::ALL`].
    keys: Vec<Vec<KeySequence>>,
    /// The keys of each command of the user, in their order.
    command_keys: Vec<Vec<KeySequence>>,
    /// The meaning of each first chord, by context.
    bindings: HashMap<(Context, Chord), Binding>,
}

/// The meaning of a sequence's first chord in a context.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Binding {
    /// The action whose only chord it is.
    Action(Action),
    /// The command of the user whose only chord it is.
    Command(CommandId),
    /// The chords that can follow, and what they mean.
    Prefix(Vec<(Chord, Meaning)>),
}

/// The meaning of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Action(Action),
    Command(CommandId),
}

/// The meaning of a key that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// The key means this action, alone or after the chord that was pending.
    Action(Action),
    /// The key means this command of the user.
    Command(CommandId),
    /// The key begins a sequence: this chord is pending when the next key comes.
    Pending(Chord),
    /// No sequence goes on with this key: it means nothing, and nothing is pending any longer.
    Dropped,
    /// No action has the key here: where text is typed, the key is typed.
    Unbound,
}

impl Resolved {
    /// The action, if the key means one.
    pub fn action(self) -> Option<Action> {
        match self {
            Self::Action(action) => Some(action),
            Self::Command(_) | Self::Pending(_) | Self::Dropped | Self::Unbound => None,
        }
    }
}

/// Why keys can't be set as asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeymapError {
    /// Two actions have the same keys in one context.
    #[error("{keys} means both {} and {} in {}.", one.row().name, other.row().name, context.name())]
    Conflict {
        /// The keys of both.
        keys: KeySequence,
        /// An action that has them.
        one: Action,
        /// The other.
        other: Action,
        /// A context in which both hold.
        context: Context,
    },
    /// The key of one action begins the sequence of another, or of the same, in one context.
    #[error(
        "{key} means {} in {}, so {sequence} ({}) can't begin with it.",
        one.row().name, context.name(), other.row().name
    )]
    Prefix {
        /// The key that is bound alone.
        key: Chord,
        /// The action that has it.
        one: Action,
        /// The sequence that begins with it.
        sequence: KeySequence,
        /// The action that has the sequence.
        other: Action,
        /// A context in which both hold.
        context: Context,
    },
    /// Keys of a command of the user mean something else already, in one of its contexts.
    #[error("{keys} can't be its key: {by} has {taken} in {}", context.name())]
    Taken {
        /// The keys that were asked for.
        keys: KeySequence,
        /// The keys that are taken: the same, or those that begin alike.
        taken: String,
        /// The action or the command that has them.
        by: String,
        /// The context.
        context: Context,
    },
    /// All keys of an action type or edit text, in a context in which text is typed.
    #[error(
        "{} holds in {} too, where {keys} types or edits text: it needs a key there that does not, such as a function key.",
        action.row().name, context.name()
    )]
    Typed {
        /// The action.
        action: Action,
        /// Its first keys.
        keys: KeySequence,
        /// The context in which text is typed.
        context: Context,
    },
}

impl Default for Keymap {
    /// The keymap with the keys of the table.
    fn default() -> Self {
        Self::with([]).expect("a test holds the default keys free of conflicts")
    }
}

impl Keymap {
    /// The keymap with the keys of the table, made once.
    pub fn defaults() -> &'static Self {
        static DEFAULTS: LazyLock<Keymap> = LazyLock::new(Keymap::default);
        &DEFAULTS
    }

    /// The keymap with other keys for some actions, in place of all that the table gives them. An action may have none.
    pub fn with(
        overrides: impl IntoIterator<Item = (Action, Vec<KeySequence>)>,
    ) -> Result<Self, KeymapError> {
        let mut keys: Vec<_> = Action::ALL.iter().map(|action| default_keys(*action)).collect();
        for (action, own) in overrides {
            keys[action as usize] = own;
        }
        let bindings = HashMap::with_capacity(USUAL_BINDINGS);
        let mut keymap = Self { keys: Vec::new(), command_keys: Vec::new(), bindings };
        for (action, keys) in Action::ALL.iter().zip(&keys) {
            for context in action.row().contexts.iter() {
                keymap.bind(keys, *action, context)?;
            }
        }
        Ok(Self { keys, ..keymap })
    }

    /// Binds the keys of an action that can be pressed in a context.
    fn bind(&mut self, keys: &[KeySequence], action: Action, context: Context) -> Result<(), KeymapError> {
        let typed = |keys: &&KeySequence| context.takes_text() && keys.is_typed();
        if let Some(first) = keys.first()
            && keys.iter().all(|keys| typed(&keys))
        {
            return Err(KeymapError::Typed { action, keys: *first, context });
        }
        let row = action.row();
        let holding = keys.iter().filter(|keys| row.has_keys_in(context, **keys));
        holding.copied().try_for_each(|keys| self.bind_one(keys, action, context))
    }

    /// Binds one sequence of an action in a context.
    fn bind_one(&mut self, keys: KeySequence, action: Action, context: Context) -> Result<(), KeymapError> {
        let conflict = |one| KeymapError::Conflict { keys, one, other: action, context };
        let first = keys.first;
        let prefix = |one, second, other| {
            let sequence = KeySequence { first, second: Some(second) };
            KeymapError::Prefix { key: first, one, sequence, other, context }
        };
        match (self.bindings.get_mut(&(context, first)), keys.second) {
            (None, None) => {
                self.bindings.insert((context, first), Binding::Action(action));
            }
            (None, Some(second)) => {
                let meaning = Meaning::Action(action);
                self.bindings.insert((context, first), Binding::Prefix(vec![(second, meaning)]));
            }
            (Some(Binding::Action(one)), None) if *one != action => return Err(conflict(*one)),
            // Commands are bound behind all actions.
            (Some(Binding::Action(_)), None) | (Some(Binding::Command(_)), _) => {}
            (Some(Binding::Action(one)), Some(second)) => return Err(prefix(*one, second, action)),
            (Some(Binding::Prefix(seconds)), None) => {
                if let Some((second, Meaning::Action(other))) = seconds.first() {
                    return Err(prefix(action, *second, *other));
                }
            }
            (Some(Binding::Prefix(seconds)), Some(second)) => {
                match seconds.iter().find(|(known, _)| *known == second) {
                    Some((_, Meaning::Action(one))) if *one != action => return Err(conflict(*one)),
                    Some(_) => {}
                    None => seconds.push((second, Meaning::Action(action))),
                }
            }
        }
        Ok(())
    }

    /// Gives the next command of the user its keys, in its contexts, which take no text. Keys that are taken are left out.
    ///
    /// # Errors
    /// The first of the keys that means something else there.
    pub fn add_command(&mut self, keys: &[KeySequence], contexts: Contexts) -> Result<(), KeymapError> {
        let command = CommandId(self.command_keys.len());
        let taken = keys.iter().find_map(|keys| self.taken(*keys, contexts));
        let free = keys.iter().filter(|keys| self.taken(**keys, contexts).is_none()).copied();
        let free: Vec<KeySequence> = free.collect();
        for keys in &free {
            for context in contexts.iter() {
                let binding = self.bindings.entry((context, keys.first));
                match keys.second {
                    None => drop(binding.insert(Binding::Command(command))),
                    Some(second) => {
                        if let Binding::Prefix(seconds) = binding.or_insert(Binding::Prefix(Vec::new())) {
                            seconds.push((second, Meaning::Command(command)));
                        }
                    }
                }
            }
        }
        self.command_keys.push(free);
        taken.map_or(Ok(()), Err)
    }

    /// Why a command can't have these keys.
    fn taken(&self, keys: KeySequence, contexts: Contexts) -> Option<KeymapError> {
        let taken = |taken: String, by: Meaning, context| {
            let by = match by {
                Meaning::Action(action) => action.row().name.to_owned(),
                Meaning::Command(_) => "another command".to_owned(),
            };
            Some(KeymapError::Taken { keys, taken, by, context })
        };
        contexts.iter().find_map(|context| match (self.binding(context, keys.first)?, keys.second) {
            (Binding::Action(action), _) => taken(keys.first.to_string(), Meaning::Action(*action), context),
            (Binding::Command(command), _) => {
                taken(keys.first.to_string(), Meaning::Command(*command), context)
            }
            (Binding::Prefix(seconds), second) => {
                let clash = seconds.iter().find(|(known, _)| second.is_none_or(|second| second == *known));
                let (second, by) = clash?;
                taken(KeySequence { first: keys.first, second: Some(*second) }.to_string(), *by, context)
            }
        })
    }

    /// The keys of a command of the user.
    pub fn command_keys(&self, command: CommandId) -> &[KeySequence] {
        self.command_keys.get(command.0).map_or(&[], Vec::as_slice)
    }

    /// The meaning of a key in `context`, after the chord that is `pending` there, if one is.
    pub fn resolve(&self, context: Context, pending: Option<Chord>, key: KeyEvent) -> Resolved {
        let chord = Chord::of(key);
        // The context may have changed since: a chord that begins no sequence here is no longer pending.
        if let Some(Binding::Prefix(seconds)) = pending.and_then(|first| self.binding(context, first)) {
            let second = seconds.iter().find(|(second, _)| Some(*second) == chord);
            return second.map_or(Resolved::Dropped, |(_, meaning)| Resolved::from(*meaning));
        }
        let Some(chord) = chord else { return Resolved::Unbound };
        match self.binding(context, chord) {
            Some(Binding::Action(action)) => Resolved::Action(*action),
            Some(Binding::Command(command)) => Resolved::Command(*command),
            Some(Binding::Prefix(_)) => Resolved::Pending(chord),
            None => Resolved::Unbound,
        }
    }

    /// Returns the meaning of a first chord in a context.
    fn binding(&self, context: Context, chord: Chord) -> Option<&Binding> {
        let bound = |chord| self.bindings.get(&(context, chord));
        bound(chord).or_else(|| bound(chord.unshifted()?))
    }

    /// The keys of an action.
    pub fn keys(&self, action: Action) -> &[KeySequence] {
        &self.keys[action as usize]
    }

    /// The keys of an action that are shown: the first ones.
    pub fn key(&self, action: Action) -> Option<&KeySequence> {
        self.keys(action).first()
    }

    /// The keys of an action that work in `context`: those that type no text there, and that the action does not leave to
    /// another one.
    pub fn keys_in(&self, context: Context, action: Action) -> impl Iterator<Item = &KeySequence> {
        self.keys(action).iter().filter(move |keys| action.row().has_keys_in(context, **keys))
    }

    /// The keys of an action that are shown in `context`: the first ones that are meant for it, else the first that work there.
    pub fn key_in(&self, context: Context, action: Action) -> Option<&KeySequence> {
        let row = action.row();
        let meant = self.keys_in(context, action).find(|keys| row.has_own_keys_in(context, **keys));
        meant.or_else(|| self.keys_in(context, action).next())
    }

    /// The way to an action, for a sentence: its keys, or else where the palette has it.
    pub fn label(&self, action: Action) -> String {
        if let Some(keys) = self.key(action) {
            return keys.to_string();
        }
        let row = action.row();
        // The palette lists what holds in the list and the panes.
        let is_listed =
            Context::ALL.iter().any(|context| context.is_main() && row.contexts.contains(*context));
        match self.key(Action::Palette) {
            Some(palette) if is_listed => format!("{:?} in the palette ({palette})", row.name),
            None if is_listed => format!("{:?} in the palette", row.name),
            _ => format!("{:?} (no key)", row.name),
        }
    }
}

impl From<Meaning> for Resolved {
    fn from(meaning: Meaning) -> Self {
        match meaning {
            Meaning::Action(action) => Self::Action(action),
            Meaning::Command(command) => Self::Command(command),
        }
    }
}

/// The keys that the table gives an action.
fn default_keys(action: Action) -> Vec<KeySequence> {
    let read = |keys: &&str| keys.parse().expect("a test holds every key of the table to be one");
    action.row().default_keys.iter().map(read).collect()
}

#[cfg(test)]
mod tests;
