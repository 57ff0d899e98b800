//! Changes of which an answer was lost, and changes that are throttled: what came of them is looked up, said and kept.

use super::world::*;
use crate::app::known::Known;
use crate::app::layers::Layer;
use crate::app::notices::Notice;
use crate::app::plan::{Plan, Step, StepState};
use crate::app::{Message, Presentation};
use crate::secrets::{
    AWSCURRENT, AWSPENDING, Detail, Replica, ReplicaStatus, StagingLabel, Summary, Tag, ValueBody, VersionId,
};
use crate::service::api::{
    ClientRequestToken, ErrorKind, NewSecret, Overwrite, PublicPolicy, Recovery, ReplicaRegion, Reply,
    Request, Target,
};

const TOKEN: &str = "11111111-2222-3333-4444-555555555555";

fn token() -> ClientRequestToken {
    ClientRequestToken::new(TOKEN)
}

fn replica(region: &str) -> Replica {
    Replica {
        region: region.into(),
        kms_key_id: None,
        status: ReplicaStatus::InProgress,
        message: None,
        last_accessed: None,
    }
}

fn with_replicas(replicas: Vec<Replica>) -> Reply {
    Reply::DescribeSecret(Box::new(Detail { replicas, ..detail(secret("a")) }))
}

fn changed(change: impl FnOnce(&mut Summary)) -> Reply {
    let mut summary = secret("a");
    change(&mut summary);
    described(summary)
}

/// The finding of a lookup.
type Found = Result<Reply, ErrorKind>;

/// A change, and what a lookup finds before it and after it.
struct Case {
    step: Step,
    before: Found,
    after: Found,
}

fn case(known: &Known, request: Request, before: Reply, after: Reply) -> Case {
    Case { step: Step::on(known, request), before: Ok(before), after: Ok(after) }
}

fn new_secret(value: Option<ValueBody>) -> Request {
    Request::CreateSecret(Box::new(NewSecret {
        name: "new".into(),
        description: Some("d".into()),
        kms_key_id: None,
        value,
        tags: Vec::new(),
        replicas: Vec::new(),
        overwrite: Overwrite::Keep,
        token: token(),
    }))
}

