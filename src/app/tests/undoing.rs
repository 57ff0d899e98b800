//! Undo: every change has one, or a reason why it has none.

use super::world::*;
use crate::app::known::{Known, PolicyState};
use crate::app::plan::{Plan, Step, StepState};
use crate::app::reversal::{Irreversible, Undo, undo_of};
use crate::secrets::{
    Arn, Replica, ReplicaStatus, RotationRules, StagingLabel, Summary, Tag, ValueBody, VersionId,
    VersionLabels,
};
use crate::service::api::{
    ClientRequestToken, NewSecret, Overwrite, PublicPolicy, Recovery, ReplicaRegion, Reply, Request,
    RotationSettings, RotationStart,
};

const TOKEN: &str = "e0e0e0e0-0000-4000-8000-000000000004";

fn token() -> ClientRequestToken {
    ClientRequestToken::new(TOKEN)
}

fn id() -> String {
    arn("a").to_string()
}

/// A secret with something of everything.
fn before() -> Known {
    let mut secret = secret("a");
    secret.description = Some("before".into());
    secret.tags = vec![Tag { key: "team".into(), value: "pay".into() }];
    secret.rotation_rules =
        Some(RotationRules { automatically_after_days: Some(30), ..RotationRules::default() });
    let replica = Replica {
        region: "us-east-1".into(),
        kms_key_id: Some("alias/there".into()),
        status: ReplicaStatus::InSync,
        message: None,
        last_accessed: None,
    };
    Known::from(&secret).with_replicas(&[replica]).with_policy(Some(r#"{"before":1}"#))
}

fn off() -> Known {
    Known::from(&Summary { rotation_enabled: None, rotation_lambda_arn: None, ..secret("a") })
}

fn scheduled() -> Known {
    Known::from(&Summary { deleted: Some(jiff::Timestamp::UNIX_EPOCH), ..secret("a") })
}

fn undo(known: &Known, request: Request) -> Result<Undo, Irreversible> {
    let mut step = Step::on(known, request);
    step.state = StepState::Done;
    undo_of(&Plan::of_steps("Change a", vec![step]), &mut token)
}

fn settings(start: RotationStart) -> RotationSettings {
    let rules = RotationRules { automatically_after_days: Some(7), ..RotationRules::default() };
    RotationSettings { lambda_arn: Some("arn:aws:lambda:::function:new".into()), rules, start }
}

fn move_label(label: &str, move_to: Option<&str>, remove_from: Option<&str>) -> Request {
    let version = |id: &str| VersionId(id.into());
    let label = StagingLabel(label.into());
    let (move_to, remove_from) = (move_to.map(version), remove_from.map(version));
    Request::UpdateSecretVersionStage { secret: id(), label, move_to, remove_from }
}

fn put(labels: &[&str]) -> Request {
    let labels = labels.iter().map(|label| StagingLabel((*label).into())).collect();
    Request::PutSecretValue { secret: id(), value: ValueBody::text("x".into()), labels, token: token() }
}

fn update(description: Option<&str>, kms_key_id: Option<&str>, value: Option<ValueBody>) -> Request {
    let (description, kms_key_id) = (description.map(str::to_owned), kms_key_id.map(str::to_owned));
    Request::UpdateSecret { secret: id(), description, kms_key_id, value, token: token() }
}

fn replicate(region: &str, overwrite: Overwrite) -> Request {
    let replicas = vec![ReplicaRegion { region: region.into(), kms_key_id: None }];
    Request::ReplicateSecretToRegions { secret: id(), replicas, overwrite }
}

fn create(replicas: Vec<ReplicaRegion>) -> Request {
    Request::CreateSecret(Box::new(NewSecret {
        name: "a".into(),
        description: None,
        kms_key_id: None,
        value: Some(ValueBody::text("x".into())),
        tags: Vec::new(),
        replicas,
        overwrite: Overwrite::Keep,
        token: token(),
    }))
}

fn delete(days: u8) -> Request {
    Request::DeleteSecret { secret: id(), recovery: Recovery::Window { days } }
}

/// A change, the state before it, and what undoes it.
type Row = (Known, Request, Result<&'static [&'static str], &'static str>);

/// Each kind of change, with the operations that undo it; or none, with words of the reason.
fn table() -> Vec<Row> {
    let force = Request::DeleteSecret { secret: id(), recovery: Recovery::Force };
    let tags =
        vec![Tag { key: "team".into(), value: "web".into() }, Tag { key: "new".into(), value: "1".into() }];
    let policy =
        Request::PutResourcePolicy { secret: id(), policy: "{}".into(), public: PublicPolicy::Block };
    let there = vec![ReplicaRegion { region: "us-west-2".into(), kms_key_id: None }];
    let remove = Request::RemoveRegionsFromReplication { secret: id(), regions: vec!["us-east-1".into()] };
    let rotate = |settings| Request::RotateSecret { secret: id(), settings, token: token() };
    let nothing = Known::nothing_of(arn("a"));
    vec![
        (nothing.clone(), create(Vec::new()), Ok(&["DeleteSecret"])),
        (nothing.clone(), create(there), Ok(&["RemoveRegionsFromReplication", "DeleteSecret"])),
        (before(), put(&[]), Ok(&["UpdateSecretVersionStage"])),
        (before(), put(&["BLUE", "GREEN"]), Ok(&["UpdateSecretVersionStage", "UpdateSecretVersionStage"])),
        (Known::labels_of(arn("a"), VersionLabels::default()), put(&[]), Err("never takes AWSCURRENT away")),
        (before(), update(Some("x"), None, None), Ok(&["UpdateSecret"])),
        (before(), update(None, None, Some(ValueBody::text("x".into()))), Ok(&["UpdateSecretVersionStage"])),
        (nothing.clone(), update(Some("x"), None, None), Err("could not be read")),
        (before(), delete(7), Ok(&["RestoreSecret"])),
        (before(), force, Err("deleted without recovery")),
        (scheduled(), Request::RestoreSecret { secret: id() }, Ok(&["DeleteSecret"])),
        (before(), Request::TagResource { secret: id(), tags }, Ok(&["TagResource", "UntagResource"])),
        (before(), Request::UntagResource { secret: id(), keys: vec!["team".into()] }, Ok(&["TagResource"])),
        (before(), policy.clone(), Ok(&["PutResourcePolicy"])),
        (before().with_policy(None), policy.clone(), Ok(&["DeleteResourcePolicy"])),
        (nothing, policy, Err("could not be read")),
        (before(), Request::DeleteResourcePolicy { secret: id() }, Ok(&["PutResourcePolicy"])),
        (before(), replicate("us-west-2", Overwrite::Keep), Ok(&["RemoveRegionsFromReplication"])),
        (before(), remove, Ok(&["ReplicateSecretToRegions"])),
        (
            before(),
            Request::StopReplicationToReplica { secret: id() },
            Err("does not become a replica again"),
        ),
        (before(), rotate(None), Err("outside of Secrets Manager")),
        (before(), rotate(Some(settings(RotationStart::NextWindow))), Ok(&["RotateSecret"])),
        (off(), rotate(Some(settings(RotationStart::Immediately))), Ok(&["CancelRotateSecret"])),
        (before(), Request::CancelRotateSecret { secret: id() }, Ok(&["RotateSecret"])),
        (off(), Request::CancelRotateSecret { secret: id() }, Err("Rotation was off before")),
        (
            before(),
            move_label("AWSCURRENT", Some(PREVIOUS), Some(CURRENT)),
            Ok(&["UpdateSecretVersionStage"]),
        ),
        (before(), move_label("AWSPREVIOUS", None, Some(PREVIOUS)), Ok(&["UpdateSecretVersionStage"])),
    ]
}

#[test]
fn every_change_has_an_undo_or_a_reason_why_it_has_none() {
    let mut seen = std::collections::BTreeSet::new();
    for (known, request, expected) in table() {
        seen.insert(request.operation());
        let found = undo(&known, request.clone());
        match (&found, expected) {
            (Ok(undo), Ok(operations)) => {
                let steps: Vec<_> = undo.plan.steps.iter().map(|step| step.request.operation()).collect();
                assert_eq!(steps, operations, "{request:?}");
                assert!(undo.plan.title.contains('a') && !undo.plan.title.is_empty(), "{undo:?}");
            }
            (Err(Irreversible(reason)), Err(words)) => assert!(reason.contains(words), "{reason}"),
            (found, expected) => panic!("{request:?}: {found:?}, not {expected:?}"),
        }
    }
    let mutations = Request::OPERATIONS.iter().filter(|name| {
        name.parse::<crate::service::api::Operation>().is_ok_and(crate::service::api::Operation::is_mutation)
    });
    let missing: Vec<_> = mutations.filter(|name| !seen.contains(**name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The facts of a secret that any request of the table depends on.
fn all_facts(known: &Known) -> Vec<crate::app::fact::Fact> {
    table().iter().flat_map(|(_, request, _)| known.facts(request)).collect()
}

#[test]
fn an_undo_leads_back_and_its_own_undo_leads_there_again() {
    for (known, request, expected) in table() {
        // Some leave traces on purpose: function and rules stay where rotation is turned off, AWSPREVIOUS has moved, and
        // a created secret is only scheduled for deletion.
        let is_exact = !matches!(
            request,
            Request::CreateSecret(_)
                | Request::RotateSecret { .. }
                | Request::PutSecretValue { .. }
                | Request::UpdateSecret { value: Some(_), .. }
                | Request::UpdateSecretVersionStage { .. }
        );
        if expected.is_err() || !is_exact {
            continue;
        }
        let run = |from: &Known, plan: &Plan| {
            plan.steps.iter().fold(from.clone(), |state, step| state.after(&step.request))
        };
        let there = known.after(&request);
        let first = undo(&known, request.clone()).unwrap();
        let back = run(&there, &first.plan);
        let agree = |one: &Known, other: &Known| {
            let (one, other) = (all_facts(one), all_facts(other));
            one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| one.agrees_with(other))
        };
        assert!(agree(&back, &known), "{request:?}: {back:?}");
        let mut done = first.plan.clone();
        for step in &mut done.steps {
            step.state = StepState::Done;
        }
        let again = undo_of(&done, &mut token).unwrap();
        assert!(agree(&run(&back, &again.plan), &there), "{request:?}: {again:?}");
    }
}

#[test]
fn a_redone_deletion_has_the_window_that_it_had() {
    let first = undo(&before(), delete(9)).unwrap();
    let mut done = first.plan;
    done.steps[0].state = StepState::Done;
    let again = undo_of(&done, &mut token).unwrap();
    assert_eq!(again.plan.steps[0].request, delete(9));
    assert!(again.caveats.join(" ").contains("9 days"), "{again:?}");
}

#[test]
fn an_undo_expects_what_its_change_has_left() {
    let back = undo(&before(), put(&[])).unwrap();
    let labels = back.plan.steps[0].before.labels().unwrap();
    assert_eq!(labels.current().map(VersionId::as_str), Some(TOKEN));
    assert_eq!(labels.previous().map(VersionId::as_str), Some(CURRENT));
    let policy = Request::DeleteResourcePolicy { secret: id() };
    assert_eq!(*undo(&before(), policy).unwrap().plan.steps[0].before.policy(), PolicyState::None);
}

#[test]
fn a_copy_is_undone_where_it_is() {
    let mut created = Step::on_new("a-copy", create(Vec::new())).in_region(Some("us-west-2"));
    created.before = Known::nothing_of(Arn::new("arn:aws:secretsmanager:us-west-2:1:secret:a-copy-AbCdEf"));
    let request = Request::PutResourcePolicy {
        secret: "a-copy".into(),
        policy: "{}".into(),
        public: PublicPolicy::Block,
    };
    let mut steps = vec![created, Step::on_new("a-copy", request).in_region(Some("us-west-2"))];
    for step in &mut steps {
        step.state = StepState::Done;
    }
    let undo = undo_of(&Plan::of_steps("Copy a", steps), &mut token).unwrap();
    assert_eq!(undo.plan.title, "Delete a-copy in us-west-2");
    let [step] = undo.plan.steps.as_slice() else { panic!("{undo:?}") };
    assert_eq!(step.region.as_deref(), Some("us-west-2"));
    assert!(step.request.secret().unwrap().ends_with("us-west-2:1:secret:a-copy-AbCdEf"), "{step:?}");
}

#[test]
fn a_roll_back_says_what_is_undone_and_where() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("B y");
    world.answer("UpdateSecretVersionStage", Reply::UpdateSecretVersionStage { arn: arn("a") });
    assert!(world.notice().contains("u undoes it"), "{}", world.notice());
    world.keys("u");
    assert_eq!(world.review().title(), "Move AWSCURRENT of a back to version c0c0c0c0?");
    let said = world.reviewed();
    for words in [
        "Region eu-west-1",
        "Undoes the last change. AWSCURRENT moved to version b0b0b0b0: a.",
        &format!("- AWSCURRENT: version {PREVIOUS}"),
        &format!("+ AWSCURRENT: version {CURRENT}"),
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn where_there_is_no_undo_the_key_says_why() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("R y");
    world.answer("RotateSecret", Reply::RotateSecret { version: None });
    assert!(!world.notice().contains("undoes"), "{}", world.notice());
    world.keys("u");
    assert!(world.notice().contains("The last change can't be undone."), "{}", world.notice());
    assert!(world.notice().contains("outside of Secrets Manager"), "{}", world.notice());
}
