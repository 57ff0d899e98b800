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

fn scopes_of(scope: &NameScope, names: &[String], most: usize, depth: usize) -> Vec<NameScope> {
    let inside: Vec<_> = names.iter().filter(|name| scope.contains(name)).cloned().collect();
    let split = if depth == 0 { None } else { scope.split(&inside, most) };
    match split {
        None => vec![scope.clone()],
        Some(split) => {
            let smaller = split.into_scopes();
            let inner = smaller.iter().flat_map(|scope| scopes_of(scope, names, most, depth - 1));
            std::iter::once(scope.clone()).chain(inner).collect()
        }
    }
}

proptest! {
    #[test]
    fn a_split_loses_no_name_and_has_none_twice(names in names(), most in 1_usize..12, depth in 1_usize..6) {
        for scope in scopes_of(&NameScope::all(), &names, most, depth) {
            let inside: Vec<_> = names.iter().filter(|name| scope.contains(name)).cloned().collect();
            let Some(split) = scope.split(&inside, most) else { continue };
            let exact = matches!(split, Split::Exact(_));
            let smaller = split.into_scopes();
            for name in &names {
                let found = smaller.iter().filter(|scope| scope.contains(name)).count();
                let only = matches!(scope.prefixes(), [prefix] if prefix == name);
                let unaskable = scope.prefixes().is_empty() && name.starts_with('!');
                let expected = usize::from(scope.contains(name));
                prop_assert!(
                    found == expected || (found == 0 && expected == 1 && !exact && (only || unaskable)),
                    "{name:?} is in {found} of {smaller:?}, split from {scope:?}"
                );
            }
        }
    }

    #[test]
    fn a_split_between_two_names_loses_none_between_them(
        names in names(),
        most in 1_usize..30,
        path in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut scope = NameScope::all();
        for step in path {
            let mut inside: Vec<_> = names.iter().filter(|name| scope.contains(name)).cloned().collect();
            inside.sort();
            if inside.len() < 2 {
                break;
            }
            let (low, high) = (inside.len() / 4, inside.len() - 1 - inside.len() / 5);
            let known = &inside[..inside.len().div_ceil(2)];
            let Some(parts) = scope.split_between(&inside[low], &inside[high], known, most) else { break };
            let common = common_prefix([&*inside[low], &*inside[high]].into_iter()).unwrap();
            for name in &inside[low..=high] {
                let found = parts.iter().filter(|part| part.contains(name)).count();
                let first_of_all = name == common || name.starts_with('!');
                prop_assert!(
                    found == 1 || (found == 0 && first_of_all),
                    "{name:?} is in {found} of {parts:?}, split from {scope:?}"
                );
            }
            for part in &parts {
                prop_assert!(part.prefixes().len() <= MOST_PREFIXES && part.except().len() <= MOST_EXCEPTIONS);
                prop_assert!(part.except().is_empty() || part.prefixes().len() <= 1, "{part:?}");
            }
            scope = step.get(&parts).clone();
        }
    }

    #[test]
    fn a_scope_is_within_the_limits_of_filters(names in names(), most in 1_usize..12, depth in 1_usize..8) {
        for scope in scopes_of(&NameScope::all(), &names, most, depth) {
            prop_assert!(scope.prefixes().len() <= MOST_PREFIXES, "{scope:?}");
            prop_assert!(scope.except().len() <= MOST_EXCEPTIONS, "{scope:?}");
            prop_assert!(scope.except().is_empty() || scope.prefixes().len() <= 1, "{scope:?}");
            for prefix in scope.prefixes().iter().chain(scope.except()) {
                prop_assert!(prefix.len() <= LONGEST_PREFIX && !prefix.starts_with('!'), "{scope:?}");
            }
        }
    }
}

fn parts(scope: &NameScope, names: &[&str]) -> Vec<String> {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    scope.split(&names, 10).unwrap().into_scopes().iter().map(ToString::to_string).collect()
}

#[test]
fn the_fullest_folders_are_split_off_at_once() {
    let names = ["prod/a/1", "prod/a/2", "prod/b/1", "prod/b/2", "prod/b/3"];
    assert_eq!(
        parts(&NameScope::all(), &names),
        ["names prod/b/*", "names prod/a/*", "names *, not prod/b/* or prod/a/*"]
    );
}

#[test]
fn a_scope_with_all_its_exceptions_is_split_by_the_next_character() {
    let digits: Vec<_> = (0..9).map(|digit| digit.to_string()).collect();
    let scope = NameScope { prefixes: Vec::new(), except: digits };
    let parts = parts(&scope, &["a", "b", "ba"]);
    assert_eq!(parts[..2], ["names b*", "names a*"]);
    assert_eq!(parts[2], "names +* or -* or .* or /* or 9* or =* or @* or A* or B* or C*");
}

#[test]
fn the_alphabet_is_that_of_names() {
    for character in ALPHABET.chars() {
        assert!(crate::secrets::check_name(&character.to_string()).is_ok(), "{character:?}");
    }
    assert_eq!(ALPHABET.len(), 70);
}
