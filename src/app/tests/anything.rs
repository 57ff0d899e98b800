//! Anything can happen, in any order: keys, clicks, answers good and bad and late, time, and a terminal of any size. Some
//! things always hold.

use super::world::*;
use crate::app::actions::TABLE;
use crate::app::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute};
use crate::app::form::Form;
use crate::app::layers::Layer;
use crate::app::layout::Focus;
use crate::app::list::ListLoad;
use crate::app::secret::Pane;
use crate::app::{Effect, LoginFailure, Message, Purpose, ReadOnlyReason, StartOptions, SwitchTargets};
use crate::secrets::{AWSCURRENT, AWSPENDING, AWSPREVIOUS, Replica, ReplicaStatus, Summary, VersionId};
use crate::service::api::Target;
use crate::service::api::{
    ConnectionId, Destination, Endpoint, ErrorKind, LoginProgram, Profile, Reply, Request, Ticket,
};
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use ratatui::layout::Size;
use std::collections::HashSet;

/// Keys pressed one after another, and keys of no action. The table of actions has all others.
const MORE_KEYS: &[&str] = &[
    "backspace",
    "!",
    "z",
    "R y",
    "R y",
    "C y",
    "B y",
    "U y",
    "ctrl-s y",
    "ctrl-s ctrl-r",
    "alt-l",
    "alt-l",
    "enter v",
    "enter v",
    "7 S",
    "7 F",
    "6 +",
    "6 -",
    "6 A",
    "6 O",
    "3 =",
    "* =",
    "/ d e l e t e d : n o enter",
    "/ r o t a t i o n : p e n d i n g enter",
    "/ d b",
    "t",
    "6 O",
];
const NAMES: [&str; 5] = ["a", "a/b", "a/c", "b/c", "db"];
const TEXTS: &[&str] =
    &[r#"{"user":"ada","db":{"password":"hunter2"},"list":[1,null]}"#, "hunter2", "{}", "[]"];

#[derive(Clone, Debug)]
enum Step {
    Key(&'static str),
    Paste,
    Click(u16, u16),
    Wheel(u16, u16),
    Resize(u16, u16),
    Pass(i64),
    /// The runtime does what it was asked.
    Runtime(bool),
    /// A request without an answer gets one.
    FormEvent(usize, u8),
    /// An answer that was already given, or that no one waits for any longer, comes once more.
    Late(usize, u8),
}

/// Every key of every action, as often as actions have it, and more.
fn keys() -> Vec<&'static str> {
    let of_actions = TABLE.iter().flat_map(|row| row.default_keys);
    of_actions.chain(MORE_KEYS).copied().collect()
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        12 => proptest::sample::select(keys()).prop_map(Step::Key),
        1 => Just(Step::Paste),
        1 => (0..130_u16, 0..45_u16).prop_map(|(x, y)| Step::Click(x, y)),
        1 => (0..130_u16, 0..45_u16).prop_map(|(x, y)| Step::Wheel(x, y)),
        1 => (20..160_u16, 5..50_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        2 => (0..40_000_i64).prop_map(Step::Pass),
        4 => proptest::bool::weighted(0.8).prop_map(Step::Runtime),
        8 => (any::<usize>(), any::<u8>()).prop_map(|(which, how)| Step::FormEvent(which, how)),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(which, how)| Step::Late(which, how)),
    ];
    proptest::collection::vec(step, 1..150)
}

/// The effects that the runtime has not answered yet.
#[derive(Default)]
struct Owed {
    connects: Vec<ConnectionId>,
    places: usize,
    logins: Vec<LoginProgram>,
    copies: Vec<CopyId>,
    clearings: Vec<CopyId>,
}

struct Run {
    world: World,
    owed: Owed,
    seen: Vec<(Ticket, Request)>,
    sequences: HashSet<u64>,
    /// Something that the user had asked for waited before the step: keys for the rows of the list, or work for a login.
    something_waited: bool,
    /// A text was copied at any time.
    was_copied: bool,
    over: bool,
}

impl Run {
    fn new(options: StartOptions) -> Self {
        let mut world = World::new(options, WIDE);
        world.send(Message::Started);
        world.connect();
        world.list(&NAMES.map(|name| in_state(name, 4)));
        world.effects();
        Self {
            world,
            owed: Owed::default(),
            seen: Vec::new(),
            sequences: HashSet::new(),
            something_waited: false,
            was_copied: false,
            over: false,
        }
    }

