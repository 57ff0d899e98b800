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

proptest! {
    #[test]
    fn a_partition_has_each_name_once(names in names(), parts in 1_usize..40, sample in any::<prop::sample::Index>()) {
        let sample = &names[..=sample.index(names.len())];
        let scopes = NameScope::all().partition(sample, parts);
        for name in &names {
            let found = scopes.iter().filter(|scope| scope.contains(name)).count();
            prop_assert_eq!(found, 1, "{:?} is in {} of {:?}", name, found, scopes);
        }
        for scope in scopes {
            is_within_limits(&scope)?;
        }
    }

    #[test]
    fn a_split_between_two_names_loses_none_between_them(
        names in names(),
        most in 1_usize..30,
        by_letters in any::<bool>(),
        path in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut scope = NameScope::all();
        for step in path {
            let mut inside: Vec<_> = names.iter().filter(|name| scope.contains(name)).cloned().collect();
            if by_letters {
                inside.sort_by_key(|name| name.to_ascii_lowercase());
            } else {
                inside.sort();
            }
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
                is_within_limits(part)?;
            }
            scope = step.get(&parts).clone();
        }
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

#[test]
fn a_partition_goes_down_to_the_folders_that_are_full() {
    let names = ["prod/a/1", "prod/a/2", "prod/b/1", "prod/b/2", "prod/b/3", "dev/1"].map(str::to_owned);
    let partition = |parts| -> Vec<_> {
        NameScope::all().partition(&names, parts).iter().map(ToString::to_string).collect()
    };
    assert_eq!(partition(1), ["names *"]);
    assert_eq!(
        partition(3),
        [
            "names prod/a/*",
            "names prod/b/*, not prod/b/1*",
            "names d*",
            "names prod/b/1*",
            "names *, not prod/* or d*",
            "names prod/*, not prod/b/* or prod/a/*",
        ]
    );
}

#[test]
fn the_alphabet_is_that_of_names() {
    for character in ALPHABET.chars() {
        assert!(crate::secrets::check_name(&character.to_string()).is_ok(), "{character:?}");
    }
    assert_eq!(ALPHABET.len(), 70);
}
