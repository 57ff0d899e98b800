//! Slips of those who write a config file for the first time: what they read, and what still counts.

use super::*;
use crate::app::profile_rules::ConfirmRule;

/// A file and the problems that it has.
fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(problems(text), *expected, "{text}");
    }
}

#[test]
fn a_section_that_does_not_exist_says_which_is_meant() {
    check(&[
        (
            "[profile.prod]\nread_only = true",
            &[
                "1: profile: expected text that is not empty, found a section; did you mean the section `profiles`?",
            ],
        ),
        ("[Keys]\nsort = \"S\"", &["1: Keys: there is no such section; did you mean `keys`?"]),
        ("[default]\nregion = 'x'", &["1: default: there is no such section"]),
        ("[[profiles]]\nname = 'x'", &["1: profiles: expected a section [profiles.NAME], found a list"]),
        ("commands = 'ls'", &["1: commands: expected a section [commands.NAME], found string \"ls\""]),
        (
            "[theme]\nbase = 'dark'",
            &[
                "1: theme: expected text that is not empty, found a section; did you mean the section `themes`?",
            ],
        ),
    ]);
}

#[test]
fn a_key_in_the_wrong_place_says_where_it_belongs() {
    check(&[
        (
            "[keys]\ntimeout = '5s'",
            &["2: keys.timeout: there is no such action; `timeout` belongs above the first section"],
        ),
        ("[keys]\nmouse = false", &["2: keys.mouse: `mouse` belongs above the first section"]),
        ("[profiles.a]\ncache = false", &["2: profiles.a.cache: `cache` belongs above the first section"]),
        (
            "confirm = 'type-name'",
            &[
                "1: confirm: there is no such key here: it belongs into a section such as [profiles.\"prod-*\"]",
            ],
        ),
        (
            "run = ['x']",
            &["1: run: there is no such key here: it belongs into a section such as [commands.psql]"],
        ),
        ("no-history = true", &["1: no-history: there is no such key; did you mean `history = false`?"]),
        ("no_cache = true", &["1: no_cache: there is no such key; did you mean `cache = false`?"]),
    ]);
}

#[test]
fn a_value_of_another_type_says_what_is_expected() {
    check(&[
        ("keymap = 1", &["1: keymap: expected `default` or `emacs`, found 1"]),
        ("log_file = 3", &["1: log_file: expected the path of a file, found integer `3`"]),
        ("filter = 1", &["1: filter: expected text in quotes, found integer `1`"]),
        (
            "[profiles.a]\nconfirm = true",
            &["2: profiles.a.confirm: expected `key` or `type-name`, found true"],
        ),
        (
            "[profiles.a]\nregions = 'eu-west-1'",
            &[
                "2: profiles.a.regions: expected a list such as [\"one\", \"two\"], found string \"eu-west-1\"",
            ],
        ),
        (
            "[profiles.a]\nregions = ['euwest-1']",
            &[
                "2: profiles.a.regions: expected a Region such as eu-central-1, found string \"euwest-1\"; did you mean `eu-west-1`?",
            ],
        ),
        (
            "hide_after = 30",
            &["1: hide_after: expected a duration from 1s to 1h, found integer `30`; did you mean 30s?"],
        ),
        (
            "timeout = '90'",
            &["1: timeout: expected a duration from 1s to 1h, found string \"90\"; did you mean 90s?"],
        ),
        (
            "lock_after = 0",
            &[
                "1: lock_after: expected a duration from 1s to 24h, or 0 for never, found integer `0`; did you mean 0s?",
            ],
        ),
        ("filter = 'tag:'", &["1: filter: tag: needs KEY or KEY=VALUE; for example tag:team=payments"]),
    ]);
}

#[test]
fn text_without_quotes_says_how_it_is_written() {
    check(&[
        ("timeout = 5s # x", &["1: timeout: text stands in quotes: timeout = \"5s\""]),
        ("region = \u{201c}eu-west-1\u{201d}", &["1: region: text stands in quotes: region = \"eu-west-1\""]),
        ("mouse = yes", &["1: mouse: expected true or false, found `yes`"]),
        (
            "read_only: true\ntimeout: 5s",
            &[
                "1: read_only: expected true or false, found `true`",
                "2: timeout: text stands in quotes: timeout = \"5s\"",
            ],
        ),
        (
            "[profiles.prod-*]\nread_only = true",
            &[
                "1: invalid unquoted key, expected letters, numbers, `-`, `_`: a section is written [profiles.\"prod-*\"], and this \
             one is left out",
            ],
        ),
    ]);
}

#[test]
fn what_is_there_twice_says_where_it_is_first() {
    check(&[
        ("timeout = '5s'\ntimeout = '6s'", &["2: timeout: line 1 sets it already, and counts"]),
        (
            "[profiles.a]\ncolor = 'red'\n[profiles.a]\nread_only = true",
            &["3: this section begins in line 1 already: write all its keys there"],
        ),
    ]);
    let text = "[profiles.a]\ncolor = 'red'\n[keys]\nsort = 'Z'\n[profiles.a]\nconfirm = 'type-name'";
    let applied = of(text).profile_rules().applied(Some("a"), None);
    assert_eq!((applied.confirm, applied.color.is_some()), (ConfirmRule::TypeName, true), "both count");
    let twice = of("timeout = '5s'\ntimeout = '6s'");
    assert_eq!(seconds(twice.options().timeout), Some(5));
}

