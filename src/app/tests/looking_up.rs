//! Names are asked of the service while the list that has them loads.

use super::world::*;
use crate::app::StartOptions;
use crate::app::list::ListLoad;
use crate::secrets::NameScope;
use crate::service::api::{ErrorKind, ListPart, NameOrder, Request, Target, Ticket};

/// The first page of a long list came; the next is out.
fn loading(options: StartOptions) -> World {
    let mut world = World::connected(options, WIDE);
    if world.is_out("DescribeSecret") {
        world.fail("DescribeSecret", ErrorKind::NotFound);
    }
    let (page_one, _) = page_out(&world);
    world.reply(&page_one, Ok(page(&secrets(&["a", "b"]), Some("t"))));
    world
}

fn page_out(world: &World) -> (Ticket, Request) {
    world.out.iter().find(|(ticket, _)| ticket.target == Target::List).expect("a page is out").clone()
}

/// The lookups that are out.
fn lookups(world: &World) -> Vec<(Ticket, String)> {
    let lookups = world.out.iter().filter(|(ticket, _)| ticket.target == Target::Lookup);
    lookups
        .map(|(ticket, request)| match request {
            Request::ListSecrets {
                part: Some(ListPart { names, order: NameOrder::Ascending }),
                next_token: None,
            } => {
                assert_eq!(Some(names), NameScope::with_prefix(&names.prefixes()[0]).as_ref());
                (ticket.clone(), names.prefixes()[0].clone())
            }
            other => panic!("{other:?}"),
        })
        .collect()
}

/// The prefixes that are asked for.
fn asked(world: &World) -> Vec<String> {
    lookups(world).into_iter().map(|(_, prefix)| prefix).collect()
}

fn found(world: &mut World, names: &[&str], next: Option<&str>) {
    let ticket = lookups(world).pop().expect("a lookup is out").0;
    world.reply(&ticket, Ok(page(&secrets(names), next)));
}

#[test]
fn what_is_typed_is_asked_for_once_it_rests() {
    let mut world = loading(StartOptions::default());
    world.keys("/");
    world.type_text("zebra");
    world.pass(millis(149));
    assert_eq!(asked(&world), Vec::<String>::new());
    world.type_text("/");
    world.pass(millis(149));
    assert_eq!(asked(&world), Vec::<String>::new());
    world.pass(millis(1));
    assert_eq!(asked(&world), ["zebra/"]);
    found(&mut world, &["zebra/1", "zebra/2"], None);
    assert_eq!(world.rows(), ["zebra/1", "zebra/2"]);
    assert!(matches!(world.model.list().load(), ListLoad::Loading { so_far: 4, .. }), "more are to come");
    assert!(world.model.list().is_incomplete());
    let page_two = page_out(&world).0;
    world.reply(&page_two, Ok(page(&secrets(&["zebra/1", "zebra/2", "zebra/3"]), None)));
    assert_eq!(world.rows(), ["zebra/1", "zebra/2", "zebra/3"], "each once");
    assert_eq!(world.model.list().secrets().len(), 5);
}

#[test]
fn another_text_abandons_the_lookup() {
    let mut world = loading(StartOptions::default());
    world.keys("/");
    world.type_text("ze");
    world.pass(millis(150));
    let (first, _) = lookups(&world).remove(0);
    world.type_text("b");
    assert_eq!(asked(&world), Vec::<String>::new(), "nobody waits for it");
    world.pass(millis(150));
    assert_eq!(asked(&world), ["zeb"]);
    world.reply(&first, Ok(page(&secrets(&["zero"]), None)));
    assert_eq!(world.model.list().secrets().len(), 2, "an answer that comes all the same changes nothing");
    world.keys("ctrl-u");
    assert_eq!(asked(&world), Vec::<String>::new());
}

#[test]
fn a_longer_text_asks_for_nothing_that_came() {
    let mut world = loading(StartOptions::default());
    world.keys("/");
    world.type_text("ze");
    world.pass(millis(150));
    found(&mut world, &["zebra"], None);
    world.type_text("b");
    world.pass(millis(150));
    assert_eq!(asked(&world), Vec::<String>::new());
    world.keys("backspace backspace");
    world.pass(millis(150));
    assert_eq!(asked(&world), ["z"]);
    found(&mut world, &["zebra"], Some("more"));
    world.type_text("o");
    world.pass(millis(150));
    assert_eq!(asked(&world), ["zo"], "not all that begin with z came");
}

