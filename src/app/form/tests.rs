//! The engine with a tiny form: it waits, cancels, fails, tolerates and resumes, whatever the form is about.

use super::*;
use crate::app::connection_summary::ConnectionSummary;
use crate::app::known::Known;
use crate::app::local::{LocalAnswer, LocalWork};
use crate::app::plan::Plan;
use crate::app::{Effect, Event, Settings, UpdateContext};
use crate::secrets::{Arn, Summaries, ValueBody};
use crate::service::api::{ConnectionId, ErrorKind, Operation, Reply, Request, Ticket};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A form for a note on a secret: it wants the policy and, if a path is typed, a file; a password may be missing.
#[derive(Debug)]
struct Tiny {
    note: LineField,
    path: Option<LineField>,
    policy: Option<String>,
    began: Option<String>,
    file: Option<usize>,
    without_password: bool,
    typed_name: bool,
}

field_group!(Tiny { note, path });

impl Tiny {
    fn new() -> Self {
        Self {
            note: LineField::line("Note", "", ""),
            path: None,
            policy: None,
            began: None,
            file: None,
            without_password: false,
            typed_name: false,
        }
    }

    fn policy() -> Need {
        Need::read(Request::GetResourcePolicy { secret: "s".into() })
    }

    fn password() -> Need {
        Need::read_in(
            "eu-west-2".into(),
            Request::GetRandomPassword(crate::service::api::PasswordOptions::default()),
        )
    }
}

impl FormSpec for Tiny {
    fn title(&self) -> String {
        "Tiny".into()
    }

    fn opening(&self) -> Vec<Need> {
        vec![Self::policy()]
    }

    fn tolerates(&self, need: &Need, _error: &ServiceError) -> bool {
        *need == Self::password()
    }

    fn learn(&mut self, _need: &Need, answer: Answer, _cx: &FormContext<'_>) {
        match answer {
            Answer::Reply(Reply::GetResourcePolicy(policy)) => {
                self.began = self.began.take().or_else(|| policy.clone());
                self.policy = policy;
            }
            Answer::Failed(_) => self.without_password = true,
            Answer::File(bytes) => self.file = Some(bytes.len()),
            _ => {}
        }
    }

    fn changed(&mut self, field: FieldRef, _cx: &FormContext<'_>) {
        if field.is(&self.note) {
            let wants_file = self.note.text().starts_with("file");
            self.path = wants_file.then(|| LineField::line("Path", "", "/p"));
        }
    }

    fn conflict(&self, _cx: &FormContext<'_>) -> Option<Conflict> {
        let side = |heading: &str, text: Option<&String>| Side {
            heading: heading.into(),
            diff: vec![Note::plain(text.cloned().unwrap_or_default())],
        };
        (self.began != self.policy).then(|| Conflict {
            text: "It was changed.".into(),
            theirs: side("Theirs", self.policy.as_ref()),
            mine: side("Mine", self.began.as_ref()),
            can_rebase: true,
        })
    }

    fn resolve(&mut self, resolution: Resolution, _cx: &FormContext<'_>) {
        if resolution == Resolution::Rebase {
            self.note.put("both");
        }
        self.began.clone_from(&self.policy);
    }

    fn dropped(&self) -> String {
        "dropped".into()
    }

    fn field_for_error(&mut self, _error: &ServiceError) -> Option<&mut dyn FormField> {
        Some(&mut self.note)
    }
}

impl Submission for Tiny {
    type Input = String;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<String, Rejected> {
        self.note.filled().ok_or_else(|| self.note.reject("empty"))
    }

    fn needs(&self, _note: &String) -> Vec<Need> {
        let file = self.path.as_ref().map(|path| Need::file(path.text().to_owned()));
        [Self::policy(), Self::password()].into_iter().chain(file).collect()
    }

    fn review(&mut self, note: String, _cx: &mut FormContext<'_>) -> Outcome {
        let request = Request::RestoreSecret { secret: note };
        let review =
            Review::of(Plan::of("Restore s", &Known::nothing_of(Arn::new("s")), request), Vec::new());
        Outcome::review(if self.typed_name { review.by_typing("s") } else { review })
    }
}

/// A form, and what it has asked for.
struct Bench {
    update: UpdateContext,
    form: Form,
    out: Vec<(Ticket, Request)>,
    files: Vec<FormId>,
}

