//! A message as it reads once an encoding is taken off, with the place in the message that each byte comes from.

use std::ops::Range;
use zeroize::Zeroizing;

/// The least bytes of a value to be redacted wherever it occurs. Shorter ones occur in ordinary words by chance, and are
/// redacted only between quotes.
pub(super) const RECOGNISABLE: usize = 4;

/// A message without one or more encodings.
pub(super) struct Decoded {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    /// The bytes of the message that each byte comes from.
    origins: Vec<Range<usize>>,
}

/// An encoding of single characters, in a text that stays readable otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escapes {
    /// `\n`, `\"`, `\/`, `\u00e9` and `\xe9`.
    Backslash,
    /// `%20`.
    Percent,
    /// `%2B`, and `+` for a space.
    Form,
    /// `&amp;`, `&#39;` and `&#x27;`.
    Html,
}

impl Escapes {
    pub(super) const ALL: [Self; 4] = [Self::Backslash, Self::Percent, Self::Form, Self::Html];

    /// The character or byte that is written at the beginning of `text`, and the bytes that this takes.
    fn take(self, text: &[u8]) -> Option<(Unit, usize)> {
        match (self, text) {
            (Self::Backslash, [b'\\', rest @ ..]) => backslash(rest).map(|(unit, length)| (unit, length + 1)),
            (Self::Percent | Self::Form, [b'%', high, low, ..]) => Some((Unit::Byte(hex([*high, *low])?), 3)),
            (Self::Form, [b'+', ..]) => Some((Unit::Byte(b' '), 1)),
            (Self::Html, [b'&', rest @ ..]) => entity(rest).map(|(unit, length)| (unit, length + 1)),
            (Self::Backslash | Self::Percent | Self::Form | Self::Html, _) => None,
        }
    }
}

/// The text that an escape stands for.
enum Unit {
    Byte(u8),
    Char(char),
}

impl Decoded {
    /// The message as it is.
    pub(super) fn of(message: &str) -> Self {
        let bytes = Zeroizing::new(message.as_bytes().to_vec());
        Self { origins: (0..bytes.len()).map(|at| at..at + 1).collect(), bytes }
    }

    fn with_capacity(capacity: usize) -> Self {
        Self { bytes: Zeroizing::new(Vec::with_capacity(capacity)), origins: Vec::with_capacity(capacity) }
    }

    fn push(&mut self, byte: u8, origin: Range<usize>) {
        self.bytes.push(byte);
        self.origins.push(origin);
    }

    /// The place in the message of some bytes, of which there is at least one.
    pub(super) fn origin(&self, of: Range<usize>) -> Range<usize> {
        self.origins[of.start].start..self.origins[of.end - 1].end
    }

    /// The text without its escapes; `None` if it has none.
    pub(super) fn unescaped(&self, escapes: Escapes) -> Option<Self> {
        // No escape stands for more bytes than it takes.
        let mut decoded = Self::with_capacity(self.bytes.len());
        let (mut at, mut has_any) = (0, false);
        while at < self.bytes.len() {
            let (unit, length) = match escapes.take(&self.bytes[at..]) {
                Some(taken) => {
                    has_any = true;
                    taken
                }
                None => (Unit::Byte(self.bytes[at]), 1),
            };
            let origin = self.origin(at..at + length);
            match unit {
                Unit::Byte(byte) => decoded.push(byte, origin),
                Unit::Char(c) => {
                    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                        decoded.push(byte, origin.clone());
                    }
                }
            }
            at += length;
        }
        has_any.then_some(decoded)
    }

    /// Every run of the text that may be base64 or hex, decoded from each digit at which it may begin. A quoted value may be
    /// in the middle of something longer that was encoded as a whole.
    pub(super) fn runs(&self) -> Vec<Self> {
        let of_base64 = self.runs_of(sextet, 6, 4);
        let of_hex = self.runs_of(nibble, 4, 2);
        of_base64.into_iter().chain(of_hex).collect()
    }

    /// The runs of digits of `width` bits each, decoded from each of the first `phases` digits.
    fn runs_of(&self, digit: fn(u8) -> Option<u8>, width: u32, phases: usize) -> Vec<Self> {
        let mut runs = Vec::new();
        let mut start = 0;
        for end in 0..=self.bytes.len() {
            if self.bytes.get(end).copied().and_then(digit).is_some() {
                continue;
            }
            let run = start..end;
            start = end + 1;
            let bytes = run.len() * width as usize / 8;
            if bytes >= RECOGNISABLE {
                runs.extend((0..phases).map(|skipped| self.run(run.start + skipped..run.end, digit, width)));
            }
        }
        runs
    }

    fn run(&self, digits: Range<usize>, digit: fn(u8) -> Option<u8>, width: u32) -> Self {
        let mut decoded = Self::with_capacity(digits.len());
        let padding = self.bytes[digits.end..].iter().take_while(|byte| **byte == b'=').count();
        let last = digits.end;
        let (mut value, mut bits, mut first) = (0_u32, 0, digits.start);
        for at in digits {
            let Some(read) = digit(self.bytes[at]) else { continue };
            if bits == 0 {
                first = at;
            }
            value = (value << width | u32::from(read)) & 0xffff;
            bits += width;
            if bits >= 8 {
                bits -= 8;
                let end = if at + 1 == last { last + padding } else { at + 1 };
                let byte = u8::try_from(value >> bits & 0xff).unwrap_or_default();
                decoded.push(byte, self.origin(first..end));
                first = at;
            }
        }
        decoded
    }
}

fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

fn nibble(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

/// The byte of two hexadecimal digits.
fn hex(digits: [u8; 2]) -> Option<u8> {
    Some(nibble(digits[0])? << 4 | nibble(digits[1])?)
}

/// The escape after a backslash.
fn backslash(rest: &[u8]) -> Option<(Unit, usize)> {
    let byte = match rest {
        [b'u', digits @ ..] => return utf16(digits).map(|(c, length)| (Unit::Char(c), length + 1)),
        [b'x', high, low, ..] => return Some((Unit::Byte(hex([*high, *low])?), 3)),
        [b'b', ..] => 8,
        [b'f', ..] => 12,
        [b'n', ..] => b'\n',
        [b'r', ..] => b'\r',
        [b't', ..] => b'\t',
        [byte @ (b'"' | b'\'' | b'\\' | b'/'), ..] => *byte,
        _ => return None,
    };
    Some((Unit::Byte(byte), 1))
}

/// The character of four digits, or of two such escapes.
fn utf16(digits: &[u8]) -> Option<(char, usize)> {
    let unit = |digits: &[u8]| {
        let [a, b, c, d] = digits.first_chunk::<4>()?;
        Some(u16::from_be_bytes([hex([*a, *b])?, hex([*c, *d])?]))
    };
    let first = unit(digits)?;
    if let Some(c) = char::from_u32(first.into()) {
        return Some((c, 4));
    }
    let second = digits.get(4..)?.strip_prefix(b"\\u").and_then(unit)?;
    let c = char::decode_utf16([first, second]).next()?.ok()?;
    Some((c, 10))
}

/// The HTML entity after an ampersand.
fn entity(rest: &[u8]) -> Option<(Unit, usize)> {
    const NAMED: [(&str, char); 6] =
        [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", '\u{a0}')];
    let end = rest.iter().take(12).position(|byte| *byte == b';')?;
    let name = str::from_utf8(&rest[..end]).ok()?;
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let c = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16)?,
            None => number(digits, 10)?,
        },
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((Unit::Char(c), end + 1))
}