    fn step(&mut self, step: &Step) {
        let world = &mut self.world;
        self.something_waited = world.model.has_waiting_keys() || !self.owed.logins.is_empty();
        match *step {
            Step::Key(names) => world.keys(names),
            Step::Paste => world.send(Message::Paste("y\nVR a/".into())),
            Step::Click(x, y) => self.mouse(MouseEventKind::Down(MouseButton::Left), x, y),
            Step::Wheel(x, y) => self.mouse(MouseEventKind::ScrollDown, x, y),
            Step::Resize(width, height) => world.send(Message::Resized(Size { width, height })),
            Step::Pass(time) => world.pass(millis(time)),
            Step::Runtime(well) => self.answer_runtime(well),
            Step::FormEvent(which, how) => {
                if !world.out.is_empty() {
                    let (ticket, request) = world.out[which % world.out.len()].clone();
                    world.reply(&ticket, answer(&request, how));
                }
            }
            Step::Late(which, how) => {
                let late: Vec<_> = self.seen.iter().filter(|seen| !world.out.contains(seen)).collect();
                if !late.is_empty() {
                    let (ticket, request) = late[which % late.len()].clone();
                    world.reply(&ticket, answer(&request, how));
                }
            }
        }
    }

    fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) {
        self.world.send(Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    }

    fn answer_runtime(&mut self, well: bool) {
        let owed = std::mem::take(&mut self.owed);
        for id in owed.connects {
            let destination =
                Destination { profile: None, region: "eu-west-1".into(), endpoint: Endpoint::Aws };
            let result = if well { Ok(destination) } else { Err(error("Connecting", expired())) };
            self.world.send(Message::Connected(id, result));
        }
        for _ in 0..owed.places {
            let profile = Profile {
                name: "other".into(),
                region: None,
                credentials: None,
                account_role: None,
                problem: None,
            };
            let profiles = if well {
                Ok(vec![profile])
            } else {
                Err(error("Reading the AWS config files", ErrorKind::Other))
            };
            self.world.send(Message::SwitchTargets(SwitchTargets {
                profiles,
                regions: vec!["eu-west-1", "us-east-1"],
            }));
        }
        for program in owed.logins {
            let result = if well { Ok(()) } else { Err(LoginFailure::Interrupted) };
            self.world.send(Message::LoggedIn(program, result));
        }
        for id in owed.copies {
            let failure = CopyFailure { why: "no display".into() };
            self.world.send(Message::Copied(id, if well { Ok(CopyRoute::System) } else { Err(failure) }));
        }
        for id in owed.clearings {
            let outcome = if well { ClearOutcome::Cleared } else { ClearOutcome::Failed };
            self.world.send(Message::ClipboardCleared(id, outcome));
        }
        match self.world.jobs {
            None => self.world.jobs = Some(Vec::new()),
            Some(_) if well => self.world.arrange(),
            Some(_) => self.world.tell_first_row(),
        }
    }

    /// Takes the effects in, and holds the rules that are about them.
    fn take_effects(&mut self, step: &Step) {
        for effect in self.world.effects() {
            match effect {
                Effect::Connect(id, _) => self.owed.connects.push(id),
                Effect::ListSwitchTargets => self.owed.places += 1,
                Effect::LogIn(program) => self.owed.logins.push(program),
                Effect::Copy(id, _) => {
                    self.owed.copies.push(id);
                    self.was_copied = true;
                }
                Effect::ClearClipboard(id) => self.owed.clearings.push(id),
                Effect::Quit => self.over = true,
                Effect::Call(ticket, request) => {
                    assert!(
                        self.sequences.insert(ticket.sequence),
                        "{ticket:?} is not the only one of its number"
                    );
                    let asked_for = self.something_waited || matches!(step, Step::Key(_) | Step::Click(..));
                    let may_read = asked_for || self.form_is_open(&ticket.target);
                    assert!(may_read || request.operation() != "GetSecretValue", "{step:?} reads a value");
                    // A plan that was confirmed may have further steps.
                    let may_change = asked_for || self.world.model.changes().is_any_running();
                    assert!(may_change || !request.is_mutation(), "{step:?} changes something: {request:?}");
                    self.seen.push((ticket, request));
                }
                _ => {}
            }
        }
    }

    /// True if the target is a form that is still open: a form may read several things, one after the other.
    fn form_is_open(&self, target: &Target) -> bool {
        let Target::Form(id) = target else { return false };
        self.forms().any(|form| form.id().0 == *id)
    }

    /// Checks the invariants that always hold.
    fn check(&self) {
        let model = &self.world.model;
        let reads: Vec<&Ticket> = self
            .world
            .out
            .iter()
            .filter(|(_, request)| !request.is_mutation())
            .map(|(ticket, _)| ticket)
            .collect();
        assert_eq!(
            reads,
            model.requests().reads().iter().collect::<Vec<_>>(),
            "a read is neither awaited nor aborted"
        );
        let mut targets = HashSet::new();
        for ticket in reads {
            assert_eq!(ticket.connection, model.connection().id(), "a read of a connection that is gone");
            // A form may want several at a time: both versions that it compares, batches of values.
            let once = !matches!(ticket.target, Target::Reread(_) | Target::Form(_));
            assert!(!once || targets.insert(&ticket.target), "asked for twice at a time: {ticket:?}");
        }
        if let ListLoad::Loading { .. } = model.list().load() {
            let out: Vec<_> = model.list().pages_out().collect();
            let awaited = out.iter().all(|ticket| model.requests().reads().contains(ticket));
            assert!(!out.is_empty() && awaited, "the list waits for nothing: {out:?}");
        }
        for form in self.forms() {
            assert!(!form.shows_secrets() || form.next_wake().is_some(), "a form shows secrets for ever");
        }
        let under_cursor = model.list().secret_under_cursor().map(|secret| secret.arn.clone());
        let shown = model.selected().map(crate::app::secret::Selected::arn).cloned();
        assert_eq!(under_cursor, shown, "the list highlights another secret than the panes show");
        let Some(selected) = model.selected() else { return };
        for ticket in selected.pending() {
            assert!(model.requests().reads().contains(&ticket), "a pane waits for nothing: {ticket:?}");
        }
        if let Some(shown) = selected.value().shown() {
            assert_eq!(model.pane(), Pane::Value, "a value outlives its pane");
            assert!(
                model.focus() == Focus::Secret || model.secret_in_view(),
                "a value is kept behind the list"
            );
            assert!(!shown.is_any_revealed() || shown.hide_at().is_some(), "a value is revealed for ever");
        }
    }

    /// Checks the invariants that hold if the model was woken at the right times.
    fn check_hidden(&self) {
        let shown = self.world.model.selected().and_then(|selected| selected.value().shown());
        let overdue =
            shown.and_then(crate::app::secret::ShownValue::hide_at).is_some_and(|at| at <= self.world.now);
        assert!(!overdue, "a value is revealed past its time");
        let overdue = |form: &Form| form.next_wake().is_some_and(|at| at <= self.world.now);
        assert!(!self.forms().any(overdue), "a form shows secrets past their time");
    }

    /// The forms that are open.
    fn forms(&self) -> impl Iterator<Item = &Form> {
        self.world.model.layers().all().iter().filter_map(|layer| match layer {
            Layer::Form(form) => Some(&**form),
            _ => None,
        })
    }
}

