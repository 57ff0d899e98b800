//! OSC 52: an escape sequence that sets the terminal's clipboard. The clipboard can't be read back.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

const BEGIN: &[u8] = b"\x1b]52;c;";
const END: &[u8] = b"\x07";
const ESCAPE: u8 = 0x1b;

/// The sequence that copies `text` to the terminal's clipboard; an empty text clears it.
pub fn sequence(text: &[u8]) -> Zeroizing<Vec<u8>> {
    let encoded = Zeroizing::new(STANDARD.encode(text));
    Zeroizing::new([BEGIN, encoded.as_bytes(), END].concat())
}

/// Wraps a sequence so that tmux passes it on to the terminal around it, if `allow-passthrough` is set.
pub fn through_tmux(sequence: &[u8]) -> Zeroizing<Vec<u8>> {
    // Capacity for the worst case: a buffer that grows leaves unwiped copies behind.
    let mut wrapped = Zeroizing::new(Vec::with_capacity(2 * sequence.len() + 9));
    wrapped.extend_from_slice(b"\x1bPtmux;");
    for byte in sequence {
        if *byte == ESCAPE {
            wrapped.push(ESCAPE);
        }
        wrapped.push(*byte);
    }
    wrapped.extend_from_slice(b"\x1b\\");
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_sent_as_base64_of_its_utf8() {
        assert_eq!(sequence("pässword".as_bytes()).as_slice(), b"\x1b]52;c;cMOkc3N3b3Jk\x07");
        assert_eq!(sequence(b"").as_slice(), b"\x1b]52;c;\x07");
    }

    #[test]
    fn the_largest_value_is_sent_whole() {
        let sent = sequence(&vec![b'x'; 65_536]);
        let encoded = sent.strip_prefix(BEGIN).unwrap().strip_suffix(END).unwrap();
        assert_eq!(STANDARD.decode(encoded).unwrap(), vec![b'x'; 65_536]);
    }

    #[test]
    fn tmux_gets_each_escape_doubled() {
        let wrapped = through_tmux(&sequence(b"a"));
        assert_eq!(wrapped.as_slice(), b"\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\");
    }
}
