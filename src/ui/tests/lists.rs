//! The list, the header, notices and the footer.

use super::samples::{
    NARROW, WIDE, company, database_in, denial, fail_with, first_page, listed, now, options,
};
use super::{canvas, picture, picture_in_look, picture_in_style, picture_with_footer};
use crate::app::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute};
use crate::app::profile_rules::ProfileRules;
use crate::app::world::{World, error, page, seconds};
use crate::app::{Message, ReadOnlyReason, StartOptions};
use crate::service::api::{Activity, Destination, Endpoint, ErrorKind, LoginFix, ServiceError};
use crate::ui::Look;
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier};

#[test]
fn before_the_first_message() {
    picture("list-connecting", &World::new(options(), NARROW));
}

#[test]
fn a_connection_that_failed_fills_the_list() {
    let mut world = World::new(options(), NARROW);
    world.send(Message::Started);
    let id = world.model.connection().id();
    let error = ServiceError {
        activity: Activity::Connect,
        kind: ErrorKind::ExpiredCredentials {
            fix: LoginFix::SsoLogin { profile: Some("prod-admin".into()) },
        },
        code: None,
        message: "The SSO session associated with this profile has expired or is otherwise invalid.".into(),
    };
    world.send(Message::Connected(id, Err(error)));
    picture("list-connection-failed", &world);
}

#[test]
fn the_list_loads_page_by_page() {
    let mut world = World::connected(options(), NARROW);
    picture("list-loading", &world);
    world.answer("ListSecrets", first_page());
    picture("list-loading-more", &world);
    world.keys("ctrl-x");
    picture("list-stopped", &world);
}

#[test]
fn the_header_says_that_a_list_is_not_whole() {
    let header = |world: &World| {
        canvas::text(&canvas::drawn(&world.model)).lines().next().unwrap_or_default().trim().to_owned()
    };
    let mut world = World::connected(options(), WIDE);
    world.answer("ListSecrets", first_page());
    assert!(header(&world).ends_with("12+ secrets, loading"), "{}", header(&world));
    world.keys("ctrl-x");
    assert!(header(&world).contains("12+ secrets, incomplete"), "{}", header(&world));
    world.keys("/");
    world.type_text("payments db");
    assert!(header(&world).contains("2 of 12+"), "{}", header(&world));
}

#[test]
fn a_failed_page_is_told_whole_beside_the_panes() {
    for size in super::screens::SIZES {
        let mut world = World::connected(options(), size);
        world.answer("ListSecrets", first_page());
        fail_with(&mut world, "ListSecrets", denial("ListSecrets"));
        let areas = world.model.screen().unwrap().list.unwrap();
        let screen = canvas::drawn(&world.model);
        let area = areas.error.unwrap();
        let lines: Vec<String> = area
            .rows()
            .map(|row| (row.x..row.right()).map(|x| screen[(x, row.y)].symbol()).collect::<String>())
            .collect();
        let said = lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        assert!(said.contains("missing: the secrets after the first 12"), "{said}");
        assert!(said.contains("Ask for the permission secretsmanager:ListSecrets, then"), "{said}");
    }
}

#[test]
fn a_list_that_is_there() {
    picture_in_style("list-ready", &listed(NARROW));
    picture("list-ready-wide", &listed(WIDE));
    picture("list-ready-smallest", &listed(Size::new(40, 10)));
}

#[test]
fn a_list_that_failed() {
    let mut world = World::connected(options(), NARROW);
    fail_with(&mut world, "ListSecrets", denial("ListSecrets"));
    picture("list-failed", &world);
    let mut world = World::connected(options(), NARROW);
    world.answer("ListSecrets", first_page());
    fail_with(&mut world, "ListSecrets", error("ListSecrets", ErrorKind::Throttled));
    picture("list-failed-in-part", &world);
}

/// The lower border of the list.
fn below_the_list(world: &World) -> String {
    let screen = canvas::text(&canvas::drawn(&world.model));
    screen.lines().filter_map(|line| line.strip_prefix('╰')).next_back().unwrap_or_default().to_owned()
}

