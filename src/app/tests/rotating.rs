//! Setting a rotation, and leading out of one that is stuck.

use super::world::*;
use crate::app::form::FormProblem;
use crate::app::secret::Pane;
use crate::app::zone::LocalZone;
use crate::app::{Message, ReadOnlyReason, StartOptions};
use crate::secrets::{AWSCURRENT, AWSPENDING, RotationRules, Summary, VersionId};
use crate::service::api::{ErrorKind, Reply, Request, RotationStart, ServiceError, VersionSelector};
use jiff::tz::{TimeZone, offset};

const PENDING: &str = "d0d0d0d0-0000-4000-8000-000000000003";

/// The pane Rotation of a secret, described; the clock of the user is two hours ahead of UTC.
fn pane(secret: &Summary) -> World {
    let mut world = World::listing(NARROW, std::slice::from_ref(secret));
    world.send(Message::ZoneFound(LocalZone::new(TimeZone::fixed(offset(2)))));
    world.keys("7");
    world.answer("DescribeSecret", described(secret.clone()));
    world
}

fn notes(world: &World) -> String {
    said(world.form().notes())
}

/// Types a text in the place of what is there.
fn retype(world: &mut World, text: &str) {
    world.keys("end ctrl-u");
    world.type_text(text);
}

fn never() -> Summary {
    let mut secret = secret("a");
    secret.rotation_enabled = None;
    secret.rotation_lambda_arn = None;
    secret
}

fn stuck() -> Summary {
    let mut secret = secret("a");
    label(&mut secret, PENDING, &[AWSPENDING]);
    secret
}

fn refused(operation: &str, message: &str) -> ServiceError {
    ServiceError { message: message.into(), ..error(operation, ErrorKind::Other) }
}

#[test]
fn a_secret_that_never_rotated_is_set_up() {
    let mut world = pane(&never());
    world.keys("e");
    assert!(notes(&world).contains("UTC   local"), "{}", notes(&world));
    world.keys("ctrl-s");
    assert!(world.field_error("Function").contains("give its ARN"));
    world.type_text("arn:aws:lambda:eu-west-1:111122223333:function:rotate");
    world.keys("ctrl-s");
    assert!(world.reviewed().contains("rotates at once"), "{}", world.reviewed());
    world.keys("y");
    let (_, request) = world.out("RotateSecret");
    let Request::RotateSecret { settings: Some(settings), .. } = request else { panic!("{request:?}") };
    assert_eq!(settings.lambda_arn.unwrap(), "arn:aws:lambda:eu-west-1:111122223333:function:rotate");
    assert_eq!(settings.rules.automatically_after_days, Some(30));
    assert_eq!(settings.start, RotationStart::Immediately);
    world.answer("RotateSecret", Reply::RotateSecret { version: Some(VersionId(PENDING.into())) });
    assert_eq!(world.model.changes().rotations().len(), 1, "the rotation that it begins is followed");
    assert!(world.model.layers().is_empty());
    assert_eq!(world.model.changes().to_undo().unwrap().plan.title, "Turn rotation of a off");
}

#[test]
fn a_wrong_expression_is_explained_as_it_is_typed_and_a_right_one_previewed() {
    let mut world = pane(&secret("a"));
    world.keys("e tab right right tab");
    retype(&mut world, "30 4 ? * SUN *");
    assert!(world.field_error("Cron").starts_with("Minutes"), "{:?}", world.form().fields());
    retype(&mut world, "0 4 ? * SUNDAY *");
    assert!(world.field_error("Cron").starts_with("Day of week"));
    assert!(!notes(&world).contains("local"));
    retype(&mut world, "0 4 ? * SUN *");
    assert_eq!(world.field_error("Cron"), "");
    let sundays = "Sun 2026-09-27 04:00–23:59 UTC   local Sun 06:00–01:59";
    assert!(notes(&world).contains(sundays), "{}", notes(&world));
    assert_eq!(notes(&world).matches("UTC").count(), 5);
    world.keys("tab");
    world.type_text("25h");
    assert!(world.field_error("Window").contains("1h to 24h"));
    retype(&mut world, "21");
    assert!(world.field_error("Window").contains("the limit is 20h"));
    retype(&mut world, "3");
    assert!(notes(&world).contains("04:00–07:00 UTC   local Sun 06:00–09:00"), "{}", notes(&world));
    world.keys("ctrl-s y");
    let (_, request) = world.out("RotateSecret");
    let Request::RotateSecret { settings: Some(settings), .. } = request else { panic!("{request:?}") };
    assert_eq!(settings.lambda_arn, None, "the function stays");
    let rules = RotationRules {
        schedule_expression: Some("cron(0 4 ? * SUN *)".into()),
        duration: Some("3h".into()),
        ..RotationRules::default()
    };
    assert_eq!(settings.rules, rules);
    assert_eq!(settings.start, RotationStart::NextWindow, "what rotates already waits for its window");
    world.answer("RotateSecret", Reply::RotateSecret { version: None });
    assert!(world.model.changes().rotations().is_empty() && world.is_out("DescribeSecret"));
}

