use super::*;
use proptest::prelude::*;

const CODES: &[KeyCode] = &[
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::Insert,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::PageUp,
    KeyCode::PageDown,
];

fn events() -> impl Strategy<Value = KeyEvent> {
    let code = prop_oneof![
        proptest::sample::select(CODES),
        (1..=LAST_FUNCTION_KEY).prop_map(KeyCode::F),
        proptest::char::range(' ', '~').prop_map(KeyCode::Char),
        proptest::sample::select(vec!['↑', '→', '\u{a0}', '\u{3000}', '\u{301}', '\u{202e}'])
            .prop_map(KeyCode::Char),
        any::<char>().prop_map(KeyCode::Char),
    ];
    let modifiers = (0..8_u8).prop_map(KeyModifiers::from_bits_truncate);
    (code, modifiers).prop_map(|(code, modifiers)| KeyEvent::new(code, modifiers))
}

proptest! {
    #[test]
    fn every_chord_reads_back_as_it_is_written(event in events()) {
        let chord = Chord::of(event).unwrap();
        let written = chord.to_string();
        prop_assert_eq!(written.parse(), Ok(chord), "{}", written);
        prop_assert!(!written.contains(char::is_whitespace), "{}", written);
    }

    #[test]
    fn no_text_breaks_the_parser(text in ".{0,12}") {
        let _ = text.parse::<Chord>();
    }
}

fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Chord {
    Chord::of(KeyEvent::new(code, modifiers)).unwrap()
}

fn read(text: &str) -> Chord {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn names_are_those_of_the_keys() {
    let none = KeyModifiers::NONE;
    assert_eq!(read("ctrl-s"), pressed(KeyCode::Char('s'), KeyModifiers::CONTROL));
    assert_eq!(read("pgdn"), pressed(KeyCode::PageDown, none));
    assert_eq!(read("F1"), pressed(KeyCode::F(1), none));
    assert_eq!(read("alt-shift-down"), pressed(KeyCode::Down, KeyModifiers::ALT | KeyModifiers::SHIFT));
    assert_eq!(read("shift-tab"), pressed(KeyCode::BackTab, KeyModifiers::SHIFT));
    assert_eq!(read("shift-tab"), pressed(KeyCode::Tab, KeyModifiers::SHIFT));
    assert_eq!(read("alt--"), pressed(KeyCode::Char('-'), KeyModifiers::ALT));
    assert_eq!(read("space"), pressed(KeyCode::Char(' '), none));
    assert_eq!(read("G"), pressed(KeyCode::Char('G'), KeyModifiers::SHIFT));
}

#[test]
fn either_spelling_of_an_arrow_is_read_and_the_arrow_is_written() {
    for (word, arrow) in [("up", "↑"), ("down", "↓"), ("left", "←"), ("right", "→")] {
        assert_eq!(read(word), read(arrow));
        assert_eq!(read(word).to_string(), arrow);
    }
    let typed = pressed(KeyCode::Char('↑'), KeyModifiers::NONE);
    assert_ne!(typed, read("↑"), "a character that was typed is no arrow key");
    assert!(typed.is_typed());
}

#[test]
fn names_and_modifiers_are_read_in_any_case_and_order() {
    assert_eq!(read("Ctrl-P"), read("ctrl-p"));
    assert_eq!(read("shift-ctrl-PgUp"), read("ctrl-shift-pgup"));
    assert_ne!(read("g"), read("G"));
}

#[test]
fn presses_that_a_terminal_cannot_tell_apart_are_one_chord() {
    assert_eq!(read("ctrl-i"), read("tab"));
    assert_eq!(read("ctrl-m"), read("enter"));
    assert_eq!(read("ctrl-["), read("esc"));
    assert_eq!(read("alt-ctrl-m"), read("alt-enter"));
}

#[test]
fn what_is_no_key_says_why() {
    assert_eq!("".parse::<Chord>(), Err(KeyError::Empty));
    for text in ["ctrl-", "f0", "f25", "f+1", "escape-", "control-s", "u+", "u+d800", "gg", "super-x"] {
        assert_eq!(text.parse::<Chord>(), Err(KeyError::Unknown(text.into())));
    }
    assert_eq!("shift-g".parse::<Chord>(), Err(KeyError::Shifted { character: 'g' }));
}

#[test]
fn the_names_that_an_error_suggests_are_names() {
    let text = KeyError::Unknown(String::new()).to_string();
    let (_, names) = text.split_once("one character, f1 to ").unwrap();
    let (names, _) = names.split_once(", with").unwrap();
    for name in names.replace(" or ", ", ").split(", ") {
        read(name);
    }
}

#[test]
fn keys_without_a_name_are_no_chord() {
    let event = KeyEvent::new(KeyCode::Char('a'), KeyModifiers::SUPER);
    assert_eq!(Chord::of(event), None);
    assert_eq!(Chord::of(KeyEvent::new(KeyCode::Menu, KeyModifiers::NONE)), None);
}
