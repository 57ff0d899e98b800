//! The keys of the file: each checked by itself, and told with its line if it can't be used.

use super::document::Document;
use super::fault::belongs_above;
use super::foreign_keys::meant;
use super::key_options::{KeymapName, Keys};
use super::nearest::suggestion;
use super::options::Options;
use super::problem::ConfigProblem;
use super::schema::schema;
use crate::app::actions::{Action, Chord, Context, KeyError, KeySequence, Keymap, KeymapError, TABLE};
use std::path::Path;

/// The changes of the keymap for those whose fingers know Emacs.
pub const EMACS: &str = include_str!("../../assets/keymap-emacs.toml");

/// Keys that always close, cancel or quit, so that nobody is locked in.
const RESERVED: [&str; 2] = ["ctrl-c", "esc"];
/// The key that ends what is typed, where text is typed.
const RESERVED_IN_TEXT: &str = "enter";

/// The keys of an action, as set by a line of the file.
struct Override {
    action: Action,
    keys: Vec<KeySequence>,
    line: usize,
}

/// The keymap of the options. Keys that can't be used are left out, and the keys from before hold.
pub(super) fn keymap(
    options: &Options,
    document: &Document,
    path: &Path,
    problems: &mut Vec<ConfigProblem>,
) -> Keymap {
    let preset = match options.keymap.unwrap_or_default() {
        KeymapName::Default => Vec::new(),
        KeymapName::Emacs => emacs(),
    };
    let mut own = Vec::new();
    for (name, keys) in &options.keys {
        let line = document.line(&["keys", name]);
        match read(name, keys, line) {
            Ok(keys) => own.push(keys),
            Err(text) => problems.push(ConfigProblem::at(path, line, format!("keys.{name}: {text}"))),
        }
    }
    loop {
        let pairs =
            |all: &[Override]| all.iter().map(|one| (one.action, one.keys.clone())).collect::<Vec<_>>();
        let error = match Keymap::with(pairs(&preset).into_iter().chain(pairs(&own))) {
            Ok(keymap) => return keymap,
            Err(error) => error,
        };
        let involved = involved(&error);
        let at = (0..own.len()).rev().find(|at| involved.contains(&Some(own[*at].action)));
        // A test holds the keymaps of the program free of conflicts.
        let Some(at) = at else { return Keymap::default() };
        let Override { action, line, .. } = own.remove(at);
        let text = format!("keys.{}: {}", action.row().name, error.to_string().trim_end_matches('.'));
        problems.push(ConfigProblem::at(path, line, text));
    }
}

/// The changes of the keymap "emacs".
fn emacs() -> Vec<Override> {
    let options: Options = toml::from_str(EMACS).expect("a test holds the file to be a valid one");
    options.keys.iter().filter_map(|(name, keys)| read(name, keys, 0).ok()).collect()
}

fn read(name: &str, keys: &Keys, line: usize) -> Result<Override, String> {
    let Some(row) = TABLE.iter().find(|row| row.name == name) else {
        let near = suggestion(name, TABLE.iter().map(|row| row.name.to_owned()));
        return Err(match near {
            Some(near) => format!("there is no such action; did you mean `{near}`?"),
            None => match belongs_above(&schema(), name) {
                Some(text) => format!("there is no such action; {text}"),
                None => "there is no such action; the help lists all".to_owned(),
            },
        });
    };
    let default = |key: &str| row.default_keys.contains(&key);
    let takes_text = row.contexts.iter().any(Context::takes_text);
    let in_text = takes_text.then_some(RESERVED_IN_TEXT);
    let own: Vec<&str> = RESERVED.into_iter().chain(in_text).collect();
    let mut read = Vec::new();
    for key in &keys.0 {
        let keys = sequence(key)?;
        let is_without_effect = !Context::ALL
            .iter()
            .any(|context| row.contexts.contains(*context) && row.has_keys_in(*context, keys));
        if is_without_effect {
            return Err(format!("{keys} types or edits text wherever {name} holds: it needs another key"));
        }
        let taken = own.iter().find(|name| is_chord(keys.first, name) && !default(name));
        if let Some(name) = taken {
            return Err(reserved(name));
        }
        read.push(keys);
    }
    // The ways out stay, whatever else an action gets.
    for name in own.into_iter().filter(|name| default(name)) {
        let keys: Option<KeySequence> = name.parse().ok();
        read.extend(keys.filter(|keys| !read.contains(keys)));
    }
    Ok(Override { action: row.action, keys: read, line })
}

/// Reads keys.
pub(super) fn sequence(text: &str) -> Result<KeySequence, String> {
    text.parse().map_err(|error: KeyError| {
        let fault = error.to_string();
        match (error, meant(text)) {
            (KeyError::Unknown(_) | KeyError::Shifted { .. }, Some(meant)) => {
                format!("there is no key {text:?}; did you mean {meant:?}?")
            }
            (KeyError::Empty, _) => "no key is named; an empty list, [], takes the keys away".to_owned(),
            (_, _) => fault.trim_end_matches('.').replacen("There is", "there is", 1),
        }
    })
}

