//! Keys as other programs write them, to tell how they are written here: `Ctrl+S`, `<C-s>`, `^S` and `C-s` are `ctrl-s`.

use super::nearest::suggestion;
use crate::app::actions::KeySequence;

/// The modifiers of other programs.
const MODIFIERS: [(&str, &str); 12] = [
    ("control-", "ctrl-"),
    ("ctl-", "ctrl-"),
    ("crtl-", "ctrl-"),
    ("strg-", "ctrl-"),
    ("c-", "ctrl-"),
    ("^", "ctrl-"),
    ("option-", "alt-"),
    ("meta-", "alt-"),
    ("m-", "alt-"),
    ("a-", "alt-"),
    ("s-", "shift-"),
    ("cmd-", "ctrl-"),
];

/// The names that keys have in other programs.
const NAMES: [(&str, &str); 10] = [
    ("return", "enter"),
    ("cr", "enter"),
    ("escape", "esc"),
    ("spacebar", "space"),
    ("pageup", "pgup"),
    ("pagedown", "pgdn"),
    ("pgdown", "pgdn"),
    ("del", "delete"),
    ("ins", "insert"),
    ("bs", "backspace"),
];

/// The names of keys, in which a slip is found.
const KNOWN: [&str; 16] = [
    "enter",
    "esc",
    "tab",
    "space",
    "backspace",
    "delete",
    "insert",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pgup",
    "pgdn",
    "shift-tab",
];

/// The keys that a text most likely means, written as here; none if it is no guess worth telling.
pub(super) fn meant(text: &str) -> Option<String> {
    let chords = text.split_whitespace().map(chord).collect::<Option<Vec<_>>>()?;
    let meant = chords.join(" ");
    let keys: KeySequence = meant.parse().ok()?;
    (meant != text).then(|| keys.to_string())
}

fn chord(text: &str) -> Option<String> {
    let inner = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
    let (mut rest, mut modifiers) = (inner.replace('+', "-"), String::new());
    loop {
        let lower = rest.to_lowercase();
        let own = ["ctrl-", "alt-", "shift-"].map(|name| (name, name));
        let all = own.iter().chain(&MODIFIERS);
        let found = all.into_iter().find(|(name, _)| lower.starts_with(name) && lower.len() > name.len());
        let Some((name, here)) = found else { break };
        modifiers.push_str(here);
        let behind = rest.get(name.len()..)?.to_owned();
        rest = behind;
    }
    let lower = rest.to_lowercase();
    let named = NAMES.iter().find(|(name, _)| *name == lower).map(|(_, here)| (*here).to_owned());
    let is_long = rest.chars().count() > 2;
    let key = named
        .or_else(|| is_long.then(|| suggestion(&lower, KNOWN.map(str::to_owned))).flatten())
        .unwrap_or(rest);
    // Shift is part of a character.
    match modifiers.strip_suffix("shift-") {
        Some(others) if key.chars().count() == 1 => Some(format!("{others}{}", key.to_uppercase())),
        _ => Some(format!("{modifiers}{key}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_other_programs_are_understood() {
        for (text, expected) in [
            ("Ctrl+Z", "ctrl-z"),
            ("<C-f>", "ctrl-f"),
            ("^P", "ctrl-p"),
            ("ctl-s", "ctrl-s"),
            ("M-x", "alt-x"),
            ("<leader>", ""),
            ("return", "enter"),
            ("Escape", "esc"),
            ("PageUp", "pgup"),
            ("shift-y", "Y"),
            ("Shift+Tab", "shift-tab"),
            ("g  Return", "g enter"),
            ("bakspace", "backspace"),
            ("hyper-s", ""),
            ("nonsense", ""),
            ("", ""),
        ] {
            assert_eq!(meant(text).unwrap_or_default(), expected, "{text}");
        }
    }
}