fn with_cx<T>(update: &mut UpdateContext, work: impl FnOnce(&mut FormContext<'_>) -> T) -> T {
    work(&mut FormContext {
        update,
        secrets: &Summaries::default(),
        connection: ConnectionSummary::default(),
    })
}

impl Bench {
    fn new(tiny: Tiny) -> Self {
        let mut update = UpdateContext::new(Settings::default(), ConnectionId(1), 1, Timestamp::UNIX_EPOCH);
        let form = with_cx(&mut update, |cx| Form::open(FormId(1), Box::new(tiny), cx));
        let mut bench = Self { update, form, out: Vec::new(), files: Vec::new() };
        bench.take_effects();
        bench
    }

    fn take_effects(&mut self) {
        for effect in self.update.take_effects() {
            match effect {
                Effect::Call(ticket, request) => self.out.push((ticket, request)),
                Effect::Abandon(ticket) => self.out.retain(|(out, _)| *out != ticket),
                Effect::Local(id, LocalWork::ReadFile(_)) => self.files.push(id),
                other => panic!("{other:?}"),
            }
        }
    }

    fn run(&mut self, work: impl FnOnce(&mut Form, &mut FormContext<'_>) -> Flow) -> Flow {
        let flow = with_cx(&mut self.update, |cx| work(&mut self.form, cx));
        self.take_effects();
        flow
    }

    fn key(&mut self, code: KeyCode) {
        let flow = self.run(|form, cx| form.key(KeyEvent::new(code, KeyModifiers::NONE), cx));
        assert_eq!(flow, Flow::Stay);
    }

    fn type_text(&mut self, text: &str) {
        text.chars().for_each(|c| self.key(KeyCode::Char(c)));
    }

    fn act(&mut self, action: Action) -> Flow {
        self.run(|form, cx| form.act(action, cx))
    }

    fn ticket(&self, operation: &str) -> Ticket {
        let found: Vec<_> = self.out.iter().filter(|(_, request)| request.operation() == operation).collect();
        let [(ticket, _)] = found.as_slice() else { panic!("{operation}: {:?}", self.out) };
        ticket.clone()
    }

    fn answer(&mut self, operation: &str, result: Result<Reply, ErrorKind>) -> Flow {
        let ticket = self.ticket(operation);
        self.out.retain(|(out, _)| *out != ticket);
        self.late(&ticket, result)
    }

    fn late(&mut self, ticket: &Ticket, result: Result<Reply, ErrorKind>) -> Flow {
        let result = result.map_err(|kind| ServiceError {
            activity: Operation::GetSecretValue.into(),
            kind,
            code: None,
            message: "as the test says".into(),
        });
        self.run(|form, cx| form.reply(ticket, result, cx))
    }

    fn policy(&mut self, text: &str) -> Flow {
        self.answer("GetResourcePolicy", Ok(Reply::GetResourcePolicy(Some(text.into()))))
    }

    fn password(&mut self) -> Flow {
        let reply = Reply::GetRandomPassword(ValueBody::text("x".into()));
        self.answer("GetRandomPassword", Ok(reply))
    }

    fn stage(&self) -> &'static str {
        match self.form.stage() {
            Stage::Filling => "filling",
            Stage::Waiting => "waiting",
            Stage::Reviewing { .. } => "reviewing",
            Stage::Sending => "sending",
        }
    }

    fn error(&self) -> String {
        let fields = self.form.fields();
        fields.into_iter().find_map(|field| field.error().map(str::to_owned)).unwrap_or_default()
    }
}

/// A form that is open and filled, its first policy read.
fn filled() -> Bench {
    let mut bench = Bench::new(Tiny::new());
    let _ = bench.policy("one");
    bench.type_text("n");
    bench
}

#[test]
fn wrong_fields_say_so_and_nothing_is_sent() {
    let mut bench = Bench::new(Tiny::new());
    let _ = bench.policy("one");
    let _ = bench.act(Action::Submit);
    assert_eq!((bench.stage(), bench.error().as_str()), ("filling", "empty"));
    assert!(bench.out.is_empty());
}

#[test]
fn a_submission_waits_for_all_its_needs_in_their_regions() {
    let mut bench = filled();
    let _ = bench.act(Action::Submit);
    assert_eq!(bench.ticket("GetRandomPassword").region.as_deref(), Some("eu-west-2"));
    let _ = bench.policy("one");
    assert_eq!(bench.stage(), "waiting");
    let _ = bench.password();
    assert_eq!(bench.stage(), "reviewing");
}

#[test]
fn what_was_asked_on_opening_does_not_stand_in_for_the_submission() {
    let mut bench = Bench::new(Tiny::new());
    let early = bench.ticket("GetResourcePolicy");
    bench.type_text("n");
    let _ = bench.act(Action::Submit);
    assert_ne!(bench.ticket("GetResourcePolicy"), early, "the early one is aborted");
    let _ = bench.late(&early, Ok(Reply::GetResourcePolicy(Some("late".into()))));
    let _ = bench.password();
    assert_eq!(bench.stage(), "waiting");
    let _ = bench.policy("one");
    assert_eq!(bench.stage(), "reviewing");
}

#[test]
fn each_submission_reads_afresh() {
    let mut bench = filled();
    for _ in 0..2 {
        let _ = bench.act(Action::Submit);
        let _ = (bench.policy("one"), bench.password());
        assert_eq!(bench.stage(), "reviewing");
        let _ = bench.act(Action::Decline);
    }
}

#[test]
fn cancelling_aborts_the_reads_and_drops_what_comes_late() {
    let mut bench = filled();
    let _ = bench.act(Action::Submit);
    let (late, id) = (bench.ticket("GetResourcePolicy"), bench.form.id());
    assert_eq!(bench.act(Action::Back), Flow::Stay);
    assert_eq!((bench.stage(), bench.out.len()), ("filling", 0));
    assert_ne!(bench.form.id(), id, "a file that comes late names another form");
    let _ = bench.late(&late, Ok(Reply::GetResourcePolicy(None)));
    assert_eq!(bench.stage(), "filling");
    let _ = bench.act(Action::Submit);
    let _ = (bench.policy("one"), bench.password());
    assert_eq!(bench.stage(), "reviewing");
}

#[test]
fn a_failure_ends_the_wait_and_aborts_the_other_reads() {
    let mut bench = filled();
    let _ = bench.act(Action::Submit);
    let _ = bench.answer("GetResourcePolicy", Err(ErrorKind::TimedOut));
    assert_eq!((bench.stage(), bench.out.len()), ("filling", 0));
    assert!(matches!(bench.form.problem(), Some(FormProblem::Service(_))));
    let _ = bench.act(Action::Submit);
    assert_eq!(bench.form.problem(), None);
}

#[test]
fn an_answer_to_another_operation_is_a_failure() {
    let mut bench = filled();
    let _ = bench.act(Action::Submit);
    let _ = bench.answer("GetResourcePolicy", Ok(Reply::TagResource));
    let Some(FormProblem::Service(error)) = bench.form.problem() else { panic!() };
    assert_eq!(error.kind, ErrorKind::InvalidResponse);
}

#[test]
fn a_failure_that_the_form_tolerates_is_an_answer() {
    let mut bench = filled();
    let _ = bench.act(Action::Submit);
    let _ = bench.policy("one");
    let _ = bench.answer("GetRandomPassword", Err(ErrorKind::TimedOut));
    assert_eq!((bench.stage(), bench.form.problem()), ("reviewing", None));
}

#[test]
fn a_file_is_waited_for_and_its_failure_ends_the_wait() {
    let mut bench = Bench::new(Tiny::new());
    let _ = bench.policy("one");
    bench.type_text("file");
    assert_eq!(bench.form.fields().len(), 2, "a field came");
    let _ = bench.act(Action::Submit);
    let _ = (bench.policy("one"), bench.password());
    assert_eq!((bench.stage(), bench.files.as_slice()), ("waiting", &[FormId(1)][..]));
    let problem = Problem { text: "not there".into(), next: "look".into() };
    let _ = bench.run(|form, cx| form.local(LocalAnswer::File(Err(problem)), cx));
    assert_eq!(bench.stage(), "filling");
    assert!(matches!(bench.form.problem(), Some(FormProblem::Local(_))));
    let _ = bench.act(Action::Submit);
    let _ = (bench.policy("one"), bench.password());
    let _ = bench.run(|form, cx| form.local(LocalAnswer::File(Ok(vec![1, 2].into())), cx));
    assert_eq!(bench.stage(), "reviewing");
}

#[test]
fn the_focus_stays_where_it_was_when_fields_come_and_go() {
    let mut bench = Bench::new(Tiny::new());
    bench.type_text("file");
    assert_eq!(bench.form.focus_at(), 0);
    bench.key(KeyCode::Down);
    assert_eq!(bench.form.focus_at(), 1);
    bench.key(KeyCode::Down);
    assert_eq!(bench.form.focus_at(), 0, "round and round");
    bench.key(KeyCode::Backspace);
    assert_eq!((bench.form.fields().len(), bench.form.focus_at()), (1, 0));
}

/// The form is submitted, and someone else has changed the policy meanwhile.
fn in_conflict() -> Bench {
    let mut bench = filled();
    send(&mut bench, "two");
    assert!(bench.error().starts_with("It was changed."), "{}", bench.error());
    assert_eq!((bench.stage(), bench.form.focus_at()), ("filling", 1), "the choice is the last field");
    bench
}

fn send(bench: &mut Bench, policy: &str) {
    let _ = bench.act(Action::Submit);
    let _ = (bench.password(), bench.policy(policy));
}

#[test]
fn a_conflict_shows_both_sides_and_is_rebased_overwritten_or_dropped() {
    let mut bench = in_conflict();
    let notes: Vec<_> = bench.form.notes().iter().map(|note| note.text.as_str()).collect();
    assert_eq!(notes, ["Theirs", "two", "Mine", "one"]);
    send(&mut bench, "two");
    assert_eq!(bench.stage(), "reviewing");
    let request = &bench.form.review().unwrap().plan().unwrap().steps[0].request;
    assert_eq!(request.secret(), Some("both"));
    assert_eq!(bench.form.fields().len(), 1, "there is nothing to choose any longer");

    let mut bench = in_conflict();
    bench.key(KeyCode::Right);
    send(&mut bench, "two");
    let request = &bench.form.review().unwrap().plan().unwrap().steps[0].request;
    assert_eq!(request.secret(), Some("n"));

    let mut bench = in_conflict();
    bench.key(KeyCode::Left);
    let _ = bench.act(Action::Submit);
    let _ = bench.password();
    assert_eq!(bench.policy("two"), Flow::Close);
}

#[test]
fn another_conflict_is_asked_about_anew_and_one_that_is_gone_is_not() {
    let mut bench = in_conflict();
    send(&mut bench, "three");
    assert_eq!(bench.stage(), "filling");
    assert!(bench.error().starts_with("It was changed."));
    send(&mut bench, "one");
    assert_eq!(bench.stage(), "reviewing");
}

#[test]
fn yes_raises_the_plan_and_a_rejection_leads_back_to_the_field() {
    let mut bench = filled();
    send(&mut bench, "one");
    assert_eq!(bench.act(Action::Confirm), Flow::Stay);
    assert!(bench.form.is_sending() && !bench.form.is_unsaved());
    let Some(Event::PlanConfirmed { form, .. }) = bench.update.next_event() else { panic!() };
    assert_eq!(form, Some(bench.form.id()));
    assert_eq!(bench.act(Action::Back), Flow::Stay, "it stays until the answer");
    let error = ServiceError {
        activity: Operation::RestoreSecret.into(),
        kind: ErrorKind::Refused,
        code: None,
        message: "no".into(),
    };
    let _ = bench.run(|form, cx| {
        form.rejected(error, cx);
        Flow::Stay
    });
    assert_eq!(bench.stage(), "filling");
    assert!(bench.error().contains("no") && bench.form.is_unsaved());
}

#[test]
fn a_name_confirms_only_letter_by_letter() {
    let mut bench = Bench::new(Tiny { typed_name: true, ..Tiny::new() });
    let _ = bench.policy("one");
    bench.type_text("n");
    send(&mut bench, "one");
    assert_eq!(bench.form.context(), Context::TypedName);
    bench.type_text("S");
    let _ = bench.act(Action::Accept);
    assert_eq!(bench.stage(), "reviewing");
    bench.key(KeyCode::Backspace);
    bench.type_text("s");
    let _ = bench.act(Action::Accept);
    assert_eq!(bench.stage(), "sending");
}

#[test]
fn leaving_asks_only_if_something_was_typed() {
    let mut bench = Bench::new(Tiny::new());
    assert_eq!(bench.act(Action::Back), Flow::Close);
    let mut bench = filled();
    assert_eq!(bench.act(Action::Back), Flow::Stay);
    assert_eq!(bench.form.context(), Context::Review);
    assert_eq!(bench.act(Action::Decline), Flow::Stay);
    assert_eq!(bench.stage(), "filling");
    let _ = bench.act(Action::Back);
    assert_eq!(bench.act(Action::Confirm), Flow::Close);
}
