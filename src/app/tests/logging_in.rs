//! Logging in from the dashboard: what failed for want of a login goes on after it.

use super::editing::editing;
use super::world::*;
use crate::app::known::Known;
use crate::app::layers::Layer;
use crate::app::plan::{Plan, Step};
use crate::app::secret::Pane;
use crate::app::{Effect, HideTimeouts, LoginFailure, Message, StartOptions};
use crate::secrets::{Arn, Tag, VersionId};
use crate::service::api::{
    CredentialProblem, CredentialProcess, ErrorKind, LoginProgram, Reply, Request, Target,
};

fn sso() -> LoginProgram {
    LoginProgram::SsoLogin { profile: None }
}

/// Presses the key, and returns the program that gets the terminal.
fn asked_for(world: &mut World) -> Option<LoginProgram> {
    world.effects();
    world.keys("alt-l");
    match world.effects().as_slice() {
        [Effect::LogIn(program)] => Some(program.clone()),
        [] => None,
        other => panic!("{other:?}"),
    }
}

fn logged_in(world: &mut World) {
    world.effects();
    world.send(Message::LoggedIn(sso(), Ok(())));
}

#[test]
fn the_list_is_read_again_after_a_login() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    assert_eq!(asked_for(&mut world), None);
    assert!(world.notice().contains("No request has failed for want of a login."), "{}", world.notice());
    world.fail("ListSecrets", expired());
    assert_eq!(asked_for(&mut world), Some(sso()));
    logged_in(&mut world);
    assert_eq!(world.sent(), ["ListSecrets"]);
    world.list(&secrets(&["a"]));
    assert_eq!(world.rows(), ["a"]);
    assert_eq!(asked_for(&mut world), None, "the login is accepted");
}

#[test]
fn what_failed_in_a_pane_is_read_again_and_nothing_else() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("5");
    world.fail("GetResourcePolicy", expired());
    assert_eq!(asked_for(&mut world), Some(sso()));
    logged_in(&mut world);
    assert_eq!((world.sent(), world.model.pane()), (vec!["GetResourcePolicy"], Pane::Policy));

    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("v");
    world.fail("GetSecretValue", expired());
    world.keys("1");
    world.answer("DescribeSecret", described(secret("a")));
    logged_in(&mut world);
    assert!(world.sent().is_empty(), "a value whose pane was left is not read");
}

#[test]
fn a_login_that_failed_sends_nothing_and_can_be_tried_again() {
    for (failure, said) in [
        (LoginFailure::Interrupted, "`aws sso login` was interrupted. alt-l runs it again."),
        (LoginFailure::NotFound { program: "aws".into() }, "The program aws was not found"),
        (LoginFailure::Failed("ended with status 1".into()), "`aws sso login` ended with status 1."),
        (LoginFailure::InvalidOutput("empty".into()), "printed no valid credentials: empty."),
    ] {
        let mut world = World::connected(StartOptions::default(), WIDE);
        world.fail("ListSecrets", expired());
        world.effects();
        world.send(Message::LoggedIn(sso(), Err(failure)));
        assert!(world.notice().contains(said), "{}", world.notice());
        assert!(world.effects().is_empty());
        assert_eq!(asked_for(&mut world), Some(sso()));
    }
}

/// A form whose change was confirmed and not sent, for want of a login.
fn rejected() -> (World, Request) {
    let mut world = editing("hunter2");
    world.type_text("3");
    world.keys("ctrl-s");
    if world.is_waiting() {
        world.answer("DescribeSecret", described(secret("a")));
    }
    world.keys("y");
    let (_, sent) = world.out("PutSecretValue");
    world.fail("PutSecretValue", expired());
    assert!(world.is_filling());
    (world, sent)
}

