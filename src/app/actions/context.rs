//! Contexts: the part of the screen that takes the keys.

use super::Action;
use strum::VariantArray;

/// The part of the screen that takes the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
pub enum Context {
    /// The list of secrets.
    List,
    /// The Overview pane.
    Overview,
    /// The Value pane.
    Value,
    /// The Versions pane.
    Versions,
    /// The Tags pane.
    Tags,
    /// The Policy pane.
    Policy,
    /// The Replication pane.
    Replication,
    /// The Rotation pane.
    Rotation,
    /// The filter line of the list.
    FilterLine,
    /// A pick list or the palette: typing filters it.
    Picker,
    /// A form that is being filled.
    Form,
    /// A question that is answered with yes or no, or the review of a form.
    Review,
    /// A review that is confirmed by typing the name of the secret.
    TypedName,
    /// The report of a change that failed in part.
    Report,
    /// The journal.
    Journal,
    /// The help page.
    Help,
}

impl Context {
    /// Every context: the list, the panes in the order of their tabs, and what lies on top.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The context's name within a sentence: "the list", "Rotation".
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "the list",
            Self::Overview => "Overview",
            Self::Value => "Value",
            Self::Versions => "Versions",
            Self::Tags => "Tags",
            Self::Policy => "Policy",
            Self::Replication => "Replication",
            Self::Rotation => "Rotation",
            Self::FilterLine => "the filter line",
            Self::Picker => "a pick list",
            Self::Form => "a form",
            Self::Review => "a question or a review",
            Self::TypedName => "a review that wants the name typed",
            Self::Report => "a report",
            Self::Journal => "the journal",
            Self::Help => "the help page",
        }
    }

    /// Whether characters are typed as text there, and so are no action's keys.
    pub const fn takes_text(self) -> bool {
        match self {
            Self::FilterLine | Self::Picker | Self::Form | Self::TypedName => true,
            Self::List
            | Self::Overview
            | Self::Value
            | Self::Versions
            | Self::Tags
            | Self::Policy
            | Self::Replication
            | Self::Rotation
            | Self::Review
            | Self::Report
            | Self::Journal
            | Self::Help => false,
        }
    }

    /// The action that shows the pane; `None` for the list and for what lies on top.
    pub const fn pane_action(self) -> Option<Action> {
        match self {
            Self::Overview => Some(Action::PaneOverview),
            Self::Value => Some(Action::PaneValue),
            Self::Versions => Some(Action::PaneVersions),
            Self::Tags => Some(Action::PaneTags),
            Self::Policy => Some(Action::PanePolicy),
            Self::Replication => Some(Action::PaneReplication),
            Self::Rotation => Some(Action::PaneRotation),
            Self::List
            | Self::FilterLine
            | Self::Picker
            | Self::Form
            | Self::Review
            | Self::TypedName
            | Self::Report
            | Self::Journal
            | Self::Help => None,
        }
    }

    /// Whether it is a pane of the selected secret.
    pub const fn is_pane(self) -> bool {
        self.pane_action().is_some()
    }

    /// Whether it is the list or a pane, not something on top of them.
    pub const fn is_main(self) -> bool {
        matches!(self, Self::List) || self.is_pane()
    }
}

/// A set of contexts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contexts(u32);

impl Contexts {
    /// The set of these contexts.
    pub(super) const fn of(contexts: &[Context]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < contexts.len() {
            bits |= 1 << contexts[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    /// The contexts of both sets.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `context` is in the set.
    pub const fn contains(self, context: Context) -> bool {
        self.0 & (1 << context as u32) != 0
    }
}
