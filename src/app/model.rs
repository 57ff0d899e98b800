//! The whole state of the program.

use super::action::Context;
use super::clipboard::{CopyId, LastCopy};
use super::connection::Connection;
use super::context::UpdateContext;
use super::hide::HideTimeouts;
use super::layer::Layer;
use super::layout::{Focus, LayerAreas, Needs, Screen};
use super::list::{FilterMode, ListLoad, ListPane};
use super::loadable::Loadable;
use super::plan::{Plan, Running, StepState, Subject};
use super::secret::{Pane, Selected};
use super::settings::{Access, Settings};
use super::watch::{ReplicationWatch, RotationWatch};
use super::zone::LocalZone;
use crate::secrets::Arn;
use crate::service::api::{ConnectionId, ConnectionTarget, ServiceError, Ticket};
use crossterm::event::KeyEvent;
use jiff::Timestamp;
use ratatui::layout::Size;
use std::collections::{HashSet, VecDeque};

/// Lines that say what failed, why, and what to do, beside what is there all the same.
const TROUBLE_LINES: u16 = 3;

/// How the program was started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StartOptions {
    /// Profile, Region and endpoint as given.
    pub target: ConnectionTarget,
    /// Whether mutations are refused.
    pub access: Access,
    /// The filter to begin with.
    pub filter: Option<String>,
    /// A name, an ARN or a unique part of a name: opened at once.
    pub secret: Option<String>,
    /// Seeds the client request tokens.
    pub seed: u64,
    /// The user's time zone.
    pub zone: LocalZone,
    /// How long a value is left in the open.
    pub hide: HideTimeouts,
}

/// The secret that is to be opened as soon as it can be: the one that was named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PendingOpen {
    /// There is none, or it is open.
    Done,
    /// It is being described under exactly that name.
    Describing(String),
    /// It was open when the connection had to be made anew.
    Returning(Arn),
    /// No secret has exactly that name: it is looked for in the list as it loads.
    Searching(String),
}

/// A copy that waits for what is to be copied.
#[derive(Debug)]
pub struct AwaitedCopy {
    /// The read that is out.
    pub ticket: Ticket,
    /// What is copied, in words.
    pub what: String,
}

/// The whole state of the program.
#[derive(Debug)]
pub struct Model {
    /// The context of the message being handled.
    pub(crate) cx: UpdateContext,
    /// The terminal's size.
    pub size: Size,
    /// The connection that requests go to.
    pub connection: Connection,
    /// The list.
    pub list: ListPane,
    /// The secret under the cursor, or opened.
    pub selected: Option<Selected>,
    /// Its pane in view.
    pub pane: Pane,
    /// Which side has the keys.
    pub focus: Focus,
    /// What lies on top, the last one uppermost.
    pub layers: Vec<Layer>,
    /// The last copy.
    pub copy: Option<LastCopy>,
    /// A copy that waits for what is to be copied.
    pub awaited: Option<AwaitedCopy>,
    /// Changes that are being carried out.
    pub plans: Vec<Running>,
    /// What failed of the last change: can be sent again, with the same tokens.
    pub retry: Option<Plan>,
    /// What takes the last change back.
    pub undo: Option<Plan>,
    /// Rotations that are followed.
    pub watches: Vec<RotationWatch>,
    /// Replication that is followed.
    pub replication_watches: Vec<ReplicationWatch>,
    /// The secret that is to be opened as soon as it can be.
    pub opening: PendingOpen,
    pub(super) plan_count: u64,
    pub(super) form_count: u64,
    pub(super) created: Option<Arn>,
    pub(super) deleted: HashSet<Arn>,
    pub(super) copies: CopyId,
    /// A value that stays on the clipboard if the copy after it fails.
    pub(super) beneath: Option<CopyId>,
    /// Keys that wait until the list has the rows that they are meant for.
    pub(super) waiting_keys: VecDeque<KeyEvent>,
}

impl Model {
    /// The state before the first message.
    pub fn new(options: StartOptions, size: Size, now: Timestamp) -> Self {
        let mut list = ListPane::default();
        if let Some(filter) = options.filter {
            list.filter.line = super::text_line::TextLine::new(filter);
            list.apply_filter();
        }
        let settings = Settings { access: options.access, zone: options.zone, hide: options.hide };
        Self {
            cx: UpdateContext::new(settings, ConnectionId(1), options.seed, now),
            size,
            connection: Connection::new(ConnectionId(1), options.target),
            list,
            selected: None,
            pane: Pane::default(),
            focus: Focus::List,
            layers: Vec::new(),
            copy: None,
            awaited: None,
            plans: Vec::new(),
            retry: None,
            undo: None,
            watches: Vec::new(),
            replication_watches: Vec::new(),
            opening: options.secret.map_or(PendingOpen::Done, PendingOpen::Describing),
            plan_count: 0,
            form_count: 0,
            created: None,
            deleted: HashSet::new(),
            copies: CopyId::default(),
            beneath: None,
            waiting_keys: VecDeque::new(),
        }
    }

