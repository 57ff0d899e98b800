//! The modes that a program switches in its terminal, and which of them it leaves behind.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::bytes::Regex;

/// `CSI ? modes h` sets, `CSI ? modes l` resets.
static SWITCH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u)\x1b\[\?([0-9;]+)([hl])").expect("the pattern is valid"));

/// `CSI > flags u` pushes a keyboard protocol, `CSI < count u` pops.
static KEYBOARD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u)\x1b\[([<>])[0-9]*u").expect("the pattern is valid"));

/// Modes that are on in a fresh terminal: line wrap and a visible cursor.
const ON_AT_FIRST: [&str; 2] = ["7", "25"];

/// What output leaves switched otherwise than in a fresh terminal, as `?1049h`.
pub fn left_behind(raw: &[u8]) -> Vec<String> {
    let mut last = BTreeMap::new();
    for switch in SWITCH.captures_iter(raw) {
        for mode in String::from_utf8_lossy(&switch[1]).split(';') {
            last.insert(mode.to_owned(), &switch[2] == b"h");
        }
    }
    last.retain(|mode, on| *on != ON_AT_FIRST.contains(&mode.as_str()));
    let mut left: Vec<String> =
        last.into_iter().map(|(mode, on)| format!("?{mode}{}", if on { 'h' } else { 'l' })).collect();
    let pushed = KEYBOARD.captures_iter(raw).map(|step| if &step[1] == b">" { 1 } else { -1 }).sum::<i32>();
    if pushed != 0 {
        left.push(format!("keyboard protocol pushed {pushed} times"));
    }
    left
}

#[test]
fn what_is_switched_back_is_not_left() {
    let raw =
        b"\x1b[?1049h\x1b[?25l\x1b[?1000;1006hx\x1b[>1u\x1b[<1u\x1b[?1006l\x1b[?1000l\x1b[?1049l\x1b[?25h";
    assert_eq!(left_behind(raw), [""; 0]);
}

#[test]
fn what_stays_switched_is_named() {
    let raw = b"\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?1049l\x1b[>1u";
    assert_eq!(left_behind(raw), ["?2004h", "?25l", "keyboard protocol pushed 1 times"]);
}
