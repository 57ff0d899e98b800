//! Contexts: where the keys go.

use std::ops::BitOr;

/// Where the keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum Context {
    /// The list of secrets.
    List = 1,
    /// The pane Overview.
    Overview = 1 << 1,
    /// The pane Value.
    Value = 1 << 2,
    /// The pane Versions.
    Versions = 1 << 3,
    /// The pane Tags.
    Tags = 1 << 4,
    /// The pane Policy.
    Policy = 1 << 5,
    /// The pane Replication.
    Replication = 1 << 6,
    /// The pane Rotation.
    Rotation = 1 << 7,
    /// The journal.
    Journal = 1 << 8,
    /// The help page.
    Help = 1 << 9,
    /// A pick list or the palette: typing filters it.
    Picker = 1 << 11,
    /// The filter line of the list.
    FilterLine = 1 << 12,
    /// A form that is being filled.
    Form = 1 << 13,
    /// A question, or the review of what a form will do.
    Review = 1 << 14,
    /// A name that has to be typed before something that can't be taken back.
    TypedName = 1 << 15,
    /// What came of a plan.
    Report = 1 << 16,
}

impl Context {
    /// Whether letters are typed into something there, and mean no action.
    pub const fn takes_text(self) -> bool {
        matches!(self, Self::Picker | Self::FilterLine | Self::Form | Self::TypedName)
    }
}

/// A set of contexts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contexts(u32);

impl Contexts {
    /// A set of these.
    pub(super) const fn of(contexts: &[Context]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < contexts.len() {
            bits |= contexts[i] as u32;
            i += 1;
        }
        Self(bits)
    }

    /// Both sets in one.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `context` is in the set.
    pub const fn contains(self, context: Context) -> bool {
        self.0 & context as u32 != 0
    }
}

impl BitOr for Contexts {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}
