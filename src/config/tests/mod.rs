//! Tests of the configuration: errors with their lines, precedence, and the default file.

mod slips;

use super::*;
use std::path::PathBuf;

const PATH: &str = "/c/config.toml";

/// The configuration from the text of a file, flags and variables.
pub(super) fn layered(text: &str, flags: &Options, variables: &[(&str, &str)]) -> Config {
    let location = Location::Usual(PATH.into());
    let variables: Vec<_> =
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Config::of(location, Ok(Some(text.as_bytes().to_vec())), flags, &variables)
}

pub(super) fn of(text: &str) -> Config {
    layered(text, &Options::default(), &[])
}

/// The problems of a file, without the path.
pub(super) fn problems(text: &str) -> Vec<String> {
    of(text).problems().iter().map(|problem| problem.to_string().replace("/c/config.toml:", "")).collect()
}

fn seconds(timeout: Option<Timeout>) -> Option<u64> {
    timeout.map(|timeout| timeout.0.as_secs())
}

#[test]
fn without_a_file_the_defaults_hold() {
    let config = of("");
    assert_eq!(config.options(), &Options::defaults());
    assert_eq!(config.problems(), []);
}

#[test]
fn each_key_is_read() {
    let config = of(
        "profile = \"dev\"\nregion = 'eu-west-1'\nendpoint_url = \"http://127.0.0.1:1\"\nread_only = true\n\
                     filter = \"prod\"\nhide_after = \"10s\"\nclear_after = \"2m 30s\"\ntimeout = \"5s\"\n\
                     cache = false\ncache_for = \"12h\"\nlog_file = \"x.log\"\n",
    );
    assert_eq!(config.problems(), []);
    let options = config.options();
    assert_eq!(options.profile, Some(Name("dev".into())));
    assert_eq!(options.region, Some(Name("eu-west-1".into())));
    assert_eq!(options.endpoint_url, Some(EndpointUrl("http://127.0.0.1:1".into())));
    assert_eq!((options.read_only, options.cache), (Some(true), Some(false)));
    assert_eq!(options.filter.as_deref(), Some("prod"));
    assert_eq!((seconds(options.hide_after), seconds(options.clear_after)), (Some(10), Some(150)));
    assert_eq!((seconds(options.timeout), options.log_file.clone()), (Some(5), Some(PathBuf::from("x.log"))));
}

#[test]
fn a_mistake_is_told_with_its_line_and_what_was_meant() {
    for (text, expected) in [
        ("\n\nhide_afer = \"1s\"", "3: hide_afer: there is no such key; did you mean `hide_after`?"),
        ("readonly = true", "1: readonly: there is no such key; did you mean `read_only`?"),
        ("colour = 1", "1: colour: there is no such key"),
        ("# x\nhide_after = \"2h\"", "2: hide_after: expected a duration from 1s to 1h, found string \"2h\""),
        (
            "hide_after = 30",
            "1: hide_after: expected a duration from 1s to 1h, found integer `30`; did you mean 30s?",
        ),
        (
            "cache_for = \"7\"",
            "1: cache_for: expected a duration from 1m to 365d, such as 12h or 7d, found string \"7\"",
        ),
        ("cache = \"no\"", "1: cache: expected true or false, found string \"no\""),
        ("region = \"\"", "1: region: expected text that is not empty, found string \"\""),
        (
            "endpoint_url = \"localhost\"",
            "1: endpoint_url: expected a URL such as http://127.0.0.1:5000, found string \"localhost\"",
        ),
    ] {
        assert_eq!(problems(text), [expected]);
    }
}

#[test]
fn one_broken_key_does_not_stop_the_others() {
    let text = "hide_after = \"never\"\ntimeout = \"5s\"\nnonsense = 1\n= broken\nclear_after = \"1m\"\nfilter = \"a";
    let config = of(text);
    assert_eq!(seconds(config.options().hide_after), Some(30), "the default");
    assert_eq!(seconds(config.options().timeout), Some(5));
    assert_eq!(seconds(config.options().clear_after), Some(60));
    let lines: Vec<_> =
        problems(text).iter().map(|text| text.split(':').next().unwrap().to_owned()).collect();
    assert_eq!(lines, ["1", "3", "4", "6"], "{:?}", problems(text));
}

#[test]
fn a_read_only_that_is_not_understood_is_true() {
    for text in ["read_only = \"yes\"", "read_only = tru", "read_only = "] {
        let config = of(text);
        assert_eq!(config.options().read_only, Some(true), "{text}");
        assert_eq!(config.problems().len(), 1, "{text}");
    }
    let config = layered("read_only = false", &Options::default(), &[("STRONGROOM_READ_ONLY", "maybe")]);
    assert_eq!(config.options().read_only, Some(true));
    assert_eq!(
        config.problems()[0].to_string(),
        "STRONGROOM_READ_ONLY: expected true or false, found \"maybe\""
    );
}

