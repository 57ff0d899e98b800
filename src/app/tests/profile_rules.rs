//! Rules for profiles and accounts: applied once they are known, and never taken back in a session.

use super::world::*;
use crate::app::actions::Context;
use crate::app::profile_rules::{ConfirmRule, ProfileRule, ProfileRules};
use crate::app::{Access, Effect, Event, Message, StartOptions, SwitchTargets};
use crate::service::api::{Identity, Profile};
use jiff::SignedDuration;
use std::time::Duration;

fn options(profile: &str, rule: ProfileRule) -> StartOptions {
    let mut options = StartOptions { rules: ProfileRules(vec![rule]), ..StartOptions::default() };
    options.target.profile = Some(profile.into());
    options
}

fn read_only(pattern: &str) -> ProfileRule {
    ProfileRule { pattern: pattern.into(), is_read_only: true, ..ProfileRule::default() }
}

fn listed(options: StartOptions) -> World {
    let mut world = World::connected(options, WIDE);
    world.list(&secrets(&["a", "b"]));
    world
}

#[test]
fn a_rule_for_the_profile_refuses_changes_and_names_itself() {
    let mut world = listed(options("prod-eu", read_only("prod-*")));
    world.keys("R");
    assert!(world.notice().contains("this session is read-only"), "{}", world.notice());
    assert!(world.notice().contains("\"prod-*\""), "{}", world.notice());
    let world = listed(options("dev", read_only("prod-*")));
    assert_eq!(world.model.settings().access(), Access::ReadWrite);
}

#[test]
fn a_rule_for_an_account_holds_until_another_account_is_known() {
    let mut world = World::new(options("dev", read_only("9999*")), WIDE);
    world.send(Message::Started);
    assert_eq!(world.model.settings().access(), Access::ReadOnly, "it may be that account");
    world.connect();
    assert_eq!(world.model.settings().access(), Access::ReadWrite);
    let mut world = World::new(options("dev", read_only(ACCOUNT)), WIDE);
    world.send(Message::Started);
    world.connect();
    assert_eq!(world.model.settings().access(), Access::ReadOnly);
    let id = world.model.connection().id();
    let identity = Identity { account: "1".into(), arn: "arn:aws:iam::1:user/me".into() };
    world.send(Message::Identified(id, Ok(identity)));
    assert_eq!(world.model.settings().access(), Access::ReadOnly, "once it holds, it stays");
}

/// The times after which attempts are aborted, since the last call.
fn limits(world: &mut World) -> Vec<Option<u64>> {
    let seconds = |effect| match effect {
        Effect::LimitAttempts(_, timeout) => Some(timeout.map(|time: Duration| time.as_secs())),
        _ => None,
    };
    world.effects().into_iter().filter_map(seconds).collect()
}

#[test]
fn a_timeout_of_a_rule_holds_for_its_profile_and_its_account_alone() {
    let rule = |pattern: &str, seconds| ProfileRule {
        pattern: pattern.into(),
        timeout: Some(Duration::from_secs(seconds)),
        ..ProfileRule::default()
    };
    let mut world = World::new(options("prod-eu", rule("prod-*", 60)), WIDE);
    world.send(Message::Started);
    world.connect();
    assert_eq!(limits(&mut world).last(), Some(&Some(60)), "before the first request");
    let mut world = World::new(options("dev", rule("prod-*", 60)), WIDE);
    world.send(Message::Started);
    world.connect();
    assert_eq!(limits(&mut world), []);
    let mut world = World::new(options("dev", rule(ACCOUNT, 5)), WIDE);
    world.send(Message::Started);
    world.connect();
    assert_eq!(limits(&mut world), [Some(5)], "once the account is known");
    world.model.cx_mut().raise(Event::ProfileChosen { name: "other".into(), region: None });
    world.send(Message::Woke);
    assert_eq!(limits(&mut world), [None], "the rule is for another account until this one is known");
}

#[test]
fn preferred_regions_come_first_in_the_form_for_replicas() {
    let regions = vec!["us-west-2".to_owned()];
    let mut world =
        listed(options("prod", ProfileRule { pattern: "*".into(), regions, ..ProfileRule::default() }));
    world.keys("6");
    world.answer("DescribeSecret", described(secret("a")));
    world.keys("+");
    assert!(world.form_notes().contains("Regions: us-west-2  "), "{}", world.form_notes());
}

#[test]
fn preferred_regions_come_first_in_the_form_for_a_new_secret() {
    let regions = vec!["us-west-2".to_owned(), "eu-west-1".to_owned()];
    let mut world =
        listed(options("prod", ProfileRule { pattern: "*".into(), regions, ..ProfileRule::default() }));
    world.keys("+");
    assert!(!world.form_notes().contains("Regions:"), "{}", world.form_notes());
    while !world.form_notes().contains("Regions:") {
        world.keys("shift-tab");
    }
    let notes = world.form_notes();
    assert!(notes.contains("Regions: us-west-2  us-east-1"), "its own Region is not offered: {notes}");
}

#[test]
fn a_session_stays_read_only_on_another_profile() {
    let mut world = listed(options("prod", read_only("prod")));
    world.keys("p");
    let dev =
        Profile { name: "dev".into(), region: None, credentials: None, account_role: None, problem: None };
    world.send(Message::SwitchTargets(SwitchTargets { profiles: Ok(vec![dev]), regions: vec![] }));
    world.keys("enter");
    world.connect();
    assert_eq!(world.model.connection().profile(), Some("dev"));
    assert_eq!(world.model.settings().access(), Access::ReadOnly);
}

#[test]
fn a_change_asks_for_the_name_where_the_rule_says_so() {
    let rule =
        ProfileRule { pattern: "*".into(), confirm: Some(ConfirmRule::TypeName), ..ProfileRule::default() };
    let mut world = listed(options("x", rule));
    world.keys("R");
    assert_eq!(world.model.context(), Context::TypedName);
    world.keys("enter");
    assert!(!world.is_out("RotateSecret"), "an empty name is not it");
    world.type_text("a");
    world.keys("enter");
    assert!(world.is_out("RotateSecret"));
}

#[test]
fn the_times_and_regions_of_the_rule_hold_for_its_profile_alone() {
    let rule = ProfileRule {
        pattern: "prod".into(),
        hide_after: Some(SignedDuration::from_secs(5)),
        regions: vec!["us-east-1".into()],
        ..ProfileRule::default()
    };
    let world = listed(options("prod", rule.clone()));
    assert_eq!(world.model.settings().hide.on_screen, SignedDuration::from_secs(5));
    assert_eq!(world.model.settings().applied.regions, ["us-east-1"]);
    let world = listed(options("dev", rule));
    assert_eq!(world.model.settings().hide.on_screen, SignedDuration::from_secs(30));
    assert!(world.model.settings().applied.regions.is_empty());
}