/// Each operation that changes something.
fn cases() -> Vec<Case> {
    let id = || arn("a").to_string();
    let known = Known::from(&secret("a"));
    let same = || described(secret("a"));
    let versions = |labels: &'static [&'static str]| changed(|now| label(now, TOKEN, labels));
    let value = || ValueBody::text("hunter2".into());
    let update = |description: Option<&str>, value: Option<ValueBody>| Request::UpdateSecret {
        secret: id(),
        description: description.map(str::to_owned),
        kms_key_id: None,
        value,
        token: token(),
    };
    let made = |labels: &'static [&'static str]| {
        let mut summary = Summary { description: Some("d".into()), created: None, ..secret("new") };
        summary.versions.0.clear();
        if !labels.is_empty() {
            label(&mut summary, TOKEN, labels);
        }
        described(summary)
    };
    let create = |value: Option<ValueBody>, made: Reply| Case {
        step: Step::on_new("new", new_secret(value)),
        before: Err(ErrorKind::NotFound),
        after: Ok(made),
    };
    let scheduled = || changed(|now| now.deleted = Some(jiff::Timestamp::UNIX_EPOCH));
    let known_scheduled = Known::from(&Summary { deleted: Some(jiff::Timestamp::UNIX_EPOCH), ..secret("a") });
    let tag = || Tag { key: "team".into(), value: "pay".into() };
    let tagged = || changed(|now| now.tags = vec![tag()]);
    let known_tagged = Known::from(&Summary { tags: vec![tag()], ..secret("a") });
    let policy = |text: Option<&str>| Reply::GetResourcePolicy(text.map(str::to_owned));
    let put_policy = Request::PutResourcePolicy {
        secret: id(),
        policy: r#"{"a":1,"b":2}"#.into(),
        public: PublicPolicy::Block,
    };
    let delete = |recovery| Request::DeleteSecret { secret: id(), recovery };
    let regions = || vec![ReplicaRegion { region: "us-west-2".into(), kms_key_id: None }];
    let replicate =
        Request::ReplicateSecretToRegions { secret: id(), replicas: regions(), overwrite: Overwrite::Keep };
    let remove = Request::RemoveRegionsFromReplication { secret: id(), regions: vec!["us-west-2".into()] };
    let primary = || Some("us-east-1".to_owned());
    let known_replica = Known::from(&Summary { primary_region: primary(), ..secret("a") });
    let roll_back = Request::UpdateSecretVersionStage {
        secret: id(),
        label: StagingLabel::current(),
        move_to: Some(VersionId(PREVIOUS.into())),
        remove_from: Some(VersionId(CURRENT.into())),
    };
    let rolled_back = changed(|now| {
        label(now, CURRENT, &[]);
        label(now, PREVIOUS, &[AWSCURRENT]);
    });
    let rotate = Request::RotateSecret { secret: id(), settings: None, token: token() };
    let put = Request::PutSecretValue { secret: id(), value: value(), labels: Vec::new(), token: token() };
    vec![
        create(Some(value()), made(&[AWSCURRENT])),
        create(None, made(&[])),
        case(&known, put, same(), versions(&[AWSCURRENT])),
        case(&known, update(None, Some(value())), same(), versions(&[AWSCURRENT])),
        case(&known, update(Some("new"), None), same(), changed(|now| now.description = Some("new".into()))),
        case(&known, roll_back, same(), rolled_back),
        case(&known, rotate, same(), versions(&[AWSPENDING])),
        case(
            &known,
            Request::CancelRotateSecret { secret: id() },
            same(),
            changed(|now| now.rotation_enabled = Some(false)),
        ),
        case(&known, delete(Recovery::Window { days: 7 }), same(), scheduled()),
        Case { after: Err(ErrorKind::NotFound), ..case(&known, delete(Recovery::Force), same(), same()) },
        case(&known_scheduled, Request::RestoreSecret { secret: id() }, scheduled(), same()),
        case(&known, Request::TagResource { secret: id(), tags: vec![tag()] }, same(), tagged()),
        case(
            &known_tagged,
            Request::UntagResource { secret: id(), keys: vec!["team".into()] },
            tagged(),
            same(),
        ),
        case(&known, put_policy, policy(None), policy(Some(r#"{ "b": 2, "a": 1 }"#))),
        case(&known, Request::DeleteResourcePolicy { secret: id() }, policy(Some("{}")), policy(None)),
        case(&known, replicate, with_replicas(Vec::new()), with_replicas(vec![replica("us-west-2")])),
        case(&known, remove, with_replicas(vec![replica("us-west-2")]), with_replicas(Vec::new())),
        case(
            &known_replica,
            Request::StopReplicationToReplica { secret: id() },
            changed(|now| now.primary_region = primary()),
            same(),
        ),
    ]
}

/// The errors of a last attempt after one that got no answer.
fn last_errors() -> Vec<ErrorKind> {
    let fix = crate::service::api::LoginFix::Environment;
    vec![
        ErrorKind::TimedOut,
        ErrorKind::ConnectionLost { endpoint: None },
        ErrorKind::ServiceFailure,
        ErrorKind::InvalidResponse,
        ErrorKind::Throttled,
        ErrorKind::Refused,
        ErrorKind::NotFound,
        denied("TagResource"),
        ErrorKind::ExpiredCredentials { fix },
        ErrorKind::Unreachable { endpoint: None },
    ]
}

/// The plan of a step is sent; its last attempt fails, after one that got no answer.
fn lost(step: &Step, last: &ErrorKind) -> (World, Request) {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.carry_out(Plan::of_steps("Change a", vec![step.clone()]));
    let (_, request) = world.out(step.request.operation());
    fail_after_lost(&mut world, request.operation(), last);
    (world, request)
}

/// The one request of that operation that is out fails, after an attempt that got no answer.
fn fail_after_lost(world: &mut World, operation: &str, last: &ErrorKind) {
    let (ticket, _) = world.out(operation);
    world.reply_after(&ticket, Err(error(operation, last.clone())), 1);
}

/// The lookup of an outcome is answered.
fn look(world: &mut World, found: &Found) {
    let out = world.out.clone();
    let (ticket, read) =
        out.iter().find(|(ticket, _)| ticket.target == Target::Outcome).unwrap_or_else(|| panic!("{out:?}"));
    let result = found.clone().map_err(|kind| error(read.operation(), kind));
    world.reply(ticket, result);
}

fn changes_out(world: &World) -> Vec<&Request> {
    world.out.iter().map(|(_, request)| request).filter(|request| request.is_mutation()).collect()
}

#[test]
fn every_change_that_took_effect_unheard_is_told_as_done_and_not_sent_again() {
    for Case { step, after, .. } in cases() {
        for last in last_errors() {
            let (mut world, request) = lost(&step, &last);
            let what = format!("{request} after {last:?}");
            assert!(
                world.notice().contains("so the outcome is unknown. Reading again"),
                "{what}: {}",
                world.notice()
            );
            look(&mut world, &after);
            assert!(!world.model.changes().is_any_running(), "{what}");
            assert!(changes_out(&world).is_empty(), "{what}");
            assert!(matches!(world.model.notice(), Some(Notice::News { .. })), "{what}: {}", world.notice());
            assert!(world.model.changes().to_retry().is_none(), "{what}");
        }
    }
}

#[test]
fn every_change_that_did_not_take_effect_keeps_its_token_and_fails_only_then() {
    for Case { step, before, .. } in cases() {
        for last in last_errors() {
            let (mut world, request) = lost(&step, &last);
            let what = format!("{request} after {last:?}");
            assert!(!matches!(world.model.notice(), Some(Notice::Failure { .. })), "{what}");
            look(&mut world, &before);
            if last == ErrorKind::Throttled {
                assert!(changes_out(&world).is_empty(), "{what}");
                world.pass(seconds(3));
                assert_eq!(changes_out(&world), [&request], "{what}");
                continue;
            }
            if matches!(last, ErrorKind::AccessDenied { .. }) {
                assert!(changes_out(&world).is_empty(), "{what}");
            } else {
                assert_eq!(changes_out(&world), [&request], "{what}");
                let (ticket, _) = world.out(request.operation());
                world.reply(&ticket, Err(error(request.operation(), last.clone())));
                look(&mut world, &before);
            }
            assert!(!world.model.changes().is_any_running(), "{what}");
            assert!(changes_out(&world).is_empty(), "{what}");
            let notice = world.notice();
            assert!(matches!(world.model.notice(), Some(Notice::Failure { .. })), "{what}: {notice}");
            assert!(notice.contains("Looked up: no attempt took effect."), "{what}: {notice}");
        }
    }
}

#[test]
fn an_outcome_that_can_not_be_read_is_looked_for_at_growing_intervals_until_it_is_known() {
    for Case { step, after, .. } in cases() {
        let (mut world, request) = lost(&step, &ErrorKind::TimedOut);
        let mut pauses = Vec::new();
        for _ in 0..5 {
            look(&mut world, &Err(ErrorKind::Unreachable { endpoint: None }));
            let notice = world.notice();
            assert!(notice.contains("The outcome is not known yet: looking again in "), "{notice}");
            assert!(changes_out(&world).is_empty(), "{request} is not sent before its outcome is known");
            let began = world.now;
            while !world.out.iter().any(|(ticket, _)| ticket.target == Target::Outcome) {
                world.pass(millis(250));
            }
            pauses.push(world.now.duration_since(began));
        }
        assert!(pauses.is_sorted() && pauses[4] > seconds(10), "{request}: {pauses:?}");
        look(&mut world, &after);
        assert!(matches!(world.model.notice(), Some(Notice::News { .. })), "{request}: {}", world.notice());
    }
}

#[test]
fn the_seconds_until_the_next_look_count_down() {
    let (mut world, _) = lost(&cases()[6].step, &ErrorKind::TimedOut);
    for _ in 0..4 {
        look(&mut world, &Err(ErrorKind::ServiceFailure));
        world.pass(seconds(11));
    }
    look(&mut world, &Err(ErrorKind::ServiceFailure));
    let left = |world: &World| -> u32 {
        let notice = world.notice();
        let (_, rest) = notice.split_once("again in ").unwrap_or_else(|| panic!("{notice}"));
        rest.split(' ').next().unwrap().parse().unwrap()
    };
    let before = left(&world);
    world.pass(seconds(1));
    assert_eq!(left(&world), before - 1);
}

#[test]
fn a_user_who_stops_looking_is_told_that_the_outcome_is_not_known_and_a_repeat_keeps_the_token() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("R y");
    let (_, first) = world.out("RotateSecret");
    fail_after_lost(&mut world, "RotateSecret", &ErrorKind::Throttled);
    look(&mut world, &Err(ErrorKind::TimedOut));
    world.keys("esc");
    assert!(!world.model.changes().is_any_running());
    let notice = world.notice();
    assert!(notice.contains("RotateSecret: the outcome is not known"), "{notice}");
    world.keys("esc R");
    assert!(world.review().cli_equivalents()[0].contains(first.token().unwrap().as_str()));
    world.keys("y");
    assert_eq!(world.out("RotateSecret").1, first, "two rotations with two tokens would rotate twice");
}

#[test]
fn a_rotation_that_was_seen_to_take_effect_is_followed_by_one_with_a_token_of_its_own() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("R y");
    let (_, first) = world.out("RotateSecret");
    fail_after_lost(&mut world, "RotateSecret", &ErrorKind::Refused);
    let mut rotated = secret("a");
    label(&mut rotated, first.token().unwrap().as_str(), &[AWSCURRENT]);
    look(&mut world, &Ok(described(rotated)));
    world.keys("R y");
    assert_ne!(world.out("RotateSecret").1.token(), first.token());
}

