use super::*;
use crate::secrets::{Arn, Summary};
use crate::service::api::{ConnectionId, Operation, Target};
use proptest::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// A service that lists names, well or badly.
struct Service {
    names: Vec<String>,
    page_size: usize,
    ways: Ways,
    requests: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ways {
    /// As documented, ordered by bytes.
    Documented,
    /// As documented, ordered regardless of case.
    RegardlessOfCase,
    /// As documented, ordered regardless of case, with punctuation behind letters.
    PunctuationLast,
    /// Names are not filtered.
    Unfiltered,
    /// Names are filtered, but not ordered.
    Unordered,
    /// Filtered scopes are empty.
    Hiding,
}

impl Service {
    fn new(names: impl IntoIterator<Item = String>, page_size: usize, ways: Ways) -> Self {
        Self { names: names.into_iter().collect(), page_size, ways, requests: 0 }
    }

    fn page(&mut self, request: &Request) -> (SummaryPage, Option<String>) {
        let Request::ListSecrets { part, next_token } = request else { panic!("{request:?}") };
        self.requests += 1;
        let mut found: Vec<&String> = self.names.iter().collect();
        if let Some(ListPart { names, order }) = part {
            found.retain(|name| self.ways == Ways::Unfiltered || names.contains(name));
            match self.ways {
                Ways::Documented | Ways::Unfiltered => found.sort(),
                Ways::RegardlessOfCase => found.sort_by_key(|name| name.to_ascii_lowercase()),
                Ways::PunctuationLast => found.sort_by_cached_key(|name| {
                    let place = |byte: u8| match byte.to_ascii_lowercase() {
                        byte if byte == b'!' || byte.is_ascii_alphanumeric() => byte,
                        byte => byte | 0x80,
                    };
                    name.bytes().map(place).collect::<Vec<_>>()
                }),
                Ways::Unordered => {}
                Ways::Hiding => found.clear(),
            }
            if *order == NameOrder::Descending && self.ways != Ways::Unordered {
                found.reverse();
            }
        }
        let start: usize = next_token.as_ref().map_or(0, |token| token.parse().unwrap());
        let end = (start + self.page_size).min(found.len());
        let secrets = found[start..end].iter().map(|name| secret(name)).collect();
        (secrets, (end < found.len()).then(|| end.to_string()))
    }
}

fn secret(name: &str) -> Summary {
    Summary::new(Arn::new(format!("arn:aws:secretsmanager:eu-west-1:1:secret:{name}-AbCdEf")), name)
}

fn error(kind: ErrorKind) -> ServiceError {
    ServiceError { activity: Operation::ListSecrets.into(), kind, code: None, message: String::new() }
}

fn expired_token() -> ServiceError {
    ServiceError { code: Some("InvalidNextTokenException".into()), ..error(ErrorKind::Refused) }
}

/// A run of a listing.
struct Run {
    names: BTreeSet<String>,
    end: Progress,
    reason: Option<&'static str>,
    most_out: usize,
    rounds: usize,
}

/// The number of failures after which a listing goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Patience(usize);

/// A token that the service no longer takes.
const EXPIRED: u8 = 3;
/// The user stops the listing, and goes on.
const STOP: u8 = 4;

/// Lists everything. `faults` says how each request ends: 0 fails, 1 is throttled, [`EXPIRED`] and [`STOP`], others succeed. Answers come in rounds,
/// each in an order that `faults` shuffles.
fn run(service: &mut Service, faults: impl FnMut() -> u8) -> Run {
    run_patiently(service, faults, Patience(0))
}

fn run_patiently(service: &mut Service, mut faults: impl FnMut() -> u8, mut patience: Patience) -> Run {
    let mut run = Run { names: BTreeSet::new(), end: Progress::Going, reason: None, most_out: 0, rounds: 0 };
    let (mut listing, mut sent, mut sequence) = (Listing::default(), HashMap::new(), 0);
    loop {
        while let Some(page) = listing.next_page() {
            sequence += 1;
            listing.sent(ticket(sequence), &page);
            sent.insert(sequence, page.request);
        }
        let mut out: Vec<Ticket> = listing.tickets().cloned().collect();
        assert!(!out.is_empty(), "the listing waits for nothing");
        run.most_out = run.most_out.max(out.len());
        run.rounds += 1;
        assert!(run.rounds < 20_000, "the listing does not end");
        while !out.is_empty() {
            let ticket = out.swap_remove(usize::from(faults()) % out.len());
            let request = &sent[&ticket.sequence];
            let (secrets, token) = service.page(request);
            let Request::ListSecrets { part, next_token } = request else { panic!("{request:?}") };
            let plain = part.is_none();
            let (refused, result) = match faults() {
                EXPIRED if next_token.is_some() => (1, Err(expired_token())),
                STOP => {
                    // The page that comes all the same is one that nobody waits for.
                    // Some pages of this round may have been given up already, for pages one after another.
                    let waited_for = listing.tickets().count();
                    assert_eq!(listing.pause().len(), waited_for);
                    assert!(listing.answered(&ticket, 0, Ok((&secrets, token))).is_none());
                    match listing.go_on() {
                        Progress::Going => break,
                        Progress::OneAfterAnother(reason, _) => {
                            run.reason = Some(reason);
                            break;
                        }
                        end => return Run { end, ..run },
                    }
                }
                0 if !plain => (0, Err(error(ErrorKind::ServiceFailure))),
                1 => (1, Ok((&secrets, token))),
                _ => (0, Ok((&secrets, token))),
            };
            let came = result.is_ok();
            let Some(progress) = listing.answered(&ticket, refused, result) else { continue };
            if came {
                run.names.extend(secrets.iter().map(|secret| secret.name().to_owned()));
            }
            match progress {
                Progress::Going => {}
                Progress::OneAfterAnother(reason, _) => run.reason = Some(reason),
                Progress::Failed(_) if patience.0 > 0 => {
                    patience.0 -= 1;
                    assert!(!listing.missing().is_empty());
                    listing.pause();
                    assert!(matches!(listing.go_on(), Progress::Going));
                    break;
                }
                end => return Run { end, ..run },
            }
        }
    }
}

fn ticket(sequence: u64) -> Ticket {
    Ticket { connection: ConnectionId(0), region: None, target: Target::List, sequence }
}

fn well() -> u8 {
    2
}

fn set(names: &[String]) -> BTreeSet<String> {
    names.iter().cloned().collect()
}

fn hex(random: &mut fastrand::Rng, length: usize) -> String {
    (0..length).map(|_| random.digit(16)).collect()
}

/// Lists of names as they are found in the world, and the worst.
fn shapes(count: usize) -> Vec<(&'static str, Vec<String>)> {
    let mut random = fastrand::Rng::with_seed(1);
    let teams = ["payments", "search", "identity", "billing", "web", "data", "ml", "infra"];
    let company = (0..count)
        .map(|i| {
            let stage = ["prod", "prod", "staging", "dev"][i % 4];
            let team = random.choice(teams).unwrap();
            format!("{stage}/{team}/service-{}/database", random.u32(..))
        })
        .collect();
    let uuids = (0..count).map(|_| hex(&mut random, 32)).collect();
    let deep = (0..count).map(|i| format!("{}{i}", "a-long-folder/".repeat(14))).collect();
    let mut lonely: Vec<String> = (0..count - 2).map(|i| format!("prod/{i:06}")).collect();
    lonely.extend(["test/a", "zebra"].map(String::from));
    let letters = ('a'..='z').map(String::from).collect();
    vec![("company", company), ("uuids", uuids), ("deep", deep), ("lonely", lonely), ("letters", letters)]
}

#[test]
fn every_shape_of_list_is_complete_and_is_read_side_by_side() {
    for (shape, names) in shapes(20_000) {
        let pages = names.len().div_ceil(100);
        let mut service = Service::new(names.clone(), 100, Ways::Documented);
        let run = run(&mut service, well);
        assert!(matches!(run.end, Progress::Complete), "{shape}: {:?}", run.end);
        assert_eq!(run.reason, None, "{shape}");
        assert_eq!(run.names, set(&names), "{shape}");
        // The oldest names of `lonely` say nothing about the others.
        let tenths = if shape == "lonely" { 17 } else { 15 };
        assert!(
            service.requests <= pages * tenths / 10,
            "{shape}: {} requests for {pages} pages",
            service.requests
        );
        assert!(
            run.rounds <= usize::max(1, pages * 3 / 20),
            "{shape}: {} pages one after another",
            run.rounds
        );
    }
}

#[test]
fn a_small_list_costs_no_request_more_than_it_has_pages() {
    for count in [0, 1, 100, 101, 500] {
        let names = (0..count).map(|i| format!("name-{i}"));
        let mut service = Service::new(names, 100, Ways::Documented);
        let run = run(&mut service, well);
        assert!(matches!(run.end, Progress::Complete));
        assert_eq!((service.requests, run.most_out), (usize::max(1, usize::div_ceil(count, 100)), 1));
    }
}

#[test]
fn a_list_that_is_not_long_costs_a_few_requests_more() {
    for (pages, most) in [(6, 20), (12, 28), (20, 40)] {
        let mut random = fastrand::Rng::with_seed(3);
        let teams = ["payments", "search", "identity", "billing", "web"];
        let names = (0..pages * 100)
            .map(|_| format!("prod/{}/{}", random.choice(teams).unwrap(), hex(&mut random, 6)))
            .collect::<Vec<_>>();
        let mut service = Service::new(names.clone(), 100, Ways::Documented);
        let run = run(&mut service, well);
        assert_eq!(run.names, set(&names));
        assert!(service.requests <= most, "{} requests for {pages} pages", service.requests);
    }
}

#[test]
fn an_endpoint_that_can_not_be_trusted_is_listed_page_after_page() {
    for ways in [Ways::Unfiltered, Ways::Unordered, Ways::Hiding] {
        let mut random = fastrand::Rng::with_seed(7);
        let names: Vec<_> = (0..3_000).map(|_| hex(&mut random, 8)).collect();
        let mut service = Service::new(names.clone(), 100, ways);
        let run = run(&mut service, well);
        assert!(matches!(run.end, Progress::Complete), "{ways:?}");
        assert!(run.reason.is_some(), "{ways:?}");
        assert_eq!(run.names, set(&names), "{ways:?}");
    }
}

#[test]
fn an_order_regardless_of_case_is_trusted() {
    let mut random = fastrand::Rng::with_seed(7);
    let names: Vec<_> = (0..5_000).map(|_| (0..6).map(|_| random.alphabetic()).collect::<String>()).collect();
    let run = run(&mut Service::new(names.clone(), 100, Ways::RegardlessOfCase), well);
    assert_eq!((run.names, run.reason), (set(&names), None));
}

#[test]
fn capitals_among_small_letters_are_not_lost_where_a_divided_end_goes_on() {
    for seed in 0..5 {
        let mut random = fastrand::Rng::with_seed(seed);
        let names: Vec<_> = (0..6_000)
            .map(|_| {
                format!(
                    "team/{}",
                    (0..7).map(|_| random.choice(['a', 'A', 'b', 'B']).unwrap()).collect::<String>()
                )
            })
            .collect();
        let mut service = Service::new(names.clone(), 40, Ways::RegardlessOfCase);
        let run = run(&mut service, well);
        assert_eq!((run.names, run.reason), (set(&names), None));
    }
}

#[test]
fn a_list_whose_order_shows_late_is_complete() {
    let mut random = fastrand::Rng::with_seed(7);
    let mut names: Vec<_> =
        (0..8_000).map(|_| (0..6).map(|_| random.lowercase()).collect::<String>()).collect();
    for at in [4_000, 5_000, 6_000] {
        names[at] = names[at].to_uppercase();
    }
    let run = run(&mut Service::new(names.clone(), 100, Ways::RegardlessOfCase), well);
    assert_eq!(run.names, set(&names));
}

#[test]
fn a_page_that_fails_for_good_leaves_the_others() {
    let names: Vec<_> = (0..20_000).map(|i| format!("{}/{i}", i % 7)).collect();
    let mut service = Service::new(names.clone(), 100, Ways::Documented);
    let (mut listing, mut sent, mut found) = (Listing::default(), Vec::new(), BTreeSet::new());
    let end = loop {
        while let Some(page) = listing.next_page() {
            listing.sent(ticket(sent.len() as u64), &page);
            sent.push(page.request);
        }
        let ticket = listing.tickets().next().expect("a page is out").clone();
        let (secrets, token) = service.page(&sent[usize::try_from(ticket.sequence).unwrap()]);
        let progress = if secrets.iter().any(|secret| secret.name() == "3/10006") {
            listing.answered(&ticket, 0, Err(error(ErrorKind::TimedOut)))
        } else {
            found.extend(secrets.iter().map(|secret| secret.name().to_owned()));
            listing.answered(&ticket, 0, Ok((&secrets, token)))
        };
        match progress.unwrap() {
            Progress::Going => {}
            end => break end,
        }
    };
    assert!(matches!(&end, Progress::Failed(error) if error.kind == ErrorKind::TimedOut), "{end:?}");
    let missing: Vec<_> = names.iter().filter(|name| !found.contains(*name)).collect();
    assert!(
        missing.len() <= 100 && missing.contains(&&"3/10006".to_owned()),
        "{} are missing",
        missing.len()
    );
}

#[test]
fn a_page_that_was_throttled_is_asked_for_again_among_the_others() {
    let names: Vec<_> = (0..20_000).map(|i| format!("{}/{i}", i % 7)).collect();
    let mut service = Service::new(names, 100, Ways::Documented);
    let (mut listing, mut sent, _) = until(&mut service, 12);
    let throttled = listing.tickets().next().expect("a page is out").clone();
    let wanted = sent[usize::try_from(throttled.sequence).unwrap()].clone();
    listing.answered(&throttled, 3, Err(error(ErrorKind::Throttled))).unwrap();
    for _ in 0..20 {
        while let Some(page) = listing.next_page() {
            listing.sent(ticket(sent.len() as u64), &page);
            sent.push(page.request);
        }
        if sent[12..].contains(&wanted) {
            return;
        }
        let ticket = listing.tickets().next().expect("a page is out").clone();
        let (secrets, token) = service.page(&sent[usize::try_from(ticket.sequence).unwrap()]);
        listing.answered(&ticket, 0, Ok((&secrets, token))).unwrap();
    }
    panic!("the page waits for the end of the list");
}

/// Lists 20,000 secrets until this page is out, with what came before it.
fn until(service: &mut Service, stop: usize) -> (Listing, Vec<Request>, BTreeSet<String>) {
    let (mut listing, mut sent, mut found) = (Listing::default(), Vec::new(), BTreeSet::new());
    loop {
        while let Some(page) = listing.next_page() {
            listing.sent(ticket(sent.len() as u64), &page);
            sent.push(page.request);
        }
        if sent.len() >= stop {
            return (listing, sent, found);
        }
        let ticket = listing.tickets().next().expect("a page is out").clone();
        let (secrets, token) = service.page(&sent[usize::try_from(ticket.sequence).unwrap()]);
        found.extend(secrets.iter().map(|secret| secret.name().to_owned()));
        listing.answered(&ticket, 0, Ok((&secrets, token))).unwrap();
    }
}

#[test]
fn a_listing_that_was_stopped_asks_for_nothing_that_came_before() {
    for stop in [1, 3, 60, 150] {
        let names: Vec<_> = (0..20_000).map(|i| format!("{}/{i}", i % 7)).collect();
        let mut service = Service::new(names.clone(), 100, Ways::Documented);
        let (mut listing, mut sent, mut found) = until(&mut service, stop);
        let out: Vec<Request> = listing
            .pause()
            .iter()
            .map(|ticket| sent[usize::try_from(ticket.sequence).unwrap()].clone())
            .collect();
        let before: Vec<Request> = sent.iter().filter(|request| !out.contains(request)).cloned().collect();
        assert!(matches!(listing.go_on(), Progress::Going));
        let first = sent.len();
        let end = loop {
            while let Some(page) = listing.next_page() {
                listing.sent(ticket(sent.len() as u64), &page);
                sent.push(page.request);
            }
            let ticket = listing.tickets().next().expect("a page is out").clone();
            let (secrets, token) = service.page(&sent[usize::try_from(ticket.sequence).unwrap()]);
            found.extend(secrets.iter().map(|secret| secret.name().to_owned()));
            match listing.answered(&ticket, 0, Ok((&secrets, token))).unwrap() {
                Progress::Going => {}
                end => break end,
            }
        };
        assert!(matches!(end, Progress::Complete), "{end:?}");
        assert_eq!(found, set(&names));
        let twice: Vec<_> = sent[first..].iter().filter(|request| before.contains(request)).collect();
        assert!(twice.is_empty(), "stopped at {stop}: {twice:?}");
    }
}

#[test]
fn what_is_missing_is_told_in_words() {
    let names = (0..20_000).map(|i| format!("{}/{i}", i % 7));
    let mut service = Service::new(names, 100, Ways::Documented);
    assert_eq!(until(&mut service, 1).0.missing(), "all secrets");
    assert_eq!(until(&mut service, 3).0.missing(), "the secrets after the first 200");
    let missing = until(&mut service, 60).0.missing();
    assert!(missing.starts_with("names ") && missing.contains(" more part"), "{missing}");
}

#[test]
fn pages_without_end_are_noticed() {
    for tokens in [["x", "x", "x"], ["x", "y", "x"]] {
        let mut chain = Chain::new();
        let page = |name: &str| SummaryPage::from(vec![secret(name)]);
        let ends: Vec<_> =
            (0..3).map(|i| chain.page(&page(&format!("{i}")), Some(tokens[i].to_owned()))).collect();
        assert!(ends.contains(&Err(Endless::Token)), "{ends:?}");
    }
    let page = SummaryPage::from(vec![secret("a")]);
    let mut chain = Chain::new();
    assert_eq!(chain.page(&page, Some("x".into())), Ok(()));
    assert_eq!(chain.page(&page, Some("y".into())), Err(Endless::Page));
}

#[test]
fn empty_pages_without_end_are_noticed_whatever_they_are_of() {
    for with_names in [1, 5, 40] {
        let names = (0..20_000).map(|i| format!("{}/{i}", i % 7));
        let mut service = Service::new(names, 100, Ways::Documented);
        let (mut listing, mut sent, _) = until(&mut service, with_names);
        let mut empty = 0;
        let end = loop {
            while let Some(page) = listing.next_page() {
                listing.sent(ticket(sent.len() as u64), &page);
                sent.push(page.request);
            }
            let ticket = listing.tickets().next().expect("a page is out").clone();
            empty += 1;
            let page = (&SummaryPage::default(), Some(format!("token {empty}")));
            match listing.answered(&ticket, 0, Ok(page)).unwrap() {
                Progress::Going | Progress::OneAfterAnother(..) => {}
                end => break end,
            }
        };
        assert!(matches!(&end, Progress::Endless(error) if error.message.contains("empty page")), "{end:?}");
        assert_eq!(empty, 1_001);
    }
}

fn ways() -> impl Strategy<Value = Ways> {
    prop::sample::select(vec![
        Ways::Documented,
        Ways::Documented,
        Ways::RegardlessOfCase,
        Ways::PunctuationLast,
        Ways::Unfiltered,
        Ways::Hiding,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 4 / 5))]