#[test]
fn a_pattern_that_matches_nothing_is_told() {
    check(&[
        (
            "[profiles.'']\nread_only = true",
            &["1: profiles.\"\": no profile has an empty name; * stands for any"],
        ),
        (
            "[profiles.'1234-5678-9012']\nread_only = true",
            &["1: profiles.\"1234-5678-9012\": an account id has digits only: \"123456789012\""],
        ),
        (
            "[profiles.'{a,b}']\nread_only = true",
            &[
                "1: profiles.\"{a,b}\": only * and ? stand for other characters, so most likely nothing matches this",
            ],
        ),
        ("[profiles.'**']\n[profiles.'a-?']\n[profiles.'123456789012']", &[]),
    ]);
}

#[test]
fn a_read_only_in_a_part_that_is_not_understood_is_true() {
    let everywhere = |text: &str| of(text).options().read_only == Some(true);
    for text in [
        "readonly = true",
        "read-only = true",
        "Read_Only = 'yes'",
        "read_only: true",
        "[keys]\nread_only = true",
        "[default]\nread_only = true",
        "read_only = false\nread_only = true",
        "[read_only]\nx = 1",
    ] {
        assert!(everywhere(text), "{text}");
    }
    let for_prod = |text: &str| {
        let config = of(text);
        assert_ne!(config.options().read_only, Some(true), "only where it was meant: {text}");
        config.profile_rules().applied(Some("prod-eu"), Some("1")).read_only.is_some()
    };
    for text in [
        "[profiles.prod-*]\nread_only = true",
        "[profiles.\"prod-*]\nread_only = true",
        "[profiles.'prod-*'\nread_only = true",
        "[profiles.prod-*]\n[profiles.dev]\ncolor = 'red'\n[profiles.'prod-*']\nread_only = yes",
        "[profiles.'prod-*']\nreadonly = true",
        "[profile.'prod-*']\nread_only = true",
        "[profiles.'prod-*']\nread_only = false\n[profiles.'prod-*']\nread_only = true",
        "profiles.'prod-*'.read_only = tru",
    ] {
        assert!(for_prod(text), "{text}");
    }
    for text in [
        "readonly = false",
        "[profiles.prod-*]\nread_only = false",
        "reading = true",
        "[keys]\nread_only = false",
    ] {
        assert!(!everywhere(text) && !for_prod(text), "{text}");
    }
    let config = of("# x\n[profiles.\"prod-*\"]\n# y\nreadonly = true");
    let shown =
        config.settings().into_iter().find(|setting| setting.key == "profiles.\"prod-*\".read_only").unwrap();
    assert_eq!(shown.place.short(), "config.toml:4");
    let list = of("[[profiles]]\nname = 'prod'\nread_only = true").profile_rules();
    assert!(list.applied(Some("prod"), None).read_only.is_some());
}

#[test]
fn a_confirm_in_a_part_that_is_not_understood_asks_for_the_name() {
    for text in [
        "[profiles.prod-*]\nconfirm = 'type-name'",
        "[profiles.'prod-*']\nconfirm = type-name",
        "[profiles.'prod-*']\nconfrim = 'type-name'",
        "confirm = 'type-name'",
    ] {
        let applied = of(text).profile_rules().applied(Some("prod-eu"), Some("1"));
        assert_eq!(applied.confirm, ConfirmRule::TypeName, "{text}");
    }
}

#[test]
fn a_broken_section_takes_no_other_one_with_it() {
    let text = "[profiles.prod-*]\ncolor = 'red'\n[profiles.dev]\nread_only = true\n[keys]\nsort = 'Z'\n";
    let config = of(text);
    assert!(config.profile_rules().applied(Some("dev"), None).read_only.is_some());
    assert_eq!(config.options().keys.len(), 1);
    assert_eq!(config.problems().len(), 1, "{:?}", config.problems());
}

#[test]
fn a_file_of_another_encoding_is_read_as_far_as_it_can_be() {
    let location = || Location::Usual(PATH.into());
    let config = Config::of(
        location(),
        Ok(Some(b"# caf\xe9\nread_only = true\nfilter = \"caf\xe9\"\ntimeout = \"5s\"\n".to_vec())),
        &Options::default(),
        &[],
    );
    let told: Vec<_> = config.problems().iter().map(ToString::to_string).collect();
    let expected = |line| format!("{PATH}:{line}: this line is not UTF-8: save the file as UTF-8");
    assert_eq!(told, [expected(1), expected(3)]);
    assert_eq!((config.options().read_only, seconds(config.options().timeout)), (Some(true), Some(5)));
    assert_eq!(config.options().filter.as_deref(), Some(""), "the default");
    for text in ["\u{feff}timeout = \"5s\"\n", "timeout = \"5s\"\r\ncache = true\r\n"] {
        assert_eq!((problems(text), seconds(of(text).options().timeout)), (Vec::new(), Some(5)), "{text:?}");
    }
}