/// A form with a new value for `a` was sent, and an attempt got no answer.
fn saving() -> (World, Request) {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("D x ctrl-s y");
    let (_, request) = world.out("UpdateSecret");
    (world, request)
}

#[test]
fn a_form_waits_says_why_and_can_be_taken_back() {
    let (mut world, first) = saving();
    fail_after_lost(&mut world, "UpdateSecret", &ErrorKind::Refused);
    let waits = |world: &World| {
        world.model.changes().waiting_for(world.form().id(), world.now, Presentation::Visual).unwrap().status
    };
    assert!(waits(&world).contains("Reading again"));
    look(&mut world, &Err(ErrorKind::TimedOut));
    assert!(
        waits(&world).contains("not known yet: looking again in 1 s") || waits(&world).contains("in 2 s")
    );
    world.keys("esc");
    assert!(world.is_filling() && world.text("Description") == "x");
    assert!(format!("{:?}", world.form().problem()).contains("OutcomeUnknown"));
    world.keys("ctrl-s y");
    assert_eq!(world.out("UpdateSecret").1, first, "the same token");
    fail_after_lost(&mut world, "UpdateSecret", &ErrorKind::Refused);
    look(&mut world, &Err(ErrorKind::TimedOut));
    world.keys("esc");
    world.type_text("y");
    world.keys("ctrl-s y");
    assert_ne!(world.out("UpdateSecret").1.token(), first.token(), "another change has another token");
}

