//! The panes of a secret.

use crate::app::actions::{Action, Context};
use crate::service::api::Facet;

/// A pane of the selected secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// All that `DescribeSecret` says.
    #[default]
    Overview,
    /// The value, read on request.
    Value,
    /// Versions and their staging labels.
    Versions,
    /// Tags.
    Tags,
    /// The resource policy.
    Policy,
    /// Replicas.
    Replication,
    /// Rotation.
    Rotation,
}

impl Pane {
    /// All panes, in the order of the tabs.
    pub const ALL: [Self; 7] = [
        Self::Overview,
        Self::Value,
        Self::Versions,
        Self::Tags,
        Self::Policy,
        Self::Replication,
        Self::Rotation,
    ];

    /// The tab's title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Value => "Value",
            Self::Versions => "Versions",
            Self::Tags => "Tags",
            Self::Policy => "Policy",
            Self::Replication => "Replication",
            Self::Rotation => "Rotation",
        }
    }

    /// Where keys go while the pane has the focus.
    pub const fn context(self) -> Context {
        match self {
            Self::Overview => Context::Overview,
            Self::Value => Context::Value,
            Self::Versions => Context::Versions,
            Self::Tags => Context::Tags,
            Self::Policy => Context::Policy,
            Self::Replication => Context::Replication,
            Self::Rotation => Context::Rotation,
        }
    }

    /// What is fetched when the pane is looked at. The value never is: it is read on request alone.
    pub const fn facet(self) -> Option<Facet> {
        match self {
            Self::Overview | Self::Tags | Self::Replication | Self::Rotation => Some(Facet::Detail),
            Self::Versions => Some(Facet::Versions),
            Self::Policy => Some(Facet::Policy),
            Self::Value => None,
        }
    }

    /// The pane that an action names.
    pub const fn named_by(action: Action) -> Option<Self> {
        match action {
            Action::PaneOverview => Some(Self::Overview),
            Action::PaneValue => Some(Self::Value),
            Action::PaneVersions => Some(Self::Versions),
            Action::PaneTags => Some(Self::Tags),
            Action::PanePolicy => Some(Self::Policy),
            Action::PaneReplication => Some(Self::Replication),
            Action::PaneRotation => Some(Self::Rotation),
            _ => None,
        }
    }

    /// The pane `steps` tabs to the right, round and round.
    #[must_use]
    pub fn turn(self, steps: isize) -> Self {
        let len = Self::ALL.len();
        let at = Self::ALL.iter().position(|pane| *pane == self).unwrap_or(0);
        Self::ALL[at.saturating_add_signed(steps.rem_euclid(len.cast_signed())) % len]
    }
}

#[cfg(test)]
mod tests {
    use super::Pane;

    #[test]
    fn panes_turn_round_and_round() {
        assert_eq!(Pane::Rotation.turn(1), Pane::Overview);
        assert_eq!(Pane::Overview.turn(-1), Pane::Rotation);
        assert_eq!(Pane::Value.turn(2), Pane::Tags);
    }
}
