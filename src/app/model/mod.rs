//! The model: the parts of the dashboard put together. The files here connect parts and own no state.

mod availability;
mod chosen;
mod commands;
mod copying;
mod dispatch;
mod forms;
mod history;
mod input;
mod logging_in;
mod mouse;
mod navigation;
mod picking;
mod questions;
mod restoring;
mod routing;
mod screen;
pub(super) mod update;

pub use commands::CommandHint;

use super::actions::{Action, Chord, Keymap};
use super::changes::{Changes, RotationWatch};
use super::clipboard::Clipboard;
use super::commands::Commands;
use super::connection::Connection;
use super::context::UpdateContext;
use super::custom_command::CustomCommand;
use super::form::FormContext;
use super::hide::HideTimeouts;
use super::history::History;
use super::layers::Layers;
use super::layout::Focus;
use super::left_texts::LeftTexts;
use super::list::ListPane;
use super::lock::IdleLock;
use super::lookup::Lookup;
use super::notices::Notice;
use super::opening::Opening;
use super::problem::Problem;
use super::profile_rules::ProfileRules;
use super::requests::Requests;
use super::reread::Reread;
use super::secret::{Pane, SecretPanes, Selected};
use super::settings::{KeepHistory, ListCache, Presentation, Purpose, ReadOnlyReason, Settings};
use crate::service::api::{ConnectionId, ConnectionTarget};
use crossterm::event::KeyEvent;
use jiff::{SignedDuration, Timestamp};
use ratatui::layout::{Position, Size};
use std::collections::VecDeque;
use std::fmt;

/// The options that the program is started with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StartOptions {
    /// The requested profile, Region and endpoint.
    pub target: ConnectionTarget,
    /// The reason for read-only mode from the start.
    pub read_only: Option<ReadOnlyReason>,
    /// The initial filter.
    pub filter: Option<String>,
    /// The name, ARN or unique part of the name of a secret to open at once.
    pub secret: Option<String>,
    /// The seed of the client request tokens.
    pub seed: u64,
    /// The times after which a value is hidden automatically.
    pub hide: HideTimeouts,
    /// The cache of the list.
    pub list_cache: ListCache,
    /// The use that is made of the dashboard.
    pub purpose: Purpose,
    /// The keeping of bookmarks and filters between runs.
    pub keep_history: KeepHistory,
    /// The way in which the screen is written.
    pub presentation: Presentation,
    /// The keys of every action.
    pub keymap: Keymap,
    /// The rules for profiles and accounts.
    pub rules: ProfileRules,
    /// The commands of the user.
    pub commands: Vec<CustomCommand>,
    /// A problem that is shown at the start.
    pub problem: Option<Problem>,
}

impl StartOptions {
    /// The longest time that a copied value may stay on the clipboard, whatever rule applies.
    pub fn longest_on_clipboard(&self) -> SignedDuration {
        let of_rules = self.rules.0.iter().filter_map(|rule| rule.clear_after);
        of_rules.fold(self.hide.on_clipboard, SignedDuration::max)
    }
}

/// The state of the program.
#[derive(Debug)]
pub struct Model {
    cx: UpdateContext,
    size: Size,
    focus: Focus,
    connection: Connection,
    opening: Opening,
    lookup: Lookup,
    list: ListPane,
    history: History,
    secret: SecretPanes,
    reread: Reread,
    changes: Changes,
    clipboard: Clipboard,
    commands: Commands,
    layers: Layers,
    lock: IdleLock,
    waiting_keys: WaitingKeys,
    left_texts: LeftTexts,
    /// The first chord of a sequence of two, until the second comes.
    pending_chord: Option<Chord>,
    /// The time and the place of the last click.
    last_click: Option<(Timestamp, Position)>,
    /// A problem that is shown at the start, until then.
    start_problem: Option<Problem>,
    /// An action chosen in the palette, until the pane that it belongs to is loaded.
    chosen: Option<Action>,
}

/// Keys that wait for the rows that they are meant for. `Debug` shows none of them: a password may have been typed ahead.
#[derive(Default)]
struct WaitingKeys(VecDeque<KeyEvent>);

