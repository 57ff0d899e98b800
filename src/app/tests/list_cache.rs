//! The list of an earlier run is shown at once, and the list that loads replaces it.

use super::world::*;
use crate::app::list::ListLoad;
use crate::app::list_cache::{CacheRead, CacheStep, EarlierSecrets, WholeList};
use crate::app::{Effect, ListCache, Message, StartOptions};
use crate::secrets::{Arn, Summary};
use crate::service::api::{Destination, Endpoint, ErrorKind, Identity};
use jiff::{SignedDuration, Timestamp};

fn options() -> StartOptions {
    StartOptions { list_cache: ListCache::On, ..StartOptions::default() }
}

/// Connected, but the caller is not identified.
fn connected() -> World {
    let mut world = World::new(options(), WIDE);
    world.send(Message::Started);
    let destination = Destination { profile: None, region: "eu-west-1".into(), endpoint: Endpoint::Aws };
    world.send(Message::Connected(world.model.connection().id(), Ok(destination)));
    world
}

fn identified(world: &mut World, account: &str) {
    let identity = Identity { account: account.into(), arn: format!("arn:aws:iam::{account}:user/me") };
    world.send(Message::Identified(world.model.connection().id(), Ok(identity)));
}

/// The time of the earlier list: two hours ago.
fn earlier_time(world: &World) -> Timestamp {
    world.now - SignedDuration::from_hours(2)
}

/// Secrets of an earlier list come, each with a description that says so.
fn earlier(world: &mut World, names: &[&str], last: bool) {
    let old = |secret: Summary| Summary { description: Some("earlier".into()), ..secret };
    let secrets = secrets(names).into_iter().map(old).collect();
    let chunk = EarlierSecrets { as_of: earlier_time(world), account: ACCOUNT.into(), secrets, last };
    world.send(Message::ListCache(world.model.connection().id(), CacheRead::Chunk(chunk)));
}

/// The steps and the lists among the effects since the last call.
fn cache_effects(world: &mut World) -> (Vec<CacheStep>, Vec<WholeList>, usize) {
    let (mut steps, mut lists, mut drops) = (Vec::new(), Vec::new(), 0);
    for effect in world.effects() {
        match effect {
            Effect::ReadListCache(_, step) => steps.push(step),
            Effect::SaveListCache(_, list) => lists.push(list),
            Effect::DropListCache(_) => drops += 1,
            _ => {}
        }
    }
    (steps, lists, drops)
}

fn names(list: &WholeList) -> Vec<&str> {
    list.secrets.iter().map(crate::secrets::SummaryView::name).collect()
}

/// Those of an earlier list, and those of a page.
fn descriptions(world: &World) -> Vec<(String, bool)> {
    let of = |secret: crate::secrets::SummaryView<'_>| {
        (secret.name().to_owned(), secret.facts().description(&mut String::new()).is_some())
    };
    let mut all: Vec<_> = world.model.list().secrets().iter().map(of).collect();
    all.sort();
    all
}

#[test]
fn the_earlier_list_shows_before_the_first_page_and_goes_page_by_page() {
    let mut world = connected();
    assert_eq!(cache_effects(&mut world).0, [CacheStep::Open { account: None }]);
    earlier(&mut world, &["a", "b"], false);
    assert_eq!(cache_effects(&mut world).0, [CacheStep::Next]);
    earlier(&mut world, &["c", "gone"], true);
    assert_eq!(cache_effects(&mut world).0, []);
    assert_eq!(world.rows(), ["a", "b", "c", "gone"]);
    assert_eq!(world.model.list().as_of(), Some(earlier_time(&world)));
    assert_eq!(world.model.list().earlier_as_of(), Some(earlier_time(&world)));
    assert!(world.model.list().is_incomplete());
    assert!(matches!(world.model.list().load(), ListLoad::Loading { so_far: 0 }));

    world.answer("ListSecrets", page(&secrets(&["b", "new"]), Some("t")));
    assert_eq!(world.rows(), ["a", "b", "c", "gone", "new"]);
    let fresh = [("a", true), ("b", false), ("c", true), ("gone", true), ("new", false)];
    assert_eq!(descriptions(&world), fresh.map(|(name, old)| (name.to_owned(), old)));
    assert!(matches!(world.model.list().load(), ListLoad::Loading { so_far: 2 }));

    world.answer("ListSecrets", page(&secrets(&["a", "c"]), None));
    assert_eq!(world.rows(), ["a", "b", "c", "new"]);
    assert!(descriptions(&world).iter().all(|(_, earlier)| !earlier));
    assert_eq!(world.model.list().earlier_as_of(), None);
    assert_eq!(world.model.list().as_of(), Some(world.now));
    let (_, lists, _) = cache_effects(&mut world);
    assert_eq!((lists.len(), lists[0].as_of, &*lists[0].account), (1, world.now, ACCOUNT));
    assert_eq!(lists[0].secrets.len(), 4);
}

