use super::*;
use proptest::prelude::*;

/// Names that share beginnings, are beginnings of each other, and begin with each character.
fn names() -> impl Strategy<Value = Vec<String>> {
    let name = prop_oneof![
        "[!+./0-9=@A-Z_a-z-]{1,6}",
        "prod/[ab]{0,4}",
        "(prod/team/){1,3}[0-9a-f]{0,8}",
        "[a-c]{1,3}",
        "!{1,2}[a!]{0,2}",
    ];
    prop::collection::vec(name, 1..60)
}

/// An order of names that a service may have.
#[derive(Clone, Copy, Debug)]
enum Order {
    Bytes,
    Letters,
    LettersBeforePunctuation,
}

impl Order {
    fn sort(self, names: &mut [String]) {
        match self {
            Self::Bytes => names.sort(),
            Self::Letters => names.sort_by_key(|name| (name.to_ascii_lowercase(), name.clone())),
            Self::LettersBeforePunctuation => names.sort_by_key(|name| {
                let place = |byte: u8| match byte.to_ascii_lowercase() {
                    byte if byte == b'!' || byte.is_ascii_alphanumeric() => byte,
                    byte => byte | 0x80,
                };
                (name.bytes().map(place).collect::<Vec<_>>(), name.clone())
            }),
        }
    }
}

fn orders() -> impl Strategy<Value = Order> {
    prop::sample::select(vec![Order::Bytes, Order::Letters, Order::LettersBeforePunctuation])
}

/// What a service has shown that listed names so.
fn collation(listed: &[String]) -> Collation {
    let mut collation = Collation::default();
    listed.windows(2).for_each(|pair| collation.observe(&pair[0], &pair[1]));
    collation
}

proptest! {
    #[test]
    fn a_division_of_all_names_has_each_once(
        names in names(),
        parts in 1_usize..40,
        sample in any::<prop::sample::Index>(),
    ) {
        let sample = &names[..=sample.index(names.len())];
        let scopes = NameScope::all().divide(ReadEnds::default(), sample, parts, Collation::default());
        for name in &names {
            let found = scopes.iter().filter(|scope| scope.contains(name)).count();
            prop_assert_eq!(found, 1, "{:?} is in {} of {:?}", name, found, scopes);
        }
        for scope in scopes {
            is_within_limits(&scope)?;
        }
    }

    #[test]
    fn a_division_has_each_name_once_that_was_not_read(
        names in names(),
        order in orders(),
        path in prop::collection::vec((1_usize..30, any::<[prop::sample::Index; 4]>(), 0_u8..4), 0..6),
    ) {
        let mut scope = NameScope::all();
        for (parts, [low, high, sample, next], ends) in path {
            let mut inside: Vec<_> = names.iter().filter(|name| scope.contains(name)).cloned().collect();
            order.sort(&mut inside);
            inside.dedup();
            if inside.is_empty() {
                break;
            }
            let (low, high) = (low.index(inside.len()), high.index(inside.len()));
            let (low, high) = (low.min(high), low.max(high));
            let read = ReadEnds {
                low: (ends & 1 > 0).then(|| &*inside[low]),
                high: (ends & 2 > 0).then(|| &*inside[high]),
            };
            let mut collation = collation(&inside[..=low]);
            inside[high..].windows(2).for_each(|pair| collation.observe(&pair[0], &pair[1]));
            let sample = &names[..=sample.index(names.len())];
            let divided = scope.divide(read, sample, parts, collation);
            let first = read.low.map_or(0, |_| low + 1);
            let end = read.high.map_or(inside.len(), |_| high);
            for name in inside.iter().take(end).skip(first) {
                let found = divided.iter().filter(|part| part.contains(name)).count();
                prop_assert!(found == 1, "{name:?} is in {found} of {divided:?}, divided from {scope:?}");
            }
            for part in &divided {
                is_within_limits(part)?;
            }
            if divided.is_empty() {
                break;
            }
            scope = next.get(&divided).clone();
        }
    }

    #[test]
    fn a_scope_before_or_after_a_name_is_so_in_the_order_of_the_service(
        mut names in names(),
        order in orders(),
        prefix in "[!+./0-9=@A-Z_a-z-]{1,3}",
        [shown, at] in any::<[prop::sample::Index; 2]>(),
    ) {
        order.sort(&mut names);
        let Some(scope) = NameScope::with_prefix(&prefix) else { return Ok(()) };
        let (at, collation) = (at.index(names.len()), collation(&names[..=shown.index(names.len())]));
        let (before, after) = (scope.is_before(&names[at], collation), scope.is_after(&names[at], collation));
        prop_assert!(!before || names[at..].iter().all(|name| !scope.contains(name)));
        prop_assert!(!after || names[..=at].iter().all(|name| !scope.contains(name)));
    }
}