/// Refuses a key that always closes, cancels or quits.
pub(super) fn check_reserved(chord: Chord) -> Result<(), String> {
    match RESERVED.iter().find(|name| is_chord(chord, name)) {
        Some(name) => Err(reserved(name)),
        None => Ok(()),
    }
}

fn reserved(name: &str) -> String {
    format!("`{name}` is reserved: it always closes, cancels or ends what is typed")
}

fn is_chord(chord: Chord, name: &str) -> bool {
    name.parse() == Ok(chord)
}

/// The actions that a conflict is between.
fn involved(error: &KeymapError) -> [Option<Action>; 2] {
    match error {
        KeymapError::Conflict { one, other, .. } | KeymapError::Prefix { one, other, .. } => {
            [Some(*one), Some(*other)]
        }
        KeymapError::Typed { action, .. } => [Some(*action), None],
        KeymapError::Taken { .. } => [None, None],
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{of, problems};
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, action: Action) -> Vec<String> {
        of(text).keymap().keys(action).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_action_gets_other_keys_several_or_none() {
        assert_eq!(shown("[keys]\nrefresh = \"f5\"", Action::Refresh), ["F5"]);
        assert_eq!(shown("[keys]\nfirst = [\"g g\", \"home\"]", Action::First), ["g g", "home"]);
        assert!(shown("[keys]\nsort = []", Action::Sort).is_empty());
        assert_eq!(problems("[keys]\nsort = []\nrefresh = \"f5\""), Vec::<String>::new());
    }

    #[test]
    fn mistakes_are_told_with_their_lines() {
        for (text, expected) in [
            ("[keys]\n\nrefesh = \"f5\"", "3: keys.refesh: there is no such action; did you mean `refresh`?"),
            ("[keys]\nsort = \"r\"", "2: keys.sort: r means both sort and refresh in the list"),
            (
                "[keys]\nrefresh = \"s r\"",
                "2: keys.refresh: s means sort in the list, so s r (refresh) can't begin with it",
            ),
            (
                "[keys]\nsort = \"esc\"",
                "2: keys.sort: `esc` is reserved: it always closes, cancels or ends what is typed",
            ),
            (
                "[keys]\nsubmit = \"ctrl-m\"",
                "2: keys.submit: `enter` is reserved: it always closes, cancels or ends what is typed",
            ),
            (
                "[keys]\nsort = 1",
                "2: keys.sort: expected a key such as \"ctrl-s\" or \"g g\", or a list of keys, found integer `1`",
            ),
            ("keymap = \"vim\"", "1: keymap: expected `default` or `emacs`, found `vim`"),
        ] {
            assert_eq!(problems(text), [expected]);
        }
        let unknown = problems("[keys]\nsort = \"hyper-s\"");
        assert!(unknown[0].starts_with("2: keys.sort: there is no key \"hyper-s\""), "{unknown:?}");
    }

    #[test]
    fn a_mistake_leaves_the_other_keys() {
        let text = "[keys]\nrefresh = \"f5\"\nsort = \"/\"\nundo = \"z\"";
        assert_eq!(
            (shown(text, Action::Refresh), shown(text, Action::Undo)),
            (vec!["F5".into()], vec!["z".into()])
        );
        assert_eq!(shown(text, Action::Sort), ["s"], "the default holds");
        assert_eq!(problems(text), ["3: keys.sort: / means both filter and sort in the list"]);
    }

    #[test]
    fn nobody_is_locked_in() {
        let text = "[keys]\nquit = []\ndecline = []\nback = []\naccept = []";
        assert_eq!(shown(text, Action::Quit), ["ctrl-c"]);
        assert_eq!(shown(text, Action::Decline), ["ctrl-c", "esc"]);
        assert_eq!(shown(text, Action::Back), ["esc"]);
        assert_eq!(shown(text, Action::Accept), ["enter"]);
        assert_eq!(problems(text), Vec::<String>::new());
    }

    #[test]
    fn the_keymap_emacs_has_no_conflict_and_names_actions() {
        assert_eq!(problems(EMACS), Vec::<String>::new());
        assert_eq!(shown("keymap = \"emacs\"", Action::Down), ["↓", "ctrl-n"]);
        assert_eq!(shown("keymap = \"emacs\"", Action::Refresh), shown("", Action::Refresh));
        let own = "keymap = \"emacs\"\n[keys]\ndown = \"ctrl-j\"";
        assert_eq!(shown(own, Action::Down), ["ctrl-j"], "the keys of the file come first");
        assert_eq!(problems("keymap = \"emacs\""), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn any_keys_leave_a_keymap_with_a_way_out(
            entries in prop::collection::btree_map(0..TABLE.len(), prop::collection::vec("[a-z]|ctrl-[a-z]|g [a-z]|f[1-9]|esc|enter", 0..3), 0..8)
        ) {
            let lines = entries.iter().map(|(at, keys)| format!("{} = {keys:?}\n", TABLE[*at].name));
            let config = of(&format!("[keys]\n{}", lines.collect::<String>()));
            for (action, key) in [(Action::Quit, "ctrl-c"), (Action::Back, "esc"), (Action::Decline, "esc")] {
                let key: KeySequence = key.parse().unwrap();
                prop_assert!(config.keymap().keys(action).contains(&key));
            }
        }
    }
}