#[test]
fn a_list_that_did_not_load_says_what_the_key_for_it_does() {
    let fail = |world: &mut World| world.fail("ListSecrets", ErrorKind::Throttled);
    let mut world = World::connected(options(), NARROW);
    world.answer("ListSecrets", first_page());
    fail(&mut world);
    let below = below_the_list(&world);
    assert!(below.ends_with(" failed: the list is incomplete · r goes on ─╯"), "{below}");
    world.pass(seconds(15 * 60));
    let below = below_the_list(&world);
    assert!(below.ends_with(" failed: the list is incomplete · r starts over ─╯"), "{below}");
    let mut world = World::connected(options(), NARROW);
    world.answer("ListSecrets", first_page());
    world.answer("ListSecrets", first_page());
    let below = below_the_list(&world);
    assert!(below.ends_with(" failed: the list is incomplete · r starts over ─╯"), "no end: {below}");
    let mut world = listed(NARROW);
    world.keys("r");
    fail(&mut world);
    let below = below_the_list(&world);
    assert!(below.ends_with(" refresh failed · r starts over ─╯"), "{below}");
    world.keys("r");
    world.answer("ListSecrets", first_page());
    fail(&mut world);
    let below = below_the_list(&world);
    assert!(below.ends_with(" refresh failed · r goes on ─╯"), "{below}");
}

#[test]
fn the_smallest_list_that_did_not_load_names_the_key_too() {
    for (end, told) in
        [("ctrl-x", " stopped, incomplete · r goes on ─╯"), ("", " failed, incomplete · r goes on ─╯")]
    {
        let mut world = World::connected(options(), Size::new(40, 12));
        world.answer("ListSecrets", first_page());
        match end {
            "" => world.fail("ListSecrets", ErrorKind::Throttled),
            key => world.keys(key),
        }
        let below = below_the_list(&world);
        assert!(below.ends_with(told), "{below}");
    }
}

#[test]
fn a_failure_in_the_smallest_list_says_what_to_do() {
    let mut world = World::connected(options(), Size::new(40, 12));
    world.answer("ListSecrets", first_page());
    fail_with(&mut world, "ListSecrets", denial("ListSecrets"));
    picture("list-failed-in-part-smallest", &world);
}

#[test]
fn an_empty_region() {
    let mut world = World::connected(options(), NARROW);
    world.list(&[]);
    picture("list-empty", &world);
}

#[test]
fn a_filter_as_it_is_typed() {
    let mut world = listed(NARROW);
    world.keys("/");
    picture_with_footer("filter-begun", &world);
    world.type_text("prdb");
    picture_in_style("filter-matches", &world);
    world.type_text("nowhere");
    picture("filter-nothing", &world);
    world.keys("esc /");
    world.type_text("pay rotation:soon");
    picture_in_style("filter-wrong", &world);
}

#[test]
fn a_tree_and_another_order() {
    let mut world = listed(NARROW);
    world.keys("t down down down enter down down enter");
    picture("list-tree", &world);
    let mut world = listed(NARROW);
    world.keys("s S");
    picture("list-sorted", &world);
}

#[test]
fn a_refresh_keeps_what_is_there() {
    let mut world = listed(NARROW);
    world.pass(seconds(400));
    world.keys("r");
    picture("list-refreshing", &world);
}

#[test]
fn another_endpoint_read_only_and_no_account() {
    let read_only = Some(ReadOnlyReason::Flag);
    let mut world = World::new(StartOptions { read_only, ..options() }, NARROW);
    world.send(Message::Started);
    let id = world.model.connection().id();
    let endpoint = Endpoint::Url("http://localhost:4566".into());
    let destination = Destination {
        profile: Some("AWSAdministratorAccess-111122223333".into()),
        region: "eu-west-1".into(),
        endpoint,
    };
    world.send(Message::Connected(id, Ok(destination)));
    world.send(Message::Identified(
        id,
        Err(error("GetCallerIdentity", ErrorKind::Unreachable { endpoint: None })),
    ));
    world.answer("ListSecrets", page(&company(), None));
    world.keys("R");
    picture_in_style("header-crowded", &world);
}

#[test]
fn header_keeps_what_matters_most() {
    for width in 40..=200 {
        let mut world = World::new(
            StartOptions { read_only: Some(ReadOnlyReason::Flag), ..options() },
            Size::new(width, 10),
        );
        world.send(Message::Started);
        world.connect();
        world.list(&company());
        let header = canvas::text(&canvas::drawn(&world.model)).lines().next().unwrap().to_owned();
        assert!(header.contains("READ-ONLY") && header.contains("eu-west-1"), "{width}: {header}");
        if width >= 80 {
            assert!(header.contains("prod-admin") && header.contains("111122223333"), "{width}: {header}");
            assert!(header.contains("12 secrets"), "{width}: {header}");
        }
    }
}