#[test]
fn a_form_goes_out_after_a_login_with_what_was_confirmed() {
    let (mut world, sent) = rejected();
    assert_eq!(asked_for(&mut world), Some(sso()));
    logged_in(&mut world);
    let (_, again) = world.out("PutSecretValue");
    assert_eq!(again, sent, "the value and the token are the same");
    assert!(world.form().is_sending());
}

#[test]
fn a_form_that_was_changed_since_is_not_sent() {
    let (mut world, _) = rejected();
    world.type_text("4");
    logged_in(&mut world);
    assert!(!world.is_out("PutSecretValue") && world.is_filling());
    world.keys("ctrl-s");
    assert!(!world.is_filling(), "it can be submitted");
}

#[test]
fn a_form_reads_after_a_login_what_it_could_not_read() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("e");
    world.answer("DescribeSecret", described(secret("a")));
    world.fail("GetSecretValue", expired());
    logged_in(&mut world);
    assert!(world.is_out("GetSecretValue"));
    world.answer("GetSecretValue", value("hunter2"));
    world.keys("ctrl-r");
    assert!(world.form().problem().is_none());
}

#[test]
fn a_change_without_a_form_is_sent_again() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("R y");
    if world.is_out("DescribeSecret") {
        world.answer("DescribeSecret", described(secret("a")));
    }
    let (_, sent) = world.out("RotateSecret");
    world.fail("RotateSecret", expired());
    assert_eq!(asked_for(&mut world), Some(sso()));
    logged_in(&mut world);
    assert_eq!(world.out("RotateSecret").1, sent);
}

#[test]
fn a_copy_is_made_after_a_login_unless_its_failure_was_dismissed() {
    let failed = || {
        let mut world = World::listing(WIDE, &secrets(&["a"]));
        world.keys("Y");
        world.fail("GetSecretValue", expired());
        world.effects();
        world
    };
    let mut world = failed();
    logged_in(&mut world);
    world.answer("GetSecretValue", value("hunter2"));
    let effects = world.effects();
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Copy(_, text) if text.expose() == "hunter2"))
    );

    let mut world = failed();
    world.keys("esc");
    logged_in(&mut world);
    assert!(!world.is_out("GetSecretValue"), "the user does not wait for it any more");
}

/// A plan for three secrets, the second of which failed with this.
fn done_in_part(kind: ErrorKind) -> World {
    let mut world = World::listing(WIDE, &secrets(&["a", "b", "c"]));
    let tag = |name: &str| {
        let tags = vec![Tag { key: "team".into(), value: "payments".into() }];
        let request = Request::TagResource { secret: arn(name).to_string(), tags };
        Step::on(&Known::from(&secret(name)), request)
    };
    world.carry_out(Plan::of_steps("Tag 3 secrets", ["a", "b", "c"].map(tag).into()));
    world.answer("TagResource", Reply::TagResource);
    world.fail("TagResource", kind);
    world.answer("TagResource", Reply::TagResource);
    assert!(matches!(world.model.layers().top(), Some(Layer::Report(_))));
    world
}

#[test]
fn a_plan_that_was_done_in_part_goes_on_after_a_login() {
    let mut world = done_in_part(expired());
    logged_in(&mut world);
    let (_, request) = world.out("TagResource");
    assert_eq!(request.secret(), Some(arn("b").as_str()));
    world.answer("TagResource", Reply::TagResource);
    assert!(!world.model.changes().is_any_running() && world.model.layers().is_empty());
    assert!(world.notice().contains("Tags changed: 3 secrets."), "{}", world.notice());
}

#[test]
fn a_change_that_failed_for_another_reason_is_not_sent_by_a_login() {
    let mut world = done_in_part(denied("TagResource"));
    logged_in(&mut world);
    assert!(!world.is_out("TagResource"));
    world.keys("esc Y");
    world.fail("GetSecretValue", expired());
    logged_in(&mut world);
    assert!(world.is_out("GetSecretValue") && !world.is_out("TagResource"));
}

