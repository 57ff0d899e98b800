//! The layers on top of the list and the panes.

use super::samples::{NARROW, WIDE, database_in, denial, fail_with, listed, undescribed};
use super::{canvas, picture, picture_in_style};
use crate::app::actions::{Action, TABLE};
use crate::app::known::Known;
use crate::app::plan::{Plan, Step};
use crate::app::world::{World, arn, denied, error, seconds, secret};
use crate::app::{Message, SwitchTargets};
use crate::secrets::Tag;
use crate::service::api::{ErrorKind, Profile, Reply, Request};
use ratatui::layout::Size;

#[test]
fn help() {
    let mut world = listed(NARROW);
    world.keys("?");
    picture_in_style("help", &world);
}

#[test]
fn help_names_every_action() {
    for pane in ['1', '2', '3'] {
        let mut world = database_in(Size::new(160, 200), pane);
        let context = world.model.context();
        world.keys("?");
        let page = canvas::text(&canvas::drawn(&world.model));
        let (here, elsewhere) = page.split_once("Elsewhere").unwrap();
        for row in &TABLE {
            let part = if row.contexts.contains(context) { here } else { elsewhere };
            assert!(part.contains(row.help), "{} in {context:?}", row.name);
        }
        assert!(here.contains(":force-delete"), "an action without a key is reached by its name");
    }
}

/// The help for what is on screen, on a page that is long enough for all of it.
fn help_of(world: &mut World) -> String {
    world.send(Message::Resized(Size::new(160, 200)));
    world.keys("f1");
    canvas::text(&canvas::drawn(&world.model))
}

/// True if the help has an action.
fn has(help: &str, action: Action) -> bool {
    help.contains(action.row().help)
}

#[test]
fn the_help_of_a_form_has_only_what_works_in_its_field() {
    let mut world = database_in(NARROW, '1');
    world.keys("D");
    let help = help_of(&mut world);
    assert!(help.contains("Keys · Change the details of prod/payments/db"), "{help}");
    for works in [Action::Submit, Action::NextField, Action::Back, Action::Help] {
        assert!(has(&help, works), "{works:?} is not in {help}");
    }
    for not in [Action::AddRow, Action::Generate, Action::RevealField, Action::RotateNow, Action::Filter] {
        assert!(!has(&help, not), "{not:?} is in {help}");
    }
    for typed in ["  ?", "  q,", "q, ctrl-c", "?, F1"] {
        let form = help.split("On this page").next().unwrap();
        assert!(!form.contains(typed), "{typed} types text: {help}");
    }
    let mut world = database_in(NARROW, '4');
    world.keys("T");
    let help = help_of(&mut world);
    assert!(has(&help, Action::AddRow) && !has(&help, Action::RetypeRow), "{help}");
}

#[test]
fn the_help_of_a_layer_is_about_the_layer() {
    let mut world = listed(NARROW);
    world.keys("J");
    let help = help_of(&mut world);
    assert!(help.contains("Keys in the journal") && has(&help, Action::Close), "{help}");
    assert!(!has(&help, Action::RotateNow) && !has(&help, Action::Retry), "{help}");
    let mut world = listed(NARROW);
    world.keys("p");
    let help = help_of(&mut world);
    assert!(has(&help, Action::Accept) && !help.contains("?, F1"), "a question mark is typed there: {help}");
    let mut world = database_in(NARROW, '1');
    world.keys("R");
    let help = help_of(&mut world);
    assert!(has(&help, Action::Confirm) && has(&help, Action::CopyCommands), "{help}");
}

#[test]
fn palette() {
    let mut world = listed(NARROW);
    world.keys(":");
    world.type_text("rotate-now");
    picture_in_style("palette", &world);
}

#[test]
fn profiles_and_regions() {
    let mut world = listed(NARROW);
    world.keys("p");
    picture("profiles-loading", &world);
    let profile = |name: &str, region: Option<&str>, account_role: Option<&str>, credentials| Profile {
        name: name.into(),
        region: region.map(str::to_owned),
        credentials,
        account_role: account_role.map(str::to_owned),
        problem: None,
    };
    let profiles = Ok(vec![
        profile("default", Some("eu-west-1"), None, Some("keys")),
        profile("prod-admin", Some("eu-west-1"), Some("123456789012 Admin"), Some("sso")),
        profile("staging", None, Some("210987654321 Deploy"), Some("assume role")),
    ]);
    world.send(Message::SwitchTargets(SwitchTargets { profiles, regions: vec!["eu-west-1", "us-east-1"] }));
    picture("profiles", &world);
    world.keys("esc p");
    let profiles = Err(error("Reading the AWS config files", ErrorKind::Other));
    world.send(Message::SwitchTargets(SwitchTargets { profiles, regions: vec!["eu-west-1", "us-east-1"] }));
    picture("profiles-failed", &world);
    world.keys("esc w");
    world.send(Message::SwitchTargets(SwitchTargets {
        profiles: Ok(Vec::new()),
        regions: vec!["eu-west-1", "us-east-1"],
    }));
    world.type_text("mars-north-1");
    picture("region-typed-out", &world);
}

#[test]
fn questions() {
    let mut world = database_in(NARROW, '1');
    world.keys("R");
    picture_in_style("confirm-rotate", &world);
    world.keys("n B");
    picture("confirm-roll-back", &world);
    let mut world = database_in(Size::new(40, 10), '1');
    world.keys("R");
    picture("confirm-smallest", &world);
}

#[test]
fn journal() {
    let mut world = undescribed(NARROW, '1');
    fail_with(&mut world, "DescribeSecret", denial("DescribeSecret"));
    world.pass(seconds(7));
    world.keys("5 J");
    picture("journal", &world);
    world.keys("down");
    picture("journal-failure", &world);
    world.send(Message::Resized(WIDE));
    picture("journal-wide", &world);
}

#[test]
fn a_report_of_what_took_effect_in_part() {
    let tag = |name: &str| {
        let tags = vec![Tag { key: "team".into(), value: "payments".into() }];
        let request = Request::TagResource { secret: arn(name).to_string(), tags };
        Step::on(&Known::from(&secret(name)), request)
    };
    let mut world = database_in(NARROW, '1');
    world.carry_out(Plan::of_steps("Change the tags of 2 secrets", ["prod/a", "prod/b"].map(tag).into()));
    world.answer("TagResource", Reply::TagResource);
    world.fail("TagResource", denied("TagResource"));
    world.pass(seconds(10));
    picture("report", &world);
}

#[test]
fn a_form_is_as_tall_as_what_it_says_and_leaves_the_header_as_it_is() {
    let mut world = database_in(Size::new(120, 40), '1');
    let header =
        |world: &World| canvas::styles(&canvas::drawn(&world.model)).lines().next().map(str::to_owned);
    let before = header(&world);
    world.keys("D");
    let screen = canvas::text(&canvas::drawn(&world.model));
    let top = screen.lines().position(|line| line.contains("Change the details of")).unwrap();
    let title_column = screen.lines().nth(top).unwrap().find("─ Change").unwrap();
    let below = screen.lines().skip(top + 1);
    let bottom =
        below.take_while(|line| !line.get(title_column..).is_some_and(|line| line.starts_with('─'))).count();
    assert!(top + bottom < 25, "{screen}");
    assert_eq!(header(&world), before, "account and Region are not dimmed");
}