#[test]
fn a_time_of_a_flag_or_a_variable_comes_before_those_of_sections() {
    let file = "timeout = '9s'\n[profiles.'*']\nhide_after = '2s'\nclear_after = '2s'\ntimeout = '2s'\n";
    let flags =
        Options { hide_after: Some(Timeout(std::time::Duration::from_secs(4))), ..Options::default() };
    let config = layered(file, &flags, &[("STRONGROOM_CLEAR_AFTER", "3s")]);
    let applied = config.profile_rules().applied(Some("any"), None);
    assert_eq!((applied.hide_after, applied.clear_after), (None, None));
    assert_eq!(
        applied.timeout,
        Some(std::time::Duration::from_secs(2)),
        "the file's own is for all profiles"
    );
    let config = layered(file, &flags, &[("STRONGROOM_TIMEOUT", "3s")]);
    assert_eq!(config.profile_rules().applied(Some("any"), None).timeout, None);
}

#[test]
fn flags_come_before_variables_before_the_file_before_defaults() {
    let file = "hide_after = \"2s\"\nclear_after = \"2s\"\ntimeout = \"2s\"\nread_only = true";
    let flags =
        Options { hide_after: Some(Timeout(std::time::Duration::from_secs(4))), ..Options::default() };
    let variables = [
        ("STRONGROOM_HIDE_AFTER", "3s"),
        ("STRONGROOM_CLEAR_AFTER", "3s"),
        ("STRONGROOM_READ_ONLY", "0"),
        ("STRONGROOM_TIMEOUT", ""),
    ];
    let config = layered(file, &flags, &variables);
    let options = config.options();
    assert_eq!(seconds(options.hide_after), Some(4));
    assert_eq!(seconds(options.clear_after), Some(3));
    assert_eq!(seconds(options.timeout), Some(2), "an empty variable is none");
    assert_eq!(options.read_only, Some(false));
    let place = |key: &str| {
        config.settings().into_iter().find(|setting| setting.key == key).unwrap().place.to_string()
    };
    assert_eq!(place("hide_after"), "flag --hide-after");
    assert_eq!(place("clear_after"), "STRONGROOM_CLEAR_AFTER");
    assert_eq!(place("timeout"), "/c/config.toml:3");
    assert_eq!(place("cache"), "default");
}

#[test]
fn every_simple_key_has_a_variable() {
    for key in schema::scalar_keys(&schema()) {
        let name = format!("STRONGROOM_{}", key.name.to_uppercase());
        let config = layered("", &Options::default(), &[(&name, "\u{1}")]);
        let is_free = config.problems().is_empty();
        let setting = config.settings().into_iter().find(|setting| setting.key == key.name).unwrap();
        let is_set = setting.place == Place::Variable(name.clone());
        assert!(is_set || !is_free, "{name} is not read");
    }
}

#[test]
fn the_variables_of_aws_are_the_environment_s_word() {
    let file = "region = \"eu-west-1\"\nprofile = \"dev\"";
    let config = layered(file, &Options::default(), &[("AWS_REGION", "us-east-1")]);
    assert_eq!(config.options().region, None, "the SDK reads it");
    assert_eq!(config.options().profile, Some(Name("dev".into())));
    let own = [("AWS_REGION", "us-east-1"), ("STRONGROOM_REGION", "eu-north-1")];
    assert_eq!(layered(file, &Options::default(), &own).options().region, Some(Name("eu-north-1".into())));
}

#[test]
fn the_default_file_has_every_key_and_sets_the_defaults() {
    assert_eq!(problems(DEFAULT_FILE), Vec::<String>::new());
    assert_eq!(of(DEFAULT_FILE).options(), &Options::defaults(), "as it is, it sets nothing");
    let set = uncommented(DEFAULT_FILE);
    assert_eq!(problems(&set), Vec::<String>::new());
    let config = of(&set);
    let mut options = config.options().clone();
    for key in schema::scalar_keys(&schema()) {
        let setting = config.settings().into_iter().find(|setting| setting.key == key.name).unwrap();
        assert!(matches!(setting.place, Place::File(..)), "{} is not in the default file", key.name);
    }
    // These have no default: the file shows an example.
    options.profile = None;
    options.region = None;
    options.endpoint_url = None;
    options.log_file = None;
    let [(_, section)] = options.profiles.iter().collect::<Vec<_>>()[..] else { panic!("{options:?}") };
    let names: Vec<_> = toml::Table::try_from(section).unwrap().keys().cloned().collect();
    assert_eq!(names, schema::names_at(&schema(), &["profiles".to_owned(), "x".to_owned()]));
    let names = options.commands.values().flat_map(|command| toml::Table::try_from(command).unwrap());
    let names: std::collections::BTreeSet<String> = names.map(|(name, _)| name).collect();
    let known = schema::names_at(&schema(), &["commands".to_owned(), "x".to_owned()]);
    assert_eq!(names, known.into_iter().collect());
    options.commands.clear();
    options.profiles.clear();
    options.keys.clear();
    options.themes.clear();
    assert_eq!(options, Options::defaults());
}

