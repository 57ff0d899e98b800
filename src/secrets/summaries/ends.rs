//! The ends of strings that stand one behind another in one piece.

use std::ops::Range;

/// Ends of strings, ascending.
#[derive(Clone, Debug)]
pub(super) enum Ends {
    /// None is above 65,535, so that two bytes each do: the rule for half a million secrets.
    Short(Vec<u16>),
    Long(Vec<u32>),
}

impl Ends {
    pub(super) fn with_capacity(strings: usize) -> Self {
        Self::Short(Vec::with_capacity(strings))
    }

    /// The place of the string with that number, which there must be.
    #[inline]
    pub(super) fn range(&self, index: usize) -> Range<usize> {
        let before = index.wrapping_sub(1);
        match self {
            Self::Short(ends) => {
                ends.get(before).map_or(0, |end| usize::from(*end))..usize::from(ends[index])
            }
            Self::Long(ends) => ends.get(before).map_or(0, |end| *end as usize)..ends[index] as usize,
        }
    }

    /// Adds the end of another string.
    pub(super) fn push(&mut self, end: usize) {
        self.make_room(end);
        match self {
            Self::Short(ends) => ends.push(short(end)),
            Self::Long(ends) => ends.push(long(end)),
        }
    }

    /// Moves the ends from that string on, as the length of all changed from `before` to `after`.
    pub(super) fn shift(&mut self, index: usize, before: usize, after: usize) {
        let moved = |end: usize| end + after - before;
        self.make_room(after);
        match self {
            Self::Short(ends) => {
                for end in &mut ends[index..] {
                    *end = short(moved(usize::from(*end)));
                }
            }
            Self::Long(ends) => {
                for end in &mut ends[index..] {
                    *end = long(moved(*end as usize));
                }
            }
        }
    }

    pub(super) fn clear(&mut self) {
        match self {
            Self::Short(ends) => ends.clear(),
            Self::Long(_) => *self = Self::default(),
        }
    }

    /// Makes the ends long if the last is about to be longer than short ones can be.
    fn make_room(&mut self, last: usize) {
        if let Self::Short(ends) = self
            && last > usize::from(u16::MAX)
        {
            *self = Self::Long(ends.iter().copied().map(u32::from).collect());
        }
    }
}

fn short(end: usize) -> u16 {
    u16::try_from(end).expect("there is room for the last")
}

fn long(end: usize) -> u32 {
    u32::try_from(end).expect("512 records of a service that answers in pages of some megabytes")
}

impl Default for Ends {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}