    #[test]
    fn any_list_is_complete_in_any_order_of_answers(
        names in prop::collection::hash_set(
            prop_oneof!["[!+./0-9=@A-Z_a-z-]{1,3}", "[ab]{1,9}", "(p/){0,3}[0-9a-f]{1,5}", "!{1,3}[ab]{0,3}"],
            0..400,
        ),
        page_size in 1_usize..20,
        ways in ways(),
        faults in prop::collection::vec(any::<u8>(), 1..200),
    ) {
        let names: Vec<_> = names.into_iter().collect();
        let mut service = Service::new(names.clone(), page_size, ways);
        let mut faults = faults.into_iter().cycle().map(|fault| if fault < 40 { fault % 3 } else { fault });
        let run = run(&mut service, || faults.next().unwrap());
        // Faults may hit the same page each time; what is missing is told then.
        if !matches!(run.end, Progress::Failed(_)) {
            prop_assert_eq!(run.names, set(&names));
        }
    }

    #[test]
    fn any_list_is_complete_although_it_is_stopped_and_tokens_expire(
        names in prop::collection::hash_set(prop_oneof!["[ab]{1,9}", "(p/){0,3}[0-9a-f]{1,5}", "[!a-c]{0,4}x"], 0..400),
        page_size in 1_usize..20,
        ways in ways(),
        faults in prop::collection::vec(any::<u8>(), 1..200),
    ) {
        let names: Vec<_> = names.into_iter().collect();
        let mut service = Service::new(names.clone(), page_size, ways);
        let mut faults = faults.into_iter().chain(std::iter::repeat(u8::MAX)).map(|fault| if fault < 60 { fault % 5 } else { u8::MAX });
        let run = run_patiently(&mut service, || faults.next().unwrap(), Patience(usize::MAX));
        prop_assert!(matches!(run.end, Progress::Complete), "{:?}", run.end);
        prop_assert_eq!(run.names, set(&names));
    }
}