#[test]
fn a_credential_process_gets_the_terminal_while_it_runs_and_after_it_has_failed() {
    let program = || LoginProgram::CredentialProcess { profile: "tool".into() };
    let mut world = World::connected(StartOptions::default(), WIDE);
    let process = CredentialProcess {
        profile: "tool".into(),
        command: "saml2aws script".into(),
        says: "Enter MFA code:".into(),
    };
    world.send(Message::CredentialProcess(Some(process)));
    assert_eq!(asked_for(&mut world), Some(program()));
    world.send(Message::CredentialProcess(None));
    assert_eq!(asked_for(&mut world), None);
    let problem = CredentialProblem::Process { profile: "tool".into() };
    world.fail("ListSecrets", ErrorKind::Credentials(Box::new(problem)));
    assert_eq!(asked_for(&mut world), Some(program()));
}

#[test]
fn no_time_without_input_is_counted_while_a_program_has_the_terminal() {
    let hide = HideTimeouts { unattended: Some(seconds(60)), ..HideTimeouts::default() };
    let mut world = World::connected(StartOptions { hide, ..StartOptions::default() }, WIDE);
    world.fail("ListSecrets", expired());
    assert_eq!(asked_for(&mut world), Some(sso()));
    world.pass(seconds(3_600));
    assert!(!world.model.lock().is_locked());
    logged_in(&mut world);
    world.pass(seconds(59));
    assert!(!world.model.lock().is_locked());
    world.pass(seconds(2));
    assert!(world.model.lock().is_locked());
}

/// The descriptions after a change that are out.
fn read_again(world: &World) -> usize {
    world.out.iter().filter(|(ticket, _)| matches!(ticket.target, Target::Reread(_))).count()
}

/// Every request that is out fails.
fn fail_all(world: &mut World, kind: &ErrorKind) {
    for (ticket, request) in world.out.clone() {
        world.reply(&ticket, Err(error(request.operation(), kind.clone())));
    }
}

/// The rotation of `a` was accepted; the first description since is out.
fn rotating() -> World {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("R y");
    if world.is_out("DescribeSecret") {
        world.answer("DescribeSecret", described(secret("a")));
    }
    let version = VersionId("d0d0d0d0-0000-4000-8000-000000000003".into());
    world.answer("RotateSecret", Reply::RotateSecret { version: Some(version) });
    world
}

#[test]
fn a_secret_that_could_not_be_read_after_a_change_is_read_after_a_login() {
    let mut world = done_in_part(denied("TagResource"));
    world.keys("esc");
    let before = read_again(&world);
    assert!(before > 1);
    fail_all(&mut world, &expired());
    assert_eq!(read_again(&world), 0);
    logged_in(&mut world);
    assert_eq!(read_again(&world), before);
    for (ticket, request) in world.out.clone() {
        let arn = Arn::new(request.secret().unwrap().to_owned());
        world.reply(&ticket, Ok(described(secret(arn.name()))));
    }
    logged_in(&mut world);
    assert_eq!(read_again(&world), 0, "they are read once");
}

#[test]
fn a_rotation_is_followed_on_after_a_login() {
    let mut world = rotating();
    fail_all(&mut world, &expired());
    assert!(world.notice().contains("follow the rotation of a"), "{}", world.notice());
    world.pass(seconds(120));
    assert_eq!(read_again(&world), 0, "nothing is asked for without a login");
    fail_all(&mut world, &expired());
    assert_eq!(asked_for(&mut world), Some(sso()));
    logged_in(&mut world);
    world.pass(seconds(0));
    assert_eq!(read_again(&world), 1);
    assert_eq!(world.model.changes().rotations().len(), 1);
}

#[test]
fn a_rotation_is_followed_on_where_the_same_connection_is_made_again() {
    let mut world = rotating();
    fail_all(&mut world, &expired());
    world.keys("r");
    world.connect();
    world.pass(seconds(1));
    assert_eq!((world.model.changes().rotations().len(), read_again(&world)), (1, 1));
}
