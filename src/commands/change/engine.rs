//! The dashboard's engine of changes, without the screen: it checks the secret right before a request, waits while it is
//! throttled, and looks up an outcome that no answer tells.

use crate::app::changes::{Changes, RotationWatch, Waiting};
use crate::app::known::Known;
use crate::app::plan::{Plan, Step};
use crate::app::{Effect, Event, FormId, Presentation, Settings, UpdateContext};
use crate::commands::error::{CommandError, FailureKind};
use crate::commands::output::tell;
use crate::commands::session::Session;
use crate::runtime::clock;
use crate::secrets::{Arn, VersionId};
use crate::service::api::{ClientRequestToken, ConnectionId, Request, ServiceError, Target, Ticket};
use jiff::{SignedDuration, Timestamp};
use std::io::{self, IsTerminal};
use std::time::Duration;

/// The form that the engine takes the command for.
const FORM: FormId = FormId(1);

/// The longest time that an open outcome is looked up.
const LOOK_UP_FOR: SignedDuration = SignedDuration::from_secs(20);

/// The changes of a command.
pub(in crate::commands) struct Engine<'a> {
    session: &'a Session,
    changes: Changes,
    cx: UpdateContext,
    /// The last status that was told.
    told: Option<String>,
    /// The time since which an outcome is open.
    open_since: Option<Timestamp>,
    /// The way in which a pause is told: the seconds that are left only on a terminal, where somebody waits for them. In a
    /// log each would be a line.
    shown: Presentation,
    /// A change was sent.
    has_sent: bool,
}

impl<'a> Engine<'a> {
    pub(in crate::commands) fn of(session: &'a Session) -> Self {
        let (settings, seed) = (Settings::default(), fastrand::u64(..));
        let cx = UpdateContext::new(settings, ConnectionId::default(), seed, clock::now());
        let shown = if io::stderr().is_terminal() { Presentation::Visual } else { Presentation::Plain };
        Self {
            session,
            changes: Changes::default(),
            cx,
            told: None,
            open_since: None,
            shown,
            has_sent: false,
        }
    }

    /// A token for a request, which keeps it for every attempt.
    pub(in crate::commands) fn mint_token(&mut self) -> ClientRequestToken {
        self.cx.mint_token()
    }

    /// The version that a rotation of the secret creates, once the rotation was accepted.
    pub(in crate::commands) fn rotates_to(&self, secret: &Arn) -> Option<&VersionId> {
        self.changes.rotation_of(secret).map(RotationWatch::version)
    }

    /// Makes a change, and tells on the error output what it waits for and how it ended.
    pub(in crate::commands) async fn carry_out(&mut self, plan: Plan) -> Result<(), CommandError> {
        let (title, outcome) = (plan.title.clone(), plan.outcome());
        self.changes.start(plan, Some(FORM), &mut self.cx);
        tokio::select! {
            // First, so that it listens before anything is sent.
            biased;
            _ = tokio::signal::ctrl_c() => Err(interrupted(&title, self.has_sent)),
            ended = self.go_on() => ended.inspect(|()| tell(&format!("{outcome}."))),
        }
    }

    /// Goes on until the plan has ended.
    async fn go_on(&mut self) -> Result<(), CommandError> {
        loop {
            while let Some(event) = self.cx.next_event() {
                if let Some(end) = end_of(event) {
                    return end;
                }
            }
            match self.next_call() {
                Some((ticket, request)) => self.call(&ticket, &request).await?,
                None => self.pause().await?,
            }
        }
    }

    fn next_call(&mut self) -> Option<(Ticket, Request)> {
        let effects = self.cx.take_effects();
        effects.into_iter().find_map(|effect| match effect {
            // What the list and the panes would show is for nobody.
            Effect::Call(ticket, request) if is_of_change(&ticket) => Some((ticket, request)),
            _ => None,
        })
    }