#[test]
fn a_throttled_change_goes_on_by_itself_within_a_minute_and_then_fails() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("R y");
    let (_, first) = world.out("RotateSecret");
    let began = world.now;
    let mut sent = 1;
    loop {
        world.fail("RotateSecret", ErrorKind::Throttled);
        if !world.model.changes().is_any_running() {
            break;
        }
        assert!(world.notice().contains("The request was throttled, again in "), "{}", world.notice());
        while !world.is_out("RotateSecret") {
            world.pass(millis(500));
        }
        assert_eq!(world.out("RotateSecret").1, first);
        sent += 1;
    }
    let took = world.now.duration_since(began);
    assert!(took <= seconds(60) && took > seconds(35) && (5..=8).contains(&sent), "{took:?}, {sent}");
    assert!(matches!(world.model.notice(), Some(Notice::Failure { .. })), "{}", world.notice());
    world.keys("ctrl-r");
    assert_eq!(world.out("RotateSecret").1, first, "by hand as well");
}

#[test]
fn pauses_are_not_the_same_for_every_session() {
    let mut lengths = Vec::new();
    for seed in 0..4 {
        let options = crate::app::StartOptions { seed, ..crate::app::StartOptions::default() };
        let mut world = World::connected(options, NARROW);
        world.list(&secrets(&["a"]));
        world.keys("R y");
        world.fail("RotateSecret", ErrorKind::Throttled);
        lengths.push(world.model.changes().pauses().next().unwrap().duration_since(world.now));
    }
    lengths.dedup();
    assert!(lengths.len() > 1, "{lengths:?}");
    assert!(lengths.iter().all(|length| (millis(1_500)..=millis(2_500)).contains(length)), "{lengths:?}");
}