impl fmt::Debug for WaitingKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WaitingKeys({})", self.0.len())
    }
}

impl Model {
    /// The model before the first message.
    pub fn new(options: StartOptions, size: Size, now: Timestamp) -> Self {
        let StartOptions { read_only, hide, keymap, list_cache, rules, purpose, .. } = options;
        let mut settings = Settings::new(read_only, hide, keymap, list_cache, rules);
        settings.purpose = purpose;
        settings.presentation = options.presentation;
        settings.keep_history = options.keep_history;
        settings.commands = options.commands.into();
        settings.connected_to(options.target.profile.as_deref(), None);
        let connection = Connection::new(ConnectionId(1), options.target);
        Self {
            cx: UpdateContext::new(settings, connection.id(), options.seed, now),
            size,
            focus: Focus::List,
            connection,
            opening: Opening::named(options.secret),
            lookup: Lookup::default(),
            list: ListPane::filtered(options.filter),
            history: History::default(),
            secret: SecretPanes::default(),
            reread: Reread::default(),
            changes: Changes::default(),
            clipboard: Clipboard::default(),
            commands: Commands::default(),
            layers: Layers::default(),
            lock: IdleLock::new(options.hide.unattended, now),
            waiting_keys: WaitingKeys::default(),
            left_texts: LeftTexts::default(),
            pending_chord: None,
            last_click: None,
            start_problem: options.problem,
            chosen: None,
        }
    }

    /// The time of the last message.
    pub fn now(&self) -> Timestamp {
        self.cx.now()
    }

    /// The time of day of the last message.
    pub fn time_of_day(&self) -> Timestamp {
        self.cx.time_of_day()
    }

    /// The settings of the session.
    pub fn settings(&self) -> &Settings {
        self.cx.settings()
    }

    /// The keys of every action.
    pub fn keymap(&self) -> &Keymap {
        &self.cx.settings().keymap
    }

    /// The requests of the session.
    pub fn requests(&self) -> &Requests {
        self.cx.requests()
    }

    /// The notice on screen.
    pub fn notice(&self) -> Option<&Notice> {
        self.cx.notices().shown()
    }

    /// The terminal's size.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The side that has the keys.
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// The connection in use.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The list.
    pub fn list(&self) -> &ListPane {
        &self.list
    }

    /// Bookmarks, recent secrets and filters.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The selected secret.
    pub fn selected(&self) -> Option<&Selected> {
        self.secret.selected()
    }

    /// The pane in view.
    pub fn pane(&self) -> Pane {
        self.secret.pane()
    }

    /// The selected secret and its panes.
    pub fn secret(&self) -> &SecretPanes {
        &self.secret
    }

    /// The changes of the session.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// The rotation of the selected secret, if it is followed.
    pub fn rotation_of_selected(&self) -> Option<&RotationWatch> {
        self.changes.rotation_of(self.secret.arn()?)
    }

    /// The clipboard.
    pub fn clipboard(&self) -> &Clipboard {
        &self.clipboard
    }

    /// The stack of layers.
    pub fn layers(&self) -> &Layers {
        &self.layers
    }

    /// The lock of an unattended terminal.
    pub fn lock(&self) -> &IdleLock {
        &self.lock
    }

    /// The secret that is being opened without the cursor.
    pub fn opening(&self) -> &Opening {
        &self.opening
    }

    /// True if keys wait for the rows of the list.
    pub fn has_waiting_keys(&self) -> bool {
        !self.waiting_keys.0.is_empty()
    }

    /// The context, for tests that change it.
    #[cfg(test)]
    pub(crate) fn cx_mut(&mut self) -> &mut UpdateContext {
        &mut self.cx
    }

    /// The layers and the context for them.
    fn layers_and_context(&mut self) -> (&mut Layers, FormContext<'_>) {
        let cx = FormContext {
            update: &mut self.cx,
            secrets: self.list.secrets(),
            connection: self.connection.summary(),
        };
        (&mut self.layers, cx)
    }
}