    async fn call(&mut self, ticket: &Ticket, request: &Request) -> Result<(), CommandError> {
        self.has_sent |= ticket.target == Target::Mutation;
        let completed = self.session.complete(request).await?;
        self.cx.set_now(clock::now());
        self.cx.answered(ticket, &completed);
        match &ticket.target {
            Target::Check => self.changes.checked(ticket, completed.result, &mut self.cx),
            Target::Outcome => self.changes.looked_up(ticket, completed.result, &mut self.cx),
            _ => self.changes.answered(ticket, completed.result, completed.open_attempts, &mut self.cx),
        }
        self.tell_waiting();
        self.limit_lookup();
        Ok(())
    }

    /// Waits for the end of a pause.
    async fn pause(&mut self) -> Result<(), CommandError> {
        let Some(until) = self.changes.pauses().min() else {
            return Err(CommandError::new(
                FailureKind::Other,
                "The change has ended without an answer",
                "",
                "",
            ));
        };
        let left = Duration::try_from(until.duration_since(clock::now())).unwrap_or_default();
        tokio::time::sleep(left).await;
        self.cx.set_now(clock::now().max(until));
        self.changes.wake(None, &mut self.cx);
        Ok(())
    }

    /// Tells what the change waits for.
    fn tell_waiting(&mut self) {
        let waiting = self.changes.waiting_for(FORM, self.cx.now(), self.shown);
        let status = waiting.map(|Waiting { status, why }| match why {
            Some(why) => format!("{why}. {status}"),
            None => status,
        });
        if status != self.told {
            if let Some(status) = &status {
                tell(status);
            }
            self.told = status;
        }
    }

    /// Gives up an outcome that can't be looked up for long.
    fn limit_lookup(&mut self) {
        if !self.changes.is_looking_up(FORM) {
            self.open_since = None;
        } else if self.cx.now().duration_since(*self.open_since.get_or_insert(self.cx.now())) > LOOK_UP_FOR {
            self.changes.stop_waiting(Some(FORM), &mut self.cx);
        }
    }
}

fn interrupted(title: &str, has_sent: bool) -> CommandError {
    let (why, next) = if has_sent {
        ("It was sent, and may have taken effect.", "Look at the secret: `strongroom describe`.")
    } else {
        ("Nothing was sent.", "")
    };
    CommandError::new(FailureKind::Interrupted, format!("Interrupted: {title}"), why, next)
}

fn is_of_change(ticket: &Ticket) -> bool {
    match ticket.target {
        Target::Check | Target::Outcome | Target::Mutation => true,
        Target::List
        | Target::Lookup
        | Target::PendingOpen
        | Target::Facet(..)
        | Target::Reread(_)
        | Target::Command
        | Target::Form(_) => false,
    }
}

/// The end of the change, if the event is one.
fn end_of(event: Event) -> Option<Result<(), CommandError>> {
    match event {
        Event::PlanDone { .. } | Event::CreatedElsewhere { .. } => Some(Ok(())),
        Event::PlanRejected { error, .. } => Some(Err(error.into())),
        Event::PlanFailed { plan, .. } => Some(Err(first_failure(&plan))),
        Event::PlanChanged { plan, .. } => Some(Err(changed_meanwhile(&plan))),
        // Facts for the parts of the dashboard.
        _ => None,
    }
}

fn first_failure(plan: &Plan) -> CommandError {
    let error = plan.failures().next().map(|(_, error): (&Step, &ServiceError)| error.clone());
    error.map_or_else(|| CommandError::new(FailureKind::Other, &*plan.title, "", ""), CommandError::from)
}

/// The error of a plan whose secret is no longer as it was read.
pub(in crate::commands) fn changed_meanwhile(plan: &Plan) -> CommandError {
    let changes = plan.changed().flat_map(|(step, now): (&Step, &Known)| {
        step.before.differences(now, &step.request).into_iter().map(|change| {
            let (before, now) = (change.before.state(), change.now.state());
            format!("{}: {before}, now {now}", change.now.subject())
        })
    });
    let changes: Vec<_> = changes.collect();
    let name = plan.changed().map(|(step, _)| step.subject.name()).next().unwrap_or_default();
    CommandError::new(
        FailureKind::Conflict,
        format!("{name} has changed since it was read, and nothing was sent"),
        format!("{}.", changes.join("; ")),
        "Look at what has changed, then run the command again.",
    )
}
