//! The context that a part gets while it handles a message: the time, the settings, and the ways to call the service, to
//! ask the runtime for work, to tell the user something, to mint a token, and to raise events for other parts.

use super::actions::Action;
use super::effect::Effect;
use super::event::Event;
use super::notices::{Notice, Notices};
use super::plan::{Plan, Step};
use super::problem::Problem;
use super::requests::{Journal, Requests};
use super::settings::{Access, Settings};
use super::topic::Topic;
use super::zone::LocalZone;
use crate::secrets::Arn;
use crate::service::api::{
    ClientRequestToken, Completed, ConnectionId, LeftOut, Request, ServiceError, Target, Ticket,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::VecDeque;

/// The context of a message. It keeps the requests and the notices between messages.
#[derive(Debug)]
pub struct UpdateContext {
    now: Timestamp,
    /// The time by which the time of day is ahead of `now`, because the clock of the machine was set.
    ahead: SignedDuration,
    settings: Settings,
    requests: Requests,
    notices: Notices,
    tokens: fastrand::Rng,
    pauses: fastrand::Rng,
    effects: Vec<Effect>,
    events: VecDeque<Event>,
}

impl UpdateContext {
    /// The context before the first message; `seed` seeds the client request tokens and the lengths of pauses.
    pub fn new(settings: Settings, connection: ConnectionId, seed: u64, now: Timestamp) -> Self {
        Self {
            now,
            ahead: SignedDuration::ZERO,
            settings,
            requests: Requests::new(connection),
            notices: Notices::default(),
            tokens: fastrand::Rng::with_seed(seed),
            pauses: fastrand::Rng::with_seed(!seed),
            effects: Vec::new(),
            events: VecDeque::new(),
        }
    }

    /// The time of the message, by a clock that nobody sets: what happens after a time is timed by it.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The time of day of the message, for what is told, and compared with times of the service.
    pub fn time_of_day(&self) -> Timestamp {
        self.now.checked_add(self.ahead).unwrap_or(self.now)
    }

    /// The clock of the machine was set: the time of day is this far ahead.
    pub fn clock_set(&mut self, ahead: SignedDuration) {
        self.ahead = ahead;
    }

    /// Sets the time of the next message.
    pub fn set_now(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// The settings of the session.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Takes the user's time zone into the settings.
    pub fn zone_found(&mut self, zone: LocalZone) {
        self.settings.zone = zone;
    }

    /// Applies the rules for a profile and an account, as far as they are known.
    pub fn connected_to(&mut self, profile: Option<&str>, account: Option<&str>) {
        self.settings.connected_to(profile, account);
    }

    /// The key of an action for texts; for an action without a key, its name in the palette.
    pub fn key(&self, action: Action) -> String {
        self.settings.keymap.label(action)
    }

    /// Asks the runtime for work.
    pub fn emit(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// The effects since the last call.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Raises an event for other parts.
    pub fn raise(&mut self, event: Event) {
        self.events.push_back(event);
    }

    /// The oldest event that was not routed yet.
    pub fn next_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Sends a request; `None` for a mutation in read-only mode, which is refused.
    pub fn call(&mut self, target: Target, request: Request) -> Option<Ticket> {
        self.call_in(None, target, request)
    }

    /// Sends a request, to another Region if one is given.
    pub fn call_in(&mut self, region: Option<&str>, target: Target, request: Request) -> Option<Ticket> {
        if request.is_mutation() && self.settings.access() == Access::ReadOnly {
            self.show_problem(self.settings.refusal(request.operation()));
            return None;
        }
        let ticket = self.requests.start(region, target, &request, self.time_of_day());
        self.emit(Effect::Call(ticket.clone(), request));
        Some(ticket)
    }

    /// Describes a secret again because it was changed, or may have been.
    pub fn reread_secret(&mut self, arn: Arn) -> Option<Ticket> {
        let secret = arn.to_string();
        self.call(Target::Reread(arn), Request::DescribeSecret { secret })
    }

    /// Aborts a read that no part waits for any longer.
    pub fn abandon(&mut self, ticket: Ticket) {
        self.requests.abandoned(&ticket);
        self.emit(Effect::Abandon(ticket));
    }

    /// Aborts several reads.
    pub fn abandon_all(&mut self, tickets: impl IntoIterator<Item = Ticket>) {
        for ticket in tickets {
            self.abandon(ticket);
        }
    }

    /// Explains a request in the journal, in the place of the secret's name.
    pub fn explain_in_journal(&mut self, ticket: &Ticket, text: String) {
        self.requests.journal_mut().explain(ticket, text);
    }

    /// Registers the answer to a request.
    pub fn answered(&mut self, ticket: &Ticket, completed: &Completed) {
        self.requests.ended(ticket, completed);
    }

    /// Switches to another connection, and aborts the reads of the last one.
    pub fn switch_connection(&mut self, connection: ConnectionId) {
        for ticket in self.requests.switch_to(connection) {
            self.abandon(ticket);
        }
    }

    /// True if a ticket belongs to the connection in use.
    pub fn is_current(&self, ticket: &Ticket) -> bool {
        self.requests.is_current(ticket)
    }

    /// The requests of the session.
    pub fn requests(&self) -> &Requests {
        &self.requests
    }

    /// The journal, to move its cursor.
    pub fn journal_mut(&mut self) -> &mut Journal {
        self.requests.journal_mut()
    }

    /// Mints a token for a request. A request keeps its token for every attempt.
    pub fn mint_token(&mut self) -> ClientRequestToken {
        let bytes = self.tokens.u128(..).to_be_bytes();
        ClientRequestToken::new(uuid::Builder::from_random_bytes(bytes).into_uuid().to_string())
    }

    /// A pause of about this length, up to a quarter shorter or longer: clients that were throttled together must not come
    /// back together.
    pub fn about(&mut self, pause: SignedDuration) -> SignedDuration {
        let percent = self.pauses.i32(75..=125);
        pause * percent / 100
    }

    /// Keeps a step that may have taken effect, so that the same change asked for again keeps its token.
    pub fn keep_open(&mut self, step: &Step) {
        self.requests.unsettled_mut().add(step, self.now);
    }

    /// Forgets a step that has taken effect.
    pub fn settle(&mut self, step: &Step) {
        self.requests.unsettled_mut().settle(step);
    }

    /// Lets the steps of a plan that repeat a change with an open outcome keep its token.
    pub fn resume(&self, plan: &mut Plan) {
        self.requests.unsettled().resume(plan, self.now);
    }

    /// Shows news for some seconds, unless a failure is on screen.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.notices.tell(text.into(), None, self.now);
    }

    /// Shows news for some seconds, or until its cause is gone, unless a failure is on screen.
    pub fn tell_about(&mut self, topic: Topic, text: impl Into<String>) {
        self.notices.tell(text.into(), Some(topic), self.now);
    }

    /// Tells the user that there is no secret to act on.
    pub fn tell_no_secret(&mut self) {
        self.tell("There is no secret under the cursor.");
    }

    /// Shows a failed request until it is dismissed. `attempt` completes the sentence "Could not …".
    pub fn fail(&mut self, attempt: impl Into<String>, error: ServiceError) {
        self.notices.show(Notice::Failure { attempt: attempt.into(), error });
    }

    /// Shows a failed request until it is dismissed. If it failed for want of a login, and the user logs in while it is on
    /// screen, `again` is raised.
    pub fn fail_until_login(&mut self, attempt: impl Into<String>, error: ServiceError, again: Event) {
        let wants_login = error.login_program().is_some();
        self.fail(attempt, error);
        if wants_login {
            self.notices.go_on_after_login(again);
        }
    }

    /// Shows a problem and what to do about it, until it is dismissed.
    pub fn refuse(&mut self, text: impl Into<String>, next: impl Into<String>) {
        self.show_problem(Problem::new(text, next));
    }

    /// Says in the journal which entries of an answer are left out, and shows it where the user looks at the answer.
    pub fn tell_left_out(&mut self, ticket: &Ticket, left_out: &[LeftOut]) {
        if left_out.is_empty() {
            return;
        }
        let entries = left_out.iter().map(LeftOut::to_string).collect::<Vec<_>>().join(", ");
        match ticket.target {
            Target::Facet(..) | Target::Form(_) => {
                let next = format!("The others are. {} names the request.", self.key(Action::Journal));
                self.refuse(format!("Not shown: {entries}."), next);
            }
            // Reads of the program's own: what they leave out, a pane leaves out too.
            Target::List
            | Target::Lookup
            | Target::PendingOpen
            | Target::Reread(_)
            | Target::Command
            | Target::Check
            | Target::Outcome
            | Target::Mutation => {}
        }
        self.explain_in_journal(ticket, entries);
    }

    /// Shows a problem until it is dismissed; as news if there is nothing to do about it.
    pub fn show_problem(&mut self, problem: Problem) {
        if problem.next.is_empty() {
            self.tell(problem.text);
        } else {
            self.notices.show(Notice::Refusal(problem));
        }
    }

    /// The notices, to dismiss or update them.
    pub fn notices_mut(&mut self) -> &mut Notices {
        &mut self.notices
    }

    /// The notices.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }
}
