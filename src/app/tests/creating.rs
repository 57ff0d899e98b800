//! Making secrets: names as they are typed, values of every kind, passwords that the service makes.

use super::world::*;
use crate::app::actions::Action;
use crate::app::copy::CopyText;
use crate::app::form::{FormId, FormProblem};
use crate::app::{Effect, LocalAnswer, LocalWork, Message, Problem, ReadOnlyReason, StartOptions};
use crate::secrets::{Summary, ValueBody};
use crate::service::api::{ErrorKind, NewSecret, PasswordOptions, Reply, Request, ServiceError};
use zeroize::Zeroizing;

fn reviewed(world: &World) -> String {
    format!("{}\n{}", world.review().title(), world.reviewed())
}

fn sent(world: &World) -> NewSecret {
    match world.out("CreateSecret").1 {
        Request::CreateSecret(new) => *new,
        other => panic!("{other:?}"),
    }
}

/// The form is open, `new/api` its name, the cursor on the kind of value.
fn creating() -> World {
    let mut world = World::listing(NARROW, &secrets(&["prod/payments/db", "prod/payroll/db", "old"]));
    world.keys("+");
    world.type_text("new/api");
    world.keys("tab tab");
    world
}

/// Chooses the kind of value that is so many steps to the right.
fn choose(world: &mut World, steps: usize) {
    (0..steps).for_each(|_| world.keys("right"));
}

fn scheduled(name: &str) -> crate::secrets::Summary {
    let mut secret = secret(name);
    secret.deleted = Some(jiff::Timestamp::from_second(1_790_000_000 - 3 * 86_400).unwrap());
    secret
}

fn refusal(operation: &str, code: &str, message: &str) -> ServiceError {
    ServiceError {
        activity: activity(operation),
        kind: ErrorKind::Refused,
        code: Some(code.into()),
        message: message.into(),
    }
}

#[test]
fn a_name_is_judged_and_completed_as_it_is_typed() {
    let mut world = World::listing(NARROW, &secrets(&["prod/payments/db", "prod/payroll/db", "old"]));
    world.keys("+");
    world.type_text("pr");
    assert!(said(world.form().notes()).contains("Folders: prod/"), "{:?}", world.form().notes());
    world.keys("ctrl-space");
    world.keys("ctrl-space");
    assert_eq!(world.text("Name"), "prod/pay");
    world.type_text(" ");
    assert!(world.field_error("Name").contains("is not allowed in a name"));
    world.keys("ctrl-u");
    world.type_text("old");
    assert!(world.field_error("Name").contains("already exists"));
    world.type_text("-AbC123");
    assert!(said(world.form().notes()).contains("as ARNs do"));
}

#[test]
fn a_new_secret_begins_in_the_folder_under_the_cursor() {
    let mut world = World::listing(NARROW, &secrets(&["prod/payments/db", "prod/payroll/db"]));
    world.keys("t +");
    assert_eq!(world.text("Name"), "prod/");
}

