//! Texts that the editor of a killed program has left: offered, restored, wiped.

use super::world::*;
use crate::app::form::OnYes;
use crate::app::{
    EditOrigin, EditedPart, Effect, LeftText, LeftTextId, Message, ReadOnlyReason, StartOptions,
};
use crate::secrets::VersionId;
use crate::service::api::{Destination, Endpoint, Identity, Reply, Request};
use zeroize::Zeroizing;

/// A text that is left of a secret of the account that the world is in.
fn left(id: usize, name: &str, version: &str) -> LeftText {
    let part = EditedPart::Value { arn: arn(name), version: Some(VersionId(version.into())) };
    LeftText { id: LeftTextId(id), origin: EditOrigin { name: name.into(), part } }
}

fn found(world: &mut World, left: Vec<LeftText>) {
    world.send(Message::EditorFilesFound { left, wiped: 0 });
}

fn question(world: &World) -> String {
    world.model.layers().top().map(|_| world.review().title().to_owned()).unwrap_or_default()
}

#[test]
fn a_text_is_offered_and_restored_over_the_value() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    found(&mut world, vec![left(1, "a", CURRENT)]);
    assert_eq!(question(&world), "Restore the text for a?");
    assert!(matches!(world.review().on_yes(), OnYes::RestoreText(_)));
    world.effects();
    world.keys("y");
    assert!(matches!(world.effects().as_slice(), [Effect::TakeLeftText(LeftTextId(1))]));
    world.send(Message::LeftTextTaken(Ok(Zeroizing::new("typed".into()))));
    world.answer("DescribeSecret", described(secret("a")));
    world.answer("GetSecretValue", value("hunter2"));
    assert!(world.form_notes().contains("The text is that of an editor"), "{}", world.form_notes());
    assert!(!world.form_notes().contains("compare them"));
    world.keys("ctrl-s");
    if world.is_waiting() {
        world.answer("DescribeSecret", described(secret("a")));
    }
    world.keys("y");
    assert!(world.is_out("PutSecretValue"));
}

#[test]
fn a_text_of_an_older_version_says_so() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    found(&mut world, vec![left(1, "a", PREVIOUS)]);
    world.keys("y");
    world.send(Message::LeftTextTaken(Ok(Zeroizing::new("typed".into()))));
    world.answer("DescribeSecret", described(secret("a")));
    world.answer("GetSecretValue", value("hunter2"));
    assert!(world.form_notes().contains("compare them before you save"), "{}", world.form_notes());
}

#[test]
fn no_wipes_a_text_and_the_next_one_is_offered() {
    for no in ["n", "enter", "esc", "q", "ctrl-c"] {
        let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
        found(&mut world, vec![left(1, "a", CURRENT), left(2, "b", CURRENT)]);
        world.effects();
        world.keys(no);
        assert!(matches!(world.effects().as_slice(), [Effect::WipeLeftText(LeftTextId(1))]), "{no}");
        assert_eq!(question(&world), "Restore the text for b?");
    }
}

#[test]
fn nothing_is_offered_before_the_account_is_known_for_another_account_or_to_read_only() {
    let mut world = World::new(StartOptions::default(), WIDE);
    world.send(Message::Started);
    found(&mut world, vec![left(1, "a", CURRENT)]);
    assert_eq!(question(&world), "");
    let place = Destination { profile: None, region: "eu-west-1".into(), endpoint: Endpoint::Aws };
    world.send(Message::Connected(FIRST, Ok(place)));
    assert_eq!(question(&world), "");
    let other = Identity { account: "999999999999".into(), arn: "arn:aws:iam::999999999999:user/me".into() };
    world.send(Message::Identified(FIRST, Ok(other)));
    assert_eq!(question(&world), "");

    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("+");
    found(&mut world, vec![left(1, "a", CURRENT)]);
    assert_ne!(world.form().title(), "Restore", "a form is open");

    let mut world = World::connected(
        StartOptions { read_only: Some(ReadOnlyReason::Flag), ..StartOptions::default() },
        WIDE,
    );
    found(&mut world, vec![left(1, "a", CURRENT)]);
    assert_eq!(question(&world), "");
}

/// A text that is left of this part of a secret named `name`.
fn left_of(name: &str, part: EditedPart) -> LeftText {
    LeftText { id: LeftTextId(1), origin: EditOrigin { name: name.into(), part } }
}

#[test]
fn a_policy_is_restored_over_the_one_that_is_attached() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    found(&mut world, vec![left_of("a", EditedPart::Policy { arn: arn("a") })]);
    assert!(world.reviewed().contains("It was the resource policy of a."), "{}", world.reviewed());
    world.keys("y");
    world.send(Message::LeftTextTaken(Ok(Zeroizing::new("{\"Version\":\"2012-10-17\"}".into()))));
    assert_eq!(world.form().title(), "Resource policy of a");
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some("{}".into())));
    assert_eq!(world.text("Policy"), "{\"Version\":\"2012-10-17\"}");
    assert!(world.form_notes().contains("The text is that of an editor"), "{}", world.form_notes());
}

#[test]
fn the_value_of_a_new_secret_is_restored_with_its_name() {
    for (text, kind) in [("typed", "plain text"), ("{\"a\":1}", "JSON"), ("{broken", "plain text")] {
        let mut world = World::listing(WIDE, &secrets(&["a"]));
        let part = EditedPart::NewValue { account: None, region: Some("us-east-1".into()) };
        found(&mut world, vec![left_of("prod/new", part)]);
        assert!(world.reviewed().contains("It was the value of a new secret, prod/new."));
        world.keys("y");
        world.send(Message::LeftTextTaken(Ok(Zeroizing::new(text.into()))));
        assert_eq!(world.model.connection().region(), Some("us-east-1"));
        world.connect();
        assert_eq!((world.form().title().as_str(), world.text("Name")), ("New secret", "prod/new"));
        assert!(world.form_notes().contains("The text is that of an editor"), "{}", world.form_notes());
        world.keys("ctrl-s y");
        let (_, Request::CreateSecret(new)) = world.out("CreateSecret") else { panic!() };
        let wanted = crate::secrets::ValueBody::text(text.into());
        assert!(new.value.is_some_and(|value| value == wanted), "{kind}");
    }
}

#[test]
fn a_text_of_another_region_opens_there() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    let mut elsewhere = left(1, "a", CURRENT);
    let there = crate::secrets::Arn::new(arn("a").as_str().replace("eu-west-1", "us-east-1"));
    elsewhere.origin.part = EditedPart::Value { arn: there, version: None };
    found(&mut world, vec![elsewhere]);
    world.keys("y");
    world.effects();
    world.send(Message::LeftTextTaken(Ok(Zeroizing::new("typed".into()))));
    assert_eq!(world.model.connection().region(), Some("us-east-1"));
    world.connect();
    assert_eq!(world.form().title(), "Edit the value of a");
}
