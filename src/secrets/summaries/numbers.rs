//! Numbers in packed secrets: seven bits a byte, the lowest first; all bytes but the last have the highest bit.

/// Adds a number to the end of `out`.
#[inline]
pub(super) fn push_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// Takes a number from the beginning of `bytes`.
#[inline]
pub(super) fn read_number(bytes: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            break;
        }
        shift += 7;
    }
    number
}

/// Takes a number of texts or bytes from the beginning of `bytes`.
pub(super) fn read_length(bytes: &mut &[u8]) -> usize {
    usize::try_from(read_number(bytes)).unwrap_or_default()
}
