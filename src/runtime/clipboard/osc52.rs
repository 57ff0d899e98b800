//! OSC 52: an escape sequence that sets the terminal's clipboard. The clipboard can't be read back.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

const BEGIN: &[u8] = b"\x1b]52;c;";
const END: &[u8] = b"\x07";
const ESCAPE: u8 = 0x1b;

/// The most bytes that GNU screen takes in one device control string.
const SCREEN_CHUNK: usize = 500;

/// The sequence that copies `text` to the terminal's clipboard; an empty text clears it where the terminal heeds it.
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

/// Wraps a sequence so that GNU screen passes it on to the terminal around it, in pieces that it takes.
pub fn through_screen(sequence: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut wrapped =
        Zeroizing::new(Vec::with_capacity(sequence.len() + 4 * sequence.len().div_ceil(SCREEN_CHUNK)));
    for chunk in sequence.chunks(SCREEN_CHUNK) {
        wrapped.extend_from_slice(b"\x1bP");
        wrapped.extend_from_slice(chunk);
        wrapped.extend_from_slice(b"\x1b\\");
    }
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
    fn screen_gets_pieces_that_it_takes() {
        assert_eq!(through_screen(&sequence(b"a")).as_slice(), b"\x1bP\x1b]52;c;YQ==\x07\x1b\\");
        let long = sequence(&[b'x'; 3000]);
        let wrapped = through_screen(&long);
        let pieces: Vec<&[u8]> = wrapped.split(|byte| *byte == b'P').skip(1).collect();
        assert!(pieces.iter().all(|piece| piece.len() <= SCREEN_CHUNK + 3), "{}", pieces.len());
        assert!(pieces.len() > 4);
    }

    #[test]
    fn tmux_gets_each_escape_doubled() {
        let wrapped = through_tmux(&sequence(b"a"));
        assert_eq!(wrapped.as_slice(), b"\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\");
    }
}
