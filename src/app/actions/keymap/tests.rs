use super::*;
use crossterm::event::{KeyCode, KeyModifiers};
use std::collections::{BTreeMap, BTreeSet};

fn press(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
    KeyEvent::new(code, modifiers)
}

fn letter(letter: char) -> KeyEvent {
    press(KeyCode::Char(letter), KeyModifiers::NONE)
}

fn chord(text: &str) -> Chord {
    text.parse().unwrap()
}

fn sequence(text: &str) -> KeySequence {
    text.parse().unwrap()
}

/// The keymap with other keys for some actions.
fn keymap(overrides: &[(Action, &[&str])]) -> Result<Keymap, KeymapError> {
    let own = |(action, keys): &(Action, &[&str])| {
        (*action, keys.iter().map(|keys| sequence(keys)).collect::<Vec<_>>())
    };
    Keymap::with(overrides.iter().map(own))
}

fn by_default(context: Context, key: KeyEvent) -> Option<Action> {
    Keymap::defaults().resolve(context, None, key).action()
}

#[test]
fn the_default_keys_conflict_nowhere() {
    assert_eq!(keymap(&[]).err(), None);
}

#[test]
fn every_default_key_means_its_action_wherever_it_holds() {
    for row in &super::super::TABLE {
        for context in Context::ALL.iter().filter(|context| row.contexts.contains(**context)) {
            for keys in Keymap::defaults().keys(row.action) {
                let bound = Keymap::defaults().bindings.get(&(*context, keys.first));
                let means = match (bound, keys.second) {
                    (Some(Binding::Prefix(seconds)), Some(second)) => {
                        seconds.contains(&(second, Meaning::Action(row.action)))
                    }
                    (bound, _) => bound == Some(&Binding::Action(row.action)),
                };
                assert_eq!(means, row.has_keys_in(*context, *keys), "{keys} in {context:?}");
            }
        }
    }
}

#[test]
fn the_same_key_means_what_its_context_says() {
    let enter = press(KeyCode::Enter, KeyModifiers::NONE);
    assert_eq!(by_default(Context::List, enter), Some(Action::Open));
    assert_eq!(by_default(Context::Versions, enter), Some(Action::ReadVersion));
    assert_eq!(by_default(Context::Review, enter), Some(Action::Decline), "the focus is on No");
}

#[test]
fn letters_are_text_where_text_is_typed() {
    assert_eq!(Keymap::defaults().resolve(Context::FilterLine, None, letter('q')), Resolved::Unbound);
    assert_eq!(by_default(Context::List, letter('q')), Some(Action::Quit));
    assert_eq!(Keymap::defaults().key_in(Context::FilterLine, Action::Quit), Some(&sequence("ctrl-c")));
    assert_eq!(Keymap::defaults().key_in(Context::List, Action::Quit), Some(&sequence("q")));
}

#[test]
fn modifiers_are_told_apart_where_they_matter() {
    assert_eq!(by_default(Context::List, press(KeyCode::Char('G'), KeyModifiers::SHIFT)), Some(Action::Last));
    assert_eq!(
        by_default(Context::List, press(KeyCode::Char('P'), KeyModifiers::CONTROL)),
        Some(Action::Palette)
    );
    assert_eq!(by_default(Context::List, press(KeyCode::Char('q'), KeyModifiers::ALT)), None);
    assert_eq!(
        by_default(Context::Tags, press(KeyCode::Tab, KeyModifiers::SHIFT)),
        Some(Action::PreviousPane)
    );
    assert_eq!(by_default(Context::Tags, press(KeyCode::Down, KeyModifiers::SHIFT)), Some(Action::Down));
}

#[test]
fn shift_with_a_named_key_can_be_bound_by_itself() {
    let keymap = keymap(&[(Action::HalfPageDown, &["shift-down"])]).unwrap();
    let shifted = keymap.resolve(Context::Tags, None, press(KeyCode::Down, KeyModifiers::SHIFT));
    assert_eq!(shifted, Resolved::Action(Action::HalfPageDown));
    let without = keymap.resolve(Context::Tags, None, press(KeyCode::Down, KeyModifiers::NONE));
    assert_eq!(without, Resolved::Action(Action::Down));
}

