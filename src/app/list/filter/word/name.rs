//! A name as it is searched: the places of letters, and the places where its words begin.

use super::bits::Bits;
use super::fold::Fold;

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
    /// The characters as typed and folded, eight in a lane; nothing but zeros behind the name.
    typed: [[u64; 8]; N],
    fold: Fold,
    length: usize,
}

/// The same byte in each of the eight of a lane.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

const HIGH: u64 = each(0x80);

/// The highest bit of each byte that is one of the given; all are below 0x80.
const fn within(lane: u64, first: u8, last: u8) -> u64 {
    lane.wrapping_add(each(0x80 - first)) & !lane.wrapping_add(each(0x7f - last)) & HIGH
}

/// The highest bits of the eight bytes, the one of the first byte lowest.
const fn gathered(lane: u64) -> u64 {
    (lane >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

impl<const N: usize> AsciiName<N> {
    /// `None` for a name that has another character, or is too long.
    pub(super) fn new(name: &str, fold: Fold) -> Option<Self> {
        if name.len() >= 64 * N {
            return None;
        }
        let mut typed = [[0; 8]; N];
        let (lanes, rest) = name.as_bytes().as_chunks();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        let lanes = lanes.iter().chain([&last]);
        let mut all = 0;
        for (lane, bytes) in typed.as_flattened_mut().iter_mut().zip(lanes) {
            *lane = u64::from_le_bytes(*bytes);
            all |= *lane;
        }
        (all & HIGH == 0).then_some(Self { typed, fold, length: name.len() })
    }

    /// The places of characters whose highest bits the test of a lane sets.
    fn where_is(&self, test: impl Fn(u64) -> u64) -> Bits<N> {
        let used = self.length.div_ceil(8);
        Bits::of(|at| {
            let lanes = self.typed[at].iter().take(used.saturating_sub(8 * at)).enumerate();
            lanes.fold(0, |bits, (place, lane)| bits | gathered(test(*lane)) << (8 * place))
        })
    }
}

impl<const N: usize> Name<N> for AsciiName<N> {
    fn places(&self, letter: char) -> Bits<N> {
        let Some(letter) = u8::try_from(letter).ok().filter(|byte| (1..0x80).contains(byte)) else {
            return Bits::NONE;
        };
        // A byte is the letter if nothing is left of it: only then adding 0x7f doesn't reach the highest bit.
        let wanted = each(letter);
        let is_it = |lane: u64| !((lane ^ wanted) + each(0x7f)) & HIGH;
        if self.fold.case && letter.is_ascii_lowercase() {
            self.where_is(|lane| is_it(lane | within(lane, b'A', b'Z') >> 2))
        } else {
            self.where_is(is_it)
        }
    }

    fn starts(&self) -> Bits<N> {
        Kinds {
            small: self.where_is(|lane| within(lane, b'a', b'z')),
            capital: self.where_is(|lane| within(lane, b'A', b'Z')),
            digit: self.where_is(|lane| within(lane, b'0', b'9')),
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
            name in "[ -~]{0,70}",
            letter in "[ -~]",
            case in any::<bool>(),
        ) {
            let fold = Fold { case, accents: true };
            let (any, ascii) = (AnyName::new(&name, fold), AsciiName::<LONGEST>::new(&name, fold).unwrap());
            let letter = fold.char(letter.chars().next().unwrap());
            prop_assert_eq!(ascii.places(letter), any.places(letter));
            // Behind the end it makes no difference what begins.
            prop_assert_eq!(ascii.starts(), any.starts());
            prop_assert_eq!(ascii.length(), any.length());
            if let Some(short) = AsciiName::<1>::new(&name, fold) {
                prop_assert!(short.places(letter).iter().eq(any.places(letter).iter()));
                prop_assert!(short.starts().iter().eq(any.starts().iter().take_while(|at| *at < 64)));
            }
        }

        #[test]
        fn only_short_names_in_ascii_are_read_so(name in "[a-zé]{0,80}") {
            let fold = Fold { case: true, accents: true };
            let is_read = AsciiName::<1>::new(&name, fold).is_some();
            prop_assert_eq!(is_read, name.is_ascii() && name.len() < 64);
        }
    }
}