/// An answer to the request: good, bad, or to something else.
fn answer(request: &Request, how: u8) -> Result<Reply, crate::service::api::ServiceError> {
    let operation = request.operation();
    let kind = match how % 16 {
        0 => ErrorKind::Throttled,
        1 => denied(operation),
        2 => ErrorKind::NotFound,
        3 => expired(),
        4 => return Ok(Reply::GetResourcePolicy(None)),
        _ => return Ok(good_answer(request, how / 16)),
    };
    Err(error(operation, kind))
}

fn good_answer(request: &Request, how: u8) -> Reply {
    let token = (how.is_multiple_of(4)).then_some("more");
    match request {
        Request::ListSecrets { .. } => {
            let from = usize::from(how) % NAMES.len();
            let some: Vec<_> = NAMES[from..].iter().map(|name| in_state(name, how)).collect();
            page(&some, token)
        }
        Request::DescribeSecret { secret } => {
            let name = NAMES.iter().find(|name| arn(name).as_str() == secret).unwrap_or(&"db");
            let mut detail = detail(in_state(name, how));
            detail.replicas = replicas(how);
            Reply::DescribeSecret(Box::new(detail))
        }
        Request::GetSecretValue { .. } => value(TEXTS[usize::from(how) % TEXTS.len()]),
        Request::ListSecretVersionIds { .. } => Reply::ListSecretVersionIds {
            versions: vec![version(CURRENT, &[AWSCURRENT], 2), version(PREVIOUS, &[AWSPREVIOUS], 1)],
            next_token: token.map(Into::into),
        },
        Request::RotateSecret { .. } => Reply::RotateSecret { version: None },
        Request::CancelRotateSecret { .. } => {
            Reply::CancelRotateSecret { version: Some(VersionId("n".into())) }
        }
        Request::RestoreSecret { secret } => {
            Reply::RestoreSecret { arn: crate::secrets::Arn::new(secret.as_str()) }
        }
        Request::UpdateSecretVersionStage { secret, .. } => {
            Reply::UpdateSecretVersionStage { arn: crate::secrets::Arn::new(secret.as_str()) }
        }
        _ => Reply::GetResourcePolicy(Some("{}".into())),
    }
}

