//! A dashboard without a terminal, a clock or a service: time passes when it is told to, and the service answers what a
//! test says.

pub use super::answers::*;
use crate::app::connection::ConnectionState;
use crate::app::form::{Form, FormField, InputView, Note, Review, Stage, Table, Tone};
use crate::app::layers::Layer;
use crate::app::list::{ArrangeJob, FirstRows, Row, Shape};
use crate::app::notices::{Notice, waiting_for};
use crate::app::plan::Plan;
use crate::app::{Effect, Event, HideTimeouts, Message, Model, Problem, StartOptions, SwitchTargets, update};
use crate::secrets::Summary;
use crate::service::api::{
    Completed, ConnectionId, Destination, Endpoint, ErrorKind, Identity, Reply, Request, ServiceError,
    Target, Ticket,
};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::{SignedDuration, Timestamp};
use ratatui::layout::Size;
use std::time::Duration;

/// A terminal that shows list and panes side by side.
pub const WIDE: Size = Size { width: 120, height: 40 };
/// A terminal that shows one of them at a time.
pub const NARROW: Size = Size { width: 80, height: 24 };

/// The dashboard, and what it has asked for.
pub struct World {
    pub model: Model,
    pub now: Timestamp,
    /// Requests that were neither answered nor abandoned.
    pub out: Vec<(Ticket, Request)>,
    /// Jobs that wait for `arrange`; `None` while each is done at once.
    pub jobs: Option<Vec<ArrangeJob>>,
    /// The reads right before a request: denied at once, or held back for the test to answer.
    pub checks: Checks,
    effects: Vec<Effect>,
}

/// The answers to the reads that come right before the request of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checks {
    /// Each is denied at once, so that the request follows.
    Denied,
    /// They are out like all other requests.
    Held,
}

/// The first rows of a job, which stand in for those of a list that is far longer.
pub fn first_rows(job: &ArrangeJob, count: usize) -> Message {
    let arranged = job.clone().run();
    let rows = arranged.rows.beginning(count);
    Message::FirstRows(FirstRows { generation: job.generation, rows, matched: arranged.matched })
}

impl World {
    /// Before the first message. The lock of an unattended terminal is off unless a test sets its time: here hours pass
    /// between two keys.
    pub fn new(mut options: StartOptions, size: Size) -> Self {
        if options.hide == HideTimeouts::default() {
            options.hide.unattended = None;
        }
        let now = Timestamp::from_second(1_790_000_000).unwrap();
        let model = Model::new(options, size, now);
        Self { model, now, out: Vec::new(), jobs: None, checks: Checks::Denied, effects: Vec::new() }
    }

    /// Started and connected: the first page of the list is asked for.
    pub fn connected(options: StartOptions, size: Size) -> Self {
        let mut world = Self::new(options, size);
        world.send(Message::Started);
        world.connect();
        world
    }

    /// All secrets are listed; nothing is out.
    pub fn listing(size: Size, secrets: &[Summary]) -> Self {
        let mut world = Self::connected(StartOptions::default(), size);
        world.list(secrets);
        world.effects.clear();
        world
    }

    /// The runtime answers `Connect` and `Identify`.
    pub fn connect(&mut self) {
        let id = self.model.connection().id();
        let region = self.model.connection().target().region.clone().unwrap_or_else(|| "eu-west-1".into());
        let profile = self.model.connection().target().profile.clone();
        self.send(Message::Connected(id, Ok(Destination { profile, region, endpoint: Endpoint::Aws })));
        let identity = Identity { account: ACCOUNT.into(), arn: "arn:aws:iam::111122223333:user/me".into() };
        self.send(Message::Identified(id, Ok(identity)));
    }

    /// The list comes as one page.
    pub fn list(&mut self, secrets: &[Summary]) {
        self.answer("ListSecrets", page(secrets, None));
    }

    /// A plan that was said yes to.
    pub fn carry_out(&mut self, plan: Plan) {
        self.model.cx_mut().raise(Event::PlanConfirmed { plan: Box::new(plan), form: None });
        self.send(Message::Woke);
    }

    /// Something happens.
    pub fn send(&mut self, message: Message) {
        let (mut jobs, mut denied_reads) = (Vec::new(), Vec::new());
        for effect in update(&mut self.model, self.now, message) {
            match &effect {
                Effect::Call(ticket, request)
                    if ticket.target == Target::Check && self.checks == Checks::Denied =>
                {
                    denied_reads.push((ticket.clone(), request.operation()));
                    continue;
                }
                Effect::Call(ticket, request) => self.out.push((ticket.clone(), request.clone())),
                Effect::Abandon(ticket) => {
                    let at = self.out.iter().position(|(out, _)| out == ticket);
                    let denied_at = denied_reads.iter().position(|(read, _)| read == ticket);
                    match (at, denied_at) {
                        (Some(at), _) => drop(self.out.remove(at)),
                        // Keys that waited for the rows may send a read and leave its connection in one go.
                        (None, Some(at)) => drop(denied_reads.remove(at)),
                        (None, None) => panic!("{ticket:?} is abandoned but not out"),
                    }
                }
                Effect::Arrange(job) => {
                    jobs.push(job.clone());
                    continue;
                }
                _ => {}
            }
            self.effects.push(effect);
        }
        for (ticket, operation) in denied_reads {
            self.reply(&ticket, Err(error(operation, denied(operation))));
        }
        match &mut self.jobs {
            Some(held) => held.extend(jobs),
            None => jobs.into_iter().for_each(|job| self.send(Message::Arranged(job.run()))),
        }
    }

