//! A name as it is searched: the places of letters, and the places where its words begin.

use super::bits::Bits;
use super::fold::Fold;
use wide::u8x16;

/// The places of letters in the first `64 * N - 1` characters of a name.
pub(super) trait Name<const N: usize> {
    /// The places of a folded letter.
    fn places(&self, letter: char) -> Bits<N>;

    /// The places where words begin: after a sign such as `/ - _ .`, at a capital after a small letter, at a number after a
    /// letter. A sign is a word of its own, and behind the end of the name another would begin.
    fn starts(&self) -> Bits<N>;

    /// The number of characters, those that are not looked at included.
    fn length(&self) -> usize;
}

/// The kinds of a name's characters; what is of none is a sign.
struct Kinds<const N: usize> {
    small: Bits<N>,
    capital: Bits<N>,
    digit: Bits<N>,
}

impl<const N: usize> Kinds<N> {
    /// The places where words begin.
    fn starts(self) -> Bits<N> {
        let Self { small, capital, digit } = self;
        let mut letter = small;
        letter |= capital;
        let mut other = letter;
        other |= digit;
        let mut starts = !other;
        starts |= starts.up();
        starts |= small.up() & capital;
        starts |= letter.up() & digit;
        starts.add(0);
        starts
    }
}

/// A name in ASCII of fewer than `64 * N` characters.
pub(super) struct AsciiName<const N: usize> {
    /// The characters; nothing but zeros behind the name.
    typed: [Block; N],
    fold: Fold,
    length: usize,
}

/// 64 characters, which are compared with one at a time.
type Block = [u8x16; 4];

/// The bit in which a small letter differs from its capital.
const CASE: u8 = b'a' ^ b'A';

/// Characters in a part of a block.
const PART: usize = 16;

/// The bytes that are left of a name, and zeros.
#[inline]
fn last_part(name: &[u8], rest: &[u8]) -> u8x16 {
    // Shifting the end of the name is faster than copying bytes whose number is not known.
    let bytes = match name.last_chunk::<PART>() {
        Some(_) if rest.is_empty() => [0; PART],
        Some(end) => (u128::from_le_bytes(*end) >> (8 * (PART - rest.len()))).to_le_bytes(),
        None => {
            let mut bytes = [0; PART];
            bytes[..rest.len()].copy_from_slice(rest);
            bytes
        }
    };
    u8x16::new(bytes)
}

/// All bits of the bytes from `first` to `last`, and none of the others.
fn within(bytes: u8x16, first: u8, last: u8) -> u8x16 {
    (bytes - u8x16::splat(first)).simd_le(u8x16::splat(last - first))
}

/// The places of the bytes that a test gives all bits.
#[inline]
fn places<const N: usize>(blocks: &[Block; N], test: impl Fn(u8x16) -> u8x16) -> Bits<N> {
    let mask = |part: u8x16| u64::from(test(part).to_bitmask());
    // Written out, as it is not unrolled in a program that is made small.
    let mut places = [0; N];
    for (places, [a, b, c, d]) in places.iter_mut().zip(blocks) {
        *places = mask(*a) | mask(*b) << 16 | mask(*c) << 32 | mask(*d) << 48;
    }
    Bits::new(places)
}

impl<const N: usize> AsciiName<N> {
    /// Reads a name; [`is_whole`](Self::is_whole) tells whether it is one that can be read so.
    #[inline]
    pub(super) fn new(name: &str, fold: Fold) -> Self {
        let mut this = Self { typed: [Block::default(); N], fold, length: name.len() };
        let (whole, rest) = name.as_bytes().as_chunks::<PART>();
        for (part, bytes) in this.typed.as_flattened_mut().iter_mut().zip(whole) {
            *part = u8x16::new(*bytes);
        }
        if let Some(part) = this.typed.as_flattened_mut().get_mut(whole.len()) {
            *part = last_part(name.as_bytes(), rest);
        }
        this
    }

    /// False for a name that has another character, or is too long.
    #[inline]
    pub(super) fn is_whole(&self) -> bool {
        // The highest bit of each byte counts.
        self.length < 64 * N && places(&self.typed, |part| part).is_empty()
    }
}