#[test]
fn what_was_typed_of_a_kind_is_there_when_it_is_chosen_again() {
    let mut world = pane(&secret("a"));
    world.keys("e tab right tab");
    retype(&mut world, "rate(12 hours)");
    world.keys("shift-tab right");
    assert_eq!(world.text("Cron"), "cron(0 4 1 * ? *)");
    world.keys("left");
    assert_eq!(world.text("Rate"), "rate(12 hours)");
}

#[test]
fn settings_that_are_as_they_were_are_not_sent() {
    let mut secret = secret("a");
    secret.rotation_rules =
        Some(RotationRules { automatically_after_days: Some(7), ..RotationRules::default() });
    let mut world = pane(&secret);
    world.keys("e ctrl-s");
    assert!(matches!(world.form().problem(), Some(FormProblem::Nothing(_))));
}

#[test]
fn a_managed_secret_needs_no_function() {
    let mut secret = never();
    secret.owning_service = Some("rds".into());
    let mut world = pane(&secret);
    world.keys("e");
    assert!(world.find_field("Function").is_none());
    world.keys("ctrl-s y");
    assert!(world.is_out("RotateSecret"));
}

#[test]
fn what_the_service_refuses_stands_at_its_field_and_nothing_typed_is_lost() {
    for (message, field) in [
        ("Secrets Manager cannot invoke the specified Lambda function.", "Function"),
        ("Invalid schedule expression.", "Days"),
        ("Invalid rotation window duration.", "Window"),
    ] {
        let mut world = pane(&secret("a"));
        world.keys("e tab tab");
        retype(&mut world, "12");
        world.keys("ctrl-s y");
        let (ticket, _) = world.out("RotateSecret");
        world.reply(&ticket, Err(refused("RotateSecret", message)));
        assert_ne!(world.field_error(field), "", "{message}");
        assert_eq!(world.text("Days"), "12");
    }
}

#[test]
fn replicas_and_secrets_that_go_and_read_only_sessions_open_no_form() {
    let mut replica = secret("a");
    replica.primary_region = Some("us-east-1".into());
    let mut world = pane(&replica);
    world.keys("e");
    assert!(world.model.layers().is_empty() && world.notice().contains("us-east-1"));
    let mut world = World::connected(
        StartOptions { read_only: Some(ReadOnlyReason::Flag), ..StartOptions::default() },
        NARROW,
    );
    world.list(&[stuck()]);
    world.keys("7 e");
    assert!(world.model.layers().is_empty() && world.notice().contains("read-only"));
}

#[test]
fn a_stuck_rotation_is_looked_at_first() {
    let mut world = pane(&stuck());
    world.keys("F");
    assert!(notes(&world).contains(PENDING));
    world.keys("enter");
    assert!(world.model.layers().is_empty());
    assert_eq!(world.model.pane(), Pane::Value);
    let (_, request) = world.out("GetSecretValue");
    let Request::GetSecretValue { version, .. } = request else { panic!("{request:?}") };
    assert_eq!(version, VersionSelector::Id(VersionId(PENDING.into())));
}

#[test]
fn a_pending_version_is_dropped_or_promoted_and_either_can_be_taken_back() {
    for (keys, label, to, from) in [
        ("F right enter", "AWSPENDING", None, Some(PENDING)),
        ("F right right enter", "AWSCURRENT", Some(PENDING), Some(CURRENT)),
    ] {
        let mut world = pane(&stuck());
        world.keys(keys);
        world.keys("y");
        let (_, request) = world.out("UpdateSecretVersionStage");
        let Request::UpdateSecretVersionStage { label: moved, move_to, remove_from, .. } = request else {
            panic!("{request:?}")
        };
        assert_eq!(moved.as_str(), label);
        assert_eq!(move_to.as_ref().map(VersionId::as_str), to);
        assert_eq!(remove_from.as_ref().map(VersionId::as_str), from);
        world.answer("UpdateSecretVersionStage", Reply::UpdateSecretVersionStage { arn: arn("a") });
        let undo = &world.model.changes().to_undo().unwrap().plan.steps[0].request;
        let Request::UpdateSecretVersionStage { move_to, .. } = undo else { panic!("{undo:?}") };
        assert_eq!(move_to.as_ref().map(VersionId::as_str), from);
    }
}

#[test]
fn rotating_again_first_takes_the_label_away() {
    let mut world = pane(&stuck());
    world.keys("F left enter y");
    assert!(!world.is_out("RotateSecret"));
    world.answer("UpdateSecretVersionStage", Reply::UpdateSecretVersionStage { arn: arn("a") });
    world.answer("RotateSecret", Reply::RotateSecret { version: None });
    assert_eq!(world.model.changes().rotations().len(), 1);
}

#[test]
fn what_is_not_stuck_needs_no_way_out() {
    let mut world = pane(&secret("a"));
    world.keys("F");
    assert!(world.model.layers().is_empty() && world.notice().contains("No rotation of a is stuck"));
}