#[test]
fn the_cursor_and_marks_stay_while_pages_replace_secrets() {
    let mut world = connected();
    earlier(&mut world, &["a", "b", "c"], true);
    world.keys("down space");
    assert_eq!(world.selected(), Some("c"));
    world.list(&secrets(&["0", "b", "c"]));
    assert_eq!((world.selected(), world.model.list().marks().len()), (Some("c"), 1));
    let mut world = connected();
    earlier(&mut world, &["a", "b", "c"], true);
    world.keys("space");
    world.list(&secrets(&["b", "c"]));
    assert_eq!(world.model.list().marks().len(), 0, "a mark of a secret that is gone");
}

#[test]
fn what_comes_after_a_page_or_the_whole_list_is_older() {
    let mut world = connected();
    world.answer("ListSecrets", page(&secrets(&["a"]), Some("t")));
    earlier(&mut world, &["a", "b"], false);
    assert_eq!(descriptions(&world), [("a".to_owned(), false), ("b".to_owned(), true)]);
    world.answer("ListSecrets", page(&secrets(&["c"]), None));
    cache_effects(&mut world);
    earlier(&mut world, &["d"], false);
    assert_eq!(world.rows(), ["a", "c"]);
    assert_eq!(cache_effects(&mut world).0, [], "no more of it is wanted");
}

#[test]
fn an_error_or_a_stop_leaves_the_earlier_list_with_its_time() {
    for stop in [true, false] {
        let mut world = connected();
        earlier(&mut world, &["a", "b"], true);
        let time = earlier_time(&world);
        if stop {
            world.keys("ctrl-x");
            assert_eq!(world.notice(), "Loading stopped. The list is that of an earlier run. r starts over.");
        } else {
            world.fail("ListSecrets", ErrorKind::TimedOut);
        }
        world.pass(seconds(60));
        assert_eq!(world.rows(), ["a", "b"]);
        assert_eq!(
            (world.model.list().as_of(), world.model.list().earlier_as_of()),
            (Some(time), Some(time))
        );
        assert_eq!(cache_effects(&mut world).1.len(), 0, "a list in part is not kept");
        world.keys("r");
        world.list(&secrets(&["b"]));
        assert_eq!(world.rows(), ["b"]);
        assert_eq!(world.model.list().earlier_as_of(), None);
    }
}

#[test]
fn an_earlier_list_of_another_account_is_dropped_at_once() {
    let mut world = connected();
    earlier(&mut world, &["a"], false);
    identified(&mut world, "999999999999");
    assert_eq!(world.rows(), Vec::<String>::new());
    assert_eq!((world.model.list().as_of(), world.model.list().earlier_as_of()), (None, None));
    cache_effects(&mut world);
    earlier(&mut world, &["b"], false);
    assert_eq!(world.rows(), Vec::<String>::new());
    assert_eq!(cache_effects(&mut world).0, []);

    let mut world = connected();
    earlier(&mut world, &["a"], true);
    let foreign = Summary::new(Arn::new("arn:aws:secretsmanager:eu-west-1:9:secret:z-AbCdEf"), "z");
    world.answer("ListSecrets", page(std::slice::from_ref(&foreign), Some("t")));
    assert_eq!(world.rows(), ["z"]);
    earlier(&mut world, &["b"], true);
    assert_eq!(world.rows(), ["z"]);
}

#[test]
fn credentials_that_tell_no_account_wait_for_it() {
    let mut world = connected();
    cache_effects(&mut world);
    world.send(Message::ListCache(world.model.connection().id(), CacheRead::NeedsAccount));
    assert_eq!(cache_effects(&mut world).0, []);
    identified(&mut world, ACCOUNT);
    let with_account = [CacheStep::Open { account: Some(ACCOUNT.into()) }];
    assert_eq!(cache_effects(&mut world).0, with_account);
    let mut world = connected();
    identified(&mut world, ACCOUNT);
    cache_effects(&mut world);
    world.send(Message::ListCache(world.model.connection().id(), CacheRead::NeedsAccount));
    assert_eq!(cache_effects(&mut world).0, with_account, "the account was known first");
}

