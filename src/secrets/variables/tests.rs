//! Variables of values.

use super::*;
use proptest::prelude::*;

fn args(prefix: Option<&str>, only: &[&str], names: &[&str]) -> VariableChoice {
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    VariableChoice { prefix: prefix.map(str::to_owned), only: owned(only), names: owned(names) }
}

fn of(values: &[(&str, &str)], args: &VariableChoice) -> Result<Vec<(String, String)>, VariablesError> {
    let values: Vec<_> = values
        .iter()
        .map(|(secret, text)| ((*secret).to_owned(), ValueBody::Text(Zeroizing::new((*text).to_owned()))))
        .collect();
    let pair = |variable: Variable| (variable.name, variable.value.to_string());
    Ok(variables_of(&values, args)?.into_iter().map(pair).collect())
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

const DB: &str = r#"{"user": "ad\u0061", "port": 5432.0, "on": true, "none": null, "tags": {"a":  [1]}}"#;

#[test]
fn strings_are_their_text_and_all_else_is_json_as_it_is_written() {
    let expected = pairs(&[
        ("user", "ada"),
        ("port", "5432.0"),
        ("on", "true"),
        ("none", "null"),
        ("tags", r#"{"a":  [1]}"#),
    ]);
    assert_eq!(of(&[("db", DB)], &args(None, &[], &[])), Ok(expected));
}

#[test]
fn a_prefix_stands_before_keys_and_not_before_given_names() {
    let values = [("db", DB), ("token", "a b\n")];
    let expected = pairs(&[("APP_user", "ada"), ("TOKEN", "a b\n")]);
    assert_eq!(of(&values, &args(Some("APP_"), &["user"], &["TOKEN"])), Ok(expected));
}

#[test]
fn values_without_members_take_the_given_names_in_their_order() {
    let values = [("a", "[1]"), ("b", r#"{"K":"v"}"#), ("c", "{ broken"), ("d", "\"text\"")];
    let expected = pairs(&[("A", "[1]"), ("K", "v"), ("C", "{ broken"), ("D", "\"text\"")]);
    assert_eq!(of(&values, &args(None, &[], &["A", "C", "D"])), Ok(expected));
    assert_eq!(of(&values, &args(None, &[], &["A"])), Err(VariablesError::Unnamed("c".into())));
    assert_eq!(of(&values[1..2], &args(None, &[], &["A"])), Err(VariablesError::UnusedName("A".into())));
}

#[test]
fn a_key_that_no_secret_has_is_refused() {
    let missing = VariablesError::NoSuchMember("nope".into());
    assert_eq!(of(&[("db", DB)], &args(None, &["user", "nope"], &[])), Err(missing));
}

#[test]
fn two_members_of_one_name_are_refused() {
    let both = [("a", r#"{"K":"1"}"#), ("b", r#"{"K":"2"}"#)];
    assert!(matches!(of(&both, &args(None, &[], &[])), Err(VariablesError::Collision { .. })));
    let given = [("a", r#"{"K":"1"}"#), ("b", "text")];
    assert!(matches!(of(&given, &args(None, &[], &["K"])), Err(VariablesError::Collision { .. })));
    let twice = [("a", r#"{"K":"1","K":"1","L":"2"}"#)];
    assert!(matches!(of(&twice, &args(None, &[], &[])), Err(VariablesError::Ambiguous(_))));
    assert_eq!(of(&twice, &args(None, &["L"], &[])), Ok(pairs(&[("L", "2")])));
}

#[test]
fn values_that_no_variable_can_hold_are_refused_without_a_word_of_them() {
    for text in [r#"{"K":"marker\u0000"}"#, r#"{"K":"marker\ud800"}"#, r#"{"marker-key":"marker-value"}"#] {
        let error = of(&[("a", text)], &args(None, &[], &[])).unwrap_err();
        let told = error.to_string();
        assert!(!told.replace("marker-key", "").contains("marker"), "{told}");
    }
    let binary = [("a".to_owned(), ValueBody::Binary(vec![1].into()))];
    let error = variables_of(&binary, &args(None, &[], &["K"])).err();
    assert_eq!(error, Some(VariablesError::Binary("a".into())));
}

#[test]
fn a_name_that_loads_code_must_be_asked_for_by_its_name() {
    for name in ["PATH", "LD_PRELOAD", "DYLD_INSERT_LIBRARIES", "BASH_ENV", "IFS", "NODE_OPTIONS"] {
        let text = format!(r#"{{"{name}":"x","other":"y"}}"#);
        let refused = of(&[("a", &text)], &args(None, &[], &[]));
        assert!(
            matches!(refused, Err(VariablesError::Name { fault: NameFault::Powerful, .. })),
            "{name}: {refused:?}"
        );
        assert_eq!(of(&[("a", &text)], &args(None, &[name], &[])), Ok(pairs(&[(name, "x")])));
        assert!(of(&[("a", &text)], &args(Some("X_"), &[], &[])).is_ok());
    }
    let made = of(&[("a", r#"{"PRELOAD":"x"}"#)], &args(Some("LD_"), &[], &[]));
    assert!(matches!(made, Err(VariablesError::Name { .. })));
}

proptest! {
    #[test]
    fn each_name_is_one_that_shells_take(key in r"\PC{0,6}|[A-Za-z0-9_ =.-]{0,6}") {
        let text = format!("{{{}:1}}", serde_json::to_string(&key).unwrap());
        let is_valid = key.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
            && key.bytes().next().is_some_and(|byte| !byte.is_ascii_digit());
        match of(&[("a", &text)], &args(None, &[], &[])) {
            Ok(variables) => prop_assert!(is_valid && variables[0].0 == key),
            Err(VariablesError::Name { fault: NameFault::Invalid, .. }) => prop_assert!(!is_valid),
            Err(VariablesError::Name { .. }) => prop_assert!(is_valid),
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}