#[test]
fn a_secret_is_made_and_selected() {
    let mut world = creating();
    world.keys("tab");
    world.type_text("user");
    world.keys("tab");
    world.type_text("hunter2");
    world.keys("ctrl-s");
    let review = reviewed(&world);
    assert!(review.contains("Create new/api") && review.contains("Keys: user"), "{review}");
    assert!(!review.contains("hunter2"));
    world.keys("y");
    let new = sent(&world);
    assert_eq!(new.value, Some(ValueBody::text(r#"{"user":"hunter2"}"#.into())));
    world.answer("CreateSecret", Reply::CreateSecret { arn: arn("new/api"), version: None });
    world.answer("DescribeSecret", described(secret("new/api")));
    assert!(world.model.layers().is_empty());
    assert_eq!(world.selected(), Some("new/api"));
    let described = world.model.selected().and_then(|selected| selected.record().detail().value());
    assert!(described.is_some(), "what was read of it is shown");
}

#[test]
fn a_password_is_made_into_the_value_under_the_cursor() {
    let mut world = creating();
    choose(&mut world, 4);
    world.keys("tab tab tab tab tab tab tab");
    world.keys("ctrl-g");
    let (_, request) = world.out("GetRandomPassword");
    let Request::GetRandomPassword(options) = request else { panic!("{request:?}") };
    assert!(options.exclude_characters.contains('\''));
    world.answer("GetRandomPassword", Reply::GetRandomPassword(ValueBody::text("s3cret".into())));
    let rows = world.table("Keys").rows();
    let filled: Vec<_> = rows.iter().filter(|row| row.value.text() == "s3cret").collect();
    assert_eq!(filled.len(), 1);
    world.keys("alt-y");
    assert!(world.effects().iter().any(
        |effect| matches!(effect, Effect::Copy(_, text) if *text == CopyText::secret("s3cret".to_owned()))
    ));
    world.keys("ctrl-g");
    world.fail("GetRandomPassword", denied("GetRandomPassword"));
    assert!(matches!(world.form().problem(), Some(FormProblem::Service(_))), "and the form stays");
}

#[test]
fn bytes_come_from_a_file_that_is_read_once() {
    let mut world = creating();
    choose(&mut world, 3);
    world.keys("tab");
    world.keys("ctrl-s");
    assert_eq!(world.field_error("File"), "Which file?");
    world.type_text("/tmp/key");
    world.keys("ctrl-s");
    let is_read =
        |effect: &Effect| matches!(effect, Effect::Local(_, LocalWork::ReadFile(path)) if path == "/tmp/key");
    assert!(world.effects().iter().any(is_read));
    let problem = Problem { text: "not there".into(), next: "look".into() };
    world.send(Message::Local(FormId(1), LocalAnswer::File(Err(problem))));
    assert!(matches!(world.form().problem(), Some(FormProblem::Local(_))));
    world.keys("ctrl-s");
    world.send(Message::Local(FormId(1), LocalAnswer::File(Ok(Zeroizing::new(Vec::new())))));
    assert!(world.field_error("File").contains("empty"));
    world.type_text("2");
    world.keys("ctrl-s");
    world.send(Message::Local(FormId(1), LocalAnswer::File(Ok(Zeroizing::new(vec![0, 255])))));
    assert!(reviewed(&world).contains("binary, under 64 bytes"));
    world.keys("y");
    assert_eq!(sent(&world).value, Some(ValueBody::binary(vec![0, 255])));
}

#[test]
fn a_name_that_is_listed_as_scheduled_for_deletion_offers_to_restore_it() {
    let mut world = World::listing(NARROW, &[scheduled("old")]);
    world.keys("+");
    world.type_text("old");
    assert!(said(world.form().notes()).contains("scheduled for deletion"));
    world.keys("ctrl-s");
    assert!(reviewed(&world).contains("Restore old"), "{}", reviewed(&world));
    world.keys("y");
    assert_eq!(world.out("RestoreSecret").1, Request::RestoreSecret { secret: arn("old").to_string() });
}

#[test]
fn a_name_that_only_the_service_knows_is_looked_up_and_offered() {
    let mut world = creating();
    choose(&mut world, 5);
    world.keys("ctrl-s y");
    let (ticket, _) = world.out("CreateSecret");
    let message =
        "You can't create this secret because a secret with this name is already scheduled for deletion.";
    world.reply(&ticket, Err(refusal("CreateSecret", "InvalidRequestException", message)));
    assert!(world.field_error("Name").contains("scheduled for deletion"));
    assert_eq!(world.out("DescribeSecret").1, Request::DescribeSecret { secret: "new/api".into() });
    world.answer("DescribeSecret", described(scheduled("new/api")));
    assert!(reviewed(&world).contains("Restore new/api"));
    world.keys("esc");
    assert_eq!(world.text("Name"), "new/api", "nothing typed is lost");
}

#[test]
fn a_conflict_is_said_at_the_name_and_no_answer_sends_the_same_token() {
    let mut world = creating();
    choose(&mut world, 5);
    world.keys("ctrl-s y");
    let first = sent(&world);
    world.fail("CreateSecret", ErrorKind::TimedOut);
    assert!(!world.is_out("CreateSecret"), "not before it was looked up");
    world.fail("DescribeSecret", ErrorKind::NotFound);
    assert_eq!(sent(&world), first, "the same token");
    let (ticket, _) = world.out("CreateSecret");
    world.reply(&ticket, Err(refusal("CreateSecret", "ResourceExistsException", "it already exists")));
    let theirs = Summary { created: Some(world.now - seconds(86_400)), ..secret("new/api") };
    world.answer("DescribeSecret", described(theirs));
    assert!(world.field_error("Name").contains("already exists"));
}

#[test]
fn read_only_makes_no_secret_but_passwords() {
    let mut world = World::connected(
        StartOptions { read_only: Some(ReadOnlyReason::Flag), ..StartOptions::default() },
        NARROW,
    );
    world.list(&secrets(&["a"]));
    world.keys("+");
    assert!(world.model.layers().is_empty());
    assert!(world.notice().contains("CreateSecret refused"), "{}", world.notice());
    world.keys("W ctrl-s");
    assert!(world.is_out("GetRandomPassword"));
}

#[test]
fn a_random_password_is_masked_copied_and_made_again() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("W");
    assert_eq!(world.model.hint_title(Action::Submit.row()), "generate", "there is nothing to review");
    assert!(said(world.form().notes()).contains("94 characters to choose from: about 210 bits"));
    world.keys("backspace backspace");
    world.type_text("3");
    assert!(world.field_error("Length").contains("Too short"));
    world.keys("ctrl-s");
    assert!(!world.is_out("GetRandomPassword"));
    world.type_text("2");
    world.keys("tab");
    world.type_text("abc");
    world.keys("ctrl-s");
    let (_, request) = world.out("GetRandomPassword");
    assert!(matches!(request, Request::GetRandomPassword(options) if options.exclude_characters == "abc"));
    world.answer("GetRandomPassword", Reply::GetRandomPassword(ValueBody::text("s3cret".into())));
    assert_eq!(world.text("Password"), "s3cret");
    world.keys("alt-y");
    let copied = CopyText::secret("s3cret".to_owned());
    assert!(world.effects().iter().any(|effect| matches!(effect, Effect::Copy(_, text) if *text == copied)));
    world.keys("ctrl-s");
    world.fail("GetRandomPassword", denied("GetRandomPassword"));
    assert_eq!(world.text("Password"), "s3cret", "the one before stays");
}

#[test]
fn an_alphabet_with_nothing_left_is_said_at_once() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("W tab tab");
    for _ in 0..4 {
        world.keys("space tab");
    }
    assert!(said(world.form().notes()).contains("No character is left"));
}

/// The form for a new secret, with the credentials of the database that `right` presses of the key choose.
fn database(rights: usize) -> World {
    let mut world = creating();
    choose(&mut world, 4);
    world.keys("tab");
    for _ in 0..rights {
        world.keys("right");
    }
    world
}

/// The label of the field that has the focus.
fn focused(world: &World) -> String {
    let form = world.form();
    form.fields()[form.focus_at()].label().to_owned()
}

/// Goes on to a field with the tab key, or to the row of a table.
fn go_to(world: &mut World, label: &str, key: &str) {
    for _ in 0..40 {
        let row = |world: &World| world.table("Keys").row_under_cursor().map(|row| row.key.text().to_owned());
        if focused(world) == label && (key.is_empty() || row(world).as_deref() == Some(key)) {
            return;
        }
        world.keys("tab");
    }
    panic!("no {label} {key}");
}

fn generated(world: &mut World) -> PasswordOptions {
    go_to(world, "Keys", "password");
    world.keys("ctrl-g");
    let (_, Request::GetRandomPassword(options)) = world.out("GetRandomPassword") else { panic!() };
    options
}

#[test]
fn a_generated_password_follows_the_rules_of_its_engine() {
    let mut world = database(3);
    let options = generated(&mut world);
    assert_eq!(options.length, 30, "Oracle takes no more");
    for refused in "/@\"&'".chars() {
        assert!(options.exclude_characters.contains(refused), "{refused}");
    }
    let notes = world.form_notes();
    assert!(
        notes.contains("RDS for Oracle takes 8 to 30 characters, none of / @ \" & ' and space"),
        "{notes}"
    );
    assert!(notes.contains("Generated passwords: 30 characters out of 86: a-z A-Z 0-9 !#%()*"), "{notes}");
    world.answer("GetRandomPassword", Reply::GetRandomPassword(ValueBody::text("a&b".into())));
    let notes = world.form_notes();
    assert!(
        notes.contains("The password is shorter than 8 characters, and has one of / @ \" & ' and space"),
        "{notes}"
    );
}

#[test]
fn length_and_alphabet_of_a_generated_password_are_chosen() {
    let mut world = database(0);
    assert_eq!(world.text("Password length"), "32");
    generated(&mut world);
    world.answer("GetRandomPassword", Reply::GetRandomPassword(ValueBody::text("Correct-Horse-1".into())));
    assert!(!world.form_notes().contains("does not take it"), "{}", world.form_notes());
    go_to(&mut world, "Password length", "");
    world.keys("ctrl-u");
    world.type_text("41");
    world.keys("tab ctrl-u");
    world.type_text("aeiou");
    world.keys("shift-tab");
    world.keys("ctrl-u");
    world.type_text("42");
    assert!(
        world.form_notes().contains("42 is none that RDS for MySQL takes: 32 is used"),
        "{}",
        world.form_notes()
    );
    world.keys("backspace");
    world.type_text("1");
    world.keys("shift-tab");
    for _ in 0..20 {
        if focused(&world) != "Keys" {
            break;
        }
        if world.table("Keys").row_under_cursor().unwrap().key.text() == "password" {
            break;
        }
        world.keys("shift-tab");
    }
    world.keys("ctrl-g");
    let (_, Request::GetRandomPassword(options)) = world.out("GetRandomPassword") else { panic!() };
    assert_eq!((options.length, options.exclude_characters.as_str()), (41, "aeiou/@\""));
}

#[test]
fn a_typed_password_that_its_engine_refuses_is_warned_of_and_saved() {
    let mut world = creating();
    world.keys("tab");
    world.type_text("engine");
    world.keys("tab");
    world.type_text("redshift");
    world.keys("ctrl-n");
    world.type_text("password");
    world.keys("tab");
    world.type_text("tiny\\");
    let notes = world.form_notes();
    assert!(notes.contains("Redshift does not take it"), "{notes}");
    assert!(!notes.contains("tiny"), "{notes}");
    world.keys("ctrl-s y");
    assert!(world.is_out("CreateSecret"));
}
