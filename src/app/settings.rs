//! The settings of a session. The rules for profiles and accounts change some of them with the connection.

use super::actions::Keymap;
use super::custom_command::CustomCommand;
use super::hide::HideTimeouts;
use super::problem::Problem;
use super::profile_rules::{AppliedRules, ProfileRules};
use super::zone::LocalZone;
use std::sync::Arc;

/// The settings of a session.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The user's time zone; UTC until it is found.
    pub zone: LocalZone,
    /// The times after which a value is hidden automatically.
    pub hide: HideTimeouts,
    /// The keys of every action.
    pub keymap: Keymap,
    /// On if the list is kept on disk between runs.
    pub list_cache: ListCache,
    /// The use that is made of the dashboard.
    pub purpose: Purpose,
    /// On if bookmarks and filters are kept between runs.
    pub keep_history: KeepHistory,
    /// The way in which the screen is written.
    pub presentation: Presentation,
    /// The commands of the user.
    pub commands: Arc<[CustomCommand]>,
    /// The rules that apply to the connection in use.
    pub applied: AppliedRules,
    /// The rules for profiles and accounts.
    rules: ProfileRules,
    /// The times where no rule sets others.
    usual_hide: HideTimeouts,
    /// The reason for read-only mode that lasts as long as the session.
    locked: Option<ReadOnlyReason>,
    /// The reason for read-only mode.
    reason: Option<ReadOnlyReason>,
}

/// The use that is made of the dashboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// Look at secrets and change them.
    #[default]
    Manage,
    /// Choose a secret in the list, which ends the program. Nothing is changed, revealed or copied.
    Pick,
}

/// The keeping of bookmarks, recent secrets and filters between runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeepHistory {
    /// They are kept on disk, for each account and Region.
    On,
    /// Nothing is written or read.
    #[default]
    Off,
}

/// The way in which the screen is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presentation {
    /// With borders, columns and signs.
    #[default]
    Visual,
    /// For screen readers: one flow of text, words in place of signs, the cursor where the focus is, and nothing that ticks.
    Plain,
}

/// The cache of the list on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListCache {
    /// The last list is kept, and shown on start.
    On,
    /// Nothing is written or read.
    #[default]
    Off,
}

/// The access to secrets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Mutations are sent after a confirmation.
    #[default]
    ReadWrite,
    /// Mutations are refused.
    ReadOnly,
}

/// The reason for read-only mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnlyReason {
    /// The flag.
    Flag,
    /// A setting at this place: a variable, or a line of the config file.
    Setting(String),
    /// The rule with this pattern.
    Rule(String),
    /// A rule with this pattern, unless the account, which is not known, is another.
    UnknownAccount(String),
}

impl Settings {
    /// The settings before the connection is made.
    pub fn new(
        read_only: Option<ReadOnlyReason>,
        hide: HideTimeouts,
        keymap: Keymap,
        list_cache: ListCache,
        rules: ProfileRules,
    ) -> Self {
        // Field by field: a default keymap would be built for nothing, before the first frame.
        Self {
            zone: LocalZone::default(),
            hide,
            keymap,
            list_cache,
            purpose: Purpose::default(),
            keep_history: KeepHistory::default(),
            presentation: Presentation::default(),
            commands: Arc::default(),
            applied: AppliedRules::default(),
            rules,
            usual_hide: hide,
            reason: read_only.clone(),
            locked: read_only,
        }
    }

    /// Read-write or read-only.
    pub fn access(&self) -> Access {
        if self.reason.is_some() { Access::ReadOnly } else { Access::ReadWrite }
    }

    /// Applies the rules to a connection. Read-only mode stays on once a rule has turned it on: what is typed from habit
    /// must not work again in the same session.
    pub fn connected_to(&mut self, profile: Option<&str>, account: Option<&str>) {
        let applied = self.rules.applied(profile, account);
        if self.locked.is_none() {
            self.locked = applied.read_only.clone().map(ReadOnlyReason::Rule);
        }
        self.hide = HideTimeouts {
            on_screen: applied.hide_after.unwrap_or(self.usual_hide.on_screen),
            on_clipboard: applied.clear_after.unwrap_or(self.usual_hide.on_clipboard),
            unattended: self.usual_hide.unattended,
        };
        let for_now = applied.may_be_read_only.clone().map(ReadOnlyReason::UnknownAccount);
        self.reason = self.locked.clone().or(for_now);
        self.applied = applied;
    }

    /// The refusal of a mutation in read-only mode.
    pub fn refusal(&self, operation: &str) -> Problem {
        let next = self.reason.as_ref().unwrap_or(&ReadOnlyReason::Flag).advice();
        Problem::new(format!("{operation} refused: this session is read-only."), next)
    }
}

impl ReadOnlyReason {
    /// The step that would allow changes.
    pub fn advice(&self) -> String {
        match self {
            Self::Flag => "Start without --read-only to make changes.".to_owned(),
            Self::Setting(place) => format!("Change read_only ({place}) and start again to make changes."),
            Self::Rule(pattern) => format!(
                "The rule for {pattern:?} in the config file says so. A new start on another profile is not bound by it."
            ),
            Self::UnknownAccount(pattern) => {
                format!(
                    "The rule for {pattern:?} in the config file may apply: the account is not known yet."
                )
            }
        }
    }
}