fn footer(world: &World) -> String {
    canvas::text(&canvas::drawn(&world.model)).lines().last().unwrap().to_owned()
}

#[test]
fn the_footer_hints_at_what_can_come_to_something() {
    let on_the_going = |read_only| {
        let mut world = World::connected(StartOptions { read_only, ..options() }, Size::new(200, 20));
        world.list(&company());
        world.keys("/");
        world.type_text("fax");
        world.keys("enter esc");
        footer(&world)
    };
    let hints = on_the_going(None);
    assert!(hints.contains("U restore") && !hints.contains("R rotate"), "{hints}");
    let hints = on_the_going(Some(ReadOnlyReason::Flag));
    assert!(!hints.contains("U restore"), "{hints}");
    for width in 40..=200 {
        let hints = footer(&listed(Size::new(width, 12)));
        assert!(hints.contains("enter open") && hints.ends_with("? help"), "{width}: {hints}");
    }
}

#[test]
fn a_copy_from_beginning_to_end() {
    let mut world = listed(NARROW);
    world.keys("/");
    world.type_text("stripe");
    world.keys("enter Y");
    world.answer("GetSecretValue", crate::app::world::value("sk_live_1"));
    let id = CopyId(1);
    world.send(Message::Copied(id, Ok(CopyRoute::Osc52)));
    picture_with_footer("copy-held", &world);
    world.pass(seconds(45));
    world.send(Message::ClipboardCleared(id, ClearOutcome::Cleared));
    picture_with_footer("copy-cleared", &world);
    world.keys("n");
    let failure = CopyFailure { why: "no display, and the terminal is not one that takes OSC 52".into() };
    world.send(Message::Copied(CopyId(2), Err(failure)));
    picture_with_footer("copy-failed", &world);
}

#[test]
fn what_went_wrong_is_told_with_why_and_what_next() {
    let mut world = listed(NARROW);
    world.keys("end up up up n");
    world.model.cx_mut().notices_mut().show(crate::app::notices::Notice::Failure {
        attempt: "Rotate prod/payments/db".into(),
        error: denial("RotateSecret"),
    });
    picture("notice-failure", &world);
    world.model.cx_mut().notices_mut().show(crate::app::notices::Notice::News {
        text: "Rotated prod/payments/db: AWSCURRENT is on version c3d4e5f6.".into(),
        until: now(),
    });
    picture("notice-news", &world);
}

#[test]
fn too_small_a_terminal() {
    picture("too-small", &listed(Size::new(30, 8)));
}

#[test]
fn a_profile_of_production_has_a_badge_and_no_colour_in_monochrome() {
    let start = StartOptions { rules: ProfileRules::default(), ..options() };
    let world = World::connected(start, Size::new(80, 10));
    picture_in_style("header-production", &world);
    let look = Look::of(|variable| (variable == "NO_COLOR").then(|| "1".to_owned()));
    let drawn = canvas::drawn_in(&world.model, look);
    let badge = &drawn.content[usize::from(drawn.area.width).min(16)];
    assert_eq!(badge.fg, Color::Reset);
    assert!(badge.modifier.contains(Modifier::REVERSED), "{}", canvas::text(&drawn));
}

#[test]
fn without_colours_and_without_unicode() {
    let look = |name: &'static str| Look::of(|variable| (variable == name).then(|| "C".to_owned()));
    let (monochrome, ascii) = (look("NO_COLOR"), look("LC_ALL"));
    picture_in_look("look-monochrome-list", &listed(NARROW), monochrome);
    picture_in_look("look-monochrome-versions", &database_in(NARROW, '3'), monochrome);
    picture_in_look("look-ascii-list", &listed(NARROW), ascii);
    picture_in_look("look-ascii-rotation", &database_in(NARROW, '7'), ascii);
    let worlds: [fn() -> World; 3] =
        [|| listed(NARROW), || database_in(NARROW, '1'), || database_in(NARROW, '7')];
    for world in worlds.map(|world| Box::new(world())) {
        assert!(canvas::text(&canvas::drawn_in(&world.model, ascii)).is_ascii());
        let drawn = canvas::drawn_in(&world.model, monochrome);
        let is_plain = |cell: &ratatui::buffer::Cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset);
        assert!(drawn.content.iter().all(is_plain), "no colour is set");
        assert!(drawn.content.iter().any(|cell| cell.modifier.contains(Modifier::REVERSED)));
    }
}