#[test]
fn the_default_file_explains_each_key_as_the_schema_does() {
    let schema = schema();
    for (name, property) in schema["properties"].as_object().unwrap() {
        let description = property["description"].as_str().unwrap().replace('`', "");
        let first = description.split(". ").next().unwrap().trim_end_matches('.');
        let text = DEFAULT_FILE.replace('`', "");
        assert!(text.contains(first), "{name}: {first:?} is not in the default file");
    }
}

/// The default file with its settings in force.
pub(super) fn uncommented(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with(' ') => setting.to_owned(),
        Some(_) | None => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_section_for_profiles_is_read_and_its_mistakes_are_told() {
    let text = "[profiles.\"prod-*\"]\nread_only = true\ncolour = 'red'\nconfirm = 'type_name'\nhide_after = '5s'\n\
                [profiles.dev]\ncolor = \"gren\"\nread_only = 1\n";
    assert_eq!(
        problems(text),
        [
            "3: profiles.prod-*.colour: there is no such key; did you mean `color`?",
            "4: profiles.prod-*.confirm: expected `key` or `type-name`, found `type_name`; did you mean `type-name`?",
            "7: profiles.dev.color: expected one of `red`, `yellow`, `green`, `cyan`, `blue`, `magenta`, `none`, found `gren`; \
             did you mean `green`?",
            "8: profiles.dev.read_only: expected true or false, found integer `1`",
        ]
    );
    let rules = of(text).profile_rules();
    let applied = rules.applied(Some("prod-eu"), Some("1"));
    assert_eq!(applied.read_only.as_deref(), Some("prod-*"));
    assert_eq!(
        applied.confirm,
        crate::app::profile_rules::ConfirmRule::TypeName,
        "what is not understood asks for more"
    );
    assert_eq!(applied.hide_after, Some(jiff::SignedDuration::from_secs(5)));
    assert!(rules.applied(Some("dev"), Some("1")).read_only.is_some(), "what is not understood allows less");
}

#[test]
fn the_schema_has_no_null_and_what_it_allows_is_read() {
    let text = schema().to_string();
    assert!(!text.contains("null"), "{text}");
    assert_eq!(schema()["properties"]["read_only"]["type"], "boolean");
    assert!(schema()["properties"]["keymap"]["oneOf"].is_array(), "{:#}", schema()["properties"]["keymap"]);
}

#[test]
fn a_setting_that_is_a_mistake_is_not_shown_as_one_that_holds() {
    let config = of("[keys]\nsort = \"r\"\nundo = \"z\"\n");
    let shown: Vec<_> = config.settings().into_iter().map(|setting| setting.key).collect();
    assert!(shown.contains(&"keys.undo".to_owned()) && !shown.contains(&"keys.sort".to_owned()), "{shown:?}");
    let config = of(
        "[commands.x]\nrun = [\"x\"]\nenv = { A = \"}\" }\n[commands.\"y z\"]\nrun = [\"y\"]\nkey = \"r\"\n\
         [profiles.a]\nconfirm = name\n",
    );
    let shown: Vec<_> = config.settings().into_iter().map(|setting| setting.key).collect();
    let shown: Vec<_> = shown.iter().filter(|key| key.contains('.')).collect();
    assert_eq!(
        shown,
        ["profiles.a.confirm", "commands.\"y z\".run"],
        "what is left out does not hold, what forbids does"
    );
}

mod any_text {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_file_is_read_and_its_good_lines_count(noise in prop::collection::vec(
            "[ -~]{0,30}|[a-z_]{1,12} = [ -~]{0,12}|\\[[a-z.\"*]{0,12}\\]|hide_after = \"[0-9]{1,3}[smh]\"|profiles = 1|keys = \\[\\]",
            0..8,
        )) {
            let text = format!("clear_after = \"7s\"\n{}\n", noise.join("\n"));
            let config = of(&text);
            let is_free = !noise.iter().any(|line| line.contains("clear_after"));
            if is_free && config.problems().iter().all(|problem| !problem.to_string().contains(":1: ")) {
                prop_assert_eq!(seconds(config.options().clear_after), Some(7), "{}", text);
            }
            for problem in config.problems() {
                prop_assert!(matches!(&problem.place, Place::File(_, Some(line)) if *line <= text.lines().count()), "{}", problem);
            }
        }
    }
}