#[test]
fn a_throttled_form_can_be_taken_back_at_once() {
    let (mut world, first) = saving();
    world.fail("UpdateSecret", ErrorKind::Throttled);
    world.keys("esc");
    assert!(world.is_filling() && world.text("Description") == "x");
    world.keys("ctrl-s y");
    let (_, second) = world.out("UpdateSecret");
    assert_eq!(first.operation(), second.operation());
}

#[test]
fn of_several_secrets_each_has_an_outcome_of_its_own() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b", "c"]));
    let tags = vec![Tag { key: "team".into(), value: "pay".into() }];
    let tag = |name: &str| {
        let request = Request::TagResource { secret: arn(name).to_string(), tags: tags.clone() };
        Step::on(&Known::from(&secret(name)), request)
    };
    world.carry_out(Plan::of_steps("Tag 3 secrets", ["a", "b", "c"].map(tag).into()));
    fail_after_lost(&mut world, "TagResource", &denied("TagResource"));
    look(&mut world, &Ok(described(Summary { tags: tags.clone(), ..secret("a") })));
    world.out.retain(|(ticket, _)| !matches!(ticket.target, Target::Reread(_)));
    fail_after_lost(&mut world, "TagResource", &denied("TagResource"));
    look(&mut world, &Err(denied("DescribeSecret")));
    world.answer("TagResource", Reply::TagResource);
    world.keys("esc");
    let Some(Layer::Report(report)) = world.model.layers().top() else { panic!("{}", world.notice()) };
    let states: Vec<_> = report.plan().steps.iter().map(|step| &step.state).collect();
    assert_eq!((states[0], states[2]), (&StepState::Done, &StepState::Done));
    let StepState::Failed(error) = states[1] else { panic!("{states:?}") };
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
}

#[test]
fn a_switch_of_the_connection_says_what_is_not_known() {
    let (mut world, _) = lost(&cases()[6].step, &ErrorKind::TimedOut);
    world.model.cx_mut().raise(crate::app::Event::RegionChosen("us-east-1".into()));
    world.send(Message::Woke);
    assert!(world.notice().contains("Change a: the outcome is unknown."), "{}", world.notice());
}

#[test]
fn an_answer_that_is_lost_on_a_connection_that_was_left_is_no_failure() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("R y");
    let (ticket, _) = world.out("RotateSecret");
    world.model.cx_mut().raise(crate::app::Event::RegionChosen("us-east-1".into()));
    world.send(Message::Woke);
    world.reply_after(&ticket, Err(error("RotateSecret", ErrorKind::Throttled)), 1);
    assert!(world.notice().contains("the outcome is not known"), "{}", world.notice());
}

#[test]
fn a_renewed_login_goes_on_with_looking() {
    let fix = crate::service::api::LoginFix::Environment;
    let expired = ErrorKind::ExpiredCredentials { fix };
    let (mut world, request) = lost(&cases()[6].step, &expired);
    look(&mut world, &Err(expired));
    world.keys("r");
    assert!(!world.notice().contains("Switch back"), "{}", world.notice());
    world.connect();
    world.pass(seconds(2));
    let token = request.token().unwrap().as_str();
    look(&mut world, &Ok(changed(|now| label(now, token, &[AWSPENDING]))));
    assert!(world.notice().contains("Rotation started"), "{}", world.notice());
}