/// Fails for a scope that filters can't ask for.
fn is_within_limits(scope: &NameScope) -> Result<(), TestCaseError> {
    prop_assert!(scope.prefixes().len() <= MOST_PREFIXES, "{scope:?}");
    prop_assert!(scope.except().len() <= MOST_EXCEPTIONS, "{scope:?}");
    prop_assert!(scope.except().is_empty() || scope.prefixes().len() <= 1, "{scope:?}");
    for prefix in scope.prefixes().iter().chain(scope.except()) {
        prop_assert!(prefix.len() <= LONGEST_PREFIX && !prefix.starts_with('!'), "{scope:?}");
    }
    Ok(())
}

fn divide(names: &[&str], ends: ReadEnds, parts: usize) -> Vec<String> {
    let names: Vec<_> = names.iter().map(ToString::to_string).collect();
    let scopes = NameScope::all().divide(ends, &names, parts, Collation::Bytes);
    scopes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_division_goes_down_to_the_folders_that_are_full() {
    let names = ["prod/a/1", "prod/a/2", "prod/b/1", "prod/b/2", "prod/b/3", "dev/1"];
    assert_eq!(divide(&names, ReadEnds::default(), 1), ["names *"]);
    assert_eq!(
        divide(&names, ReadEnds::default(), 3),
        [
            "names prod/b/*, not prod/b/1*",
            "names prod/*, not prod/b/*",
            "names *, not prod/*",
            "names prod/b/1*"
        ]
    );
}

#[test]
fn what_was_read_is_not_asked_for_again() {
    let names = ["a/1", "b/1", "b/2", "c/1", "c/2", "d/1", "d/2", "e/1"];
    let ends = ReadEnds { low: Some("b/1"), high: Some("d/2") };
    assert_eq!(divide(&names, ends, 3), ["names *, not b/* or d/* or a* or e*", "names b/*", "names d/*"]);
}

#[test]
fn a_list_goes_on_in_a_part_with_all_its_names_behind_one_prefix() {
    let names = ["b/1", "b/2", "b/3", "c/1", "c/2", "c/3"].map(str::to_owned);
    let ends = ReadEnds { low: Some("b/1"), high: None };
    let scopes = NameScope::all().divide(ends, &names, 3, Collation::Bytes);
    let heirs: Vec<_> =
        scopes.iter().filter(|scope| scope.can_go_on_from("b/1", &NameScope::all())).collect();
    assert_eq!(heirs.iter().map(ToString::to_string).collect::<Vec<_>>(), ["names b/*"]);
    let rest = scopes.iter().find(|scope| scope.prefixes().is_empty()).unwrap();
    assert!(!rest.can_go_on_from("zebra", &NameScope::all()), "it has other prefixes in between");
}

#[test]
fn the_alphabet_is_that_of_names() {
    for character in ALPHABET.chars() {
        assert!(crate::secrets::check_name(&character.to_string()).is_ok(), "{character:?}");
    }
    assert_eq!(ALPHABET.len(), 70);
}