fn replicas(how: u8) -> Vec<Replica> {
    let status = match how % 4 {
        0 => ReplicaStatus::InProgress,
        1 => ReplicaStatus::Failed,
        2 => ReplicaStatus::InSync,
        _ => return Vec::new(),
    };
    let region = "us-west-2".to_owned();
    vec![Replica { region, kms_key_id: None, status, message: None, last_accessed: None }]
}

fn in_state(name: &str, how: u8) -> Summary {
    let mut secret = secret(name);
    match how % 5 {
        0 => label(&mut secret, "new", &[AWSPENDING]),
        1 => {
            label(&mut secret, CURRENT, &[AWSPREVIOUS]);
            label(&mut secret, PREVIOUS, &[]);
            label(&mut secret, "new", &[AWSCURRENT]);
        }
        2 => secret.deleted = Some(jiff::Timestamp::from_second(1_790_500_000).unwrap()),
        3 => secret.primary_region = Some("us-east-1".into()),
        _ => {}
    }
    secret
}

/// The program with a secret to open.
fn opening(read_only: Option<ReadOnlyReason>) -> StartOptions {
    StartOptions { read_only, secret: Some("db".into()), ..StartOptions::default() }
}

fn run(options: StartOptions, steps: &[Step]) -> Run {
    let mut run = Run::new(options);
    for step in steps {
        run.step(step);
        run.take_effects(step);
        if run.over {
            break;
        }
        run.check();
        if matches!(step, Step::Pass(_)) {
            run.check_hidden();
        }
    }
    run
}

#[test]
fn a_read_may_be_sent_and_abandoned_by_keys_that_waited() {
    let steps = [
        Step::Runtime(false),
        Step::Key("t"),
        Step::Key("R y"),
        Step::FormEvent(0, 0),
        Step::Key("6 O"),
        Step::FormEvent(0, 69),
        Step::Runtime(false),
    ];
    run(opening(None), &steps);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 6 / 5))]

    #[test]
    fn whatever_happens_some_things_hold(steps in steps()) {
        run(opening(None), &steps);
    }

    #[test]
    fn read_only_changes_nothing_whatever_happens(steps in steps()) {
        let run = run(opening(Some(ReadOnlyReason::Flag)), &steps);
        prop_assert!(!run.seen.iter().any(|(_, request)| request.is_mutation()));
        let asked = |form: &Form| form.review().is_some_and(|review| review.plan().is_some());
        prop_assert!(!run.forms().any(asked));
    }

    #[test]
    fn while_a_secret_is_picked_nothing_is_changed_read_or_copied(steps in steps()) {
        let run = run(StartOptions { purpose: Purpose::Pick, ..StartOptions::default() }, &steps);
        let is_harmless = |request: &Request| {
            !request.is_mutation() && !matches!(request.operation(), "GetSecretValue" | "BatchGetSecretValue")
        };
        prop_assert!(run.seen.iter().all(|(_, request)| is_harmless(request)), "{:?}", run.seen);
        prop_assert!(!run.was_copied);
        prop_assert_eq!(run.world.model.focus(), Focus::List);
        prop_assert_eq!(run.forms().count(), 0);
    }
}