    /// Does the jobs that were held back, and those that follow from them.
    pub fn arrange(&mut self) {
        for job in self.jobs.take().into_iter().flatten() {
            self.send(Message::Arranged(job.run()));
        }
    }

    /// Tells the first row of the last job that was held back, if the runtime would tell it of a list that is far longer.
    pub fn tell_first_row(&mut self) {
        let job = self.jobs.iter().flatten().next_back();
        if let Some(job) = job.filter(|job| job.keep.is_none() && job.shape == Shape::Flat).cloned() {
            self.send(first_rows(&job, 1));
        }
    }

    /// Keys by their names, with spaces between.
    pub fn keys(&mut self, names: &str) {
        for name in names.split_whitespace() {
            self.send(Message::Key(key(name)));
        }
    }

    /// Switches to a Region, the only one that is offered.
    pub fn switch_region(&mut self, region: &'static str) {
        self.keys("w");
        self.send(Message::SwitchTargets(SwitchTargets { profiles: Ok(Vec::new()), regions: vec![region] }));
        self.keys("enter");
    }

    /// Text, letter by letter.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.send(Message::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
        }
    }

    /// Time passes; the model is woken whenever it wants to be, and must then not want it at once again.
    pub fn pass(&mut self, time: SignedDuration) {
        let end = self.now + time;
        while let Some(wake) = self.model.next_wake().filter(|wake| *wake <= end) {
            self.now = self.now.max(wake);
            self.send(Message::Woke);
            let next = self.model.next_wake();
            assert!(next.is_none_or(|next| next > self.now), "woken at {}, and again at {next:?}", self.now);
        }
        self.now = end;
    }

    /// The effects since the last call, without filtering and sorting.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// The operations among those effects.
    pub fn sent(&mut self) -> Vec<&'static str> {
        let operation = |effect: &Effect| match effect {
            Effect::Call(_, request) => Some(request.operation()),
            _ => None,
        };
        self.effects().iter().filter_map(operation).collect()
    }

    /// The one request of that operation that is out.
    pub fn out(&self, operation: &str) -> (Ticket, Request) {
        let mut found = self.out.iter().filter(|(_, request)| request.operation() == operation);
        let one = found.next().unwrap_or_else(|| panic!("no {operation} is out: {:?}", self.out));
        assert!(found.next().is_none(), "more than one {operation} is out: {:?}", self.out);
        one.clone()
    }

    /// True if a request of the operation has no answer yet.
    pub fn is_out(&self, operation: &str) -> bool {
        self.out.iter().any(|(_, request)| request.operation() == operation)
    }

    /// The service answers the one request of that operation that is out.
    pub fn answer(&mut self, operation: &str, reply: Reply) {
        let (ticket, _) = self.out(operation);
        self.reply(&ticket, Ok(reply));
    }

    /// The one request of that operation that is out fails.
    pub fn fail(&mut self, operation: &str, kind: ErrorKind) {
        let (ticket, _) = self.out(operation);
        self.reply(&ticket, Err(error(operation, kind)));
    }

    /// An answer comes, whether or not anyone waits for it.
    pub fn reply(&mut self, ticket: &Ticket, result: Result<Reply, ServiceError>) {
        let leaves_open = |error: &ServiceError| {
            matches!(
                error.kind,
                ErrorKind::TimedOut
                    | ErrorKind::ConnectionLost { .. }
                    | ErrorKind::InvalidResponse
                    | ErrorKind::ServiceFailure
            )
        };
        let open_attempts = u32::from(result.as_ref().is_err_and(leaves_open));
        self.reply_after(ticket, result, open_attempts);
    }

    /// An answer comes after attempts of which some may have taken effect.
    pub fn reply_after(&mut self, ticket: &Ticket, result: Result<Reply, ServiceError>, open_attempts: u32) {
        self.out.retain(|(out, _)| out != ticket);
        let completed = Completed {
            result,
            duration: Duration::from_millis(20),
            attempts: open_attempts.max(1),
            open_attempts,
            left_out: Vec::new(),
            request_id: Some("r-1".into()),
        };
        self.send(Message::Reply(ticket.clone(), Box::new(completed)));
    }

    /// The names in the list as it is shown; folders end in a slash.
    pub fn rows(&self) -> Vec<String> {
        let row = |row: Row<'_>| match row {
            Row::Secret { secret, .. } => secret.name().to_owned(),
            Row::Folder { path, .. } => path.to_string(),
        };
        self.model.list().rows().iter().map(row).collect()
    }

    /// The name of the selected secret.
    pub fn selected(&self) -> Option<&str> {
        self.model.selected().map(crate::app::secret::Selected::name)
    }

    /// The whole text of the notice.
    pub fn notice(&self) -> String {
        match &self.model.notice() {
            None => String::new(),
            Some(Notice::News { text, .. }) => text.clone(),
            Some(Notice::Refusal(Problem { text, next }) | Notice::Pending(Problem { text, next })) => {
                format!("{text} {next}")
            }
            Some(Notice::Failure { attempt, error }) => format!("{attempt}: {error}"),
            Some(Notice::CredentialProcess(process)) => waiting_for(process),
        }
    }

    /// The form on top.
    pub fn form(&self) -> &Form {
        match self.model.layers().top() {
            Some(Layer::Form(form)) => form,
            other => panic!("no form but {other:?}: {}", self.notice()),
        }
    }

    /// The text below the fields of the form on top.
    pub fn form_notes(&self) -> String {
        said(self.form().notes())
    }

    /// The review of the form or the question on top.
    pub fn review(&self) -> &Review {
        let form = self.form();
        form.review().unwrap_or_else(|| panic!("no review but {:?}, {:?}", form.stage(), form.problem()))
    }

    /// The text of the review.
    pub fn reviewed(&self) -> String {
        said(self.review().notes())
    }

    /// True if the form on top is being filled.
    pub fn is_filling(&self) -> bool {
        matches!(self.form().stage(), Stage::Filling)
    }

    /// True if the form on top waits for its needs.
    pub fn is_waiting(&self) -> bool {
        matches!(self.form().stage(), Stage::Waiting)
    }

    /// The field of the form on top that has this label, if it is there.
    pub fn find_field(&self, label: &str) -> Option<&dyn FormField> {
        self.form().fields().into_iter().find(|field| field.label() == label)
    }

    fn field(&self, label: &str) -> &dyn FormField {
        self.find_field(label).unwrap_or_else(|| panic!("no field {label} in {:?}", self.form()))
    }

    /// The error of a field of the form on top.
    pub fn field_error(&self, label: &str) -> &str {
        self.field(label).error().unwrap_or_default()
    }

    /// The text of a field of the form on top.
    pub fn text(&self, label: &str) -> &str {
        match self.field(label).input().view() {
            InputView::Line(line) => line.text(),
            InputView::Secret(line) => line.text(),
            InputView::Area(area) => area.text(),
            InputView::SecretArea(secret) => secret.area.text(),
            other => panic!("{label} is no text but {other:?}"),
        }
    }

    /// A table of the form on top.
    pub fn table(&self, label: &str) -> &Table {
        match self.field(label).input().view() {
            InputView::Table(table) => table,
            other => panic!("{label} is no table but {other:?}"),
        }
    }

    /// True if requests can be sent.
    pub fn is_ready(&self) -> bool {
        matches!(self.model.connection().state(), ConnectionState::Ready { .. })
    }
}