    /// Where the keys go.
    pub fn context(&self) -> Context {
        match self.layers.last() {
            Some(Layer::Help(_)) => Context::Help,
            Some(Layer::Journal) => Context::Journal,
            Some(Layer::Picker(_)) => Context::Picker,
            Some(Layer::Form(form)) => form.context(),
            Some(Layer::Report(_)) => Context::Report,
            None if self.list.filter.mode == FilterMode::Editing => Context::FilterLine,
            None => self.main_context(),
        }
    }

    /// Where the keys go below all layers.
    pub fn main_context(&self) -> Context {
        match self.focus {
            Focus::List => Context::List,
            Focus::Secret => self.pane.context(),
        }
    }

    /// The areas of the screen; `None` if it is too small.
    pub fn screen(&self) -> Option<Screen> {
        let filter = &self.list.filter;
        let filter_shown = filter.mode == FilterMode::Editing || !filter.line.text().is_empty();
        Screen::divide(Needs {
            size: self.size,
            focus: self.focus,
            filter_lines: u16::from(filter_shown) + 2 * u16::from(filter.error.is_some()),
            pane_trouble_lines: if self.pane_trouble().is_some() { TROUBLE_LINES } else { 0 },
            list_trouble_lines: match self.list.load {
                ListLoad::Failed { .. } if !self.list.secrets().is_empty() => TROUBLE_LINES,
                _ => 0,
            },
            notice_lines: self.cx.notices().shown().map_or(0, |notice| notice.lines(self.size.width)),
        })
    }

    /// Why what the pane in view shows is not the newest that there is.
    pub fn pane_trouble(&self) -> Option<&ServiceError> {
        let selected = self.selected.as_ref()?;
        match (self.pane, &selected.detail) {
            // The list knows tags too.
            (Pane::Tags, Loadable::Failed { error, .. }) if !selected.summary().tags.is_empty() => {
                Some(error)
            }
            (Pane::Value, _) => selected.value.read.refresh_error(),
            (Pane::Versions, _) => selected.versions.list.refresh_error(),
            (Pane::Policy, _) => selected.policy.policy.refresh_error(),
            (Pane::Overview | Pane::Tags | Pane::Replication | Pane::Rotation, detail) => {
                detail.refresh_error()
            }
        }
    }

    /// The areas of the uppermost layer, if it has rows.
    pub fn layer_areas(&self) -> Option<LayerAreas> {
        let notice = self.screen()?.notice.map_or(0, |notice| notice.height);
        let size = Size { height: self.size.height - notice, ..self.size };
        match self.layers.last()? {
            Layer::Picker(_) => Some(LayerAreas::picker(size)),
            Layer::Journal => Some(LayerAreas::journal(size)),
            Layer::Help(_) | Layer::Form(_) | Layer::Report(_) => None,
        }
    }

    /// Whether the panes of the selected secret are on screen.
    pub fn secret_in_view(&self) -> bool {
        self.screen().is_some_and(|screen| screen.secret.is_some())
    }

    /// The rotation of the selected secret, if it is followed.
    pub fn watch_of_selected(&self) -> Option<&RotationWatch> {
        let selected = self.selected.as_ref()?;
        self.watches.iter().find(|watch| watch.arn == *selected.arn())
    }

    /// The name of a secret: as it is known, else as its ARN has it.
    pub fn name_of(&self, arn: &Arn) -> String {
        let selected = self.selected.as_ref().filter(|selected| selected.arn() == arn);
        let listed = || self.list.find(arn).map(|secret| secret.name.clone());
        let known = selected.map(|selected| selected.name().to_owned()).or_else(listed);
        known.unwrap_or_else(|| arn.name().to_owned())
    }

    /// The operation that is changing a secret at the moment.
    pub fn operation_under_way(&self, arn: &Arn) -> Option<&'static str> {
        let steps = self.plans.iter().flat_map(|running| &running.plan.steps);
        let mut own = steps.filter(|step| step.subject == Subject::Secret(arn.clone()));
        own.find(|step| matches!(step.state, StepState::Sent(_))).map(|step| step.request.operation())
    }
}
