//! Tests of the filter language as a whole.

use super::*;
use crate::app::list::samples::{ago, filter_text, keyed_term, named, now, secrets, with_pending};
use crate::secrets::{Arn, Tag};
use proptest::collection::vec;
use proptest::prelude::*;

const DAY: i64 = 86_400;

fn filter(text: &str) -> Filter {
    Filter::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn passes(text: &str, secret: &Summary) -> bool {
    filter(text).matches(secret, now())
}

/// Asserts that the filters in `yes` match the secret, and those in `no` do not.
#[track_caller]
fn assert_passes(secret: &Summary, yes: &[&str], no: &[&str]) {
    for text in yes {
        assert!(passes(text, secret), "{text} should match {secret:?}");
    }
    for text in no {
        assert!(!passes(text, secret), "{text} should not match {secret:?}");
    }
}

#[track_caller]
fn assert_wrong(text: &str, at: &str, says: &str) {
    let error = Filter::parse(text).unwrap_err();
    assert_eq!(&text[error.at.clone()], at, "{text}");
    assert_eq!(error.to_string(), says);
}

#[test]
fn words_are_fuzzy_and_all_must_match() {
    let secret = named("prod/Payments/db-main");
    let yes = ["", "  ", "prod", "pmnts", "main prod", "Pay", "\"prod\"", "!staging", "!mainz", "!proddb"];
    assert_passes(&secret, &yes, &["prox", "prod stg", "PROD", "!prod", "!payments", "!main prod"]);
}

#[test]
fn a_leading_sign_negates_and_quotes_take_it_as_it_is() {
    let secret = named("a!b");
    assert_passes(&secret, &["\"!b\"", "\"\"!b", "a!b", "!!c", "!\"c\""], &["!!b", "!\"!b\"", "!b"]);
}

#[test]
fn tags_are_compared_whole_with_capitals_where_typed() {
    let mut secret = named("a");
    for (key, value) in [("Team", "payments"), ("aws:cf:stack", "x=y z"), ("empty", "")] {
        secret.tags.push(Tag { key: key.into(), value: value.into() });
    }
    let yes = [
        "tag:team",
        "tag:Team=payments",
        "tag:team=PAYMENTS|search|payments",
        "TAG:aws:cf:stack=\"x=y z\"",
        "tag:aws:cf:stack=x=y\" \"z",
        "tag:empty=\"\"",
        "tag:team=\"\"|payments",
        "!tag:owner",
    ];
    let no = [
        "tag:tea",
        "tag:TEAM",
        "tag:team=pay",
        "tag:team=Payments",
        "tag:payments",
        "!tag:team",
        "tag:\"team=payments\"",
    ];
    assert_passes(&secret, &yes, &no);
}

#[test]
fn descriptions_are_searched_for_parts() {
    let mut secret = named("a");
    assert_passes(&secret, &["!desc:a"], &["desc:a"]);
    secret.description = Some("Read replica of \"orders\"; a|b".into());
    let yes =
        ["desc:\"read replica\"", "desc:Read", "desc:x|orders", "desc:\"\\\"orders\\\"\"", "desc:\"a|b\""];
    assert_passes(&secret, &yes, &["desc:READ", "desc:rdrp", "desc:\"x|orders\""]);
}

#[test]
fn rotation_goes_by_what_is_turned_on_and_by_its_state() {
    let mut secret = named("a");
    let states =
        ["on", "off", "none", "pending", "overdue", "failed"].map(|state| format!("rotation:{state}"));
    let check = |secret: &Summary, expected: &[&str]| {
        let found: Vec<_> =
            states.iter().filter(|text| passes(text, secret)).map(|text| &text[9..]).collect();
        assert_eq!(found, expected);
    };
    check(&secret, &["none"]);
    secret.rotation_enabled = Some(false);
    check(&secret, &["off"]);
    check(&with_pending(secret.clone()), &["off", "failed"]);
    secret.rotation_enabled = Some(true);
    check(&secret, &["on"]);
    check(&with_pending(secret.clone()), &["on", "pending"]);
    secret.next_rotation = Some(ago(60));
    check(&secret, &["on", "overdue"]);
    check(&with_pending(secret.clone()), &["on", "failed"]);
    assert_passes(&secret, &["rotation:FAILED|Overdue", "!rotation:off"], &["rotation:pending|failed"]);
}

#[test]
fn changed_goes_by_the_second() {
    let mut secret = named("a");
    assert_passes(
        &secret,
        &["changed:never", "!changed:<1d", "!changed:>1d"],
        &["changed:<1d", "changed:>1d"],
    );
    secret.last_changed = Some(ago(7 * DAY));
    let yes =
        ["changed:<8d", "changed:>6D", "changed:<2w", "changed:>167h", "changed:<10081m", "changed:<1y"];
    assert_passes(
        &secret,
        &yes,
        &["changed:<7d", "changed:>7d", "changed:<1w", "changed:never", "changed:>1y"],
    );
    secret.last_changed = Some(ago(-5));
    assert_passes(&secret, &["changed:<1m"], &["changed:>0m"]);
}

#[test]
fn accessed_goes_by_whole_days() {
    let mut secret = named("a");
    assert_passes(&secret, &["accessed:never", "accessed:>90d|never"], &["accessed:>90d", "accessed:<90d"]);
    // It is noon: a day that began at midnight yesterday may have ended 12 hours ago.
    secret.last_accessed = Some(ago(DAY + DAY / 2));
    assert_passes(&secret, &["accessed:<1d", "accessed:<13h"], &["accessed:<12h", "accessed:>1d"]);
    secret.last_accessed = Some(ago(90 * DAY + DAY / 2));
    assert_passes(&secret, &["accessed:<90d", "accessed:>89d"], &["accessed:>90d"]);
    secret.last_accessed = Some(ago(91 * DAY + DAY / 2));
    assert_passes(&secret, &["accessed:>90d", "accessed:<91d"], &["accessed:<90d"]);
}

#[test]
fn the_other_keys() {
    let mut secret = named("a");
    let plain = ["deleted:no", "owner:none", "kms:default", "replica:no", "replica:none", "deleted:yes|no"];
    assert_passes(
        &secret,
        &plain,
        &[
            "deleted:yes",
            "owner:rds",
            "owner:\"none\"",
            "kms:a",
            "replica:yes|primary",
            "replica:failed|eu-west-1",
        ],
    );
    secret.deleted = Some(ago(DAY));
    secret.owning_service = Some("redshift-serverless".into());
    secret.kms_key_id = Some("arn:aws:kms:eu-west-1:1:alias/payments".into());
    secret.primary_region = Some("eu-west-1".into());
    let yes =
        ["deleted:yes", "owner:redshift", "owner:none|red", "kms:alias/pay", "replica:primary", "replica:no"];
    assert_passes(&secret, &yes, &["deleted:no", "owner:none", "owner:shift", "kms:default", "replica:yes"]);
    secret.kms_key_id = Some("alias/aws/secretsmanager".into());
    secret.arn = Arn::new("arn:aws:secretsmanager:us-east-1:1:secret:a-AbCdEf");
    assert_passes(
        &secret,
        &["kms:default", "kms:alias", "replica:yes"],
        &["replica:no|primary", "kms:\"default\""],
    );
}

#[test]
fn deletions_are_found_by_the_time_of_the_request() {
    let mut secret = named("a");
    assert_passes(&secret, &["deleted:no|>3d", "!deleted:>3d"], &["deleted:<3d", "deleted:>3d"]);
    secret.deleted = Some(ago(3 * DAY));
    let passes = ["deleted:yes", "deleted:<4d", "deleted:>2d", "deleted:>71h", "!deleted:<3d"];
    assert_passes(&secret, &passes, &["deleted:no", "deleted:<3d", "deleted:>3d", "deleted:>4d"]);
}

#[test]
fn what_is_not_typed_to_its_end_says_what_is_missing() {
    let states = "on, off, none, pending, overdue or failed";
    let needs = format!("rotation: needs {states}; for example rotation:overdue|failed");
    assert_wrong("a rotation:", "rotation:", &needs);
    assert_wrong("!rotation:on| b", "rotation:on|", &needs);
    let age = "changed: needs < or > and an age such as 7d (m, h, d, w or y), or never";
    assert_wrong("changed:<", "<", &format!("{age}, not <; for example changed:<7d"));
    assert_wrong("tag:", "tag:", "tag: needs KEY or KEY=VALUE; for example tag:team=payments");
    let value = "tag:a= needs a value; tag:a finds the tag with any value, tag:a=\"\" with an empty one";
    assert_wrong("tag:a=", "tag:a=", value);
    assert_wrong("tag:=b", "tag:=b", "tag: needs a key before the =; for example tag:team=payments");
    assert_wrong("a !", "!", "! needs something to negate; for example !staging or !rotation:on");
    let quote = "the quote is not closed; close it with \", or type \\\" for a quote inside quotes";
    assert_wrong("ä desc:\"b c", "\"b c", quote);
    assert_wrong("a \"\"", "\"\"", "the quotes are empty; type a part of the name between them");
}

#[test]
fn what_can_not_be_right_says_what_can() {
    let keys =
        "the filters are tag:, desc:, rotation:, changed:, accessed:, deleted:, owner:, kms:, replica:, is:";
    assert_wrong("a !name:\"b c\"", "name:", &format!("there is no name: filter; {keys}"));
    let deleted = "deleted: needs yes, no, or an age such as <7d or >20d";
    for value in ["maybe", "never", "7d"] {
        let text = format!("{deleted}, not {value}; for example deleted:>20d");
        assert_wrong(&format!("DELETED:{value}"), value, &text);
    }
    for age in ["7d", "<7", "<d", "<+7d", "<7q", "<99999999999d", "=7d", "<7d>", "<٣d"] {
        let error = Filter::parse(&format!("changed:{age}")).unwrap_err();
        assert_eq!(error.cause, FilterCause::WrongValue { key: FilterKey::Changed, value: age.into() });
    }
}

#[test]
fn every_key_is_found_by_its_name_and_its_example_is_right() {
    for key in FilterKey::ALL {
        assert_eq!(FilterKey::named(&key.as_str().to_uppercase()), Some(key));
        assert_eq!(filter(key.example()).to_string(), key.example());
    }
}

#[test]
fn highlights_count_characters_and_leave_other_terms_out() {
    assert_eq!(filter("db prod !x tag:a").highlights("prod/é/db"), [0, 1, 2, 3, 7, 8]);
    assert_eq!(filter("zz").highlights("prod"), [0usize; 0]);
}

#[test]
fn scattered_letters_are_no_match() {
    let mysql = named("prod/legacy/intranet-mysql");
    assert_passes(
        &mysql,
        &[
            "prod",
            "legacy",
            "intra",
            "plim",
            "prodmysql",
            "intrnt",
            "mysql",
            "lgcy",
            "ranet",
            "net-my",
            "prmy",
        ],
        &["pretty", "oracle", "dgcy", "dnsql", "items"],
    );
    assert_passes(&named("app/kubernetes/tokenService2"), &["kbrnts", "ktS", "ts2", "akt", "k"], &["nv2"]);
}

#[test]
fn words_may_be_alternatives_and_say_where_they_are() {
    let secret = named("prod/learn/ambassador");
    let yes = [
        "arn|amb",
        "xyz|amb",
        "arn|",
        "'amb",
        "^prod",
        "ador$",
        "^prod/learn/ambassador$",
        "!^amb",
        "!prod$",
        "^x|ador$",
    ];
    assert_passes(&secret, &yes, &["!arn|amb", "xyz|zyx", "'prda", "^amb", "prod$", "!^prod", "^prod$"]);
    assert_passes(&named("a^b"), &["\"^\"b", "\"a^b\""], &["^b"]);
    assert_wrong("a ^", "^", "the sign needs a word; for example 'exact, ^prod or mysql$");
    assert_wrong("'|b", "'", "the sign needs a word; for example 'exact, ^prod or mysql$");
    for text in ["'a", "^a", "a$", "^a$", "!'a", "a|^b", "\"a$\"", "!a|b"] {
        let written = filter(text).to_string();
        assert_eq!(filter(&written), filter(text), "{text}: {written}");
    }
}

#[test]
fn an_arn_finds_its_secret() {
    let mut secret = named("prod/db");
    secret.arn = Arn::new("arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf");
    let whole = secret.arn.to_string();
    let without = whole.trim_end_matches("-AbCdEf");
    let yes = [
        whole.clone(),
        without.to_owned(),
        format!("  {whole}\t"),
        format!("\"{whole}\","),
        format!("'{whole}'"),
        format!("`{whole}`"),
        format!("{without}-??????"),
        format!("{without}-*"),
        format!("{whole}:password::"),
        whole.replace("eu-west-1", "us-east-1"),
        whole.replace("eu-west-1", "*").replace("111122223333", "*"),
        format!("{whole} prod"),
    ];
    for text in yes {
        assert!(passes(&text, &secret), "{text}");
        assert_eq!(filter(&filter(&text).to_string()), filter(&text));
    }
    for text in [
        whole.replace("AbCdEf", "XyZabc"),
        whole.replace("111122223333", "999999999999"),
        format!("{without}base"),
        format!("!{whole}"),
    ] {
        assert!(!passes(&text, &secret), "{text}");
    }
    assert_eq!(filter(&whole).arn_region(), Some("eu-west-1"));
    assert!(Filter::parse("arn:aws:kms:eu-west-1:1:key/a").is_err());
}

#[test]
fn replicas_are_known_of_secrets_that_were_described() {
    let mut secret = named("a");
    secret.primary_region = Some("eu-west-1".into());
    assert_passes(
        &secret,
        &["replica:primary", "!replica:failed"],
        &["replica:failed|in-sync|us-west-2", "replica:none"],
    );
    let replica = |region: &str, status| crate::secrets::Replica {
        region: region.into(),
        kms_key_id: None,
        status,
        message: None,
        last_accessed: None,
    };
    secret.replicas = Some(vec![
        replica("us-west-2", crate::secrets::ReplicaStatus::Failed),
        replica("ap-south-1", crate::secrets::ReplicaStatus::InSync),
    ]);
    let yes = ["replica:failed", "replica:IN-SYNC", "replica:us-west-2", "replica:no|failed"];
    assert_passes(&secret, &yes, &["replica:in-progress", "replica:us-east-1"]);
    secret.arn = Arn::new("arn:aws:secretsmanager:us-east-1:1:secret:a-AbCdEf");
    assert_passes(&secret, &["replica:eu-west-1", "replica:yes"], &["replica:us-east-1"]);
    assert!(filter("replica:failed").needs_replicas() && !filter("replica:primary").needs_replicas());
}

/// Pieces for both valid and invalid filters.
fn filter_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "tag|desc|rotation|changed|accessed|deleted|owner|kms|replica|name",
        "[!:=\"|<> \\\\'^$]",
        "on|yes|never|7d|none|default",
        any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn contains(name: &str, word: &str) -> bool {
    if word.chars().any(char::is_uppercase) {
        name.contains(word)
    } else {
        name.to_lowercase().contains(word)
    }
}

proptest! {
    #[test]
    fn any_text_is_a_filter_or_an_error_that_points_into_it(
        text in prop_oneof![any::<String>(), filter_like()],
        name in any::<String>(),
    ) {
        match Filter::parse(&text) {
            Ok(filter) => {
                filter.matches(&named(&name), now());
                let length = name.chars().count();
                prop_assert!(filter.highlights(&name).into_iter().all(|at| at < length));
            }
            Err(error) => {
                let at = text.get(error.at.clone());
                prop_assert!(at.is_some_and(|at| !at.is_empty()), "{:?} is no part of {:?}", error.at, text);
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }

    #[test]
    fn what_a_filter_is_written_as_parses_back(text in prop_oneof![filter_text(), filter_like()]) {
        if let Ok(filter) = Filter::parse(&text) {
            let written = filter.to_string();
            prop_assert_eq!(Filter::parse(&written), Ok(filter), "{}", written);
        }
    }

    #[test]
    fn quoted_text_is_taken_as_it_is(value in any::<String>().prop_filter("not empty", |v| !v.is_empty())) {
        let mut secret = named("a");
        secret.tags = vec![Tag { key: value.clone(), value: value.clone() }];
        let quoted = lex::quote(&value, &[]);
        let with_key = filter(&format!("tag:{quoted}"));
        prop_assert!(with_key.matches(&secret, now()));
        let whole = filter(&format!("tag:{quoted}={quoted}"));
        prop_assert!(whole.matches(&secret, now()));
        secret.tags[0].value.push('x');
        prop_assert!(!whole.matches(&secret, now()));
    }

    #[test]
    fn negation_is_the_complement(term in keyed_term(), secrets in secrets()) {
        let (term, negated) = (filter(&term), filter(&format!("!{term}")));
        for secret in secrets {
            prop_assert_ne!(term.matches(&secret, now()), negated.matches(&secret, now()));
        }
    }

    #[test]
    fn a_negated_word_is_about_the_whole_word(word in "[abAB01/-]{1,3}", secrets in secrets()) {
        let negated = filter(&format!("!{word}"));
        for secret in secrets {
            prop_assert_eq!(negated.matches(&secret, now()), !contains(&secret.name, &word));
        }
    }

    #[test]
    fn words_and_terms_must_all_hold(one in filter_text(), two in filter_text(), secrets in secrets()) {
        let both = filter(&format!("{one} {two}"));
        for secret in secrets {
            prop_assert_eq!(both.matches(&secret, now()), passes(&one, &secret) && passes(&two, &secret));
        }
    }

    #[test]
    fn a_highlight_is_the_word_within_the_name(word in "[ab01/-]{1,4}", name in "[abAB01/é-]{1,12}") {
        let filter = filter(&word);
        let chars: Vec<char> = name.chars().collect();
        let found: String = filter.highlights(&name).into_iter().map(|at| chars[at].to_ascii_lowercase()).collect();
        let matches = filter.matches(&named(&name), now());
        prop_assert_eq!(found, if matches { word.clone() } else { String::new() });
        let mut rest = name.chars().map(|c| c.to_ascii_lowercase());
        let in_order = word.chars().all(|c| rest.any(|other| other == c));
        prop_assert!(in_order || !matches, "the letters of a match are in order");
        prop_assert!(matches || !contains(&name, &word), "a word in one piece always matches");
    }

    #[test]
    fn the_starts_of_words_always_match(words in vec("[a-z]{1,6}", 1..6), signs in "[/_.-]{6}", taken in vec(1usize..4, 6)) {
        let signs: Vec<char> = signs.chars().collect();
        let name: String = words.iter().zip(&signs).flat_map(|(word, sign)| word.chars().chain([*sign])).collect();
        let word: String = words.iter().zip(&taken).map(|(word, taken)| &word[..(*taken).min(word.len())]).collect();
        prop_assert!(passes(&word, &named(&name)), "{word} in {name}");
    }

    #[test]
    fn signs_say_where_a_word_is(word in "[ab/]{1,3}", name in "[abAB/-]{1,8}") {
        let secret = named(&name);
        let lower = name.to_lowercase();
        prop_assert_eq!(passes(&format!("'{word}"), &secret), lower.contains(&word));
        prop_assert_eq!(passes(&format!("^{word}"), &secret), lower.starts_with(&word));
        prop_assert_eq!(passes(&format!("{word}$"), &secret), lower.ends_with(&word));
        prop_assert_eq!(passes(&format!("^{word}$"), &secret), lower == word);
        prop_assert_eq!(passes(&format!("!^{word}"), &secret), !lower.starts_with(&word));
    }
}