/// Notes as text, a line each, with the signs of a diff.
pub fn said(notes: &[Note]) -> String {
    let line = |note: &Note| match note.tone {
        Tone::Added => format!("+ {}", note.text),
        Tone::Removed => format!("- {}", note.text),
        _ => note.text.clone(),
    };
    notes.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A key by its name.
pub fn key(name: &str) -> KeyEvent {
    let held =
        [("ctrl-", KeyModifiers::CONTROL), ("alt-", KeyModifiers::ALT), ("shift-", KeyModifiers::SHIFT)];
    for (prefix, modifier) in held {
        if let Some(rest) = name.strip_prefix(prefix).filter(|rest| !rest.is_empty()) {
            let key = key(rest);
            let code =
                if (rest, modifier) == ("tab", KeyModifiers::SHIFT) { KeyCode::BackTab } else { key.code };
            return KeyEvent::new(code, key.modifiers | modifier);
        }
    }
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "pgdn" => KeyCode::PageDown,
        "pgup" => KeyCode::PageUp,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "f1" => KeyCode::F(1),
        "f2" => KeyCode::F(2),
        "f3" => KeyCode::F(3),
        "f4" => KeyCode::F(4),
        "f6" => KeyCode::F(6),
        _ => KeyCode::Char(only(name)),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn only(name: &str) -> char {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => c,
        _ => panic!("{name} is no key"),
    }
}

/// The number of the first connection, which `Message::Started` makes.
pub const FIRST: ConnectionId = ConnectionId(2);

pub fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

pub fn millis(millis: i64) -> SignedDuration {
    SignedDuration::from_millis(millis)
}