#[test]
fn an_endpoint_that_ignores_filters_is_asked_again() {
    let mut world = loading(StartOptions::default());
    world.keys("/");
    world.type_text("z");
    world.pass(millis(150));
    found(&mut world, &["c"], None);
    world.type_text("e");
    world.pass(millis(150));
    assert_eq!(asked(&world), ["ze"]);
}

#[test]
fn a_list_that_is_there_or_short_is_not_asked_for_names() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("/");
    world.type_text("zebra");
    world.pass(seconds(1));
    assert_eq!(world.out, []);
    world.keys("r");
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.keys("/");
    world.type_text("zebra");
    world.pass(seconds(1));
    assert_eq!(asked(&world), Vec::<String>::new(), "the first page may be all");
    world.list(&secrets(&["a"]));
    world.pass(seconds(1));
    assert_eq!(world.out, []);
}

#[test]
fn the_end_of_the_list_and_a_stop_abandon_the_lookup() {
    for stop in [true, false] {
        let mut world = loading(StartOptions { filter: Some("zebra".into()), ..StartOptions::default() });
        world.pass(millis(150));
        assert_eq!(asked(&world), ["zebra"], "the filter of the command line is looked up as well");
        if stop {
            world.keys("ctrl-x");
        } else {
            let page_two = page_out(&world).0;
            world.reply(&page_two, Ok(page(&secrets(&["c"]), None)));
        }
        assert_eq!(world.out, []);
    }
}

#[test]
fn a_lookup_that_fails_is_not_repeated_and_told_nowhere_but_in_the_journal() {
    let mut world = loading(StartOptions { filter: Some("zebra".into()), ..StartOptions::default() });
    world.pass(millis(150));
    let (ticket, _) = lookups(&world).remove(0);
    world.reply(&ticket, Err(error("ListSecrets", ErrorKind::Throttled)));
    world.pass(seconds(1));
    assert_eq!(asked(&world), Vec::<String>::new());
    assert_eq!(world.notice(), "");
    assert!(matches!(world.model.list().load(), ListLoad::Loading { .. }));
}

#[test]
fn the_secret_to_open_shows_before_the_list_is_there() {
    let mut world = loading(StartOptions { secret: Some("zebra".into()), ..StartOptions::default() });
    world.pass(millis(150));
    assert_eq!(asked(&world), ["zebra"]);
    found(&mut world, &["zebra/1", "zebra/2"], None);
    assert_eq!(world.rows(), ["zebra/1", "zebra/2"]);
    world.keys("down enter");
    assert_eq!(world.selected(), Some("zebra/2"));
    let page_two = page_out(&world).0;
    world.reply(&page_two, Ok(page(&secrets(&["zebra/1", "zebra/2"]), None)));
    assert_eq!(world.selected(), Some("zebra/2"));
}

#[test]
fn a_prefix_that_only_one_name_has_opens_it_once_no_other_name_can_have_it() {
    let mut world = loading(StartOptions { secret: Some("zebra".into()), ..StartOptions::default() });
    world.pass(millis(150));
    found(&mut world, &["zebra/1"], None);
    assert_eq!(world.model.focus(), crate::app::layout::Focus::List);
    let page_two = page_out(&world).0;
    world.reply(&page_two, Ok(page(&secrets(&["zebra/1"]), None)));
    assert_eq!((world.selected(), world.model.focus()), (Some("zebra/1"), crate::app::layout::Focus::Secret));
}

#[test]
fn another_connection_forgets_the_lookup() {
    let mut world = loading(StartOptions { filter: Some("zebra".into()), ..StartOptions::default() });
    world.pass(millis(150));
    let (ticket, _) = lookups(&world).remove(0);
    let target = world.model.connection().in_region("us-east-1".into());
    world.model.cx_mut().raise(crate::app::Event::RegionChosen(target.region.unwrap()));
    world.send(crate::app::Message::Woke);
    assert_eq!(world.out, []);
    world.connect();
    world.reply(&ticket, Ok(page(&secrets(&["zebra"]), None)));
    assert!(world.model.list().secrets().is_empty());
}