#[test]
fn a_secret_that_never_rotated_has_nothing_to_cancel() {
    let mut secret = never();
    label(&mut secret, PENDING, &[AWSPENDING]);
    let mut world = pane(&secret);
    world.keys("F right right right enter");
    assert!(world.field_error("What to do").contains("never set up"));
}

#[test]
fn what_has_just_begun_is_not_called_stuck() {
    let mut fresh = stuck();
    let world = World::listing(NARROW, &[]);
    fresh.last_changed = Some(world.now - seconds(60));
    let mut world = pane(&fresh);
    world.keys("F");
    assert!(world.form().title().contains("pending rotation"));
    assert!(notes(&world).contains("wait until"), "{}", notes(&world));
    world.keys("esc");
    world.pass(seconds(600));
    world.keys("F");
    assert!(world.form().title().contains("stuck rotation"), "{}", world.form().title());
}

#[test]
fn the_version_itself_tells_when_the_rotation_began() {
    let mut changed = stuck();
    let world = World::listing(NARROW, &[]);
    changed.last_changed = Some(world.now - seconds(60));
    let mut world = pane(&changed);
    let mut versions = vec![version(CURRENT, &[AWSCURRENT], 1), version(PENDING, &[AWSPENDING], 2)];
    versions[1].created = Some(world.now - seconds(3_600));
    world.answer("ListSecretVersionIds", Reply::ListSecretVersionIds { versions, next_token: None });
    world.keys("F");
    assert!(world.form().title().contains("stuck rotation"), "whatever changed since");
}

#[test]
fn the_schedule_of_a_partners_secret_is_changed_without_a_function() {
    let mut secret = never();
    secret.kind = Some("MyPartner".into());
    secret.rotation_enabled = Some(true);
    secret.rotation_rules =
        Some(RotationRules { automatically_after_days: Some(30), ..RotationRules::default() });
    let mut world = pane(&secret);
    world.keys("e");
    assert!(world.find_field("Function").is_none());
    assert!(notes(&world).contains("MyPartner is a partner's secret"), "{}", notes(&world));
    world.keys("tab");
    retype(&mut world, "10");
    world.keys("ctrl-s");
    assert!(!world.reviewed().contains("testSecret"), "{}", world.reviewed());
    world.keys("y");
    let (_, request) = world.out("RotateSecret");
    let Request::RotateSecret { settings: Some(settings), .. } = request else { panic!("{request:?}") };
    assert_eq!((settings.lambda_arn, settings.rules.automatically_after_days), (None, Some(10)));
}

#[test]
fn a_partners_secret_is_rotated_without_a_function() {
    let mut secret = never();
    secret.kind = Some("MyPartner".into());
    let mut world = pane(&secret);
    world.keys("R y");
    assert!(world.is_out("RotateSecret"), "{}", world.notice());
}

fn value_of(version: &str) -> Reply {
    let Reply::GetSecretValue(mut read) = value("s3cr3t") else { unreachable!() };
    read.version = VersionId(version.into());
    Reply::GetSecretValue(read)
}

/// The answer of the service to the read of a version without a value.
fn no_value() -> ServiceError {
    let message = format!("Secrets Manager can't find the specified secret value for VersionId: {PENDING}");
    ServiceError { message, ..error("GetSecretValue", ErrorKind::NotFound) }
}

#[test]
fn an_empty_pending_version_is_known_once_it_was_read() {
    let mut world = pane(&stuck());
    let empty = |world: &World| world.model.selected().unwrap().record().empty_pending().is_some();
    world.keys("F ctrl-s");
    let ticket = world.out("GetSecretValue").0;
    assert!(!empty(&world));
    world.reply(&ticket, Err(no_value()));
    assert!(empty(&world));
    world.keys("7 F");
    assert!(notes(&world).contains("That version is empty"), "{}", notes(&world));
    world.keys("right right ctrl-s");
    assert!(world.is_filling());
    assert!(world.field_error("What to do").contains("clients would find no value"));
    world.keys("left ctrl-s y");
    assert!(world.is_out("UpdateSecretVersionStage"));
}

#[test]
fn a_version_that_has_a_value_by_now_is_no_longer_empty() {
    let mut world = pane(&stuck());
    let empty = |world: &World| world.model.selected().unwrap().record().empty_pending().is_some();
    world.keys("F ctrl-s");
    let ticket = world.out("GetSecretValue").0;
    world.reply(&ticket, Err(no_value()));
    world.keys("r");
    let ticket = world.out("GetSecretValue").0;
    let failure = ServiceError { message: "the network".into(), ..no_value() };
    world.reply(&ticket, Err(failure));
    assert!(empty(&world), "another failure tells nothing new");
    world.keys("r");
    let ticket = world.out("GetSecretValue").0;
    world.reply(&ticket, Ok(value_of(PENDING)));
    assert!(!empty(&world));
}