#[test]
fn damage_drops_what_came_before_it() {
    let mut world = connected();
    earlier(&mut world, &["a", "b"], false);
    world.answer("ListSecrets", page(&secrets(&["b"]), Some("t")));
    world.send(Message::ListCache(world.model.connection().id(), CacheRead::Damaged));
    assert_eq!(world.rows(), ["b"]);
    assert_eq!(world.model.list().as_of(), None);
}

#[test]
fn secrets_whose_recovery_window_is_over_are_not_shown() {
    let mut world = connected();
    let ago = |days: i64| Some(world.now - SignedDuration::from_hours(24 * days));
    let [mut gone, mut leaving, mut ended] = ["gone", "leaving", "ended"].map(secret);
    (gone.deleted, leaving.deleted) = (ago(31), ago(29));
    (ended.deleted, ended.deletion_date) = (ago(9), ago(2));
    let chunk = EarlierSecrets {
        as_of: earlier_time(&world),
        account: ACCOUNT.into(),
        secrets: vec![gone, leaving, ended],
        last: true,
    };
    world.send(Message::ListCache(world.model.connection().id(), CacheRead::Chunk(chunk)));
    assert_eq!(world.rows(), ["leaving"]);
}

#[test]
fn a_deletion_is_kept_too_and_a_list_that_does_not_have_it_is_dropped_on_leaving() {
    let whole = || {
        let mut world = connected();
        identified(&mut world, ACCOUNT);
        world.list(&secrets(&["a", "b"]));
        world.pass(millis(150));
        world.model.cx_mut().raise(crate::app::Event::SecretReread {
            arn: arn("a"),
            ticket: world.out.first().map_or_else(|| panic!("nothing is out"), |(ticket, _)| ticket.clone()),
            result: crate::app::event::RereadResult::Gone,
        });
        world.effects();
        world.send(Message::Woke);
        assert_eq!(world.rows(), ["b"]);
        world
    };
    let mut world = whole();
    world.pass(seconds(5));
    let (_, lists, drops) = cache_effects(&mut world);
    assert_eq!((lists.len(), names(&lists[0]), drops), (1, vec!["b"], 0));
    world.keys("q");
    assert_eq!(cache_effects(&mut world).2, 0, "the kept list is true");
    let mut world = whole();
    world.keys("q");
    assert_eq!(cache_effects(&mut world).2, 1);
}

#[test]
fn a_secret_that_the_cached_list_lacks_takes_nothing_from_it() {
    let mut world = connected();
    earlier(&mut world, &["a", "b"], true);
    world.model.cx_mut().raise(crate::app::Event::SecretCreated(arn("new")));
    let described = crate::app::event::RereadResult::Described(Box::new(detail(secret("new"))));
    let (ticket, _) = world.out("ListSecrets");
    world.model.cx_mut().raise(crate::app::Event::SecretReread {
        arn: arn("new"),
        ticket,
        result: described,
    });
    world.send(Message::Woke);
    assert_eq!(world.rows(), ["a", "b", "new"]);
    assert!(matches!(world.model.list().load(), ListLoad::Loading { so_far: 0 }));
    world.keys("ctrl-x");
    assert_eq!(world.notice(), "Loading stopped. The list is that of an earlier run. r starts over.");
    world.keys("q");
    assert_eq!(cache_effects(&mut world).2, 0);
}

#[test]
fn nothing_is_kept_of_the_demo_or_when_it_is_switched_off() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.list(&secrets(&["a"]));
    assert!(world.effects().iter().all(|effect| !is_about_cache(effect)));
    let mut world = World::new(options(), WIDE);
    world.send(Message::Started);
    let destination = Destination { profile: None, region: "eu-west-1".into(), endpoint: Endpoint::Demo };
    world.send(Message::Connected(world.model.connection().id(), Ok(destination)));
    world.list(&secrets(&["a"]));
    assert!(world.effects().iter().all(|effect| !is_about_cache(effect)));
}

fn is_about_cache(effect: &Effect) -> bool {
    matches!(effect, Effect::ReadListCache(..) | Effect::SaveListCache(..) | Effect::DropListCache(_))
}

#[test]
fn lists_of_several_accounts_and_empty_ones_are_not_kept() {
    let mut world = connected();
    let foreign = Summary::new(Arn::new("arn:aws:secretsmanager:eu-west-1:9:secret:z-AbCdEf"), "z");
    world.list(&[secret("a"), foreign]);
    let (_, lists, drops) = cache_effects(&mut world);
    assert_eq!((lists.len(), drops), (0, 1));
    let mut world = connected();
    world.list(&[]);
    let (_, lists, drops) = cache_effects(&mut world);
    assert_eq!((lists.len(), drops), (0, 1), "an earlier list is not true any longer");
}