#[test]
fn a_variable_that_sets_nothing_is_told() {
    let with = |variables: &[(&str, &str)]| {
        let config = layered("", &Options::default(), variables);
        let told: Vec<_> = config.problems().iter().map(ToString::to_string).collect();
        (told, config.options().read_only == Some(true))
    };
    assert_eq!(
        with(&[("STRONGROOM_READONLY", "1")]),
        (
            vec![
                "STRONGROOM_READONLY: there is no such variable; did you mean `STRONGROOM_READ_ONLY`?"
                    .to_owned()
            ],
            true
        )
    );
    assert!(!with(&[("STRONGROOM_READONLY", "0")]).1);
    assert!(!with(&[("STRONGROOM_READONLY", "1"), ("STRONGROOM_READ_ONLY", "0")]).1, "the right one counts");
    assert_eq!(
        with(&[("STRONGROOM_KEYS", "x")]).0,
        ["STRONGROOM_KEYS: no variable sets this: write a section [keys] into the config file"]
    );
    assert_eq!(with(&[("STRONGROOM_NONSENSE", "x")]).0, ["STRONGROOM_NONSENSE: there is no such variable"]);
    let known = [
        ("STRONGROOM_CONFIG", "x"),
        ("STRONGROOM_LOG", "debug"),
        ("STRONGROOM_READONLY", ""),
        ("OTHER", "x"),
    ];
    assert_eq!(with(&known), (Vec::new(), false));
    assert_eq!(with(&[("STRONGROOM_READ_ONLY", " true")]), (Vec::new(), true));
    assert_eq!(
        with(&[("STRONGROOM_THEME", "drak")]).0,
        ["STRONGROOM_THEME: there is no theme `drak`; did you mean `dark`?"]
    );
    let config = Config::read(
        Some(std::path::Path::new("/nowhere/config.toml")),
        &Options::default(),
        [("STRONGROOM_READ_ONLY".into(), std::os::unix::ffi::OsStringExt::from_vec(b"\xff".to_vec()))],
    );
    assert_eq!(config.options().read_only, Some(true));
    assert_eq!(config.problems().len(), 2, "{:?}", config.problems());
}

#[test]
fn keys_that_can_t_be_used_say_which_are_meant() {
    check(&[
        ("[keys]\nundo = 'Ctrl+Z'", &["2: keys.undo: there is no key \"Ctrl+Z\"; did you mean \"ctrl-z\"?"]),
        ("[keys]\nquit = ''", &["2: keys.quit: no key is named; an empty list, [], takes the keys away"]),
        (
            "[keys]\naccept = 'x'",
            &["2: keys.accept: x types or edits text wherever accept holds: it needs another key"],
        ),
        (
            "[commands.x]\nrun = ['x']\nkey = '<C-f>'",
            &["3: commands.x.key: there is no key \"<C-f>\"; did you mean \"ctrl-f\"?"],
        ),
    ]);
    let shown =
        of("[keys]\naccept = ['x', 'f9']").keymap().keys(crate::app::actions::Action::Accept).to_vec();
    assert_eq!(shown.iter().map(ToString::to_string).collect::<Vec<_>>(), ["enter"], "the default holds");
}

#[test]
fn a_command_line_for_a_shell_is_told() {
    check(&[
        (
            "[commands.x]\nrun = ['psql -l']",
            &[
                "2: commands.x.run: no shell splits this line: name the program and each argument by itself, such as [\"psql\", \"-l\"]",
            ],
        ),
        (
            "[commands.x]\nrun = 'psql -l'",
            &["2: commands.x.run: expected a list such as [\"one\", \"two\"], found string \"psql -l\""],
        ),
        ("[commands.x]\nrun = ['/My Apps/psql']\n[commands.y]\nrun = ['x y', '-l']", &[]),
    ]);
}

#[test]
fn a_theme_says_what_it_may_have() {
    let [problem] = problems("[themes.a]\nmuted = 'red'").try_into().unwrap();
    let problem: String = problem;
    assert!(
        problem.starts_with("2: themes.a.muted: there is no style `muted`; there are ")
            && problem.contains("accent")
    );
    check(&[
        (
            "[themes.auto]\naccent = 'red'",
            &["1: themes.auto: auto chooses between themes: give this one another name"],
        ),
        (
            "[themes.a]\n[themes.b]\nbase = 'a'",
            &[
                "3: themes.b.base: `a` is an own theme: a base is one of auto, dark, light, high-contrast, 16, none",
            ],
        ),
        (
            "[themes.a]\naccent = 'red on'",
            &["2: themes.a.accent: expected a colour behind `on`, such as `on black`"],
        ),
    ]);
}
