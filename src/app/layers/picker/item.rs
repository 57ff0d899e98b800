//! The items of pick lists: kinds, choices, and those that match a text.

use crate::app::actions::{Action, Context};
use crate::app::copy_as::CopyAs;
use crate::app::custom_command::CommandId;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// The kind of things to pick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickerKind {
    /// An action, in the palette that was opened in this context.
    Action(Context),
    /// A profile.
    Profile,
    /// A Region.
    Region,
    /// A bookmark, or a secret that was opened lately.
    Remembered,
    /// A saved filter.
    Filter,
    /// A format to copy in.
    CopyAs,
}

impl PickerKind {
    /// The heading of the list.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Action(_) => "Commands",
            Self::Profile => "Switch profile",
            Self::Region => "Switch Region",
            Self::Remembered => "Bookmarks and recent secrets",
            Self::Filter => "Saved filters",
            Self::CopyAs => "Copy as",
        }
    }
}

/// An item of a pick list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The name.
    pub label: String,
    /// A few words about the item.
    pub detail: String,
    /// The consequence of picking the item.
    pub choice: Choice,
}

/// The consequence of picking an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Does an action.
    Act(Action),
    /// Connects with a profile.
    Profile {
        /// The profile's name.
        name: String,
        /// The Region that the profile sets, if it does.
        region: Option<String>,
    },
    /// Connects to a Region.
    Region(String),
    /// Opens the secret of this name.
    Secret(String),
    /// Applies a saved filter.
    Filter {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
    },
    /// Copies in a format.
    CopyAs(Box<CopyAs>),
    /// Runs a command of the user.
    Run(CommandId),
}

/// The indices of the items that match a text, the best match first.
pub(super) fn matching(items: &[Item], text: &str) -> Vec<usize> {
    let pattern = Pattern::parse(text, CaseMatching::Smart, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, usize)> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| {
            let label = pattern.score(Utf32Str::new(&item.label, &mut buffer), &mut matcher);
            let label = label.map(|score| score.saturating_mul(2));
            let detail = pattern.score(Utf32Str::new(&item.detail, &mut buffer), &mut matcher);
            label.max(detail).map(|score| (score, at))
        })
        .collect();
    scored.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
    scored.into_iter().map(|(_, at)| at).collect()
}