#[test]
fn a_sequence_means_its_action_when_it_is_complete() {
    let keymap = keymap(&[(Action::First, &["g g", "home"]), (Action::Last, &["g e"])]).unwrap();
    let resolve = |context, pending, key| keymap.resolve(context, pending, key);
    let pending = Some(chord("g"));
    assert_eq!(resolve(Context::List, None, letter('g')), Resolved::Pending(chord("g")));
    assert_eq!(resolve(Context::List, pending, letter('g')), Resolved::Action(Action::First));
    assert_eq!(resolve(Context::List, pending, letter('e')), Resolved::Action(Action::Last));
    assert_eq!(resolve(Context::List, pending, letter('q')), Resolved::Dropped, "not the action of q alone");
    let home = press(KeyCode::Home, KeyModifiers::NONE);
    assert_eq!(resolve(Context::List, None, home), Resolved::Action(Action::First));
    assert_eq!(
        resolve(Context::Review, pending, letter('y')),
        Resolved::Action(Action::Confirm),
        "what is pending where the keys no longer go is forgotten"
    );
    assert_eq!(resolve(Context::FilterLine, None, letter('g')), Resolved::Unbound);
}

#[test]
fn two_actions_with_the_same_keys_in_one_context_are_refused() {
    let error = keymap(&[(Action::Sort, &["r"])]).unwrap_err();
    assert_eq!(error.to_string(), "r means both sort and refresh in the list.");
    keymap(&[(Action::Sort, &["r"]), (Action::Refresh, &["f5"])]).unwrap();
    let error = keymap(&[(Action::Sort, &["z z"]), (Action::Refresh, &["z z"])]).unwrap_err();
    assert_eq!(error.to_string(), "z z means both sort and refresh in the list.");
    keymap(&[(Action::MarkVersion, &["s"])]).expect("s sorts in the list alone");
    keymap(&[(Action::Sort, &["s", "s"])]).expect("the same keys twice are no conflict");
}

#[test]
fn a_key_that_begins_a_sequence_in_one_context_is_refused() {
    let expected = "s means sort in the list, so s r (refresh) can't begin with it.";
    let error = keymap(&[(Action::Refresh, &["s r"])]).unwrap_err();
    assert_eq!(error.to_string(), expected, "the key is bound first");
    let expected = "z means refresh in the list, so z s (sort) can't begin with it.";
    let error = keymap(&[(Action::Sort, &["z s"]), (Action::Refresh, &["z"])]).unwrap_err();
    assert_eq!(error.to_string(), expected, "the sequence is bound first");
    keymap(&[(Action::MarkVersion, &["s m"])]).expect("s sorts in the list alone");
}

#[test]
fn an_action_needs_a_key_that_is_no_text_where_text_is_typed() {
    let error = keymap(&[(Action::Submit, &["s"])]).unwrap_err();
    assert!(
        error.to_string().starts_with("submit holds in a form too, where s types or edits text"),
        "{error}"
    );
    let error = keymap(&[(Action::Quit, &["Q"])]).unwrap_err();
    assert!(matches!(error, KeymapError::Typed { context: Context::FilterLine, .. }), "{error:?}");
    let error = keymap(&[(Action::Submit, &["ctrl-w"])]).unwrap_err();
    assert!(matches!(error, KeymapError::Typed { .. }), "it erases a word: {error:?}");
    keymap(&[(Action::Quit, &["Q", "ctrl-q"])]).unwrap();
    keymap(&[(Action::Submit, &["ctrl-q s"])]).expect("ctrl-q types nothing");
}

