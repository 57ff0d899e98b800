//! What a program writes to the clipboard through its terminal: OSC 52, also through tmux.

use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use regex::bytes::Regex;

const ESC: u8 = 0x1b;

/// `ESC ] 52 ; selection ; base64`, ended by BEL or `ESC \`.
static WRITE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u)\x1b\]52;([cpqs0-7]*);([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)").expect("the pattern is valid")
});

/// The texts written to the clipboard, in order; an empty one clears it.
pub fn clipboard_writes(raw: &[u8]) -> Vec<String> {
    WRITE
        .captures_iter(&unwrap_tmux(raw))
        .map(|write| {
            let text = BASE64_STANDARD.decode(&write[2]).expect("OSC 52 carries base64");
            String::from_utf8(text).expect("the tests copy text only")
        })
        .collect()
}

/// Whether any of the output is wrapped for tmux to pass through.
pub fn passes_through_tmux(raw: &[u8]) -> bool {
    raw.windows(TMUX.len()).any(|window| window == TMUX)
}

const TMUX: &[u8] = b"\x1bPtmux;";

/// Takes the wrapping of tmux's passthrough off: `ESC P tmux ; … ESC \`, with each inner ESC doubled.
fn unwrap_tmux(raw: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(raw.len());
    let mut rest = raw;
    let mut wrapped = false;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if !wrapped && first == ESC && after.starts_with(&TMUX[1..]) {
            rest = &after[TMUX.len() - 1..];
            wrapped = true;
        } else if wrapped && first == ESC {
            match after.first() {
                Some(&ESC) => plain.push(ESC),
                _ => wrapped = false,
            }
            rest = after.get(1..).unwrap_or_default();
        } else {
            plain.push(first);
        }
    }
    plain
}

#[test]
fn both_endings_and_clearing_are_read() {
    let raw = b"a\x1b]52;c;aHVudGVyMg==\x07b\x1b]52;c;w6Q=\x1b\\c\x1b]52;c;\x07";
    assert_eq!(clipboard_writes(raw), ["hunter2", "\u{e4}", ""]);
    assert!(!passes_through_tmux(raw));
}

#[test]
fn tmux_passthrough_is_unwrapped() {
    let raw = b"a\x1bPtmux;\x1b\x1b]52;c;b25l\x07\x1b\\b\x1bPtmux;\x1b\x1b]52;c;dHdv\x1b\x1b\\\x1b\\c";
    assert_eq!(clipboard_writes(raw), ["one", "two"]);
    assert!(passes_through_tmux(raw));
}

#[test]
fn other_sequences_are_no_clipboard() {
    assert_eq!(clipboard_writes(b"\x1b]52;c;?\x07\x1b]2;title\x07\x1b[2J52;c;b25l"), [""; 0]);
}