impl<const N: usize> Name<N> for AsciiName<N> {
    fn places(&self, letter: char) -> Bits<N> {
        let Some(letter) = u8::try_from(letter).ok().filter(|byte| *byte != 0) else { return Bits::NONE };
        // Only a small letter and its capital are the small letter once the bit is set.
        let either = if self.fold.case && letter.is_ascii_lowercase() { CASE } else { 0 };
        let (letter, either) = (u8x16::splat(letter), u8x16::splat(either));
        places(&self.typed, |part| (part | either).simd_eq(letter))
    }

    fn starts(&self) -> Bits<N> {
        Kinds {
            small: places(&self.typed, |part| within(part, b'a', b'z')),
            capital: places(&self.typed, |part| within(part, b'A', b'Z')),
            digit: places(&self.typed, |part| within(part, b'0', b'9')),
        }
        .starts()
    }

    fn length(&self) -> usize {
        self.length
    }
}

/// The places in a name of the most characters that the service allows, 512.
pub(super) const LONGEST: usize = 9;

/// Any name. Characters behind the 575th are not looked at.
pub(super) struct AnyName {
    typed: Vec<char>,
    folded: Vec<char>,
}

impl AnyName {
    pub(super) fn new(name: &str, fold: Fold) -> Self {
        let typed: Vec<char> = name.chars().collect();
        let folded = typed.iter().map(|c| fold.char(*c)).collect();
        Self { typed, folded }
    }

    fn where_is(chars: &[char], test: impl Fn(char) -> bool) -> Bits<LONGEST> {
        let chars = chars.iter().take(64 * LONGEST - 1).enumerate();
        Bits::from_places(chars.filter(|(_, c)| test(**c)).map(|(place, _)| place))
    }
}

impl Name<LONGEST> for AnyName {
    fn places(&self, letter: char) -> Bits<LONGEST> {
        Self::where_is(&self.folded, |c| c == letter)
    }

    fn starts(&self) -> Bits<LONGEST> {
        let is_capital = |c: char| c.is_uppercase() && !c.is_numeric();
        let is_small = |c: char| c.is_alphabetic() && !c.is_uppercase() && !c.is_numeric();
        Kinds {
            small: Self::where_is(&self.typed, is_small),
            capital: Self::where_is(&self.typed, is_capital),
            digit: Self::where_is(&self.typed, char::is_numeric),
        }
        .starts()
    }

    fn length(&self) -> usize {
        self.typed.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn starts(name: &str) -> Vec<usize> {
        let fold = Fold { case: true, accents: true };
        AnyName::new(name, fold).starts().iter().filter(|at| *at < name.chars().count()).collect()
    }

    #[test]
    fn words_begin_behind_signs_at_capitals_and_at_numbers() {
        assert_eq!(starts("db-mainUser42x"), [0, 2, 3, 7, 11]);
        assert_eq!(starts("ABc//é1"), [0, 3, 4, 5, 6]);
        assert_eq!(starts(""), [0; 0]);
    }

    proptest! {
        #[test]
        fn a_name_in_ascii_is_read_like_any(
            name in "[ -~]{0,150}",
            letter in "[ -~]",
            case in any::<bool>(),
        ) {
            let fold = Fold { case, accents: true };
            let (any, ascii) = (AnyName::new(&name, fold), AsciiName::<LONGEST>::new(&name, fold));
            let letter = fold.char(letter.chars().next().unwrap());
            prop_assert_eq!(ascii.places(letter), any.places(letter));
            // Behind the end it makes no difference what begins.
            prop_assert_eq!(ascii.starts(), any.starts());
            prop_assert_eq!(ascii.length(), any.length());
            let short = AsciiName::<1>::new(&name, fold);
            if short.is_whole() {
                prop_assert!(short.places(letter).iter().eq(any.places(letter).iter()));
                prop_assert!(short.starts().iter().eq(any.starts().iter().take_while(|at| *at < 64)));
            }
        }

        #[test]
        fn only_short_names_in_ascii_are_read_so(name in "[a-zé]{0,80}") {
            let fold = Fold { case: true, accents: true };
            let is_whole = AsciiName::<1>::new(&name, fold).is_whole();
            prop_assert_eq!(is_whole, name.is_ascii() && name.len() < 64);
        }
    }
}