#[test]
fn an_action_without_keys_is_named_as_the_palette_has_it() {
    let label = |keymap: &Keymap, action| keymap.label(action);
    assert_eq!(label(Keymap::defaults(), Action::Undo), "u");
    assert_eq!(label(Keymap::defaults(), Action::ForceDelete), "\"force-delete\" in the palette (:)");
    let none = Keymap::with(Action::ALL.iter().map(|action| (*action, Vec::new()))).unwrap();
    assert_eq!(label(&none, Action::ForceDelete), "\"force-delete\" in the palette");
    assert_eq!(label(&none, Action::Submit), "\"submit\" (no key)", "the palette has no actions of forms");
    assert_eq!((none.key(Action::Undo), none.key_in(Context::List, Action::Undo)), (None, None));
    assert_eq!(none.resolve(Context::List, None, letter('q')), Resolved::Unbound);
}

/// The keys that mean something of their own in several parts of the screen that are seen together, with the one idea that
/// they all stand for. `docs/keys.md` tells the ideas.
const IDEAS: &[(&str, &str)] = &[
    ("enter", "goes into what is under the cursor"),
    ("v", "reads or reveals"),
    ("/", "finds what is shown"),
    ("y", "copies what is under the cursor"),
    ("e", "edits what is shown"),
    ("+", "adds to what is shown"),
    ("x", "removes what is under the cursor"),
    ("=", "compares"),
    ("d", "shows what is left out"),
    ("space", "marks a row or opens a branch"),
    ("c n", "copies"),
    ("m", "marks what is under the cursor, to find it again"),
];

/// The same for what lies over the list and the panes, which stay in sight.
const IDEAS_ABOVE: &[(&str, &str)] = &[
    ("enter", "goes on with what is under the cursor; in a question it is No"),
    ("esc", "closes what lies on top"),
    ("q", "closes what lies on top; with nothing there, the program"),
    ("ctrl-c", "gives up: the question, else the program"),
    ("y", "takes: copies what is under the cursor, or says yes"),
    ("n", "goes to the next match; a question has none, and there it is No"),
    ("v", "reads or reveals"),
    ("V", "reads or reveals"),
    ("tab", "goes on to the next, after completing what is typed"),
    ("shift-tab", "goes back to the one before"),
    ("F3", "finds"),
    ("ctrl-r", "where v would be typed, reveals; elsewhere sends what failed again"),
    ("ctrl-x", "ends what is under way or under the cursor: loading, a row, a bookmark"),
];

/// The actions of each key in the contexts that are chosen.
fn meanings(is_chosen: impl Fn(Context) -> bool) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut found: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for row in &super::super::TABLE {
        for context in Context::ALL.iter().filter(|context| row.contexts.contains(**context)) {
            if is_chosen(*context) {
                for keys in Keymap::defaults().keys_in(*context, row.action) {
                    found.entry(keys.to_string()).or_default().insert(row.name);
                }
            }
        }
    }
    found
}

#[test]
fn no_key_has_two_meanings_among_the_list_and_the_panes_but_for_one_idea() {
    let found = meanings(Context::is_main);
    let several = found.iter().filter(|(_, actions)| actions.len() > 1);
    let unknown: Vec<_> = several.filter(|(keys, _)| !IDEAS.iter().any(|(idea, _)| idea == keys)).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn no_key_has_another_meaning_over_the_list_and_the_panes_but_for_one_idea() {
    let below = meanings(Context::is_main);
    let mut used = BTreeSet::new();
    for context in Context::ALL.iter().filter(|context| !context.is_main()) {
        for (keys, actions) in meanings(|other| other == *context) {
            assert_eq!(actions.len(), 1, "{keys} in {}", context.name());
            let Some(other) = below.get(&keys) else { continue };
            if other.is_superset(&actions) {
                continue;
            }
            let idea = IDEAS_ABOVE.iter().position(|(idea, _)| *idea == keys);
            let idea = idea
                .unwrap_or_else(|| panic!("{keys} is {actions:?} in {}, {other:?} below", context.name()));
            used.insert(idea);
        }
    }
    assert_eq!(used.len(), IDEAS_ABOVE.len(), "an idea that no key needs: {used:?}");
}
